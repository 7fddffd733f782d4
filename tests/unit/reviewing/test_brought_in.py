"""What a change brings in: findings that the base does not have, however much has moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from riskbook.findings import Finding, Location, Severity, Span
from riskbook.model.book import Book
from riskbook.reading.loading import load
from riskbook.reading.trees import MemoryTree
from riskbook.reviewing.brought_in import BroughtIn, brought_in, moves
from riskbook.run import find_faults, judge
from riskbook.wording import say
from small_book import ORGANIZATION, OTHER_RISK, RISK, edited, small_book

DAY = date(2026, 11, 23)


def finding(
    code: str = "RB305", record: str = "R001", line: int = 1, pointer: str = "x"
) -> Finding:
    location = Location(f"registers/desk/risks/{record}.md", Span(line, 1, line, 2))
    message = say("finding.RB305", stage="current")
    return Finding(code, Severity.WARNING, message, location, None, record, pointer)


def of_books(base: dict[str, bytes], head: dict[str, bytes]) -> BroughtIn:
    """What one book's files bring in over another's."""
    found, books = [], []
    for files in (base, head):
        tree = MemoryTree(files)
        loaded = load(tree)
        assert loaded.book is not None
        books.append(loaded.book)
        found.append(find_faults(loaded, judge(loaded.book, DAY), tree))
    return brought_in(found[1], found[0], moves(*books))


def test_a_book_brings_nothing_in_over_itself() -> None:
    book = edited({RISK: ("owner: desk-lead\nidentified", "owner: nobody\nidentified")})
    found = of_books(book, book)
    assert found.findings == ()
    assert found.older > 0


def test_only_the_new_fault_is_brought_in() -> None:
    base = edited({RISK: ("owner: desk-lead\nidentified", "owner: nobody\nidentified")})
    head = {
        **base,
        OTHER_RISK: base[OTHER_RISK].replace(b"owner: desk-lead", b"owner: no-one"),
    }
    found = of_books(base, head)
    assert [(each.code, each.record) for each in found.findings] == [("RB202", "R002")]


def test_lines_that_moved_make_no_fault_new() -> None:
    base = edited({RISK: ("owner: desk-lead\nidentified", "owner: nobody\nidentified")})
    head = {**base, RISK: base[RISK].replace(b"id: R001", b"# a comment\n\n\nid: R001")}
    assert of_books(base, head).findings == ()


def test_a_file_that_was_renamed_keeps_its_faults() -> None:
    base = edited({RISK: ("owner: desk-lead\nidentified", "owner: nobody\nidentified")})
    head = dict(base)
    head["registers/desk/risks/R001-calls-at-night.md"] = head.pop(RISK)
    assert of_books(base, head).findings == ()


def test_a_register_that_was_renamed_keeps_its_faults() -> None:
    broken = ("result: passed", "result: passed\nnonsense: 1")
    base = edited({"registers/desk/exercises/P001/2026-09-03-tabletop.yml": broken})
    head = {
        path.replace("registers/desk/", "registers/help-desk/"): content
        for path, content in base.items()
    }
    found = of_books(base, head)
    assert {each.code for each in found.findings} <= {"RB102"}
    books = [load(MemoryTree(files)).book for files in (small_book(), _renamed(small_book()))]
    assert all(isinstance(book, Book) for book in books)
    led = moves(*[book for book in books if book is not None])
    assert led[RISK] == RISK.replace("desk", "help-desk", 1)
    assert led["registers/desk/sign-offs/R001/2026-10-02-review-9f31.yml"].startswith(
        "registers/help-desk/sign-offs/"
    )


def test_an_item_that_moved_in_its_list_keeps_its_fault() -> None:
    base = [finding(pointer="depends_on/0")]
    assert brought_in([finding(pointer="depends_on/1")], base, {}).findings == ()


def test_of_several_alike_as_many_are_older_as_there_were() -> None:
    there = [finding(line=1), finding(line=5)]
    found = brought_in([*there, finding(line=9)], there, {})
    assert (len(found.findings), found.older) == (1, 2)


def test_a_fault_that_became_graver_is_brought_in() -> None:
    worse = replace(finding(), severity=Severity.ERROR)
    assert brought_in([worse], [finding()], {}).findings == (worse,)


def test_a_fault_of_the_framework_is_known_by_its_file() -> None:
    held = "    roles:\n      - {role"
    unknown = (held, f"    roles:\n      - {{role: nothing, from: 2025-01-01}}\n{held[11:]}")
    strange = edited({ORGANIZATION: unknown})
    assert {each.record for each in of_books(small_book(), strange).findings} == {""}
    assert of_books(strange, strange).findings == ()


@given(
    st.lists(st.sampled_from(["RB305", "RB301", "RB202"]), max_size=6),
    st.lists(st.sampled_from(["RB305", "RB301", "RB202"]), max_size=6),
)
def test_what_is_older_and_what_is_new_add_up(before: list[str], after: list[str]) -> None:
    base = [finding(code, line=line) for line, code in enumerate(before, 1)]
    head = [finding(code, line=line) for line, code in enumerate(after, 1)]
    found = brought_in(head, base, {})
    assert len(found.findings) + found.older == len(head)
    for code in set(after):
        new = sum(each.code == code for each in found.findings)
        assert new == max(0, after.count(code) - before.count(code))


def _renamed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {
        path.replace("registers/desk/", "registers/help-desk/"): content
        for path, content in files.items()
    }

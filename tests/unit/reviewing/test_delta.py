"""One edit, and exactly the changes that it makes: no more, no less."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delta_cases import (
    BOOK,
    CASES,
    PROCESS,
    Edit,
    assessment,
    current,
    node,
    person,
    process,
    risk,
    with_risk,
)
from riskbook.model.book import Book
from riskbook.reviewing.changes import Change, Weight
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.delta import Delta, compare
from riskbook.reviewing.delta_of_standing import Shift
from riskbook.run import judge
from samples import TODAY, sample_risk, sample_stage


def delta(edit: Edit, base: Book = BOOK) -> Delta:
    return compare(judge(base, TODAY), judge(edit(base), TODAY))


def told(changes: tuple[Change, ...]) -> list[str]:
    """``risk R001 rescored assessment/current/likelihood: 3 -> 4``, without empty parts."""
    shown = []
    for one in changes:
        parts = (one.thing.value, one.id, one.kind.value, one.pointer)
        shown.append(" ".join(part for part in parts if part))
    return shown


@pytest.mark.parametrize("name", CASES)
def test_one_edit_makes_exactly_these_changes(name: str) -> None:
    edit, expected = CASES[name]
    assert told(delta(edit).changes) == expected


@pytest.mark.parametrize("name", CASES)
def test_an_edit_taken_back_changes_the_same_places(name: str) -> None:
    edit, _ = CASES[name]
    there = {(one.thing, one.id, one.pointer) for one in delta(edit).changes}
    back = compare(judge(edit(BOOK), TODAY), judge(BOOK, TODAY))
    assert {(one.thing, one.id, one.pointer) for one in back.changes} == there


@pytest.mark.parametrize("name", CASES)
def test_every_material_pointer_that_differs_is_named(name: str) -> None:
    edit, _ = CASES[name]
    after = edit(BOOK)
    named = {(one.id, one.pointer) for one in delta(edit).changes}
    for shelf in ("risks", "plans", "controls", "processes"):
        for key, was in getattr(BOOK, shelf).items():
            now = getattr(after, shelf).get(key)
            if now is None:
                continue
            for pointer in changed_pointers(content_of(was).items(), content_of(now)):
                assert any(
                    of == key and (at == pointer or at.startswith(f"{pointer}/"))
                    for of, at in named
                ), pointer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (risk(controls=("C001", "C002")), risk(controls=("C002", "C001"))),
        (node(outputs=("alarm", "priority")), node(outputs=("priority", "alarm"))),
        (risk(related=("R002", "R003")), risk(related=("R003", "R002"))),
        (process(edges=PROCESS.edges * 2), process(edges=PROCESS.edges * 2)),
    ],
)
def test_the_order_of_a_set_is_no_change(one: Edit, other: Edit) -> None:
    assert compare(judge(one(BOOK), TODAY), judge(other(BOOK), TODAY)).is_empty


def test_a_book_and_itself_differ_in_nothing() -> None:
    same = delta(lambda book: book)
    assert same.is_empty
    assert same.changes == ()
    assert same.shifted == Shift(0, 0)


def test_what_stood_there_and_what_stands_there_is_told() -> None:
    by_kind = {one.kind.value: one for one in delta(current(likelihood=4)).changes}
    moved, score = by_kind["moved"], by_kind["rescored"]
    assert moved.before == {"likelihood": 3, "impact": 3, "level": "medium"}
    assert moved.after == {"likelihood": 4, "impact": 3, "level": "high"}
    assert (by_kind["relevelled"].before, by_kind["relevelled"].after) == ("medium", "high")
    assert (score.before, score.after, score.weight) == (3, 4, Weight.MATERIAL)
    assert moved.weight is Weight.DERIVED


def test_of_a_body_only_the_lines_that_differ_are_told() -> None:
    base = risk(body="One\nTwo\nThree")(BOOK)
    (change,) = delta(risk(body="One\nZwei\nThree"), base).changes
    assert (change.before, change.after) == ("Two", "Zwei")


def test_addresses_and_logins_are_named_and_never_shown() -> None:
    edit = person("hotline-lead", emails=("secret@example.org",), logins=(("github", "secret"),))
    emails, logins = delta(edit).changes
    assert (emails.before, emails.after, logins.before, logins.after) == (None,) * 4


def test_who_only_makes_room_is_counted_and_not_listed() -> None:
    change = delta(with_risk(sample_risk("R005", 5, 5, plan="", service="customer-hotline")))
    assert change.shifted == Shift(4, 1)
    assert [one.id for one in change.changes if one.kind.value == "reranked"] == ["R005"]


def test_a_sign_off_in_another_place_is_the_same() -> None:
    def moved(book: Book) -> Book:
        return replace(
            book,
            sign_offs=tuple(
                replace(one, source=replace(one.source, path=f"registers/x/{one.source.path}"))
                for one in book.sign_offs
            ),
        )

    assert delta(moved).is_empty


def test_a_whole_stage_by_another_author_moves_it() -> None:
    edit = assessment(current=sample_stage(5, 5))
    assert "risk R001 reranked" in told(delta(edit).changes)

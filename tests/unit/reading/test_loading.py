"""A tree to a book: every fault of every file in one run, and none of them hides another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from riskbook.findings import in_order
from riskbook.model.records import Stage
from riskbook.reading import parsing
from riskbook.reading.loading import Loaded, load
from riskbook.reading.shelved import Shelf
from riskbook.reading.trees import Entry, EntryKind, MemoryTree, UnusableTreeError
from small_book import (
    CONTROL,
    CRITERIA,
    EXERCISE,
    OTHER_RISK,
    PLAN,
    PROCESS,
    REGISTER,
    RISK,
    SERVICES,
    SETTINGS,
    SIGN_OFF,
    TRANSLATION,
    edited,
    small_book,
)

Told = tuple[str, str, str]
"""Code, path and record."""


def told(loaded: Loaded) -> list[Told]:
    return [(each.code, each.location.path, each.record) for each in in_order(loaded.findings)]


def loaded(files: Mapping[str, bytes]) -> Loaded:
    return load(MemoryTree(files))


def test_a_sound_book_is_read_whole_and_has_no_findings() -> None:
    found = loaded(small_book())
    assert found.findings == ()
    assert found.files == len(small_book())
    book = found.book
    assert book is not None
    assert (list(book.risks), list(book.plans)) == (["R001", "R002"], ["P001"])
    assert (list(book.controls), list(book.processes)) == (["C001"], ["ticket-intake"])
    assert list(book.translations) == [("R001", "zh")]
    assert list(book.registers) == ["desk"]
    assert [entry.of for entry in book.sign_offs] == ["R001"]
    assert [entry.of for entry in book.exercises] == ["P001"]
    assert book.unread == frozenset()


def test_scores_are_steps_however_they_were_written() -> None:
    book = loaded(small_book()).book
    assert book is not None
    by_dimension = (("customer", 3), ("financial", 2))
    assert book.risks["R001"].assessment.current == Stage(
        2, by_dimension, "31 of 212 urgent calls came after 18:00", None
    )
    assert book.risks["R002"].assessment.current == Stage(2, (("", 2),), "", None)
    assert book.risks["R001"].identified.date == date(2026, 8, 12)
    assert book.risks["R001"].body == "The phone is answered on working days only.\n"


def test_a_tree_without_settings_is_no_book() -> None:
    with pytest.raises(UnusableTreeError) as caught:
        loaded(edited({SETTINGS: None}))
    assert caught.value.saying.key == "reading.no-settings"


BROKEN: dict[str, str | bytes] = {
    RISK: "---\nid: R001\nstatus: [\n---\n",
    OTHER_RISK: "no front matter",
    TRANSLATION: "---\ntranslates: R001\nlanguage: zh\ntitel: x\n---\n",
    PLAN: b"---\nid: P001\ntitle: caf\xe9\n---\n",
    CONTROL: "---\nid: C001\nid: C002\n---\n",
    PROCESS: "- a list\n",
    SIGN_OFF: "kind: reviewed\n",
    EXERCISE: "",
    REGISTER: "title\n",
}


def test_a_broken_file_never_hides_another() -> None:
    found = loaded(edited(BROKEN))
    assert {each.location.path for each in found.findings} == set(BROKEN)
    assert found.book is not None
    assert found.book.risks == {}
    for path, content in BROKEN.items():
        alone = loaded(edited({path: content}))
        assert {each.location.path for each in alone.findings} == {path}
        assert [each for each in found.findings if each.location.path == path] == list(
            alone.findings
        )


def test_what_could_not_be_read_is_known_by_its_id() -> None:
    found = loaded(edited(BROKEN))
    assert found.book is not None
    assert found.book.unread >= {"R001", "R002", "P001", "C001", "ticket-intake"}
    records = {path: record for _, path, record in told(found)}
    assert records[RISK] == records[SIGN_OFF] == "R001"  # by name, and by folder
    assert records[OTHER_RISK] == "R002"
    assert records[EXERCISE] == "P001"


@pytest.mark.parametrize("path", [CRITERIA, SERVICES, SETTINGS])
@pytest.mark.parametrize("broken", ["a: [\n", "nonsense: 1\n", ""])
def test_records_are_held_to_their_schema_while_the_framework_is_not_sound(
    path: str, broken: str
) -> None:
    found = loaded(edited({path: broken, RISK: ("status: open", "status: opne")}))
    assert found.book is None
    assert ("RB108", RISK, "R001") in told(found)
    assert path in {each.location.path for each in found.findings}
    assert found.files == len(small_book())


def test_a_missing_framework_file_leaves_records_held_to_their_schema() -> None:
    found = loaded(edited({SERVICES: None, RISK: ("status: open", "status: opne")}))
    assert found.book is None
    assert told(found) == [("RB108", RISK, "R001"), ("RB101", SETTINGS, "")]


def test_records_are_held_to_the_books_own_words_and_patterns() -> None:
    files = edited(
        {
            CRITERIA: ("  technical: {en: Technical, zh: 技术风险}\n", "  weather: Weather\n"),
            SETTINGS: ("currency: CNY", "currency: CNY\nids: {control: '^CTL-[0-9]+$'}"),
        }
    )
    codes = {(code, path) for code, path, _ in told(loaded(files))}
    assert codes == {("RB108", OTHER_RISK), ("RB107", CONTROL), ("RB107", RISK)}


COPY = "registers/desk/risks/R001-a-copy.md"


def test_the_second_record_of_an_id_is_a_finding_and_the_first_stands() -> None:
    files = {**small_book(), COPY: small_book()[RISK].replace(b"Urgent", b"Other")}
    found = loaded(files)
    assert told(found) == [("RB201", RISK, "R001")]  # sorted by path, the copy comes first
    assert dict(found.findings[0].message.facts) == {"id": "R001", "path": COPY}
    assert found.book is not None
    assert found.book.risks["R001"].source.path == COPY


def test_an_id_is_unique_over_registers_and_kinds() -> None:
    elsewhere = "registers/other/risks/R001-a.md"
    register = {"registers/other/register.yml": small_book()[REGISTER]}
    files = {**small_book(), elsewhere: small_book()[RISK], **register}
    assert told(loaded(files)) == [("RB201", elsewhere, "R001")]


def test_a_broken_file_does_not_take_an_id() -> None:
    files = {**small_book(), COPY: b"---\nid: R001\n---\n"}
    found = loaded(files)
    assert {code for code, _, _ in told(found)} == {"RB101"}
    assert found.book is not None
    assert found.book.risks["R001"].source.path == RISK


def test_the_second_translation_into_a_language_is_a_finding() -> None:
    copy = "registers/desk/risks/R001-a-copy.zh.md"
    found = loaded({**small_book(), copy: small_book()[TRANSLATION]})
    assert told(found) == [("RB201", TRANSLATION, "R001")]
    assert found.book is not None
    assert found.book.translations["R001", "zh"].source.path == copy


def test_a_name_that_does_not_fit_is_a_finding_and_the_record_is_read() -> None:
    wrong = "registers/desk/risks/R003-night-calls.md"
    files = {**edited({RISK: None}), wrong: small_book()[RISK]}
    found = loaded(files)
    assert told(found) == [("RB010", wrong, "R001")]
    assert found.book is not None
    assert "R001" in found.book.risks


def test_a_sign_off_in_the_folder_of_another_record_is_a_finding() -> None:
    wrong = "registers/desk/sign-offs/R002/2026-10-02-review-9f31.yml"
    files = {**edited({SIGN_OFF: None}), wrong: small_book()[SIGN_OFF]}
    assert told(loaded(files)) == [("RB204", wrong, "R001")]


STRAYS = (
    "registers/desk/risk/R003-a.md",
    "registers/desk/risks/R003.yml",
    "registers/desk/sign-offs/2026-10-02-review-9f31.yml",
    "registers/R003.md",
)


def test_files_in_no_place_are_told_and_files_for_people_are_not() -> None:
    files = {**small_book(), **dict.fromkeys(STRAYS, b"x")}
    files |= {"registers/README.md": b"", "registers/desk/photo.png": b"\xff"}
    found = loaded(files)
    assert told(found) == [("RB009", path, "") for path in sorted(STRAYS)]
    assert found.files == len(small_book())


def test_a_register_without_its_file_is_told_once() -> None:
    files = {
        **edited({OTHER_RISK: None}),
        "registers/new/risks/R002-a.md": small_book()[OTHER_RISK],
    }
    assert told(loaded(files)) == [("RB101", "registers/new/register.yml", "")]


def test_names_that_differ_in_capital_letters_only_clash() -> None:
    shouting = "registers/desk/risks/R001-NIGHT-calls.md"
    found = loaded({**small_book(), shouting: small_book()[RISK]})
    assert told(found) == [("RB011", RISK, "")]
    assert dict(found.findings[0].message.facts)["other"] == shouting


@dataclass(frozen=True)
class Obstructed:
    """A tree in which some paths are no files that can be read."""

    files: Mapping[str, bytes]
    kinds: Mapping[str, EntryKind]

    def entries(self) -> tuple[Entry, ...]:
        stopped = (Entry(path, 0, "", kind) for path, kind in self.kinds.items())
        there = (*MemoryTree(self.files).entries(), *stopped)
        return tuple(sorted(there, key=lambda entry: entry.path))

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        return MemoryTree(self.files).read(paths)


def test_links_out_and_closed_folders_are_findings_and_are_not_read() -> None:
    kinds = {
        "registers/desk/risks/R003-out.md": EntryKind.LINK,
        "registers/secret": EntryKind.CLOSED,
        "registers/desk/risks/R004-gone.md": EntryKind.FILE,  # listed, and gone when it is read
    }
    found = load(Obstructed(small_book(), kinds))
    assert told(found) == [
        ("RB012", "registers/desk/risks/R003-out.md", ""),
        ("RB016", "registers/desk/risks/R004-gone.md", "R004"),
        ("RB016", "registers/secret", ""),
    ]


def test_line_ends_and_byte_order_marks_change_nothing_but_the_digest_of_the_file() -> None:
    windows = {
        path: content.replace(b"\n", b"\r\n") if path != RISK else b"\xef\xbb\xbf" + content
        for path, content in small_book().items()
    }
    ours, theirs = loaded(small_book()), loaded(windows)
    assert theirs.findings == ()
    assert ours.book is not None
    assert theirs.book is not None
    assert ours.book.criteria == theirs.book.criteria
    assert ours.book.risks["R001"].statement == theirs.book.risks["R001"].statement
    assert ours.book.risks["R001"].body == theirs.book.risks["R001"].body


IN_CHINESE = ("title: {en: Service desk, zh: 服务台}\n", "title: 服务台\nlanguage: zh\n")


def test_a_record_is_in_its_own_language_else_its_registers_else_the_books() -> None:
    risk = ("status: open\ncategory: technical", "status: open\nlanguage: en\ncategory: technical")
    book = loaded(edited({REGISTER: IN_CHINESE, OTHER_RISK: risk, TRANSLATION: None})).book
    assert book is not None
    assert book.registers["desk"].language == "zh"
    assert book.registers["desk"].title.by_language == (("zh", "服务台"),)
    assert (book.risks["R001"].language, book.risks["R002"].language) == ("zh", "en")
    assert (book.plans["P001"].language, book.controls["C001"].language) == ("zh", "zh")
    assert book.sign_offs[0].language == "zh"
    assert book.exercises[0].scenario is not None
    assert book.exercises[0].scenario.language_read("zh") == "zh"
    plain = loaded(small_book()).book
    assert plain is not None
    assert (plain.registers["desk"].language, plain.risks["R001"].language) == ("en", "en")


def test_a_register_with_a_fault_still_says_its_language() -> None:
    wrong = (IN_CHINESE[0], f"{IN_CHINESE[1]}colour: red\n")
    found = loaded(edited({REGISTER: wrong}))
    assert found.book is not None
    assert [finding.code for finding in found.findings] == ["RB102"]
    assert found.book.risks["R001"].language == "zh"


def test_a_register_known_from_before_gives_its_language_to_records_read_anew() -> None:
    files = edited({REGISTER: IN_CHINESE})
    before = loaded(files)
    known = {path: kept for path, kept in before.sound.items() if path == REGISTER}
    assert list(known) == [REGISTER]
    assert load(MemoryTree(files), shelf=Shelf(records=known)).book == before.book


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which a second process pays from the second file on."""
    monkeypatch.setattr(parsing, "WORTH_A_FORK", 2)
    monkeypatch.setattr(parsing, "may_fork", lambda: hasattr(os, "fork"))


@dataclass(frozen=True)
class Deadly:
    """A tree that only the process that made it survives reading."""

    files: Mapping[str, bytes]
    maker: int

    def entries(self) -> tuple[Entry, ...]:
        return MemoryTree(self.files).entries()

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        if os.getpid() != self.maker:
            os._exit(9)
        return MemoryTree(self.files).read(paths)


def test_two_processes_read_the_same_book_as_one(request: pytest.FixtureRequest) -> None:
    files = edited({OTHER_RISK: ("status: open", "status: opne")})
    alone = loaded(files)
    request.getfixturevalue("two_processors")
    assert loaded(files) == alone


@pytest.mark.usefixtures("two_processors")
def test_a_child_that_dies_is_made_up_for() -> None:
    assert load(Deadly(small_book(), os.getpid())) == loaded(small_book())

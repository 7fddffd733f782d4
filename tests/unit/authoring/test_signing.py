"""The file of a sign-off: whatever was said reads back, and it is written whole or not at all."""

from __future__ import annotations

import json
import os
import unicodedata
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskbook.authoring.signing import (
    LONGEST_REASON,
    Entry,
    entry_of,
    entry_text,
    put_down,
    reason_given,
)
from riskbook.model.records import SignOff
from riskbook.model.terms import ReviewOutcome, SignOffKind
from riskbook.reading.loading import load
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Saying
from samples import sample_sign_off
from small_book import small_book

CLONE = Path(__file__).resolve().parents[3]
FULL = replace(
    sample_sign_off("R001", SignOffKind.REVIEW, date(2026, 11, 23)),
    changed_by=("desk-lead", "service-desk-lead"),
    content=(("status", "0" * 12), ("treatment/actions/A1", "12345e678901")),
    basis=(("criteria", "a" * 12), ("path/services/#ivr: new/**", "b" * 12)),
    fingerprint="rb1:" + "c" * 64,
)


def read_back(sign_off: SignOff) -> SignOff:
    """The sign-off as the book has it, once its file is among the files of the small book."""
    entry = entry_of(sign_off, "desk", ())
    loaded = load(MemoryTree({**small_book(), entry.path: entry.text.encode()}))
    assert loaded.book is not None
    assert [found.message for found in loaded.findings if found.location.path == entry.path] == []
    (found,) = (each for each in loaded.book.sign_offs if each.source.path == entry.path)
    return found


def same(found: SignOff, written: SignOff) -> bool:
    return replace(found, source=written.source) == written


def test_every_field_stands_in_the_order_of_the_schema() -> None:
    fields = json.loads((CLONE / "schemas/sign-off.schema.json").read_text("utf-8"))["properties"]
    whole = replace(FULL, until=date(2027, 1, 1), resources="granted")
    written = [line.partition(":")[0] for line in entry_text(whole).splitlines() if line[0] != " "]
    assert written == list(fields)


def test_what_is_not_said_is_not_written() -> None:
    bare = sample_sign_off(language="", outcome=None)
    assert [line.partition(":")[0] for line in entry_text(bare).splitlines()] == [
        "kind",
        "of",
        "by",
        "role",
        "date",
        "reason",
    ]


@pytest.mark.parametrize(
    "sign_off",
    [
        FULL,
        replace(FULL, outcome=None, kind=SignOffKind.APPROVAL, resources="not-granted"),
        replace(FULL, outcome=None, kind=SignOffKind.ACCEPTANCE, until=date(2027, 3, 1)),
        *(replace(FULL, outcome=outcome) for outcome in ReviewOutcome),
    ],
)
def test_an_entry_reads_back_as_it_was(sign_off: SignOff) -> None:
    assert same(read_back(sign_off), sign_off)


@pytest.mark.parametrize(
    "reason",
    [
        "Quarterly: nothing new # not a comment",
        "- a dash, and 'both' \"kinds\" of quotes \\ and a backslash",
        "季度审核：没有变化，“维持不变”。",
        "First line\n\n  indented\n# no comment\nlast: line",
        "---\nkind: approval\nby: managing-director",
        "null",
        "{en: x}",
        "\u3000full-width space inside\u3000the text",
        "@mention `code` | pipe > more & amp * star ! tag % per",
        "x" * LONGEST_REASON,
        "😀 emoji and e\u0301 combined",
    ],
)
def test_reasons_that_are_traps_in_yaml_read_back(reason: str) -> None:
    verdict = reason_given(reason)
    assert isinstance(verdict, str)
    assert read_back(replace(FULL, reason=verdict)).reason == verdict


@settings(max_examples=120, deadline=None, database=None)
@given(reason=st.text(min_size=1, max_size=200), path=st.text(min_size=1, max_size=40))
def test_whatever_a_person_types_is_refused_or_reads_back(reason: str, path: str) -> None:
    verdict = reason_given(reason)
    if isinstance(verdict, Saying):
        return
    pointer = f"path/{' '.join(path.split()) or 'x'}"
    readable = all(unicodedata.category(each)[0] != "C" for each in pointer)
    basis = ((pointer, "b" * 12),) if readable else ()
    written = replace(FULL, reason=verdict, basis=basis)
    found = read_back(written)
    assert found.reason == verdict
    assert found.basis == tuple((unicodedata.normalize("NFC", p), d) for p, d in basis) or (
        found.basis == basis
    )


@pytest.mark.parametrize(
    ("given_", "key"),
    [
        ("", "signing.wrong.no-reason"),
        (" \n\t ", "signing.wrong.no-reason"),
        ("bell\a", "authoring.wrong.characters"),
        ("half \ud83d", "authoring.wrong.characters"),
        ("lost \ufffd", "authoring.wrong.characters"),
        ("x" * (LONGEST_REASON + 1), "authoring.wrong.long"),
    ],
)
def test_a_reason_is_some_words_that_can_be_written_down(given_: str, key: str) -> None:
    verdict = reason_given(given_)
    assert isinstance(verdict, Saying)
    assert verdict.key == key


def test_a_reason_keeps_its_lines_and_loses_what_nobody_sees() -> None:
    assert reason_given("  one  \r\ntwo \n") == "one\ntwo"
    assert reason_given("e\u0301") == "\u00e9"


def test_a_name_is_day_kind_and_four_digits_of_the_text() -> None:
    entry = entry_of(FULL, "desk", ())
    digits = sha256(entry.text.encode()).hexdigest()
    assert entry.path == f"registers/desk/sign-offs/R001/2026-11-23-review-{digits[:4]}.yml"
    assert entry == entry_of(FULL, "desk", ())
    other = entry_of(replace(FULL, reason="Another reason."), "desk", ())
    assert other.path != entry.path


def test_another_entry_of_that_name_makes_it_take_the_next_digits() -> None:
    first = entry_of(FULL, "desk", ())
    digits = sha256(first.text.encode()).hexdigest()
    second = entry_of(FULL, "desk", {first.path})
    assert second.path.endswith(f"-review-{digits[4:8]}.yml")
    every = {f"{first.path[:-8]}{digits[at : at + 4]}.yml" for at in range(0, 64, 4)}
    assert entry_of(FULL, "desk", every).path.endswith(f"-review-{digits}.yml")


def test_entries_of_the_framework_lie_above_the_registers() -> None:
    entry = entry_of(replace(FULL, of="criteria", kind=SignOffKind.APPROVAL), "", ())
    assert entry.path.startswith("registers/sign-offs/criteria/2026-11-23-approval-")


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


ENTRIES = (Entry("registers/desk/sign-offs/R001/a.yml", "one\n"), Entry("registers/b.yml", "二\n"))


def test_entries_are_put_down_with_their_folders(tmp_path: Path) -> None:
    put_down(tmp_path, ENTRIES)
    assert files(tmp_path) == {entry.path: entry.text for entry in ENTRIES}


def test_nothing_is_overwritten_and_nothing_is_half_done(tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers/b.yml").write_text("mine\n", "utf-8")
    with pytest.raises(FileExistsError):
        put_down(tmp_path, ENTRIES)
    assert files(tmp_path) == {"registers/b.yml": "mine\n"}
    assert [path.name for path in (tmp_path / "registers").iterdir()] == ["b.yml"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interrupted_signing_leaves_nothing(
    error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link
    done: list[Any] = []

    def interrupted(source: Any, target: Any) -> None:
        if done:
            raise error
        done.append(target)
        link(source, target)

    def no_way_around(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(os, "link", interrupted)
    if error is OSError:
        monkeypatch.setattr(Path, "read_bytes", no_way_around)
    with pytest.raises(error):
        put_down(tmp_path, ENTRIES)
    assert len(done) == 1
    assert list(tmp_path.iterdir()) == []

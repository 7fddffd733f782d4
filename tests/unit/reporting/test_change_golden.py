"""The checklist and the gate of one change in every format, held to files byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from riskbook.forge.neutral import neutral
from riskbook.reading.commits import Change, Commit
from riskbook.reading.loading import load
from riskbook.reading.trees import MemoryTree
from riskbook.reporting import Colour, Screen
from riskbook.reporting.as_markdown import MOST_CHARACTERS
from riskbook.reporting.checklist_as_json import checklist_as_json
from riskbook.reporting.checklist_as_md import checklist_as_md
from riskbook.reporting.checklist_as_text import checklist_as_text
from riskbook.reporting.checklist_report import ChecklistReport
from riskbook.reporting.gate_as_json import gate_as_json
from riskbook.reporting.gate_as_md import gate_as_md
from riskbook.reporting.gate_as_text import gate_as_text
from riskbook.reporting.gate_report import GateReport
from riskbook.reviewing.checklist import checklist
from riskbook.reviewing.gate import gate
from riskbook.reviewing.identity import Record
from riskbook.reviewing.owing import Duty
from riskbook.reviewing.questions import Kind
from riskbook.reviewing.states import States, states_of
from riskbook.run import find_paths, judge
from riskbook.wording import Catalogue, read_catalogue
from story_book import (
    CONTROL,
    CRITERIA,
    FILES,
    LOST_CALLS,
    NIGHT_CALLS,
    ORGANIZATION,
    PLAN,
    PROCESS,
    WRONG_QUEUE,
)

ROOT = Path(__file__).parents[3]
MESSAGES = ROOT / "site_templates" / "messages"
DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
LANGUAGES = ("en", "zh")

SIGN_OFF = "registers/desk/sign-offs/R002/2026-11-02-review-9f31.yml"
ENTRY = """\
kind: review
of: R002
by: desk-lead
role: risk-owner
date: 2026-11-02
outcome: unchanged
reason: Quarterly review
"""
HOSTILE = 'title: "<b>@everyone</b> `see` #1 [here](https://example.org) and ``` more"'


class Golden(Protocol):
    folder: Path

    def check(self, name: str, output: str) -> None: ...


def edited(*edits: tuple[str, str, str]) -> MemoryTree:
    """The book of the story with texts exchanged, each where it stands first."""
    files = {**FILES, SIGN_OFF: ENTRY}
    for path, before, after in edits:
        assert before in files[path], f"{before!r} is not in {path}"
        files[path] = files[path].replace(before, after, 1)
    return MemoryTree({path: text.encode() for path, text in files.items()})


def linked(path: str) -> tuple[str, str, str]:
    """A risk that rests on files of the repository as well."""
    return path, "treatment:\n", 'depends_on:\n  - path: "services/ivr/**"\ntreatment:\n'


SECRET = (
    WRONG_QUEUE,
    "title: Tickets wait in the wrong queue",
    "title: Secret\nconfidential: true",
)
BASE = edited(linked(LOST_CALLS), SECRET)
HEAD = edited(
    linked(LOST_CALLS),
    SECRET,
    (LOST_CALLS, "title: Calls are lost at the desk", HOSTILE),
    (NIGHT_CALLS, "    likelihood: 2\n", "    likelihood: 3\n"),
    (PROCESS, "      - ticket\n", "      - ticket\n      - call-log\n"),
    (CONTROL, "status: in_force", "status: retired"),
    (PLAN, "do: Switch the line to the mobile phone", "do: Switch the line to ```voicemail```"),
    (CRITERIA, "key: severe, name: Severe", "key: severe, name: Very severe"),
    (ORGANIZATION, "emails: [process-owner@example.org]", "emails: [owner@example.org]"),
    (SIGN_OFF, "Quarterly review", "Quarterly review, by telephone"),
)
BLOBS = {"services/ivr/menu.yml": "aa", "services/ivr/hours.yml": "bb"}
LATER = {"services/ivr/menu.yml": "cc", "services/ivr/queue.yml": "dd"}


def states() -> States:
    books = [load(tree).book for tree in (BASE, HEAD)]
    found = [
        judge(book, DAY, find_paths(book, lambda there=blobs: there))  # type: ignore[misc]
        for book, blobs in zip(books, (BLOBS, LATER), strict=True)
        if book is not None
    ]
    return states_of(found[0], found[1], BLOBS, LATER)


def catalogue(language: str) -> Catalogue:
    files = sorted((MESSAGES / language).glob("*.po"))
    return read_catalogue(language, (file.read_bytes() for file in files))


@pytest.fixture(scope="module")
def checklist_in() -> Callable[..., ChecklistReport]:
    both = states()
    found = checklist(both, BASE, HEAD)

    def report(language: str, screen: Screen | None = None) -> ChecklistReport:
        return ChecklistReport(
            checklist=found,
            criteria=both.head.book.criteria,
            names=both.names,
            before="main (0123456789ab)",
            after="HEAD (ba9876543210)",
            parted="0123456789ab" if language == "zh" else "",
            catalogue=catalogue(language),
            version="1.2.3",
            screen=screen or Screen(),
        )

    return report


@pytest.fixture(scope="module")
def gate_in() -> Callable[..., GateReport]:
    both = states()
    commit = Commit(
        "a" * 40,
        (),
        "who@example.net",
        MOMENT,
        MOMENT,
        "A change",
        (Change("M", PROCESS, "before", "after"),),
    )
    record = Record(
        commits=(commit,),
        blends=(),
        reached=frozenset({commit.id}),
        blobs={},
        merged=frozenset(),
        reviews=None,
        fingerprint_at=lambda _commit, _of: None,
        at_hand=True,
    )
    found = gate(both, record)

    def report(language: str, screen: Screen | None = None) -> GateReport:
        return GateReport(
            gate=found,
            organization=both.head.book.organization,
            before="main (0123456789ab)",
            after="HEAD (ba9876543210)",
            parted="",
            catalogue=catalogue(language),
            version="1.2.3",
            screen=screen or Screen(),
        )

    return report


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checklist_is_as_it_was(
    language: str, checklist_in: Callable[..., ChecklistReport], golden: Golden
) -> None:
    report = checklist_in(language)
    golden.check(f"change/checklist.{language}.txt", checklist_as_text(report))
    golden.check(f"change/checklist.{language}.md", checklist_as_md(report))
    golden.check(f"change/checklist.{language}.json", checklist_as_json(report))
    colours = Screen(width=60, colour=Colour.ANSI)
    painted = checklist_as_text(checklist_in(language, colours))
    golden.check(f"change/checklist.{language}.ansi", painted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_is_as_its_schema_says(
    language: str,
    checklist_in: Callable[..., ChecklistReport],
    gate_in: Callable[..., GateReport],
) -> None:
    written = {
        "checklist": checklist_as_json(checklist_in(language)),
        "gate": gate_as_json(gate_in(language)),
    }
    for name, output in written.items():
        schema = json.loads((ROOT / f"schemas/{name}.schema.json").read_bytes())
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema, format_checker=FormatChecker(("date",))).validate(
            json.loads(output)
        )
        for kind, values in (("turn", Kind), ("obligation", Duty)):
            if kind in schema["$defs"]:
                told = schema["$defs"][kind]["properties"]["kind" if kind == "turn" else "duty"]
                assert told["enum"] == [one.value for one in values]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gate_is_as_it_was(
    language: str, gate_in: Callable[..., GateReport], golden: Golden
) -> None:
    report = gate_in(language)
    golden.check(f"change/gate.{language}.txt", gate_as_text(report))
    golden.check(f"change/gate.{language}.md", gate_as_md(report))
    golden.check(f"change/gate.{language}.json", gate_as_json(report))
    colours = Screen(width=60, colour=Colour.ANSI)
    golden.check(f"change/gate.{language}.ansi", gate_as_text(gate_in(language, colours)))


def test_no_golden_file_is_left_over(golden: Golden) -> None:
    expected = {
        f"{name}.{language}.{ending}"
        for name in ("checklist", "gate")
        for language in LANGUAGES
        for ending in ("txt", "md", "json", "ansi")
    }
    assert {path.name for path in (golden.folder / "change").iterdir()} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_confidential_is_only_in_the_text(
    language: str,
    checklist_in: Callable[..., ChecklistReport],
    gate_in: Callable[..., GateReport],
) -> None:
    lists, gates = checklist_in(language), gate_in(language)
    assert "R003" in checklist_as_text(lists)
    assert "R003" in gate_as_text(gates)
    for told in (
        checklist_as_md(lists),
        checklist_as_json(lists),
        gate_as_md(gates),
        gate_as_json(gates),
    ):
        assert "R003" not in told
        assert "Secret" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_book_have_no_effect_in_markdown(
    language: str,
    checklist_in: Callable[..., ChecklistReport],
    gate_in: Callable[..., GateReport],
) -> None:
    for told in (checklist_as_md(checklist_in(language)), gate_as_md(gate_in(language))):
        assert "@everyone" not in told
        assert "<b>@" not in told
        assert "](https://" not in told
        assert "&lt;b&gt;" in told
        assert len(told) < MOST_CHARACTERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comment_of_a_pull_request_folds_them_as_they_are(
    language: str, checklist_in: Callable[..., ChecklistReport]
) -> None:
    """What makes a stranger's text harmless leaves ours as it looks."""
    told = checklist_as_md(checklist_in(language))
    kept = neutral(told)
    for tag in ("<details open>", "<summary><b>", "</details>", "```diff"):
        assert kept.count(tag) == told.count(tag) > 0
    assert kept.count("- [ ] ") == told.count("- [ ] ") == 2

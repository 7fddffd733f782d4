"""Twenty-odd faults in as many files of the example book: one run tells them all, to the column.

Each fault is an exact edit of a text that stands once in its file; the marks ⟦ ⟧ in what replaces
it say where the report must point. Nothing here knows a line number.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from marked import CLOSE, OPEN, unmarked
from riskbook.findings import Span

CLONE = Path(__file__).resolve().parents[2]
DESK = "registers/customer-service"


class Edit(NamedTuple):
    """A text exchanged in a file; ``code`` is reported at each marked place, or nothing is marked.

    ``meant`` is what the report must say that the author probably meant.
    """

    path: str
    before: str
    after: str
    code: str
    meant: str = ""


def risk(name: str, before: str, after: str, code: str, meant: str = "") -> Edit:
    return Edit(f"{DESK}/risks/{name}", before, after, code, meant)


EDITS = (
    # RB0xx: what keeps a file from being read
    risk("R018-english-speaking-agents-absent.md",
         "title: Nobody", "title: Caf⟦\udce9⟧: nobody", "RB001"),
    Edit(f"{DESK}/controls/C012-second-carrier.md", "---\nid: C012", "⟦--⟧\nid: C012", "RB002"),
    risk("R010-chatbot-makes-promises.md",
         "title: The chatbot promises", "title: Chatbot⟦:⟧ it promises", "RB004"),
    risk("R007-outdated-answers.md",
         "\ncategory: operational", "\n⟦c⟧ategory：operational", "RB004"),
    risk("R008-overflow-centre-quality.md",
         "title: The overflow call centre", "title: ⟦*The⟧ overflow* centre", "RB004", "*The over"),
    risk("R002-customer-data-leaks.md",
         "category: management\n", "category: management\n⟦category⟧: operational\n", "RB005"),
    risk("R017-mail-module-out-of-support.md",
         "title: The e-mail module of the CRM is out of vendor support until it is replaced",
         "title: ⟦!The e-mail module⟧", "RB006"),
    risk("R012-old-number-on-packaging.md",
         "category: operational", "category: ⟦&kind operational⟧", "RB007"),
    risk("R001-urgent-faults-outside-working-hours.md",
         "to January 2026\n", "to January 2026 ⟦#4711 and others⟧\n", "RB015", "2026 #4711"),
    # RB1xx: what does not fit the format
    risk("R003-details-recorded-wrongly.md",
         "confidential: false", "⟦confidental⟧: false", "RB102", "confidential"),
    risk("R005-single-telecom-carrier.md",
         "cost: 126000", "cost: ⟦CNY 126,000⟧", "RB103", "126000"),
    risk("R006-call-peak-after-release.md",
         "    likelihood: 3\n", "    likelihood: ⟦9⟧\n", "RB104", "5 (expected)"),
    risk("R009-one-person-knows-the-voice-menu.md",
         "date: 2026-03-03", "date: ⟦2026-02-30⟧", "RB105"),
    Edit(f"{DESK}/plans/P002-personal-data-incident.md",
         "exercise_every: 6 months", "exercise_every: ⟦twice a year⟧", "RB106"),
    Edit(f"{DESK}/sign-offs/R012/2026-08-31-review-34a9.yml",
         "outcome: closed", "outcome: ⟦close⟧", "RB108", "closed"),
    # RB2xx: what names something that is not there, or has moved on
    risk("R004-crm-outage.md", "plan: P001", "plan: ⟦P0001⟧", "RB202", "P001"),
    risk("R011-escalations-lost-between-shifts.md",
         "title: Escalated cases are lost", "title: Escalated cases get lost", ""),
    risk("R011-escalations-lost-between-shifts.zh.md", "\ndigests:", "\n⟦digests⟧:", "RB205"),
    # RB3xx, RB4xx: what does not hold together
    risk("R014-refund-fraud.md", "    likelihood: 3\n", "    likelihood: ⟦5⟧\n", "RB302"),
    risk("R014-refund-fraud.md", "  rate: 0.3\n", "  rate: ⟦0.3⟧\n", "RB307", "3"),
    risk("R016-phishing-by-attachment.md",
         "      owner: it-operations-lead\n", "      owner:⟦⟧\n", "RB405"),
    # RB5xx: what makes a sign-off worthless
    Edit("registers/project-delivery/sign-offs/R039/2026-09-10-approval-5aee.yml",
         "role: department-head", "role: ⟦management⟧", "RB506"),
    # RB6xx: what makes the criteria unsound
    Edit("registers/criteria.yml",
         "  - [low, low, medium, medium, medium]\n  - [low, low, low, low, medium]\n",
         "  - [low, ⟦low⟧, medium, medium, medium]\n  - [low, medium, ⟦low⟧, low, medium]\n",
         "RB601"),
    Edit("registers/criteria.yml",
         "from: 20000\n      to: 100000", "from: ⟦25000⟧\n      to: 100000", "RB607", "20,000"),
    # RB7xx: what breaks a process
    Edit(f"{DESK}/processes/issue-intake.yml",
         "telecom-carrier, chatbot]", "telecom-carrier, ⟦chatbto⟧]", "RB704", "chatbot"),
    Edit(f"{DESK}/processes/issue-intake.yml",
         "{from: take-over, to: solve}", "{from: take-over, to: ⟦solv⟧}", "RB706", "solve"),
)  # fmt: skip
STRAY = f"{DESK}/risk/R030-in-no-place.md"
UNDONE = frozenset({"RB414", "RB415", "RB503", "RB504", "RB844"})
"""Sign-offs of what the faults have altered, and of what rests on it, no longer hold; what a risk
that cannot be read was found in stands without one.
"""

Place = tuple[str, str, Span | None]
"""Code, path and span."""


class Outcome(NamedTuple):
    """A run over the book with the faults in it, and the book's files before and after."""

    done: subprocess.CompletedProcess[str]
    before: dict[str, str]
    after: dict[str, str]


def places(findings: Iterable[dict[str, Any]]) -> set[Place]:
    return {
        (found["code"], found["path"], Span(**found["span"]) if found["span"] else None)
        for found in findings
    }


def plant(book: Path) -> None:
    """Make every edit, without its marks."""
    for path, text in marked_files(book).items():
        (book / path).write_bytes(without_marks(text).encode(errors="surrogateescape"))
    (book / STRAY).parent.mkdir()
    (book / STRAY).write_text("---\nid: R030\n---\n")


def marked_files(book: Path) -> dict[str, str]:
    """Every edited file with its marks; bytes that are not UTF-8 stand as surrogates."""
    files: dict[str, str] = {}
    for edit in EDITS:
        sound = (book / edit.path).read_text(encoding="utf-8")
        assert sound.count(edit.before) == 1, f"{edit.before!r} is in {edit.path} not just once"
        files[edit.path] = files.get(edit.path, sound).replace(edit.before, edit.after)
    return files


def without_marks(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def expected() -> dict[Place, Edit]:
    """Where each marked stretch stands in the edited files."""
    files = marked_files(CLONE)
    found: dict[Place, Edit] = {}
    for edit in EDITS:
        before, _, after = files[edit.path].partition(edit.after)
        alone = without_marks(before) + edit.after + without_marks(after)
        found |= {(edit.code, edit.path, span): edit for span in unmarked(alone)[1]}
    return found


EXPECTED = expected()


def check(book: Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    options = ["--book", str(book), "--today", "2026-11-23", "--format", "json", "--lang", language]
    return subprocess.run(
        [sys.executable, "-m", "riskbook", "check", *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=book,
        env={**os.environ, "PYTHONPATH": str(CLONE / "generator"), "PYTHONUTF8": "1"},
    )


def findings_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = tmp_path_factory.mktemp("sound")
    shutil.copytree(CLONE / "registers", book / "registers")
    shutil.copy(CLONE / "riskbook.yml", book)
    return book


@pytest.fixture(scope="module")
def faulty(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = tmp_path_factory.mktemp("faulty") / "book"
    shutil.copytree(sound, book)
    plant(book)
    return book


@pytest.fixture(scope="module")
def outcome(faulty: Path) -> Outcome:
    before = hashes(faulty)
    done = check(faulty)
    return Outcome(done, before, hashes(faulty))


def test_there_are_more_than_twenty_faults_of_every_family_in_many_files() -> None:
    assert len(EXPECTED) > 20
    assert len({path for _, path, _ in EXPECTED}) > 15
    assert {code[:3] for code, _, _ in EXPECTED} == {
        "RB0",
        "RB1",
        "RB2",
        "RB3",
        "RB4",
        "RB5",
        "RB6",
        "RB7",
    }


@pytest.mark.parametrize("place", EXPECTED, ids=lambda place: f"{place[0]} {place[1]}")
def test_each_fault_is_told_at_its_line_and_column(place: Place, outcome: Outcome) -> None:
    told = [found for found in findings_of(outcome.done) if places([found]) == {place}]
    near = [found for found in findings_of(outcome.done) if found["path"] == place[1]]
    assert told, near
    assert EXPECTED[place].meant in str([found["hint"] for found in told])


def test_nothing_else_is_told(sound: Path, outcome: Outcome) -> None:
    as_it_was = places(findings_of(check(sound)))
    stray = ("RB009", STRAY, None)
    told = places(findings_of(outcome.done)) - as_it_was
    assert {place for place in told if place[0] not in UNDONE} == {*EXPECTED, stray}


def test_the_run_fails_without_a_traceback(outcome: Outcome) -> None:
    assert outcome.done.returncode == 1
    assert outcome.done.stderr == ""


def test_nothing_is_written(outcome: Outcome) -> None:
    assert outcome.before == outcome.after


def test_findings_come_by_file_and_place(outcome: Outcome) -> None:
    order = [
        (found["path"], tuple(found["span"].values()) if found["span"] else ())
        for found in findings_of(outcome.done)
    ]
    assert order == sorted(order)


def test_the_same_is_told_in_chinese(faulty: Path, outcome: Outcome) -> None:
    english, chinese = findings_of(outcome.done), findings_of(check(faulty, "zh"))
    assert places(chinese) == places(english)
    for one, other in zip(english, chinese, strict=True):
        assert one["message"] != other["message"]
        assert (one["hint"] is None) == (other["hint"] is None)

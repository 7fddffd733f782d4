"""From an export of tickets to a re-scored risk, as a service desk goes that way.

New tickets come in; their problem is proposed as a type, named by a person, seen as a gap, and
becomes a risk. Incidents happen; they contradict the likelihood that was stated, and the proposal
to score it anew is what a pull request would show.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demo_book import git

CLONE = Path(__file__).resolve().parents[2]
TODAY = "2026-11-23"
LATER = "2027-08-02"
NEW = 24
"""Tickets that come in; a few older ones turn out to be alike."""

EXPORT = "registers/it-support/tickets/help-desk-2026.csv"
TYPES = "registers/problem-types.yml"
DOOR = "Badge reader at the side door refuses my new card"

RISK = (
    "--title", "Staff stand before doors that refuse their cards",
    "--category", "technical", "--service", "workplace", "--owner", "workplace-lead",
    "--cause", "New cards are issued before the readers know their series",
    "--event", "A morning shift cannot enter the building on its cards",
    "--consequence", "Those teams begin an hour late, and doors are left open",
    "--likelihood", "2", "--impact", "customer=2", "--impact", "operations=2",
    "--rationale", "Two dozen cards so far, never a whole shift",
    "--strategy", "mitigate", "--strategy-rationale", "Ten cards are soon tried",
    "--action", "Try ten cards of each series before it is issued", "workplace-lead", "2027-01-31",
)  # fmt: skip


def riskbook(book: Path, *arguments: str, day: str = TODAY, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "riskbook", *arguments, "--today", day],
        cwd=book,
        env={**os.environ, "PYTHONPATH": str(CLONE / "generator"), "LANG": "en_US.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def facts(book: Path, *arguments: str, day: str = TODAY, code: int = 0) -> Any:
    return json.loads(riskbook(book, *arguments, "--format", "json", day=day, code=code))


def commit(book: Path, subject: str) -> None:
    git(book, "add", "--all", ".")
    who = ("-c", "user.name=workplace-lead", "-c", "user.email=workplace-lead@example.org")
    git(book, *who, "commit", "-qm", subject)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The example book in a repository of its own."""
    shutil.copytree(CLONE / "registers", tmp_path / "book/registers")
    shutil.copy(CLONE / "riskbook.yml", tmp_path / "book")
    git(tmp_path / "book", "init", "-q", "-b", "main")
    commit(tmp_path / "book", "the book as it was")
    return tmp_path / "book"


def test_from_a_ticket_export_to_a_proposed_score(book: Path) -> None:
    new_tickets_come_in(book)
    kind = a_person_names_the_type(book)
    it_is_counted_and_a_gap(book, kind)
    risk = it_becomes_a_risk(book, kind)
    commit(book, "a risk of doors that stay shut")
    incidents_happen(book, risk)
    commit(book, "what happened in half a year")
    its_score_is_proposed_anew(book, risk)


def new_tickets_come_in(book: Path) -> None:
    rows = (
        f"INC9{number:04},opened,2026-11-{1 + number % 20:02} 09:{number:02},,Workplace,E1000,"
        f'"{DOOR}",0.5\n'
        for number in range(NEW)
    )
    with (book / EXPORT).open("a", encoding="utf-8", newline="") as export:
        export.writelines(rows)


def a_person_names_the_type(book: Path) -> str:
    before = (book / TYPES).read_text(encoding="utf-8")
    riskbook(book, "propose-types", "--most", "3")
    after = (book / TYPES).read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    proposed = [one for one in entries(after[len(before.rstrip()) :]) if "INC9" in one]
    (door,) = proposed  # all tickets of the problem are one proposal, and no other one
    kind = re.search(r"id: (PT-\d+)", door)
    assert kind
    name = "name: {en: Doors refuse new cards, zh: 门禁拒绝新卡}"
    named = re.sub(r'name: "\? .*"', name, door)
    assert named != door
    (book / TYPES).write_text(f"{before.rstrip()}\n{named}", encoding="utf-8")
    return kind[1]


def entries(text: str) -> Iterator[str]:
    """The entries of a list, each with the comment above it left out."""
    for part in re.split(r"(?m)^  (?=- id:)", text)[1:]:
        lines = (line for line in part.splitlines() if not line.lstrip().startswith("#"))
        yield "  " + "\n".join(lines) + "\n"


def it_is_counted_and_a_gap(book: Path, kind: str) -> None:
    assert "Doors refuse new cards" in riskbook(book, "tickets")
    (gap,) = [gap for gap in facts(book, "coverage")["gaps"] if gap["record"] == kind]
    assert gap["from"] == f"tickets:{kind}"
    assert gap["tickets"] >= NEW
    assert gap["rising"] is True
    riskbook(book, "coverage", "--from", "2026-12-01", "--until", "2026-11-01", code=2)


def it_becomes_a_risk(book: Path, kind: str) -> str:
    before = errors(book)
    riskbook(book, "new", "risk", "--from", f"tickets:{kind}", *RISK)
    changed = git(book, "status", "--porcelain", "--untracked-files=all")
    (path,) = re.findall(r"\?\? (\S*/risks/\S+)", changed)
    text = (book / path).read_text(encoding="utf-8")
    assert path.startswith("registers/it-support/risks/")
    assert f"problem_types:\n  - {kind}\n" in text
    assert "source: internal-record" in text
    assert re.search(rf"reference: \d+ tickets of type {kind} from 2026-05-24 to 2026-11-23", text)
    assert "status: open" in text
    assert errors(book) == before
    assert kind not in {gap["record"] for gap in facts(book, "coverage")["gaps"]}
    return Path(path).name.partition("-")[0]


def errors(book: Path) -> list[tuple[str, str]]:
    found = facts(book, "check", code=0)["findings"]
    return [(one["code"], one["path"]) for one in found if one["severity"] == "error"]


def incidents_happen(book: Path, risk: str) -> None:
    folder = book / "registers/it-support/incidents"
    for number, day in enumerate(
        ("2027-01-18", "2027-02-22", "2027-03-30", "2027-05-10", "2027-06-21", "2027-07-19"), 901
    ):
        (folder / f"I{number}-doors-shut.yml").write_text(
            f"id: I{number}\ntitle: The north door refuses all cards\ndate: {day}\n"
            f"service: workplace\nduration: 3 hours\nrisks: [{risk}]\n",
            encoding="utf-8",
        )


def its_score_is_proposed_anew(book: Path, risk: str) -> None:
    told = riskbook(book, "calibrate", risk, day=LATER)
    assert "re-score" in told
    riskbook(book, "calibrate", risk, "--write", day=LATER)
    (changed,) = git(book, "status", "--porcelain").splitlines()
    assert f"/risks/{risk}-" in changed
    delta = riskbook(book, "diff", "HEAD", day=LATER)
    assert risk in delta
    assert re.search(r"(?i)likelihood[^\n]*2[^\n]*[45]", delta), delta

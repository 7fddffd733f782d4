"""``riskbook propose-types``: from an export to a file that a person names and reviews."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from riskbook import check
from riskbook.cli.main import main
from riskbook.findings import Finding, Severity
from small_book import small_book

TODAY = date(2026, 11, 23)
FILE = "registers/problem-types.yml"
EXPORT = """\
id: calls
title: Calls of the desk
file: calls.csv
language: en
from: 2026-05-23
until: 2026-11-22
form: {dates: year-month-day, time_zone: Asia/Shanghai}
columns: {id: Number, opened: Opened, text: Text}
"""
TYPES = """\
# Ours.
types:
  - id: PT-04
    name: Paper jam
    any_of: [printer]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rows = ["Number,Opened,Text"]
    for number in range(12):
        day = date(2026, 9, 1) + timedelta(days=number)
        rows.append(f"A{number},{day} 09:00,VPN drops every {number} minutes at home")
        rows.append(f"B{number},{day} 10:00,Printer on floor {number} jams")
    files = {
        **small_book(),
        "registers/desk/tickets/calls.yml": EXPORT.encode(),
        "registers/desk/tickets/calls.csv": "\n".join(rows).encode(),
        FILE: TYPES.encode(),
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def run(folder: Path, *options: str) -> Result:
    command = ["propose-types", "--book", str(folder), "--today", str(TODAY), "--lang", "en"]
    return CliRunner().invoke(main, [*command, *options], catch_exceptions=False)


def findings(folder: Path) -> tuple[Finding, ...]:
    return check(folder, today=TODAY).findings


def test_types_are_added_below_those_there_and_wait_for_a_name(book: Path) -> None:
    said = run(book)
    assert said.exit_code == 0
    text = (book / FILE).read_text(encoding="utf-8")
    assert text.startswith(TYPES)
    assert yaml.safe_load(text)["types"][1] == {
        "id": "PT-05",
        "name": "? VPN drops every minutes at home",
        "any_of": ["VPN drops every"],
        "examples": ["A0", "A1", "A2", "A3", "A4"],
    }
    assert "1 problem type proposed" in said.stdout
    assert "Tickets of no type: 12 of 24 (50 %) so far, 0 (0 %) with the" in said.stdout
    assert "read the\nexamples, give each a name" in said.stdout
    assert [one.code for one in findings(book) if one.code[:4] == "RB81"] == ["RB810"]


def test_a_second_run_has_nothing_to_propose(book: Path) -> None:
    run(book)
    before = (book / FILE).read_bytes()
    said = run(book)
    assert said.exit_code == 2
    assert "There is nothing to propose: 0 tickets are of no type" in said.stderr
    assert (book / FILE).read_bytes() == before


def test_the_same_book_gives_the_same_bytes(book: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.yml", tmp_path / "second.yml"
    assert run(book, "--out", str(first)).exit_code == 0
    assert run(book, "--out", str(second)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert (book / FILE).read_text(encoding="utf-8") == TYPES
    assert [one["id"] for one in yaml.safe_load(first.read_text("utf-8"))["types"]] == ["PT-05"]


def test_without_a_file_one_is_founded(book: Path) -> None:
    (book / FILE).unlink()
    assert run(book, "--most", "1").exit_code == 0
    found = yaml.safe_load((book / FILE).read_text(encoding="utf-8"))
    assert [one["id"] for one in found["types"]] == ["PT-01"]
    assert not [one for one in findings(book) if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("options", "types", "said"),
    [
        (("--from", "2026-11-01"), TYPES, "There is no ticket from 2026-11-01 to 2026-11-23"),
        (("--from", "2026-11-01", "--until", "2026-10-01"), TYPES, "before it begins"),
        (("--least", "13"), TYPES, "no 13 of them say much the same"),
        ((), "types:\n  - id: PT-4\n", "has faults, so nothing is added to it"),
        ((), "types: [{id: PT-04, name: Jam}]\n", "is not written as one type below the other"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    book: Path, options: tuple[str, ...], types: str, said: str
) -> None:
    (book / FILE).write_text(types, encoding="utf-8")
    result = run(book, *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert (book / FILE).read_text(encoding="utf-8") == types


def test_a_file_that_cannot_be_written_is_said(book: Path) -> None:
    result = run(book, "--out", str(book / "riskbook.yml" / "types.yml"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr

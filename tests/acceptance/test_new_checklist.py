"""riskbook new checklist, as people call it: by options, and what it says to a slip."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from riskbook.cli.main import main

BASE = Path(__file__).parent / "base_book"
SHARED = ("--today", "2026-11-23", "--lang", "en", "--no-input")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "book")
    return tmp_path / "book"


def new(book: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "checklist", *arguments, *SHARED, "--book", str(book)])


def sheet(book: Path, name: str) -> str:
    return (book / f"registers/desk/checklists/{name}.yml").read_text("utf-8")


def test_answers_by_options_pass_the_check(book: Path) -> None:
    answers = ("--answer", "Q1", "yes", "The report of October", "--answer", "q3", "否", "")
    done = new(book, "supplier", "--by", "service-desk-lead", "--service", "service-desk", *answers)
    assert done.exit_code == 0, done.output
    assert "Answer the 6 questions that are left open in the file" in done.output
    assert "riskbook new risk --from checklist:supplier-2026-11/Q3" in done.output
    text = sheet(book, "supplier-2026-11")
    assert text.count("- question: Q") == 8
    assert "    answer: yes\n    evidence: The report of October\n" in text
    check = ["check", "--today", "2026-11-23", "--lang", "en", "--book", str(book)]
    report = CliRunner().invoke(main, check)
    assert report.exit_code == 0, report.output
    assert {word for word in report.output.split() if word.startswith("warning[")} == {
        "warning[RB843]",
        "warning[RB844]",
    }


def test_a_second_sheet_of_a_month_is_named_by_its_day(book: Path) -> None:
    for name in ("problem-2026-11", "problem-2026-11-23"):
        assert new(book, "problem", "--by", "risk-officer").exit_code == 0
        assert f"id: {name}\n" in sheet(book, name)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("problm",), 'There is no checklist "problm". Did you mean "problem"?'),
        (("xyzzy",), "There are incident, service-desk, problem"),
        (("problem",), "Give this option too: --by."),
        (("problem", "--by", "risk-officer", "--answer", "Q9", "yes", ""), "“Q9” is none of these"),
        (("problem", "--by", "risk-officer", "--answer", "Q1", "so", ""), "“so” is none of these"),
    ],
)
def test_a_slip_is_explained_and_nothing_is_written(
    book: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = new(book, *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (book / "registers/desk/checklists").exists()


def test_a_checklist_of_the_book_is_worked_through_alike(book: Path) -> None:
    own = book / "registers/checklists/nights.yml"
    own.parent.mkdir()
    own.write_text(
        'id: nights\nversion: "1"\ntitle: Nights\npractice: nights\n'
        "questions: [{id: Q1, text: Is somebody on call?}]\n",
        "utf-8",
    )
    assert new(book, "nights", "--by", "risk-officer").exit_code == 0
    assert "  # Is somebody on call?\n  - question: Q1\n" in sheet(book, "nights-2026-11")

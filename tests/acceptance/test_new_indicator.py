"""``riskbook new indicator``: by options, and asked for on a terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from riskbook import check
from riskbook.cli.main import main
from samples import TODAY

BASE = Path(__file__).parent / "base_book"
FACTS = (
    "--title", "Urgent calls that wait", "--definition", "Share of a week's urgent calls",
    "--unit", "%", "--direction", "higher-is-worse", "--amber", "5 %", "--red", "8",
    "--owner", "service-desk-lead", "--reason", "The contract: 8 %", "--on-red", "Call somebody",
)  # fmt: skip
FOLDER = "registers/desk/indicators"
FILE = f"{FOLDER}/urgent-calls-that-wait"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the small book."""
    return Path(shutil.copytree(BASE, tmp_path / "book"))


def new(book: Path, *given: str) -> Result:
    where = ("--book", str(book), "--today", TODAY.isoformat(), "--lang", "en", "--no-input")
    return CliRunner().invoke(main, ["new", "indicator", *where, *given])


def test_it_writes_both_files_and_the_check_asks_for_a_reading_and_a_risk(book: Path) -> None:
    done = new(book, *FACTS)
    assert done.exit_code == 0, done.output
    assert f"Written: {FILE}.yml\nWritten: {FILE}.csv\n" in done.output
    assert "still asks for" not in done.output
    assert (book / f"{FILE}.csv").read_bytes() == b"date,value\n"
    found = {each.code for each in check(book, today=TODAY).findings}
    assert found == {"RB863", "RB866"}


def test_a_table_that_is_there_is_kept(book: Path) -> None:
    table = book / f"{FILE}.csv"
    table.parent.mkdir()
    table.write_text("date,value\n2026-11-22,9\n", encoding="utf-8")
    done = new(book, *FACTS)
    assert done.exit_code == 0, done.output
    assert "9" in table.read_text(encoding="utf-8")
    assert f"Written: {FILE}.csv" not in done.output


def test_what_is_left_open_is_said(book: Path) -> None:
    done = new(book, *FACTS[:-4])
    assert done.exit_code == 0, done.output
    assert "urgent-calls-that-wait is written, and still asks for:" in done.output
    assert 'Say under "reason"' in done.output


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--red", "4", "red has to be above amber, 5"),
        ("--amber", "many", "“many” is not a number"),
        ("--clear-at", "low", "“low” is not a number"),
        ("--direction", "down", "“down”"),
        ("--id", "Big Id", "Big Id"),
    ],
)
def test_a_wrong_answer_writes_nothing(book: Path, option: str, value: str, said: str) -> None:
    done = new(book, *FACTS, option, value)
    assert done.exit_code == 2
    assert said in done.output
    assert not (book / FOLDER).exists()

"""``riskbook tickets``: what a service desk lead reads out of half a year."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from riskbook import check
from riskbook.cli.main import main
from riskbook.reporting.cells import cells
from small_book import small_book

TODAY = date(2026, 11, 23)
WORDS = "Frau Muster cannot log in"
FOLDER = "registers/desk/tickets"
RECORD = """\
id: {id}
title: Tickets of the desk
file: {id}.csv
from: 2026-05-23
until: 2026-11-22
form: {{dates: year-month-day, time_zone: Asia/Shanghai}}
columns: {{id: Number, opened: Opened, resolved: Resolved, category: Category, text: Text}}
{more}
"""
TYPES = """\
types:
  - id: PT-01
    name: {en: Account locked, zh: 账号锁定}
    any_of: [log in]
  - id: PT-02
    name: {en: Printer stands still, zh: 打印机故障}
    categories: [Printing]
"""


def rows(prefix: str = "A") -> str:
    """Fifty printer tickets over half a year, twenty of accounts in the last three weeks."""
    lines = ["Number,Opened,Resolved,Category,Text"]
    for number in range(50):
        day = date(2026, 5, 24) + timedelta(days=number * 3)
        lines.append(f"{prefix}{number},{day} 09:00,{day} 11:30,Printing,paper jam")
        lines.append(f"{prefix}{number},{day} 09:00,{day} 12:00,Printing,paper jam")
    for number in range(20):
        day = date(2026, 11, 1) + timedelta(days=number)
        lines.append(f"{prefix}9{number:02},{day} 09:00,,Access,{WORDS} {number}")
    lines.append(f"{prefix}999,2026-11-20 09:00,,,")
    return "\n".join(lines)


def put(folder: Path, files: Mapping[str, bytes | str]) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def book(tmp_path: Path) -> Path:
    put(tmp_path, small_book())
    put(
        tmp_path,
        {
            f"{FOLDER}/open.yml": RECORD.format(id="open", more=""),
            f"{FOLDER}/open.csv": rows(),
            f"{FOLDER}/closed.yml": RECORD.format(id="closed", more="confidential: true"),
            f"{FOLDER}/closed.csv": rows("B"),
            "registers/problem-types.yml": TYPES,
        },
    )
    return tmp_path


def asked(book: Path, *arguments: str) -> Result:
    fixed = ["--book", str(book), "--today", TODAY.isoformat()]
    return CliRunner().invoke(main, ["tickets", *fixed, *arguments])


def data(book: Path, *arguments: str) -> dict[str, Any]:
    done = asked(book, "--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.output))


def test_the_book_is_sound(book: Path) -> None:
    assert [
        one.code for one in check(book, today=TODAY).findings if one.code.startswith("RB80")
    ] == []


def test_tickets_are_counted_by_problem_type(book: Path) -> None:
    told = data(book, "--export", "open")
    assert (told["tickets"], told["rows"], told["covered_days"]) == (71, 121, 183)
    assert (told["from"], told["until"]) == ("2026-05-24", "2026-11-23")
    assert [(entry["key"], entry["tickets"]) for entry in told["entries"]] == [
        ("PT-02", 50),
        ("PT-01", 20),
    ]
    assert told["entries"][0]["took"] == {"tickets": 50, "median": 3.0, "ninetieth": 3.0}
    assert told["unassigned"]["tickets"] == 1
    assert {rise["key"]: rise["trend"] for rise in told["trends"]} == {
        "PT-01": "rising",
        "PT-02": "steady",
    }


def test_a_period_has_both_its_ends(book: Path) -> None:
    told = data(book, "--export", "open", "--from", "2026-11-01", "--until", "2026-11-02")
    assert told["tickets"] == 2
    assert told["months"] == ["2026-11"]


def test_categories_are_counted_where_they_are_asked_for(book: Path) -> None:
    told = data(book, "--group", "category", "--export", "open")
    assert [entry["key"] for entry in told["entries"]] == ["Printing", "Access"]
    (book / "registers/problem-types.yml").unlink()
    assert data(book)["by"] == "category"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text_keeps_within_the_screen(book: Path, language: str) -> None:
    done = asked(book, "--lang", language, "--by", "month", "--text")
    assert done.exit_code == 0
    assert max(map(cells, done.output.splitlines())) <= 80
    name = {"en": "PT-01 Account locked: 40 in", "zh": "PT-01 账号锁定：近 30 天 40 个"}[language]
    assert name in done.output


@pytest.mark.parametrize("form", ["text", "json", "md"])
def test_what_a_ticket_says_is_shown_to_who_asks(book: Path, form: str) -> None:
    assert "Muster" not in asked(book, "--format", form).output
    assert ("Muster" in asked(book, "--format", form, "--text").output) is (form != "md")


def test_markdown_leaves_out_what_is_confidential(book: Path) -> None:
    assert data(book)["tickets"] == 142
    done = asked(book, "--format", "md")
    assert done.output.startswith("**71 tickets from 2026-05-24 to 2026-11-23**")


def test_a_table_that_cannot_be_read_is_not_counted(book: Path) -> None:
    (book / FOLDER / "closed.csv").write_bytes(b"Number;Opened\n")
    assert data(book)["exports"] == ["open"]
    (found,) = (one for one in check(book, today=TODAY).findings if one.code == "RB802")
    assert found.record == "closed"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--export", "none"), "There is no export none. The book has: closed, open"),
        (("--from", "2026-11-02", "--until", "2026-11-01"), "ends before it begins"),
    ],
)
def test_what_cannot_be_counted_is_said(book: Path, arguments: tuple[str, ...], words: str) -> None:
    done = asked(book, "--lang", "en", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_book_without_tickets_says_how_to_add_them(tmp_path: Path) -> None:
    put(tmp_path, small_book())
    done = asked(tmp_path, "--lang", "en")
    assert done.exit_code == 2
    assert "riskbook schema tickets" in done.stderr

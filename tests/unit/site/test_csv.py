"""The register as CSV: what a spreadsheet and a program read."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from riskbook.model.records import Assessment, Treatment
from riskbook.model.terms import Status, Strategy
from riskbook.site.downloads.as_csv import as_csv, quoted, register_csv
from riskbook.site.downloads.register_table import COLUMNS, register_table
from riskbook.site.downloads.table import Column, Form, Table
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from riskbook.site.lines import Lines
from samples import sample_book, sample_plan, sample_risk

MakeSite = Callable[..., SiteInput]
LEVELS = ("Low", "Medium", "High", "Critical")


def csv_of(make_site: MakeSite, *args: Any, **how: Any) -> bytes:
    made = edition(make_site(*args, **how))
    written = register_csv(made, Lines())
    assert written == as_csv(register_table(made), tuple(one.name for one in made.names.levels))
    return written


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_takes_it_for_utf_8_with_its_own_line_ends(make_site: MakeSite) -> None:
    content = csv_of(make_site, language="zh")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert "编号" in rows_of(content)[0]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@A1", "\tx", "\rx", "\n=1", "＝1", "＋1", "－1", "＠1"),
        *("  =1+1", "\u3000=1"),
    ],
)
def test_what_might_be_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert quoted(text) == f'"\'{text}"'


@pytest.mark.parametrize("text", ["a", "", "1 - 2", "“=”", "'=1"])
def test_what_is_none_stays_as_it_is(text: str) -> None:
    assert quoted(text) == f'"{text}"'


def test_quotes_cannot_end_a_cell() -> None:
    assert quoted('a","=1') == '"a"",""=1"'
    assert quoted('"=1') == '"""=1"'


def test_values_keep_their_kind() -> None:
    columns = tuple(Column(form.value, form.value, form) for form in (Form.COUNT, Form.LEVEL))
    table = Table(columns, [(3, 2), (None, None), (0, "Not assessed")])
    assert as_csv(table, LEVELS).decode("utf-8-sig").split("\r\n")[1:-1] == [
        '3,"High"',
        ",",
        '0,"Not assessed"',
    ]


def test_every_risk_is_in_it_in_the_order_of_the_register(make_site: MakeSite) -> None:
    nowhere = Assessment(None, None, None, None, None)
    book = sample_book(
        [
            sample_risk("R001", status=Status.CLOSED),
            sample_risk("R002", 1, 1),
            sample_risk("R003", 5, 5),
            sample_risk("R004", assessment=nowhere),
            sample_risk("R005", status=Status.DRAFT, plan="", controls=(), arises_at=()),
        ]
    )
    rows = rows_of(csv_of(make_site, book))
    assert [row["ID"] for row in rows] == ["R004", "R003", "R002", "R005", "R001"]
    assert [row["Rank"] for row in rows] == ["", "1", "2", "", ""]
    assert [row["Level"] for row in rows][:3] == ["Not assessed", "Critical", "Low"]


def test_scores_are_words_with_their_numbers(make_site: MakeSite) -> None:
    row = rows_of(csv_of(make_site, sample_book([sample_risk("R001", 4, 3)])))[0]
    assert (row["Likelihood"], row["Impact"]) == ("4 · Likely", "3 · Serious")
    row = rows_of(csv_of(make_site, sample_book([sample_risk("R001", 4, 3)]), language="zh"))[0]
    assert row["发生概率"].startswith("4 · ")


def test_a_hostile_title_is_disarmed(make_site: MakeSite) -> None:
    book = sample_book([sample_risk("R001", title='=HYPERLINK("https://x.example")')])
    assert rows_of(csv_of(make_site, book))[0]["Title"].startswith("'=HYPERLINK")


def test_nothing_of_a_withheld_record_is_in_it(make_site: MakeSite) -> None:
    book = sample_book(
        [sample_risk("R001"), sample_risk("R002", confidential=True, title="Unspeakable")],
        plans=[replace(sample_plan(), confidential=True, title="Unspeakable")],
    )
    content = csv_of(make_site, book).decode()
    assert "Unspeakable" not in content
    assert "R002" not in content
    assert "withheld" not in content
    assert rows_of(content.encode("utf-8-sig"))[0]["Plan"] == ""


def test_an_acceptance_is_told_only_where_there_is_one_to_tell_of(make_site: MakeSite) -> None:
    book = sample_book(
        [
            sample_risk("R001"),
            sample_risk("R002", treatment=Treatment(Strategy.ACCEPT, "", ()), plan=""),
        ]
    )
    told = {row["ID"]: row["Acceptance"] for row in rows_of(csv_of(make_site, book))}
    assert told == {"R001": "", "R002": "Not given yet"}


def test_every_column_has_a_head_of_its_own(make_site: MakeSite) -> None:
    for language in ("en", "zh"):
        heads = [one.head for one in register_table(edition(make_site(language=language))).columns]
        assert len(set(heads)) == len(COLUMNS)

"""The workbook: what a spreadsheet makes of it, by a reader that is not ours."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from riskbook.model.book import Book
from riskbook.model.terms import Status
from riskbook.site.downloads.as_xlsx import as_xlsx
from riskbook.site.downloads.cells import SheetColumn, Strings, letter, width_of
from riskbook.site.downloads.sheet import MOST_LINKS, Box, Sheet, grid_sheet, table_sheet
from riskbook.site.downloads.styles import PLAIN, Face, Style, Styles
from riskbook.site.downloads.table import Value
from riskbook.site.downloads.workbook import (
    MOST_CHARACTERS,
    Properties,
    packed_texts,
    sheet_name,
    workbook,
)
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from riskbook.site.lines import Lines
from samples import TODAY, sample_action, sample_book, sample_risk

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ABOUT = Properties("A book", "en", TODAY, "Riskbook")

MakeSite = Callable[..., SiteInput]


def one_sheet(make: Callable[[Styles, Strings], Sheet]) -> bytes:
    styles, strings = Styles("Calibri"), Strings()
    sheet = make(styles, strings)
    return workbook([sheet], styles, [packed_texts(list(strings.places))], ABOUT)


def table(rows: Sequence[Sequence[Value]], *columns: SheetColumn) -> bytes:
    return one_sheet(
        lambda styles, strings: table_sheet(
            "Sheet", columns or [SheetColumn("a")] * len(rows[0]), rows, PLAIN, styles, strings
        )
    )


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


# Values


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+A1",
        "@SUM(A1)",
        '=HYPERLINK("https://example.org")',
        "<b>&amp; \"quoted\" 'too'",
        "_x0041_ and _x00e9_",
        "two\nlines\tand a tab",
        "风险 “引号” 🚒",
        "1234",
    ],
)
def test_a_text_is_a_text_whatever_it_holds(text: str) -> None:
    cell = opened(table([(text,)])).active["A2"]
    assert cell.value == text
    assert cell.data_type == "s"


def test_what_xml_cannot_hold_is_left_out() -> None:
    sheet = opened(table([("a\x00b\x01c\x1fd\ufffee\ud800f", "sound")])).active
    assert (sheet["A2"].value, sheet["B2"].value) == ("abcdef", "sound")


def test_a_text_is_cut_where_a_cell_ends() -> None:
    assert len(opened(table([("x" * 40_000,)])).active["A2"].value) == MOST_CHARACTERS


def test_a_common_space_stands_for_one_that_does_not_break() -> None:
    assert opened(table([("4\u00a0·\u00a0Likely",)])).active["A2"].value == "4 · Likely"


def test_days_and_numbers_are_what_they_are() -> None:
    day = SheetColumn("day", Style(number="yyyy-mm-dd"))
    sheet = opened(table([(date(2026, 11, 23), 7, 0.5, None)], day, *[SheetColumn("n")] * 3)).active
    assert sheet["A2"].value == datetime(2026, 11, 23)  # noqa: DTZ001  # as the reader has it
    assert sheet["A2"].is_date
    assert [sheet[place].value for place in ("B2", "C2", "D2")] == [7, 0.5, None]


def test_a_day_that_excel_would_get_wrong_is_written_out() -> None:
    assert opened(table([(date(1899, 5, 4),)])).active["A2"].value == "1899-05-04"


# Sheets


def test_a_table_keeps_its_head_in_sight_and_filters() -> None:
    sheet = opened(table([("a", "b"), ("c", "d")])).active
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.print_title_rows == "$1:$1"


def test_a_table_without_rows_is_sound() -> None:
    sheet = opened(
        one_sheet(
            lambda styles, strings: table_sheet(
                "Sheet", [SheetColumn("a")], [], PLAIN, styles, strings
            )
        )
    ).active
    assert sheet.auto_filter.ref == "A1:A1"
    assert sheet["A1"].value == "a"


def test_a_column_is_as_wide_as_its_widest_value_and_no_wider_than_it_may_be() -> None:
    rows = [("abc", "风险风险风险", "x" * 90)]
    sheet = opened(table(rows, *[SheetColumn("a", least=6, most=40)] * 3)).active
    assert [sheet.column_dimensions[name].width for name in "ABC"] == [6, 13, 40]


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("ab", 2), ("风险", 4), ("ab\nabcd", 4), ("（a）", 5)]
)
def test_a_chinese_character_is_twice_as_wide(text: str, width: int) -> None:
    assert width_of(text) == width


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_letters(place: int, letters: str) -> None:
    assert letter(place) == letters


def test_links_lead_to_pages_and_to_rows() -> None:
    targets = {"R001": "https://example.org/a?b=1&c=2", "P001": "#'Plans'!A2", "X": ""}
    column = SheetColumn("a", link=targets.__getitem__)
    sheet = opened(table([("R001",), ("P001",), ("X",), (None,), ("R001",)], column)).active
    assert sheet["A2"].hyperlink.target == "https://example.org/a?b=1&c=2"
    assert sheet["A3"].hyperlink.location == "'Plans'!A2"
    assert sheet["A4"].hyperlink is None
    assert sheet["A6"].hyperlink.target == "https://example.org/a?b=1&c=2"


def test_there_are_no_more_links_than_excel_takes() -> None:
    column = SheetColumn("a", link=lambda key: f"#'Sheet'!A{key}")
    content = table([("1",)] * (MOST_LINKS + 5), column)
    assert part(content, "xl/worksheets/sheet1.xml").count("<hyperlink ") == MOST_LINKS


def test_a_cell_has_the_look_that_it_was_given() -> None:
    look = Style(Face.STRONG, background="#a50f15", ink="#ffffff")
    cell = opened(
        one_sheet(
            lambda styles, strings: grid_sheet("Sheet", [10], [[Box("a", look)]], styles, strings)
        )
    ).active["A1"]
    assert cell.fill.fgColor.rgb == "FFA50F15"
    assert cell.font.color.rgb == "FFFFFFFF"
    assert cell.font.b


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Register", "Register"),
        ("a/b\\c?d*e[f]g:h", "a b c d e f g h"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31),
        ("//", "-"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(words: str, name: str) -> None:
    assert sheet_name(words) == name


# The file


def test_every_part_is_announced_and_well_formed() -> None:
    content = table([("a",)], SheetColumn("a", link=lambda _: "https://example.org"))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: ET.fromstring(archive.read(name)) for name in names}  # noqa: S314  # ours
    announced = {one.get("PartName") for one in parts["[Content_Types].xml"]} - {None}
    assert announced == {f"/{name}" for name in names if name.endswith(".xml")} - {
        "/[Content_Types].xml"
    }
    assert names[0] == "[Content_Types].xml"


def test_elements_of_a_sheet_stand_in_the_order_of_the_standard() -> None:
    content = table([("a",)], SheetColumn("a", link=lambda _: "https://example.org"))
    sheet = ET.fromstring(part(content, "xl/worksheets/sheet1.xml"))  # noqa: S314  # ours
    order = (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
        *("autoFilter", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    )
    assert [one.tag.removeprefix(MAIN) for one in sheet] == list(order)


def test_nothing_of_the_clock_or_the_system_is_in_it() -> None:
    with zipfile.ZipFile(BytesIO(table([("a",)]))) as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.create_system == 0
    book = opened(table([("a",)]))
    assert book.properties.created.date() == TODAY
    assert book.properties.modified.date() == TODAY


# The register


def workbook_of(make_site: MakeSite, book: Book | None = None, root: str = "", **how: Any) -> bytes:
    made = edition(make_site(book, **how))
    return as_xlsx(made, root, Lines())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_book_is_the_same_bytes(make_site: MakeSite, language: str) -> None:
    first = workbook_of(make_site, language=language)
    assert first == workbook_of(make_site, language=language)


def test_the_sheets_have_names_in_the_language(make_site: MakeSite) -> None:
    assert opened(workbook_of(make_site)).sheetnames == [
        *("Register", "Criteria", "Matrix now", "Matrix inherent", "Actions", "Plans")
    ]
    assert opened(workbook_of(make_site, language="zh")).sheetnames == [
        *("登记册", "风险准则", "当前矩阵", "固有矩阵", "措施", "应急预案")
    ]


def test_a_level_stands_on_its_colour_in_letters_that_can_be_read(make_site: MakeSite) -> None:
    book = sample_book([sample_risk("R001", 5, 5)])
    sheet = opened(workbook_of(make_site, book))["Register"]
    heads = [cell.value for cell in sheet[1]]
    level = sheet.cell(2, heads.index("Level") + 1)
    assert level.value == "Critical"
    assert (level.fill.fgColor.rgb, level.font.color.rgb) == ("FFA50F15", "FFFFFFFF")
    assert sheet.cell(2, heads.index("Likelihood") + 1).value == "5 · Expected"


def test_an_id_leads_to_its_page_or_to_its_row(make_site: MakeSite) -> None:
    book = opened(workbook_of(make_site, root="https://risk.example.org/zh/"))
    register, actions = book["Register"], book["Actions"]
    key = register["A2"].value
    assert register["A2"].hyperlink.target == f"https://risk.example.org/zh/risks/{key}.html"
    assert actions["A2"].hyperlink.location == "'Register'!A2"
    assert book["Plans"]["A2"].hyperlink.target == "https://risk.example.org/zh/plans/P001.html"
    plans = [cell.value for cell in register[1]].index("Plan") + 1
    assert register.cell(2, plans).hyperlink.location == "'Plans'!A2"


def test_without_an_address_pages_are_looked_for_beside_it(make_site: MakeSite) -> None:
    register = opened(workbook_of(make_site))["Register"]
    assert register["A2"].hyperlink.target == f"risks/{register['A2'].value}.html"


def test_the_matrix_counts_open_risks_and_names_them(make_site: MakeSite) -> None:
    book = sample_book(
        [
            sample_risk("R001", 4, 3),
            sample_risk("R002", 4, 3),
            sample_risk("R003", 4, 3, status=Status.CLOSED),
        ]
    )
    sheet = opened(workbook_of(make_site, book))["Matrix now"]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert values.count(2) == 1
    assert "R001, R002" in values
    row = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("3 · "))
    assert row[4].value == 2


def test_actions_are_listed_whether_done_or_not(make_site: MakeSite) -> None:
    risk = sample_risk("R001")
    action = sample_action(id="A9", what="=cmd|' /C calc'!A0", cost=1200.5)
    book = sample_book([sample_risk("R001", treatment=risk.treatment.__class__(
        risk.treatment.strategy, "", (action,)
    ))])  # fmt: skip
    sheet = opened(workbook_of(make_site, book))["Actions"]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["Action"].value == "A9"
    assert row["What is to be done"].value == "=cmd|' /C calc'!A0"
    assert row["What is to be done"].data_type == "s"
    assert row["Cost"].value == 1200.5
    assert row["Due"].is_date

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.reporting import Cell, Colour, Column, Kind, Screen, Tone, table
from riskbook.reporting.cells import cells

COLUMNS = (
    Column("No.", Kind.FIGURE),
    Column("ID", Kind.WORD),
    Column("Title"),
    Column("Level", Kind.WORD),
    Column("Department"),
)
ROWS = (
    ("1", "R001", "The mail service is down on a working day", "critical", "IT services"),
    ("12", "R007", "紧急变更未经评审即上线", "高", "服务台"),
)


def rows(*texts: tuple[str, ...]) -> list[list[Cell]]:
    return [[Cell(text) for text in row] for row in texts]


def test_columns_line_up_whatever_the_script() -> None:
    assert table(COLUMNS, rows(*ROWS), Screen(80)).splitlines() == [
        "No.  ID    Title                                      Level     Department",
        "---  ----  -----------------------------------------  --------  -----------",
        "  1  R001  The mail service is down on a working day  critical  IT services",
        " 12  R007  紧急变更未经评审即上线                     高        服务台",
    ]


def test_the_widest_text_gives_way() -> None:
    assert table(COLUMNS, rows(*ROWS), Screen(50)).splitlines() == [
        "No.  ID    Title             Level     Department",
        "---  ----  ----------------  --------  -----------",
        "  1  R001  The mail service  critical  IT services",
        "           is down on a",
        "           working day",
        " 12  R007  紧急变更未经评审  高        服务台",
        "           即上线",
    ]


def test_no_row_at_all_leaves_the_titles() -> None:
    assert table((Column("ID"), Column("标题")), [], Screen(80)) == "ID  标题\n--  ----\n"


TEXT = st.text(st.sampled_from("ab 风险，\n"), max_size=40)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT), max_size=4), st.integers(24, 100))
def test_it_fits_the_screen(texts: list[tuple[str, ...]], width: int) -> None:
    lines = table(COLUMNS, rows(*texts), Screen(width)).splitlines()
    assert all(cells(line) <= width for line in lines)


@pytest.mark.parametrize("width", [30, 80])
def test_colour_changes_nothing_but_colour(width: int) -> None:
    row = [Cell("R001", Tone.STRONG), Cell("Mail is down, and nobody knows", Tone.ERROR)]
    columns = (Column("ID", Kind.WORD), Column("Title"))
    coloured = table(columns, [row], Screen(width, Colour.ANSI))
    assert "\x1b[1;31m" in coloured
    plain = "".join(
        line.rstrip() + "\n" for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()
    )
    assert plain == table(columns, [row], Screen(width))


def test_a_title_of_the_book_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in table((Column("Title"),), rows(("\x1b[2J",)), Screen(80))

"""Counts of tickets as they are drawn."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from riskbook.picturing.counts import Column, draw_columns, draw_share, draw_small_columns

COLUMNS = (
    Column(date(2026, 5, 1), 3, ("May", "2026"), is_whole=False),
    Column(date(2026, 6, 1), 0, ("<Jun>",), is_whole=True),
    Column(date(2026, 7, 1), 12, ("Jul",), is_whole=True),
)


def rectangles(svg: str) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in ET.fromstring(svg).iter("rect")]  # noqa: S314  # our own


@pytest.mark.parametrize(
    ("before", "share", "place"),
    [(0.0, 0.25, (0, 30)), (0.5, 0.25, (60, 30)), (0.999, 0.001, (118.5, 1.5)), (0, 1, (0, 120))],
)
def test_a_share_begins_where_those_before_it_end(
    before: float, share: float, place: tuple[float, float]
) -> None:
    last = rectangles(draw_share(before, share))[-1]
    assert (float(last.get("x", 0)), float(last["width"])) == place


def test_small_columns_stand_on_one_line_and_the_highest_fills_them() -> None:
    drawn = rectangles(draw_small_columns(COLUMNS))
    assert [float(one["y"]) + float(one["height"]) for one in drawn] == pytest.approx(
        [27] * 3, 0.01
    )
    assert [float(one["height"]) for one in drawn] == pytest.approx([6.2, 0, 25], abs=0.1)
    assert ["stroke" in one for one in drawn] == [True, False, False]


def test_the_large_drawing_says_what_it_is_and_escapes_words() -> None:
    svg = draw_columns("Tickets & more", "May 3, Jun 0, Jul 12", COLUMNS)
    tree = ET.fromstring(svg)  # noqa: S314  # our own
    assert tree.attrib["role"] == "img"
    assert [one.text for one in tree if one.tag in ("title", "desc")] == [
        "Tickets & more",
        "May 3, Jun 0, Jul 12",
    ]
    words = [one.text for one in tree.iter("text")]
    assert words == ["3", "May", "2026", "0", "<Jun>", "12", "Jul"]
    assert re.findall(r'height="(\d+)" fill="var\(--accent', svg) == ["33", "0", "132"]


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    assert rectangles(draw_small_columns(())) == []
    assert len(rectangles(draw_columns("", "", ()))) == 1

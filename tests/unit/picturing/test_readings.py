"""Readings drawn: all within the drawing, marked where the state changes, nothing escapes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.picturing.readings import (
    ALONG,
    BOTTOM,
    HEIGHT,
    SPARK,
    TOP,
    Course,
    Level,
    Mark,
    Point,
    Threshold,
    Worse,
    draw_readings,
    levels_between,
    sign,
    spark,
)
from riskbook.picturing.timeline_parts import Tick

FIRST, END = date(2026, 7, 1), date(2027, 1, 1)
TICKS = (Tick(FIRST, ("Q3", "2026")), Tick(date(2026, 10, 1), ("Q4",)))
THRESHOLDS = (Threshold(8, "Red from 8", Mark.RED), Threshold(5, "Amber <from> 5", Mark.AMBER))
NUMBERS = st.floats(-1e12, 1e12)


def points(*values: float) -> tuple[Point, ...]:
    marks = [Mark.RED if value >= 8 else Mark.AMBER if value >= 5 else Mark.GREEN
             for value in values]  # fmt: skip
    return tuple(
        Point(FIRST + timedelta(weeks=index), value, mark)
        for index, (value, mark) in enumerate(zip(values, marks, strict=True))
    )


def course(*values: float, worse: Worse = Worse.UP) -> Course:
    levels = tuple(Level(value, str(value)) for value in levels_between(0, 10))
    return Course("Calls & waits", "About", points(*values), THRESHOLDS, levels, TICKS, END, worse)


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314  # our own


def test_it_is_named_and_its_words_are_escaped() -> None:
    picture = draw_readings(course(3, 6, 9))
    root = parsed(picture)
    names = {root.get("aria-labelledby", "").split()[0]: "Calls & waits"}
    assert {each.get("id"): each.text for each in root if each.tag.endswith("title")} == names
    assert "Amber &lt;from&gt; 5" in picture
    assert "style" not in picture


def test_a_mark_stands_where_the_state_changes_and_at_the_end() -> None:
    picture = draw_readings(course(3, 6, 6, 9, 3, 3))
    marks = re.findall(
        r'<svg x="[^"]+" y="[^"]+" overflow="visible"><(\w+)[^>]*fill="var\(--(\w+)\)"', picture
    )
    assert marks == [("path", "warn"), ("path", "bad"), ("circle", "good"), ("circle", "good")]
    assert len(re.findall(r"<circle cx=", picture)) == 2  # the others


def test_no_two_marks_are_alike_without_their_colours() -> None:
    assert len({re.sub(r"var\(--\w+\)", "", sign(mark)) for mark in Mark}) == len(Mark)


def test_a_long_course_has_no_dots() -> None:
    assert "<circle cx=" not in draw_readings(course(*[3.0] * 60))


def test_words_stand_at_the_end_where_fewer_readings_are_in_the_way() -> None:
    early, late = (draw_readings(course(*values)) for values in ((9, 9, 3, 3), (3, *[3] * 20, 8.3)))
    words = r'<text x="(\w+%?)"[^>]*>Red from 8'
    assert re.findall(words, early) == ["100%"]
    assert re.findall(words, late) != ["100%"]


def test_words_of_close_thresholds_keep_apart() -> None:
    close = (
        Threshold(8, "red", Mark.RED),
        Threshold(7.9, "amber", Mark.AMBER),
        Threshold(7.8, "green", Mark.GREEN),
    )
    for worse in Worse:
        whole = course(0, 100, worse=worse)
        drawn = draw_readings(whole._replace(thresholds=close))
        at = [float(y) for y in re.findall(r'y="([0-9.]+)" font-weight="600"', drawn)]
        assert len(at) == len(close)
        assert all(abs(one - other) >= 15 for one in at for other in at if one is not other)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_the_line_stays_within_the_drawing(values: list[float]) -> None:
    picture = draw_readings(course(*values))
    parsed(picture)
    (line,) = re.findall(r'<path d="M([^"]+)" fill="none" stroke="currentColor"', picture)
    for pair in line.split("L"):
        x, y = map(float, pair.split())
        assert 0 <= x <= ALONG
        assert TOP - 0.1 <= y <= BOTTOM + 0.1 < HEIGHT


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_the_small_drawing_stays_within_its_frame(values: list[float]) -> None:
    picture = parsed(spark(points(*values), THRESHOLDS))
    (line,) = [each for each in picture if each.tag == "polyline"]
    for pair in line.get("points", "").split():
        x, y = map(float, pair.split(","))
        assert 0 <= x <= SPARK[0]
        assert 0 <= y <= SPARK[1]


@pytest.mark.parametrize(
    ("low", "high", "levels"),
    [
        (0, 10, (0.0, 5.0, 10.0)),
        (1.9, 13.8, (5.0, 10.0)),
        (41, 214, (50.0, 100.0, 150.0, 200.0)),
        (0.12, 0.31, (0.15, 0.2, 0.25, 0.3)),
        (3, 3, ()),
    ],
)
def test_levels_are_round(low: float, high: float, levels: tuple[float, ...]) -> None:
    assert levels_between(low, high) == levels


@given(NUMBERS, NUMBERS)
def test_levels_are_few_and_within(low: float, high: float) -> None:
    levels = levels_between(low, high)
    assert len(levels) <= 6
    little = max(abs(low), abs(high)) * 1e-9
    assert all(low - little <= one <= high + little for one in levels)

"""The drawing of actions over time: nothing meets, everything leads somewhere, nothing escapes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.picturing.timeline import NARROWEST, REACH, draw_timeline, legend, place_marks
from riskbook.picturing.timeline_parts import Mark, MarkState, Row, Tick, Timeline

FIRST, END = date(2026, 7, 1), date(2027, 7, 1)
TICKS = (
    Tick(FIRST, ("Q3", "2026")),
    Tick(date(2026, 10, 1), ("Q4",)),
    Tick(date(2027, 1, 1), ("Q1", "2027")),
    Tick(date(2027, 4, 1), ("Q2",)),
)


def mark(day: date, text: str = "R001 A1", state: MarkState = MarkState.OPEN) -> Mark:
    return Mark(day, state, text, f"{text}, due {day}", f"risks/R001.html#{text}")


def timeline(*rows: Row, today: date | None = date(2026, 11, 23), title: str = "Due") -> Timeline:
    return Timeline(title, "About", rows, TICKS, END, today, "Today")


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314  # our own


DAYS = st.dates(FIRST - timedelta(900), END + timedelta(900))
WORDS = st.sampled_from(["R001 A1", "P012 A10", "A1 2026年12月31日", "A1 30 Nov 2026", ""])


@given(st.lists(st.tuples(DAYS, WORDS), max_size=25), st.floats(NARROWEST, 1600))
def test_marks_and_words_never_meet_at_any_width(
    marks: list[tuple[date, str]], width: float
) -> None:
    row = Row("", "", tuple(mark(day, text) for day, text in marks))
    for one, other in combinations(place_marks(row, timeline(row)), 2):
        if one.line == other.line:
            (left, right), (start, end) = one.extent(width), other.extent(width)
            assert right <= start + 0.01 or end <= left + 0.01


@given(DAYS, WORDS)
def test_every_mark_stands_within_the_narrowest_page(day: date, text: str) -> None:
    row = Row("", "", (mark(day, text),))
    (placed,) = place_marks(row, timeline(row))
    left, right = placed.extent(NARROWEST)
    assert left >= -REACH
    assert right <= NARROWEST + REACH


def test_a_mark_is_a_link_that_says_all_of_itself() -> None:
    row = Row("Service desk lead", "", (mark(date(2026, 12, 1)),))
    picture = parsed(draw_timeline(timeline(row)))
    (link,) = picture.iter("a")
    assert link.get("href") == "risks/R001.html#R001 A1"
    assert link.get("aria-label") == "R001 A1, due 2026-12-01"
    rect = next(link.iter("rect"))
    assert float(rect.get("height", 0)) >= 24
    assert float(rect.get("width", 0)) >= 24


def test_each_state_has_a_shape_of_its_own() -> None:
    shapes = {re.sub(r'id="[^"]*"', "", legend(state).replace(" late", "")) for state in MarkState}
    assert len(shapes) == len(MarkState)


@pytest.mark.parametrize("state", MarkState)
def test_a_mark_borrows_the_shape_of_the_legend(state: MarkState) -> None:
    row = Row("", "", (mark(date(2026, 12, 1), state=state),))
    picture = parsed(draw_timeline(timeline(row)))
    (use,) = picture.iter("use")
    assert use.get("href") == f"#mark-{state.value}"
    assert f'id="mark-{state.value}"' in legend(state)
    (link,) = picture.iter("a")
    assert ("late" in link.get("class", "").split()) == (state is MarkState.LATE)
    assert (link.get("data-day") is not None) == (state is MarkState.OPEN)


def test_the_line_of_the_day_is_drawn_here_or_by_the_browser() -> None:
    row = Row("", "", (mark(date(2026, 12, 1)),))
    drawn = draw_timeline(timeline(row))
    assert 'class="timeline-today" x="39.7%">' in drawn
    left = draw_timeline(timeline(row, today=None))
    assert re.search(r'class="timeline-today" [^>]*visibility="hidden"', left)


def test_without_a_name_it_is_for_the_eye_only() -> None:
    bare = Mark(date(2026, 12, 1), MarkState.OPEN, "A1", "", "")
    picture = parsed(draw_timeline(timeline(Row("", "", (bare,)), title="")))
    assert picture.get("aria-hidden") == "true"
    assert not [*picture.iter("a"), *picture.iter("title")]


def test_names_of_stretches_never_meet() -> None:
    ticks = tuple(
        Tick(date(year, month, 1), (f"第{month}季度", f"{year}年"))
        for year in (2026, 2027)
        for month in (1, 4, 7, 10)
    )
    row = Row("", "", (mark(date(2026, 12, 1)),))
    whole = Timeline("Due", "About", (row,), ticks, date(2028, 1, 1), None, "今天")
    picture = draw_timeline(whole)
    places = [float(x) for x in re.findall(r'<text x="([0-9.]+)%" dx="4" y="29"', picture)]
    assert len(places) > 2
    gaps = (after - before for before, after in pairwise(places))
    assert min(gaps) / 100 * NARROWEST >= 11 * 3.64


def test_words_are_words() -> None:
    hostile = '"><script>alert(1)</script>'
    row = Row(hostile, "zh", (Mark(date(2026, 12, 1), MarkState.OPEN, hostile, hostile, hostile),))
    picture = draw_timeline(timeline(row, title=hostile))
    assert "<script" not in picture
    assert not [one for one in parsed(picture).iter() if one.tag == "script"]


def test_a_title_in_another_language_says_so() -> None:
    picture = draw_timeline(timeline(Row("服务台主管", "zh", (mark(date(2026, 12, 1)),))))
    assert '<text y="' in picture
    assert ' lang="zh">服务台主管</text>' in picture

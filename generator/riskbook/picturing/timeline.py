"""Actions over time, drawn: a row of marks for each owner or action, as SVG of any width.

Places are parts of the width and letters have a size, so that one drawing serves a telephone, a
wide page and paper. Marks whose words would meet on the narrowest page stand one below the other;
on a wider one they only move apart. Everything is drawn in the colour of the text around it, late
marks in that of ``late``, so that it follows the theme and needs no style of its own. Each mark is
a link that says all of itself; the rest is for the eye only, and the page has the same as a list.

``timeline``           the whole; ``data-first`` and ``data-end`` are the days of its edges
``timeline-today``     the line of the day, and its name
``timeline-mark``      a mark; also ``late``. With ``data-day`` it is open, and may become late
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple

from riskbook.picturing.flow_nodes import n
from riskbook.picturing.flow_text import Type, block, tidy, width
from riskbook.picturing.timeline_parts import Mark, MarkState, Row, Tick, Timeline

NARROWEST = 280.0
"""Pixels of the narrowest page that must hold it: one of 320 with its margins."""

TARGET = 24.0
"""Pixels that a link is high at least (WCAG 2.2, 2.5.8)."""

REACH = 9.0
"""Half the breadth of a mark with the air around it."""

HEAD = 50.0
"""Height of what stands above the rows: the day's name, and two lines for each stretch."""

TITLE_LINES = 2

_SHAPES = {
    MarkState.LATE: '<path d="M0-7L7.5 6H-7.5z" fill="currentColor"/>',
    MarkState.OPEN: '<circle r="5.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    MarkState.DONE: '<path d="M-6 0l4 4.5 8-9" fill="none" stroke="currentColor"'
    ' stroke-width="2.5"/>',
    MarkState.DROPPED: '<path d="M-5-5l10 10M5-5l-10 10" fill="none" stroke="currentColor"'
    ' stroke-width="2"/>',
}


class Placed(NamedTuple):
    """A mark where it stands: ``at`` from 0 to 1 of the width, ``line`` of its row from 0.

    Its words lead to the left of it where ``leftwards``.
    """

    mark: Mark
    at: float
    line: int
    leftwards: bool

    def extent(self, room: float) -> tuple[float, float]:
        """The pixels from and to which mark and words reach in a drawing of that width."""
        x, words = self.at * room, _words(self.mark)
        return (x - REACH - words, x + REACH) if self.leftwards else (x - REACH, x + REACH + words)


def draw_timeline(timeline: Timeline) -> str:
    """The timeline as an SVG element."""
    rows = [(row, place_marks(row, timeline)) for row in timeline.rows]
    tops = [HEAD]
    for row, placed in rows:
        tops.append(tops[-1] + _height(row, placed))
    high = tops[-1] + 4
    edges = f'data-first="{timeline.ticks[0].day}" data-end="{timeline.end}"'
    return "".join(
        (
            f'<svg class="timeline" width="100%" height="{n(high)}" fill="currentColor"',
            f' font-size="{n(Type.CAPTION.size)}" {edges} {_about(timeline)}',
            '<g aria-hidden="true">',
            *_scale(
                timeline,
                high,
                [top for row, top in zip(timeline.rows, tops, strict=False) if row.title],
            ),
            _today(timeline, high),
            *_titles(rows, tops),
            "</g>",
            *(
                _mark(placed, top + _title_height(row))
                for (row, marks), top in zip(rows, tops, strict=False)
                for placed in marks
            ),
            "</svg>",
        )
    )


def _about(timeline: Timeline) -> str:
    """How it is called; one that has no name is for the eye only."""
    if not timeline.title:
        return 'aria-hidden="true">'
    return (
        'role="group" aria-labelledby="timeline-title" aria-describedby="timeline-about">'
        f'<title id="timeline-title">{_said(timeline.title)}</title>'
        f'<desc id="timeline-about">{_said(timeline.description)}</desc>'
    )


def legend(state: MarkState) -> str:
    """The shape of a state as small as a word; the marks of the page borrow theirs from it."""
    late = " late" if state is MarkState.LATE else ""
    return (
        f'<svg class="flow-key{late}" viewBox="-9 -9 18 18" width="16" height="16"'
        f' aria-hidden="true"><g id="mark-{state.value}">{_SHAPES[state]}</g></svg>'
    )


def place_marks(row: Row, timeline: Timeline) -> tuple[Placed, ...]:
    """The marks of a row by day, each on the first line where nothing is in its way."""
    lines: list[list[tuple[float, float]]] = []
    found = []
    for mark in sorted(row.marks, key=lambda one: (one.day, one.text)):
        at = _at(mark.day, timeline)
        leftwards = at * NARROWEST + REACH + _words(mark) > NARROWEST
        placed = Placed(mark, at, 0, leftwards)
        start, end = placed.extent(NARROWEST)
        free = (
            number
            for number, taken in enumerate(lines)
            if all(end <= left or start >= right for left, right in taken)
        )
        line = next(free, len(lines))
        if line == len(lines):
            lines.append([])
        lines[line].append((start, end))
        found.append(Placed(mark, at, line, leftwards))
    return tuple(found)


def _at(day: date, timeline: Timeline) -> float:
    """Where a day lies, from 0 to 1; what lies beyond an edge stands just inside of it."""
    first, end = timeline.ticks[0].day, timeline.end
    share = (day - first).days / max((end - first).days, 1)
    return min(max(share, REACH / NARROWEST), 1 - REACH / NARROWEST)


def _words(mark: Mark) -> float:
    return _written(mark.text)[1] + 3 if mark.text else 0.0


@lru_cache(maxsize=4096)  # a pure function: the same days recur on every page
def _written(text: str) -> tuple[str, float]:
    """A text as it may stand in the drawing, and the most pixels that it takes."""
    plain = tidy(text)
    return escape(plain), width(plain, Type.CAPTION)


def _height(row: Row, placed: tuple[Placed, ...]) -> float:
    lines = max((one.line for one in placed), default=0) + 1
    return _title_height(row) + lines * TARGET + 6


def _title_height(row: Row) -> float:
    return len(_title(row)) * Type.TITLE.pitch + 4 * bool(row.title)


def _title(row: Row) -> tuple[str, ...]:
    return block(row.title, Type.TITLE, NARROWEST, TITLE_LINES).lines


def _scale(timeline: Timeline, high: float, rows: Sequence[float]) -> Iterator[str]:
    """A line at the beginning of each stretch, and its name at as many as there is room for.

    ``rows`` are the heights at which a row with a title begins; a line stands above each.
    """
    ticks = timeline.ticks
    room = NARROWEST / len(ticks)
    widest = max(_written(line)[1] for tick in ticks for line in tick.lines)
    every = max(1, -int(-(widest + 8) // room))
    yield '<g stroke="currentColor" opacity=".2">'
    for tick in ticks:
        x = _share(tick, timeline)
        yield f'<line x1="{x}" x2="{x}" y1="18" y2="{n(high)}"/>'
    for top in rows:
        yield f'<line x2="100%" y1="{n(top - 2)}" y2="{n(top - 2)}"/>'
    yield '</g><g opacity=".75">'
    for tick in ticks[::every]:
        for line, words in enumerate(tick.lines):
            place = f'x="{_share(tick, timeline)}" dx="4" y="{29 + line * 13}"'
            yield f"<text {place}>{_written(words)[0]}</text>"
    yield "</g>"


def _share(tick: Tick, timeline: Timeline) -> str:
    first = timeline.ticks[0].day
    return _percent((tick.day - first).days / max((timeline.end - first).days, 1))


def _titles(rows: list[tuple[Row, tuple[Placed, ...]]], tops: list[float]) -> Iterator[str]:
    size = f'font-size="{n(Type.TITLE.size)}" font-weight="{Type.TITLE.weight}"'
    if not any(row.title for row, _ in rows):
        return
    yield f"<g {size}>"
    for (row, _), top in zip(rows, tops, strict=False):
        tongue = f' lang="{escape(row.language)}"' if row.language else ""
        for number, words in enumerate(_title(row)):
            y = top + number * Type.TITLE.pitch + Type.TITLE.baseline
            yield f'<text y="{n(y)}"{tongue}>{escape(words)}</text>'
    yield "</g>"


def _today(timeline: Timeline, high: float) -> str:
    """The line of the day; one that the browser has to place is hidden until it has."""
    at = _at(timeline.today, timeline) if timeline.today else 0.0
    anchor = "end" if at > 0.5 else "start"
    hidden = "" if timeline.today else ' visibility="hidden"'
    return (
        f'<svg class="timeline-today" x="{_percent(at)}"{hidden}>'
        f'<path d="M0 15V{n(high)}" stroke="currentColor" stroke-width="1.5"'
        ' stroke-dasharray="4 3"/>'
        f'<text y="11" text-anchor="{anchor}" font-weight="600">'
        f"{_written(timeline.today_word)[0]}</text></svg>"
    )


def _mark(placed: Placed, top: float) -> str:
    mark = placed.mark
    y = top + placed.line * TARGET + TARGET / 2
    names = "timeline-mark late" if mark.state is MarkState.LATE else "timeline-mark"
    day = f' data-day="{mark.day}"' if mark.state is MarkState.OPEN else ""
    words = ""
    if mark.text:
        beside = f'x="{n(-REACH)}" text-anchor="end"' if placed.leftwards else f'x="{n(REACH)}"'
        words = f'<text {beside} y="4">{_written(mark.text)[0]}</text>'
    inside = f'<use href="#mark-{mark.state.value}"/>{words}</svg>'
    place = f'<svg x="{_percent(placed.at)}" y="{n(y)}">'
    if not mark.href:
        return f'<g class="{names}"{day}>{place}{inside}</g>'
    left, right = _reach(placed)
    area = f'x="{n(left)}" y="{n(-TARGET / 2)}" width="{n(right - left)}" height="{n(TARGET)}"'
    return (
        f'<a class="{names}" href="{escape(mark.href)}" aria-label="{_said(mark.label)}"{day}>'
        f"{place}<rect {area}/>{inside}</a>"
    )


def _reach(placed: Placed) -> tuple[float, float]:
    """How far mark and words reach to the left and right of the mark's place."""
    words = _words(placed.mark)
    half = TARGET / 2
    return (-REACH - words, half) if placed.leftwards else (-half, max(half, REACH + words))


def _percent(share: float) -> str:
    return f"{n(share * 100)}%"


def _said(words: str) -> str:
    return escape(tidy(words))

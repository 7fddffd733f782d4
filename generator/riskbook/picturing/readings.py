"""The readings of an indicator over time, as SVG within the page.

The line is in the colour of the text. Where the state of the indicator changed, and at the end, a
mark says to what: a disc, a triangle or a diamond, so that no colour stands alone. The thresholds
are lines across, each with its words on its bad side, where the line is seldom. The drawing is as
broad as there is room; its words keep their size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from riskbook.picturing.flow_nodes import n
from riskbook.picturing.flow_text import Type, tidy, width
from riskbook.picturing.timeline_parts import Tick

HEIGHT = 248
"""Pixels of the drawing, from the top to below the names of the quarters."""

TOP, BOTTOM = 16.0, 204.0
"""Where the highest and the lowest of what is drawn stand."""

NARROWEST = 300.0
"""The breadth in pixels for which the names below are spaced out."""

SPARK = (112.0, 30.0)
"""Breadth and height of the small drawing."""

LEVELS = 4
"""Lines across, about, that tell values."""

BOLD = 1.15
"""How much broader bold words are, as :func:`riskbook.picturing.flow_text.width` has it."""

MARK = 7.0
"""Half the height of the largest mark."""

ALONG = 1000.0
"""Units along the drawing: the browser stretches them to its breadth."""


class Mark(Enum):
    """What a reading made of its indicator, or what a threshold would."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Worse(Enum):
    """Where the bad values are."""

    UP = "up"
    DOWN = "down"


class Point(NamedTuple):
    """One reading."""

    day: date
    value: float
    mark: Mark


class Threshold(NamedTuple):
    """A line across with its words; ``mark`` is what begins there."""

    value: float
    words: str
    mark: Mark


class Level(NamedTuple):
    """A value with its words, for those who read the height of the line."""

    value: float
    words: str


class Course(NamedTuple):
    """What is drawn: points by day, the thresholds, the stretches of time, and values.

    ``title`` and ``description`` say to those who do not see it what they would.
    """

    title: str
    description: str
    points: tuple[Point, ...]
    thresholds: tuple[Threshold, ...]
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    end: date
    worse: Worse


def draw_readings(course: Course) -> str:
    """The readings as an SVG element that is as broad as there is room."""
    scale = _scale([point.value for point in course.points], course.thresholds)
    return "".join(
        (
            f'<svg width="100%" height="{HEIGHT}" display="block" overflow="visible" role="img"',
            ' fill="currentColor"',
            f' font-size="{n(Type.CAPTION.size)}" aria-labelledby="readings-title readings-about">',
            f'<title id="readings-title">{_said(course.title)}</title>',
            f'<desc id="readings-about">{_said(course.description)}</desc>',
            '<g aria-hidden="true">',
            *_time(course),
            *_levels(course.levels, scale),
            *_thresholds(course.thresholds, scale),
            *_words(course, scale),
            *_line(course, scale),
            "</g></svg>",
        )
    )


def spark(points: Sequence[Point], thresholds: Sequence[Threshold]) -> str:
    """The same as small as a word, for the eye only: the last reading has its mark."""
    across, high = SPARK
    scale = _scale([point.value for point in points], thresholds)
    first, last = points[0].day, points[-1].day
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return 1 + (day - first).days / span * (across - 9)

    def y(value: float) -> float:
        return 4 + scale(value) * (high - 8)

    line = " ".join(f"{n(x(point.day))},{n(y(point.value))}" for point in points)
    rules = "".join(
        f'<path d="M0 {n(y(one.value))}H{n(across)}" fill="none" {_STROKES[one.mark]}/>'
        for one in thresholds
    )
    end = f"translate({n(x(last))} {n(y(points[-1].value))}) scale(.8)"
    return (
        f'<svg width="{n(across)}" height="{n(high)}" viewBox="0 0 {n(across)} {n(high)}"'
        f' aria-hidden="true">{rules}'
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        f'<g transform="{end}">{_SHAPES[points[-1].mark]}</g></svg>'
    )


def sign(mark: Mark) -> str:
    """The mark of a state as small as a letter, to stand before its name."""
    return (
        '<svg class="flow-key" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">'
        f"{_SHAPES[mark]}</svg>"
    )


def levels_between(low: float, high: float) -> tuple[float, ...]:
    """Round values from ``low`` to ``high``, about :data:`LEVELS`: 1, 2 or 5 times a power of ten.

    None where there is no room between the two.
    """
    span = high - low
    if not (math.isfinite(span) and span > 0):
        return ()
    rough = span / LEVELS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((power * times for times in (1, 2, 5) if power * times >= rough), power * 10)
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(float(f"{step * count:.12g}") for count in range(first, last + 1))


class _Scale:
    """Where a value stands: 0 at the top, 1 at the bottom."""

    def __init__(self, low: float, high: float) -> None:
        self._low = low
        self._span = high - low or 1.0

    def __call__(self, value: float) -> float:
        return 1 - (value - self._low) / self._span


def _scale(values: Sequence[float], thresholds: Sequence[Threshold]) -> _Scale:
    shown = [*values, *(one.value for one in thresholds)]
    return _Scale(min(shown), max(shown))


_SHAPES = MappingProxyType(
    {
        Mark.GREEN: '<circle r="4.5" fill="var(--good)"/>',
        Mark.AMBER: '<path d="M0-6L6.5 5.5H-6.5z" fill="var(--warn)" stroke="currentColor"/>',
        Mark.RED: '<path d="M0-7L7 0 0 7-7 0z" fill="var(--bad)"/>',
    }
)
"""No two are alike without their colours."""

_HALO = 'paint-order="stroke" stroke="var(--page)" stroke-width="4"'
"""What keeps words readable where a line goes behind them."""

_STROKES = MappingProxyType(
    {
        Mark.GREEN: 'stroke="var(--good)" stroke-dasharray="2 4"',
        Mark.AMBER: 'stroke="var(--warn)" stroke-width="1.5" stroke-dasharray="7 4"',
        Mark.RED: 'stroke="var(--bad)" stroke-width="1.5"',
    }
)


def _y(value: float, scale: _Scale) -> float:
    return TOP + scale(value) * (BOTTOM - TOP)


def _time(course: Course) -> Iterator[str]:
    """A line at the beginning of each stretch, and its name at as many as there is room for."""
    widest = max(width(tidy(line), Type.CAPTION) for tick in course.ticks for line in tick.lines)
    room = NARROWEST / len(course.ticks)
    every = max(1, -int(-(widest + 8) // room))
    yield '<g stroke="currentColor" opacity=".2">'
    for tick in course.ticks:
        x = _percent(tick.day, course)
        yield f'<line x1="{x}" x2="{x}" y1="0" y2="{HEIGHT}"/>'
    yield f'</g><g opacity=".75" {_HALO}>'
    for tick in course.ticks[::every]:
        for line, words in enumerate(tick.lines):
            y = n(BOTTOM + 28 + line * 13)
            yield f'<text x="{_percent(tick.day, course)}" dx="4" y="{y}">{_said(words)}</text>'
    yield "</g>"


def _levels(levels: Sequence[Level], scale: _Scale) -> Iterator[str]:
    heights = [(one, _y(one.value, scale)) for one in levels]
    shown = [(one, y) for one, y in heights if TOP <= y <= BOTTOM]
    yield '<g stroke="currentColor" opacity=".2">'
    yield from (f'<line x2="100%" y1="{n(y)}" y2="{n(y)}"/>' for _, y in shown)
    yield f'</g><g opacity=".75" {_HALO}>'
    yield from (f'<text x="4" y="{n(y - 4)}">{_said(one.words)}</text>' for one, y in shown)
    yield "</g>"


def _thresholds(thresholds: Sequence[Threshold], scale: _Scale) -> Iterator[str]:
    for one in thresholds:
        y = n(_y(one.value, scale))
        yield f'<line x2="100%" y1="{y}" y2="{y}" {_STROKES[one.mark]}/>'


def _words(course: Course, scale: _Scale) -> Iterator[str]:
    """What the thresholds are, at that end of time where fewer readings are in the way.

    The words of two that are close go out of each other's way.
    """
    above = course.worse is Worse.UP
    start = 12 + max((width(tidy(one.words), Type.CAPTION) for one in course.levels), default=0.0)
    taken: list[float] = []
    for one in sorted(course.thresholds, key=lambda each: -each.value if above else each.value):
        y = max(_y(one.value, scale) + (-4 if above else 12), 11.0)
        while any(abs(y - other) < Type.CAPTION.pitch for other in taken):
            y += Type.CAPTION.pitch if above else -Type.CAPTION.pitch
        taken.append(y)
        long = width(tidy(one.words), Type.CAPTION) * BOLD
        before = _in_the_way(course, scale, (start, start + long), y)
        behind = _in_the_way(course, scale, (NARROWEST - long, NARROWEST), y)
        at = f'x="{n(start)}"' if before < behind else 'x="100%" dx="-2" text-anchor="end"'
        words = _said(one.words)
        yield f'<text {at} y="{n(y)}" font-weight="600" {_HALO}>{words}</text>'


def _in_the_way(
    course: Course, scale: _Scale, stretch: tuple[float, float], baseline: float
) -> int:
    """How many readings stand where words would, in a drawing of the narrowest breadth."""
    left, right = stretch
    return sum(
        left <= _share(point.day, course) * NARROWEST <= right
        and baseline - Type.CAPTION.pitch - MARK <= _y(point.value, scale) <= baseline + MARK
        for point in course.points
    )


def _line(course: Course, scale: _Scale) -> Iterator[str]:
    """The line from reading to reading, stretched along, and the marks, which are not."""
    path = "L".join(
        f"{n(_share(point.day, course) * ALONG)} {n(_y(point.value, scale))}"
        for point in course.points
    )
    yield (
        f'<svg width="100%" height="{HEIGHT}" viewBox="0 0 {n(ALONG)} {HEIGHT}"'
        f' preserveAspectRatio="none"><path d="M{path}" fill="none" stroke="currentColor"'
        ' stroke-width="1.5" vector-effect="non-scaling-stroke"/></svg>'
    )
    points = course.points
    for point, before in zip(points, (None, *points), strict=False):
        x, y = _percent(point.day, course), n(_y(point.value, scale))
        was = before.mark if before else Mark.GREEN
        if point is points[-1] or point.mark is not was:
            yield f'<svg x="{x}" y="{y}" overflow="visible">{_SHAPES[point.mark]}</svg>'
        elif len(points) <= MOST_DOTS:
            yield f'<circle cx="{x}" cy="{y}" r="2"/>'


MOST_DOTS = 40
"""Readings up to which each has its dot; of more the line alone."""


def _share(day: date, course: Course) -> float:
    first = course.ticks[0].day
    return (day - first).days / max((course.end - first).days, 1)


def _percent(day: date, course: Course) -> str:
    return f"{round(_share(day, course) * 100, 2):g}%"


def _said(words: str) -> str:
    return escape(tidy(words))

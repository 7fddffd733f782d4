"""A matrix with its counts and the arrows of those who moved, as an SVG of our own.

It is for the eye only: the page says the same in words and links. It has no ids and no style, so
that several stand on one page under a strict content security policy. Ink is ``currentColor``; the
theme may colour what has a class:

``matrix-map``  the whole
``map-halo``    what sets an arrow and its number off from the cells beneath
``map-rise``    an arrow to a higher level

Levels are told apart by a letter in each cell as well as by colour (:func:`level_marks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import hypot, log2
from typing import NamedTuple

from riskbook.assessing.palettes import colours
from riskbook.model.criteria import Criteria
from riskbook.picturing.matrix_routes import (
    MOST_ARROWS,
    Bundle,
    Point,
    Room,
    Route,
    Spot,
    bundles,
    routes,
)

GAP = 3
CELL, SMALL_CELL = (64, 52), (46, 42)
"""Pixels from one cell to the next, across and down; the small ones are for long scales."""

LONG = 7
"""Steps from which on a scale is long: a telephone shows its numbers no smaller for that."""

LEFT, TOP, BELOW = 18, 2, 32
COUNT, MARK, LABEL, STEP = 13.0, 9.5, 10.0, 11.0
"""Sizes of type in pixels: counts, letters of levels, numbers on arrows, steps of the scales."""

DIGIT = 0.74
"""Ems that a digit in bold takes at most."""

WIDEST = 40
"""Pixels that a count takes at most: a longer one is written smaller."""

INK, PAPER, RISE = "#1a1d21", "#ffffff", "#b3261e"


class MatrixMap(NamedTuple):
    """What the map shows: how many are in each cell, and how many went from which cell to which.

    ``likelihood`` and ``impact`` name the axes.
    """

    criteria: Criteria
    counts: Mapping[Spot, int]
    moves: Mapping[tuple[Spot, Spot], int]
    marks: tuple[str, ...]
    likelihood: str
    impact: str

    @property
    def arrows(self) -> tuple[Bundle, ...]:
        """The bundles that are drawn, the largest of all."""
        return bundles(self.moves)[:MOST_ARROWS]

    @property
    def cell(self) -> tuple[int, int]:
        """Pixels from one cell to the next, across and down."""
        return SMALL_CELL if max(_grid(self.criteria)) >= LONG else CELL

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        (columns, rows), (across, down) = _grid(self.criteria), self.cell
        return LEFT + columns * across, TOP + rows * down + BELOW


def inline_map(shown: MatrixMap, content: str) -> str:
    """The map with what :func:`map_content` gave, for a page."""
    width, height = shown.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="matrix-map" aria-hidden="true"'
        f' focusable="false" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{content}</svg>"
    )


def map_content(shown: MatrixMap) -> str:
    """The map without the element around it: one drawing may stand in several places."""
    return "".join((*_cells(shown), *_axes(shown), *_counts(shown), *_arrows(shown)))


def level_marks(names: Sequence[str]) -> tuple[str, ...]:
    """What marks each level, lowest first: a name as short as "低", else a letter or two of it.

    No two are alike; where letters would be, they are numbers from 1.
    """
    words = [name.split() for name in names]
    for marks in (
        [name if len(name) <= 2 else "" for name in names],
        [name[:1].upper() for name in names],
        ["".join(word[0] for word in each[:2]).upper() for each in words],
        [name[:2] for name in names],
    ):
        if len(set(marks)) == len(marks) and all(marks):
            return tuple(marks)
    return tuple(str(number) for number in range(1, len(names) + 1))


def room_for(shown: MatrixMap, moves: Sequence[Bundle]) -> Room:
    """What the widest count of a cell takes, and the widest number of an arrow, and mark."""
    counts, (across, down) = shown.counts, shown.cell
    label = len(str(max((bundle.count for bundle in moves), default=0)))
    return Room(
        (_digits(counts) * DIGIT * _count_size(counts) + 4) / across,
        (COUNT + 5) / down,
        ((label * DIGIT * LABEL + 8) / across, (LABEL + 5) / down),
        ((max(map(len, shown.marks)) * MARK + 8) / across, (MARK + 7) / down),
    )


def arrow_breadth(count: int, most: int) -> float:
    """The breadth of an arrow, 1.5 for one risk and up to 4 for ``most``, if these are many."""
    return 1.5 + 2.5 * log2(count) / log2(max(most, 16))


def is_rise(criteria: Criteria, bundle: Bundle) -> bool:
    """Whether a bundle leads to a higher level."""

    def level(spot: Spot) -> int:
        return criteria.matrix[spot.impact - 1][spot.likelihood - 1]

    return level(bundle.end) > level(bundle.start)


def _grid(criteria: Criteria) -> tuple[int, int]:
    return len(criteria.likelihood.steps), len(criteria.impact.steps)


def _digits(counts: Mapping[Spot, int]) -> int:
    return len(str(max(counts.values(), default=0)))


def _count_size(counts: Mapping[Spot, int]) -> float:
    return min(COUNT, WIDEST / (DIGIT * _digits(counts)))


def _cells(shown: MatrixMap) -> Iterator[str]:
    criteria = shown.criteria
    shades = [colour.background for colour in colours(criteria)]
    for level in range(-1, len(shades)):
        spots = [
            Spot(column, row)
            for row, levels in enumerate(criteria.matrix, start=1)
            for column, here in enumerate(levels, start=1)
            if here == level
        ]
        if not spots:
            continue
        across, down = (side - GAP for side in shown.cell)
        corners = [_at(shown, Point(spot.likelihood - 1, spot.impact)) for spot in spots]
        path = "".join(f"M{_n(x)} {_n(y)}h{across}v{down}h-{across}z" for x, y in corners)
        if level < 0:
            yield f'<path fill="none" stroke="currentColor" stroke-opacity=".2" d="{path}"/>'
            continue
        yield f'<path fill="{shades[level]}" fill-opacity=".42" d="{path}"/>'
        letters = "".join(
            _text(x + across - 4, y + down - 4, shown.marks[level]) for x, y in corners
        )
        yield f'<g font-size="{MARK}" fill="currentColor" fill-opacity=".7" text-anchor="end">'
        yield f"{letters}</g>"


def _axes(shown: MatrixMap) -> Iterator[str]:
    (columns, rows), (across, down) = _grid(shown.criteria), shown.cell
    low = TOP + rows * down
    yield f'<g font-size="{STEP}" fill="currentColor" fill-opacity=".75" text-anchor="middle">'
    for column in range(1, columns + 1):
        yield _text(LEFT + (column - 0.5) * across - GAP / 2, low + 10, str(column))
    for row in range(1, rows + 1):
        yield _text(LEFT / 2 - 2, TOP + (rows - row + 0.5) * down + 2, str(row))
    yield "</g>"
    yield f'<g font-size="{STEP}" fill="currentColor" fill-opacity=".75">'
    yield _text(0, low + 25, shown.impact)
    yield f'<g text-anchor="end">{_text(shown.size[0] - GAP, low + 25, shown.likelihood)}</g></g>'


def _counts(shown: MatrixMap) -> Iterator[str]:
    size = _n(_count_size(shown.counts))
    yield f'<g font-size="{size}" font-weight="600" fill="currentColor">'
    for spot, count in sorted(shown.counts.items()):
        x, y = _at(shown, Point(spot.likelihood - 1, spot.impact))
        yield _text(x + 5, y + COUNT + 1, str(count))
    yield "</g>"


def _arrows(shown: MatrixMap) -> Iterator[str]:
    drawn = shown.arrows
    room = room_for(shown, drawn)
    laid = routes(drawn, _grid(shown.criteria), shown.counts, room)
    most = max((bundle.count for bundle in drawn), default=1)
    for route in reversed(laid):  # what stands for most lies on top
        yield _arrow(shown, route, arrow_breadth(route.bundle.count, most))
    for route in laid:
        if route.label is not None:
            yield _label(shown, route.label, route.bundle.count)


def _arrow(shown: MatrixMap, route: Route, breadth: float) -> str:
    long, wide = 5 + 1.3 * breadth, 2.6 + 0.85 * breadth
    tip = _at(shown, route.curves[-1][1])
    control = _at(shown, route.curves[-1][0])
    length = hypot(tip[0] - control[0], tip[1] - control[1]) or 1.0
    right, down = (tip[0] - control[0]) / length, (tip[1] - control[1]) / length
    neck = tip[0] - right * long, tip[1] - down * long
    start = _at(shown, route.start)
    path = f"M{_pair(start)}"
    for index, (bend, end) in enumerate(route.curves):
        last = index == len(route.curves) - 1
        path += f"Q{_pair(_at(shown, bend))} {_pair(neck if last else _at(shown, end))}"
    head = "".join(
        f"{step}{_pair((x, y))}"
        for step, x, y in (
            ("M", *tip),
            ("L", neck[0] - down * wide, neck[1] + right * wide),
            ("L", neck[0] + down * wide, neck[1] - right * wide),
        )
    )
    rise = is_rise(shown.criteria, route.bundle)
    ink = RISE if rise else "currentColor"
    kind = ' class="map-rise"' if rise else ""
    return (
        f'<path class="map-halo" fill="none" stroke="{PAPER}" stroke-width="{_n(breadth + 3)}"'
        f' d="{path}L{_pair(tip)}"/><g{kind} stroke="{ink}" fill="{ink}">'
        f'<path fill="none" stroke-width="{_n(breadth)}" d="{path}"/>'
        f'<path stroke="none" d="{head}z"/>'
        f'<circle stroke="none" cx="{_n(start[0])}" cy="{_n(start[1])}"'
        f' r="{_n(1.2 + breadth / 2)}"/></g>'
    )


def _label(shown: MatrixMap, place: Point, count: int) -> str:
    x, y = _at(shown, place)
    width = len(str(count)) * DIGIT * LABEL + 7
    return (
        f'<rect class="map-halo" fill="{PAPER}" stroke="none" x="{_n(x - width / 2)}"'
        f' y="{_n(y - LABEL / 2 - 2)}" width="{_n(width)}" height="{_n(LABEL + 4)}" rx="7"/>'
        f'<g font-size="{LABEL}" font-weight="600" fill="currentColor" text-anchor="middle">'
        f"{_text(x, y + LABEL * 0.36, str(count))}</g>"
    )


def _at(shown: MatrixMap, point: Point) -> tuple[float, float]:
    """A place on the grid in pixels of the drawing."""
    rows, (across, down) = len(shown.criteria.impact.steps), shown.cell
    return LEFT + point.x * across, TOP + (rows - point.y) * down


def _text(x: float, y: float, words: str) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}">{escape(words)}</text>'


def _pair(place: tuple[float, float]) -> str:
    return f"{_n(place[0])} {_n(place[1])}"


def _n(number: float) -> str:
    """At most one decimal, without trailing noughts."""
    return f"{number:.1f}".removesuffix(".0")

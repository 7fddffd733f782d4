"""Ways of arrows across a matrix, so that none of them lies on a count.

Everything is measured in cells from the lower left corner of the grid: the middle of the cell with
likelihood 4 and impact 3 is (3.5, 2.5). Whoever draws decides how large a cell is. A count stands
in the upper left corner of its cell; what is left of the cell belongs to the arrows.

Arrows of equal beginning and end are one: a bundle. The largest bundles are laid first. Each takes
the way that meets no count and the fewest arrows that lie there already: straight, bowed, or along
the strips of row and column in which no count ever stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, inf
from typing import NamedTuple

MOST_ARROWS = 18
"""Arrows that can be told apart on one matrix; the text beside it says how many more there are."""

LABEL_LEAST = 2
"""Risks from which on an arrow says how many it stands for."""

_BOWS = (0.0, 0.12, -0.12, 0.22, -0.22, 0.34, -0.34, 0.48, -0.48, 0.62, -0.62)
_SHIFTS = (0.0, -0.1, 0.1, -0.2, 0.2, -0.28)
_ALONG = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22)
_ASIDE = (0.0, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3)
_FARTHEST = max(_ASIDE) + 0.01
_NEAR = 0.1
_CLEAR = 0.045
_SHARED, _NAME, _BOWED = 0.5, 0.35, 8.0
"""What a place on another arrow or on a name costs, and a bow of a whole length."""

_LITTLE = 2.0
"""A way of which no more than this is hidden is good enough: no other is looked for."""

_BEGIN, _END = 0.09, 0.13


class Spot(NamedTuple):
    """A cell, by its steps counted from 1."""

    likelihood: int
    impact: int


class Point(NamedTuple):
    """A place on the grid, in cells from its lower left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bundle:
    """So many risks that went from one cell to another."""

    start: Spot
    end: Spot
    count: int


class Room(NamedTuple):
    """What of a cell a count takes, from its upper left corner, as shares of the cell.

    ``label`` is what the number on an arrow takes, and ``mark`` the name of the level in the lower
    right corner, across and up.
    """

    width: float
    height: float
    label: tuple[float, float]
    mark: tuple[float, float]


class Route(NamedTuple):
    """The way of a bundle: quadratic Bézier curves, each from where the one before it ends.

    ``label`` is the middle of the number on it; None where it stands for one risk, or where the
    number would lie on something else.
    """

    bundle: Bundle
    start: Point
    curves: tuple[tuple[Point, Point], ...]
    label: Point | None

    @property
    def points(self) -> tuple[Point, ...]:
        """Places along it, close enough to tell what it meets."""
        return tuple(Point(x, y) for x, y in _along(self.start, self.curves))


def bundles(moves: Mapping[tuple[Spot, Spot], int]) -> tuple[Bundle, ...]:
    """How many moved from where to where, the largest first; who stays in a cell has not moved."""
    moved = [(ends, count) for ends, count in moves.items() if ends[0] != ends[1]]
    ordered = sorted(moved, key=lambda one: (-one[1], one[0]))
    return tuple(Bundle(start, end, count) for (start, end), count in ordered)


def routes(
    found: Sequence[Bundle], size: tuple[int, int], counted: Iterable[Spot], room: Room
) -> tuple[Route, ...]:
    """The ways of the bundles on a grid of so many columns and rows.

    ``counted`` are the cells with a count in them.
    """
    grid = _Grid(size, frozenset(counted), room)
    laid = [grid.lay(bundle) for bundle in found]
    return tuple(grid.labelled(laid))


_SPACING = 0.08
"""Cells from one place along a way to the next, so that it cannot cut off a count between two."""

_SHARES = tuple(
    tuple(
        ((1 - step) ** 2, 2 * step * (1 - step), step * step)
        for step in (number / steps for number in range(1, steps + 1))
    )
    for steps in range(8, 257, 8)
)
"""What start, bend and end of a curve have in each place along it, for so many places."""

_Curves = tuple[tuple[Point, Point], ...]
_Box = tuple[float, float, float, float]


class _Grid:
    """The grid with the arrows that lie on it so far."""

    def __init__(self, size: tuple[int, int], counted: frozenset[Spot], room: Room) -> None:
        self._columns, self._rows = size
        self._counted = counted
        self._room = room
        self._right, self._low = room.width + _CLEAR, 1 - room.height - _CLEAR
        self._taken: set[tuple[int, int]] = set()
        # The middle of a cell: diagonals down to the left, the most frequent, then pass between
        # the counts. A count that reaches so far leaves less of the cell.
        self._x = 0.5 if room.width + _CLEAR < 0.5 else (1 + room.width) / 2

    def lay(self, bundle: Bundle) -> Route:
        """The best way for one more bundle."""
        best: tuple[float, Point, _Curves] | None = None
        for cost, start, curves in self._ways(bundle):
            if best is not None and cost >= best[0]:
                continue
            hidden = self._hidden(start, curves, cost, best[0] if best else inf)
            if hidden is not None:
                best = cost + hidden, start, curves
                if hidden < _LITTLE:
                    break
        assert best is not None  # noqa: S101  # the strips are free of counts
        _, start, curves = best
        self._taken.update((int(x / _NEAR), int(y / _NEAR)) for x, y in _along(start, curves))
        return Route(bundle, start, curves, None)

    def _hidden(self, start: Point, curves: _Curves, cost: float, least: float) -> float | None:
        """How much of a way lies on others and on names.

        None for one that meets a count or leaves the grid, and for one that is no better than
        ``least`` with its ``cost``. Nothing is called for a place: there are many.
        """
        hidden, left, up = 0.0, 1 - self._room.mark[0], self._room.mark[1]
        columns, rows, right, low = self._columns, self._rows, self._right, self._low
        counted, taken = self._counted, self._taken
        for x, y in _along(start, curves):
            if not (0 < x < columns and 0 < y < rows):
                return None
            column, row = int(x), int(y)
            across, upward = x - column, y - row
            if across < right and upward > low and (column + 1, row + 1) in counted:
                return None
            if (int(x / _NEAR), int(y / _NEAR)) in taken:
                hidden += _SHARED
            if upward < up and across > left:
                hidden += _NAME
            if cost + hidden >= least:
                return None
        return hidden

    def labelled(self, laid: Sequence[Route]) -> Iterator[Route]:
        """The same with the places of their numbers, none of which lies on another or a count."""
        width, height = self._room.label
        heads = [route.curves[-1][1] for route in laid]
        taken = [_around(head, 0.2, 0.2) for head in heads]
        taken += [_around(route.start, 0.12, 0.12) for route in laid]
        for route in laid:
            place = self._place(route, taken) if route.bundle.count >= LABEL_LEAST else None
            if place is not None:
                taken.append(_around(place, width, height))
            yield Route(route.bundle, route.start, route.curves, place)

    def _place(self, route: Route, taken: Sequence[_Box]) -> Point | None:
        """Where the number of an arrow stands: on no name of a level, if that can be."""
        places = tuple(_along(route.start, route.curves))
        near = self._near(places, taken)
        second_best = None
        for place, box in self._beside(places):
            if _lies_on(box, near) or not self._within(box):
                continue
            if not self._on_mark(box):
                return place
            second_best = second_best or place
        return second_best

    def _near(
        self, places: Sequence[tuple[float, float]], taken: Sequence[_Box]
    ) -> tuple[_Box, ...]:
        """What of the taken a number beside these places could lie on."""
        width, height = self._room.label
        across, up = width / 2 + _FARTHEST, height / 2 + _FARTHEST
        columns, rows = [x for x, _ in places], [y for _, y in places]
        region = (
            *(min(columns) - across, min(rows) - up),
            *(max(columns) + across, max(rows) + up),
        )
        return tuple(box for box in taken if _overlap(box, region))

    def _beside(self, places: Sequence[tuple[float, float]]) -> Iterator[tuple[Point, _Box]]:
        """Places on an arrow and beside it, from its middle on, each with what a number takes."""
        width, height = self._room.label
        last = len(places) - 1
        along = []
        for share in _ALONG:
            index = round(share * last)
            before, after = places[index - 1], places[index + 1]
            across, up = after[0] - before[0], after[1] - before[1]
            length = hypot(across, up) or 1.0
            along.append((*places[index], across / length, up / length))
        for aside in _ASIDE:
            for x, y, right, up in along:
                place = Point(x - up * aside, y + right * aside)
                yield place, _around(place, width, height)

    def _within(self, box: _Box) -> bool:
        """Whether a box lies on the grid and on no count."""
        left, low, right, high = box
        if left < 0 or low < 0 or right > self._columns or high > self._rows:
            return False
        return not any(
            _overlap(box, self._count_box(spot)) for spot in _under(box) if spot in self._counted
        )

    def _on_mark(self, box: _Box) -> bool:
        """Whether a box lies on the name of a level."""
        across, up = self._room.mark
        return any(
            _overlap(
                box,
                (
                    *(spot.likelihood - across, spot.impact - 1),
                    *(float(spot.likelihood), spot.impact - 1 + up),
                ),
            )
            for spot in _under(box)
        )

    def _count_box(self, spot: Spot) -> _Box:
        left, high = spot.likelihood - 1, spot.impact
        return left, high - self._room.height, left + self._room.width, high

    def _ways(self, bundle: Bundle) -> Iterator[tuple[float, Point, _Curves]]:
        """Ways from cell to cell with what each costs by itself, the simplest first."""
        begin, end = self._anchor(bundle.start), self._anchor(bundle.end)
        length = hypot(end.x - begin.x, end.y - begin.y)
        right, up = _unit(begin, end)
        for bow in _BOWS:
            bend = bow * min(length, 2.5)
            middle = Point(
                (begin.x + end.x) / 2 - up * bend * 1.4, (begin.y + end.y) / 2 + right * bend * 1.4
            )
            first, last = _toward(begin, middle, _BEGIN), _toward(end, middle, _END)
            yield abs(bow) * _BOWED, first, ((middle, last),)
        for shift in _SHIFTS:
            yield from self._bent(begin, end, shift)

    def _bent(
        self, begin: Point, end: Point, shift: float
    ) -> Iterator[tuple[float, Point, _Curves]]:
        """Along the strips: first across and then up or down, and the other way round."""
        if abs(begin.x - end.x) < _NEAR or abs(begin.y - end.y) < _NEAR:
            return
        for corner in (Point(end.x, begin.y + shift), Point(begin.x + abs(shift), end.y)):
            first, last = _toward(begin, corner, _BEGIN), _toward(end, corner, _END)
            into, out = _toward(corner, first, 0.3), _toward(corner, last, 0.3)
            yield (
                3 + abs(shift) * 8,
                first,
                (
                    (_middle(first, into), into),
                    (corner, out),
                    (_middle(out, last), last),
                ),
            )

    def _anchor(self, spot: Spot) -> Point:
        """Where in a cell arrows begin and end."""
        return Point(spot.likelihood - 1 + self._x, spot.impact - 0.5)


def _along(start: Point, curves: _Curves) -> Iterator[tuple[float, float]]:
    """Places along a way, close enough to tell what it meets."""
    x, y = start
    yield x, y
    for (bend_x, bend_y), (end_x, end_y) in curves:
        length = hypot(bend_x - x, bend_y - y) + hypot(end_x - bend_x, end_y - bend_y)
        for one, two, three in _SHARES[min(int(length / _SPACING / 8), len(_SHARES) - 1)]:
            yield (
                one * x + two * bend_x + three * end_x,
                one * y + two * bend_y + three * end_y,
            )
        x, y = end_x, end_y


def _middle(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2)


def _unit(one: Point, other: Point) -> tuple[float, float]:
    across, up = other.x - one.x, other.y - one.y
    length = hypot(across, up) or 1.0
    return across / length, up / length


def _toward(one: Point, other: Point, distance: float) -> Point:
    right, up = _unit(one, other)
    return Point(one.x + right * distance, one.y + up * distance)


def _around(middle: Point, width: float, height: float) -> _Box:
    return (
        middle.x - width / 2,
        middle.y - height / 2,
        middle.x + width / 2,
        middle.y + height / 2,
    )


def _under(box: _Box) -> Iterator[Spot]:
    """The cells that a box touches."""
    for column in range(int(box[0]) + 1, int(box[2]) + 2):
        for row in range(int(box[1]) + 1, int(box[3]) + 2):
            yield Spot(column, row)


def _lies_on(box: _Box, others: Iterable[_Box]) -> bool:
    left, low, right, high = box
    for other_left, other_low, other_right, other_high in others:
        if left < other_right and other_left < right and low < other_high and other_low < high:
            return True
    return False


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

"""Ways of arrows, found by looking at everything: what the quicker search has to agree with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from riskbook.picturing import matrix_routes as quick
from riskbook.picturing.matrix_routes import Bundle, Point, Room, Route, Spot

_SHARED, _NAME, _LITTLE, _NEAR = 0.5, 0.35, 2.0, 0.1
_ASIDE = (0.0, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3)
_ALONG = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22)

_Curves = tuple[tuple[Point, Point], ...]
_Box = tuple[float, float, float, float]


def routes(
    found: Sequence[Bundle], size: tuple[int, int], counted: Iterable[Spot], room: Room
) -> tuple[Route, ...]:
    grid = _SlowGrid(size, frozenset(counted), room)
    laid = [grid.lay(bundle) for bundle in found]
    return tuple(grid.labelled(laid))


class _SlowGrid(quick._Grid):
    def lay(self, bundle: Bundle) -> Route:
        best: tuple[float, Point, _Curves] | None = None
        for cost, start, curves in self._ways(bundle):
            if best is not None and cost >= best[0]:
                continue
            hidden = self._all_hidden(start, curves)
            if hidden is not None and (best is None or cost + hidden < best[0]):
                best = cost + hidden, start, curves
                if hidden < _LITTLE:
                    break
        assert best is not None
        _, start, curves = best
        self._taken.update(_tile(x, y) for x, y in quick._along(start, curves))
        return Route(bundle, start, curves, None)

    def _all_hidden(self, start: Point, curves: _Curves) -> float | None:
        hidden, left, up = 0.0, 1 - self._room.mark[0], self._room.mark[1]
        for x, y in quick._along(start, curves):
            if self._meets(x, y):
                return None
            hidden += _SHARED * (_tile(x, y) in self._taken)
            hidden += _NAME * (y % 1 < up and x % 1 > left)
        return hidden

    def _meets(self, x: float, y: float) -> bool:
        if not (0 < x < self._columns and 0 < y < self._rows):
            return True
        column, row = int(x), int(y)
        return (
            x - column < self._right
            and y - row > self._low
            and (column + 1, row + 1) in self._counted
        )

    def _place(self, route: Route, taken: Sequence[_Box]) -> Point | None:
        second_best = None
        for place, box in self._all_beside(route):
            if any(quick._overlap(box, other) for other in taken) or not self._within(box):
                continue
            if not self._on_mark(box):
                return place
            second_best = second_best or place
        return second_best

    def _all_beside(self, route: Route) -> Iterator[tuple[Point, _Box]]:
        width, height = self._room.label
        points = route.points
        for aside in _ASIDE:
            for share in _ALONG:
                index = round(share * (len(points) - 1))
                before, here, after = points[index - 1], points[index], points[index + 1]
                right, up = quick._unit(before, after)
                place = Point(here.x - up * aside, here.y + right * aside)
                yield place, quick._around(place, width, height)


def _tile(x: float, y: float) -> tuple[int, int]:
    return int(x / _NEAR), int(y / _NEAR)

"""How the edges of a flow go: through the channels between its columns and rows.

Column ``c`` lies between channels ``c`` and ``c + 1`` across the flow (gaps), row ``r`` between
channels ``r`` and ``r + 1`` along it (rails). An edge leaves its source at the end. What goes on
enters its target in front; what goes back, or stays in its column, enters at a side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from riskbook.picturing.flow_order import Edge, Grid


class Entry(Enum):
    """Where an edge enters its target: in front, or at the side of the smaller or greater row."""

    FRONT = 0
    BEFORE = -1
    AFTER = 1


class Route(NamedTuple):
    """The way of one edge: the gap where it first turns, the rail, the gap where it last turns.

    A straight edge turns nowhere; one that turns once has ``gap`` only; one that enters at a side
    comes from its rail.
    """

    edge: int
    source: int
    target: int
    entry: Entry
    gap: int | None = None
    rail: int | None = None
    last: int | None = None

    @property
    def straight(self) -> bool:
        """Whether it turns nowhere."""
        return self.gap is None


class Port(NamedTuple):
    """Where a node is left: by one edge with a label, or by all its edges without one.

    ``heading`` is -1 towards smaller rows, 1 towards greater ones, 0 straight on.
    """

    routes: tuple[Route, ...]
    label: int | None
    heading: int


def routes(grid: Grid, edges: Sequence[Edge]) -> tuple[Route, ...]:
    """The way of each edge, in their order."""
    taken: dict[int, list[int]] = defaultdict(list)
    for column, row in sorted(zip(grid.column, grid.row, strict=True)):
        taken[row].append(column)
    joined: set[Edge] = set()
    found = []
    for number, (source, target) in enumerate(edges):
        route = _route(grid, taken, number, source, target)
        if route.straight and (source, target) in joined:
            route = Route(number, source, target, Entry.FRONT, grid.column[source] + 1)
        joined.add((source, target))
        found.append(route)
    return tuple(found)


def ports(grid: Grid, ways: Sequence[Route], labelled: Sequence[bool]) -> dict[int, list[Port]]:
    """The ports of each node that is left, from the smaller rows to the greater."""
    leaving: dict[int, list[Route]] = defaultdict(list)
    for route in ways:
        leaving[route.source].append(route)
    return {
        source: sorted(_ports(grid, mine, labelled), key=lambda port: _place(grid, port))
        for source, mine in leaving.items()
    }


def before_in_row(grid: Grid) -> Mapping[int, int]:
    """For each node the one that stands before it in its row, if there is one."""
    order = sorted(range(len(grid.row)), key=lambda node: (grid.row[node], grid.column[node]))
    return {node: other for other, node in pairwise(order) if grid.row[node] == grid.row[other]}


def _route(
    grid: Grid, taken: Mapping[int, list[int]], number: int, source: int, target: int
) -> Route:
    start, end = grid.column[source], grid.column[target]
    here, there = grid.row[source], grid.row[target]
    if end <= start:
        above = here <= there
        rail, entry = (there, Entry.BEFORE) if above else (there + 1, Entry.AFTER)
        return Route(number, source, target, entry, start + 1, rail)
    if here == there and _free(taken[here], start, end):
        return Route(number, source, target, Entry.FRONT)
    if _free(taken[here], start, end):
        return Route(number, source, target, Entry.FRONT, end)
    if _free(taken[there], start, end):
        return Route(number, source, target, Entry.FRONT, start + 1)
    rail = there + 1 if there < here else there if there > here else here + 1
    return Route(number, source, target, Entry.FRONT, start + 1, rail, end)


def _free(columns: list[int], start: int, end: int) -> bool:
    """Whether nothing stands in a row between two columns, neither of them counted."""
    place = bisect_left(columns, start + 1)
    return place == len(columns) or columns[place] >= end


def _ports(grid: Grid, leaving: Sequence[Route], labelled: Sequence[bool]) -> list[Port]:
    plain = tuple(route for route in leaving if not labelled[route.edge])
    found = [
        Port((route,), route.edge, _heading(grid, route))
        for route in leaving
        if labelled[route.edge]
    ]
    if plain:
        headings = {_heading(grid, route) for route in plain}
        found.append(Port(plain, None, headings.pop() if len(headings) == 1 else 0))
    return found


def _heading(grid: Grid, route: Route) -> int:
    if route.straight:
        return 0
    here = grid.row[route.source]
    if route.rail is not None:
        return -1 if route.rail <= here else 1
    return -1 if grid.row[route.target] < here else 1


def _place(grid: Grid, port: Port) -> tuple[int, int, int, int]:
    """What goes back turns outermost; of the others, what goes farther."""
    route = port.routes[0]
    back = route.entry is not Entry.FRONT
    row = grid.row[route.target]
    return port.heading, port.heading if back else 0, row, route.edge

"""Where the nodes of a flow stand: columns along it, rows across it.

Nodes and edges are numbers here: an edge is the pair of its source and its target. The way is
Sugiyama's (Sugiyama, Tagawa and Toda 1981): set aside what goes back, give each node the length of
the longest path to it, then order across by the middle of the neighbours. Rows belong to lanes,
and every node keeps a cell of its own.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SWEEPS = 8
"""How often the neighbours are asked, there and back."""

Edge = tuple[int, int]


class Grid(NamedTuple):
    """The column and the row of each node; ``lane_of`` is the lane of each row."""

    column: tuple[int, ...]
    row: tuple[int, ...]
    columns: int
    lane_of: tuple[int, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.lane_of)


def in_lanes(lanes: Sequence[int], edges: Sequence[Edge]) -> Grid:
    """Columns by the longest path, rows within lanes; ``lanes`` has the lane of each node."""
    column = _columns(len(lanes), _onward(len(lanes), edges))
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, lane in enumerate(lanes):
        cells[lane, column[node]].append(node)
    height = [0] * (max(lanes, default=-1) + 1)
    for (lane, _), nodes in cells.items():
        height[lane] = max(height[lane], len(nodes))
    first = [sum(height[:lane]) for lane in range(len(height))]
    lane_of = tuple(lane for lane, rows in enumerate(height) for _ in range(rows))
    row = _rows(cells, first, height, column, edges)
    return Grid(tuple(column), tuple(row), max(column, default=-1) + 1, lane_of)


def in_file(count: int, edges: Sequence[Edge]) -> Grid:
    """One node after the other in a single row, none before what leads to it."""
    onward = _onward(count, edges)
    waiting = [0] * count
    after: dict[int, list[int]] = defaultdict(list)
    for source, target in onward:
        waiting[target] += 1
        after[source].append(target)
    ready = [node for node in range(count) if not waiting[node]]
    column = [0] * count
    for place in range(count):
        node = heapq.heappop(ready)
        column[node] = place
        for target in after[node]:
            waiting[target] -= 1
            if not waiting[target]:
                heapq.heappush(ready, target)
    return Grid(tuple(column), (0,) * count, count, (0,))


def _onward(count: int, edges: Sequence[Edge]) -> list[Edge]:
    """The edges without those that close a circle: the author's order says which these are."""
    circle = _circles(count, edges)
    return [
        (source, target)
        for source, target in edges
        if circle[source] != circle[target] or source < target
    ]


def _columns(count: int, onward: Sequence[Edge]) -> list[int]:
    """The longest path to each node; what nothing leads to stands just before what it leads to."""
    waiting = [0] * count
    after: dict[int, list[int]] = defaultdict(list)
    for source, target in onward:
        waiting[target] += 1
        after[source].append(target)
    first = [not number for number in waiting]
    column = [0] * count
    ready = [node for node in range(count) if first[node]]
    for node in ready:
        for target in after[node]:
            column[target] = max(column[target], column[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for node in range(count):
        if first[node] and after[node]:
            column[node] = min(column[target] for target in after[node]) - 1
    return column


def _circles(count: int, edges: Sequence[Edge]) -> list[int]:
    """A number for each node, the same for nodes that lead to one another (Kosaraju's way)."""
    after: list[list[int]] = [[] for _ in range(count)]
    before: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        after[source].append(target)
        before[target].append(source)
    seen = [False] * count
    left = [node for start in range(count) for node in _reached(start, after, seen)]
    circle = [0] * count
    seen = [False] * count
    for start in reversed(left):
        for node in _reached(start, before, seen):
            circle[node] = start
    return circle


def _reached(start: int, after: Sequence[Sequence[int]], seen: list[bool]) -> Iterator[int]:
    """What is reached from a node and was not seen before, each when all beyond it has been."""
    if seen[start]:
        return
    seen[start] = True
    path = [(start, iter(after[start]))]
    while path:
        node, onward = path[-1]
        target = next((other for other in onward if not seen[other]), None)
        if target is None:
            path.pop()
            yield node
        else:
            seen[target] = True
            path.append((target, iter(after[target])))


def _rows(
    cells: dict[tuple[int, int], list[int]],
    first: Sequence[int],
    height: Sequence[int],
    column: Sequence[int],
    edges: Sequence[Edge],
) -> list[int]:
    """Rows that bring neighbours in line; the best of the sweeps, the first among equals."""
    row = [0] * len(column)
    for (lane, _), nodes in cells.items():
        for place, node in enumerate(nodes):
            row[node] = first[lane] + place
    before: dict[int, list[int]] = defaultdict(list)
    after: dict[int, list[int]] = defaultdict(list)
    for source, target in edges:
        if column[source] < column[target]:
            before[target].append(source)
            after[source].append(target)
    best, least = list(row), _cost(row, column, edges)
    places = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    for sweep in range(SWEEPS):
        asked = before if sweep % 2 == 0 else after
        for lane, layer in places if sweep % 2 == 0 else reversed(places):
            nodes = cells[lane, layer]
            wish = {
                node: _middle([row[other] for other in asked[node]], row[node]) for node in nodes
            }
            nodes.sort(key=lambda node: (wish[node], row[node]))
            kept = _placed([wish[node] - first[lane] for node in nodes], height[lane])
            for node, place in zip(nodes, kept, strict=True):
                row[node] = first[lane] + place
        cost = _cost(row, column, edges)
        if cost < least:
            best, least = list(row), cost
    return best


def _middle(rows: list[int], otherwise: int) -> float:
    return sum(rows) / len(rows) if rows else float(otherwise)


def _placed(wishes: Sequence[float], height: int) -> list[int]:
    """A place for each wish, in their order, with the least total distance from them."""
    spare = height - len(wishes)
    costs = [[0.0] * (spare + 1)]
    for number, wish in enumerate(wishes):
        line: list[float] = []
        for empty in range(spare + 1):
            here = costs[-1][empty] + abs(number + empty - wish)
            line.append(min(here, line[-1]) if line else here)
        costs.append(line)
    places: list[int] = []
    empty = spare
    for number in range(len(wishes), 0, -1):
        while empty and costs[number][empty - 1] <= costs[number][empty]:
            empty -= 1
        places.append(number - 1 + empty)
    return places[::-1]


def _cost(row: Sequence[int], column: Sequence[int], edges: Sequence[Edge]) -> tuple[int, int]:
    """Crossings between neighbouring columns first, then how far the edges go across."""
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for source, target in edges:
        if column[source] < column[target]:
            between[column[source]].append((row[source], row[target]))
    crossings = sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for pairs in between.values()
        for number, one in enumerate(pairs)
        for other in pairs[:number]
    )
    return crossings, sum(abs(row[source] - row[target]) for source, target in edges)

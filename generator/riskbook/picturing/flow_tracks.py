"""Tracks in the channels of a flow: lines that run side by side, in an order that crosses little.

All edges into one target share a strand in a channel: they join before they arrive. Places are
ordinals: along the flow gap ``c`` is ``2c`` and column ``c`` is ``2c + 1``; across it rail ``r``
and row ``r`` likewise. Two strands that meet in one ordinal lie on tracks of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from riskbook.picturing.flow_order import Grid
from riskbook.picturing.flow_routes import Entry, Route

PASSES = 30
"""How often neighbouring strands are offered to change places, at most."""


class Channel(Enum):
    """What lies between columns, and what lies between rows."""

    GAP = "gap"
    RAIL = "rail"


Key = tuple[Channel, int, int]
"""A strand: the kind and number of its channel, and the target of its edges."""


class Tracks(NamedTuple):
    """The track of each strand, and how many tracks each channel has."""

    track: Mapping[Key, int]
    gaps: tuple[int, ...]
    rails: tuple[int, ...]


@dataclass(slots=True)
class _Strand:
    """Where a strand is joined: ``before`` from the smaller side, ``after`` from the greater."""

    before: set[float]
    after: set[float]

    @property
    def low(self) -> float:
        return min(self.before | self.after)

    @property
    def high(self) -> float:
        return max(self.before | self.after)


def tracks(
    grid: Grid, ways: Sequence[Route], leaves: Sequence[float], enters: Sequence[float]
) -> Tracks:
    """Tracks for all strands. ``leaves`` and ``enters`` are offsets: of edges, and of nodes."""
    strands: dict[Key, _Strand] = defaultdict(lambda: _Strand(set(), set()))
    for route in ways:
        _add(strands, grid, route, leaves[route.edge], enters[route.target])
    channels: dict[tuple[Channel, int], list[Key]] = defaultdict(list)
    for key in sorted(strands, key=lambda key: (key[0].value, *key[1:])):
        channels[key[:2]].append(key)
    track: dict[Key, int] = {}
    counts = {Channel.GAP: [0] * (grid.columns + 1), Channel.RAIL: [0] * (grid.rows + 1)}
    for (kind, number), keys in channels.items():
        found = _assigned([strands[key] for key in keys])
        track |= dict(zip(keys, found, strict=True))
        counts[kind][number] = max(found) + 1
    return Tracks(track, tuple(counts[Channel.GAP]), tuple(counts[Channel.RAIL]))


def _add(
    strands: Mapping[Key, _Strand], grid: Grid, route: Route, leaves: float, enters: float
) -> None:
    if route.gap is None:
        return
    row, target_row = grid.row[route.source], grid.row[route.target]
    start = 2 * row + 1 + leaves / 10_000
    end = 2 * target_row + 1 + enters / 10_000
    first = strands[Channel.GAP, route.gap, route.target]
    first.before.add(start)
    if route.rail is None:
        first.after.add(end)
        return
    rail = strands[Channel.RAIL, route.rail, route.target]
    (rail.before if row < route.rail else rail.after).add(2.0 * route.gap)
    if route.last is None:
        first.before.add(2.0 * route.rail)
        side = -0.1 if route.entry is Entry.BEFORE else 0.1
        onward = rail.before if target_row < route.rail else rail.after
        onward.add(2 * grid.column[route.target] + 1 + side)
        return
    first.after.add(2.0 * route.rail)
    (rail.before if target_row < route.rail else rail.after).add(2.0 * route.last)
    last = strands[Channel.GAP, route.last, route.target]
    last.before.add(2.0 * route.rail)
    last.after.add(end)


def _assigned(strands: Sequence[_Strand]) -> list[int]:
    """The track of each strand: ordered for few crossings, then moved up as far as it goes."""
    spans = [(round(strand.low), round(strand.high)) for strand in strands]
    bounds = [(strand.low, strand.high) for strand in strands]

    def meet(one: int, other: int) -> bool:
        return spans[one][0] <= spans[other][1] and spans[other][0] <= spans[one][1]

    def crossings(first: int, second: int) -> int:
        (low, high), (other_low, other_high) = bounds[first], bounds[second]
        return sum(low < place < high for place in strands[second].before) + sum(
            other_low < place < other_high for place in strands[first].after
        )

    order = sorted(range(len(strands)), key=lambda number: (bounds[number], number))
    for _ in range(PASSES):
        moved = False
        for place in range(len(order) - 1):
            one, other = order[place : place + 2]
            if meet(one, other) and crossings(other, one) < crossings(one, other):
                order[place : place + 2] = [other, one]
                moved = True
        if not moved:
            break
    track = [0] * len(strands)
    for place, number in enumerate(order):
        track[number] = max(
            (track[other] + 1 for other in order[:place] if meet(number, other)), default=0
        )
    return track

"""Where on a node's sides its edges leave and enter: offsets from its middle, across the flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from riskbook.picturing.flow_order import Grid
from riskbook.picturing.flow_routes import Entry, Port, Route, before_in_row

PITCH = 14.0
"""Pixels between two edges that leave a node, at least."""

ROOM = 8.0
"""Pixels that a label keeps from the edge before its own, both sides together."""

APART = 5.5
"""Pixels between an edge that leaves and one that enters, in the same row."""

ASIDE = 9.0
"""Pixels that an entry moves aside, where the middle is taken."""

MARGIN = 9.0
"""Pixels from the outermost edge to the corner."""


def leaving(here: Sequence[Port], breadths: Sequence[float]) -> tuple[float, ...]:
    """Offsets of a node's ports; ``breadths`` has the room that each edge's label takes.

    A label stands before its own edge. The port that goes straight on is in the middle.
    """
    steps = [_before(port, breadths) for port in here]
    offsets = [sum(steps[1 : number + 1]) for number in range(len(here))]
    middle = next(
        (number for number, port in enumerate(here) if any(r.straight for r in port.routes)), None
    )
    if middle is None and len(here) == 1:
        middle = 0
    if middle is None:
        middle = next((number for number, port in enumerate(here) if not port.heading), None)
    centre = (
        offsets[middle] if middle is not None else (offsets[-1] - _label(here[0], breadths)) / 2
    )
    return tuple(offset - centre for offset in offsets)


def least_breadth(
    here: Sequence[Port], offsets: Sequence[float], breadths: Sequence[float]
) -> float:
    """How broad a node must be for its ports and the labels at them."""
    if not here:
        return 0.0
    top = offsets[0] - _label(here[0], breadths)
    return 2 * (max(-top, offsets[-1], 0.0) + MARGIN)


def entering(
    grid: Grid,
    ways: Sequence[Route],
    exits: Mapping[int, Sequence[Port]],
    offsets: Mapping[int, Sequence[float]],
) -> tuple[float, ...]:
    """The offset at which each node is entered in front, never that of an edge it would run into.

    What could be run into are the edges that leave the node before it in its row.
    """
    before = before_in_row(grid)
    above: dict[int, int] = {}
    straight: set[int] = set()
    for route in ways:
        if route.entry is Entry.FRONT:
            rise = grid.row[route.source] - grid.row[route.target]
            above[route.target] = above.get(route.target, 0) + rise
        if route.straight:
            straight.add(route.target)
    found = []
    for node in range(len(grid.row)):
        other = before.get(node)
        if node not in above or node in straight or other is None or other not in exits:
            found.append(0.0)
            continue
        side = ASIDE if above[node] > 0 else -ASIDE
        taken = sorted(offsets[other])
        wishes = (0.0, side, -side, *((one + two) / 2 for one, two in pairwise(taken)))
        found.append(
            next(
                (wish for wish in wishes if all(abs(wish - use) >= APART for use in taken)),
                taken[-1] + ASIDE,
            )
        )
    return tuple(found)


def _before(port: Port, breadths: Sequence[float]) -> float:
    return max(PITCH, _label(port, breadths))


def _label(port: Port, breadths: Sequence[float]) -> float:
    return breadths[port.label] + ROOM if port.label is not None else 0.0

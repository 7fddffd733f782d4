"""A tall flow cut into sheets of paper, between its nodes."""

from __future__ import annotations

from itertools import pairwise

from riskbook.picturing.flow_layout import FlowLayout

FIRST = 1.0
"""How high the first sheet is, in widths of the flow: the head of the page stands above it."""

NEXT = 1.3
"""The same for the others: what an upright A4 page has between its margins."""


def sheets(layout: FlowLayout) -> tuple[tuple[float, float], ...]:
    """Where each sheet begins and how high it is, in pixels; none where one sheet holds all."""
    if layout.height <= FIRST * layout.width:
        return ()
    clear = _clear(layout)
    cuts = [0.0]
    while layout.height - cuts[-1] > (room := layout.width * (FIRST if len(cuts) == 1 else NEXT)):
        end = cuts[-1] + room
        cuts.append(max((cut for cut in clear if cuts[-1] < cut <= end), default=end))
    return tuple((top, below - top) for top, below in pairwise((*cuts, layout.height)))


def _clear(layout: FlowLayout) -> list[float]:
    """The heights at which neither a node nor a label stands, in the middle between those."""
    parts = [(box.y, box.y + box.height) for box in layout.boxes]
    parts += [(label.y, label.y + label.height) for label in layout.labels]
    parts.sort()
    found: list[float] = []
    reached = parts[0][1] if parts else 0.0
    for top, bottom in parts:
        if top > reached:
            found.append(round((reached + top) / 2, 1))
        reached = max(reached, bottom)
    return found

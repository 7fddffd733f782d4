"""A tall flow cut into sheets of paper, between its nodes."""

from __future__ import annotations

from itertools import pairwise

from riskbook.picturing.flow_layout import FlowLayout

PAPER = 680.0
"""Pixels between the margins of an upright A4 page, across; what is wider is printed smaller."""

FIRST = 680.0
"""Pixels of the first page that a flow may take, below the head of the page it stands on."""

NEXT = 900.0
"""The same for the pages that follow."""


def sheets(layout: FlowLayout) -> tuple[tuple[float, float], ...]:
    """Where each sheet begins and how high it is, in pixels; none where one sheet holds all."""
    scale = min(1.0, PAPER / layout.width)
    if layout.height * scale <= FIRST:
        return ()
    clear = _clear(layout)
    cuts = [0.0]
    while layout.height - cuts[-1] > (room := (FIRST if len(cuts) == 1 else NEXT) / scale):
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

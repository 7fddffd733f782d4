"""What an image is made of: tiles side by side, shapes on top of them, and words on top of all.

Lengths are inches from the lower left corner, breadths of lines and sizes of type points. Nothing
is drawn here: :mod:`riskbook.picturing.painting` does that, once for each format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Place: TypeAlias = tuple[float, float]

MOVE, LINE, BEND, CURVE, CLOSE = 1, 2, 3, 4, 79
"""Steps of an outline, as matplotlib counts them; a bend has one control point, a curve two."""

_ROUND = 4 / 3 * (2**0.5 - 1)
"""How far off the control points of a quarter of a circle are, in parts of its radius."""


class Outline(NamedTuple):
    """A line, open or closed: a step for each place."""

    places: tuple[Place, ...]
    steps: tuple[int, ...]


class Style(NamedTuple):
    """How an outline looks: ``#rrggbb`` within it and on its line, "" for none.

    ``hatch`` is a pattern as matplotlib spells it, in the colour ``hatch_ink``.
    """

    fill: str = ""
    ink: str = ""
    breadth: float = 0.0
    hatch: str = ""
    hatch_ink: str = "#000000"


class Words(NamedTuple):
    """A line of text on its baseline; ``align`` says where ``x`` is: left, center or right."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    align: str = "left"


@dataclass(slots=True)
class Board:
    """An image as it comes to be, so wide and so high."""

    width: float
    height: float
    tiles: dict[Style, list[Outline]] = field(default_factory=dict)
    shapes: list[tuple[Style, Outline]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def tile(self, style: Style, outline: Outline) -> None:
        """Lay a tile that lies on no other: those that look alike are drawn at once."""
        self.tiles.setdefault(style, []).append(outline)

    def shape(self, style: Style, outline: Outline) -> None:
        """Lay a shape on all that lie there already."""
        self.shapes.append((style, outline))

    def write(self, words: Words) -> None:
        """Set a line of text."""
        self.words.append(words)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Outline:
    """A box with round corners."""
    right, top, r = x + width, y + height, radius
    return Outline(
        (
            *((x + r, y), (right - r, y), (right, y), (right, y + r)),
            *((right, top - r), (right, top), (right - r, top)),
            *((x + r, top), (x, top), (x, top - r)),
            *((x, y + r), (x, y), (x + r, y), (x + r, y)),
        ),
        (MOVE, *(LINE, BEND, BEND) * 4, CLOSE),
    )


def polygon(corners: Sequence[Place]) -> Outline:
    """Straight lines around."""
    steps = (MOVE, *(LINE,) * (len(corners) - 1), CLOSE)
    return Outline((*corners, corners[0]), steps)


def disc(x: float, y: float, radius: float) -> Outline:
    """A circle, of four curves."""
    r, c = radius, radius * _ROUND
    around = (
        *((c, -r), (r, -c), (r, 0.0), (r, c), (c, r), (0.0, r)),
        *((-c, r), (-r, c), (-r, 0.0), (-r, -c), (-c, -r), (0.0, -r)),
    )
    places = ((0.0, -r), *around, (0.0, -r))
    return Outline(
        tuple((x + across, y + up) for across, up in places),
        (MOVE, *(CURVE,) * 12, CLOSE),
    )


def joined(outlines: Sequence[Outline]) -> Outline:
    """Several as one."""
    return Outline(
        tuple(place for outline in outlines for place in outline.places),
        tuple(step for outline in outlines for step in outline.steps),
    )

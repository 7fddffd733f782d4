"""Where everything of a bow-tie stands: boxes as high as their words, none upon another.

Each way has a row of its own: its cause (or consequence), and the wall of its barriers between that
and the event. The rows of a side are centred on the event. Lengths are in CSS pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from riskbook.picturing.bow_tie_parts import Barrier, BowTie, Way
from riskbook.picturing.flow_text import Type, block

END = 196.0
"""How wide a cause or a consequence is."""

REACH = 22.0
"""From there to its wall: room for a line and the head of an arrow."""

WALL = 176.0
"""How wide the wall of the barriers is."""

FAN = 46.0
"""From the walls to the event: room for the lines to come together."""

KNOT = 156.0
"""How wide the event is."""

MARGIN = 2.0
"""Around everything, for lines that are broader than a pixel."""

HEAD = 26.0
"""How high the names of the columns are."""

PADDING = 12.0
"""Between a box and its words, left and right."""

INSIDE = 8.0
"""The same above and below."""

APART = 14.0
"""From row to row."""

JOINT = 4.0
"""From barrier to barrier in a wall."""

LEAST = 34.0
"""The least height of a row: words stand above the line where there is no barrier."""

_ALL = 999
"""More lines than a text can have: nothing is cut, the box grows."""


class Words(NamedTuple):
    """Lines of text: small ones first, then the title."""

    small: tuple[str, ...]
    large: tuple[str, ...]

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the bottom of the last."""
        return float(len(self.small) * Type.CAPTION.pitch + len(self.large) * Type.TITLE.pitch)


class Box(NamedTuple):
    """A box and what is written in it."""

    x: float
    y: float
    width: float
    height: float
    words: Words


class Brick(NamedTuple):
    """A barrier in its wall."""

    box: Box
    barrier: Barrier


class Row(NamedTuple):
    """A way: its line runs at ``middle``, past ``wall`` (left and right edge) to or from the event.

    ``top`` and ``bottom`` are those of the wall, both ``middle`` where there is none.
    """

    way: Way
    end: Box
    bricks: tuple[Brick, ...]
    middle: float
    top: float
    bottom: float


class Side(NamedTuple):
    """One side: the left edges of its ends and of its walls, and its rows from top to bottom."""

    end: float
    wall: float
    rows: tuple[Row, ...]


class BowTieLayout(NamedTuple):
    """Everything in its place."""

    width: float
    height: float
    knot: Box
    causes: Side
    consequences: Side


def lay_out(tie: BowTie) -> BowTieLayout:
    """The places of everything; a side without a way takes no room."""
    across = END + REACH + WALL + FAN
    left = MARGIN + (across if tie.causes else 0.0)
    right = left + KNOT
    width = right + (across if tie.consequences else 0.0) + MARGIN
    written = _written(tie.headings.event, tie.event, KNOT)
    high = written.height + 2 * INSIDE
    before, after = _measured(tie.causes), _measured(tie.consequences)
    tallest = max(high, _height_of(before), _height_of(after))
    middle = HEAD + tallest / 2
    return BowTieLayout(
        width=width,
        height=HEAD + tallest + MARGIN,
        knot=Box(left, middle - high / 2, KNOT, high, written),
        causes=_side(before, MARGIN, MARGIN + END + REACH, middle),
        consequences=_side(after, right + FAN + WALL + REACH, right + FAN, middle),
    )


class _Measured(NamedTuple):
    """A way with its words in lines: those of its end, and those of each barrier."""

    way: Way
    end: Words
    bricks: tuple[Words, ...]

    @property
    def wall(self) -> float:
        """How high its wall is."""
        high = sum(words.height + 2 * INSIDE for words in self.bricks)
        return high + JOINT * max(0, len(self.bricks) - 1)

    @property
    def height(self) -> float:
        """How high its row is."""
        return max(LEAST, self.end.height + 2 * INSIDE, self.wall)


def _measured(ways: Sequence[Way]) -> tuple[_Measured, ...]:
    return tuple(
        _Measured(
            way,
            _written(way.id, way.what, END),
            tuple(_written(each.caption, each.title, WALL) for each in way.barriers),
        )
        for way in ways
    )


def _height_of(ways: Sequence[_Measured]) -> float:
    return sum(each.height for each in ways) + APART * max(0, len(ways) - 1)


def _side(ways: Sequence[_Measured], end: float, wall: float, middle: float) -> Side:
    rows = []
    top = middle - _height_of(ways) / 2
    for each in ways:
        rows.append(_row(each, end, wall, top + each.height / 2))
        top += each.height + APART
    return Side(end, wall, tuple(rows))


def _row(measured: _Measured, end: float, wall: float, middle: float) -> Row:
    way, tall = measured.way, measured.wall
    high = measured.end.height + 2 * INSIDE
    y = middle - tall / 2
    bricks = []
    for barrier, words in zip(way.barriers, measured.bricks, strict=True):
        box = Box(wall, y, WALL, words.height + 2 * INSIDE, words)
        bricks.append(Brick(box, barrier))
        y += box.height + JOINT
    return Row(
        way,
        Box(end, middle - high / 2, END, high, measured.end),
        tuple(bricks),
        middle,
        middle - tall / 2,
        middle + tall / 2,
    )


def _written(small: str, large: str, across: float) -> Words:
    room = across - 2 * PADDING
    return Words(
        block(small, Type.CAPTION, room, _ALL).lines, block(large, Type.TITLE, room, _ALL).lines
    )

"""The answers to a checklist drawn: a small square for each question, the good ones first.

A full square is a yes, half a one partly, an empty one a no; a dash does not apply, and a dotted
square is a question that nobody has answered. What it shows stands beside it in words, so the
drawing is for the eye only.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Square(Enum):
    """What a square stands for, in the order in which they are drawn."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"
    OPEN = "open"


SIDE = 12
"""Pixels of a square."""

STEP = 15
"""Pixels from one square to the next."""

IN_A_ROW = 10
"""Squares before the next row: as many as a telephone has room for beside a label."""

_SHAPES = {
    Square.YES: '<path d="M0 0h12v12H0z" fill="var(--good)"/>',
    Square.PARTLY: '<path d="M.75.75h10.5v10.5H.75z" fill="none" stroke="var(--warn)"'
    ' stroke-width="1.5"/><path d="M0 12V0l12 12z" fill="var(--warn)"/>',
    Square.NO: '<path d="M.75.75h10.5v10.5H.75z" fill="none" stroke="var(--bad)"'
    ' stroke-width="1.5"/>',
    Square.NOT_APPLICABLE: '<path d="M2 6h8" stroke="var(--muted)" stroke-width="1.5"/>',
    Square.OPEN: '<path d="M.5.5h11v11H.5z" fill="none" stroke="var(--muted)"'
    ' stroke-dasharray="1.5 2"/>',
}


def draw_answers(counts: Mapping[Square, int]) -> str:
    """The squares as an SVG element; ``""`` where nothing was asked."""
    squares = [square for square in Square for _ in range(counts.get(square, 0))]
    if not squares:
        return ""
    columns = min(len(squares), IN_A_ROW)
    rows = -(-len(squares) // IN_A_ROW)
    width, height = columns * STEP - STEP + SIDE, rows * STEP - STEP + SIDE
    drawn = (
        f'<g transform="translate({index % IN_A_ROW * STEP} {index // IN_A_ROW * STEP})">'
        f"{_SHAPES[square]}</g>"
        for index, square in enumerate(squares)
    )
    return (
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' aria-hidden="true">{"".join(drawn)}</svg>'
    )

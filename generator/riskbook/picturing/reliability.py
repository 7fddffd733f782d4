"""What was stated beside what happened, drawn: a row for each step, as SVG of any width.

Places are parts of the width and letters have a size, so that one drawing serves a telephone, a
wide page and paper. A faint bar is the band that a step states, a dot what was observed, the line
through it the interval of the true value. It follows the colour of the text around it. To a reader
who does not see it the drawing is one image with a name; the page has the same as a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

ROW = 46
"""Pixels that a row is high: a line of words, and the marks below it."""

FOOT = 36
"""Pixels of the scale below the rows, and the air below that."""

EDGE = 4.0
"""Per cent of the width left free on either side, so that a mark at the end is whole."""


class Stated(NamedTuple):
    """One step: its name, its band, what was observed and between which values it truly lies.

    All values are probabilities, from 0 to 1.
    """

    name: str
    low: float
    high: float
    observed: float
    seen_low: float
    seen_high: float


def draw_reliability(rows: Sequence[Stated], title: str, scale: Sequence[tuple[float, str]]) -> str:
    """The drawing as an SVG element; ``scale`` are values with their words, for the lines."""
    height = ROW * len(rows) + FOOT
    return "".join(
        (
            f'<svg width="100%" height="{height}" fill="currentColor" font-size="13" role="img"',
            f' aria-label="{escape(title)}"><title>{escape(title)}</title>',
            *_scale(scale, ROW * len(rows)),
            *(part for number, row in enumerate(rows) for part in _row(row, number * ROW)),
            "</svg>",
        )
    )


def _scale(scale: Sequence[tuple[float, str]], bottom: int) -> Iterator[str]:
    for value, words in scale:
        x = _x(value)
        yield (
            f'<line x1="{x}" x2="{x}" y1="22" y2="{bottom}" stroke="currentColor"'
            ' stroke-opacity=".18"/>'
            f'<text x="{x}" y="{bottom + 16}" text-anchor="{_anchor(value)}">{escape(words)}</text>'
        )


def _row(row: Stated, top: int) -> Iterator[str]:
    middle = top + 32
    wide = f"{(row.high - row.low) * (100 - 2 * EDGE):.2f}%"
    yield (
        f'<text x="0" y="{top + 15}">{escape(row.name)}</text>'
        f'<rect x="{_x(row.low)}" y="{middle - 8}" width="{wide}" height="16" fill-opacity=".22"/>'
        f'<line x1="{_x(row.seen_low)}" x2="{_x(row.seen_high)}" y1="{middle}" y2="{middle}"'
        ' stroke="currentColor" stroke-width="2"/>'
        f'<circle cx="{_x(row.observed)}" cy="{middle}" r="5"/>'
    )


def _anchor(value: float) -> str:
    """Words at the ends of the scale lead inwards: on a telephone there is no room beside them."""
    return {0.0: "start", 1.0: "end"}.get(value, "middle")


def _x(value: float) -> str:
    """A probability as a place across the drawing."""
    return f"{EDGE + value * (100 - 2 * EDGE):.2f}%"

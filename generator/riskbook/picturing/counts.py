"""Counts of tickets, as SVG within the page: a share of all, and how many there were by month.

All of it is in the colours of the page. A month that is not whole has a column that is only
outlined: it is low because it is short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from riskbook.picturing.flow_nodes import n
from riskbook.picturing.flow_text import Type, tidy

SHARE = (120.0, 10.0)
"""Breadth and height of the drawing of a share."""

SPARK_HEIGHT = 28.0
SPARK_STEP = 12.0
"""Height of the small columns, and from the beginning of one to that of the next."""

HEIGHT, TOP, BOTTOM = 200, 24.0, 156.0
"""Of the large drawing: pixels in all, and where the highest column begins and all end."""

_COLUMN = 'fill="var(--accent)"'
_OUTLINE = 'fill="var(--accent-soft)" stroke="var(--accent)"'


@dataclass(frozen=True, slots=True)
class Column:
    """One month: how many, what it is called in one line or two, and whether all of it counts."""

    month: date
    count: int
    lines: tuple[str, ...]
    is_whole: bool


def draw_share(before: float, share: float) -> str:
    """A share of all (0 to 1) where those ``before`` it end, for the eye only.

    Below one another such bars are the steps of a Pareto chart.
    """
    across, high = SHARE
    start = min(before, 1.0) * across
    breadth = max(min(share, 1.0) * across, 1.5)
    return (
        f'<svg width="{n(across)}" height="{n(high)}" viewBox="0 0 {n(across)} {n(high)}"'
        ' aria-hidden="true">'
        f'<rect width="{n(across)}" height="{n(high)}" fill="var(--hair)"/>'
        f'<rect width="{n(start)}" height="{n(high)}" fill="var(--line)"/>'
        f'<rect x="{n(min(start, across - breadth))}" width="{n(breadth)}" height="{n(high)}"'
        f" {_COLUMN}/></svg>"
    )


def draw_small_columns(columns: Sequence[Column]) -> str:
    """A column a month, as small as a word, for the eye only; the highest is as high as it goes."""
    across = len(columns) * SPARK_STEP
    most = max((column.count for column in columns), default=0) or 1
    drawn = "".join(
        _rectangle(
            number * SPARK_STEP + 1,
            SPARK_HEIGHT - 1,
            SPARK_STEP - 3,
            column.count / most * (SPARK_HEIGHT - 3),
            _COLUMN if column.is_whole else _OUTLINE,
        )
        for number, column in enumerate(columns)
    )
    return (
        f'<svg width="{n(across)}" height="{n(SPARK_HEIGHT)}" aria-hidden="true"'
        f' viewBox="0 0 {n(across)} {n(SPARK_HEIGHT)}">'
        f'<path d="M0 {n(SPARK_HEIGHT - 0.5)}H{n(across)}" stroke="var(--line)"/>{drawn}</svg>'
    )


def draw_columns(title: str, description: str, columns: Sequence[Column]) -> str:
    """A column a month with its number above and its name below, as broad as there is room.

    ``title`` and ``description`` say to those who do not see it what they would.
    """
    most = max((column.count for column in columns), default=0) or 1
    return "".join(
        (
            f'<svg width="100%" height="{HEIGHT}" role="img" fill="currentColor"',
            f' font-size="{n(Type.CAPTION.size)}" aria-labelledby="months-title months-about">',
            f'<title id="months-title">{_said(title)}</title>',
            f'<desc id="months-about">{_said(description)}</desc>',
            '<g aria-hidden="true">',
            *(
                part
                for number, column in enumerate(columns)
                for part in _column(column, number, len(columns), most)
            ),
            f'<rect y="{n(BOTTOM)}" width="100%" height="1" fill="var(--line)"/>',
            "</g></svg>",
        )
    )


def _column(column: Column, number: int, of: int, most: int) -> Iterator[str]:
    """One column; its place across is in percent, for the browser to stretch."""
    high = column.count / most * (BOTTOM - TOP)
    left, breadth = 100 * (number + 0.2) / of, 60 / of
    middle = f"{n(100 * (number + 0.5) / of)}%"
    look = _COLUMN if column.is_whole else _OUTLINE
    yield (
        f'<rect x="{n(left)}%" y="{n(BOTTOM - high)}" width="{n(breadth)}%" height="{n(high)}"'
        f" {look}/>"
    )
    yield (
        f'<text x="{middle}" y="{n(BOTTOM - high - 6)}" text-anchor="middle">{column.count}</text>'
    )
    for line, words in enumerate(column.lines, 1):
        below = n(BOTTOM + 4 + line * Type.CAPTION.size * 1.3)
        yield (
            f'<text x="{middle}" y="{below}" text-anchor="middle" fill="var(--muted)">'
            f"{_said(words)}</text>"
        )


def _rectangle(x: float, bottom: float, breadth: float, high: float, look: str) -> str:
    return (
        f'<rect x="{n(x)}" y="{n(bottom - high)}" width="{n(breadth)}" height="{n(high)}" {look}/>'
    )


def _said(words: str) -> str:
    return escape(tidy(words))

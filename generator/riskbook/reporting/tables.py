"""A table for a terminal: columns that line up whatever the script, within the screen's width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from riskbook.reporting.cells import cells, one_line, wrap
from riskbook.reporting.screen import Screen, Tone

_GAP = "  "
_NARROWEST = 8


class Kind(Enum):
    """What a column holds: text that wraps and gives way, a word or a figure that stays whole."""

    TEXT = "text"
    WORD = "word"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and kind."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row under one column, and its tone where it has one."""

    text: str
    tone: Tone | None = None


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], screen: Screen) -> str:
    """The titles, a rule, and the rows.

    Where the screen is too narrow the widest text columns wrap, widest first, down to eight cells;
    only when that is not enough do the columns of words and figures wrap as well.
    """
    texts = [[one_line(cell.text) for cell in row] for row in rows]
    titles = [column.title for column in columns]
    widths = _widths(columns, [titles, *texts], screen.width)
    lines = [
        *_row(columns, [Cell(title, Tone.STRONG) for title in titles], widths, screen),
        screen.paint(_GAP.join("-" * width for width in widths), Tone.FAINT),
    ]
    for row in rows:
        lines.extend(_row(columns, row, widths, screen))
    return "\n".join(lines) + "\n"


def _widths(columns: Sequence[Column], rows: list[list[str]], room: int) -> list[int]:
    """The natural widths, and narrower ones where those do not fit."""
    widths = [max(map(cells, texts)) for texts in zip(*rows, strict=True)]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    texts = [index for index, column in enumerate(columns) if column.kind is Kind.TEXT]
    for shrinking, narrowest in ((texts, _NARROWEST), (range(len(columns)), 2)):
        while excess > 0:
            widest = max(shrinking, key=lambda index: widths[index], default=None)
            if widest is None or widths[widest] <= narrowest:
                break
            widths[widest] -= 1
            excess -= 1
    return widths


def _row(
    columns: Sequence[Column], row: Sequence[Cell], widths: list[int], screen: Screen
) -> list[str]:
    wrapped = [wrap(one_line(cell.text), width) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for parts in zip_longest(*wrapped, fillvalue=""):
        line = ""
        for index, part in enumerate(parts):
            gap = _GAP if index else ""
            room = widths[index] - cells(part)
            tone = row[index].tone
            painted = screen.paint(part, tone) if tone else part
            line += gap + (
                " " * room + painted if columns[index].kind is Kind.FIGURE else painted + " " * room
            )
        lines.append(line.rstrip())
    return lines

"""The cells of tables (ECMA-376 part 1, 18.3.1.4): a value, its look, the texts that it names.

A cell is looked up by its value, column by column: in ten thousand rows most values recur. Where
the number of its row goes stands a mark, which is replaced in the whole row at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import NamedTuple

from riskbook.site.downloads.styles import PLAIN, Style, Styles
from riskbook.site.downloads.table import Value

_DAY_WIDTH = 11

_FIRST_DAY = date(1899, 12, 30)

_FIRST_SOUND_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that never was; such dates are written as text."""

AT = "\0"
"""Stands for the number of a row: no text in XML can contain it."""

_END = "</v></c>"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table.

    Its width is that of its widest value, within ``least`` and ``most`` characters. ``shown``
    gives words and look of the values that have others than their own; ``link`` where a text
    leads: an address, or ``#'Sheet'!A2`` within the workbook, ``""`` for nowhere. In one that is
    ``varied`` nearly every row has a text of its own.
    """

    head: str
    style: Style = PLAIN
    least: int = 6
    most: int = 40
    shown: Mapping[Value, tuple[Value, Style]] = field(default_factory=dict)
    link: Callable[[str], str] | None = None
    varied: bool = False


class Strings:
    """Texts of a workbook, without space around them: cells name them by their place.

    ``known`` are others, which stand in the same table; these here are counted from ``first``.
    """

    def __init__(self, known: Mapping[str, int] | None = None, first: int = 0) -> None:
        self._known = known or {}
        self._own: dict[str, int] = {}
        self.first = first

    def place(self, text: str) -> int:
        """The number of a text."""
        text = text.strip()
        found = self._known.get(text)
        if found is None:
            found = self._own.setdefault(text, self.first + len(self._own))
        return found

    def of(self, texts: Iterable[str | None]) -> list[int]:
        """The numbers of many texts; -1 for None."""
        known, own, first = self._known, self._own, self.first
        found = []
        for text in texts:
            if text is None:
                found.append(-1)
                continue
            bare = text.strip()
            at = known.get(bare)
            found.append(own.setdefault(bare, first + len(own)) if at is None else at)
        return found

    def is_known(self, text: str) -> bool:
        """Whether a text is one of the others."""
        return text.strip() in self._known

    @property
    def places(self) -> Mapping[str, int]:
        """The texts that are counted here, with their numbers, in the order of their places."""
        return self._own

    @property
    def end(self) -> int:
        """The number of the next text."""
        return self.first + len(self._own)


class Row(NamedTuple):
    """A row of a table: its cells, with a mark where its number goes, and how wide they are.

    ``own`` are its texts that are not known beforehand, each behind the letters of its column.
    """

    cells: Sequence[str]
    widths: bytes
    own: Sequence[str]

    @property
    def line(self) -> bytes:
        """The whole row."""
        return f'<row r="{AT}">{"".join(self.cells)}</row>'.encode()


class Cells:
    """What makes the rows of a table."""

    def __init__(self, columns: Sequence[SheetColumn], styles: Styles, strings: Strings) -> None:
        self._columns = [
            _Cells(letter(place), column, styles, strings) for place, column in enumerate(columns)
        ]

    def rows(self, rows: Sequence[Sequence[Value]]) -> Iterator[Row]:
        """Each row, made column by column: the texts of the first come first in their table."""
        by_column = list(zip(*rows, strict=True)) or [()] * len(self._columns)
        made = [
            known.column(values) for known, values in zip(self._columns, by_column, strict=True)
        ]
        cells = zip(*(cells for cells, _, _ in made), strict=True)
        widths = zip(*(widths for _, widths, _ in made), strict=True)
        texts = [own for _, _, own in made if any(own)]
        own = zip(*texts, strict=True) if texts else [()] * len(rows)
        for row, wide, told in zip(cells, widths, own, strict=True):
            yield Row(row, bytes(wide), tuple(filter(None, told)))

    @property
    def heads(self) -> bytes:
        """The widths that the heads ask for."""
        return bytes(known.width for known in self._columns)


def widest(widths: Sequence[bytes]) -> bytes:
    """The widths that are enough for several rows."""
    return bytes(map(max, zip(*widths, strict=True)))


def letter(place: int) -> str:
    """The letters of a column, counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def width_of(text: str) -> int:
    """How wide a text is in a sheet: a Chinese character takes the room of two Latin ones."""
    lines = text.split("\n")
    if text.isascii():
        return max(map(len, lines))
    return max(
        sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in line)
        for line in lines
    )


def cell_after(value: Value, look: str, strings: Strings) -> str:
    """A cell after its place: texts are never formulas, days are days, numbers are numbers."""
    if value is None:
        return f"{look}/>"
    text = _as_text(value)
    if text is not None:
        return f'{look} t="s"><v>{strings.place(text)}{_END}'
    return f"{look}><v>{(value - _FIRST_DAY).days if isinstance(value, date) else value}{_END}"


def _as_text(value: Value) -> str | None:
    """What is written as a text; None for a day and a number that a spreadsheet knows."""
    match value:
        case date() if value >= _FIRST_SOUND_DAY:
            return None
        case int() | float() if isfinite(value):
            return None
        case _:
            return str(value)


def look_of(style: int) -> str:
    """The attribute of a look, empty for the plain one."""
    return f' s="{style}"' if style else ""


class _Cells(dict[Value, str]):
    """The values of one column as cells."""

    def __init__(self, letters: str, column: SheetColumn, styles: Styles, strings: Strings) -> None:
        super().__init__({None: ""})
        self._letters = letters
        self._start = f'<c r="{letters}{AT}"'
        self._look = look_of(styles.place(column.style))
        for _, style in column.shown.values():  # all looks have their numbers before any cell
            styles.place(style)
        self._column = column
        self._styles = styles
        self._strings = strings
        self._widths: dict[Value, int] = {None: 0}
        self._own: dict[Value, str] = {None: ""}
        # The arrow of a filter takes some of the room beside a head.
        self.width = min(max(width_of(column.head) + 3, column.least), column.most)

    def column(self, values: Sequence[Value]) -> tuple[list[str], list[int], list[str]]:
        """The cells of all values, their widths, their texts that are not known beforehand.

        They are looked up, but where hardly any value occurs twice.
        """
        if self._column.varied:
            return self._varied([value if isinstance(value, str) else None for value in values])
        cells = list(map(self.__getitem__, values))
        widths, own = self._widths.__getitem__, self._own.__getitem__
        return cells, list(map(widths, values)), list(map(own, values))

    def _varied(self, texts: Sequence[str | None]) -> tuple[list[str], list[int], list[str]]:
        start, letters, most = (
            f'{self._start}{self._look} t="s"><v>',
            self._letters,
            self._column.most,
        )
        places, first = self._strings.of(texts), self._strings.first
        return (
            ["" if at < 0 else f"{start}{at}{_END}" for at in places],
            [
                0 if not one else most if len(one) >= most and "\n" not in one else self._width(one)
                for one in texts
            ],
            [
                f"{letters} {one.strip()}" if one is not None and at >= first else ""
                for one, at in zip(texts, places, strict=True)
            ],
        )

    def __missing__(self, value: Value) -> str:
        cell, self._widths[value], self._own[value] = self._made(value)
        self[value] = cell
        return cell

    def _made(self, value: Value) -> tuple[str, int, str]:
        if value is None:
            return "", 0, ""
        column, look, strings = self._column, self._look, self._strings
        shown: Value = value
        if value in column.shown:
            shown, style = column.shown[value]
            look = look_of(self._styles.place(style))
        if type(shown) is str:
            own = "" if strings.is_known(shown) else f"{self._letters} {shown.strip()}"
            cell = f'{self._start}{look} t="s"><v>{strings.place(shown)}{_END}'
            return cell, self._width(shown), own
        text = _as_text(shown)
        own = f"{self._letters} {text}" if text and not strings.is_known(text) else ""
        width = self._width("x" * _DAY_WIDTH if isinstance(shown, date) else str(shown))
        return f"{self._start}{cell_after(shown, look, strings)}", width, own

    def _width(self, text: str) -> int:
        most = self._column.most
        if len(text) >= most and "\n" not in text:
            return most
        return min(width_of(text) + 1, most)

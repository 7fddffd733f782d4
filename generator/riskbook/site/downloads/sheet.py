"""One sheet of a workbook (ECMA-376 part 1, 18.3): rows of values, their looks, their links.

A cell is looked up by its value, column by column: in ten thousand rows most values recur. Where
its row goes stands a mark, which is replaced in the whole row at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

from riskbook.site.downloads.styles import PLAIN, Style, Styles
from riskbook.site.downloads.table import Value

MOST_LINKS = 65_530
"""Links that Excel takes on one sheet; a file with more is one that it wants to repair."""

_DAY_WIDTH = 11

_FIRST_DAY = date(1899, 12, 30)
_FIRST_SOUND_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that never was; such dates are written as text."""

_AT = "\0"
"""Stands for the number of a row: no text in XML can contain it."""

_END = "</v></c>"

_RULED = '<printOptions gridLines="1"/>'

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


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


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a sheet that is laid out freely."""

    value: Value
    style: Style = PLAIN
    link: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as its file has it, but for the targets of its links beyond the workbook.

    ``filtered`` is the range that its filter is about, ``""`` for none.
    """

    name: str
    body: str
    targets: tuple[str, ...]
    filtered: str


class Strings:
    """The texts of a workbook, without space around them: cells name them by their place."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def place(self, text: str) -> int:
        """The number of a text."""
        return self._known.setdefault(text.strip(), len(self._known))

    def written(self, texts: Iterable[Value], before: str, after: str) -> list[str]:
        """The numbers of many texts, between what is written around each; ``""`` for None."""
        known, place = self._known, self._known.setdefault
        return [
            f"{before}{place(text.strip(), len(known))}{after}" if isinstance(text, str) else ""
            for text in texts
        ]

    @property
    def texts(self) -> list[str]:
        """All texts, in the order of their places."""
        return list(self._known)


def table_sheet(
    name: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[Value]],
    head: Style,
    styles: Styles,
    strings: Strings,
    frozen: int = 1,
) -> Sheet:
    """A table under its heads, which stay in sight, with a filter; ``frozen`` columns stay too."""
    cells = [_Cells(letter(place), column, styles, strings) for place, column in enumerate(columns)]
    lines = [_row(1, [Box(column.head, head) for column in columns], styles, strings)]
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    filled = [known.column(values) for known, values in zip(cells, by_column, strict=True)]
    links = _Links()
    linked = [
        (place, _Targets(letter(place), column.link, links))
        for place, column in enumerate(columns)
        if column.link is not None
    ]
    number = 1
    for number, parts in enumerate(zip(*filled, strict=True), start=2):  # the last one counts
        lines.append(f'<row r="{_AT}">{"".join(parts)}</row>'.replace(_AT, str(number)))
    for place, targets in linked:
        for row, value in enumerate(by_column[place], start=2):
            links.add(targets[value], row)
    widths = [known.width for known in cells]
    last = letter(len(columns) - 1)
    whole = f"A1:{last}{number}"
    pane = letter(frozen)
    view = (
        f'<pane xSplit="{frozen}" ySplit="1" topLeftCell="{pane}2" activePane="bottomRight"'
        f' state="frozen"/><selection pane="bottomRight" activeCell="{pane}2" sqref="{pane}2"/>'
    )
    body = _sheet(widths, lines, whole, view, f'<autoFilter ref="{whole}"/>', links)
    filtered = f"$A$1:${last}${number}"
    return Sheet(name, body, links.targets, filtered)


def grid_sheet(
    name: str,
    widths: Sequence[int],
    rows: Sequence[Sequence[Box]],
    styles: Styles,
    strings: Strings,
) -> Sheet:
    """Cells that stand as they are given; a row may be shorter than the next."""
    lines = [_row(number, row, styles, strings) for number, row in enumerate(rows, start=1)]
    links = _Links()
    for number, row in enumerate(rows, start=1):
        for place, box in enumerate(row):
            links.add(links.form(letter(place), box.link), number)
    longest = max((len(row) for row in rows), default=1)
    whole = f"A1:{letter(max(longest, 1) - 1)}{max(len(rows), 1)}"
    return Sheet(name, _sheet(widths, lines, whole, "", "", links), links.targets, "")


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


def attribute(text: str) -> str:
    """A text as the value of an attribute, in its quotes."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'"{plain}"'


class _Cells(dict[Value, str]):
    """The values of one column as cells."""

    def __init__(self, letters: str, column: SheetColumn, styles: Styles, strings: Strings) -> None:
        super().__init__({None: ""})
        self._start = f'<c r="{letters}{_AT}"'
        self._text = f'{self._start}{_look(styles.place(column.style))} t="s"><v>'
        self._column = column
        self._styles = styles
        self._strings = strings
        # The arrow of a filter takes some of the room beside a head.
        self.width = min(max(width_of(column.head) + 3, column.least), column.most)

    def column(self, values: Sequence[Value]) -> list[str]:
        """The cells of all values: looked up, but where hardly any value occurs twice."""
        if not self._column.varied:
            return list(map(self.__getitem__, values))
        longest = max((value for value in values if isinstance(value, str)), key=len, default="")
        self._widen(width_of(longest))
        return self._strings.written(values, self._text, _END)

    def _widen(self, width: int) -> None:
        self.width = min(max(self.width, width + 1), self._column.most)

    def __missing__(self, value: Value) -> str:
        column = self._column
        if type(value) is str and value not in column.shown:
            self._widen(width_of(value))
            cell = f"{self._text}{self._strings.place(value)}{_END}"
        else:
            shown, style = column.shown.get(value, (value, column.style))
            self._widen(_DAY_WIDTH if isinstance(shown, date) else width_of(str(shown)))
            cell = f"{self._start}{_cell(shown, self._styles.place(style), self._strings)}"
        self[value] = cell
        return cell


def _row(number: int, boxes: Sequence[Box], styles: Styles, strings: Strings) -> str:
    cells = [
        f'<c r="{letter(place)}{number}"{_cell(box.value, styles.place(box.style), strings)}'
        for place, box in enumerate(boxes)
        if box.value is not None or box.style is not PLAIN
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(value: Value, style: int, strings: Strings) -> str:
    """A cell after its place: texts are never formulas, days are days, numbers are numbers."""
    look = _look(style)
    match value:
        case None:
            return f"{look}/>"
        case date() if value >= _FIRST_SOUND_DAY:
            return f"{look}><v>{(value - _FIRST_DAY).days}{_END}"
        case int() | float() if isfinite(value):
            return f"{look}><v>{value}{_END}"
        case _:
            return f'{look} t="s"><v>{strings.place(str(value))}{_END}'


def _look(style: int) -> str:
    return f' s="{style}"' if style else ""


class _Links:
    """The links of a sheet, as many as Excel takes."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._targets: dict[str, int] = {}

    def form(self, letters: str, target: str) -> str:
        """A link of a cell in this column, for whatever row; ``""`` where it leads nowhere."""
        if not target:
            return ""
        if target.startswith("#"):
            return f'<hyperlink ref="{letters}{_AT}" location={attribute(target[1:])}/>'
        number = self._targets.setdefault(target, len(self._targets) + 1)
        return f'<hyperlink ref="{letters}{_AT}" r:id="rId{number}"/>'

    def add(self, form: str, row: int) -> None:
        """Link the cell of a row."""
        if form and len(self._lines) < MOST_LINKS:
            self._lines.append(form.replace(_AT, str(row)))

    @property
    def targets(self) -> tuple[str, ...]:
        """The addresses beyond the workbook: the first is ``rId1``."""
        return tuple(self._targets)

    def xml(self) -> str:
        """The element, ``""`` without a link."""
        return f"<hyperlinks>{''.join(self._lines)}</hyperlinks>" if self._lines else ""


class _Targets(dict[Value, str]):
    """The links of the values of one column."""

    def __init__(self, letters: str, link: Callable[[str], str], links: _Links) -> None:
        super().__init__({None: ""})
        self._letters = letters
        self._link = link
        self._links = links

    def __missing__(self, value: Value) -> str:
        form = self[value] = self._links.form(self._letters, self._link(str(value)))
        return form


def _sheet(
    widths: Sequence[int], lines: Sequence[str], whole: str, pane: str, after: str, links: _Links
) -> str:
    """The file: its elements stand in the order that the standard asks for."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATED}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{whole}"/>'
        f'<sheetViews><sheetView workbookViewId="0" showGridLines="{1 if pane else 0}">{pane}'
        "</sheetView></sheetViews>"
        '<sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData>{after}{links.xml()}"
        f"{_RULED if pane else ''}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
        "</worksheet>"
    )

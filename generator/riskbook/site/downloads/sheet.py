"""One sheet of a workbook (ECMA-376 part 1, 18.3): rows of cells, links, what is around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from riskbook.site.downloads.cells import (
    AT,
    Cells,
    SheetColumn,
    Strings,
    cell_after,
    letter,
    look_of,
    widest,
)
from riskbook.site.downloads.packing import Packed, pack
from riskbook.site.downloads.styles import PLAIN, Style, Styles
from riskbook.site.downloads.table import Value

MOST_LINKS = 65_530
"""Links that Excel takes on one sheet; a file with more is one that it wants to repair."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

_HYPERLINK = f"{_RELATED}/hyperlink"


class Box(NamedTuple):
    """A cell of a sheet that is laid out freely."""

    value: Value
    style: Style = PLAIN
    link: str = ""


class Sheet(NamedTuple):
    """A sheet as its file has it, and ``relations``, the file of its links beyond the workbook.

    ``filtered`` is the range that its filter is about, ``""`` for none.
    """

    name: str
    body: Sequence[Packed]
    relations: Sequence[Packed]
    filtered: str


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
    cells = Cells(columns, styles, strings)
    lines, widths = [row_of(1, [Box(one.head, head) for one in columns], styles, strings)], []
    number = 1
    for number, row in enumerate(cells.rows(rows), start=2):  # the last one counts
        lines.append(f'<row r="{AT}">{"".join(row.cells)}</row>'.replace(AT, str(number)))
        widths.append(row.widths)
    links = Links()
    for place, column in enumerate(columns):
        if column.link is not None:
            for at, line in enumerate(rows, start=2):
                value = line[place]
                links.add(letter(place), at, "" if value is None else column.link(str(value)))
    listed = Listed(columns, number, frozen)
    body = (
        pack((listed.before(widest([cells.heads, *widths])) + "".join(lines)).encode()),
        pack((listed.after + links.xml() + END).encode()),
    )
    return Sheet(name, body, links.relations(), listed.filtered)


def grid_sheet(
    name: str,
    widths: Sequence[int],
    rows: Sequence[Sequence[Box]],
    styles: Styles,
    strings: Strings,
) -> Sheet:
    """Cells that stand as they are given; a row may be shorter than the next."""
    lines = [row_of(number, row, styles, strings) for number, row in enumerate(rows, start=1)]
    links = Links()
    for number, row in enumerate(rows, start=1):
        for place, box in enumerate(row):
            links.add(letter(place), number, box.link)
    longest = max((len(row) for row in rows), default=1)
    whole = f"A1:{letter(max(longest, 1) - 1)}{max(len(rows), 1)}"
    content = f"{_start(widths, whole, '')}{''.join(lines)}</sheetData>{links.xml()}{_PAGE}"
    return Sheet(name, (pack(content.encode()),), links.relations(), "")


def attribute(text: str) -> str:
    """A text as the value of an attribute, in its quotes."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'"{plain}"'


def row_of(number: int, boxes: Sequence[Box], styles: Styles, strings: Strings) -> str:
    """A row of such cells."""
    cells = [
        f'<c r="{letter(place)}{number}"{cell_after(box.value, look, strings)}'
        for place, box in enumerate(boxes)
        for look in (look_of(styles.place(box.style)),)
        if box.value is not None or box.style is not PLAIN
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


class Links:
    """The links of a sheet, as many as Excel takes."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._targets: dict[str, int] = {}

    def add(self, letters: str, row: int, target: str) -> None:
        """Link a cell; ``target`` is ``""`` where it leads nowhere."""
        if not target or len(self._lines) >= MOST_LINKS:
            return
        if target.startswith("#"):
            leads = f"location={attribute(target[1:])}"
        else:
            leads = f'r:id="rId{self._targets.setdefault(target, len(self._targets) + 1)}"'
        self._lines.append(f'<hyperlink ref="{letters}{row}" {leads}/>')

    def relations(self) -> tuple[Packed, ...]:
        """The file of the addresses beyond the workbook; nothing where there are none."""
        whole = relations(self._targets)
        return (pack(whole.encode()),) if self._targets else ()

    def xml(self) -> str:
        """The element, ``""`` without a link."""
        return f"<hyperlinks>{''.join(self._lines)}</hyperlinks>" if self._lines else ""


def relations(targets: Iterable[str]) -> str:
    """The file of addresses beyond the workbook, the first of which is ``rId1``."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_HYPERLINK}" Target={attribute(target)}'
        ' TargetMode="External"/>'
        for number, target in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'


class Listed(NamedTuple):
    """What stands around the rows of a table: ``last`` is the number of its last row."""

    columns: Sequence[SheetColumn]
    last: int
    frozen: int

    def before(self, widths: Sequence[int]) -> str:
        """All before the first row."""
        pane = letter(self.frozen)
        view = (
            f'<pane xSplit="{self.frozen}" ySplit="1" topLeftCell="{pane}2"'
            ' activePane="bottomRight" state="frozen"/>'
            f'<selection pane="bottomRight" activeCell="{pane}2" sqref="{pane}2"/>'
        )
        return _start(widths, self._whole, view)

    @property
    def after(self) -> str:
        """What follows the last row, before the links."""
        return f'</sheetData><autoFilter ref="{self._whole}"/>'

    @property
    def filtered(self) -> str:
        """The range of the filter, as names have it."""
        return f"$A$1:${letter(len(self.columns) - 1)}${self.last}"

    @property
    def _whole(self) -> str:
        return f"A1:{letter(len(self.columns) - 1)}{self.last}"


def _start(widths: Sequence[int], whole: str, pane: str) -> str:
    """The beginning of the file: its elements stand in the order that the standard asks for."""
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
        f"<cols>{columns}</cols><sheetData>"
    )


_PAGE = (
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
    "</worksheet>"
)
END = f'<printOptions gridLines="1"/>{_PAGE}'
"""The end of a table's file."""

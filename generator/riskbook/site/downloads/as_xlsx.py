"""The register as a workbook: tables to sort and filter, the criteria, the matrix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from riskbook.assessing.palettes import colours
from riskbook.site.downloads.layouts import (
    CRITERIA_WIDTHS,
    HEAD,
    criteria_rows,
    level_style,
    matrix_rows,
    matrix_widths,
)
from riskbook.site.downloads.other_tables import action_table, plan_table
from riskbook.site.downloads.sheet import (
    Sheet,
    SheetColumn,
    Strings,
    grid_sheet,
    table_sheet,
)
from riskbook.site.downloads.styles import (
    AMOUNT,
    COUNT,
    DAY,
    PLAIN,
    TEXT,
    Across,
    Face,
    Style,
    Styles,
)
from riskbook.site.downloads.table import Form, Table, Value
from riskbook.site.downloads.workbook import Properties, quoted_name, sheet_name, workbook
from riskbook.site.edition import Edition

MAKER = "Riskbook"

_LOOKS = {
    Form.ID: Style(number=TEXT),
    Form.TEXT: PLAIN,
    Form.PROSE: PLAIN,
    Form.COUNT: Style(number=COUNT, across=Across.RIGHT),
    Form.AMOUNT: Style(number=AMOUNT, across=Across.RIGHT),
    Form.DATE: Style(number=DAY),
    Form.LEVEL: PLAIN,
}
_LINKED = Style(Face.LINK, TEXT)
_LEAST = {Form.DATE: 12, Form.PROSE: 24, Form.AMOUNT: 11}
_MOST = {Form.TEXT: 26, Form.PROSE: 44}
_USUAL_LEAST, _USUAL_MOST = 7, 20

Link = Callable[[str], str]


def as_xlsx(edition: Edition, register: Table, root: str) -> bytes:
    """The workbook. ``root`` is where the pages of the language lie, ``""`` for beside it."""
    maker = _Maker(edition, root, Styles(edition.words.say("downloads.font")), Strings())
    site = edition.site
    properties = Properties(
        edition.words.plain(site.book.settings.title), site.language, site.today, MAKER
    )
    return workbook(maker.sheets(register), maker.styles, maker.strings, properties)


@dataclass(frozen=True, slots=True)
class _Maker:
    edition: Edition
    root: str
    styles: Styles
    strings: Strings

    def sheets(self, register: Table) -> list[Sheet]:
        """All sheets. The page of a record is linked where it is listed, its row where named."""
        plans, actions = plan_table(self.edition), action_table(self.edition)
        risk_rows, plan_rows = self._rows("register", register), self._rows("plans", plans)

        def of_action(key: str) -> str:
            return risk_rows(key) or plan_rows(key)

        links = {"id": self._page("risks"), "plan": plan_rows}
        return [
            self._table("register", register, links, frozen=2),
            self._grid("criteria", CRITERIA_WIDTHS),
            self._grid("current", matrix_widths(self.edition)),
            self._grid("inherent", matrix_widths(self.edition)),
            self._table("actions", actions, {"record": of_action}, frozen=1),
            self._table("plans", plans, {"plan": self._page("plans")}, frozen=2),
        ]

    def _table(self, key: str, table: Table, links: dict[str, Link], frozen: int) -> Sheet:
        columns = [
            SheetColumn(
                column.head,
                _LINKED if column.key in links else _LOOKS[column.form],
                _LEAST.get(column.form, _USUAL_LEAST),
                _MOST.get(column.form, _USUAL_MOST),
                self._levels() if column.form is Form.LEVEL else {},
                links.get(column.key),
                varied=column.form is Form.PROSE,
            )
            for column in table.columns
        ]
        name = self._name(key)
        return table_sheet(name, columns, table.rows, HEAD, self.styles, self.strings, frozen)

    def _grid(self, key: str, widths: tuple[int, ...]) -> Sheet:
        rows = criteria_rows(self.edition) if key == "criteria" else matrix_rows(self.edition, key)
        return grid_sheet(self._name(key), widths, rows, self.styles, self.strings)

    def _levels(self) -> dict[Value, tuple[Value, Style]]:
        shades = colours(self.edition.site.book.criteria)
        return {
            level.index: (level.name, level_style(shade, PLAIN))
            for level, shade in zip(self.edition.names.levels, shades, strict=True)
        }

    def _name(self, key: str) -> str:
        return sheet_name(self.edition.words.say(f"downloads.sheet.{key}"))

    def _page(self, folder: str) -> Link:
        return lambda key: f"{self.root}{folder}/{quote(key)}.html"

    def _rows(self, key: str, table: Table) -> Link:
        """What gives the row of a record on the sheet that lists it, ``""`` where none does."""
        sheet = quoted_name(self._name(key))
        rows = {row[0]: number for number, row in enumerate(table.rows, start=2)}

        def row(record: str) -> str:
            return f"#{sheet}!A{rows[record]}" if record in rows else ""

        return row

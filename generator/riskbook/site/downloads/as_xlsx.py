"""The register as a workbook: tables to sort and filter, the criteria, the matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from riskbook.assessing.palettes import colours
from riskbook.assessing.standing import SignOffState
from riskbook.model.terms import ActionStatus, Status, Strategy
from riskbook.site.downloads.cells import Cells, SheetColumn, Strings
from riskbook.site.downloads.layouts import (
    CRITERIA_WIDTHS,
    HEAD,
    criteria_rows,
    level_style,
    matrix_rows,
    matrix_widths,
)
from riskbook.site.downloads.long_sheets import LongTable, Spans, action_sheet, register_sheet
from riskbook.site.downloads.other_tables import action_columns, lesson_rows, plan_table
from riskbook.site.downloads.packing import Packed
from riskbook.site.downloads.register_table import RANK, WHY, ranked_cells, register_columns
from riskbook.site.downloads.risk_rows import Tables, Written, written_rows
from riskbook.site.downloads.sheet import (
    Box,
    Sheet,
    attribute,
    grid_sheet,
    row_of,
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
from riskbook.site.downloads.table import Column, Form, Table, Value
from riskbook.site.downloads.workbook import (
    Properties,
    packed_texts,
    quoted_name,
    sheet_name,
    workbook,
)
from riskbook.site.edition import Edition
from riskbook.site.lines import Lines
from riskbook.site.views.register import plain, register_order

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


def as_xlsx(edition: Edition, root: str, lines: Lines) -> bytes:
    """The workbook. ``root`` is where the pages of the language lie, ``""`` for beside it.

    ``lines`` is what the build before said of each risk.
    """
    site = edition.site
    properties = Properties(
        edition.words.plain(site.book.settings.title), site.language, site.today, MAKER
    )
    maker = _Maker(edition, root, Styles(edition.words.say("downloads.font")))
    sheets, texts = maker.made(lines)
    return workbook(sheets, maker.styles, texts, properties)


class _Maker(NamedTuple):
    edition: Edition
    root: str
    styles: Styles

    def made(self, lines: Lines) -> tuple[list[Sheet], list[Packed]]:
        """All sheets and the table of texts.

        The page of a record is linked where it is listed, its row where it is named.
        """
        edition, styles = self.edition, self.styles
        plans, columns = plan_table(edition), register_columns(edition)
        tables = Tables(
            self._columns(columns, "id", "plan"),
            self._columns(action_columns(edition), "record"),
            next(at for at, column in enumerate(columns) if column.key == "plan"),
            self._rows("plans", plans),
        )
        fixed = Strings()
        for text in common_texts(edition, (*tables.register, *tables.actions)):
            fixed.place(text)
        looks = [Cells(one, styles, fixed).heads for one in (tables.register, tables.actions)]
        written, spans, texts = self._written(tables, fixed, lines)
        late = Strings(fixed.places, written.end)
        order, rows = register_order(edition), written.rows
        ranked, wide = self._ranked(tables, order, late)
        lessons = list(lesson_rows(edition))
        below = list(Cells(tables.actions, styles, late).rows(lessons))
        register = LongTable(
            self._name("register"),
            tables.register,
            *(2, self._head(tables.register, fixed)),
            rows=rows,
            order=order,
            widths=(looks[0], *wide),
        )
        actions = LongTable(
            self._name("actions"),
            tables.actions,
            *(1, self._head(tables.actions, fixed)),
            rows=rows,
            order=order,
            widths=(looks[1], *(row.widths for row in below)),
            more=[row.line for row in below],
            more_links=[self._location(tables.plan_rows.get(str(row[0]), "")) for row in lessons],
        )
        sheets = [
            register_sheet(register, ranked, tables.plan, self._page("risks"), spans),
            self._grid("criteria", CRITERIA_WIDTHS, late),
            self._grid("current", matrix_widths(edition), late),
            self._grid("inherent", matrix_widths(edition), late),
            action_sheet(actions, attribute(f"{self._sheet('register')}!A")[1:-1], spans),
            table_sheet(
                self._name("plans"),
                self._columns(plans.columns, plan=self._page("plans")),
                *(plans.rows, HEAD, styles, late, 2),
            ),
        ]
        lines.keep(f"{self._file}-packed", spans.now, spans.made, self._rests_on(fixed))
        return sheets, [texts, packed_texts(list(late.places))]

    def _written(
        self, tables: Tables, fixed: Strings, lines: Lines
    ) -> tuple[Written, Spans, Packed]:
        """The rows of all risks, what was packed before, and the texts of the risks."""
        rests_on = self._rests_on(fixed)
        packed = lines.before(f"{self._file}-packed", rests_on)
        texts = packed.get("texts")
        kept = lines.before(self._file, rests_on) if texts else {}
        written = written_rows(
            *(self.edition, tables, self.styles, fixed),
            *((kept, texts[5] if texts else None), lines),
        )
        said = {} if written.texts else kept  # all are made where a text is another
        said = said | {key: tuple(written.rows[key]) for key in written.anew}
        lines.keep(self._file, said, written.anew, rests_on)
        spans = Spans(packed, written.anew)
        if written.texts is None and texts:
            spans.now["texts"] = texts
            return written, spans, Packed(*texts[1:5])
        table = packed_texts([*fixed.places, *(written.texts or ())])
        spans.now["texts"] = (b"", *table, written.end)
        spans.made.append("texts")
        return written, spans, table

    def _ranked(
        self, tables: Tables, order: Sequence[str], late: Strings
    ) -> tuple[dict[str, tuple[bytes, bytes]], list[bytes]]:
        """The cells of rank and reason of each risk, and the widths that they ask for."""
        found = ranked_cells(self.edition)
        ranks = {key: found(key) for key in order}
        some = list(dict.fromkeys(ranks.values()))
        empty: list[Value] = [None] * len(tables.register)
        rows = [
            (*empty[:RANK], rank, *empty[RANK + 1 : WHY], why, *empty[WHY + 1 :])
            for rank, why in some
        ]
        made = list(Cells(tables.register, self.styles, late).rows(rows))
        cells = {
            one: (row.cells[RANK].encode(), row.cells[WHY].encode())
            for one, row in zip(some, made, strict=True)
        }
        return {key: cells[one] for key, one in ranks.items()}, [row.widths for row in made]

    def _columns(self, columns: Sequence[Column], *linked: str, **links: Link) -> list[SheetColumn]:
        return [
            SheetColumn(
                column.head,
                _LINKED if column.key in (*linked, *links) else _LOOKS[column.form],
                _LEAST.get(column.form, _USUAL_LEAST),
                _MOST.get(column.form, _USUAL_MOST),
                self._levels() if column.form is Form.LEVEL else {},
                links.get(column.key),
                varied=column.form is Form.PROSE,
            )
            for column in columns
        ]

    def _head(self, columns: Sequence[SheetColumn], fixed: Strings) -> str:
        return row_of(1, [Box(column.head, HEAD) for column in columns], self.styles, fixed)

    def _grid(self, key: str, widths: tuple[int, ...], late: Strings) -> Sheet:
        rows = criteria_rows(self.edition) if key == "criteria" else matrix_rows(self.edition, key)
        return grid_sheet(self._name(key), widths, rows, self.styles, late)

    def _levels(self) -> dict[Value, tuple[Value, Style]]:
        shades = colours(self.edition.site.book.criteria)
        return {
            level.index: (level.name, level_style(shade, PLAIN))
            for level, shade in zip(self.edition.names.levels, shades, strict=True)
        }

    def _name(self, key: str) -> str:
        return sheet_name(self.edition.words.say(f"downloads.sheet.{key}"))

    def _sheet(self, key: str) -> str:
        return quoted_name(self._name(key))

    def _page(self, folder: str) -> Link:
        return lambda key: f"{self.root}{folder}/{quote(key)}.html"

    def _rows(self, key: str, table: Table) -> dict[str, str]:
        """The place of each record on the sheet that lists it."""
        sheet = self._sheet(key)
        return {str(row[0]): f"{sheet}!A{at}" for at, row in enumerate(table.rows, start=2)}

    def _location(self, place: str) -> bytes:
        return f"location={attribute(place)}".encode() if place else b""

    @property
    def _file(self) -> str:
        return f"register.xlsx-{self.edition.site.language}"

    def _rests_on(self, fixed: Strings) -> tuple[object, ...]:
        """All that the rows rest on beside their risks: the texts before theirs, and their ids."""
        return (tuple(fixed.places), tuple(sorted(self.edition.risks)), self.root)


def common_texts(edition: Edition, columns: Iterable[SheetColumn]) -> Iterator[str]:
    """The texts that cells may have whatever the risks of the book are."""
    words, names = edition.words, edition.names
    yield from (column.head for column in columns)
    yield from (level.name for level in names.levels)
    yield from (words.named("status", one) for one in Status)
    yield from (words.named("strategy", one) for one in Strategy)
    yield from (words.named("action", one) for one in ActionStatus)
    yield from (words.say(f"downloads.state.{one.value}") for one in SignOffState)
    yield from (words.say("rank.unassessed"), words.say("downloads.yes"))
    yield from (step.short for step in (*names.likelihood, *names.impact))
    for named in (names.categories, names.registers, names.departments, names.services):
        yield from map(plain, named.values())
    yield from map(plain, names.holders.values())
    yield from edition.plans

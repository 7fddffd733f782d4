"""The table in an export: its rows, and where in them the columns stand that are described."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from riskbook.findings import Span
from riskbook.model.tickets import TicketExport
from riskbook.reading.export_text import DELIMITERS, lines_of
from riskbook.reading.faults import Fault, brief
from riskbook.wording import Saying, say
from riskbook.wording.nearest import nearest


class Row(NamedTuple):
    """One row, and the line of the file that it begins on."""

    line: int
    cells: list[str]


class At(NamedTuple):
    """At which place of a row each field stands, -1 for one that the export does not have."""

    id: int
    opened: int
    resolved: int
    category: int
    text: int
    hours: int


class _BrokenTableError(csv.Error):
    """What is no table, and the line on which the row begins that is none."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def rows_of(content: bytes, export: TicketExport) -> Iterator[Row]:
    """The rows that are not empty. Raises :class:`csv.Error` for what is no table."""
    delimiter = DELIMITERS[export.form.delimiter]
    reader = csv.reader(lines_of(content, export.form.encoding), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise _BrokenTableError(line) from None
        if cells is None:
            return
        if cells and (line > 1 or not cells[0].startswith("sep=")):
            yield Row(line, cells)
        line = reader.line_num + 1


def no_table(error: csv.Error) -> Fault:
    """The fault of an export that :func:`rows_of` could not take apart."""
    line = error.line if isinstance(error, _BrokenTableError) else 1
    message = say("finding.RB802.table", line=line)
    return Fault("RB802", message, Span(line, 1, line, 2), say("hint.RB802.table"))


def columns_of(header: Row, export: TicketExport) -> At | Fault:
    """Where the columns stand that the description names."""
    names = [cell.strip().lstrip("\ufeff") for cell in header.cells]
    span = Span(header.line, 1, header.line, sum(map(len, header.cells)) + len(names))
    places: list[int] = []
    for field in At._fields:
        column = getattr(export.columns, field)
        found = names.count(column)
        if not column or found == 1:
            places.append(names.index(column) if column else -1)
            continue
        if found > 1:
            message = say("finding.RB802.twice", column=column)
            return Fault("RB802", message, span, say("hint.RB802.twice"))
        message = say("finding.RB802", column=column, field=field)
        return Fault("RB802", message, span, _meant(column, names, export))
    return At(*places)


def _meant(column: str, names: list[str], export: TicketExport) -> Saying:
    if len(names) == 1:
        counts = Counter({name: names[0].count(sign) for name, sign in DELIMITERS.items()})
        delimiter, count = counts.most_common(1)[0]
        if count and delimiter != export.form.delimiter:
            return say("hint.RB802.delimiter", delimiter=delimiter)
    near = nearest(column, names)
    if near is not None:
        return say("hint.RB802.near", column=near)
    return say("hint.RB802", columns=brief(", ".join(names)))

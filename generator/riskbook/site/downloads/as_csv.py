"""A table as CSV (RFC 4180) that a spreadsheet opens as it is meant.

UTF-8 with a byte order mark, which Excel takes for the sign that it is not the machine's own
encoding; lines end in CR LF; every text stands in quotes. A text that a spreadsheet would take for
a formula gets an apostrophe in front (OWASP, CSV Injection).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from riskbook.site.downloads.register_table import (
    RANK,
    WHY,
    ranked_cells,
    register_columns,
    register_rows,
)
from riskbook.site.downloads.table import Column, Form, Table, Value
from riskbook.site.edition import Edition
from riskbook.site.lines import Lines
from riskbook.site.runs import filled

MARK = "\ufeff"

DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")  # full-width forms count too
"""What a formula may begin with; Excel takes the full-width forms for the plain ones."""


def as_csv(table: Table, levels: tuple[str, ...]) -> bytes:
    """The file; ``levels`` are the names of the levels, lowest first."""
    lines = [_heads(table.columns), *map(",".join, _rows(table.columns, table.rows, levels))]
    return _encoded("".join(f"{line}\r\n" for line in (MARK + lines[0], *lines[1:])))


def register_csv(edition: Edition, lines: Lines) -> bytes:
    """The register as CSV. A line is kept in three parts, between which rank and reason belong."""
    columns, ranked = register_columns(edition), ranked_cells(edition)
    levels = tuple(level.name for level in edition.names.levels)

    def make(keys: Sequence[str]) -> Iterator[tuple[bytes, bytes, bytes]]:
        for cells in _rows(columns, list(register_rows(edition, keys)), levels):
            yield (
                _encoded("".join(f"{cell}," for cell in cells[:RANK])),
                _encoded("".join(f",{cell}" for cell in cells[RANK + 1 : WHY])) + b",",
                _encoded("".join(f",{cell}" for cell in cells[WHY + 1 :])) + b"\r\n",
            )

    places: dict[int | None, bytes] = {None: b""}
    reasons: dict[str | None, bytes] = {None: b""}
    pieces = [_encoded(f"{MARK}{_heads(columns)}\r\n")]
    name = f"register.csv-{edition.site.language}"
    for run, parts in lines.runs(name, edition.runs.all, make):
        place, why = ranked(run.ids[0])
        if place not in places:
            places[place] = str(place).encode()
        if why is not None and why not in reasons:
            reasons[why] = _encoded(quoted(why))
        pieces += filled(parts, places[place], reasons[why])
    return b"".join(pieces)


def quoted(text: str) -> str:
    """A text in quotes; one that might be a formula begins with an apostrophe."""
    if text[:1] in DANGEROUS or text.lstrip()[:1] in DANGEROUS:
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'


def _heads(columns: Iterable[Column]) -> str:
    return ",".join(quoted(column.head) for column in columns)


def _rows(
    columns: Sequence[Column], rows: Sequence[Sequence[Value]], levels: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """The cells of each row."""
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    cells = [
        _cells(column, values, levels) for column, values in zip(columns, by_column, strict=True)
    ]
    return zip(*cells, strict=True)


def _encoded(text: str) -> bytes:
    return text.replace("\u00a0", " ").encode()  # whoever filters by a value types common spaces


def _cells(column: Column, values: Sequence[Value], levels: tuple[str, ...]) -> Iterable[str]:
    """The cells of a column: looked up, but for prose, of which hardly any occurs twice."""
    if column.form is Form.PROSE:
        return ["" if value is None else quoted(str(value)) for value in values]
    return map(_Cells(column, levels).__getitem__, values)


class _Cells(dict[Value, str]):
    """The values of one column as CSV: most recur, and are put into words once."""

    def __init__(self, column: Column, levels: tuple[str, ...]) -> None:
        super().__init__()
        self._levels = levels if column.form is Form.LEVEL else ()

    def __missing__(self, value: Value) -> str:
        match value:
            case None:
                cell = ""
            case str():
                cell = quoted(value)
            case date():
                cell = value.isoformat()
            case int() if self._levels:
                cell = quoted(self._levels[value])
            case _:
                cell = str(value)
        self[value] = cell
        return cell

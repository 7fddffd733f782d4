"""A table as CSV (RFC 4180) that a spreadsheet opens as it is meant.

UTF-8 with a byte order mark, which Excel takes for the sign that it is not the machine's own
encoding; lines end in CR LF; every text stands in quotes. A text that a spreadsheet would take for
a formula gets an apostrophe in front (OWASP, CSV Injection).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from riskbook.site.downloads.table import Column, Form, Table, Value

MARK = "\ufeff"

DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")  # full-width forms count too
"""What a formula may begin with; Excel takes the full-width forms for the plain ones."""


def as_csv(table: Table, levels: tuple[str, ...]) -> bytes:
    """The file; ``levels`` are the names of the levels, lowest first."""
    by_column = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    cells = [
        _cells(column, values, levels)
        for column, values in zip(table.columns, by_column, strict=True)
    ]
    lines = [",".join(quoted(column.head) for column in table.columns)]
    lines += map(",".join, zip(*cells, strict=True))
    # Whoever filters by a value types common spaces.
    whole = "\r\n".join(lines).replace("\u00a0", " ")
    return f"{MARK}{whole}\r\n".encode()


def quoted(text: str) -> str:
    """A text in quotes; one that might be a formula begins with an apostrophe."""
    if text[:1] in DANGEROUS or text.lstrip()[:1] in DANGEROUS:
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'


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

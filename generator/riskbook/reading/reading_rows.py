"""The readings of an indicator: a CSV file of dates and values.

Its first line is ``date,value``; what stands in further columns is for whoever keeps the file. The
rows may stand in any order. A file with a row that cannot be told is refused whole: a state that
leaves out the reading which nobody understood may be the wrong one.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from riskbook.findings import Span
from riskbook.model.discovery import Indicator, Readings
from riskbook.model.records import Source
from riskbook.reading.deciphering import day_meant
from riskbook.reading.faults import MOST, Fault, brief
from riskbook.reading.front_matter import LARGEST, decode
from riskbook.wording import Saying, say

HEADER = ("date", "value")
"""The names of the two columns that are read."""


class _Cell(NamedTuple):
    """One cell: what stands in it, and where."""

    text: str
    span: Span


class _Row(NamedTuple):
    """One row that is not empty: its first two cells."""

    date: _Cell
    value: _Cell


def read_readings(
    indicator: Indicator, source: Source, content: bytes
) -> tuple[Readings | None, tuple[Fault, ...]]:
    """The readings of an indicator, None where they cannot be told; and the faults of the file."""
    if len(content) > LARGEST:
        facts = {"size": f"{len(content):,}", "largest": f"{LARGEST:,}"}
        return None, (Fault("RB008", say("finding.RB008", **facts), None, say("hint.RB008")),)
    text = decode(content)
    if isinstance(text, Fault):
        return None, (_refused(text.span, say("finding.RB860.encoding"), "encoding"),)
    try:
        rows = tuple(_rows(text))
    except csv.Error:
        return None, (_refused(None, say("finding.RB860.table"), "header"),)
    if not rows:
        return None, (_refused(None, say("finding.RB860.empty"), "header"),)
    header, *entries = rows
    if (header.date.text.casefold(), header.value.text.casefold()) != HEADER:
        written = brief(text.split("\n", 1)[0].strip(), 60)
        span = Span(header.date.span.line, 1, header.date.span.line, max(2, len(written) + 1))
        return None, (_refused(span, say("finding.RB860", written=written), "header"),)
    faults = tuple(islice(_faults(entries), MOST + 1))
    if faults:
        many = Fault("RB016", say("finding.RB016.many", most=MOST), None, say("hint.RB016.many"))
        return None, faults if len(faults) <= MOST else (*faults[:MOST], many)
    told = sorted(
        (dt.date.fromisoformat(row.date.text), float(row.value.text), row.date.span.line)
        for row in entries
    )
    dates, values, lines = zip(*told, strict=True) if told else ((), (), ())
    return Readings(indicator.id, source, dates, values, lines), ()


def _refused(span: Span | None, message: Saying, hint: str) -> Fault:
    """A fault after which nothing can be read. ``hint`` ends the key of what to do."""
    what = say("hint.RB860.encoding") if hint == "encoding" else say("hint.RB860")
    return Fault("RB860", message, span or Span(1, 1, 1, 2), what)


def _faults(rows: list[_Row]) -> Iterator[Fault]:
    first_on: dict[dt.date, int] = {}
    for row in rows:
        day = _day(row.date.text)
        if day is None:
            message = say("finding.RB861.date", value=brief(row.date.text, 40))
            meant = day_meant(row.date.text)
            hint = say("hint.write", word=meant) if meant else say("hint.RB861.date")
            yield Fault("RB861", message, row.date.span, hint)
        elif (line := first_on.setdefault(day, row.date.span.line)) != row.date.span.line:
            message = say("finding.RB861.twice", date=day, line=str(line))
            yield Fault("RB861", message, row.date.span, say("hint.RB861.twice"))
        if not _is_number(row.value.text):
            yield _no_number(row.value)


def _no_number(cell: _Cell) -> Fault:
    if not cell.text:
        message, hint = say("finding.RB861.none"), say("hint.RB861.none")
    else:
        message = say("finding.RB861.number", value=brief(cell.text, 40))
        bare = cell.text.removesuffix("%").strip()
        meant = bare if _is_number(bare) else bare.replace(",", ".", 1)
        is_clear = _is_number(meant) and ("," not in bare or not _THOUSANDS.search(bare))
        hint = say("hint.write", word=meant) if is_clear else say("hint.RB861.number")
    return Fault("RB861", message, cell.span, hint)


_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_THOUSANDS = re.compile(r",[0-9]{3}$")
"""A comma that may stand between thousands as well as before decimals."""


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and math.isfinite(float(text))


def _day(text: str) -> dt.date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _rows(text: str) -> Iterator[_Row]:
    """The rows with their places. Raises :class:`csv.Error` for what is no table."""
    lines = text.splitlines()
    reader = csv.reader(lines, strict=True)
    before = 0
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        first = cells[0].strip()
        second = cells[1].strip() if len(cells) > 1 else ""
        written = lines[line - 1]
        start = max(written.find(first), 0)
        behind = written.find(",", start + len(first))
        at = written.find(second, behind) if second and behind >= 0 else len(written)
        yield _Row(_cell(first, line, start), _cell(second, line, max(at, 0)))


def _cell(text: str, line: int, start: int) -> _Cell:
    return _Cell(text, Span(line, start + 1, line, start + 1 + max(len(text), 1)))

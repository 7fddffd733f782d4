"""A CSV export of tickets, read as its description says.

An export has a row for every event or revision of a ticket, so rows with the same number are one
ticket: opened when the earliest says, resolved when the latest does, with the first category and
text that is given and the greatest number of hours (revisions repeat a sum, and a sum of sums would
count it twice). A row that cannot be used is left out and told; where more than one in ten cannot,
or days cannot be of the order that is declared, the file is not what its description says, and none
of it is read.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from riskbook.findings import Span
from riskbook.model.records import Source
from riskbook.model.tickets import TicketExport, Tickets
from riskbook.reading.export_moments import Moment, Moments, Order, other_order
from riskbook.reading.export_table import At, Row, columns_of, no_table, rows_of
from riskbook.reading.export_text import DELIMITERS, Place, spans_of, text_fault
from riskbook.reading.faults import Fault, brief
from riskbook.wording import Saying, say
from riskbook.wording.saying import Fact

SHOWN = 10
"""Faults of one sort that are told one by one; the others are told by their number."""

SPOILT = 10
"""An export is refused where more than one in so many of its rows cannot be used."""

LONGEST = dt.timedelta(days=5 * 365)
"""A ticket that took longer was not resolved then: its date is wrong."""

MOST_HOURS = 10_000.0
"""More hours of work than five people have in a year: a number of another unit."""

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")


def read_tickets(
    export: TicketExport, source: Source, content: bytes
) -> tuple[Tickets | None, tuple[Fault, ...]]:
    """The tickets of an export, None where it is not what its description says; and its faults."""
    try:
        zone = ZoneInfo(export.form.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None, ()  # a rule tells of the description
    fault = text_fault(content, export.form.encoding)
    if fault is not None:
        return None, (fault,)
    rows = rows_of(content, export)
    try:
        header = next(rows, None)
        if header is None:
            return None, (Fault("RB802", say("finding.RB802.empty"), Span(1, 1, 1, 2)),)
        columns = columns_of(header, export)
        if isinstance(columns, Fault):
            return None, (columns,)
        reading = _Reading(export, columns, len(header.cells), zone)
        for row in rows:
            reading.take(row)
    except csv.Error as error:
        return None, (no_table(error),)
    return reading.close(source, content)


class _Told(NamedTuple):
    """A fault of one row; its place becomes a stretch of the file once it is told."""

    code: str
    message: Saying
    hint: Saying
    place: Place


class _Reading:
    """One export while its rows are taken one after the other."""

    def __init__(self, export: TicketExport, at: At, width: int, zone: ZoneInfo) -> None:
        self._export = export
        self._at = at
        self._width = width
        self._missing = frozenset({"", *export.form.missing})
        self._zone = zone
        self._moments = {place: Moments(export.form.dates) for place in (at.opened, at.resolved)}
        self._days: dict[int, dict[str, Place]] = {at.opened: {}, at.resolved: {}}
        self._faults: dict[tuple[str, str], list[_Told]] = {}
        self._untold: Counter[tuple[str, str]] = Counter()
        self._rows = self._spoilt = 0
        self._with_offset: Place | None = None
        self._without_offset: Place | None = None
        self._index: dict[str, int] = {}
        self._opened: list[dt.datetime] = []
        self._resolved: list[dt.datetime | None] = []
        self._resolved_on: list[int] = []
        self._categories: list[str] = []
        self._texts: list[str] = []
        self._hours: list[float | None] = []
        self._lines: list[int] = []
        self._known_categories: dict[str, str] = {}

    def take(self, row: Row) -> None:
        """One row: a new ticket, or more about one that is known."""
        at, cells, line = self._at, row.cells, row.line
        self._rows += 1
        if len(cells) != self._width:
            self._leave_out("RB803", "fields", line, 0, count=len(cells), header=self._width)
            return
        identity = cells[at.id].strip()
        if identity in self._missing:
            self._leave_out("RB803", "id", line, at.id)
            return
        written = cells[at.opened].strip()
        if written in self._missing:
            self._leave_out("RB803", "opened", line, at.opened, id=brief(identity, 60))
            return
        opened = self._moment(written, line, at.opened)
        if opened is None:
            self._spoilt += 1
            return
        index = self._index.get(identity)
        if index is None:
            index = self._index[identity] = len(self._opened)
            self._opened.append(opened)
            self._resolved.append(None)
            self._resolved_on.append(line)
            self._categories.append("")
            self._texts.append("")
            self._hours.append(None)
            self._lines.append(line)
        elif opened < self._opened[index]:
            self._opened[index] = opened
        self._add(index, cells, line)

    def _add(self, index: int, cells: list[str], line: int) -> None:
        at = self._at
        if at.resolved >= 0 and (written := cells[at.resolved].strip()) not in self._missing:
            resolved = self._moment(written, line, at.resolved)
            known = self._resolved[index]
            if resolved is not None and (known is None or resolved > known):
                self._resolved[index] = resolved
                self._resolved_on[index] = line
        if at.category >= 0 and not self._categories[index]:
            category = cells[at.category].strip()
            if category not in self._missing:
                self._categories[index] = self._known_categories.setdefault(category, category)
        if at.text >= 0 and not self._texts[index]:
            text = cells[at.text].strip()
            if text not in self._missing:
                self._texts[index] = text
        if at.hours >= 0 and (written := cells[at.hours].strip()) not in self._missing:
            hours = self._number(written, line)
            if hours is not None and hours > (self._hours[index] or -1.0):
                self._hours[index] = hours

    def _moment(self, written: str, line: int, column: int) -> dt.datetime | None:
        moments, days = self._moments[column], self._days[column]
        moment = moments.read(written)
        if len(moments.days) > len(days):
            days[next(reversed(moments.days))] = Place(line, column)
        local = moment and _in_zone(moment, self._zone)
        if moment is None or local is None:
            self._tell("RB805", "date", Place(line, column), value=brief(written, 40))
            return None
        if moment.offset is not None:
            self._with_offset = self._with_offset or Place(line, column)
        elif not moment.is_day:
            self._without_offset = self._without_offset or Place(line, column)
        return local

    def _number(self, written: str, line: int) -> float | None:
        place = Place(line, self._at.hours)
        if self._export.form.decimal == ",":
            comparable = written.replace(".", " ").replace(",", ".")
        else:
            comparable = written
        if not _NUMBER.fullmatch(comparable):
            self._tell("RB807", "number", place, value=brief(written, 40))
            return None
        hours = float(comparable)
        if not 0 <= hours <= MOST_HOURS:
            self._tell("RB807", "hours", place, value=brief(written, 40))
            return None
        return hours

    def _leave_out(self, code: str, sort: str, line: int, column: int, **facts: Fact) -> None:
        self._spoilt += 1
        self._tell(code, sort, Place(line, column), **facts)

    def _tell(self, code: str, sort: str, place: Place, **facts: Fact) -> None:
        """Note a fault of a row, or that there is one more of its sort."""
        told = self._faults.setdefault((code, sort), [])
        if len(told) < SHOWN:
            message, hint = say(f"finding.{code}.{sort}", **facts), say(f"hint.{code}.{sort}")
            told.append(_Told(code, message, hint, place))
        else:
            self._untold[code, sort] += 1

    def close(self, source: Source, content: bytes) -> tuple[Tickets | None, tuple[Fault, ...]]:
        """The tickets that were read, or None where they cannot be believed; and all faults."""
        refused = self._against_order() or self._against_zones()
        if refused is not None:
            return None, self._faults_of([refused], content)
        order = self._sound()
        if self._spoilt * SPOILT > self._rows:
            message = say("finding.RB802.rows", spoilt=self._spoilt, count=self._rows)
            fault = Fault("RB802", message, Span(1, 1, 1, 2), say("hint.RB802.rows"))
            return None, (fault, *self._told(content))
        return self._tickets(order, source), self._told(content)

    def _against_order(self) -> _Told | None:
        export = self._export
        declared = export.form.dates
        places = {**self._days[self._at.resolved], **self._days[self._at.opened]}
        found, other, day = other_order(
            places, self._days[self._at.opened], declared, export.start, export.end
        )
        if found is Order.BORNE_OUT:
            return None
        facts = {"value": brief(day, 40), "declared": declared.value, "other": other.value}
        if found is Order.OPEN:
            self._tell("RB805", "open", places[day], **facts)
            return None
        if found is Order.MIXED:
            mixed = say("finding.RB804.mixed", **facts)
            return _Told("RB804", mixed, say("hint.RB804.mixed"), places[day])
        hint = say("hint.RB804", other=other.value)
        return _Told("RB804", say("finding.RB804", **facts), hint, places[day])

    def _against_zones(self) -> _Told | None:
        if self._with_offset is None or self._without_offset is None:
            return None
        first, second = sorted((self._with_offset, self._without_offset))
        message = say("finding.RB806", line=first.line, other=second.line)
        return _Told("RB806", message, say("hint.RB806"), second)

    def _sound(self) -> list[int]:
        """The tickets opened on the covered days, in order of opening; others are told."""
        kept: list[int] = []
        start, end = self._export.start, self._export.end
        for identity, index in self._index.items():
            day = self._opened[index].date()
            if not start <= day <= end:
                place = Place(self._lines[index], self._at.opened)
                self._tell("RB808", "day", place, id=brief(identity, 60), date=day)
                self._spoilt += 1
                continue
            self._resolved[index] = self._resolution(index, identity)
            kept.append(index)
        return sorted(kept, key=lambda index: (self._opened[index], self._lines[index]))

    def _resolution(self, index: int, identity: str) -> dt.datetime | None:
        """When a ticket was resolved, None where that is not known or cannot be.

        A resolution on the same day without a time of day is put at the opening.
        """
        opened, resolved = self._opened[index], self._resolved[index]
        if resolved is None:
            return None
        if resolved == _midnight_of(opened):
            return opened
        took = resolved - opened
        if dt.timedelta(0) <= took <= LONGEST:
            return resolved
        sort = "before" if took < dt.timedelta(0) else "long"
        place = Place(self._resolved_on[index], self._at.resolved)
        shown = {
            "opened": opened.isoformat(" ", "minutes"),
            "resolved": resolved.isoformat(" ", "minutes"),
        }
        self._tell("RB807", sort, place, id=brief(identity, 60), **shown)
        return None

    def _tickets(self, order: list[int], source: Source) -> Tickets:
        identities = list(self._index)
        return Tickets(
            of=self._export.id,
            source=source,
            ids=tuple(identities[index] for index in order),
            opened=tuple(self._opened[index] for index in order),
            resolved=tuple(self._resolved[index] for index in order),
            hours=tuple(self._hours[index] for index in order),
            categories=tuple(self._categories[index] for index in order),
            texts=tuple(self._texts[index] for index in order),
            lines=tuple(self._lines[index] for index in order),
            rows=self._rows,
        )

    def _told(self, content: bytes) -> tuple[Fault, ...]:
        """The faults of rows; of a sort that is frequent the first ones, and how many more."""
        told = [fault for _, faults in sorted(self._faults.items()) for fault in faults]
        more = tuple(
            Fault(
                code,
                say(f"finding.{code}.{sort}.more", count=count),
                None,
                say(f"hint.{code}.{sort}"),
            )
            for (code, sort), count in sorted(self._untold.items())
        )
        return self._faults_of(told, content) + more

    def _faults_of(self, told: list[_Told], content: bytes) -> tuple[Fault, ...]:
        form = self._export.form
        places = (fault.place for fault in told)
        delimiter = DELIMITERS[form.delimiter]
        spans = spans_of(content, form.encoding, delimiter, places) if told else {}
        return tuple(
            Fault(code, message, spans.get(place), hint) for code, message, hint, place in told
        )


def _in_zone(moment: Moment, zone: ZoneInfo) -> dt.datetime | None:
    """The local time of a moment in a zone; None on the edge of what the calendar knows."""
    if moment.offset is None:
        return moment.local
    try:
        universal = (moment.local - moment.offset).replace(tzinfo=dt.UTC)
        return universal.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        return None


def _midnight_of(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)

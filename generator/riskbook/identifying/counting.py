"""How many tickets of each sort a period had, how much of all they are, and how long they took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from riskbook.model.discovery import Discovery

Sorts = Mapping[str, Sequence[str | None]]
"""The sort of each ticket by the id of its export, in the order of the tickets."""

_HOUR = timedelta(hours=1)


class Opened(NamedTuple):
    """One ticket of a period, by its place in its export; ``sort`` is None where it is of none."""

    export: str
    place: int
    opened: datetime
    sort: str | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Hours from opening to resolution: the median and the 90th percentile of ``of`` tickets.

    Between two tickets it is interpolated in a straight line (Hyndman and Fan's type 7).
    """

    of: int
    median: float
    ninetieth: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One sort of ticket.

    ``share`` is its part of all tickets of the period, from 0 to 1; ``cumulated`` is that of this
    and all sorts before it. ``took`` is None where none was resolved; ``effort`` are the hours of
    work together, None where none are known. ``by_month`` runs in parallel to the months.
    """

    key: str
    count: int
    share: float
    cumulated: float
    took: Spread | None
    effort: float | None
    by_month: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """The tickets opened from ``start`` to ``end``, both included; the most frequent sort first.

    ``unsorted`` are of no sort, or None where all are. ``covered`` is how many days of the period
    at least one export covers. ``months`` are the first days of its calendar months.
    """

    start: date
    end: date
    total: int
    covered: int
    months: tuple[date, ...]
    entries: tuple[Entry, ...]
    unsorted: Entry | None
    took: Spread | None

    @property
    def unsorted_share(self) -> float:
        """The part of all tickets that is of no sort, from 0 to 1."""
        return self.unsorted.share if self.unsorted else 0.0


def count(discovery: Discovery, sorts: Sorts, start: date, end: date) -> Count:
    """The tickets of a period by sort. ``sorts`` also says which exports are counted."""
    found = tuple(opened_between(discovery, sorts, start, end))
    months = tuple(_months(start, end))
    gathered: dict[str | None, list[Opened]] = {}
    for ticket in found:
        gathered.setdefault(ticket.sort, []).append(ticket)
    none = gathered.pop(None, [])
    order = sorted(gathered.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))
    entries: list[Entry] = []
    before = 0
    for sort, tickets in order:
        before += len(tickets)
        share = before / len(found)
        entries.append(_entry(discovery, str(sort), tickets, len(found), share, months))
    return Count(
        start,
        end,
        len(found),
        len(covered_days(discovery, sorts, start, end)),
        months,
        tuple(entries),
        _entry(discovery, "", none, len(found), 1.0, months) if none else None,
        _took(discovery, found),
    )


def categories(discovery: Discovery) -> dict[str, tuple[str | None, ...]]:
    """The categories that the service desk gave its tickets, as sorts."""
    return {
        key: tuple(category or None for category in table.categories)
        for key, table in discovery.tickets.items()
    }


def head(entries: Sequence[Entry], share: float) -> tuple[Entry, ...]:
    """The most frequent sorts that together hold at least ``share`` (0 to 1) of all tickets.

    All of them where they do not, because too many tickets are of no sort.
    """
    reached = next((n for n, entry in enumerate(entries, 1) if entry.cumulated >= share), None)
    return tuple(entries[:reached])


def opened_between(discovery: Discovery, sorts: Sorts, start: date, end: date) -> Iterator[Opened]:
    """The tickets opened from ``start`` to ``end``, both included, by export.

    A ticket that stands in two exports of one register is given once.
    """
    first = datetime.combine(start, datetime.min.time())
    last = datetime.combine(end, datetime.max.time())
    seen: set[tuple[str, str]] = set()
    for export in sorted(sorts):
        table = discovery.tickets[export]
        register = table.source.register
        for index, (identity, opened) in enumerate(zip(table.ids, table.opened, strict=True)):
            key = (register, identity)
            if first <= opened <= last and key not in seen:
                seen.add(key)
                yield Opened(export, index, opened, sorts[export][index])


def covered_days(
    discovery: Discovery, exports: Iterable[str], start: date, end: date
) -> frozenset[date]:
    """The days from ``start`` to ``end`` that at least one of the exports covers."""
    found: set[date] = set()
    for export in exports:
        described = discovery.exports[export]
        day = max(start, described.start)
        for number in range((min(end, described.end) - day).days + 1):
            found.add(day + timedelta(days=number))
    return frozenset(found)


def _entry(
    discovery: Discovery,
    key: str,
    tickets: Sequence[Opened],
    total: int,
    cumulated: float,
    months: tuple[date, ...],
) -> Entry:
    numbers = dict.fromkeys(months, 0)
    for ticket in tickets:
        numbers[ticket.opened.date().replace(day=1)] += 1
    hours = [
        spent
        for ticket in tickets
        if (spent := discovery.tickets[ticket.export].hours[ticket.place]) is not None
    ]
    return Entry(
        key,
        len(tickets),
        len(tickets) / total,
        cumulated,
        _took(discovery, tickets),
        sum(hours) if hours else None,
        tuple(numbers.values()),
    )


def _took(discovery: Discovery, tickets: Iterable[Opened]) -> Spread | None:
    took = sorted(
        (resolved - ticket.opened) / _HOUR
        for ticket in tickets
        if (resolved := discovery.tickets[ticket.export].resolved[ticket.place]) is not None
    )
    return Spread(len(took), _quantile(took, 0.5), _quantile(took, 0.9)) if took else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _months(start: date, end: date) -> Iterator[date]:
    month = start.replace(day=1)
    while month <= end:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)

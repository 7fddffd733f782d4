"""Days and times as exports write them, in the order that their description declares."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from riskbook.model.terms import DateOrder

_YEAR_FIRST = re.compile(
    r"([1-9][0-9]{3})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))"
)
_HAN = re.compile("([1-9][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([1-9][0-9]{3})")
_TIME = re.compile(
    r"(上午|下午|am|pm)?\s*([0-9]{1,2})[:：.]([0-9]{2})(?:[:：.]([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"\s*(am|pm|a\.m\.|p\.m\.)?\s*(z|utc|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_NOON = 12


class Moment(NamedTuple):
    """A moment as written: local unless it states its ``offset`` from UTC.

    Without a time of day it ``is_day``, and the moment is the midnight that begins it.
    """

    local: dt.datetime
    offset: dt.timedelta | None
    is_day: bool


class _Time(NamedTuple):
    since_midnight: dt.timedelta
    offset: dt.timedelta | None


class Moments:
    """Moments of one export. Each way to write a day or a time is read once."""

    def __init__(self, order: DateOrder) -> None:
        self.days: dict[str, dt.datetime | None] = {}
        """Every day as it was written, and the midnight that begins it."""
        self._order = order
        self._times: dict[str, _Time | None] = {}

    def read(self, cell: str) -> Moment | None:
        """The moment that a cell states, None where it states none."""
        day, _, time = (cell.replace("T", " ", 1) if "T" in cell[:11] else cell).partition(" ")
        if day in self.days:
            midnight = self.days[day]
        else:
            midnight = self.days[day] = _midnight(day, self._order)
        if midnight is None:
            return None
        if not time:
            return Moment(midnight, None, is_day=True)
        if time in self._times:
            found = self._times[time]
        else:
            found = self._times[time] = _time(time)
        return found and Moment(midnight + found.since_midnight, found.offset, is_day=False)


class Order(Enum):
    """What the days of an export say about the order that its description declares."""

    BORNE_OUT = "borne out"
    OTHER = "other"
    MIXED = "mixed"
    OPEN = "open"


def other_order(
    days: Iterable[str], opened: Iterable[str], declared: DateOrder, start: dt.date, end: dt.date
) -> tuple[Order, DateOrder, str]:
    """Whether all days of an export can be of the declared order, and of no other.

    ``opened`` are those on which tickets were opened; they lie between ``start`` and ``end`` in the
    order that is meant. Gives the other order that fits, and a day that shows it, if there is one.
    """
    days = sorted(days)
    misfits = [day for day in days if _midnight(day, declared) is None]
    for other in DateOrder:
        if other is declared:
            continue
        fitting = [day for day in misfits if _midnight(day, other) is not None]
        if fitting:
            contrary = any(
                _midnight(day, other) is None for day in days if _midnight(day, declared)
            )
            return (Order.MIXED if contrary else Order.OTHER), other, fitting[0]
        if misfits or any(_midnight(day, other) is None for day in days):
            continue
        turned = [day for day in opened if _midnight(day, other) != _midnight(day, declared)]
        if not turned or not _all_between(turned, other, start, end):
            continue
        both = _all_between(turned, declared, start, end)
        return (Order.OPEN if both else Order.OTHER), other, min(turned)
    return Order.BORNE_OUT, declared, ""


def _all_between(days: Iterable[str], order: DateOrder, start: dt.date, end: dt.date) -> bool:
    found = (_midnight(day, order) for day in days)
    return all(day is not None and start <= day.date() <= end for day in found)


def _midnight(day: str, order: DateOrder) -> dt.datetime | None:
    if order is DateOrder.YEAR_MONTH_DAY:
        match = _YEAR_FIRST.fullmatch(day)
        if match:
            parts = [part for part in match.groups() if part and part not in "-/."]
        else:
            match = _HAN.fullmatch(day)
            parts = list(match.groups()) if match else []
    else:
        match = _YEAR_LAST.fullmatch(day)
        parts = [match[4], match[3], match[1]] if match else []
        if order is DateOrder.MONTH_DAY_YEAR:
            parts = [*parts[:1], *parts[:0:-1]]
    try:
        year, month, number = map(int, parts)
        return dt.datetime(year, month, number)  # noqa: DTZ001  # local, as written
    except ValueError:
        return None


def _time(written: str) -> _Time | None:
    match = _TIME.fullmatch(written.strip())
    if match is None:
        return None
    before, hour, minute, second, after, offset = match.groups()
    hours, minutes, seconds = int(hour), int(minute), int(second or 0)
    half = (before or after or "").lower().replace(".", "")
    if half:
        if not 1 <= hours <= _NOON:
            return None
        hours = hours % _NOON + (_NOON if half in ("pm", "下午") else 0)
    if hours > 23 or minutes > 59 or seconds > 60:
        return None
    return _Time(dt.timedelta(hours=hours, minutes=minutes, seconds=seconds), _offset(offset or ""))


def _offset(written: str) -> dt.timedelta | None:
    if not written:
        return None
    if written[0] not in "+-":
        return dt.timedelta(0)
    distance = dt.timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    return -distance if written[0] == "-" else distance

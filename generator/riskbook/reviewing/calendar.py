"""Periods on the calendar: three months after a day is a day, not ninety-one days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from riskbook.model.records import Period

MONTHS_A_YEAR = 12


def after(day: date, period: Period) -> date:
    """The day one period after ``day``.

    Months and years keep the day of the month, or take the month's last where it has no such day:
    one month after 31 January is 28 or 29 February. A day past the calendar's end is its last.
    """
    try:
        return _after(day, period)
    except (OverflowError, ValueError):
        return date.max


def _after(day: date, period: Period) -> date:
    match period.unit:
        case "days":
            return day + timedelta(days=period.count)
        case "weeks":
            return day + timedelta(weeks=period.count)
        case "months":
            return _months_after(day, period.count)
        case "years":
            return _months_after(day, period.count * MONTHS_A_YEAR)
        case unit:
            message = f"no such unit of time: {unit}"
            raise LookupError(message)


def _months_after(day: date, months: int) -> date:
    count = day.year * MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(count, MONTHS_A_YEAR)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

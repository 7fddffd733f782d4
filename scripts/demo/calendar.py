"""Working days, and choices that look like chance but are the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from datetime import date, timedelta

SATURDAY = 5


def choose(count: int, *words: object) -> int:
    """A number from 0 to ``count - 1`` that depends on the words alone."""
    digest = hashlib.sha256("\0".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:8], "big") % count


def workday(day: date, holidays: Container[date]) -> date:
    """The day itself, or the next one on which people work."""
    while day.weekday() >= SATURDAY or day in holidays:
        day += timedelta(days=1)
    return day


def workday_before(day: date, holidays: Container[date]) -> date:
    """The day itself, or the last one before it on which people work."""
    while day.weekday() >= SATURDAY or day in holidays:
        day -= timedelta(days=1)
    return day

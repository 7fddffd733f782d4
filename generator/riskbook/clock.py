"""The one place where the clock is read."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today_in(time_zone: str) -> date:
    """The date now, in a time zone."""
    return datetime.now(ZoneInfo(time_zone)).date()

"""Readings that are missed: what the owner of an indicator still has to do."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.identifying.indicators import watched
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.status import Open, State

READING_MATTER = "reading"
"""The matter of a reading that should be there, beside those of the duties."""


def overdue_readings(judged: Judged) -> Iterator[Open]:
    """The indicators whose next reading is overdue, and those that never had one.

    Nothing is said of an indicator whose table could not be read: a check tells that.
    """
    found = judged.book.discovery
    seen = watched(judged.book, judged.today)
    for key, indicator in found.indicators.items():
        shown = seen.get(key)
        if shown is not None and shown.is_overdue(judged.today):
            yield Open(indicator.owner, READING_MATTER, State.OVERDUE, key, shown.due)
        elif shown is None and key in found.readings:
            yield Open(indicator.owner, READING_MATTER, State.NEVER, key)

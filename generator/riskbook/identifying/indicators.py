"""Key risk indicators: the state that readings give, since when, and when the next is due.

A reading at or past ``red`` is red, one at or past ``amber`` is amber. The state of the indicator
follows its readings, with two brakes against flicker (ADR 34):

- it turns worse once ``consecutive`` readings in a row are at or past a threshold;
- it turns green again with the first reading that has reached ``clear_at`` (hysteresis).

Worse readings never give a better state; ``tests/property/test_indicators.py`` holds that.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from math import ceil
from typing import NamedTuple

from riskbook.model.book import Book
from riskbook.model.discovery import Indicator, Readings
from riskbook.model.records import Period, Plan, Trigger
from riskbook.model.terms import Direction, Trouble
from riskbook.reviewing.calendar import after

GRACE_SHARE = 0.25
"""The part of its period by which a reading may be late."""

GRACE_LEAST = 3
"""Days by which a reading may be late at least: a weekend lies between two working days."""

LOOKED_AT = 6
"""Readings, at most, that a trend is told from."""

LEAST = 5
"""Readings that a trend is told from at least."""

CLEAR_TREND = 0.5
"""Kendall's rank correlation with time from which readings go one way."""

QUIET = Period(18, "months")
"""An indicator that was not once amber for so long may have thresholds that warn of nothing."""


class State(IntEnum):
    """What an indicator shows; higher is worse."""

    GREEN = 0
    AMBER = 1
    RED = 2


class Trend(Enum):
    """Which way the last readings went."""

    BETTER = "better"
    STEADY = "steady"
    WORSE = "worse"
    UNTOLD = "untold"  # too few readings


@dataclass(frozen=True, slots=True)
class Watch:
    """An indicator on a day, from its readings up to that day, of which there is at least one.

    ``course`` is the state after each reading, ``dates`` and ``values`` run in parallel with it.
    ``due`` is when the next reading is expected; it counts as overdue after ``overdue_after``.
    """

    dates: tuple[dt.date, ...]
    values: tuple[float, ...]
    course: tuple[State, ...]
    due: dt.date
    overdue_after: dt.date
    trend: Trend

    @property
    def state(self) -> State:
        """The state after the last reading."""
        return self.course[-1]

    @property
    def since(self) -> dt.date:
        """The day of the reading that gave the indicator its state."""
        return self.start_of(len(self.course) - 1)

    @property
    def last(self) -> dt.date:
        """The day of the last reading."""
        return self.dates[-1]

    @property
    def value(self) -> float:
        """The last reading."""
        return self.values[-1]

    def start_of(self, index: int) -> dt.date:
        """The day since which the state after a reading had held without a break."""
        while index and self.course[index - 1] is self.course[index]:
            index -= 1
        return self.dates[index]

    def since_at_least(self, state: State) -> dt.date | None:
        """Since when it has been in that state or a worse one without a break; None where not."""
        since = None
        for day, then in zip(reversed(self.dates), reversed(self.course), strict=True):
            if then < state:
                break
            since = day
        return since

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the next reading should have been there."""
        return today > self.overdue_after


class Met(NamedTuple):
    """A trigger of a plan that an indicator has met, and since when."""

    plan: Plan
    trigger: Trigger
    indicator: Indicator
    state: State
    since: dt.date


def watch(indicator: Indicator, readings: Readings, today: dt.date) -> Watch | None:
    """The indicator on a day; None without a reading up to then."""
    known = bisect_right(readings.dates, today)
    if not known:
        return None
    dates, values = readings.dates[:known], readings.values[:known]
    due = after(dates[-1], indicator.every)
    return Watch(
        dates,
        values,
        course(indicator, values),
        due,
        _later(due, grace(indicator.every)),
        trend(indicator.direction, values),
    )


def watched(book: Book, today: dt.date) -> Mapping[str, Watch]:
    """Every indicator of a book that has a reading up to a day, by id, sorted."""
    found = {}
    for key, indicator in book.discovery.indicators.items():
        readings = book.discovery.readings.get(key)
        if readings is not None and (seen := watch(indicator, readings, today)) is not None:
            found[key] = seen
    return found


def course(indicator: Indicator, values: Sequence[float]) -> tuple[State, ...]:
    """The state after each of the readings, oldest first; before the first it was green."""
    bands = [band(indicator, value) for value in values]
    states = []
    state = State.GREEN
    for index, value in enumerate(values):
        start = index + 1 - indicator.consecutive
        reached = min(bands[start : index + 1]) if start >= 0 else State.GREEN
        state = max(reached, min(state, _kept(indicator, value)))
        states.append(state)
    return tuple(states)


def band(indicator: Indicator, value: float) -> State:
    """Where one reading lies, by the thresholds alone."""
    if is_past(indicator.direction, value, indicator.red):
        return State.RED
    if is_past(indicator.direction, value, indicator.amber):
        return State.AMBER
    return State.GREEN


def is_past(direction: Direction, value: float, threshold: float) -> bool:
    """Whether a value is at a threshold or beyond it, on the bad side."""
    return value >= threshold if direction is Direction.HIGHER else value <= threshold


def grace(every: Period) -> int:
    """Days by which a reading may be late: a quarter of its period, at least three."""
    start = dt.date(2000, 1, 1)  # a leap year, so that no period counts shorter than it may be
    length = (after(start, every) - start).days
    return max(GRACE_LEAST, ceil(length * GRACE_SHARE))


def trend(direction: Direction, values: Sequence[float]) -> Trend:
    """Which way the last readings went: Kendall's tau with time (Mann 1945, Kendall 1938)."""
    last = values[-LOOKED_AT:]
    if len(last) < LEAST:
        return Trend.UNTOLD
    score = sum(
        (later > earlier) - (later < earlier)
        for index, later in enumerate(last)
        for earlier in last[:index]
    )
    tau = score / (len(last) * (len(last) - 1) / 2)
    worse = tau if direction is Direction.HIGHER else -tau
    if abs(worse) < CLEAR_TREND:
        return Trend.STEADY
    return Trend.WORSE if worse > 0 else Trend.BETTER


def quiet_since(indicator: Indicator, seen: Watch, today: dt.date) -> dt.date | None:
    """Since when no reading was amber, where that is :data:`QUIET` or longer; else None."""
    since = None
    for day, value in zip(reversed(seen.dates), reversed(seen.values), strict=True):
        if band(indicator, value) is not State.GREEN:
            break
        since = day
    return since if since is not None and after(since, QUIET) <= today else None


def state_named(trouble: Trouble | None) -> State:
    """The state that a trigger waits for; red where it does not say."""
    return State.AMBER if trouble is Trouble.AMBER else State.RED


def triggers_met(book: Book, seen: Mapping[str, Watch]) -> Iterator[Met]:
    """The triggers of plans whose indicator has the state that they wait for, or a worse one."""
    for plan in book.plans.values():
        for trigger in plan.trigger:
            shown = seen.get(trigger.indicator)
            if shown is None:
                continue
            since = shown.since_at_least(state_named(trigger.state))
            if since is not None:
                indicator = book.discovery.indicators[trigger.indicator]
                yield Met(plan, trigger, indicator, shown.state, since)


def plans_of(book: Book, indicator: str) -> tuple[tuple[Plan, Trigger], ...]:
    """The plans that an indicator sets off, with the trigger that names it, by id."""
    return tuple(
        (plan, trigger)
        for plan in book.plans.values()
        for trigger in plan.trigger
        if trigger.indicator == indicator
    )


def _kept(indicator: Indicator, value: float) -> State:
    """The worst state that a reading lets an indicator keep."""
    if is_past(indicator.direction, value, indicator.red):
        return State.RED
    clear = indicator.clear_at
    if clear is None:
        return band(indicator, value)
    has_cleared = value <= clear if indicator.direction is Direction.HIGHER else value >= clear
    return State.GREEN if has_cleared else State.AMBER


def _later(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max

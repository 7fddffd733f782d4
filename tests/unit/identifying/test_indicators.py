"""The state of an indicator: from when, until when, and when it is no longer read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from riskbook.identifying.indicators import (
    State,
    Trend,
    band,
    course,
    grace,
    plans_of,
    quiet_since,
    trend,
    triggers_met,
    watch,
    watched,
)
from riskbook.model.records import Period
from riskbook.model.terms import Direction, Trouble
from sample_indicators import CALM, indicator_book, sample_indicator, sample_readings
from samples import TODAY

GREEN, AMBER, RED = State.GREEN, State.AMBER, State.RED
LOWER: dict[str, Any] = {"direction": Direction.LOWER, "amber": 8, "red": 5}


@pytest.mark.parametrize(
    ("value", "state"), [(4.9, GREEN), (5, AMBER), (7.9, AMBER), (8, RED), (99, RED)]
)
def test_a_threshold_belongs_to_what_begins_there(value: float, state: State) -> None:
    assert band(sample_indicator(), value) is state


@pytest.mark.parametrize("value_and_state", [(8.1, GREEN), (8, AMBER), (5.1, AMBER), (5, RED)])
def test_where_lower_is_worse_it_is_the_other_way_round(
    value_and_state: tuple[float, State],
) -> None:
    value, state = value_and_state
    assert band(sample_indicator(**LOWER), value) is state


def test_one_spike_is_not_a_trend() -> None:
    steady = sample_indicator(consecutive=2)
    assert course(steady, (3, 9, 3, 6, 9, 9, 7)) == (GREEN, GREEN, GREEN, GREEN, AMBER, RED, AMBER)


def test_hysteresis_holds_amber_until_it_has_cleared() -> None:
    sticky = sample_indicator(clear_at=4)
    assert course(sticky, (6, 4.5, 4.1, 4, 4.9)) == (AMBER, AMBER, AMBER, GREEN, GREEN)
    assert course(sticky, (9, 4.5)) == (RED, AMBER)
    assert course(sticky, (9, 3)) == (RED, GREEN)


def test_hysteresis_where_lower_is_worse() -> None:
    sticky = sample_indicator(**LOWER, clear_at=9)
    assert course(sticky, (7, 8.5, 9, 8.5)) == (AMBER, AMBER, GREEN, GREEN)


def test_what_is_shown_is_the_last_reading_up_to_the_day_and_since_when() -> None:
    readings = sample_readings((3, 6, 7, 9), last=TODAY)
    shown = watch(sample_indicator(), readings, TODAY - timedelta(days=1))
    assert shown is not None
    assert (shown.state, shown.value, shown.last) == (AMBER, 7, TODAY - timedelta(weeks=1))
    assert shown.since == TODAY - timedelta(weeks=2)


def test_before_the_first_reading_nothing_is_shown() -> None:
    readings = sample_readings((3,), last=TODAY)
    assert watch(sample_indicator(), readings, TODAY - timedelta(days=1)) is None
    assert watch(sample_indicator(), sample_readings(()), TODAY) is None


def test_a_state_or_worse_goes_back_over_the_worse_one() -> None:
    shown = watch(sample_indicator(), sample_readings((3, 6, 9, 6)), TODAY)
    assert shown is not None
    assert shown.since == TODAY
    assert shown.since_at_least(AMBER) == TODAY - timedelta(weeks=2)
    assert shown.since_at_least(RED) is None


@pytest.mark.parametrize(
    ("every", "days"),
    [("1 days", 3), ("1 weeks", 3), ("2 weeks", 4), ("1 months", 8), ("3 months", 23)],
)
def test_a_reading_may_be_late_by_a_quarter_of_its_period(every: str, days: int) -> None:
    count, unit = every.split()
    assert grace(Period(int(count), unit)) == days


def test_overdue_begins_the_day_after_the_grace() -> None:
    shown = watch(sample_indicator(), sample_readings(CALM, last=date(2026, 11, 1)), TODAY)
    assert shown is not None
    assert (shown.due, shown.overdue_after) == (date(2026, 11, 8), date(2026, 11, 11))
    assert not shown.is_overdue(date(2026, 11, 11))
    assert shown.is_overdue(date(2026, 11, 12))


def test_a_reading_at_the_end_of_the_calendar_is_never_overdue() -> None:
    shown = watch(sample_indicator(), sample_readings((3,), last=date.max), date.max)
    assert shown is not None
    assert not shown.is_overdue(date.max)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((1, 2, 3, 4), Trend.UNTOLD),
        ((1, 2, 3, 4, 5), Trend.WORSE),
        ((5, 4, 3, 2, 1), Trend.BETTER),
        ((3, 3, 3, 3, 3), Trend.STEADY),
        ((9, 9, 9, 1, 5, 2, 4, 3, 5), Trend.STEADY),
        ((9, 9, 9, 9, 1, 2, 3, 4, 5, 6), Trend.WORSE),  # only the last six count
    ],
)
def test_a_trend_is_told_from_the_last_readings(values: tuple[float, ...], told: Trend) -> None:
    assert trend(Direction.HIGHER, values) is told


def test_rising_is_better_where_lower_is_worse() -> None:
    assert trend(Direction.LOWER, (1, 2, 3, 4, 5)) is Trend.BETTER


def test_eighteen_green_months_are_quiet() -> None:
    indicator = sample_indicator(every=Period(1, "months"))
    weeks = 80  # 18 months are 78 or 79 weeks
    for values, is_quiet in (
        ((3.0,) * weeks, True),
        ((3.0,) * (weeks - 5), False),
        ((3.0,) * (weeks - 2) + (5.0, 3.0), False),
    ):
        readings = sample_readings(values)
        shown = watch(indicator, readings, TODAY)
        assert shown is not None
        assert quiet_since(replace(indicator, amber=2), shown, TODAY) is None
        since = quiet_since(indicator, shown, TODAY)
        assert (since is not None) is is_quiet


@pytest.mark.parametrize(
    ("waits_for", "values", "times"),
    [
        (Trouble.AMBER, (3, 6), 1),
        (Trouble.AMBER, (3, 9), 1),
        (Trouble.RED, (3, 6), 0),
        (Trouble.RED, (3, 9), 1),
        (Trouble.AMBER, (6, 3), 0),
    ],
)
def test_a_trigger_is_met_by_its_state_or_a_worse_one(
    waits_for: Trouble, values: tuple[float, ...], times: int
) -> None:
    book = indicator_book(values, waits_for=waits_for)
    met = tuple(triggers_met(book, watched(book, TODAY)))
    assert [(each.plan.id, each.trigger.id, each.since) for each in met] == (
        [("P001", "T1", TODAY)] * times
    )
    assert [(plan.id, trigger.id) for plan, trigger in plans_of(book, "calls-waiting")] == [
        ("P001", "T1")
    ]


def test_what_could_not_be_read_shows_nothing_and_sets_nothing_off() -> None:
    book = indicator_book(None, waits_for=Trouble.AMBER)
    assert watched(book, TODAY) == {}
    assert tuple(triggers_met(book, {})) == ()

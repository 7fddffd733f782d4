"""What is rising, what is only to be watched, and what chance does all the time."""

from __future__ import annotations

import datetime as dt
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import END, discovered, some_tickets
from riskbook.identifying.rising import (
    BEFORE,
    RECENT,
    Trend,
    adjusted,
    chance_of,
    dispersion,
    rises,
)

TODAY = END + dt.timedelta(days=1)
TURN = END - dt.timedelta(days=RECENT - 1)


def recently(number: int) -> list[dt.date]:
    return [TURN + dt.timedelta(days=day % RECENT) for day in range(number)]


def evenly(number: int) -> list[dt.date]:
    """So many days spread over the days before."""
    return [TURN - dt.timedelta(days=1 + n * BEFORE // number) for n in range(number)]


def trends(days: dict[str, list[dt.date]], **changes: dt.date) -> dict[str, Trend]:
    tickets, sorts = some_tickets(days)
    found = rises(discovered(tickets, **changes), {tickets.of: sorts}, TODAY)
    return {one.key: one.trend for one in found}


@pytest.mark.parametrize(
    ("recent", "before", "exposures", "chance"),
    [
        (60, 30, (51477.5, 54308.7), 0.00042805),  # Gu and others 2008, exact conditional
        (12, 10, (30, 150), 5.64186e-5),  # binomial(22, 1/6)
    ],
)
def test_the_exact_conditional_test(
    recent: int, before: int, exposures: tuple[float, float], chance: float
) -> None:
    assert chance_of(recent, before, *exposures) == pytest.approx(chance, rel=1e-5)


@given(recent=st.integers(0, 60), before=st.integers(0, 60), days=st.integers(1, 300))
def test_it_is_the_sum_of_the_binomial_tail(recent: int, before: int, days: int) -> None:
    total, share = recent + before, 30 / (30 + days)
    tail = math.fsum(
        math.comb(total, number) * share**number * (1 - share) ** (total - number)
        for number in range(recent, total + 1)
    )
    assert chance_of(recent, before, 30, days) == pytest.approx(tail, rel=1e-9)


def test_the_false_discovery_rate() -> None:
    """The example of Benjamini and Hochberg 1995, table 1: four of fifteen at 5 %."""
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
               0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]  # fmt: skip
    found = adjusted(chances)
    assert sum(one <= 0.05 for one in found) == 4
    assert found[0] == pytest.approx(0.0015)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_allowing_for_many_never_makes_one_less_likely(chances: list[float]) -> None:
    found = adjusted(chances)
    assert all(
        one <= allowed + 1e-12 <= 1 + 1e-12 for one, allowed in zip(chances, found, strict=True)
    )
    order = sorted(range(len(chances)), key=chances.__getitem__)
    assert [found[place] for place in order] == sorted(found)


def test_dispersion_is_variance_over_mean() -> None:
    assert dispersion([3] * 10) == 0
    assert dispersion([0, 6] * 5) == pytest.approx(10 / 3)
    assert dispersion([1, 2, 3]) is None
    assert dispersion([0] * 20) is None


def test_one_type_that_rises_among_many_that_do_not() -> None:
    days = {f"S{n}": [*recently(6), *evenly(30)] for n in range(20)}
    days["UP"] = [*recently(24), *evenly(30)]
    found = trends(days)
    assert found.pop("UP") is Trend.RISING
    assert set(found.values()) == {Trend.STEADY}


def test_what_many_tests_explain_is_only_watched() -> None:
    days = {f"S{n:02}": [*recently(6), *evenly(30)] for n in range(40)}
    days["UP"] = [*recently(13), *evenly(30)]  # 0.011 by itself
    assert trends(days)["UP"] is Trend.WATCH
    assert trends({"UP": days["UP"]})["UP"] is Trend.RISING


def test_bursts_count_less() -> None:
    burst = [TURN - dt.timedelta(days=40)] * 20 + [TURN - dt.timedelta(days=90)] * 20
    tickets, sorts = some_tickets({"A": [*recently(20), *burst]})
    (one,) = rises(discovered(tickets), {tickets.of: sorts}, TODAY)
    assert one.chance < 0.01
    assert one.in_bursts
    assert one.trend is Trend.WATCH


def test_two_tickets_are_no_trend() -> None:
    assert trends({"A": recently(2)}) == {"A": Trend.STEADY}
    assert trends({"A": recently(3)}) == {"A": Trend.RISING}


def test_a_sort_that_was_not_looked_for_before_is_left_out() -> None:
    assert trends({"A": recently(20)}, start=TURN) == {}


def test_the_recent_days_end_with_the_last_covered_one() -> None:
    tickets, sorts = some_tickets({"A": [*recently(24), *evenly(31)]})
    early, late = (
        rises(discovered(tickets), {tickets.of: sorts}, day)
        for day in (END, END + dt.timedelta(days=60))
    )
    assert early == late
    (one,) = late
    assert (one.recent, one.before, one.recent_days, one.before_days) == (24, 31, 30, 150)
    assert one.ratio == pytest.approx(24 / 30 / (31 / 150))


def test_chance_alone_seldom_rises() -> None:
    """Over 40 books of 30 types of which none rises; at most one in ten has one that does."""
    rng = random.Random(20261122)  # noqa: S311  # chance, not secrecy
    alarms = 0
    for _ in range(40):
        days = {
            f"S{n:02}": [END - dt.timedelta(days=rng.randrange(180)) for _ in range(30)]
            for n in range(30)
        }
        alarms += Trend.RISING in trends(days).values()
    assert alarms <= 6

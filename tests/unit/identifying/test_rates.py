"""Rates and proportions: the published vectors, exact routes, and what holds for any count."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.identifying.rates import (
    exact_proportion,
    exact_rate,
    jeffreys_proportion,
    rate_posterior,
    wilson,
)
from riskbook.identifying.special_functions import (
    beta_tails,
    gamma_quantile,
    gamma_tails,
    student_quantile,
)


def near(value: float, tolerance: float) -> object:
    return pytest.approx(value, rel=tolerance)


def test_fifteen_events_in_four_hundred_years() -> None:
    """V21, from the tests of statsmodels (DescTools, ratesci)."""
    low, high = exact_rate(15, 400)
    assert (low, high) == (near(0.0209884653319583, 1e-12), near(0.0618505471787146, 1e-12))
    low, high = rate_posterior(15, 400).interval()
    assert (low, high) == (near(0.0219234232268444, 1e-12), near(0.0602898619930649, 1e-12))


def test_no_event_and_three_in_one_year() -> None:
    """V22; no event in T years leaves at most 3 / T (the rule of three)."""
    none = rate_posterior(0, 1)
    assert none.quantile(0.05) == near(0.00196607, 1e-6)
    assert none.quantile(0.5) == near(0.22746821, 1e-6)
    assert none.quantile(0.95) == near(1.92072941, 1e-6)
    low, high = rate_posterior(3, 1).interval()
    assert (low, high) == (near(0.84493459, 1e-6), near(8.00638214, 1e-6))
    assert exact_rate(0, 1) == (0.0, near(3.6888795, 1e-6))
    assert exact_rate(3, 1) == (near(0.6186721, 1e-6), near(8.7672731, 1e-6))
    assert exact_rate(0, 5, level=0.9).high == near(3.0 / 5, 2e-3)


@pytest.mark.parametrize(
    ("events", "years", "mean", "above"), [(3, 2.0, 0.857143, 0.300708), (30, 20.0, 1.32, 0.928544)]
)
def test_a_prior_of_somebody_who_knows(
    events: int, years: float, mean: float, above: float
) -> None:
    """V23, from Gelman, Bayesian Data Analysis, 2.6."""
    found = rate_posterior(events, years, prior_events=3, prior_years=5)
    assert found.mean == near(mean, 1e-5)
    assert found.above(1) == near(above, 1e-5)
    assert found.above(1) + found.below(1) == near(1, 1e-14)


def test_five_of_ten() -> None:
    """V27."""
    assert wilson(5, 10) == (near(0.236593, 1e-5), near(0.763407, 1e-5))


@pytest.mark.parametrize(("successes", "trials"), [(1, 12), (15, 400), (7, 9)])
def test_the_exact_interval_of_a_proportion_is_exact(successes: int, trials: int) -> None:
    """By the sums of binomial probabilities in fractions, without any function of ours."""
    low, high = exact_proportion(successes, trials)
    at_least = 1 - _up_to(successes - 1, trials, Fraction(low))
    assert float(at_least) == near(0.025, 1e-9)
    assert float(_up_to(successes, trials, Fraction(high))) == near(0.025, 1e-9)


def _up_to(most: int, trials: int, chance: Fraction) -> Fraction:
    return sum(
        (math.comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(most + 1)),
        Fraction(0),
    )


def test_nothing_and_everything_reach_the_ends() -> None:
    for interval in (exact_proportion, jeffreys_proportion):
        assert interval(0, 8).low == 0
        assert interval(8, 8).high == 1
        assert 0 < interval(8, 8).low < 1
    assert wilson(0, 8).low == 0
    assert wilson(8, 8).high == 1


def test_student() -> None:
    """Any table of t: 1 and 7 degrees of freedom, and nearly normal."""
    assert student_quantile(1, 0.95) == near(12.7062047, 1e-8)
    assert student_quantile(7, 0.95) == near(2.364624252, 1e-9)
    assert student_quantile(100_000, 0.95) == near(1.9599877, 1e-6)


def test_the_ends_of_the_distributions() -> None:
    assert gamma_tails(2, 0) == (0, 1)
    assert gamma_tails(2, math.inf) == (1, 0)
    assert beta_tails(2, 3, 0) == (0, 1)
    assert beta_tails(2, 3, 1) == (1, 0)
    assert gamma_tails(0.5, 800).above == near(math.erfc(math.sqrt(800)), 1e-9)


@given(st.integers(0, 300), st.floats(0.01, 0.99))
def test_a_quantile_undoes_the_distribution(events: int, below: float) -> None:
    point = gamma_quantile(events + 0.5, below)
    assert gamma_tails(events + 0.5, point).below == near(below, 1e-10)


@given(st.integers(0, 60), st.integers(1, 60))
def test_more_events_never_lower_an_interval(events: int, years: int) -> None:
    fewer, more = rate_posterior(events, years).interval(), rate_posterior(events + 1, years)
    assert fewer.low < more.interval().low
    assert fewer.high < more.interval().high

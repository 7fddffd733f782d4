"""Expected loss against published and closed-form values (V1 to V4 of the methods)."""

from __future__ import annotations

from math import exp, inf, log, sqrt

import pytest

from riskbook.assessing.expected_loss import (
    expected_yearly_loss,
    lognormal,
    mean_loss,
    probability_of,
    rate_of,
)
from riskbook.model.records import ExpectedLoss, LossRange


def a_year(
    low: float, high: float, *, rate: float | None = None, probability: float | None = None
) -> float | None:
    return expected_yearly_loss(ExpectedLoss(rate, probability, LossRange(low, high, 0.9), ""))


def test_v1_mean_of_a_90_percent_interval() -> None:
    mean = mean_loss(LossRange(635_000, 19_000_000, 0.9))
    assert mean == pytest.approx(5922706.83351131, rel=1e-12)


@pytest.mark.parametrize(
    ("rate", "expected"), [(0.1, 0.4040012826945718), (3.0, 12.120038480837177)]
)
def test_v2_rate_times_mean(rate: float, expected: float) -> None:
    assert a_year(1, 10, rate=rate) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("interval", [0.5, 0.8, 0.9, 0.95, 0.99])
@pytest.mark.parametrize(("low", "high"), [(1, 10), (2000, 30_000), (0.01, 5e9)])
def test_v3_the_interval_holds_its_probability(low: float, high: float, interval: float) -> None:
    loss = lognormal(LossRange(low, high, interval))
    assert loss.probability_up_to(low) == pytest.approx((1 - interval) / 2, rel=1e-12)
    assert loss.probability_up_to(high) == pytest.approx((1 + interval) / 2, rel=1e-12)


@pytest.mark.parametrize(
    ("probability", "low", "high", "expected", "exact"),
    [(0.05, 500e3, 2e6, 54_643, 54_642.58), (0.10, 400e3, 2.5e6, 116_785, 116_784.58)],
)
def test_v4_probability_times_mean_with_the_unrounded_quantile(
    probability: float, low: float, high: float, expected: float, exact: float
) -> None:
    loss = a_year(low, high, probability=probability)
    assert loss == pytest.approx(expected, abs=0.5)
    assert loss == pytest.approx(exact, abs=0.005)


def test_the_median_is_the_geometric_middle_and_the_mean_above_it() -> None:
    loss = lognormal(LossRange(1, 100, 0.9))
    assert loss.median == pytest.approx(10)
    assert loss.mean > loss.median


def test_a_certain_loss_costs_just_that() -> None:
    loss = lognormal(LossRange(500, 500, 0.9))
    assert loss.mean == pytest.approx(500)
    assert loss.probability_up_to(499) == 0
    assert loss.probability_up_to(501) == 1


def test_no_loss_is_below_nothing() -> None:
    assert lognormal(LossRange(1, 10, 0.9)).probability_up_to(0) == 0


@pytest.mark.parametrize(
    ("low", "high", "interval"),
    [(0, 10, 0.9), (-1, 10, 0.9), (10, 1, 0.9), (1, inf, 0.9), (1, 10, 0), (1, 10, 1)],
)
def test_what_is_no_range_has_no_mean(low: float, high: float, interval: float) -> None:
    loss = LossRange(low, high, interval)
    with pytest.raises(ValueError, match="not a range"):
        mean_loss(loss)
    assert expected_yearly_loss(ExpectedLoss(1.0, None, loss, "")) is None


def test_without_a_frequency_nothing_is_expected_and_never_is_not_unknown() -> None:
    assert a_year(1, 10) is None
    assert a_year(1, 10, rate=0) == 0


def test_a_range_too_wide_for_numbers_is_infinite_and_zero_times_it_is_zero() -> None:
    assert a_year(1e-300, 1e300, rate=1) == inf
    assert a_year(1e-300, 1e300, rate=0) == 0


@pytest.mark.parametrize(
    ("probability", "rate"), [(0, 0), (0.5, log(2)), (0.8, 1.6094379124341003), (1, inf)]
)
def test_rate_and_probability(probability: float, rate: float) -> None:
    assert rate_of(probability) == pytest.approx(rate)
    assert probability_of(rate) == pytest.approx(probability)


def test_small_probabilities_keep_their_digits() -> None:
    assert rate_of(1e-18) == pytest.approx(1e-18, rel=1e-12)
    assert probability_of(1e-18) == pytest.approx(1e-18, rel=1e-12)


def test_the_formula_by_hand() -> None:
    sigma = (log(10) - log(1)) / (2 * 1.6448536269514722)
    assert mean_loss(LossRange(1, 10, 0.9)) == pytest.approx(sqrt(10) * exp(sigma**2 / 2))

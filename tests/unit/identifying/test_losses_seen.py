"""What incidents cost: honest below eight, an interval that holds from eight on."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest

from riskbook.identifying.losses_seen import LossesSeen, losses_seen, mean_loss, product_interval
from riskbook.identifying.rates import Interval, rate_posterior

EIGHT = (6200, 9500, 11800, 38400, 7100, 15000, 22000, 4300)


def seen(*losses: float | None) -> LossesSeen | None:
    return losses_seen(losses, rate_posterior(len(losses), 2.0), len(losses) / 2)


def test_below_eight_there_is_only_a_range() -> None:
    found = seen(*EIGHT[:7], None)
    assert found is not None
    assert (found.known, found.unknown, found.lowest, found.highest) == (7, 1, 6200, 38400)
    assert (found.mean, found.yearly, found.yearly_average) == (None, None, None)
    assert seen(None, None) is None


def test_from_eight_on_there_are_intervals() -> None:
    found = seen(*EIGHT)
    assert found is not None
    assert found.mean is not None
    assert found.yearly is not None
    assert found.mean.low < found.average < found.mean.high
    assert found.yearly_average == 4 * found.average
    assert found.yearly.low < found.yearly_average < found.yearly.high


def test_a_loss_of_nothing_has_no_logarithm() -> None:
    found = seen(*EIGHT, 0)
    assert found is not None
    assert found.lowest == 0
    assert found.mean is None


def test_the_interval_of_the_mean_is_that_of_olsson() -> None:
    """By the formula of the paper, over the logarithms 1 to 8: t(7) = 2.364624."""
    found = mean_loss([math.exp(n) for n in range(1, 9)])
    spread = 6.0  # the variance of 1..8
    half = 2.3646243 * math.sqrt(spread / 8 + spread**2 / 14)
    assert math.log(found.estimate) == pytest.approx(4.5 + 3)
    assert math.log(found.interval.low) == pytest.approx(7.5 - half)
    assert math.log(found.interval.high) == pytest.approx(7.5 + half)


def test_the_interval_holds_nearly_as_often_as_it_says() -> None:
    """With 8,000 runs it is 94.0 % for these losses."""
    runs, of_each = 600, 10
    logs = NormalDist().samples(runs * of_each, seed=7)
    held = 0
    for begin in range(0, len(logs), of_each):
        found = mean_loss([math.exp(one) for one in logs[begin : begin + of_each]])
        held += found.interval.low <= math.exp(0.5) <= found.interval.high
    assert 0.915 <= held / runs <= 0.965


def test_a_product_with_what_is_certain_keeps_its_interval() -> None:
    found = product_interval(3.0, Interval(1.0, 9.0), 5.0, Interval(5.0, 5.0))
    assert found == pytest.approx((5.0, 45.0))
    both = product_interval(3.0, Interval(1.0, 9.0), 3.0, Interval(1.0, 9.0))
    assert both == pytest.approx((9 / 3 ** math.sqrt(2), 9 * 3 ** math.sqrt(2)))

"""The steps of a scale as bands of rates, and how probable each is."""

from __future__ import annotations

import math

import pytest

from riskbook.identifying.likelihood_steps import rate_bounds, stated_rate, step_probabilities
from riskbook.identifying.rates import rate_posterior
from riskbook.model.criteria import LikelihoodKind, LikelihoodScale
from sample_framework import sample_steps

FIVE = [(str(n), str(n), str(n)) for n in range(5)]
PROBABILITIES = LikelihoodScale(
    LikelihoodKind.PROBABILITY, sample_steps(FIVE, (0, 0.05, 0.2, 0.5, 0.8, 1))
)
RATES = LikelihoodScale(LikelihoodKind.RATE, sample_steps(FIVE, (None, 0.1, 0.5, 1, 4, None)))


@pytest.mark.parametrize(
    ("events", "years", "expected"),
    [(1, 1, (0.01, 0.06, 0.22, 0.35, 0.36)), (0, 5, (0.53, 0.34, 0.13, 0.01, 0.00))],
)
def test_the_steps_after_one_event_and_after_none(
    events: int, years: float, expected: tuple[float, ...]
) -> None:
    """V31."""
    found = step_probabilities(rate_posterior(events, years), PROBABILITIES)
    assert found == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("scale", [PROBABILITIES, RATES])
@pytest.mark.parametrize("events", [0, 1, 40])
def test_the_steps_of_a_whole_scale_share_all_probability(
    scale: LikelihoodScale, events: int
) -> None:
    assert sum(step_probabilities(rate_posterior(events, 2), scale)) == pytest.approx(1, abs=1e-12)


def test_probabilities_are_rates_of_at_least_one_event() -> None:
    bounds = rate_bounds(PROBABILITIES)
    assert bounds[3] == pytest.approx((math.log(2), math.log(5)))
    assert bounds[4].high == math.inf
    assert rate_bounds(RATES)[0] == (0, 0.1)
    assert rate_bounds(RATES)[4] == (4, math.inf)


def test_a_step_states_its_middle_and_an_open_one_its_end() -> None:
    steps = PROBABILITIES.steps
    assert stated_rate(steps[3], LikelihoodKind.PROBABILITY) == pytest.approx(-math.log(0.35))
    assert stated_rate(RATES.steps[3], LikelihoodKind.RATE) == 2.5
    assert stated_rate(RATES.steps[4], LikelihoodKind.RATE) == 4

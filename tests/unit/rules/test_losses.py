"""RB307, RB308, RB310: stated figures agree with the scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riskbook.model.criteria import LikelihoodKind, LikelihoodScale
from riskbook.model.records import ExpectedLoss, LossRange
from samples import sample_book, sample_criteria, sample_risk, sample_stage

Told = Callable[..., list[tuple[str, str, str]]]

WITHIN_SERIOUS = LossRange(20_000, 60_000, 0.9)


def costing(
    loss: LossRange = WITHIN_SERIOUS,
    *,
    rate: float | None = None,
    probability: float | None = None,
    **changes: Any,
) -> Any:
    return sample_risk(expected_loss=ExpectedLoss(rate, probability, loss, ""), **changes)


def by_rate() -> Any:
    scale = sample_criteria().likelihood
    return sample_criteria(likelihood=LikelihoodScale(LikelihoodKind.RATE, scale.steps))


def test_a_probability_lies_within_its_step(told: Told) -> None:
    assert told(sample_book([costing(probability=0.6)])) == [
        (
            "RB307",
            "expected_loss/probability",
            (
                "A probability of 0.6 lies outside the current likelihood Possible (3), which is "
                "0.2 to 0.5"
            ),
        )
    ]
    assert told(sample_book([costing(probability=0.2)])) == []
    assert told(sample_book([costing(probability=0.5)])) != []


def test_a_rate_is_compared_as_a_probability(told: Told) -> None:
    """1 - exp(-1.2) = 0.699 and 1 - exp(-0.6) = 0.451 (Poisson)."""
    assert told(sample_book([costing(rate=1.2)])) == [
        (
            "RB307",
            "expected_loss/rate",
            (
                "A rate of 1.2 a year makes at least one event 0.699 probable in a year, which "
                "lies outside the current likelihood Possible (3): 0.2 to 0.5"
            ),
        )
    ]
    assert told(sample_book([costing(rate=0.6)])) == []


def test_a_rate_on_a_scale_of_rates(told: Told) -> None:
    assert told(sample_book([costing(rate=0.6)], criteria=by_rate())) == [
        (
            "RB307",
            "expected_loss/rate",
            (
                "A rate of 0.6 a year lies outside the current likelihood Possible (3), which is "
                "0.2 to 0.5 events a year"
            ),
        )
    ]
    assert told(sample_book([costing(rate=0.4)], criteria=by_rate())) == []


def test_a_probability_is_compared_as_a_rate(told: Told) -> None:
    """-ln(1 - 0.45) = 0.598 and -ln(1 - 0.3) = 0.357."""
    assert told(sample_book([costing(probability=0.45)], criteria=by_rate())) == [
        (
            "RB307",
            "expected_loss/probability",
            (
                "A probability of 0.45 in a year makes 0.598 events a year, which lies outside the "
                "current likelihood Possible (3): 0.2 to 0.5"
            ),
        )
    ]
    assert told(sample_book([costing(probability=0.3)], criteria=by_rate())) == []


def test_the_end_of_the_scale_belongs_to_its_last_step(told: Told) -> None:
    """A rate of 40 makes a probability that rounds to 1, the end of the last step."""
    assert told(sample_book([costing(rate=40, likelihood=5)])) == []


def test_the_mean_loss_lies_within_its_step(told: Told) -> None:
    """The mean of a lognormal with 90 % between 20,000 and 60,000 is 36,628."""
    minor = costing(rate=0.4, impact=2)
    assert told(sample_book([minor])) == [
        (
            "RB308",
            "expected_loss/loss",
            (
                "The mean loss of 36,600 CNY lies outside the current impact Minor (2), which is "
                "1,000 to 10,000 CNY"
            ),
        )
    ]
    assert told(sample_book([costing(rate=0.4, impact=3)])) == []


def test_only_the_money_dimension_is_compared(told: Told) -> None:
    risk = costing(rate=0.4, impact={"customer": 1, "financial": 4})
    assert told(sample_book([risk])) == [
        (
            "RB308",
            "expected_loss/loss",
            (
                "The mean loss of 36,600 CNY lies outside the current impact (Financial) Major "
                "(4), which is 100,000 to 1,000,000 CNY"
            ),
        )
    ]
    assert told(sample_book([costing(rate=0.4, impact={"customer": 1, "financial": 3})])) == []


@pytest.mark.parametrize(
    ("loss", "message"),
    [
        (
            LossRange(10, 20_000, 0.9),
            "High is 2,000 times low: a loss from 10 to 20,000 says little",
        ),
        (
            LossRange(100, 90_000, 0.5),
            (
                "The mean loss lies above the high end 90,000: 100 to 90,000 is too wide for an "
                "interval of 0.5"
            ),
        ),
        (
            LossRange(100, 90_000, 1e-9),
            (
                "The mean loss lies above the high end 90,000: 100 to 90,000 is too wide for an "
                "interval of 1e-09"
            ),
        ),
        (
            LossRange(30_000, 2_000, 0.9),
            "The loss starts at 30,000, which is not below its end of 2,000",
        ),
    ],
)
def test_a_range_of_losses_says_something(told: Told, loss: LossRange, message: str) -> None:
    assert told(sample_book([costing(loss, rate=0.4)])) == [
        ("RB310", "expected_loss/loss", message)
    ]


def test_a_thousandfold_range_is_still_taken(told: Told) -> None:
    assert told(sample_book([costing(LossRange(100, 100_000, 0.9), rate=0.4)])) == []


def test_figures_without_a_score_are_not_judged(told: Told) -> None:
    risk = costing(rate=1.2)
    assessment = sample_risk().assessment.__class__(sample_stage(3, 3), None, None, None, None)
    found = told(
        sample_book([sample_risk(assessment=assessment, expected_loss=risk.expected_loss)])
    )
    assert [code for code, _, _ in found] == ["RB301", "RB307"]

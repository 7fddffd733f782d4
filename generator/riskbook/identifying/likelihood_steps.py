"""The steps of a likelihood scale as bands of rates, and how probable each is after a count."""

from __future__ import annotations

import math

from riskbook.assessing.expected_loss import rate_of
from riskbook.identifying.rates import Interval, RatePosterior
from riskbook.model.criteria import LikelihoodKind, LikelihoodScale, ScaleStep


def rate_bounds(scale: LikelihoodScale) -> tuple[Interval, ...]:
    """The rates (events a year) that each step stands for, rarest first; an open end is 0 or inf.

    A scale of probabilities means that of at least one event a year: 1 - exp(-rate).
    """
    return tuple(
        Interval(
            _as_rate(step.start or 0.0, scale.kind),
            math.inf if step.end is None else _as_rate(step.end, scale.kind),
        )
        for step in scale.steps
    )


def step_probabilities(posterior: RatePosterior, scale: LikelihoodScale) -> tuple[float, ...]:
    """How probable it is of each step that it holds the true rate, rarest first."""
    return tuple(
        posterior.below(band.high) - posterior.below(band.low)
        if posterior.below(band.low) < 0.5
        else posterior.above(band.low) - posterior.above(band.high)
        for band in rate_bounds(scale)
    )


def stated_rate(step: ScaleStep, kind: LikelihoodKind) -> float:
    """The rate (events a year) that a step states: that of its middle, of an open one its end."""
    start, end = step.start or 0.0, step.end
    if end is None or math.isinf(end):
        return _as_rate(start, kind)
    return _as_rate((start + end) / 2, kind)


def _as_rate(number: float, kind: LikelihoodKind) -> float:
    if kind is LikelihoodKind.RATE:
        return number
    return rate_of(number) if number < 1 else math.inf

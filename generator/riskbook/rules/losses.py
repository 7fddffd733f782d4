"""RB307, RB308, RB310: whether stated frequencies and losses agree with the scores."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from riskbook.assessing.expected_loss import lognormal, probability_of, rate_of
from riskbook.findings import Finding
from riskbook.model.criteria import LikelihoodKind, ScaleStep
from riskbook.model.records import ExpectedLoss, LossRange, Risk, Stage
from riskbook.rules.evidence import (
    Evidence,
    Rule,
    axis_name,
    fault,
    in_risk,
    living,
    stage_name,
    step_of,
)
from riskbook.wording import Fact, Saying, say

WIDEST = 1000.0
"""The ratio of high to low above which a range of losses says next to nothing."""


def rate_outside_step(view: Evidence) -> Iterator[Finding]:
    """RB307: a stated rate or probability that its likelihood step does not hold."""
    scale = view.book.criteria.likelihood
    for risk in living(view.book):
        scored = _scored(risk)
        if risk.expected_loss is None or scored is None:
            continue
        name, stage = scored
        frequency = _frequency(risk.expected_loss, scale.kind)
        step = step_of(scale.steps, stage.likelihood)
        if frequency is None or _holds(scale.steps, step, frequency.on_scale):
            continue
        facts: dict[str, Fact] = {
            "stated": float(frequency.stated),
            "converted": _rounded(frequency.on_scale),
            "stage": stage_name(name),
            "step": step.name,
            "value": step.value,
            "band": _band(step),
        }
        yield fault(
            "RB307",
            in_risk(risk, f"expected_loss/{frequency.field}"),
            say(frequency.sentence, **facts),
            _fitting(scale.steps, frequency.on_scale, "hint.RB307", "hint.RB307.none"),
        )


def loss_outside_step(view: Evidence) -> Iterator[Finding]:
    """RB308: a mean loss that the step of a money dimension does not hold."""
    criteria = view.book.criteria
    money = {dimension.key for dimension in criteria.impact.dimensions if dimension.money}
    for risk in living(view.book) if money else ():
        scored = _scored(risk)
        if risk.expected_loss is None or scored is None:
            continue
        loss = risk.expected_loss.loss
        if _shape(loss) is not None:
            continue
        name, stage = scored
        mean = lognormal(loss).mean
        for key, value in stage.impact:
            step = step_of(criteria.impact.steps, value)
            if (key and key not in money) or _holds(criteria.impact.steps, step, mean):
                continue
            yield fault(
                "RB308",
                in_risk(risk, "expected_loss/loss"),
                say(
                    "finding.RB308",
                    mean=_rounded(mean),
                    currency=view.book.settings.currency,
                    stage=stage_name(name),
                    axis=axis_name(criteria, key),
                    step=step.name,
                    value=step.value,
                    band=_band(step),
                ),
                _fitting(
                    criteria.impact.steps,
                    mean,
                    "hint.RB308",
                    "hint.RB308.none",
                    low=float(loss.low),
                    high=float(loss.high),
                ),
            )


def loss_interval_too_wide(view: Evidence) -> Iterator[Finding]:
    """RB310: a range of losses that says next to nothing, or nothing at all."""
    for risk in living(view.book):
        if risk.expected_loss is None:
            continue
        loss = risk.expected_loss.loss
        shape = _shape(loss)
        if shape is None:
            continue
        facts: dict[str, Fact] = {
            "low": float(loss.low),
            "high": float(loss.high),
            "interval": loss.interval,
            "ratio": _rounded(loss.high / loss.low),
        }
        message, hint = _WORDS[shape]
        place = in_risk(risk, "expected_loss/loss")
        yield fault("RB310", place, say(message, **facts), say(hint, **facts))


RULES: tuple[Rule, ...] = (
    ("RB307", rate_outside_step),
    ("RB308", loss_outside_step),
    ("RB310", loss_interval_too_wide),
)


class Frequency(NamedTuple):
    """How often, as stated and on the scale of the criteria."""

    field: str
    stated: float
    on_scale: float
    sentence: str


def _frequency(expected: ExpectedLoss, kind: LikelihoodKind) -> Frequency | None:
    rate, probability = expected.rate, expected.probability
    if rate is not None:
        if kind is LikelihoodKind.RATE:
            return Frequency("rate", rate, rate, "finding.RB307.rate")
        return Frequency("rate", rate, probability_of(rate), "finding.RB307.rate-as-probability")
    if probability is not None:
        if kind is LikelihoodKind.PROBABILITY:
            return Frequency("probability", probability, probability, "finding.RB307.probability")
        return Frequency(
            "probability", probability, rate_of(probability), "finding.RB307.probability-as-rate"
        )
    return None


def _scored(risk: Risk) -> tuple[str, Stage] | None:
    """The stage that figures are about: the risk as it is today, else as it would be."""
    assessment = risk.assessment
    if assessment.current:
        return "current", assessment.current
    return ("inherent", assessment.inherent) if assessment.inherent else None


class Shape(Enum):
    """What can be wrong with a range of losses."""

    REVERSED = "its ends are the wrong way round"
    WIDE = "its ends are too far apart"
    HEAVY = "its mean lies beyond it"


_WORDS = MappingProxyType(
    {
        Shape.REVERSED: ("finding.RB310.reversed", "hint.RB310.reversed"),
        Shape.WIDE: ("finding.RB310", "hint.RB310"),
        Shape.HEAVY: ("finding.RB310.mean", "hint.RB310.mean"),
    }
)


def _shape(loss: LossRange) -> Shape | None:
    if not 0 < loss.low < loss.high:
        return Shape.REVERSED
    if loss.high / loss.low > WIDEST:
        return Shape.WIDE
    # In logarithms, since the mean of an absurd range is beyond all numbers.
    spread = lognormal(loss)
    return Shape.HEAVY if spread.mu + spread.sigma**2 / 2 > math.log(loss.high) else None


def _holds(steps: Sequence[ScaleStep], step: ScaleStep, number: float) -> bool:
    """Whether the step's band holds the number; the topmost end belongs to its step."""
    if step.start is not None and number < step.start:
        return False
    if step.end is None or number < step.end:
        return True
    return step is steps[-1] and number == step.end


def _fitting(
    steps: Sequence[ScaleStep], number: float, hint: str, without: str, /, **facts: Fact
) -> Saying:
    """The hint that names the step which holds the number, or the one for when none does."""
    for step in steps:
        if (step.start, step.end) != (None, None) and _holds(steps, step, number):
            return say(hint, fitting=step.name, fitting_value=step.value, **facts)
    return say(without, **facts)


def _band(step: ScaleStep) -> Saying:
    if step.start is None:
        return say("finding.band.to", high=float(step.end or 0))
    if step.end is None:
        return say("finding.band.from", low=float(step.start))
    return say("finding.band", low=float(step.start), high=float(step.end))


def _rounded(number: float) -> float:
    """Three significant digits: enough to compare with a band."""
    return float(f"{number:.3g}")

"""Words with numbers: what stands at the steps of a scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from riskbook.model.criteria import ImpactScale, LikelihoodKind, LikelihoodScale, ScaleStep
from riskbook.wording import Catalogue


class StepLabel(NamedTuple):
    """A step in words (``4 · Likely``) and in numbers (``50–80 %``; "" where it has none)."""

    name: str
    numbers: str


def likelihood_labels(scale: LikelihoodScale, catalogue: Catalogue) -> tuple[StepLabel, ...]:
    """The steps of the likelihood scale: probabilities in percent, or events a year.

    A last step that ends at certainty reads "80 % or more", not "80–100 %".
    """
    if scale.kind is LikelihoodKind.PROBABILITY:
        certain = scale.steps[-1].end == 1
        top = (*scale.steps[:-1], replace(scale.steps[-1], end=None)) if certain else scale.steps
        return tuple(_label(step, catalogue, "percent", _percent) for step in top)
    return tuple(_label(step, catalogue, "number", _compact(catalogue)) for step in scale.steps)


def impact_labels(scale: ImpactScale, catalogue: Catalogue) -> tuple[StepLabel, ...]:
    """The steps of the impact scale; their numbers are amounts of the dimension of money."""
    return tuple(_label(step, catalogue, "number", _compact(catalogue)) for step in scale.steps)


def money_name(currency: str, catalogue: Catalogue) -> str:
    """A currency (ISO 4217) in words; its code where it has no name."""
    from babel.numbers import get_currency_name

    return get_currency_name(currency, locale=catalogue.language)


def _label(
    step: ScaleStep, catalogue: Catalogue, unit: str, number: Callable[[float], str]
) -> StepLabel:
    name = catalogue.word("picture.step", value=step.value, name=step.name)
    start, end = step.start, step.end
    if start and end is not None:
        words = catalogue.word(f"picture.{unit}.between", start=number(start), end=number(end))
        return StepLabel(name, words)
    if end is not None:
        return StepLabel(name, catalogue.word(f"picture.{unit}.below", end=number(end)))
    if start is not None:
        return StepLabel(name, catalogue.word(f"picture.{unit}.above", start=number(start)))
    return StepLabel(name, "")


def _percent(share: float) -> str:
    return f"{share * 100:.4g}"


def _compact(catalogue: Catalogue) -> Callable[[float], str]:
    """Numbers as the language shortens them: 10K, 1M; 1万, 100万."""
    from babel.numbers import format_compact_decimal

    def compact(number: float) -> str:
        return format_compact_decimal(number, locale=catalogue.language, fraction_digits=2)

    return compact

"""The bands of a scale: the numbers of its steps, and where they do not join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import inf, isclose
from typing import NamedTuple

from riskbook.model.criteria import Criteria, ScaleStep

LOGARITHMIC_GROWTH = 5.0
"""A scale on which every bound is at least so many times the one below grows by a factor."""


class Axis(Enum):
    """One of the two scales of the matrix."""

    LIKELIHOOD = "likelihood"
    IMPACT = "impact"


class BandFaultKind(Enum):
    """What can be wrong with a band."""

    OPEN = "open"  # a bound is missing within the scale, or at its start
    OPEN_ENDED = "open-ended"  # the highest step has no upper bound
    BACKWARD = "backward"  # it ends at or before its start
    GAP = "gap"  # some numbers between two steps belong to neither
    OVERLAP = "overlap"  # some belong to both


@dataclass(frozen=True, slots=True)
class BandFault:
    """One fault of a step's band; of a gap or an overlap, ``step`` is the upper of the two."""

    axis: Axis
    kind: BandFaultKind
    step: int


class Range(NamedTuple):
    """The numbers of a step; ``end`` is exclusive, and infinite where the highest step is open."""

    start: float
    end: float


def band_faults(criteria: Criteria) -> tuple[BandFault, ...]:
    """The faults of both scales, by step. A scale without any numbers makes no promise to break."""
    return (
        *_faults(Axis.LIKELIHOOD, criteria.likelihood.steps),
        *_faults(Axis.IMPACT, criteria.impact.steps),
    )


def has_numbers(steps: Sequence[ScaleStep]) -> bool:
    """Whether any step of the scale has a bound."""
    return any(bound is not None for step in steps for bound in (step.start, step.end))


def ranges(steps: Sequence[ScaleStep]) -> tuple[Range, ...] | None:
    """The numbers of every step, or None where one lacks them or runs backward.

    Only the highest step may be open, upward.
    """
    found = []
    for step in steps:
        end = inf if step.end is None and step is steps[-1] else step.end
        if step.start is None or end is None or not 0 <= step.start < end:
            return None
        found.append(Range(step.start, end))
    return tuple(found)


def is_logarithmic(steps: Sequence[ScaleStep]) -> bool:
    """Whether the scale grows by a factor from step to step, tenfold for instance."""
    bounds = [step.start for step in steps] + [steps[-1].end]
    positive = [bound for bound in bounds if bound is not None and bound > 0]
    return len(positive) > 2 and all(
        upper >= LOGARITHMIC_GROWTH * lower for lower, upper in pairwise(positive)
    )


def _faults(axis: Axis, steps: Sequence[ScaleStep]) -> Iterator[BandFault]:
    if not has_numbers(steps):
        return
    for below, step in pairwise((None, *steps)):
        if step is None:
            continue
        if step.start is None or (step.end is None and step is not steps[-1]):
            yield BandFault(axis, BandFaultKind.OPEN, step.value)
        elif step.end is None:
            yield BandFault(axis, BandFaultKind.OPEN_ENDED, step.value)
        elif step.end <= step.start:
            yield BandFault(axis, BandFaultKind.BACKWARD, step.value)
        if below is None or below.end is None or step.start is None:
            continue
        if isclose(step.start, below.end, rel_tol=1e-9):
            continue
        kind = BandFaultKind.GAP if step.start > below.end else BandFaultKind.OVERLAP
        yield BandFault(axis, kind, step.value)

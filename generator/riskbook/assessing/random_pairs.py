"""How well levels order risks: two random risks, how often tied, certainly right, and reversed.

Nothing is drawn: a scale is cut into a lattice of equally probable points and every pair of them
is counted, so that the same criteria give the same figures to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp, inf, log
from typing import NamedTuple

from riskbook.assessing.bands import Range, is_logarithmic, ranges
from riskbook.model.criteria import Criteria, ScaleStep

POINTS = 120
"""Points a scale is cut into; the shares are then good to about a tenth of a percent point."""

DECADE = 10.0
"""How far a logarithmic scale reaches where a bound is 0 or open and no step tells."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Shares, 0 to 1, of the pairs of random risks.

    Likelihood and impact are independent and even over their scales, by the logarithm where a scale
    grows by a factor. ``same_level`` are tied. ``guaranteed`` differ in level, and whatever their
    numbers within their cells, the higher level is the greater risk. ``reversed`` differ in level
    and the higher level is the lesser risk. The rest is in order by chance.
    """

    same_level: float
    guaranteed: float
    reversed: float


class _Spread(NamedTuple):
    """A step of a scale: its numbers, the probability that a random risk has it, its points."""

    numbers: Range
    share: float
    points: tuple[float, ...]


def random_pairs(levels: Mapping[tuple[int, int], int], criteria: Criteria) -> Pairs:
    """The shares for a matrix given as level by (likelihood, impact); both scales have numbers.

    Risks in a cell without a level are left out.
    """
    likelihoods = _spread(criteria.likelihood.steps)
    impacts = _spread(criteria.impact.steps)
    cells = [
        (level, likelihoods[likelihood - 1], impacts[impact - 1])
        for (likelihood, impact), level in sorted(levels.items())
    ]
    total = sum(x.share * y.share for _, x, y in cells)
    if total == 0:
        return Pairs(0.0, 0.0, 0.0)
    weighed = [
        _Weighed(
            level,
            x.share * y.share / total,
            x.numbers.start * y.numbers.start,
            x.numbers.end * y.numbers.end,
        )
        for level, x, y in cells
    ]
    points = [
        (a * b, level, x.share * y.share / total / (len(x.points) * len(y.points)))
        for level, x, y in cells
        for a, b in product(x.points, y.points)
    ]
    return Pairs(_same_level(weighed), _guaranteed(weighed), _reversed(points))


class _Weighed(NamedTuple):
    """A cell: its level, the probability that a random risk is in it, and how great it may be."""

    level: int
    share: float
    least: float
    most: float


def _same_level(cells: Sequence[_Weighed]) -> float:
    by_level: dict[int, float] = {}
    for cell in cells:
        by_level[cell.level] = by_level.get(cell.level, 0.0) + cell.share
    return sum(share**2 for share in by_level.values())


def _guaranteed(cells: Sequence[_Weighed]) -> float:
    return 2 * sum(
        low.share * high.share
        for low, high in product(cells, repeat=2)
        if low.level < high.level and low.most <= high.least
    )


def _reversed(points: list[tuple[float, int, float]]) -> float:
    """Twice the share of pairs in which the lesser risk has the higher level."""
    points.sort()
    count = max(level for _, level, _ in points) + 1
    lesser = [0.0] * count  # the share of the risks below this one, by level
    share = 0.0
    for _, level, weight in points:
        share += weight * sum(lesser[level + 1 :])
        lesser[level] += weight
    return 2 * share


def _spread(steps: Sequence[ScaleStep]) -> list[_Spread]:
    """The steps of a scale with their shares and points; the caller knows that it has numbers."""
    numbers = ranges(steps) or ()
    logarithmic = is_logarithmic(steps)
    bounded = _bounded(numbers)
    if logarithmic:
        bounded = [Range(log(one.start or one.end / DECADE), log(one.end)) for one in bounded]
    whole = sum(one.end - one.start for one in bounded)
    points = max(4, POINTS // len(steps))
    return [
        _Spread(
            numbers[index],
            (one.end - one.start) / whole,
            tuple(
                exp(point) if logarithmic else point
                for point in (
                    one.start + (one.end - one.start) * (nth + 0.5) / points
                    for nth in range(points)
                )
            ),
        )
        for index, one in enumerate(bounded)
    ]


def _bounded(numbers: Sequence[Range]) -> list[Range]:
    """With an end for an open highest step: by as large a factor as the step below it."""
    *lower, highest = numbers
    if highest.end < inf:
        return list(numbers)
    below = lower[-1] if lower else Range(0.0, 0.0)
    factor = below.end / below.start if below.start > 0 else DECADE
    return [*lower, Range(highest.start, (highest.start or 1.0) * max(factor, 1.0 + 1e-9))]

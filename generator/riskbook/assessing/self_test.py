"""The matrix's self-test: what a risk matrix promises its readers, and where it breaks the promise.

Sources: L. A. Cox, "What's Wrong with Risk Matrices?", Risk Analysis 28(2), 2008 (weak consistency,
betweenness); N. J. Duijm, "Recommendations on the use and design of risk matrices", Safety Science
76, 2015 (add the steps where scales are logarithmic).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from riskbook.assessing.bands import BandFault, Range, band_faults, is_logarithmic, ranges
from riskbook.assessing.levels import level_at
from riskbook.assessing.random_pairs import Pairs, random_pairs
from riskbook.model.criteria import Criteria, Score

LEVELS_WITH_A_MIDDLE = 3
"""From so many levels on, something can stand between the lowest and the highest."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A cell of the matrix, steps counted from 1; ``level`` is an index, lowest 0."""

    likelihood: int
    impact: int
    level: int


@dataclass(frozen=True, slots=True, order=True)
class CellPair:
    """Two cells that do not go together."""

    lower: Cell
    higher: Cell


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A cell of the lowest level that can hold a greater risk than one of the highest.

    ``most`` is what the lowest can reach, ``least`` where the highest begins: likelihood times
    impact a year, in the units of the scales. ``most`` is infinite where a step has no upper bound.
    """

    lowest: Cell
    highest: Cell
    most: float
    least: float


@dataclass(frozen=True, slots=True)
class Numbers:
    """What can be told only where every step has its numbers."""

    inconsistent: tuple[Inconsistency, ...]  # the gravest first
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What the matrix keeps and breaks; nothing found is good.

    ``missing`` are cells without a level as (likelihood, impact); ``falls`` neighbours of which the
    higher has the lower level; ``unused`` levels that no cell has; ``touching`` cells of the lowest
    level beside one of the highest, by a side or the upper right corner. ``top`` is the level at
    the highest likelihood and impact, None where it is missing. ``multiplies_tenfold`` says that
    steps are multiplied although the impact grows by a factor. ``numbers`` is None where a scale
    lacks some.
    """

    missing: tuple[tuple[int, int], ...]
    falls: tuple[CellPair, ...]
    unused: tuple[int, ...]
    touching: tuple[CellPair, ...]
    top: int | None
    top_is_highest: bool
    bands: tuple[BandFault, ...]
    multiplies_tenfold: bool
    numbers: Numbers | None


def test_matrix(criteria: Criteria) -> SelfTest:
    """Everything that the matrix of these criteria can be asked without a risk."""
    cells = _cells(criteria)
    highest = len(criteria.levels) - 1
    top = level_at(criteria, len(criteria.likelihood.steps), len(criteria.impact.steps))
    return SelfTest(
        missing=tuple(place for place in _places(criteria) if place not in cells),
        falls=tuple(sorted(_falls(cells))),
        unused=tuple(sorted(set(range(highest + 1)) - {cell.level for cell in cells.values()})),
        touching=tuple(sorted(_touching(cells, highest))),
        top=top,
        top_is_highest=top == highest,
        bands=band_faults(criteria),
        multiplies_tenfold=(
            criteria.score is Score.PRODUCT and is_logarithmic(criteria.impact.steps)
        ),
        numbers=_numbers(criteria, cells),
    )


def _places(criteria: Criteria) -> Iterator[tuple[int, int]]:
    likelihoods = range(1, len(criteria.likelihood.steps) + 1)
    return product(likelihoods, range(1, len(criteria.impact.steps) + 1))


def _cells(criteria: Criteria) -> dict[tuple[int, int], Cell]:
    return {
        (likelihood, impact): Cell(likelihood, impact, level)
        for likelihood, impact in _places(criteria)
        if (level := level_at(criteria, likelihood, impact)) is not None
    }


def _falls(cells: dict[tuple[int, int], Cell]) -> Iterator[CellPair]:
    for (likelihood, impact), cell in cells.items():
        for beside in ((likelihood + 1, impact), (likelihood, impact + 1)):
            higher = cells.get(beside)
            if higher is not None and higher.level < cell.level:
                yield CellPair(cell, higher)


def _touching(cells: dict[tuple[int, int], Cell], highest: int) -> Iterator[CellPair]:
    if highest + 1 < LEVELS_WITH_A_MIDDLE:
        return
    steps = ((1, 0), (0, 1), (1, 1), (-1, 0), (0, -1))
    for (likelihood, impact), cell in cells.items():
        for right, up in steps if cell.level == 0 else ():
            beside = cells.get((likelihood + right, impact + up))
            if beside is not None and beside.level == highest:
                yield CellPair(cell, beside)


def _numbers(criteria: Criteria, cells: dict[tuple[int, int], Cell]) -> Numbers | None:
    likelihoods, impacts = ranges(criteria.likelihood.steps), ranges(criteria.impact.steps)
    if likelihoods is None or impacts is None:
        return None
    highest = len(criteria.levels) - 1
    found = [
        Inconsistency(low, high, most, least)
        for low, high in product(cells.values(), repeat=2)
        if low.level == 0 < high.level == highest
        and (most := _most(low, likelihoods, impacts))
        > (least := _least(high, likelihoods, impacts))
    ]
    # By how much it is broken, as a ratio that a start at 0 cannot divide by.
    found.sort(key=lambda one: (one.least / one.most, one.lowest, one.highest))
    levels = {place: cell.level for place, cell in cells.items()}
    return Numbers(tuple(found), random_pairs(levels, criteria))


def _most(cell: Cell, likelihoods: tuple[Range, ...], impacts: tuple[Range, ...]) -> float:
    return likelihoods[cell.likelihood - 1].end * impacts[cell.impact - 1].end


def _least(cell: Cell, likelihoods: tuple[Range, ...], impacts: tuple[Range, ...]) -> float:
    return likelihoods[cell.likelihood - 1].start * impacts[cell.impact - 1].start

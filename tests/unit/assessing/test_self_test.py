"""The matrix's self-test against the two common 5x5 product designs and small broken grids."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Any

import pytest

from riskbook.assessing import self_test
from riskbook.assessing.bands import Axis, BandFault, BandFaultKind
from riskbook.assessing.self_test import Cell, CellPair, SelfTest
from riskbook.model.criteria import Criteria, ImpactScale, LikelihoodKind, LikelihoodScale, Score
from samples import CRITICAL, grid, sample_criteria, sample_steps

PERCENT = (0.0, 0.05, 0.2, 0.5, 0.8, 1.0)
TENFOLD = (1e3, 1e4, 1e5, 1e6, 1e7, 1e8)
EVEN_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
EVEN_LOSSES = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)


def criteria_with(
    likelihood: tuple[float | None, ...] = PERCENT,
    impact: tuple[float | None, ...] = TENFOLD,
    **changes: Any,
) -> Criteria:
    def names(count: int) -> list[tuple[str, str, str]]:
        return [(f"s{step}", f"Step {step}", f"第 {step} 级") for step in range(1, count)]

    scale = sample_steps(names(len(likelihood)), likelihood)
    fields: dict[str, Any] = {
        "likelihood": LikelihoodScale(LikelihoodKind.PROBABILITY, scale),
        "impact": ImpactScale((), sample_steps(names(len(impact)), impact)),
    }
    return sample_criteria(**(fields | changes))


def product_design(*ends: int, **changes: Any) -> Criteria:
    """Levels by the product of the steps, each up to one of ``ends``, the last to 25."""
    fields: dict[str, Any] = {
        "matrix": tuple(
            tuple(sum(x * y > end for end in ends) for x in range(1, 6)) for y in range(1, 6)
        ),
        "levels": sample_criteria().levels[: len(ends) + 1],
        "score": Score.PRODUCT,
    }
    return criteria_with(**(fields | changes))


def examined(criteria: Criteria) -> SelfTest:
    return self_test.test_matrix(criteria)


@pytest.mark.parametrize(("ends", "count"), [((5, 14), 5), ((4, 9, 14), 1)])
def test_v29_product_designs_break_weak_consistency(ends: tuple[int, ...], count: int) -> None:
    numbers = examined(product_design(*ends)).numbers
    assert numbers is not None
    assert len(numbers.inconsistent) == count
    pair = (Cell(1, 4, 0), Cell(5, 3, len(ends)))
    shared = next(one for one in numbers.inconsistent if (one.lowest, one.highest) == pair)
    assert shared.most == pytest.approx(500_000)
    assert shared.least == pytest.approx(80_000)


@pytest.mark.parametrize("ends", [(5, 14), (4, 9, 14)])
def test_v29_linear_bands_keep_weak_consistency(ends: tuple[int, ...]) -> None:
    design = product_design(*ends)
    linear = criteria_with(
        EVEN_SHARES, EVEN_LOSSES, matrix=design.matrix, levels=design.levels, score=Score.PRODUCT
    )
    numbers = examined(linear).numbers
    assert numbers is not None
    assert numbers.inconsistent == ()


@pytest.mark.parametrize(
    ("ends", "same", "guaranteed", "reversed_"),
    [((5, 14), 0.347, 0.501, 0.032), ((4, 9, 14), 0.258, 0.532, 0.050)],
)
def test_pairs_of_random_risks(
    ends: tuple[int, ...], same: float, guaranteed: float, reversed_: float
) -> None:
    numbers = examined(product_design(*ends)).numbers
    assert numbers is not None
    assert numbers.pairs.same_level == pytest.approx(same, abs=0.001)
    assert numbers.pairs.guaranteed == pytest.approx(guaranteed, abs=0.002)
    assert numbers.pairs.reversed == pytest.approx(reversed_, abs=0.002)


def test_the_reversed_share_has_a_closed_form_where_one_cell_is_low() -> None:
    # Likelihood and impact even on (0, 1), low where both are under a half or impact is. Then a low
    # risk is x*y with y even on (0, .5), a high one with y even on (.5, 1), x even on (0, 1).
    criteria = criteria_with(
        (0.0, 0.5, 1.0),
        (0.0, 0.5, 1.0),
        matrix=((0, 0), (1, 1)),
        levels=sample_criteria().levels[:2],
    )
    numbers = examined(criteria).numbers
    assert numbers is not None
    # P(x1*y1 > x2*y2), with u = y1/y2 in (0, 1) and P(x1*u > x2) = u/2: E[u]/2 = ln(2)/4.
    assert numbers.pairs.reversed == pytest.approx(2 * 0.25 * 0.5 * log(2) / 2, abs=1e-3)
    assert numbers.pairs.same_level == pytest.approx(0.5)


def test_the_sample_matrix_keeps_every_promise() -> None:
    result = examined(sample_criteria())
    found = (result.missing, result.falls, result.unused, result.touching, result.bands)
    assert not any(found)
    assert (result.top, result.top_is_highest, result.multiplies_tenfold) == (CRITICAL, True, False)
    assert result.numbers is not None
    assert result.numbers.inconsistent == ()


def test_a_fall_names_both_cells() -> None:
    result = examined(sample_criteria(matrix=grid("MHHCC", "MMHCC", "LHMHH", "LLMMH", "LLLMM")))
    assert result.falls == (
        CellPair(Cell(2, 3, 2), Cell(2, 4, 1)),
        CellPair(Cell(2, 3, 2), Cell(3, 3, 1)),
    )


def test_a_missing_cell_is_named_and_everything_else_still_examined() -> None:
    result = examined(sample_criteria(matrix=grid("MHHC.", "MMHCC", "LMMHH", "LLMMH", "LLLMM")))
    assert result.missing == ((5, 5),)
    assert result.top is None
    assert not result.top_is_highest
    assert result.falls == ()


def test_a_matrix_without_its_lowest_rows_misses_their_cells() -> None:
    result = examined(sample_criteria(matrix=grid("MHHCC", "MMHCC", "LMMHH")))
    assert len(result.missing) == 10


def test_a_level_that_no_cell_has_is_unused() -> None:
    result = examined(sample_criteria(matrix=grid("MMMCC", "MMMCC", "LMMMM", "LLMMM", "LLLMM")))
    assert result.unused == (2,)


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        (("MMC", "LMM", "LLM"), 0),
        (("MMC", "MLM", "LLM"), 1),  # the corner
        (("MCC", "LLM", "LLM"), 3),  # a side and two corners
        (("CMM", "MLL", "LLM"), 0),  # the upper left corner is no rise
        (("MMM", "LCM", "LLM"), 3),
    ],
)
def test_lowest_beside_highest(drawn: tuple[str, ...], count: int) -> None:
    criteria = criteria_with(
        (0.0, 0.1, 0.5, 1.0),
        (1e3, 1e4, 1e5, 1e6),
        matrix=grid(*drawn, levels="LMC"),
        levels=sample_criteria().levels[:3],
    )
    assert len(examined(criteria).touching) == count


def test_two_levels_always_touch_and_that_is_no_fault() -> None:
    criteria = criteria_with(
        (0.0, 0.1, 0.5, 1.0),
        (1e3, 1e4, 1e5, 1e6),
        matrix=grid("MMM", "LMM", "LLM"),
        levels=sample_criteria().levels[:2],
    )
    assert examined(criteria).touching == ()


def test_a_scale_without_numbers_cannot_be_held_to_them() -> None:
    result = examined(criteria_with(impact=(None,) * 6))
    assert result.numbers is None
    assert result.bands == ()


def test_an_open_highest_step_reaches_any_loss() -> None:
    result = examined(
        criteria_with(
            impact=(*TENFOLD[:5], None), matrix=grid("LHHCC", "LMHCC", "LMMHH", "LLMMH", "LLLMM")
        )
    )
    assert result.bands == (BandFault(Axis.IMPACT, BandFaultKind.OPEN_ENDED, 5),)
    assert result.numbers is not None
    assert result.numbers.inconsistent[0].lowest == Cell(1, 5, 0)
    assert result.numbers.inconsistent[0].most == float("inf")


@pytest.mark.parametrize(
    ("bounds", "faults"),
    [
        ([(0, 1), (1, 2), (2, 3)], []),
        ([(None, 1), (1, 2), (2, 3)], [(BandFaultKind.OPEN, 1)]),
        ([(0, None), (1, 2), (2, 3)], [(BandFaultKind.OPEN, 1)]),
        ([(0, 1), (1, 2), (2, None)], [(BandFaultKind.OPEN_ENDED, 3)]),
        ([(0, 1), (1.5, 2), (2, 3)], [(BandFaultKind.GAP, 2)]),
        ([(0, 1), (0.5, 2), (2, 3)], [(BandFaultKind.OVERLAP, 2)]),
        ([(0, 1), (1, 1), (1, 3)], [(BandFaultKind.BACKWARD, 2)]),
    ],
)
def test_faults_of_bands(
    bounds: list[tuple[float | None, float | None]], faults: list[tuple[BandFaultKind, int]]
) -> None:
    sample = sample_criteria()
    steps = tuple(
        replace(step, start=start, end=end)
        for step, (start, end) in zip(sample.likelihood.steps, bounds, strict=False)
    )
    criteria = sample_criteria(
        likelihood=LikelihoodScale(LikelihoodKind.RATE, steps), matrix=grid("HHH", "MMM", "LLL")
    )
    expected = tuple(BandFault(Axis.LIKELIHOOD, kind, step) for kind, step in faults)
    assert examined(criteria).bands == expected


def test_products_on_tenfold_bands_are_told() -> None:
    assert examined(product_design(5, 14)).multiplies_tenfold
    assert not examined(product_design(5, 14, score=Score.SUM)).multiplies_tenfold
    assert not examined(criteria_with(impact=EVEN_LOSSES, score=Score.PRODUCT)).multiplies_tenfold


@pytest.mark.parametrize(("across", "up"), [(3, 10), (10, 3), (10, 10)])
def test_every_shape_of_grid_adds_up(across: int, up: int) -> None:
    criteria = criteria_with(
        tuple(step / across for step in range(across + 1)),
        tuple(10.0**step for step in range(up + 1)),
        matrix=tuple(
            tuple(min(3, 4 * (x + y) // (across + up - 1)) for x in range(across))
            for y in range(up)
        ),
    )
    result = examined(criteria)
    assert result.numbers is not None
    pairs = result.numbers.pairs
    assert (result.missing, result.falls) == ((), ())
    assert 0 < pairs.same_level < 1
    assert pairs.same_level + pairs.guaranteed + pairs.reversed <= 1


def test_the_test_is_the_same_every_time() -> None:
    criteria = product_design(5, 14)
    assert examined(criteria) == examined(criteria)

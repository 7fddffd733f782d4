from __future__ import annotations

from dataclasses import replace

import pytest

from riskbook.assessing.levels import level, position
from riskbook.assessing.standing import Position
from riskbook.model.criteria import Score
from samples import (
    CRITICAL,
    HIGH,
    LOW,
    MEDIUM,
    grid,
    sample_book,
    sample_criteria,
    sample_risk,
    sample_stage,
)


@pytest.mark.parametrize(
    ("likelihood", "impact", "expected"),
    [(1, 1, LOW), (3, 1, LOW), (1, 3, LOW), (1, 5, MEDIUM), (5, 1, MEDIUM), (4, 3, HIGH),
     (3, 4, HIGH), (4, 4, CRITICAL), (5, 5, CRITICAL)],
)  # fmt: skip
def test_the_level_is_that_of_the_cell(likelihood: int, impact: int, expected: int) -> None:
    place = position(sample_stage(likelihood, impact), sample_criteria())
    assert place == Position(likelihood, impact, (), expected, likelihood + impact)


def test_the_worst_dimension_counts_and_is_named() -> None:
    place = position(sample_stage(4, {"customer": 2, "financial": 3}), sample_criteria())
    assert place == Position(4, 3, ("financial",), HIGH, 7)


def test_dimensions_that_are_equally_bad_are_all_named() -> None:
    place = position(sample_stage(4, {"customer": 3, "financial": 3}), sample_criteria())
    assert place is not None
    assert place.deciding == ("customer", "financial")


def test_the_score_orders_and_never_makes_a_level() -> None:
    criteria = sample_criteria(score=Score.PRODUCT)
    minor_but_certain = position(sample_stage(5, 1), criteria)
    rare_but_major = position(sample_stage(1, 4), criteria)
    assert minor_but_certain is not None
    assert rare_but_major is not None
    assert (minor_but_certain.score, rare_but_major.score) == (5, 4)
    assert minor_but_certain.level == rare_but_major.level == MEDIUM


@pytest.mark.parametrize(("likelihood", "impact"), [(5, 5), (6, 1), (1, 6), (0, 1), (1, 0)])
def test_what_has_no_cell_has_no_level(likelihood: int, impact: int) -> None:
    criteria = sample_criteria(matrix=grid("MHHC.", "MMHCC", "LMMHH", "LLMMH", "LLLMM"))
    assert position(sample_stage(likelihood, impact), criteria) is None


def test_a_stage_without_any_impact_has_no_level() -> None:
    assert position(sample_stage(3, {}), sample_criteria()) is None


def test_every_stage_of_every_assessed_risk_is_placed() -> None:
    risk = sample_risk("R001", 4, 4)
    planned = replace(risk.assessment, current=sample_stage(4, 3), target=None)
    blank = replace(risk.assessment, inherent=None, current=None, target=None)
    book = sample_book([replace(risk, assessment=planned), sample_risk("R002", assessment=blank)])
    levels = level(book)
    assert list(levels) == ["R001"]
    stages = levels["R001"]
    assert stages.inherent == Position(4, 4, (), CRITICAL, 8)
    assert stages.current == Position(4, 3, (), HIGH, 7)
    assert stages.target is None

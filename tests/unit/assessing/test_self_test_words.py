"""The self-test in words: what a reader of the method page gets, in both languages."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from riskbook.assessing import self_test
from riskbook.assessing.bands import Axis, BandFault, BandFaultKind
from riskbook.assessing.random_pairs import Pairs
from riskbook.assessing.self_test import Cell, CellPair, Inconsistency, Numbers
from riskbook.assessing.self_test_words import Outcome, self_test_lines
from riskbook.model.criteria import Criteria, LikelihoodKind, LikelihoodScale
from riskbook.reading.resources import catalogue
from samples import grid, sample_criteria, sample_steps

EN, ZH = catalogue("en"), catalogue("zh")


def lines(criteria: Criteria) -> list[tuple[Outcome, str, str]]:
    result = self_test_lines(self_test.test_matrix(criteria), criteria)
    return [(line.outcome, EN.say(line.saying), ZH.say(line.saying)) for line in result]


def test_a_sound_matrix_is_told_promise_by_promise() -> None:
    said = lines(sample_criteria())
    assert [outcome for outcome, _, _ in said] == [Outcome.KEPT] * 8 + [Outcome.TOLD]
    assert said[1][1:] == (
        "The level never falls when likelihood or impact rises.",
        "发生概率或影响程度升高时，风险等级从不下降。",
    )


def test_what_is_broken_is_told_with_an_example() -> None:
    criteria = sample_criteria(matrix=grid("HHHC.", "LMHCC", "LCMHL", "LLLMH", "LLLMM"))
    broken = [said for outcome, *said in lines(criteria) if outcome is Outcome.BROKEN]
    assert broken[0][0] == "One cell of the matrix has no level: likelihood 5 with impact 5."
    assert broken[1] == [
        (
            "The level falls in 4 places although likelihood or impact rises, for example from "
            "Critical (likelihood 2, impact 3) to Medium (likelihood 2, impact 4)."
        ),
        (
            "发生概率或影响程度升高时，有 4 处风险等级反而下降，例如"
            "从“严重”（发生概率 2、影响程度 3）到“中”（发生概率 2、影响程度 4）。"
        ),
    ]


def test_a_scale_without_numbers_is_told_once_and_not_called_fitting() -> None:
    names = [("a", "A", "甲"), ("b", "B", "乙"), ("c", "C", "丙")]
    criteria = sample_criteria(
        likelihood=LikelihoodScale(LikelihoodKind.PROBABILITY, sample_steps(names, [None] * 4)),
        matrix=grid("MHC", "LMH", "LLM", "LLM", "LLL"),
    )
    english = [said for _, said, _ in lines(criteria)]
    assert sum("has no numbers" in said for said in english) == 1
    assert not any("join without gaps" in said for said in english)
    assert any("nobody can tell" in said for said in english)


def test_an_open_highest_step_is_no_fault() -> None:
    sample = sample_criteria()
    *lower, highest = sample.impact.steps
    steps = (*lower, replace(highest, end=None))
    said = lines(replace(sample, impact=replace(sample.impact, steps=steps)))
    assert (
        Outcome.TOLD,
        "The highest step of impact, 5, has no upper bound.",
        "影响程度的最高级（第 5 级）没有上限。",
    ) in said
    assert not any(outcome is Outcome.BROKEN for outcome, _, _ in said)


@pytest.mark.parametrize(("kind", "axis"), list(product(BandFaultKind, Axis)))
def test_every_fault_of_a_band_has_its_words(kind: BandFaultKind, axis: Axis) -> None:
    criteria = sample_criteria()
    test = replace(self_test.test_matrix(criteria), bands=(BandFault(axis, kind, 3),))
    (line,) = (
        line
        for line in self_test_lines(test, criteria)
        if line.saying.key == f"selftest.bands.{kind.value}"
    )
    assert axis.value in EN.say(line.saying)
    assert "3" in ZH.say(line.saying)


@pytest.mark.parametrize("most", [500_000.0, float("inf")])
@pytest.mark.parametrize("count", [1, 2])
def test_everything_broken_at_once_can_be_said(most: float, count: int) -> None:
    criteria = sample_criteria()
    low, high = Cell(1, 4, 0), Cell(5, 3, 3)
    test = replace(
        self_test.test_matrix(criteria),
        missing=((1, 1), (2, 2))[:count],
        falls=(CellPair(low, high),) * count,
        unused=(1, 2)[:count],
        touching=(CellPair(low, high),) * count,
        top_is_highest=False,
        multiplies_tenfold=True,
        numbers=Numbers((Inconsistency(low, high, most, 80_000.4),) * count, Pairs(0.3, 0.5, 0.1)),
    )
    said = self_test_lines(test, criteria)
    assert sum(line.outcome is Outcome.BROKEN for line in said) == 7
    for line in said:
        for words in (EN.say(line.saying), ZH.say(line.saying)):
            assert "{" not in words
            assert "inf" not in words
    assert any("80,000" in EN.say(line.saying) for line in said)

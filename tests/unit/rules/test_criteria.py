"""RB6xx: the criteria are sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from riskbook.model.criteria import Criteria, Score
from riskbook.model.records import Period
from samples import grid, sample_book, sample_criteria, sample_risk

Told = Callable[..., list[tuple[str, str, str]]]


def under(criteria: Criteria) -> Any:
    """A book with these criteria and one risk that no level troubles."""
    return sample_book([sample_risk(likelihood=1, impact=1)], criteria=criteria)


def of_matrix(*drawn: str) -> Any:
    return under(sample_criteria(matrix=grid(*drawn)))


def with_bands(axis: str, *bands: tuple[float | None, float | None]) -> Any:
    criteria = sample_criteria()
    scale = criteria.likelihood if axis == "likelihood" else criteria.impact
    steps = tuple(
        replace(step, start=start, end=end)
        for step, (start, end) in zip(scale.steps, bands, strict=True)
    )
    return under(sample_criteria(**{axis: replace(scale, steps=steps)}))


def codes(found: Iterable[tuple[str, str, str]]) -> list[str]:
    return [code for code, _, _ in found]


def test_the_level_never_falls_as_the_risk_rises(told: Told) -> None:
    found = told(of_matrix("MHHCC", "MMHCC", "LMMLH", "LLMMH", "LLLMM"))
    assert [each for each in found if each[0] == "RB601"] == [
        (
            "RB601",
            "matrix/2/3",
            (
                "The level falls from Medium at Likely × Minor to Low at Likely × Serious, "
                "although the risk rises"
            ),
        ),
        (
            "RB601",
            "matrix/2/3",
            (
                "The level falls from Medium at Possible × Serious to Low at Likely × Serious, "
                "although the risk rises"
            ),
        ),
    ]


def test_every_cell_has_a_level(told: Told) -> None:
    assert told(of_matrix("MHHCC", "MMHCC", "LMM?H", "LLMMH", "LLLMM")) == [
        ("RB602", "matrix/2/3", "The matrix has no level for Likely × Serious")
    ]


def test_the_matrix_is_as_large_as_its_scales(told: Told) -> None:
    missing_row = told(of_matrix("MMHCC", "LMMHH", "LLMMH", "LLLMM"))
    assert ("RB602", "matrix", "The matrix has 4 rows, but the impact scale has 5 steps") in (
        missing_row
    )
    assert codes(missing_row) == ["RB602"]
    assert told(of_matrix("MHHCC", "MMHC", "LMMHH", "LLMMH", "LLLMM")) == [
        (
            "RB602",
            "matrix/1",
            "This row of the matrix has 4 cells, but the likelihood scale has 5 steps",
        )
    ]


def test_every_level_is_used(told: Told) -> None:
    found = told(of_matrix("MHHHC", "MMHHH", "LMMHH", "LLMMH", "LLLMM"))
    assert found == []
    found = told(of_matrix("MMMCC", "MMMCC", "LMMMM", "LLMMM", "LLLMM"))
    assert found == [
        (
            "RB603",
            "levels/2",
            "No cell of the matrix has the level High, so no risk can ever have it",
        )
    ]


def test_the_lowest_level_keeps_away_from_the_highest(told: Told) -> None:
    found = told(of_matrix("MHHCC", "MMHCC", "LMMHC", "LLMMH", "LLLMM"))
    assert found == []
    found = told(of_matrix("MHHCC", "MMHCC", "LMMCC", "LLLMH", "LLLMM"))
    assert found == [
        (
            "RB604",
            "matrix/3/2",
            (
                "The lowest level Low at Possible × Minor lies beside the highest level Critical "
                "at Likely × Serious"
            ),
        )
    ]


def test_the_lowest_level_never_holds_the_greater_risk(told: Told) -> None:
    """Rare × Slight reaches 0.05 × 1,000; Rare × Severe starts at nothing."""
    found = told(of_matrix("CCCCC", "MMHCC", "MMMHH", "LMMMH", "LMMMM"))
    assert found == [
        (
            "RB605",
            "matrix/4/0",
            (
                "In 2 pairs of cells the lowest level can hold the greater risk: Low at Rare × "
                "Slight reaches 50 a year, Critical at Rare × Severe starts at 0"
            ),
        )
    ]


LIKELIHOOD = ((0.0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.0))


def changed(index: int, start: float | None, end: float | None) -> Any:
    return (*LIKELIHOOD[:index], (start, end), *LIKELIHOOD[index + 1 :])


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (
            changed(2, 0.2, None),
            [
                (
                    "RB606",
                    "likelihood/steps/2/to",
                    (
                        'The step Possible (3) has no "to", though other steps of the scale have '
                        "numbers"
                    ),
                )
            ],
        ),
        (
            changed(0, None, 0.05),
            [
                (
                    "RB606",
                    "likelihood/steps/0/from",
                    'The step Rare (1) has no "from", though other steps of the scale have numbers',
                )
            ],
        ),
        (
            changed(1, 0.1, 0.2),
            [
                (
                    "RB607",
                    "likelihood/steps/1/from",
                    (
                        "Unlikely starts at 0.1, but Rare ends at 0.05: what lies between belongs "
                        "to no step"
                    ),
                )
            ],
        ),
        (
            changed(1, 0.02, 0.2),
            [
                (
                    "RB607",
                    "likelihood/steps/1/from",
                    (
                        "Unlikely starts at 0.02, but Rare ends at 0.05: what lies between belongs "
                        "to both"
                    ),
                )
            ],
        ),
        (
            changed(4, 0.8, 0.7),
            [
                (
                    "RB612",
                    "likelihood/steps/4/to",
                    "Expected ends at 0.7, which is not above its start of 0.8",
                )
            ],
        ),
        (
            changed(4, 0.8, None),
            [
                (
                    "RB606",
                    "likelihood/steps/4/to",
                    (
                        'The highest step Expected (5) has no "to", so no number is ever too '
                        "great for it"
                    ),
                )
            ],
        ),
        (tuple((None, None) for _ in LIKELIHOOD), []),
    ],
)
def test_the_bands_of_a_scale_join(told: Told, bands: Any, expected: Any) -> None:
    assert told(with_bands("likelihood", *bands)) == expected


def test_tenfold_steps_are_added_not_multiplied(told: Told) -> None:
    assert told(under(sample_criteria(score=Score.PRODUCT))) == [
        (
            "RB608",
            "score",
            (
                "The score multiplies the steps, although each step of impact is several times the "
                "one below: a product misorders such risks"
            ),
        )
    ]
    even = ((0.0, 1e3), (1e3, 2e3), (2e3, 3e3), (3e3, 4e3), (4e3, 5e3))
    book = with_bands("impact", *even)
    by_product = replace(book, criteria=replace(book.criteria, score=Score.PRODUCT))
    assert "RB608" not in codes(told(by_product))


def test_levels_that_look_alike_when_printed_in_grey(told: Told) -> None:
    colours = ("#9ecae9", "#ffd000", "#ff9a9a", "#a50f15")
    assert told(under(sample_criteria(palette="custom", colours=colours))) == [
        (
            "RB609",
            "palette",
            (
                "Low and Medium are equally light, a contrast of 1.18 where 1.25 is needed: "
                "printed in grey they look alike"
            ),
        )
    ]


def test_levels_that_colour_blind_readers_confuse(told: Told) -> None:
    colours = ("#fff3b0", "#7fbf5f", "#d08a30", "#7f0000")
    assert told(under(sample_criteria(palette="custom", colours=colours))) == [
        (
            "RB610",
            "palette",
            (
                "Medium and High look alike to green-blind vision (deuteranopia): a colour "
                "distance of 18.7, less than 20"
            ),
        ),
        (
            "RB610",
            "palette",
            (
                "Medium and High look alike to red-blind vision (protanopia): a colour distance of "
                "15.1, less than 20"
            ),
        ),
    ]


def test_levels_that_are_no_neighbours_and_look_alike(told: Told) -> None:
    colours = ("#b7d36b", "#203040", "#e5c46a", "#7f0000")
    found = told(under(sample_criteria(palette="custom", colours=colours)))
    assert [each for each in found if each[0] == "RB610" and "Low and High" in each[2]]


@pytest.mark.parametrize("palette", ["default", "classic", "cividis"])
def test_the_shipped_palettes_do_for_three_levels(told: Told, palette: str) -> None:
    criteria = sample_criteria(palette=palette, colours=())
    levels = criteria.levels[:3]
    matrix = grid("MHHHH", "MMHHH", "LMMHH", "LLMMH", "LLLMM")
    small = replace(criteria, levels=levels, matrix=matrix, appetite=())
    assert {"RB609", "RB610"}.isdisjoint(codes(told(under(small))))


def test_the_worst_corner_has_the_highest_level(told: Told) -> None:
    found = told(of_matrix("MHHHH", "MMHHH", "LMMHH", "LLMMH", "LLLMM"))
    assert [each for each in found if each[0] == "RB611"] == [
        (
            "RB611",
            "matrix/0/4",
            "The highest likelihood and impact (Expected × Severe) is only High, not Critical",
        )
    ]


def test_steps_count_from_one_up(told: Told) -> None:
    criteria = sample_criteria()
    first, second, *others = criteria.impact.steps
    steps = (replace(first, value=2), replace(second, value=1), *others)
    book = under(replace(criteria, impact=replace(criteria.impact, steps=steps)))
    assert told(book) == [
        ("RB612", "impact/steps/0/value", "Slight has the value 2, but is step 1 of its scale"),
        ("RB612", "impact/steps/1/value", "Minor has the value 1, but is step 2 of its scale"),
    ]


@pytest.mark.parametrize(
    ("period", "rare"),
    [
        (Period(3, "months"), False),
        (Period(92, "days"), False),
        (Period(13, "weeks"), False),
        (Period(4, "months"), True),
        (Period(93, "days"), True),
        (Period(14, "weeks"), True),
        (Period(1, "years"), True),
    ],
)
def test_every_level_is_reviewed_each_quarter(told: Told, period: Period, rare: Any) -> None:
    criteria = sample_criteria()
    low, *others = criteria.levels
    levels = (replace(low, review_every=period), *others)
    expected = (
        "RB613",
        "levels/0/review_every",
        "Risks at level Low are reviewed less often than every three months",
    )
    assert told(under(replace(criteria, levels=levels))) == ([expected] if rare else [])

"""The palettes against the numbers that they were chosen by, and any palette against the limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.assessing.palettes import (
    Pattern,
    Vision,
    blend,
    colour_test,
    colours,
    contrast,
    distance,
    palette_test,
    seen_as,
    shipped_colours,
    text_on,
)
from riskbook.model.criteria import (
    Criteria,
    ImpactScale,
    Level,
    LikelihoodKind,
    LikelihoodScale,
    Score,
)
from riskbook.model.records import Period
from riskbook.wording import Text

NAMES = ("default", "classic", "cividis")
HEX = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def criteria(palette: str, levels: int, own: tuple[str, ...] = ()) -> Criteria:
    return Criteria(
        path="registers/criteria.yml",
        version="2026-01",
        likelihood=LikelihoodScale(LikelihoodKind.PROBABILITY, ()),
        impact=ImpactScale((), ()),
        levels=tuple(
            Level(
                key=f"level-{index}",
                name=Text.of("en", f"Level {index}"),
                review_every=Period(3, "months"),
                needs_plan=False,
                needs_actions=False,
                approval=None,
            )
            for index in range(levels)
        ),
        matrix=(),
        ranking=(),
        score=Score.SUM,
        palette=palette,
        colours=own,
        categories=(),
        sources=(),
        appetite=(),
        acceptance=None,
    )


@pytest.mark.parametrize(
    ("palette", "levels", "distances", "ratio"),
    [
        ("default", 4, (46.4, 26.9, 22.3, 32.9), 7.84),
        ("classic", 4, (37.0, 23.4, 17.6, 32.0), 5.25),
        ("default", 5, (36.7, 24.9, 23.2, 22.0), 5.67),
    ],
)
def test_a_palette_has_the_distances_and_contrast_measured_for_it(
    palette: str, levels: int, distances: tuple[float, ...], ratio: float
) -> None:
    result = palette_test(criteria(palette, levels))
    assert [found.vision for found in result.distances] == list(Vision)
    assert [found.distance for found in result.distances] == pytest.approx(distances, abs=0.05)
    assert result.contrast == pytest.approx(ratio, abs=0.005)


def test_cividis_comes_as_near_as_measured() -> None:
    result = palette_test(criteria("cividis", 5))
    distances = [found.distance for found in result.distances]
    # Its steps lie between those of the table, hence the wider margin.
    assert distances == pytest.approx((23.3, 21.4, 23.9, 17.9), abs=0.5)
    assert result.contrast == pytest.approx(5.03, abs=0.05)


def test_the_default_passes_for_every_number_of_levels_with_a_table_of_its_own() -> None:
    for levels in range(2, 8):
        result = palette_test(criteria("default", levels))
        assert result.readable
        assert result.confusable == (), levels


def test_classic_has_yellow_and_amber_too_near_for_deutan_readers() -> None:
    (found,) = palette_test(criteria("classic", 4)).confusable
    assert (found.vision, found.lower, found.upper) == (Vision.DEUTAN, 1, 2)


def test_four_levels_of_the_default_are_the_colours_of_the_design() -> None:
    levels = colours(criteria("default", 4))
    assert [level.background for level in levels] == ["#9ecae9", "#ffe066", "#f58518", "#a50f15"]
    assert [level.text for level in levels] == ["#000000", "#000000", "#000000", "#ffffff"]


@pytest.mark.parametrize("palette", NAMES)
@pytest.mark.parametrize("levels", range(1, 11))
def test_every_level_has_a_colour_and_a_pattern_of_its_own(palette: str, levels: int) -> None:
    found = colours(criteria(palette, levels))
    assert len(found) == levels
    assert len({level.background for level in found}) == levels
    assert len({level.pattern for level in found}) == levels
    assert found[0].pattern is Pattern.PLAIN


@pytest.mark.parametrize("palette", NAMES)
def test_steps_along_a_palette_keep_its_ends(palette: str) -> None:
    nine, ten = colours(criteria(palette, 9)), colours(criteria(palette, 10))
    assert nine[0].background == ten[0].background
    assert nine[-1].background == ten[-1].background


def test_own_colours_win_and_a_level_without_one_takes_the_default() -> None:
    own = ("#112233", "", "#445566")
    found = colours(criteria("custom", 4, own))
    assert [level.background for level in found] == ["#112233", "#ffe066", "#445566", "#a50f15"]


def test_own_colours_that_look_alike_are_named() -> None:
    result = palette_test(criteria("custom", 3, ("#00aa00", "#ffffff", "#fefefe")))
    assert {found.vision for found in result.confusable} == set(Vision)
    assert {(found.lower, found.upper) for found in result.confusable} == {(1, 2)}


def test_a_single_level_has_nothing_to_be_confused_with() -> None:
    result = palette_test(criteria("default", 1))
    assert (result.distances, result.nearest) == ((), None)


@pytest.mark.parametrize(
    ("colours", "distances", "ratio"),
    [
        (("#0070c0", "#ffff00", "#ff9900", "#ff0000"), (54, 35, 20, 54), 5.1),
        (("#ffffb2", "#fecc5c", "#fd8d3c", "#f03b20", "#bd0026"), (24, 19, 13, 16), 5.4),
    ],
    ids=["blue-yellow-orange-red", "YlOrRd"],
)
def test_palettes_of_others_measure_as_they_do_elsewhere(
    colours: tuple[str, ...], distances: tuple[int, ...], ratio: float
) -> None:
    result = colour_test(colours)
    assert [found.distance for found in result.distances] == pytest.approx(distances, abs=1)
    assert result.contrast == pytest.approx(ratio, abs=0.05)


def test_levels_that_are_no_neighbours_are_compared_too() -> None:
    # A pale green and a pale orange, with a dark level between them.
    result = colour_test(("#b7d36b", "#203040", "#e5c46a"))
    worst = result.nearest
    assert worst is not None
    assert (worst.lower, worst.upper) == (0, 2)
    assert worst in result.confusable
    assert len(result.apart) == len(Vision) * 3


def test_a_colour_is_shown_as_others_see_it() -> None:
    assert seen_as("#f58518", Vision.NORMAL) == "#f58518"
    for vision in Vision:
        assert (seen_as("#000000", vision), seen_as("#ffffff", vision)) == ("#000000", "#ffffff")
    red, green = (seen_as(colour, Vision.DEUTAN) for colour in ("#ff0000", "#00b050"))
    assert distance(red, green, Vision.NORMAL) == pytest.approx(
        distance("#ff0000", "#00b050", Vision.DEUTAN), abs=1
    )


@pytest.mark.parametrize(("palette", "levels"), [("classic", 4), ("cividis", 5), ("default", 8)])
def test_shipped_palettes_are_told_their_weakness(palette: str, levels: int) -> None:
    result = colour_test(shipped_colours(palette, levels))
    assert result.readable
    assert result.confusable != ()


@given(HEX)
def test_text_can_be_read_on_any_colour(background: str) -> None:
    assert contrast(background, text_on(background)) >= 4.5


@given(HEX, HEX, st.sampled_from(Vision))
def test_distance_is_the_same_both_ways_and_nothing_to_itself(
    one: str, other: str, vision: Vision
) -> None:
    assert distance(one, one, vision) == 0
    assert distance(one, other, vision) == pytest.approx(distance(other, one, vision))


def test_black_beside_white_is_the_farthest() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert distance("#000000", "#ffffff", Vision.NORMAL) == pytest.approx(100, abs=0.01)


def test_a_blend_goes_from_one_colour_to_the_other() -> None:
    assert blend("#000000", "#ffffff", 0) == "#000000"
    assert blend("#000000", "#ffffff", 0.5) == "#808080"
    assert blend("#000000", "#ffffff", 1) == "#ffffff"

"""What holds for every indicator: worse readings never give a better state."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskbook.identifying.indicators import State, band, course, trend
from riskbook.model.discovery import Indicator
from riskbook.model.terms import Direction
from sample_indicators import sample_indicator

VALUES = st.lists(st.integers(-20, 20).map(float), min_size=1, max_size=30)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """An indicator in either direction whose thresholds stand in their order."""
    first, second, third = sorted(draw(st.lists(st.integers(-15, 15), min_size=3, max_size=3)))
    direction = draw(st.sampled_from(Direction))
    higher = direction is Direction.HIGHER
    clear, amber, red = (first, second, third) if higher else (third, second, first)
    return sample_indicator(
        direction=direction,
        amber=amber,
        red=red,
        clear_at=draw(st.sampled_from((None, clear))),
        consecutive=draw(st.integers(1, 4)),
    )


@given(indicators(), VALUES, st.data())
def test_worse_readings_never_give_a_better_state(
    indicator: Indicator, values: list[float], data: st.DataObject
) -> None:
    by = data.draw(
        st.lists(st.integers(0, 9), min_size=len(values), max_size=len(values)), label="worse by"
    )
    sign = 1 if indicator.direction is Direction.HIGHER else -1
    worse = [value + sign * more for value, more in zip(values, by, strict=True)]
    pairs = zip(course(indicator, values), course(indicator, worse), strict=True)
    assert all(now <= then for now, then in pairs)


@given(indicators(), VALUES)
def test_without_brakes_the_state_is_that_of_the_last_reading(
    indicator: Indicator, values: list[float]
) -> None:
    bare = sample_indicator(direction=indicator.direction, amber=indicator.amber, red=indicator.red)
    assert list(course(bare, values)) == [band(bare, value) for value in values]


@given(indicators(), VALUES)
def test_brakes_only_delay(indicator: Indicator, values: list[float]) -> None:
    """As long in red as is asked for is red; past the clearing value is green."""
    sign = 1 if indicator.direction is Direction.HIGHER else -1
    burning = [*values, *(indicator.red + sign for _ in range(indicator.consecutive))]
    assert course(indicator, burning)[-1] is State.RED
    end = indicator.amber if indicator.clear_at is None else indicator.clear_at
    assert course(indicator, [*values, end - 40 * sign])[-1] is State.GREEN


@given(st.sampled_from(Direction), VALUES)
def test_a_mirror_turns_a_trend_round(direction: Direction, values: list[float]) -> None:
    other = Direction.LOWER if direction is Direction.HIGHER else Direction.HIGHER
    assert trend(direction, values) is trend(other, [-value for value in values])

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from riskbook.picturing.matrix_picture import Stamp
from riskbook.picturing.trend import draw_trend
from riskbook.picturing.trend_picture import TrendPicture, picture_trend
from riskbook.reading.resources import catalogue
from samples import sample_book

TODAY = date(2026, 11, 23)
DAILY: Sequence[tuple[date, Mapping[str, int]]] = (
    (date(2026, 1, 5), {"low": 1}),
    (date(2026, 3, 9), {"low": 1, "critical": 2}),
    (date(2026, 8, 1), {"high": 1, "critical": 1}),
)


def picture(
    daily: Sequence[tuple[date, Mapping[str, int]]] = DAILY,
    changes: Sequence[tuple[date, str, str]] = (),
    language: str = "en",
) -> TrendPicture:
    found = picture_trend(
        sample_book(), daily, changes, catalogue(language), Stamp(TODAY, "abc1234")
    )
    assert found is not None
    return found


def test_counts_stand_by_level_until_the_day_of_the_clock() -> None:
    found = picture()
    assert found.days == (date(2026, 1, 5), date(2026, 3, 9), date(2026, 8, 1), TODAY)
    assert found.counts == ((1, 0, 0, 0), (1, 0, 0, 2), (0, 0, 1, 1), (0, 0, 1, 1))
    assert [level.count for level in found.levels] == [0, 0, 1, 1]


def test_the_picture_in_words_says_where_each_level_began_and_ended() -> None:
    assert "Critical from 0 to 1, High from 0 to 1, Medium from 0 to 0, Low from 1 to 0." in (
        picture().alt
    )
    assert "严重由 0 项变为 1 项" in picture(language="zh").alt


def test_a_level_that_the_criteria_no_longer_have_is_left_out() -> None:
    assert picture([(date(2026, 1, 5), {"extreme": 7, "low": 1})]).counts[0] == (1, 0, 0, 0)


def test_what_happened_after_the_day_is_not_in_it() -> None:
    later = (*DAILY, (date(2026, 12, 1), {"low": 9}))
    assert picture(later) == picture()


@pytest.mark.parametrize("daily", [(), [(TODAY, {"low": 1})], [(date(2027, 1, 1), {"low": 1})]])
def test_one_day_is_no_trend(daily: Sequence[tuple[date, Mapping[str, int]]]) -> None:
    assert picture_trend(sample_book(), daily, (), catalogue("en"), Stamp(TODAY, "")) is None


def test_a_change_of_the_criteria_is_marked_by_its_version_where_it_has_a_new_one() -> None:
    day = date(2026, 7, 1)
    changes = [(day, "2025-07", "2026-07"), (day, "2026-07", "2026-07"), (TODAY, "", "x")]
    labels = [event.label for event in picture(changes=changes).events]
    assert labels == ["Criteria 2026-07", "Criteria changed", "Criteria x"]


@pytest.mark.parametrize("years", [1, 3, 9, 40])
def test_the_axis_never_has_more_marks_than_fit(years: int) -> None:
    found = picture([(date(2026 - years, 1, 5), {"low": 1})])
    assert 1 < len(found.marks) <= 9
    assert [mark.day for mark in found.marks] == sorted(mark.day for mark in found.marks)


def test_the_images_are_the_same_each_time_and_have_no_gaps() -> None:
    chinese = picture(language="zh", changes=[(date(2026, 7, 1), "a", "b")])
    images = draw_trend(chinese)
    assert images.png.startswith(b"\x89PNG")
    assert b"<svg" in images.svg
    assert images.missing == ()
    assert draw_trend(chinese) == images
    assert draw_trend(chinese._replace(title="另一幅")).png != images.png

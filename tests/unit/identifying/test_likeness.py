"""How like two short texts are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.identifying.likeness import SIMILAR, dice, most_alike, pieces, pieces_of
from riskbook.wording import Text


def likeness(one: str, other: str) -> float:
    return dice(pieces(one), pieces(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Nobody notices that an incident of priority 1 has been waiting for an hour",
            "An incident of priority 1 that comes by e-mail at night waits until the morning",
        ),
        (
            "The hosting provider is down in working hours and we can neither open nor close it",
            "A fault at the hosting provider takes the tool away for a whole working morning",
        ),
        ("光缆被别的施工队挖断，整个小区离线", "别的施工队挖断光缆，小区的控制器全部离线"),
        ("上门时间改了又改，住户投诉到热线", "上门时间一改再改，住户投诉到热线"),
        ("CRM 中断", "ＣＲＭ中断了"),
    ],
)
def test_the_same_in_other_words_is_similar(one: str, other: str) -> None:
    assert likeness(one, other) >= SIMILAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The hosting provider is down in working hours and we can neither open nor close it",
            "The hotline and the service desk work in two tools, and a case gets lost in between",
        ),
        ("分包队伍旺季同时接三家的活，人被抽走一半", "雨后井室积水，没测气体就下井"),
        ("Users write their passwords into tickets", "Only one person knows how it works"),
        ("The line is dead", "专线中断"),
    ],
)
def test_something_else_is_not(one: str, other: str) -> None:
    assert likeness(one, other) < SIMILAR


def test_case_width_numbers_and_signs_make_no_difference() -> None:
    assert likeness("3 hosts FAIL!", "４ hosts fail") == 1
    assert likeness("已中断（2 小时）", "已中断，3小时") == 1


def test_where_there_is_no_word_nothing_can_be_said() -> None:
    assert likeness("…", "…") == likeness("", "a word") == 0


def test_chinese_goes_by_pairs_and_letters_by_threes() -> None:
    assert set(pieces("挖断光缆 CRM down")) == {"挖断", "断光", "光缆", "crm", "dow", "own"}
    assert dict(pieces("IT 坏")) == {"it": 1, "坏": 1}


def test_texts_are_held_together_in_the_language_in_which_they_are_most_alike() -> None:
    one = pieces_of(Text((("zh", "合成的声音"), ("en", "An imitated voice"))))
    other = pieces_of(Text((("en", "The imitated voice"), ("zh", "完全不同"))))
    assert most_alike(one, other) == likeness("An imitated voice", "The imitated voice") > 0.5
    assert most_alike(one, pieces_of(Text.of("de", "An imitated voice"))) == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) in (0, 1)

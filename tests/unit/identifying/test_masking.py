"""What is taken away from a ticket's text, and what is left of it."""

from __future__ import annotations

import pytest

from riskbook.identifying.masking import LONGEST, masked, normal


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hi team, VPN drops every 20 minutes. Thanks!", "vpn drops every minutes"),
        ("INC0012345: printer PRN-4512 jams since 3 Nov", "printer jams since"),
        ("Since 2026-11-03 14:05 no mail from jane.doe@example.org", "since no mail from"),
        ("See https://portal.example.org/t/77 or 10.20.30.40", "see or"),
        ("Could you please reset 00:1A:2B:3C:4D:5E asap", "reset"),
        ("error 0xdeadbeef12 in C:\\temp\\app.log", "error in"),
        ("Good morning colleagues, slow since yesterday. Kind regards", "slow since"),
        ("您好，打印机3号卡纸了，麻烦尽快处理，谢谢！", "打印机 号卡纸了"),
        ("11月3日下午2点30分起 VPN 连不上，请尽快协助", "起 vpn 连不上"),
        ("各位老师好，昨天ＶＰＮ连不上", "vpn连不上"),
        ("12345 !!! ", ""),
        ("", ""),
    ],
)
def test_what_only_this_ticket_has_is_gone(text: str, left: str) -> None:
    assert masked(text) == left


def test_full_width_capitals_and_spaces_make_no_difference() -> None:
    assert normal("  ＶＰＮ　连不上\n") == normal("vpn 连不上") == "vpn 连不上"


def test_words_that_only_begin_like_what_is_taken_away_stay() -> None:
    assert masked("The high shelf label fell off") == "the high shelf label fell off"
    assert masked("Marketing cannot print") == "marketing cannot print"


def test_a_very_long_text_is_compared_by_its_beginning_and_takes_no_time() -> None:
    assert masked("a" * 500_000) == "a" * LONGEST
    assert len(masked("a." * 500_000)) < LONGEST

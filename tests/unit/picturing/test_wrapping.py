"""Line breaks in labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.picturing.wrapping import shorten, wrap


def measure(text: str) -> float:
    """Hanzi and full-width marks take two, everything else one."""
    return sum(2.0 if character > "⺀" else 1.0 for character in text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Very likely", 20, ("Very likely",)),
        ("Very likely", 7, ("Very", "likely")),
        ("几乎肯定会发生", 8, ("几乎肯定", "会发生")),
        ("几乎肯定，会发生", 8, ("几乎肯", "定，会发", "生")),
        ("发生概率（一年内）", 10, ("发生概率", "（一年内）")),
        ("影响 SLA 的事件", 8, ("影响 SLA", "的事件")),
        ("incomprehensible", 8, ("incompre", "hensible")),
        ("", 8, ()),
    ],
)
def test_english_breaks_between_words_and_chinese_between_characters(
    text: str, width: float, lines: tuple[str, ...]
) -> None:
    assert wrap(text, width, 9, measure) == lines


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("one two three four", 6, 2, measure) == ("one", "two t…")
    assert shorten("critical", 8, measure) == "critical"
    assert shorten("critical", 5, measure) == "crit…"


@given(st.text(alphabet="ab 风险，（）.“”", max_size=40), st.integers(6, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width, 99, measure)
    assert all(measure(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")

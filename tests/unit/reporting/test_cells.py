from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.reporting.cells import cells, cut, one_line, visible, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("risk", 4), ("风险", 4), ("R001 风险", 9), ("e\u0301", 1), ("，。", 4), ("…—", 2)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, ("",)),
        ("one two three", 7, ("one two", "three")),
        ("one  two", 4, ("one", "two")),
        ("abcdefgh", 3, ("abc", "def", "gh")),
        ("发生概率高于当前值", 8, ("发生概率", "高于当前", "值")),
        # A full stop does not begin a line, nor does an opening mark end one.
        ("发生概率。高", 8, ("发生概", "率。高")),
        ("发生概（率）", 8, ("发生概", "（率）")),
        # A word of Latin letters in Chinese stays whole.
        ("服务台service-desk负责", 13, ("服务台", "service-desk", "负责")),
    ],
)
def test_wrap(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert wrap(text, width) == lines


MIXED = st.text(st.sampled_from("ab 风险，（）“”。:-e\u0301"), max_size=60)


@given(MIXED, st.integers(4, 30))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(MIXED, st.integers(3, 30))
def test_cut_text_fits(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width


def test_cut_says_so() -> None:
    assert cut("发生概率", 8) == "发生概率"
    assert cut("发生概率", 7) == "发生概…"
    assert cut("发生概率", 6) == "发生…"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\x7fb", "a␡b"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u2028b", "a\ufffdb"),
        ("\ud800", "\ufffd"),
        ("\x9b31m", "\ufffd31m"),
        ("风险 R001", "风险 R001"),
        ("全角\u3000空格", "全角\u3000空格"),
    ],
)
def test_what_steers_a_terminal_is_shown_instead(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line() -> None:
    assert one_line("a\n\tb\r\nc\x1b ") == "a b c␛"

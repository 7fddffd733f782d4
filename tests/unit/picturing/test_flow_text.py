"""Widths of text before there is a browser."""

from __future__ import annotations

import pytest

from riskbook.picturing.flow_text import Type, block, longest_word, short, tidy, width


def test_a_chinese_character_is_an_em_wide_and_a_latin_one_less() -> None:
    assert width("工单", Type.TITLE) == 2 * Type.TITLE.size
    assert width("in", Type.TITLE) < Type.TITLE.size


def test_no_letter_of_the_widest_usual_font_is_wider_than_we_reckon() -> None:
    from matplotlib.font_manager import FontProperties, fontManager, get_font
    from matplotlib.ft2font import LoadFlags

    face = get_font([fontManager.findfont(FontProperties(family=["DejaVu Sans"]))])
    face.set_size(100, 72)
    for code in (*range(33, 127), *range(0xC0, 0x180)):
        glyph = face.load_char(code, flags=LoadFlags.NO_HINTING)
        real = glyph.linearHoriAdvance / (100 * 65536) * Type.TITLE.size
        assert real <= width(chr(code), Type.TITLE) + 1e-6, chr(code)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Take over the case", ("Take over", "the case")),
        ("宣布并指挥重大事件处置", ("宣布并指", "挥重大事", "件处置")),
        ("", ()),
        ("  \n ", ()),
    ],
)
def test_lines_break_where_the_language_breaks(text: str, lines: tuple[str, ...]) -> None:
    made = block(text, Type.TITLE, 70, 4)
    assert made.lines == lines
    assert made.height == len(lines) * Type.TITLE.pitch
    assert made.width <= 70


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert block("one two three four five six", Type.TITLE, 60, 2).lines[-1].endswith("…")
    assert short("R001 Unacceptable", Type.CHIP, 60).endswith("…")
    assert short("R001", Type.CHIP, 60) == "R001"


def test_the_longest_word_is_latin_where_there_is_one() -> None:
    assert longest_word("等待 ServiceNow 确认", Type.TITLE) == width("ServiceNow", Type.TITLE)
    assert longest_word("等待客户确认", Type.TITLE) == 0


def test_what_cannot_be_shown_is_left_out() -> None:
    assert tidy(" one\t\x00two\u200b \n three ") == "one two three"

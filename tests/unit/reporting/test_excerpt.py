from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.findings import Span
from riskbook.reporting.cells import cells
from riskbook.reporting.excerpt import excerpt, lines_of

BODY = "R001.md"


def drawn(source: str, span: Span, room: int = 40, path: str = BODY) -> list[str]:
    rows = excerpt(path, lines_of(source), span, room)
    return [f"{row.label}|{row.marks}{row.source}" for row in rows]


def test_carets_stand_under_the_span() -> None:
    assert drawn("status: opne\n", Span(1, 9, 1, 13)) == ["1|status: opne", "|        ^^^^"]


def test_a_chinese_character_takes_two_carets() -> None:
    assert drawn("类别: 操作风险\n", Span(1, 5, 1, 7)) == ["1|类别: 操作风险", "|      ^^^^"]


def test_a_tab_reaches_the_next_stop() -> None:
    assert drawn("a\tb\tc\n", Span(1, 5, 1, 6)) == ["1|a   b   c", "|        ^"]


def test_a_span_of_nothing_is_one_caret() -> None:
    assert drawn("status:\n", Span(1, 8, 1, 8)) == ["1|status:", "|       ^"]


def test_at_the_end_of_the_file_the_last_line_is_shown_too() -> None:
    assert drawn("a: 1\n\n", Span(3, 1, 3, 1)) == ["1|a: 1", "2|", "3|", "|^"]


@pytest.mark.parametrize("span", [Span(9, 1, 9, 2), Span(0, 0, 0, 0)])
def test_a_line_that_the_file_does_not_have_is_not_shown(span: Span) -> None:
    assert drawn("a: 1\n", span) == []


def test_a_column_beyond_the_line_is_held_to_its_end() -> None:
    assert drawn("a: 1\n", Span(1, 90, 1, 95)) == ["1|a: 1", "|    ^"]


def test_lines_are_counted_as_an_editor_does() -> None:
    assert lines_of("a\r\nb\rc\nd\u2028e\x0cf") == ["a", "b", "c", "d\u2028e\x0cf"]


def test_a_long_line_is_cut_around_the_span() -> None:
    line = "a" * 50 + "WRONG" + "b" * 50
    assert drawn(line, Span(1, 51, 1, 56), room=21) == [
        "1|…aaaaaaaWRONGbbbbbbb…",
        "|        ^^^^^",
    ]


def test_a_long_line_is_cut_on_the_right_only_while_the_span_is_in_sight() -> None:
    assert drawn("WRONG" + "b" * 50, Span(1, 1, 1, 6), room=20)[0] == "1|WRONGbbbbbbbbbbbbbb…"


def test_a_long_line_is_cut_on_the_left_only_where_the_span_ends_it() -> None:
    rows = drawn("a" * 50 + "WRONG", Span(1, 51, 1, 56), room=20)
    assert rows == ["1|…aaaaaaaaaaaaaaWRONG", "|               ^^^^^"]


YAML = """\
treatment:
  # who does it
  strategy: mitigate
  actions:
  - id: A1
    due: soon
"""


def test_the_keys_around_a_value_are_shown() -> None:
    assert drawn(YAML, Span(6, 10, 6, 14), path="x.yml") == [
        "1|treatment:",
        "...|",
        "4|  actions:",
        "5|  - id: A1",
        "6|    due: soon",
        "|         ^^^^",
    ]


def test_they_are_not_shown_below_the_front_matter() -> None:
    text = "---\na: 1\n---\nList:\n\n  - RO12\n"
    assert drawn(text, Span(6, 5, 6, 9)) == ["6|  - RO12", "|    ^^^^"]


def test_one_line_between_is_shown_rather_than_left_out() -> None:
    text = "---\na:\n  b: 1\n  c: 2\n---\n"
    assert drawn(text, Span(4, 3, 4, 4))[:3] == ["2|a:", "3|  b: 1", "4|  c: 2"]


def test_a_span_over_lines_is_held_by_a_bar() -> None:
    assert drawn("a: [one,\n  two]\n", Span(1, 4, 2, 7)) == [
        "1|  a: [one,",
        "| ____^",
        "2||   two]",
        "||______^",
    ]


def test_a_span_from_the_beginning_of_a_line_begins_with_a_stroke() -> None:
    assert drawn("one\ntwo\n", Span(1, 1, 2, 4)) == ["1|/ one", "2|| two", "||___^"]


def test_of_many_lines_the_middle_is_left_out() -> None:
    source = "".join(f"line {number}\n" for number in range(1, 10))
    labels = [row.split("|")[0] for row in drawn(source, Span(1, 1, 9, 7))]
    assert labels == ["1", "2", "...", "9", ""]


def test_the_break_after_the_last_line_is_not_a_line_of_its_own() -> None:
    assert drawn("a: |\n  b\n\nc: 1\n", Span(2, 3, 4, 1)) == ["2|  b", "|  ^"]


LINES = st.lists(st.text(st.sampled_from("ab: -风险\t\u202e，e\u0301"), max_size=90), min_size=1)


@given(LINES, st.integers(1, 12), st.integers(1, 95), st.integers(0, 3), st.integers(1, 95))
def test_nothing_overflows(
    lines: list[str], line: int, column: int, more: int, end_column: int
) -> None:
    span = Span(line, column, line + more, end_column)
    for row in excerpt("x.yml", lines, span, 30):
        assert cells(row.marks) + cells(row.source) <= 30


@given(
    st.text(st.sampled_from("ab 风险\t"), max_size=80),
    st.text(st.sampled_from("XY错误"), min_size=1, max_size=8),
    st.text(st.sampled_from("ab 风险\t"), max_size=80),
)
def test_carets_are_exactly_under_the_span(before: str, wrong: str, after: str) -> None:
    start = len(before) + 1
    span = Span(1, start, 1, start + len(wrong))
    source, carets = excerpt(BODY, [before + wrong + after], span, 30)
    first = carets.marks.index("^")
    left = source.source[: source.source.index(wrong)]
    assert cells(left) == first
    assert carets.marks.count("^") == cells(wrong)

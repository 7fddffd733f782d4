"""What is written reads back as the text that it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.authoring.block_style import comment, field, prose, scalar
from riskbook.reading.composing import examine, parse

TRAPS = [
    "Backup: the tape is full",
    "Ticket #4711",
    "#1 customer lost",
    "*all* lines are down",
    "&c.",
    "@night, nobody answers",
    "- none",
    "ends with a colon:",
    "null",
    "~",
    'He said "no": nothing works',
    'It\'s "half" done: #1',
    r"C:\share: full",
    "[draft] title",
    "{a, b}",
    "> 20 calls",
    "| pipe",
    "%TEMP% is full",
    "`code`",
    "--- dashes",
    "007",
    "no",
    "客户：无法接通",
    "网络“中断”",
    "全角　空格",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_reads_back_as_it_was(text: str) -> None:
    assert parse(field("title", text) + "\n") == {"title": text}
    assert examine(field("title", text) + "\n", 0).faults == ()


@pytest.mark.parametrize("text", ["Too few people", "客户等待过久", "80 % of calls", "a, b and c"])
def test_what_needs_no_quotation_marks_gets_none(text: str) -> None:
    assert scalar(text) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_reads_back(text: str) -> None:
    text = text.rstrip("\n")
    if text.strip():
        assert parse(field("title", text) + "\n") == {"title": text}


@given(st.lists(st.text(alphabet="ab :#-*'\"\\", max_size=8), min_size=1, max_size=4))
def test_any_text_of_several_lines_reads_back(lines: list[str]) -> None:
    text = "\n".join(lines).rstrip("\n")
    if text.strip():
        yaml = "".join(f"{line}\n" for line in prose("title", text, 0))
        assert parse(f"{yaml}owner: somebody\n") == {"title": text, "owner": "somebody"}


def test_a_comment_is_no_field_however_long_it_is() -> None:
    lines = list(comment("word " * 60 + "\n  - id: A1", 1))
    assert len(lines) > 3
    assert all(line.startswith("  # ") and len(line) <= 100 for line in lines)
    assert lines[-1] == "  #   - id: A1"

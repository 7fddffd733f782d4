"""Bytes as text, and the YAML of a Markdown file apart from its body."""

from __future__ import annotations

import pytest

from riskbook.findings import Span
from riskbook.reading.faults import Fault
from riskbook.reading.front_matter import Split, decode, split


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"id: R001\r\n", "id: R001\r\n"),
        (b"\xef\xbb\xbfid: R001\n", "id: R001\n"),
        ("标题：夜间来电".encode(), "标题：夜间来电"),
        ("emoji \U0001f6a8".encode(), "emoji \U0001f6a8"),
    ],
)
def test_utf_8_is_read_with_or_without_a_byte_order_mark(content: bytes, text: str) -> None:
    assert decode(content) == text


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"title: caf\xe9\n", 1, 11),
        (b"\xef\xbb\xbftitle: caf\xe9\n", 1, 11),
        ("---\ntitle: 夜间".encode() + "来电".encode("gb18030"), 2, 10),
        (b"a\r\nb\r\n\x80", 3, 1),
        (b"cut off \xe5\xa4", 1, 9),
    ],
)
def test_other_encodings_are_a_fault_at_the_first_wrong_byte(
    content: bytes, line: int, column: int
) -> None:
    fault = decode(content)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.message.key) == ("RB001", "finding.RB001")
    assert fault.span == Span(line, column, line, column + 1)


def test_a_nul_character_is_a_fault_at_its_place() -> None:
    fault = decode("ok\n标题\0\n".encode())
    assert isinstance(fault, Fault)
    assert (fault.code, fault.message.key) == ("RB016", "finding.RB016.nul")
    assert fault.span == Span(2, 3, 2, 4)


@pytest.mark.parametrize(
    ("text", "yaml", "body"),
    [
        ("---\nid: R001\n---\nBody\n", "id: R001\n", "Body\n"),
        ("---\r\nid: R001\r\n---\r\nBody\r\n", "id: R001\r\n", "Body\r\n"),
        ("--- \nid: R001\n---\t\nBody", "id: R001\n", "Body"),
        ("---\nid: R001\n---", "id: R001\n", ""),
        ("---\n---\nBody\n", "", "Body\n"),
        ("---\n---", "", ""),
        ("---\nid: R001\n---\nA rule:\n\n---\n\nmore\n", "id: R001\n", "A rule:\n\n---\n\nmore\n"),
        ("---\na: ---\nb: --- c\n----\n---\nBody", "a: ---\nb: --- c\n----\n", "Body"),
        ("---\na: |\n  ---\n  text\n---\nBody", "a: |\n  ---\n  text\n", "Body"),
    ],
)
def test_the_front_matter_ends_at_the_first_line_of_three_hyphens(
    text: str, yaml: str, body: str
) -> None:
    assert split(text) == Split(yaml, 1, body)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", 2),
        ("\n---\nid: R001\n---\n", 2),
        ("# A heading\n", 12),
        ("title: no\r\n", 10),
        (" ---\na: b\n---\n", 5),
        ("----\na: b\n----\n", 5),
    ],
)
def test_no_front_matter_is_a_fault_of_the_first_line(text: str, end: int) -> None:
    fault = split(text)
    assert isinstance(fault, Fault)
    assert fault.code == "RB002"
    assert fault.span == Span(1, 1, 1, end)
    assert fault.hint is not None
    assert fault.hint.key == "hint.RB002"


@pytest.mark.parametrize(
    "text", ["---", "---\n", "---\nid: R001\n", "---\nid: R001\n --- \n----\n"]
)
def test_front_matter_that_never_ends_is_a_fault_of_its_beginning(text: str) -> None:
    fault = split(text)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.span) == ("RB003", Span(1, 1, 1, 4))

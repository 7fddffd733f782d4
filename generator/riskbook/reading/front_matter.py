"""A file's bytes as text, and the YAML of a Markdown file apart from its body."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass

from riskbook.findings import Span
from riskbook.reading.faults import Fault
from riskbook.wording import say

LARGEST = 1024 * 1024
"""Bytes: a larger file is not read."""


@dataclass(frozen=True, slots=True)
class Split:
    """The YAML of a file, the line before its first one, and what follows it."""

    yaml: str
    line: int
    body: str


def decode(content: bytes) -> str | Fault:
    """The text of a file, without a byte order mark; line ends as they come."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content.removeprefix(BOM_UTF8)[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        return Fault(
            "RB001", say("finding.RB001"), Span(line, column, line, column + 1), say("hint.RB001")
        )
    if "\0" in text:
        line, column = _line_and_column(text, text.index("\0"))
        return Fault("RB016", say("finding.RB016.nul"), Span(line, column, line, column + 1))
    return text


def split(text: str) -> Split | Fault:
    """Front matter and body of a Markdown file."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        hint = say("hint.RB002")
        return Fault(
            "RB002", say("finding.RB002"), Span(1, 1, 1, max(2, len(first.rstrip()) + 1)), hint
        )
    if rest.startswith("---") and rest.partition("\n")[0].rstrip() == "---":
        return Split("", 1, rest.partition("\n")[2])
    place = 0
    while (place := rest.find("\n---", place)) != -1:
        line, _, body = rest[place + 1 :].partition("\n")
        if line.rstrip() == "---":
            return Split(rest[: place + 1], 1, body)
        place += 1
    return Fault("RB003", say("finding.RB003"), Span(1, 1, 1, 4), say("hint.RB003"))


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1

"""Single words of a file exchanged where they stand; every other byte stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from riskbook.findings import Span

_MARK = "\ufeff"


class Edit(NamedTuple):
    """Where a scalar stands, the text that it has, and the one that it is to have."""

    span: Span
    old: str
    new: str


class Line(NamedTuple):
    """A line of a file in which a word stands: its number and the column, from 1, and its text."""

    number: int
    column: int
    text: str


def rewritten(content: bytes, edits: Iterable[Edit]) -> bytes | None:
    """The file with these scalars exchanged.

    None where one of them does not stand there in so many words: over several lines, or with an
    escape in it.
    """
    text = content.decode("utf-8-sig")
    starts = _line_starts(text)
    for edit in sorted(edits, reverse=True):
        span = edit.span
        begin = starts[span.line - 1] + span.column - 1
        end = starts[span.end_line - 1] + span.end_column - 1
        given = text[begin:end]
        mark = given[:1] if given[:1] in ('"', "'") else ""
        if given != f"{mark}{edit.old}{mark}":
            return None
        text = f"{text[:begin]}{mark}{edit.new}{mark}{text[end:]}"
    return ((_MARK if content.startswith(_MARK.encode()) else "") + text).encode()


def lines_with(content: bytes, pattern: re.Pattern[str], apart_from: Iterable[Span]) -> list[Line]:
    """Each line in which the pattern is found outside of some stretches, once."""
    text = content.decode("utf-8-sig", errors="replace")
    passed = {
        (span.line, column)
        for span in apart_from
        for column in range(span.column, max(span.end_column, span.column + 1))
    }
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        columns = (match.start() + 1 for match in pattern.finditer(line))
        column = next((column for column in columns if (number, column) not in passed), None)
        if column is not None:
            found.append(Line(number, column, line))
    return found


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]

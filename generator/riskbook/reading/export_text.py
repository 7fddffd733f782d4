"""The text of an export: its bytes deciphered as described, and where a field stands in it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from riskbook.findings import Span
from riskbook.reading.faults import Fault
from riskbook.wording import say

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
"""What stands between two fields, by what descriptions call it."""

LARGEST = 100 * 1024 * 1024
"""Bytes of an export: several times what a large service desk writes in half a year."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), *((mark, "utf-16") for mark in _UTF_16))
_CODECS = {"utf-8": "utf-8-sig", "windows-1252": "cp1252"}


def lines_of(content: bytes, encoding: str) -> Iterator[str]:
    """The lines with their ends, of what :func:`text_fault` has nothing against."""
    codec = _CODECS.get(encoding, encoding)
    return io.TextIOWrapper(io.BytesIO(content), encoding=codec, newline="")


def text_fault(content: bytes, encoding: str) -> Fault | None:
    """Why the bytes are no text in this encoding, None where they are."""
    if len(content) > LARGEST:
        facts = {"size": f"{len(content):,}", "largest": f"{LARGEST:,}"}
        return Fault("RB008", say("finding.RB008", **facts), None, say("hint.RB008"))
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), encoding)
    if marked != encoding:
        return _other(encoding, marked)
    if encoding == "utf-16" and not content.startswith(_UTF_16):
        message = say("finding.RB801.mark")
        return Fault("RB801", message, Span(1, 1, 1, 2), say("hint.RB801"))
    if encoding in ("gb18030", "windows-1252") and not content.isascii() and _is(content, "utf-8"):
        return _other(encoding, "utf-8")  # their bytes are next to never UTF-8 by chance
    try:
        text = content.decode(_CODECS.get(encoding, encoding))
    except UnicodeDecodeError as error:
        return _undecipherable(content, encoding, error.start)
    if "\0" in text:
        place = _place(text[: text.index("\0")])
        return Fault("RB801", say("finding.RB801.binary"), place, say("hint.RB801.binary"))
    return None


class Place(NamedTuple):
    """A field of an export: the line (from 1) its row begins on, and its place in it (from 0)."""

    line: int
    column: int


def spans_of(
    content: bytes, encoding: str, delimiter: str, places: Iterable[Place]
) -> dict[Place, Span]:
    """The stretches of the file that fields take up, found in one go."""
    wanted: dict[int, list[Place]] = {}
    for place in places:
        wanted.setdefault(place.line, []).append(place)
    spans: dict[Place, Span] = {}
    lines = enumerate(lines_of(content, encoding), 1)
    for number, text in lines:
        if number in wanted:
            fields = list(_fields(number, text, lines, delimiter))
            for place in wanted[number]:
                spans[place] = fields[min(place.column, len(fields) - 1)]
    return spans


def _fields(
    number: int, text: str, further: Iterator[tuple[int, str]], delimiter: str
) -> Iterator[Span]:
    """The fields of the row that begins with a line; ``further`` gives those that follow it."""
    quoted, line, column = False, number, 1
    while True:
        bare = text.rstrip("\r\n")
        for place, character in enumerate(bare, 1):
            if character == '"':
                quoted = not quoted
            elif character == delimiter and not quoted:
                yield _span(line, column, number, place)
                line, column = number, place + 1
        if not quoted:
            break
        number, text = next(further, (number, ""))
        if not text:
            break
    yield _span(line, column, number, len(bare) + 1)


def _span(line: int, column: int, end_line: int, end: int) -> Span:
    return Span(line, column, end_line, max(end, column + 1) if line == end_line else end)


def _undecipherable(content: bytes, encoding: str, start: int) -> Fault:
    before = content[:start].decode(_CODECS.get(encoding, encoding), "replace")
    others = (name for name in ("utf-8", "gb18030", "windows-1252") if name != encoding)
    other = next((name for name in others if _is(content, name)), None)
    hint = say("hint.RB801.other", encoding=other) if other else say("hint.RB801")
    return Fault("RB801", say("finding.RB801", encoding=encoding), _place(before), hint)


def _other(encoding: str, found: str) -> Fault:
    message = say("finding.RB801.other", encoding=encoding, found=found)
    hint = say("hint.RB801.other", encoding=found)
    return Fault("RB801", message, Span(1, 1, 1, 2), hint)


def _is(content: bytes, encoding: str) -> bool:
    try:
        content.decode(_CODECS.get(encoding, encoding))
    except UnicodeDecodeError:
        return False
    return True


def _place(before: str) -> Span:
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Span(line, column, line, column + 1)

"""YAML as Riskbook writes it: one field a line, and quotation marks where a text needs them.

Without quotation marks a colon and a space begin a field, a ``#`` after a space a comment, and a
leading ``*`` or ``@`` something else again. What is written here reads back as the text it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from riskbook.reporting.cells import wrap

INDENT = "  "
COMMENT_WIDTH = 88
"""Cells of the text of a comment, so that a line of it fits beside line numbers and a diff."""

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_RESERVED = frozenset({"~", "null", "Null", "NULL", "<<", "="})
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_CUTS = re.compile(r": |:$|\s#|^(?:---|\.\.\.)")


def scalar(text: str) -> str:
    """A text of one line as a value: plain where it may be, else in quotation marks."""
    if _STEERING.search(text):
        return _escaped(text)
    if not _needs_quotes(text):
        return text
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _needs_quotes(text: str) -> bool:
    return (
        not text
        or text != text.strip()
        or text[0] in _INDICATORS
        or text in _RESERVED
        or _CUTS.search(text) is not None
    )


def _escaped(text: str) -> str:
    """A text in double quotation marks, what a line cannot hold written as its code."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", plain) + '"'


def _bends(lines: Sequence[str]) -> bool:
    """Whether lines would not read back from a block: its first line decides how far in it is."""
    return (
        not lines[0]
        or lines[0][0].isspace()
        or not lines[-1]
        or any(line != line.rstrip() or _STEERING.search(line) for line in lines)
    )


def field(name: str, value: str = "", depth: int = 0) -> str:
    """``name: value``; a name alone where there is no value yet."""
    return f"{INDENT * depth}{name}: {scalar(value)}" if value else f"{INDENT * depth}{name}:"


def prose(name: str, value: str, depth: int) -> Iterator[str]:
    """The lines of a field whose text may have several: those stand below the name, as they are."""
    lines = value.split("\n")
    if len(lines) == 1:
        yield field(name, value, depth)
    elif _bends(lines):
        yield f"{INDENT * depth}{name}: {_escaped(value)}"
    else:
        yield f"{INDENT * depth}{name}: |-"
        yield from (f"{INDENT * (depth + 1)}{line}" if line else "" for line in lines)


def entry(fields: Iterable[tuple[str, str]], depth: int) -> Iterator[str]:
    """One entry of a list: a dash before the first field, the others below it."""
    dash = "- "
    for name, value in fields:
        yield f"{INDENT * depth}{dash}{field(name, value)}"
        dash = "  "


def words(name: str, values: Iterable[str], depth: int = 0) -> Iterator[str]:
    """A list of words, each on a line of its own; the name alone where there is none."""
    yield field(name, depth=depth)
    yield from (f"{INDENT * (depth + 1)}- {scalar(value)}" for value in values)


def comment(text: str, depth: int = 0) -> Iterator[str]:
    """A comment, in as many lines as it takes; line breaks in the text are kept."""
    for line in text.split("\n"):
        for piece in wrap(line, COMMENT_WIDTH):
            yield f"{INDENT * depth}# {piece}".rstrip()

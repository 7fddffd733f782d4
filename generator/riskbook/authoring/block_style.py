"""YAML as Riskbook writes it: one field a line, and quotation marks where a text needs them.

Without quotation marks a colon and a space begin a field, a ``#`` after a space a comment, and a
leading ``*`` or ``@`` something else again. What is written here reads back as the text it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from riskbook.reporting.cells import wrap

INDENT = "  "
COMMENT_WIDTH = 88
"""Cells of the text of a comment, so that a line of it fits beside line numbers and a diff."""

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_RESERVED = frozenset({"~", "null", "Null", "NULL", "<<", "="})
_CUTS = re.compile(r": |:$|\s#|^(?:---|\.\.\.)")


def scalar(text: str) -> str:
    """A text of one line as a value: plain where it may be, else in quotation marks."""
    if not any(character < " " or "\x7f" <= character <= "\x9f" for character in text):
        if not _needs_quotes(text):
            return text
        if "\u2028" not in text and "\u2029" not in text and "\ufeff" not in text:
            if '"' not in text and "\\" not in text:
                return f'"{text}"'
            return "'" + text.replace("'", "''") + "'"
    return json.dumps(text)


def _needs_quotes(text: str) -> bool:
    return (
        not text
        or text != text.strip()
        or text[0] in _INDICATORS
        or text in _RESERVED
        or _CUTS.search(text) is not None
        or any(mark in text for mark in "\u2028\u2029\ufeff")
    )


def field(name: str, value: str = "", depth: int = 0) -> str:
    """``name: value``; a name alone where there is no value yet."""
    return f"{INDENT * depth}{name}: {scalar(value)}" if value else f"{INDENT * depth}{name}:"


def prose(name: str, value: str, depth: int) -> Iterator[str]:
    """The lines of a field whose text may have several: those stand below the name, as they are."""
    lines = value.split("\n")
    if len(lines) == 1:
        yield field(name, value, depth)
    elif any(line != line.rstrip() for line in lines) or lines[0][:1].isspace() or not lines[-1]:
        yield f"{INDENT * depth}{name}: {json.dumps(value)}"
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

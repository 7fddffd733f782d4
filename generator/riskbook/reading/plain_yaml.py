"""The plain kind of YAML that nearly every record is written in, read line by line.

One field a line, nested by indentation, lists with dashes, values without quotation marks: that is
what most files hold, and all that is read here, in a third of a parser's time. At anything else
this gives up and the parser takes the file, so nothing here decides what YAML means: a property
test holds every answer to the parser's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

NULL = frozenset({"", "~", "null", "Null", "NULL"})
"""Plain values that mean nothing."""

_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]{0,199}\Z")  # a parser takes no endless ones
_WORDS = re.compile(r"\[[A-Za-z0-9_-]+(?:, [A-Za-z0-9_-]+)*\]\Z")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_DEEPEST = 12
_END = (-1, False, "", "")

_Line = tuple[int, bool, str, str]
"""Column of the first character, whether a dash stands there, the key, the value."""


class _OtherError(Exception):
    """The text is not of the plain kind."""


def scan(yaml: str) -> dict[str, Any] | None:
    """The data of a text of the plain kind, None for any other (also for one without data)."""
    if " #" in yaml or " \n" in yaml or yaml.endswith(" "):
        return None
    if not yaml.replace("\n", "").isprintable():  # a tab, a carriage return, odd spaces
        return None
    try:
        lines = _lines(yaml)
        data, end = _mapping(lines, 0, 0, 0)
    except _OtherError:
        return None
    return data if data and end == len(lines) - 1 else None


def _lines(yaml: str) -> list[_Line]:
    """The lines that say something, none of them a comment.

    In YAML a colon and a space would end a value: there may be no more of them than fields.
    """
    lines: list[_Line] = []
    fields = openings = 0
    for text in yaml.split("\n"):
        bare = text.lstrip(" ")
        if not bare:
            continue
        column = len(text) - len(bare)
        dash = bare[0] == "-"
        if dash:
            if bare[1:2] != " " or bare[2:3] == " ":
                raise _OtherError
            bare = bare[2:]
        key, colon, value = bare.partition(": ")
        if colon:
            fields += 1
            value = value.lstrip(" ")
        elif bare[-1] == ":":
            openings += 1
            key, value = bare[:-1], ""
        elif dash:
            lines.append((column, dash, "", bare))
            continue
        else:
            raise _OtherError  # the second line of a value, or no field at all
        if not _is_key(key):
            raise _OtherError
        lines.append((column, dash, key, value))
    if yaml.count(": ") != fields or yaml.count(":\n") + yaml.endswith(":") != openings:
        raise _OtherError
    lines.append(_END)
    return lines


@lru_cache(maxsize=1024)  # remembers answers, never changes one; the same keys recur for ever
def _is_key(key: str) -> bool:
    return _KEY.match(key) is not None


def _mapping(lines: list[_Line], at: int, column: int, depth: int) -> tuple[dict[str, Any], int]:
    """The map whose keys stand at ``column``, and the first line after it."""
    if depth > _DEEPEST:
        raise _OtherError
    data: dict[str, Any] = {}
    while True:
        indent, dash, key, value = lines[at]
        if indent != column or dash:
            if indent > column:
                raise _OtherError
            return data, at
        if key in data:
            raise _OtherError
        at += 1
        if value:
            data[key] = _value(value)
            continue
        below, dashed = lines[at][0], lines[at][1]
        if dashed and below >= column:
            data[key], at = _sequence(lines, at, below, depth + 1)
        elif below > column:
            data[key], at = _mapping(lines, at, below, depth + 1)
        else:
            data[key] = None


def _sequence(lines: list[_Line], at: int, column: int, depth: int) -> tuple[list[Any], int]:
    """The list whose dashes stand at ``column``, and the first line after it."""
    data: list[Any] = []
    while True:
        indent, dash, key, value = lines[at]
        if indent != column or not dash:
            if indent > column:
                raise _OtherError
            return data, at
        if key:
            lines[at] = (column + 2, False, key, value)
            item, at = _mapping(lines, at, column + 2, depth + 1)
            data.append(item)
        else:
            entry = _value(value)
            if entry is None:
                raise _OtherError
            data.append(entry)
            at += 1


def _value(value: str) -> Any:
    if value[0] not in _INDICATORS:
        return None if value in NULL else value
    if not _WORDS.match(value):
        raise _OtherError
    words = value[1:-1].split(", ")
    if not NULL.isdisjoint(words) or any(word[0] == "-" for word in words):
        raise _OtherError
    return words

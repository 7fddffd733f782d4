"""Terminal cells: how wide text is on a screen, and how it is wrapped and cut to fit.

A Chinese character takes two cells, a combining mark none (Unicode Standard Annex #11). Signs of
ambiguous width count one, as in every terminal that is not set to a legacy East Asian encoding.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

ELLIPSIS = "…"

# Kinsoku: what may not begin a line, and what may not end one (GB/T 15834, JIS X 4051).
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕〗…—·”’,.;:?!)]}%％")
_NOT_LAST = frozenset("（《〈「『【〔〖“‘([{")

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REPLACEMENT = "\ufffd"


def cells(text: str) -> int:
    """How many cells ``text`` takes; it holds no tabs or control characters (:func:`visible`)."""
    return len(text) if text.isascii() else sum(map(cell, text))


def cell(character: str) -> int:
    """How many cells one character takes: 0, 1 or 2."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def visible(text: str) -> str:
    """``text`` with every character that could steer a terminal replaced by a picture of it.

    That is control characters, lone surrogates, line separators and the marks that reverse the
    direction of writing (CVE-2021-42574): a file of the book must not repaint the screen.
    """
    return text if text.isprintable() else "".join(map(_picture, text))


def one_line(text: str) -> str:
    """``text`` as one line: white space to single spaces, the rest :func:`visible`."""
    return visible(" ".join(text.split()))


def wrap(text: str, width: int) -> tuple[str, ...]:
    """``text`` in lines of at most ``width`` cells, at least one line.

    Lines break at spaces and between Chinese characters, never before a closing mark or after an
    opening one. A word longer than a line is broken where the line ends.
    """
    lines = []
    line = ""
    for piece in _pieces(text):
        if cells(line + piece.rstrip(" ")) <= width:
            line += piece
            continue
        if line.strip(" "):
            lines.append(line.rstrip(" "))
        *full, line = _broken(piece, width)
        lines.extend(full)
    return (*lines, line.rstrip(" "))


def cut(text: str, width: int) -> str:
    """``text``, or its beginning and an ellipsis where it is wider than ``width`` cells."""
    if cells(text) <= width:
        return text
    return _broken(text, max(width - 1, 1))[0].rstrip(" ") + ELLIPSIS


def is_wide(character: str) -> bool:
    """Whether a line may break beside this character, as beside every Chinese one."""
    return unicodedata.east_asian_width(character) in "WF"


def _picture(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    if character in _DIRECTIONS or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
        return _REPLACEMENT
    return character


def _pieces(text: str) -> Iterator[str]:
    """The stretches within which a line does not break; spaces stay at the end of theirs."""
    start = 0
    for index in range(1, len(text)):
        if _may_break(text[index - 1], text[index]):
            yield text[start:index]
            start = index
    yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if before in _NOT_LAST or after in _NOT_FIRST:
        return False
    return is_wide(before) or is_wide(after)


def _broken(word: str, width: int) -> list[str]:
    parts = [""]
    for character in word:
        if parts[-1] and cells(parts[-1]) + cell(character) > width and character != " ":
            parts.append("")
        parts[-1] += character
    return parts

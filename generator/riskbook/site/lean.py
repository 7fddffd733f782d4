"""Scripts and styles as they are published: without what only their authors read.

Notes, indentation and the spaces around signs are a quarter of a script. Its lines and names stay,
so that what a browser runs can be read beside what people wrote.
"""

from __future__ import annotations

import re

_NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
_PIECE = re.compile(
    r"""
      "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*`      # a string stays
    | (?:(?<=[(,=:!&|?{};])|(?<=[(,=:!&|?{};][ ]))                     # and so does a pattern
      /(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/
    | (?P<note> /\*.*?\*/ )
    | (?<![+-])(?<![+-][ ]) [ ]*
      (?P<sign> [=!<>*&|?:,;{}()]+ | [+-]= | [+-](?![ ]?[+-]) ) [ ]*
    """,
    re.VERBOSE,
)

_ONLY = re.compile(r"(?<![\w$.])\((\w+)\)(?==>)")
"""The one parameter of a function, which needs no parentheses."""

_BREAK = re.compile(rb"(?<=[{};,])\n(?!\Z)")
"""The end of a line that a style can do without."""


def lean(path: str, content: bytes) -> bytes:
    """The content of a file of the theme; anything but scripts and styles as it is.

    A script has no string over several lines, and a style none with a comment in it.
    """
    if path.endswith(".css"):
        return _BREAK.sub(b"", _lines(_NOTE.sub("", content.decode())))
    if path.endswith(".js"):
        tight = _PIECE.sub(_tight, _lines(content.decode()).decode())
        return _ONLY.sub(r"\1", tight).encode()
    return content


def _tight(piece: re.Match[str]) -> str:
    if piece["note"]:
        return ""
    return piece["sign"] or piece[0]


def _lines(text: str) -> bytes:
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//")).encode()

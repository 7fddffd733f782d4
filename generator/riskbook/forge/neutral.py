"""Markdown that a stranger may have written, made so that it does nothing but be read.

Nothing here asks what a piece of the text is (code, a table, a line of a list): two programs never
agree on that in every case, and where they differ a hostile text slips through. Each change does
no harm wherever it falls. A character that has no width (U+200B) parts what only means something
as long as it stands together: the name from its ``@``, the number from its ``#``, the slashes from
their ``https:``. A reader sees no difference, in code neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from riskbook.forge.fences import Fence, fence_after
from riskbook.reporting.inert import inert

NOTHING = "\u200b"

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Controls, marks that turn the direction of writing, and letters nobody sees. Tab and line end
stay, and so do the marks within words of some scripts."""

_LINE_ENDS = re.compile(r"\r\n?")
_COMMENT = ("<!--", "-->")

_ACTIVE = re.compile(
    r"""
      (?P<kept> <br\ ?/?> | <span>\$</span> | &(?:lt|gt|quot|\#39|nbsp); | &amp;(?![\w"\#]) )
    | (?P<parted>
          &amp;  (?=[\w"\#])          # one that is written out may still begin &1, an epic
        | &      (?=[\w\#])           # or an entity, which may stand for any of the others
        | <      (?=[A-Za-z/!?])      # HTML, and links in angle brackets
        | @      (?=[^\s\u200b])      # mentions, addresses
        | \#     (?=\\?\d)            # issues
        | !      (?=\\?[\d\[])        # merge requests, images
        | [%~^]  (?=[\w"\\])          # milestones, labels, alerts
        | :      (?=\\?/)             # links that a forge finds by itself
        | \]     (?=\\?[(:\[])        # links, and where they are defined
        | \[     (?=\\?\[|\w+\\?:)  # links within a wiki, [issue:1]
        | www    (?=\\?\.)
        | gh     (?=\\?-\\?\d)
      )
    | (?P<dollar> \$ (?=\S) )         # formulas
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COMMAND = re.compile(r"^(\s*)(?=/)")
"""GitLab does what a line says that begins with a slash."""

_BLOCK = r"(?:[\s>]|[-*+]\s|[0-9]{1,9}[.)]\s)*"
_INFO = re.compile(rf"^({_BLOCK}(?:`{{3,}}(?=[^`]*$)|~{{3,}}))[ \t]*(\S+).*$")
_HARMLESS_INFO = frozenset({"diff", "json", "markdown", "md", "text", "yaml", "yml"})
"""What code may be said to be; of ``mermaid``, ``math`` and others a forge makes pictures."""

_SUMMARY = r"<summary>(?P<bold><b>)?(?P<title>[^\n]*?)(?(bold)</b>)</summary>"
_OPENING = re.compile(rf"<details(?: open)?>(?:{_SUMMARY})?")
_TITLE = re.compile(_SUMMARY)
_CLOSING = "</details>"
_FOLD = re.compile(rf"{_CLOSING}|<details(?: open)?>|(?:<details(?: open)?>)?{_SUMMARY}")
_SMALL = re.compile(r"<sub>(?P<title>[^\n]+)</sub>")


def neutral(markdown: str) -> str:
    """The text with the same words and the same look, and without effects.

    No mention, no reference, no link, no image, no command, no HTML but ``<br>``, a line in
    ``<sub>`` and such ``<details>`` as Riskbook writes: tags on lines of their own, blank lines
    where Markdown needs them, each that is opened closed. Where one is otherwise, all of them
    become text.
    """
    lines = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", markdown)).split("\n")
    for number, line in _outside_code(lines):
        lines[number] = _without_comments(line)
    lines = [_without_info(line) for line in lines]
    folds = _folds(lines)
    return "\n".join(
        _framed(line, _FOLD if number in folds else _SMALL) for number, line in enumerate(lines)
    )


def neutral_words(words: str) -> str:
    """Words for one line of Markdown: nothing in them is markup or has an effect."""
    line = " ".join(_INVISIBLE.sub("", words).split())
    return _inert(inert(line))


def _inert(line: str) -> str:
    return _COMMAND.sub(rf"\1{NOTHING}", _ACTIVE.sub(_replaced, line))


def _replaced(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "kept":
            return found[0]
        case "dollar":
            return "<span>$</span>"
        case _:
            return found[0] + NOTHING


def _without_comments(line: str) -> str:
    """The line without HTML comments. What goes on over lines, or stands in code, is text."""
    begin, end = _COMMENT
    parts, at = [], 0
    while (start := line.find(begin, at)) >= 0 and (stop := line.find(end, start + 4)) >= 0:
        parts.append(line[at:start])
        at = stop + len(end)
    return "".join((*parts, line[at:]))


def _without_info(line: str) -> str:
    found = _INFO.match(line)
    return found[1] if found and found[2].lower() not in _HARMLESS_INFO else line


def _folds(lines: Sequence[str]) -> frozenset[int]:
    """The lines that hold a fold's tags; none at all unless every fold is whole."""
    found: set[int] = set()
    depth = 0
    for number, line in _outside_code(lines):
        if opening := _OPENING.fullmatch(line):
            title = number if opening["title"] is not None else number + 1
            if not (title == number or _is_title(lines, title)) or not _is_blank(lines, title + 1):
                return frozenset()
            found |= {number, title}
            depth += 1
        elif line == _CLOSING:
            if not (depth and _is_blank(lines, number - 1) and _is_blank(lines, number + 1)):
                return frozenset()
            found.add(number)
            depth -= 1
    return frozenset() if depth else frozenset(found)


def _outside_code(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    fence: Fence | None = None
    for number, line in enumerate(lines):
        before, fence = fence, fence_after(fence, line)
        if before is None and fence is None:
            yield number, line


def _is_title(lines: Sequence[str], number: int) -> bool:
    return number < len(lines) and bool(_TITLE.fullmatch(lines[number]))


def _is_blank(lines: Sequence[str], number: int) -> bool:
    return number >= len(lines) or not lines[number].strip()


def _framed(line: str, frame: re.Pattern[str]) -> str:
    """A line made harmless, all but the tags around it."""
    found = frame.fullmatch(line)
    if found is None:
        return _inert(line)
    start, stop = found.span("title")
    return line[:start] + _inert(found["title"]) + line[stop:] if found["title"] else line

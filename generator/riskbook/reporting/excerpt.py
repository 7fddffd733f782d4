"""The stretch of a file that a finding is about, with the keys that enclose it and its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from riskbook.findings import Span
from riskbook.reporting.cells import ELLIPSIS, cell, cut, visible

TAB_STOP = 4
"""Cells between tab stops."""

LONG = 2000
"""Characters: of a longer line only the part around the span is looked at."""

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_MOST_ENCLOSING = 3
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an excerpt: what stands in the gutter, the marks, and the source.

    A row of carets has no source; ``label`` is a line number, ``...`` for a gap, or nothing.
    """

    label: str
    marks: str
    source: str


def lines_of(source: str) -> list[str]:
    """The lines of a file as an editor counts them, the one after the last break included."""
    return _LINE_BREAK.split(source)


def excerpt(path: str, lines: list[str], span: Span, room: int) -> tuple[Row, ...]:
    """The rows that show ``span``, each at most ``room`` cells wide.

    Empty where the file has no such line: it is not the text that the span was measured in.
    """
    if not 1 <= span.line <= len(lines):
        return ()
    span = _within(lines, span)
    above = [*_leading(path, lines, span.line), span.line]
    if span.line == span.end_line:
        return (*_above(lines, above, "", room), *_one_line(lines, span, room))
    return (*_above(lines, above, "  ", room), *_many(lines, span, room))


def _within(lines: list[str], span: Span) -> Span:
    """The span inside its file, ending on the last line that it has a character of."""
    line, column, end_line, end_column = span
    column = min(max(column, 1), len(lines[line - 1]) + 1)
    if end_line > len(lines):
        end_line, end_column = len(lines), len(lines[-1]) + 1
    while end_line > line and not lines[end_line - 1][: end_column - 1].strip():
        end_line -= 1
        end_column = len(lines[end_line - 1]) + 1
    if end_line <= line:
        end_line, end_column = line, max(end_column, column) if end_line == line else column
    return Span(line, column, end_line, min(end_column, len(lines[end_line - 1]) + 1))


def _one_line(lines: list[str], span: Span, room: int) -> tuple[Row, ...]:
    text, start, end = _windowed(lines[span.line - 1], span.column - 1, span.end_column - 1, room)
    carets = " " * start + "^" * max(end - start, 1)
    return Row(str(span.line), "", text), Row("", carets, "")


def _many(lines: list[str], span: Span, room: int) -> tuple[Row, ...]:
    """A span over several lines, held together by a bar in the margin."""
    first = lines[span.line - 1]
    from_the_start = not first[: span.column - 1].strip()
    rows = [Row(str(span.line), "/ " if from_the_start else "  ", _shown(first, room - 2))]
    if not from_the_start:
        rows.append(Row("", " " + _arm(first, span.column - 1, room), ""))
    numbers = list(range(span.line + 1, span.end_line + 1))
    if len(numbers) >= _MOST_LINES:
        numbers[1:-1] = [0]
    for number in numbers:
        source = _shown(lines[number - 1], room - 2) if number else ""
        rows.append(Row(str(number) if number else "...", "| " if source else "|", source))
    rows.append(Row("", "|" + _arm(lines[span.end_line - 1], span.end_column - 2, room), ""))
    return tuple(rows)


def _arm(line: str, index: int, room: int) -> str:
    """From the margin to a caret under one character."""
    before = _edges(line)[max(index, 0)]
    return "_" * min(before + 1, room - 2) + "^"


def _above(lines: list[str], numbers: list[int], margin: str, room: int) -> Iterator[Row]:
    """All but the last of the lines, and what stands between them: one line, or a gap."""
    for number, following in pairwise(numbers):
        between = [number + 1] if following == number + 2 else []
        for shown in [number, *between]:
            yield Row(str(shown), margin, _shown(lines[shown - 1], room - len(margin)))
        if following > number + 2:
            yield Row("...", "", "")


def _leading(path: str, lines: list[str], number: int) -> list[int]:
    """The lines that say where a line stands: the keys around it, or what an empty one follows."""
    if lines[number - 1].strip():
        return _enclosing(path, lines, number)
    return next(([above] for above in range(number - 1, 0, -1) if lines[above - 1].strip()), [])


def _enclosing(path: str, lines: list[str], number: int) -> list[int]:
    """The lines of the keys that a line of YAML stands under, outermost first.

    ``likelihood: 4`` alone does not say of which stage: the lines above with a smaller indent do.
    """
    if not _is_data(path, lines, number):
        return []
    found: list[int] = []
    line = lines[number - 1]
    for above in range(number - 1, 0, -1):
        candidate = lines[above - 1]
        if _encloses(candidate, line):
            found.append(above)
            line = candidate
    return sorted(found)[-_MOST_ENCLOSING:]


def _encloses(above: str, line: str) -> bool:
    words = above.strip()
    if not words or words.startswith("#") or words in {"---", "..."} or not line.strip():
        return False
    if _indent(above) < _indent(line):
        return True
    # YAML lets the entries of a list stand as far left as the key of the list.
    entry = line.lstrip().startswith("- ")
    return entry and _indent(above) == _indent(line) and not words.startswith("-")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_data(path: str, lines: list[str], number: int) -> bool:
    if path.endswith((".yml", ".yaml")):
        return True
    opened = lines[0].rstrip() == "---"
    return opened and all(line.rstrip() != "---" for line in lines[1:number])


def _windowed(line: str, first: int, last: int, room: int) -> tuple[str, int, int]:
    """The part of a line around the characters ``first`` to ``last``, and their cells in it."""
    if len(line) > LONG:  # a margin on both sides is all that can be shown of it
        left_out = max(first - LONG // 4, 0)
        line = line[left_out : first + LONG // 2]
        first, last = first - left_out, min(last - left_out, len(line))
    edges = _edges(line)
    count = len(line)
    start, end = edges[first], max(edges[last], edges[first] + 1)
    if max(end, edges[-1]) <= room:
        return _shown(line, room), start, end
    low = 0
    if end > room - 1:
        context = max((room - 2 - (end - start)) // 2, 0)
        furthest = max(start - context, 0)
        rightmost = max(edges[-1], end) - (room - 1)
        low = next(i for i in range(first + 1) if i == first or edges[i] >= furthest)
        low = min(low, next((i for i in range(1, count) if edges[i] >= rightmost), low))
    inner = room - (1 if low else 0)
    high = count
    if edges[-1] - edges[low] > inner:
        high = max(i for i in range(low, count + 1) if edges[i] - edges[low] <= inner - 1)
    left = ELLIPSIS if low else ""
    right = ELLIPSIS if high < count else ""
    shift = len(left) - edges[low]
    shown = left + "".join(_characters(line)[low:high]) + right
    return shown, start + shift, min(end, edges[high] + len(right)) + shift


def _shown(line: str, room: int) -> str:
    return cut("".join(_characters(line)).rstrip(" "), room)


def _characters(line: str) -> list[str]:
    """Each character as it is shown; a tab is as many spaces as reach the next tab stop."""
    shown = []
    at = 0
    for character in line:
        if character == "\t":
            shown.append(" " * (TAB_STOP - at % TAB_STOP))
            at += len(shown[-1])
        else:
            shown.append(visible(character))
            at += cell(shown[-1])
    return shown


def _edges(line: str) -> list[int]:
    """The cell at which each character begins, and where the line ends."""
    return list(accumulate(map(_width, _characters(line)), initial=0))


def _width(shown: str) -> int:
    return sum(map(cell, shown))

"""The lines of a YAML text: in which order its blocks stand, and which spaces at line ends go.

Only whole lines move, and only those of top-level fields; nothing inside a block is rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from riskbook.findings import Span
from riskbook.reading.composing import Path, Positions

OWN = "x_"
"""The names of a book's own fields begin so; they stand last."""

_BLANK = " \t"


class Block(NamedTuple):
    """One top-level field: the blank lines and comments right above it, and its own lines."""

    key: str
    lead: tuple[str, ...]
    lines: tuple[str, ...]


class Layout(NamedTuple):
    """A text in pieces.

    ``head`` is what a blank line sets apart at the top, ``tail`` what follows the last field.
    """

    head: tuple[str, ...]
    blocks: tuple[Block, ...]
    tail: tuple[str, ...]


def trimmed(lines: Sequence[str], positions: Positions) -> list[str]:
    """The lines without spaces at their ends, but for those of texts that run over several."""
    kept = {row for _, rows in _texts(lines, positions) for row in rows}
    return [line if row in kept else line.rstrip(_BLANK) for row, line in enumerate(lines)]


def arranged(lines: Sequence[str], positions: Positions, order: Sequence[str]) -> list[str]:
    """The lines with their top-level fields in ``order``, unknown ones after it, then own fields.

    A text whose fields do not each begin a line of their own stays as it is.
    """
    places = {name: place for place, name in enumerate(order)}

    def rank(key: str) -> int:
        return len(order) + 1 if key.startswith(OWN) else places.get(key, len(order))

    keys = {path[0]: span for path, span in positions.keys.items() if len(path) == 1}
    ranks = [rank(str(key)) for key in keys]
    rows = {span.line for span in keys.values()}
    movable = len(rows) == len(keys) and all(span.column == 1 for span in keys.values())
    if ranks == sorted(ranks) or not movable:
        return list(lines)
    layout = _taken_apart(lines, positions)
    blocks = sorted(layout.blocks, key=lambda block: rank(block.key))
    return _joined(layout._replace(blocks=tuple(_spaced(blocks, layout.blocks[0]))))


def _taken_apart(lines: Sequence[str], positions: Positions) -> Layout:
    """The pieces of a text whose top-level keys each begin a line."""
    rows = {str(path[0]): span.line - 1 for path, span in positions.keys.items() if len(path) == 1}
    ends = _last_rows(lines, positions)
    keys = list(rows)
    starts = [_below_last_blank(lines, rows[keys[0]])]
    for before, key in pairwise(keys):
        start = rows[key]
        while start > ends[before] + 1 and _is_between(lines[start - 1]):
            start -= 1
        starts.append(start)
    end = len(lines)
    while end > ends[keys[-1]] + 1 and (_is_between(lines[end - 1]) or lines[end - 1] == "..."):
        end -= 1
    stops = [*starts[1:], end]
    blocks = [
        Block(key, tuple(lines[start : rows[key]]), tuple(lines[rows[key] : stop]))
        for key, start, stop in zip(keys, starts, stops, strict=True)
    ]
    return Layout(tuple(lines[: starts[0]]), tuple(blocks), tuple(lines[end:]))


def _last_rows(lines: Sequence[str], positions: Positions) -> dict[str, int]:
    """The last row in which something of each top-level field stands.

    Spaces in an empty line below a block text may belong to the text, so they stay with it.
    """
    last: dict[str, int] = {}
    stretches = [
        (path, span.end_line - 1)
        for path, span in (*positions.keys.items(), *positions.values.items())
    ]
    stretches += (
        (path, row) for path, rows in _texts(lines, positions) for row in rows if lines[row]
    )
    for path, row in stretches:
        if path:
            key = str(path[0])
            last[key] = max(last.get(key, 0), row)
    return last


def _is_between(line: str) -> bool:
    """Whether a line stands between fields: a blank one, or a comment that is not indented."""
    return not line.strip(_BLANK) or line.startswith("#")


def _below_last_blank(lines: Sequence[str], row: int) -> int:
    """Where the comment right above the first field begins."""
    while row and lines[row - 1].startswith("#"):
        row -= 1
    return row


def _spaced(blocks: Sequence[Block], first: Block) -> Iterator[Block]:
    """The blocks; blank lines that one brings to the top go to the one that stood there."""
    top = blocks[0]
    if top is first:
        yield from blocks
        return
    blank = next((i for i, line in enumerate(top.lead) if line.strip(_BLANK)), len(top.lead))
    for block in blocks:
        if block is top:
            yield block._replace(lead=block.lead[blank:])
        elif block is first:
            yield block._replace(lead=(*top.lead[:blank], *block.lead))
        else:
            yield block


def _joined(layout: Layout) -> list[str]:
    lines = [*layout.head]
    for block in layout.blocks:
        lines += (*block.lead, *block.lines)
    return [*lines, *layout.tail]


def _texts(lines: Sequence[str], positions: Positions) -> Iterator[tuple[Path, range]]:
    """The rows whose ends lie within a quoted or block text, and the path of the text."""
    for places in (positions.keys, positions.values):
        for path, span in places.items():
            row = span.line - 1
            mark = lines[row][span.column - 1 : span.column] if row < len(lines) else ""
            if mark in ("|", ">"):
                column = _indentation(lines[row], span, positions.keys.get(path))
                yield path, range(row + 1, _end_of_block(lines, row, column))
            elif mark in ('"', "'"):
                yield path, range(row, span.end_line - 1)


def _indentation(line: str, mark: Span, key: Span | None) -> int:
    """The column, from 0, that the lines of a block text must stand to the right of."""
    if key is not None and key.line == mark.line and key != mark:
        return key.column - 1
    return len(line) - len(line.lstrip(" "))


def _end_of_block(lines: Sequence[str], row: int, column: int) -> int:
    end = row + 1
    while end < len(lines):
        line = lines[end]
        if line.strip(_BLANK) and len(line) - len(line.lstrip(" ")) <= column:
            break
        end += 1
    return end

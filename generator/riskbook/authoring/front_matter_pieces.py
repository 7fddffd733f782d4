"""The fields of a front matter as the lines they were written in, each with the comments above it.

What nobody changes is written back as it was, down to its quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from riskbook.reading.composing import Composed, Path, examine


@dataclass(frozen=True, slots=True)
class Piece:
    """One field: its name, the comments and blank lines above it, and its own lines."""

    name: str
    notes: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Fields in the order of the file; ``tail`` are the comments and blank lines after the last."""

    fields: tuple[Piece, ...]
    tail: tuple[str, ...]


def take_apart(yaml: str) -> tuple[Pieces, Composed] | None:
    """The fields of a text, and its data; None where several share a line, or it has a fault."""
    composed = examine(yaml, 0)
    if composed.faults:
        return None
    lines = yaml.removesuffix("\n").split("\n")
    found = _cut(lines, 0, len(lines), _starts(composed, ()))
    return (found, composed) if found is not None else None


def take_apart_field(piece: Piece, composed: Composed, yaml: str) -> Pieces | None:
    """The fields within a field; None where they do not stand below it on lines of their own."""
    lines = yaml.removesuffix("\n").split("\n")
    key = composed.positions.keys[piece.name,]
    end = key.line - 1 + len(piece.lines)
    starts = _starts(composed, (piece.name,))
    if not starts:
        return Pieces((), tuple(lines[key.line : end]))
    if starts[0][0] < key.line:
        return None
    return _cut(lines, key.line, end, starts)


def _starts(composed: Composed, above: Path) -> list[tuple[int, int, str]]:
    """Row and column, from 0, and name of every key directly below ``above``."""
    return sorted(
        (span.line - 1, span.column - 1, str(path[-1]))
        for path, span in composed.positions.keys.items()
        if path[:-1] == above
    )


def _cut(
    lines: Sequence[str], first: int, end: int, starts: Sequence[tuple[int, int, str]]
) -> Pieces | None:
    rows = [row for row, _, _ in starts]
    if len(set(rows)) < len(rows) or not rows:
        return None
    if any(lines[row][:column].strip() for row, column, _ in starts):
        return None
    notes = tuple(lines[first : rows[0]])
    pieces = []
    for (row, column, name), until in zip(starts, [*rows[1:], end], strict=True):
        own_end = until
        while own_end > row + 1 and _is_note(lines[own_end - 1], column):
            own_end -= 1
        pieces.append(Piece(name, notes, tuple(lines[row:own_end])))
        notes = tuple(lines[own_end:until])
    return Pieces(tuple(pieces), notes)


def _is_note(line: str, column: int) -> bool:
    """Whether a line says nothing to YAML; one that is further in may belong to a long text."""
    bare = line.lstrip()
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= column)


def joined(pieces: Iterable[Piece]) -> list[str]:
    """The lines of fields, one after the other."""
    return [line for piece in pieces for line in (*piece.notes, *piece.lines)]

"""The matrix before and after a change: how many open risks stand on each cell, and who moved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from riskbook.model.terms import Status
from riskbook.reporting.delta_words import DeltaWords
from riskbook.reviewing.changes import Kind
from riskbook.reviewing.delta import Delta
from riskbook.reviewing.judged import Judged

_SHORT = 2
MOST_NAMED = 3
"""Risks that a cell names; what is more is counted."""


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: the index of its level (-1 for none), its risks, and those of them that moved."""

    level: int
    sign: str
    count: int
    moved: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A matrix as it is drawn: highest impact first. Steps are in words, levels lowest first."""

    title: str
    likelihood: tuple[str, ...]
    rows: tuple[tuple[str, tuple[CellView, ...]], ...]
    legend: tuple[tuple[str, str], ...]


def matrices(
    base: Judged, head: Judged, delta: Delta, words: DeltaWords
) -> tuple[MatrixView, MatrixView]:
    """The matrix of current stages at the two states; open risks only."""
    moved = frozenset(
        change.id
        for change in delta.changes
        if change.kind in (Kind.MOVED, Kind.RELEVELLED) and change.pointer == "assessment/current"
    )
    before, after = words.word("delta.matrix.before"), words.word("delta.matrix.after")
    return _matrix(base, moved, before, words), _matrix(head, moved, after, words)


def _matrix(judged: Judged, moved: frozenset[str], title: str, words: DeltaWords) -> MatrixView:
    criteria, language = judged.book.criteria, words.catalogue.language
    standing: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key, stages in sorted(judged.levels.items()):
        if stages.current and judged.book.risks[key].status is Status.OPEN:
            standing[stages.current.likelihood, stages.current.impact].append(key)
    names = [level.name.read(language) for level in criteria.levels]
    signs = _signs(names)
    rows = []
    for step in reversed(criteria.impact.steps):
        levels = criteria.matrix[step.value - 1] if step.value <= len(criteria.matrix) else ()
        cells = tuple(
            _cell(level, signs, standing.get((likelihood, step.value), []), moved)
            for likelihood, level in enumerate(levels, 1)
        )
        rows.append((words.word("delta.step", value=step.value, name=step.name), cells))
    return MatrixView(
        title,
        tuple(
            words.word("delta.step", value=step.value, name=step.name)
            for step in criteria.likelihood.steps
        ),
        tuple(rows),
        tuple(zip(signs, names, strict=True)),
    )


def _cell(level: int, signs: list[str], risks: list[str], moved: frozenset[str]) -> CellView:
    named = [risk for risk in risks if risk in moved]
    sign = signs[level] if 0 <= level < len(signs) else "–"
    return CellView(
        level, sign, len(risks), tuple(named[:MOST_NAMED]), max(0, len(named) - MOST_NAMED)
    )


def _signs(names: list[str]) -> list[str]:
    """A letter a level where that tells them apart, else their names; short names are signs."""
    if max(map(len, names), default=0) <= _SHORT:
        return names
    letters = [name[:1].upper() for name in names]
    return letters if len(set(letters)) == len(names) else names

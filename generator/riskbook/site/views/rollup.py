"""Lists of registers, services, departments and owners, and what their pages have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from riskbook.site.edition import UP, Edition
from riskbook.site.views.matrix import MatrixView, counted_matrix, own_matrix
from riskbook.site.views.overview import Tile
from riskbook.site.views.register import RegisterRow, register_row
from riskbook.site.views.selection import Selection
from riskbook.site.views.tally import Count, Tally, late_counts, level_counts, tally, tiles

LISTED = 25
"""Risks on the page of one service, register, department or owner; the register has the rest."""


class RollupRow(NamedTuple):
    """One line of a list. ``name`` links to its page, ``chip`` is its worst level."""

    key: str
    name: str
    detail: str
    chip: str
    open: int
    levels: tuple[Count, ...]
    late: tuple[Count, ...]


class Rollups(NamedTuple):
    """The list of all of one kind, worst first."""

    title: str
    lead: str
    as_of: str
    column: str
    level_chips: tuple[str, ...]
    late: tuple[str, ...]
    rows: tuple[RollupRow, ...]
    none: str


class Where(NamedTuple):
    """Where the risks stand: the head line, the counts by level, the matrix.

    ``movement`` is the page of the matrix at all stages with its movement, "" where there is none.
    """

    as_of: str
    tiles: tuple[Tile, ...]
    levels: tuple[Count, ...]
    matrix: MatrixView
    movement: str


class RiskTable(NamedTuple):
    """The worst of the risks. ``onward`` leads to the register, showing them all."""

    title: str
    rows: tuple[RegisterRow, ...]
    onward: str
    href: str


def rollups(edition: Edition, kind: str, rows: Iterable[tuple[RollupRow, Tally]]) -> Rollups:
    """The list of a kind: ``services``, ``departments``, ``owners``, ``registers``."""
    words = edition.words
    found = sorted(
        rows, key=lambda row: (row[1].gravity, words.alphabetical(row[0].name), row[0].key)
    )
    late = ("above", "overdue", "late-actions")
    return Rollups(
        title=words.say(f"{kind}.title"),
        lead=words.say(f"{kind}.lead", count=len(found)),
        as_of=words.fill("overview.as-of", day=words.date(edition.site.today)),
        column=words.say(f"{kind}.column"),
        level_chips=tuple(level.chip for level in reversed(edition.names.levels)),
        late=tuple(words.say(f"rollup.{key}") for key in late),
        rows=tuple(row for row, _ in found),
        none=words.say(f"{kind}.none"),
    )


def rollup_row(
    edition: Edition, name: str, detail: str, counted: Tally, selection: Selection
) -> RollupRow:
    """One line of a list."""
    _, _, key = selection.query.rpartition("=")
    worst = counted.worst
    return RollupRow(
        key=key,
        name=name,
        detail=detail,
        chip="" if worst is None else edition.names.levels[-1 - worst].chip,
        open=counted.open,
        levels=level_counts(edition, counted, selection),
        late=late_counts(edition, counted, selection),
    )


def where(edition: Edition, selection: Selection) -> Where:
    """Where some risks stand."""
    words, counted = edition.words, tally(edition, selection.risks)
    return Where(
        as_of=words.fill("overview.as-of", day=words.date(edition.site.today)),
        tiles=tiles(edition, counted, selection),
        levels=level_counts(edition, counted, selection),
        matrix=counted_matrix(edition, "current", words.say("overview.matrix-caption"), selection),
        movement=own_matrix(edition, selection),
    )


def risk_table(edition: Edition, selection: Selection) -> RiskTable:
    """The worst of some risks."""
    words, count = edition.words, len(selection.risks)
    return RiskTable(
        title=words.say("rollup.risks" if count <= LISTED else "rollup.worst", shown=LISTED),
        rows=tuple(register_row(edition, key, UP) for key in selection.risks[:LISTED]),
        onward=words.say("rollup.all-risks", count=count),
        href=selection.href,
    )

"""The ranking of the whole book: who stands where, why, and how firmly.

Competition ranking ("=2, =2, 4") by the keys that the criteria name, the first that differs
deciding. Steps are ordinal, so nothing is weighed or added up over keys. How firm a place is shows
when one of the risk's own coordinates is moved by one step and everything else stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from riskbook.assessing.contender import Contender, Precedence, equals, on_matrix, order_of
from riskbook.assessing.levels import level_at, score
from riskbook.assessing.rank_words import margins, reasons
from riskbook.assessing.standing import Position, Rank, Stages
from riskbook.model.book import Book
from riskbook.model.criteria import Criteria

ROBUST_PLACE = 10
"""The place that a risk must keep, one step either way, to be called robust."""

_Cell = tuple[int, int]
_Changes = tuple[tuple[int, float], ...]
"""What a move on the matrix makes of a precedence, by index."""


def rank(book: Book, levels: Mapping[str, Stages]) -> dict[str, Rank]:
    """The rank of every open, assessed risk of the book by id, first place first, equals by id.

    Ranks run over the risks of this book: withhold the confidential ones before.
    """
    groups = equals(book, levels)
    precedences = [one.precedence for group in groups for one in group]
    why = reasons(groups, book)
    moves: dict[_Cell, tuple[_Changes, ...]] = {}
    ranks: dict[str, Rank] = {}
    for group, margin in zip(groups, margins(groups, book), strict=True):
        place = len(ranks) + 1
        like_first = why[group[-1].risk]  # what is said of all equals but the first
        shared: dict[_Cell, Rank] = {}
        for one in group:
            # Equals may stand on different cells where a coordinate is no key of the ranking.
            cell = (one.position.likelihood, one.position.impact)
            if cell not in moves:
                moves[cell] = tuple(_moves(cell, book.criteria))
            if cell not in shared:
                best, worst = _reach(one, place, precedences, moves[cell])
                robust = worst <= ROBUST_PLACE
                shared[cell] = Rank(place, len(group), like_first, margin, best, worst, robust)
            ranks[one.risk] = shared[cell]
        first = group[0].risk
        ranks[first] = replace(ranks[first], reason=why[first])
    return ranks


def _reach(
    one: Contender, place: int, field: Sequence[Precedence], moves: Sequence[_Changes]
) -> tuple[int, int]:
    """The best and the worst place, its own among them, that one step of its own leads to.

    A place is that of competition ranking: shared with equals, and as good as theirs.
    """
    places = [place]
    for changes in moves:
        moved = list(one.precedence)
        for index, number in changes:
            moved[index] = number
        there = tuple(moved)
        # The risk is still in the field where it was, and it is not ahead of itself.
        places.append(bisect_left(field, there) + 1 - (one.precedence < there))
    return min(places), max(places)


def _moves(cell: _Cell, criteria: Criteria) -> Iterator[_Changes]:
    """The steps to a neighbour that has a level."""
    across, up = cell
    for likelihood, impact in (
        (across - 1, up),
        (across + 1, up),
        (across, up - 1),
        (across, up + 1),
    ):
        level = level_at(criteria, likelihood, impact)
        if level is not None:
            points = score(criteria, likelihood, impact)
            position = Position(likelihood, impact, (), level, points)
            yield tuple(on_matrix(position, order_of(criteria)))

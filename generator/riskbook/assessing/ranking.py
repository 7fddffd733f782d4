"""The ranking of the whole book: who stands where, why, and how firmly.

Competition ranking ("=2, =2, 4") by the keys that the criteria name, the first that differs
deciding. Steps are ordinal, so nothing is weighed or added up over keys. How firm a place is shows
when one of the risk's own coordinates is moved by one step and everything else stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from riskbook.assessing.contender import Contender, Strength, strength_by
from riskbook.assessing.expected_loss import expected_yearly_loss
from riskbook.assessing.levels import level_at, score
from riskbook.assessing.rank_words import margin, order_of, reasons
from riskbook.assessing.standing import Position, Rank, Stages
from riskbook.model.book import Book
from riskbook.model.criteria import Criteria, RankingKey
from riskbook.model.records import Risk, Status

ROBUST_PLACE = 10
"""The place that a risk must keep, one step either way, to be called robust."""


def rank(book: Book, levels: Mapping[str, Stages]) -> dict[str, Rank]:
    """The rank of every open, assessed risk of the book by id, first place first, equals by id."""
    order = order_of(book)
    contenders = sorted(
        ((_negated(one, order), one) for one in _contenders(book, levels)),
        key=lambda pair: (pair[0], pair[1].risk),
    )
    field = [negated for negated, _ in contenders]
    groups = [
        [one for _, one in group] for _, group in groupby(contenders, key=lambda pair: pair[0])
    ]
    why = reasons(groups, book)
    ranks: dict[str, Rank] = {}
    for index, group in enumerate(groups):
        place = len(ranks) + 1
        below = groups[index + 1][0] if index + 1 < len(groups) else None
        gap = margin(group[0], below, book) if below else None
        reaches: dict[tuple[int, int], tuple[int, int]] = {}
        for one in group:
            # Equals may stand on different cells where a coordinate is no key of the ranking.
            cell = (one.position.likelihood, one.position.impact)
            if cell not in reaches:
                reaches[cell] = _reach(one, place, field, book)
            best, worst = reaches[cell]
            robust = worst <= ROBUST_PLACE
            ranks[one.risk] = Rank(place, len(group), why[one.risk], gap, best, worst, robust)
    return ranks


def _contenders(book: Book, levels: Mapping[str, Stages]) -> Iterator[Contender]:
    for risk in book.risks.values():
        stages = levels.get(risk.id)
        if risk.status is Status.OPEN and stages is not None and stages.current is not None:
            yield _contender(risk, stages.current, book)


def _contender(risk: Risk, position: Position, book: Book) -> Contender:
    service = book.services.services.get(risk.service)
    velocity = risk.assessment.velocity
    return Contender(
        risk.id,
        position,
        service,
        velocity,
        expected_yearly_loss(risk.expected_loss) if risk.expected_loss else None,
    )


def _negated(one: Contender, order: Sequence[RankingKey]) -> Strength:
    """What the risk is ranked by, such that ascending order is strongest first."""
    return tuple(-strength_by(one, key) for key in order)


def _reach(one: Contender, place: int, field: Sequence[Strength], book: Book) -> tuple[int, int]:
    """The best and the worst place, its own among them, that one step of its own leads to.

    A place is that of competition ranking: shared with equals, and as good as theirs.
    """
    order = order_of(book)
    here = _negated(one, order)
    places = [place]
    for moved in _one_step_away(one.position, book.criteria):
        there = _negated(one.at(moved), order)
        # The risk is still in the field where it was, and it is not ahead of itself.
        places.append(bisect_left(field, there) + 1 - (here < there))
    return min(places), max(places)


def _one_step_away(position: Position, criteria: Criteria) -> Iterator[Position]:
    for likelihood, impact in (
        (position.likelihood - 1, position.impact),
        (position.likelihood + 1, position.impact),
        (position.likelihood, position.impact - 1),
        (position.likelihood, position.impact + 1),
    ):
        level = level_at(criteria, likelihood, impact)
        if level is not None:
            yield Position(likelihood, impact, (), level, score(criteria, likelihood, impact))

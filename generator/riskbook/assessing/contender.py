"""A risk as the ranking sees it: nothing but what it may be ranked by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from riskbook.assessing.expected_loss import expected_yearly_loss
from riskbook.assessing.standing import Position, Stages
from riskbook.model.book import Book, Service
from riskbook.model.criteria import Criteria, RankingKey
from riskbook.model.terms import Status, Velocity

Precedence = tuple[float, ...]
"""One number for each key of the ranking, in its order; the lesser ranks first."""

UNSTATED = 1.0
"""What is not stated ranks behind everything that is: that is 0 or below."""


class Contender(NamedTuple):
    """One open, assessed risk. ``expected_loss`` is a year's; None is not stated."""

    risk: str
    position: Position
    service: Service | None
    velocity: Velocity | None
    expected_loss: float | None
    precedence: Precedence


def order_of(criteria: Criteria) -> tuple[RankingKey, ...]:
    """What risks are ranked by; by level alone where the criteria do not say."""
    return criteria.ranking or (RankingKey.LEVEL,)


def contenders(book: Book, levels: Mapping[str, Stages]) -> list[Contender]:
    """The open, assessed risks in the order of their ranks; equals by id."""
    return [one for group in equals(book, levels) for one in group]


def equals(book: Book, levels: Mapping[str, Stages]) -> list[list[Contender]]:
    """The open, assessed risks that share a place, the first place first; each group by id."""
    order, services = order_of(book.criteria), book.services.services
    places: dict[tuple[int, int, str, Velocity | None], Precedence] = {}
    groups: dict[Precedence, list[Contender]] = {}
    open_now = Status.OPEN
    for risk in book.risks.values():
        stages = levels.get(risk.id)
        if risk.status is not open_now or stages is None or stages.current is None:
            continue
        position, service = stages.current, services.get(risk.service)
        velocity = risk.assessment.velocity
        loss = expected_yearly_loss(risk.expected_loss) if risk.expected_loss else None
        # Ten thousand risks stand on a few hundred places but for what each may cost.
        key = (position.likelihood, position.impact, risk.service, velocity)
        precedence = places.get(key)
        if precedence is None:
            precedence = places[key] = _precedence(position, service, velocity, order)
        if loss is not None:
            precedence = tuple(
                -loss if by is RankingKey.EXPECTED_LOSS else number
                for by, number in zip(order, precedence, strict=True)
            )
        one = Contender(risk.id, position, service, velocity, loss, precedence)
        if precedence in groups:
            groups[precedence].append(one)
        else:
            groups[precedence] = [one]
    for group in groups.values():
        group.sort(key=attrgetter("risk"))
    return [groups[precedence] for precedence in sorted(groups)]


def on_matrix(position: Position, order: tuple[RankingKey, ...]) -> Iterator[tuple[int, float]]:
    """What a place on the matrix makes of a precedence: index and number of each key it decides."""
    for index, key in enumerate(order):
        match key:
            case RankingKey.LEVEL:
                yield index, -position.level
            case RankingKey.SCORE:
                yield index, -position.score
            case RankingKey.IMPACT:
                yield index, -position.impact
            case RankingKey.LIKELIHOOD:
                yield index, -position.likelihood
            case RankingKey.IMPORTANCE | RankingKey.VELOCITY | RankingKey.EXPECTED_LOSS:
                continue


def _precedence(
    position: Position,
    service: Service | None,
    velocity: Velocity | None,
    order: tuple[RankingKey, ...],
) -> Precedence:
    """The precedence of a risk that states no loss."""
    precedence = [UNSTATED] * len(order)
    for index, number in on_matrix(position, order):
        precedence[index] = number
    for index, key in enumerate(order):
        if key is RankingKey.IMPORTANCE and service:
            precedence[index] = -service.importance
        elif key is RankingKey.VELOCITY and velocity:
            precedence[index] = -velocity.speed
    return tuple(precedence)

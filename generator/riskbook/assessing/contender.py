"""A risk as the ranking sees it: nothing but what it may be ranked by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from riskbook.assessing.standing import Position
from riskbook.model.book import Service
from riskbook.model.criteria import RankingKey
from riskbook.model.records import Velocity

Strength = tuple[float, ...]
"""One number a key of the ranking, higher is worse for the business and ranks first."""

UNSTATED = -1.0
"""The strength of what is not stated: behind everything that is."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One open, assessed risk. ``expected_loss`` is a year's; None is not stated."""

    risk: str
    position: Position
    service: Service | None
    velocity: Velocity | None
    expected_loss: float | None

    def at(self, position: Position) -> Contender:
        """The same risk at another place on the matrix."""
        return replace(self, position=position)


def strength_by(one: Contender, key: RankingKey) -> float:
    """What one key makes of the risk."""
    match key:
        case RankingKey.LEVEL:
            return one.position.level
        case RankingKey.SCORE:
            return one.position.score
        case RankingKey.IMPACT:
            return one.position.impact
        case RankingKey.LIKELIHOOD:
            return one.position.likelihood
        case RankingKey.IMPORTANCE:
            return one.service.importance if one.service else UNSTATED
        case RankingKey.VELOCITY:
            return one.velocity.speed if one.velocity else UNSTATED
        case RankingKey.EXPECTED_LOSS:
            return one.expected_loss if one.expected_loss is not None else UNSTATED

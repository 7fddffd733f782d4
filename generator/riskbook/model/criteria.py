"""The risk criteria of a book: scales, matrix, levels, appetite, authority, cadence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from riskbook.model.records import Period
from riskbook.wording.saying import Text


class LikelihoodKind(Enum):
    """What the numbers of the likelihood scale are."""

    PROBABILITY = "probability"  # of at least one event in a year
    RATE = "rate"  # events a year


class Score(Enum):
    """How the two coordinates make a number that orders risks within a level."""

    SUM = "sum"
    PRODUCT = "product"


class RankingKey(Enum):
    """What risks are ranked by, in the order that the criteria give."""

    LEVEL = "level"
    IMPORTANCE = "importance"
    SCORE = "score"
    IMPACT = "impact"
    LIKELIHOOD = "likelihood"
    VELOCITY = "velocity"
    EXPECTED_LOSS = "expected_loss"


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One step of a scale. ``start`` and ``end`` bound its numbers; ``end`` is exclusive.

    None is an open end. ``examples`` is by dimension, ``""`` for all.
    """

    value: int
    key: str
    name: Text
    words: tuple[str, ...]
    start: float | None
    end: float | None
    examples: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class LikelihoodScale:
    """The x axis: steps from the rarest up."""

    kind: LikelihoodKind
    steps: tuple[ScaleStep, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way in which a risk hurts. ``money`` says that the steps' numbers are amounts of it."""

    key: str
    name: Text
    money: bool


@dataclass(frozen=True, slots=True)
class ImpactScale:
    """The y axis: steps from the slightest up, shared by all dimensions."""

    dimensions: tuple[Dimension, ...]
    steps: tuple[ScaleStep, ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may approve or accept: anyone who holds one of the roles.

    ``whole_book`` asks for the role for the book; otherwise that of the department is enough.
    """

    any_of: tuple[str, ...]
    whole_book: bool


@dataclass(frozen=True, slots=True)
class Level:
    """One risk level."""

    key: str
    name: Text
    review_every: Period
    needs_plan: bool
    needs_actions: bool
    approval: Authority | None


@dataclass(frozen=True, slots=True)
class Tolerance:
    """At most so many risks of a category at a level or above."""

    level: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Appetite:
    """What a category may hold: ``limit`` is an index into the levels, lowest 0."""

    category: str
    statement: Text
    limit: int
    days_to_act: int | None
    tolerance: Tolerance | None


@dataclass(frozen=True, slots=True)
class AcceptanceBounds:
    """What may be accepted by the owner: nothing above these steps, for no longer than this."""

    likelihood: int
    impact: int
    beyond: Authority | None
    longest: Period


@dataclass(frozen=True, slots=True)
class Criteria:
    """The risk criteria. ``levels`` lowest first; ``matrix[impact - 1][likelihood - 1]`` is an
    index into them (the file draws the matrix the other way up); ``-1`` where the cell is missing
    or names no level.
    """

    path: str
    version: str
    likelihood: LikelihoodScale
    impact: ImpactScale
    levels: tuple[Level, ...]
    matrix: tuple[tuple[int, ...], ...]
    ranking: tuple[RankingKey, ...]
    score: Score
    palette: str
    colours: tuple[str, ...]
    categories: tuple[tuple[str, Text], ...]
    sources: tuple[tuple[str, Text], ...]
    appetite: tuple[Appetite, ...]
    acceptance: AcceptanceBounds | None

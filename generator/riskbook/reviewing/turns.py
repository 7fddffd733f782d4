"""A turn: what one commit did to one risk, and what of it moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple, TypeAlias

from riskbook.model.terms import Status, Strategy
from riskbook.wording import Text


class LevelThen(NamedTuple):
    """A level as the criteria of then had it; ``place`` counts from the lowest, 0."""

    key: str
    name: Text
    place: int


@dataclass(frozen=True, slots=True)
class Then:
    """A risk as it was. Coordinates and level are those of the current stage, None without one.

    ``owner`` is a person or a role, by key. ``above`` says whether it was open and its level above
    the appetite of then; an acceptance is no part of that.
    """

    title: str
    language: str
    status: Status
    owner: str
    strategy: Strategy | None
    likelihood: int | None
    impact: int | None
    level: LevelThen | None
    above: bool


class Event(Enum):
    """What a commit did to a risk."""

    ADDED = "added"
    MOVED = "moved"
    REMOVED = "removed"
    UNREAD = "unread"  # its file was there, and could not be read
    BACK = "back"  # after it was removed or could not be read


class Cause(Enum):
    """What made the risk move.

    The criteria did where its file stayed as it was, or its coordinates did and its level did not.
    """

    RECORD = "record"
    CRITERIA = "criteria"


class Aspect(Enum):
    """What of a risk moved."""

    LEVEL = "level"
    LIKELIHOOD = "likelihood"
    IMPACT = "impact"
    APPETITE = "appetite"  # whether it is above it: a truth value
    STATUS = "status"
    STRATEGY = "strategy"
    OWNER = "owner"
    TITLE = "title"


Value: TypeAlias = LevelThen | Status | Strategy | str | int | bool | None


class Move(NamedTuple):
    """One aspect before and after."""

    aspect: Aspect
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Turn:
    """One commit that moved one risk.

    ``day`` is the commit's own, ``since`` the first day whose state has it: the same, unless a
    later commit bears an earlier date. ``before`` is how the risk was last known, None when it is
    new; ``after`` is None when it went or could not be read. ``moves`` are in the order of
    :class:`Aspect`, none where there is not both a before and an after.
    """

    risk: str
    commit: str
    day: date
    since: date
    author: str
    event: Event
    cause: Cause
    before: Then | None
    after: Then | None
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class CriteriaTurn:
    """One commit that changed the criteria, and the risks whose level that alone moved, by id."""

    commit: str
    day: date
    since: date
    author: str
    before: str  # the versions that the criteria name, "" for none
    after: str
    risks: tuple[str, ...]


def moves(before: Then | None, after: Then) -> tuple[Move, ...]:
    """What moved, in the order of :class:`Aspect`; nothing where there was nothing before."""
    if before is None or before == after:
        return ()
    return tuple(
        Move(aspect, was, now)
        for aspect, was, now in (
            (Aspect.LEVEL, before.level, after.level),
            (Aspect.LIKELIHOOD, before.likelihood, after.likelihood),
            (Aspect.IMPACT, before.impact, after.impact),
            (Aspect.APPETITE, before.above, after.above),
            (Aspect.STATUS, before.status, after.status),
            (Aspect.STRATEGY, before.strategy, after.strategy),
            (Aspect.OWNER, before.owner, after.owner),
            (Aspect.TITLE, before.title, after.title),
        )
        if (_key(was) != _key(now))
    )


def _key(value: Value) -> Value:
    """What a value is told apart by: a level that only has another name has not moved."""
    return value.key if isinstance(value, LevelThen) else value

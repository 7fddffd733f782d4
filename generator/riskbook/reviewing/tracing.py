"""The turns of every risk from the states of its book, one state after the other.

Only risks that a state changed are looked at again, unless it changed the criteria. A trace can be
taken up where an earlier one ended, so that a long past need not be read twice.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from riskbook.assessing.levels import position
from riskbook.model.criteria import Criteria
from riskbook.model.records import Risk
from riskbook.model.terms import Status
from riskbook.reading.placing import Kind
from riskbook.reviewing.turns import (
    Aspect,
    Cause,
    CriteriaTurn,
    Event,
    LevelThen,
    Move,
    Then,
    Turn,
    moves,
)

if TYPE_CHECKING:
    from riskbook.reading.commits import Commit
    from riskbook.reading.past import RecordChange, State


@dataclass(frozen=True, slots=True)
class Trace:
    """What a timeline is made of. Here authors are still e-mail addresses: for no reader's eyes.

    ``begins`` is the day of the first commit, ``head`` the last of them, ``""`` without any.
    """

    begins: date | None = None
    head: str = ""
    turns: tuple[Turn, ...] = ()
    criteria: tuple[CriteriaTurn, ...] = ()


def trace(states: Iterable[State], time_zone: str, earlier: Trace | None = None) -> Trace:
    """The trace of the states of a book, oldest first.

    To take up an ``earlier`` trace, the first state must be that of its ``head``, with every record
    as new.
    """
    before = earlier or Trace()
    risks = _Risks()
    commits: list[Commit] = []
    drafts: list[tuple[_Draft, ...]] = []
    versions: list[tuple[str, str] | None] = []
    for state in states:
        commits.append(state.commit)
        versions.append(risks.take_criteria(state))
        drafts.append(tuple(risks.turns(state)))
        if len(commits) == 1 and earlier is not None:
            drafts[0] = ()  # they are in the earlier trace
            risks.remember(earlier.turns)
    zone = ZoneInfo(time_zone)
    days = [commit.day_in(zone) for commit in commits]
    since = list(accumulate(reversed(days), min))[::-1]
    if not since:
        return before
    turns = [replace(turn, since=min(turn.since, since[0])) for turn in before.turns]
    criteria = [replace(turn, since=min(turn.since, since[0])) for turn in before.criteria]
    for place, commit in enumerate(commits):
        day, author = days[place], commit.author_email
        turns += (one.turn(commit.id, day, since[place], author) for one in drafts[place])
        if (version := versions[place]) is not None:
            moved = tuple(one.risk for one in drafts[place] if one.is_by_criteria_alone)
            criteria.append(CriteriaTurn(commit.id, day, since[place], author, *version, moved))
    begins = min(before.begins or since[0], since[0])
    return Trace(begins, commits[-1].id, tuple(turns), tuple(criteria))


class _Draft(NamedTuple):
    """A turn before it has a commit and a day."""

    risk: str
    event: Event
    cause: Cause
    before: Then | None
    after: Then | None
    moves: tuple[Move, ...]

    def turn(self, commit: str, day: date, since: date, author: str) -> Turn:
        """The turn that it was in a commit."""
        return Turn(
            self.risk,
            commit,
            day,
            since,
            author,
            self.event,
            self.cause,
            self.before,
            self.after,
            self.moves,
        )

    @property
    def is_by_criteria_alone(self) -> bool:
        """Whether the risk has another level although nobody edited it."""
        return self.cause is Cause.CRITERIA and any(
            move.aspect is Aspect.LEVEL for move in self.moves
        )


_Cell: TypeAlias = tuple[int, tuple[tuple[str, int], ...]]


class _Risks:
    """The risks as one state after the other changes them."""

    def __init__(self) -> None:
        self._there: dict[str, Then] = {}
        self._gone: dict[str, Then] = {}
        self._criteria: Criteria | None = None
        self._anew = False
        self._limits: Mapping[str, int] = {}
        self._cells: dict[_Cell, tuple[int | None, LevelThen | None]] = {}

    def take_criteria(self, state: State) -> tuple[str, str] | None:
        """The versions of the criteria before and after, where they changed."""
        before, after = self._criteria, state.criteria
        self._anew = before is not after and before != after
        if after is None or not self._anew:
            return None
        self._criteria = after
        self._limits = {appetite.category: appetite.limit for appetite in after.appetite}
        self._cells = {}
        return None if before is None else (before.version, after.version)

    def remember(self, turns: Iterable[Turn]) -> None:
        """Take in how risks that are gone were last known, from turns up to this state."""
        known = {turn.risk: turn for turn in turns}
        self._gone = {
            risk: turn.before
            for risk, turn in known.items()
            if turn.before is not None and turn.after is None
        }

    def turns(self, state: State) -> Iterator[_Draft]:
        """What the state made of each risk that it touches, by id."""
        changes = {one.key: one for one in state.changes if one.kind is Kind.RISK}
        risks: Mapping[str, Risk] = state.records[Kind.RISK]
        touched = {change.path for change in state.commit.changes}
        for key in sorted(risks.keys() | changes.keys()) if self._anew else changes:
            risk = risks.get(key)
            cause = _cause(changes.get(key), touched)
            draft = self._left(key, cause, state) if risk is None else self._met(risk, cause)
            if draft is not None:
                yield draft

    def _left(self, key: str, cause: Cause, state: State) -> _Draft | None:
        before = self._there.pop(key, None)
        if before is None:
            return None
        self._gone[key] = before
        event = Event.UNREAD if key in state.unread else Event.REMOVED
        return _Draft(key, event, cause, before, None, ())

    def _met(self, risk: Risk, cause: Cause) -> _Draft | None:
        now = self._then(risk)
        before = self._there.get(risk.id)
        self._there[risk.id] = now
        if before is None:
            known = self._gone.pop(risk.id, None)
            event = Event.BACK if known else Event.ADDED
            return _Draft(risk.id, event, cause, known, now, moves(known, now))
        moved = moves(before, now)
        if _same_place(before, now) and before.level != now.level:
            cause = Cause.CRITERIA
        return _Draft(risk.id, Event.MOVED, cause, before, now, moved) if moved else None

    def _then(self, risk: Risk) -> Then:
        stage = risk.assessment.current
        impact, level = (None, None) if stage is None else self._placed(risk)
        limit = self._limits.get(risk.category)
        return Then(
            risk.title,
            risk.language,
            risk.status,
            risk.owner,
            risk.treatment.strategy,
            stage.likelihood if stage else None,
            impact,
            level,
            risk.status is Status.OPEN
            and level is not None
            and limit is not None
            and level.place > limit,
        )

    def _placed(self, risk: Risk) -> tuple[int | None, LevelThen | None]:
        """The worst impact and the level of the current stage."""
        stage, criteria = risk.assessment.current, self._criteria
        if stage is None or criteria is None:
            return None, None
        cell = (stage.likelihood, stage.impact)
        if cell not in self._cells:
            worst = max((step for _, step in stage.impact), default=None)
            found = position(stage, criteria)
            level = criteria.levels[found.level] if found else None
            then = LevelThen(level.key, level.name, found.level) if found and level else None
            self._cells[cell] = worst, then
        return self._cells[cell]


def _same_place(before: Then, after: Then) -> bool:
    return (before.likelihood, before.impact) == (after.likelihood, after.impact)


def _cause(change: RecordChange | None, touched: Container[str]) -> Cause:
    """Who moved the risk: an edit of its file, or of the criteria under it."""
    if change is None:
        return Cause.CRITERIA
    sources = (one.source.path for one in (change.before, change.after) if one is not None)
    return Cause.RECORD if any(path in touched for path in sources) else Cause.CRITERIA

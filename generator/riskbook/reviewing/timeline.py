"""How the risks of a book moved over its history: when, in which commit, by whom, and why.

Each level is the one that the criteria of then gave. A level may move because the risk was edited
or because the criteria were, and the two are told apart. A day's state is that of the last commit
whose committer's day is not after it, in the time zone of the book.

People are keys of the organisation as it is now; anyone else is ``""``, a contributor.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from riskbook.assessing.levels import position
from riskbook.model.book import Organization
from riskbook.model.criteria import Criteria
from riskbook.model.records import Risk
from riskbook.model.terms import Status
from riskbook.reading.placing import Kind
from riskbook.reviewing.turns import Aspect, Cause, Event, LevelThen, Move, Then, Turn, moves

if TYPE_CHECKING:
    from riskbook.reading.commits import Commit
    from riskbook.reading.past import RecordChange, State


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


class DayCounts(NamedTuple):
    """How many open, assessed risks there were at the end of a day, by level, lowest first.

    A level without any is left out. The counts stand until the day of the next.
    """

    day: date
    by_level: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every turn of every risk, oldest first; ``begins`` is the day of the first commit, if any.

    To publish it, take the withheld risks out first (:func:`without`).
    """

    begins: date | None
    turns: tuple[Turn, ...]
    criteria: tuple[CriteriaTurn, ...]
    by_risk: Mapping[str, tuple[Turn, ...]]

    def of(self, risk: str) -> tuple[Turn, ...]:
        """The turns of one risk, oldest first."""
        return self.by_risk.get(risk, ())

    def at(self, day: date) -> dict[str, Then]:
        """Every risk that there was at the end of a day, by id."""
        there = ((risk, _last(turns, day)) for risk, turns in self.by_risk.items())
        return {risk: turn.after for risk, turn in there if turn and turn.after}

    def within(self, first: date, last: date) -> tuple[Turn, ...]:
        """The turns that a stretch of days brought, both ends among them."""
        return tuple(turn for turn in self.turns if first <= turn.since <= last)

    def daily_counts(self) -> tuple[DayCounts, ...]:
        """The counts at the end of each day that moved any risk, oldest first."""
        counts: dict[str, int] = {}
        places: dict[str, int] = {}
        found: list[DayCounts] = []
        known: dict[str, Then | None] = {}
        for day, turns in groupby(self.turns, key=lambda turn: turn.since):
            for turn in turns:
                for then, number in ((known.get(turn.risk), -1), (turn.after, 1)):
                    if then and then.level and then.status is Status.OPEN:
                        places[then.level.key] = then.level.place
                        counts[then.level.key] = counts.get(then.level.key, 0) + number
                known[turn.risk] = turn.after
            order = sorted(counts, key=lambda key: (places[key], key))
            found.append(DayCounts(day, {key: counts[key] for key in order if counts[key]}))
        return tuple(found)

    def counts_at(self, day: date) -> Mapping[str, int]:
        """The counts by level at the end of a day."""
        before = [counts.by_level for counts in self.daily_counts() if counts.day <= day]
        return before[-1] if before else {}

    def above_since(
        self, risk: str, today: date, accepted: Iterable[tuple[date, date]] = ()
    ) -> date | None:
        """Since which day a risk has been above its appetite without an acceptance; None if not.

        ``accepted`` are the valid acceptances of the risk, each from its day to the last on which
        it holds. The day is reckoned from commits, so it is not before the first.
        """
        since: date | None = None
        for turn in self.of(risk):
            if turn.since <= today:
                above = turn.after is not None and turn.after.above
                since = (since or turn.since) if above else None
        if since is None:
            return None
        held = [(start, end) for start, end in accepted if start <= min(today, end)]
        if any(end >= today for _, end in held):
            return None
        return max([since, *(end + timedelta(days=1) for _, end in held)])


def timeline(states: Iterable[State], organization: Organization, time_zone: str) -> Timeline:
    """The timeline of the states of a book, oldest first.

    ``organization`` and ``time_zone`` are those of the book as it is now.
    """
    people: dict[str, str] = {}
    for person in organization.people.values():
        for email in person.emails:
            people.setdefault(email.casefold(), person.key)
    risks = _Risks()
    commits: list[Commit] = []
    drafts: list[tuple[_Draft, ...]] = []
    versions: list[tuple[str, str] | None] = []
    for state in states:
        commits.append(state.commit)
        versions.append(risks.take_criteria(state))
        drafts.append(tuple(risks.turns(state)))
    zone = ZoneInfo(time_zone)
    days = [commit.day_in(zone) for commit in commits]
    since = list(accumulate(reversed(days), min))[::-1]
    turns: list[Turn] = []
    criteria: list[CriteriaTurn] = []
    for place, commit in enumerate(commits):
        day, author = days[place], people.get(commit.author_email.casefold(), "")
        turns += (
            Turn(one.risk, commit.id, day, since[place], author, *one[1:]) for one in drafts[place]
        )
        if (version := versions[place]) is not None:
            moved = tuple(one.risk for one in drafts[place] if one.is_by_criteria_alone)
            criteria.append(CriteriaTurn(commit.id, day, since[place], author, *version, moved))
    return _of_turns(since[0] if since else None, turns, criteria)


def without(found: Timeline, withheld: Container[str]) -> Timeline:
    """The timeline as if some risks had never been in the book."""
    criteria = [
        CriteriaTurn(
            turn.commit,
            turn.day,
            turn.since,
            turn.author,
            turn.before,
            turn.after,
            tuple(risk for risk in turn.risks if risk not in withheld),
        )
        for turn in found.criteria
    ]
    turns = [turn for turn in found.turns if turn.risk not in withheld]
    return _of_turns(found.begins, turns, criteria)


def _of_turns(
    begins: date | None, turns: Sequence[Turn], criteria: Sequence[CriteriaTurn]
) -> Timeline:
    by_risk: dict[str, list[Turn]] = {}
    for turn in turns:
        by_risk.setdefault(turn.risk, []).append(turn)
    sorted_turns = {risk: tuple(its_turns) for risk, its_turns in sorted(by_risk.items())}
    return Timeline(begins, tuple(turns), tuple(criteria), sorted_turns)


def _last(turns: Sequence[Turn], day: date) -> Turn | None:
    """The last turn that had come by the end of a day."""
    return next((turn for turn in reversed(turns) if turn.since <= day), None)


class _Draft(NamedTuple):
    """A turn before it has a commit and a day."""

    risk: str
    event: Event
    cause: Cause
    before: Then | None
    after: Then | None
    moves: tuple[Move, ...]

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
        if self._anew and _same_place(before, now) and before.level != now.level:
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

"""How the risks of a book moved over its history: when, in which commit, by whom, and why.

Each level is the one that the criteria of then gave. A level may move because the risk was edited
or because the criteria were, and the two are told apart. A day's state is that of the last commit
whose committer's day is not after it, in the time zone of the book.

People are keys of the organisation as it is now; anyone else is ``""``, a contributor.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from riskbook.model.book import Organization
from riskbook.model.terms import Status
from riskbook.reviewing.tracing import Trace, trace
from riskbook.reviewing.turns import CriteriaTurn, Then, Turn

if TYPE_CHECKING:
    from riskbook.reading.past import State


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
    return of_trace(trace(states, time_zone), organization)


def of_trace(found: Trace, organization: Organization) -> Timeline:
    """The timeline of a trace: addresses become people of the organisation as it is now."""
    people: dict[str, str] = {}
    for person in organization.people.values():
        for email in person.emails:
            people.setdefault(email.casefold(), person.key)
    turns = [replace(turn, author=people.get(turn.author.casefold(), "")) for turn in found.turns]
    criteria = [
        replace(turn, author=people.get(turn.author.casefold(), "")) for turn in found.criteria
    ]
    return _of_turns(found.begins, turns, criteria)


def without(found: Timeline, withheld: Container[str]) -> Timeline:
    """The timeline as if some risks had never been in the book."""
    criteria = [
        replace(turn, risks=tuple(risk for risk in turn.risks if risk not in withheld))
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

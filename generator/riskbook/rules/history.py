"""What the rules of history look at: since when risks are above the appetite, when entries came.

They need every state that the book has had, so they run only where somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from riskbook.model.terms import SignOffKind
from riskbook.reading.placing import Kind
from riskbook.reviewing.authority import holds
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.timeline import timeline
from riskbook.rules.evidence import Past

if TYPE_CHECKING:
    from riskbook.reading.past import State

KINDS = frozenset({Kind.RISK, Kind.SIGN_OFF})
"""The kinds of record whose past is looked at."""


def past_of(states: Iterable[State], judged: Judged) -> Past:
    """What the states of a book, oldest first, say of the book as it is judged now.

    A risk is above the appetite from the commit that brought it there. Only what is above it today
    has a day, and acceptances that have ended put that day off.
    """
    committed: dict[str, date] = {}
    zone = judged.book.settings.time_zone
    passing = _noting(states, zone, committed)
    turns = timeline(passing, judged.book.organization, zone)
    above = {}
    for risk, standing in judged.standing.risks.items():
        if standing.breach is not None:
            since = turns.above_since(risk, judged.today, _ended(judged, risk))
            if since is not None:
                above[risk] = since
    return Past(above_since=above, committed=committed)


def _noting(states: Iterable[State], time_zone: str, committed: dict[str, date]) -> Iterator[State]:
    """The states as they come; notes down on which day each entry was first there."""
    zone = ZoneInfo(time_zone)
    for state in states:
        for change in state.changes:
            if change.kind is Kind.SIGN_OFF and change.after is not None:
                committed.setdefault(change.key, state.commit.day_in(zone))
        yield state


def _ended(judged: Judged, risk: str) -> Iterator[tuple[date, date]]:
    """The acceptances of a risk that have ended, by their days; those without a role never held."""
    organization = judged.book.organization
    for entry in judged.links.sign_offs_of.get(risk, ()):
        if entry.kind is not SignOffKind.ACCEPTANCE or entry.until is None:
            continue
        held = holds(organization, entry.by, entry.role, entry.date, None)
        if held and entry.until < judged.today:
            yield entry.date, entry.until

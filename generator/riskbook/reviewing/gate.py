"""The gate: every obligation of a change, met or open, with who can meet it and how.

People, authority and settings are those of the base; where the criteria change too, what either
state asks must be met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskbook.model.book import Identity
from riskbook.model.records import SignOff
from riskbook.reviewing.authority import holds
from riskbook.reviewing.authorship import Authors
from riskbook.reviewing.identity import Record, authors_of, believe
from riskbook.reviewing.naming import called
from riskbook.reviewing.owed_acceptances import acceptances_owed
from riskbook.reviewing.owed_approvals import approvals_owed, plans_owed
from riskbook.reviewing.owed_corrections import entries_owed, framework_owed, unreadable_owed
from riskbook.reviewing.owed_reviews import reviews_owed
from riskbook.reviewing.owing import Demand, Duty, Refusal
from riskbook.reviewing.states import States
from riskbook.wording import Saying, say


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that is owed, and the entry that meets it; None while it is open.

    ``advisory`` says that nobody can tell yet who gave that entry. ``refused`` are the entries
    that do not count, newest first.
    """

    demand: Demand
    met: SignOff | None
    refused: tuple[Refusal, ...]
    advisory: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.met is None


@dataclass(frozen=True, slots=True)
class Gate:
    """All obligations of a change, the open ones first.

    ``authors`` are the people who wrote the change; they approve nothing in it. ``identity`` is
    what the base's settings go by. ``advisory`` says that the head is a folder with something in
    it that no commit has, so that nobody can tell who wrote it.
    """

    obligations: tuple[Obligation, ...]
    authors: Authors
    identity: Identity
    advisory: bool

    @property
    def open(self) -> tuple[Obligation, ...]:
        """What is still owed."""
        return tuple(each for each in self.obligations if each.is_open)


def gate(states: States, record: Record) -> Gate:
    """The obligations of a change; ``record`` is what git and the forge know of it."""
    base = states.base.book
    authors = authors_of(record, base.organization)
    found = [_judged(each, states, record) for each in _demands(states, authors.people)]
    found.sort(key=_order)
    return Gate(tuple(found), authors, base.settings.gate.identity, record.at_hand)


def _demands(states: States, authors: Sequence[str]) -> Iterator[Demand]:
    yield from entries_owed(states)
    yield from unreadable_owed(states)
    yield from framework_owed(states, authors)
    yield from reviews_owed(states)
    yield from approvals_owed(states, authors)
    yield from plans_owed(states, authors)
    yield from acceptances_owed(states, authors)


def _judged(demand: Demand, states: States, record: Record) -> Obligation:
    """The newest entry that counts; of those that do not, why."""
    base = states.base.book
    refused: list[Refusal] = []
    for entry in demand.bound:
        doubt = demand.doubt(entry) or _ended(entry, states, record)
        if doubt is None:
            belief = believe(entry, base.settings.gate.identity, record, base.organization)
            if belief.doubt is None:
                return Obligation(demand, entry, tuple(refused), belief.advisory)
            doubt = belief.doubt
        refused.append(Refusal(entry, doubt))
    return Obligation(demand, None, refused=(*refused, *demand.outdated))


def _ended(entry: SignOff, states: States, record: Record) -> Saying | None:
    """Why an entry of the change does not count although its signer held the role on its day.

    A day can be typed. Whoever no longer has the role could date an entry back to when they had.
    """
    organization, today = states.base.book.organization, states.head.today
    if entry.source.path in record.merged:
        return None
    if holds(organization, entry.by, entry.role, today, None):
        return None
    by, role = called(organization, entry.by), called(organization, entry.role)
    return say("gate.doubt.role-ended", by=by, role=role, today=today)


def _order(obligation: Obligation) -> tuple[bool, int, int, str]:
    demand = obligation.demand
    return (
        not obligation.is_open,
        list(Duty).index(demand.duty),
        -demand.gravity,
        demand.of,
    )

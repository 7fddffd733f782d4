"""The acceptances that a change owes: one that it voids, or that it makes necessary anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from riskbook.model.book import Book
from riskbook.model.criteria import Criteria
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import SignOffKind, Status, Strategy
from riskbook.reviewing.authority import department_of, doubt_of_acceptance, within_bounds
from riskbook.reviewing.binding import binds_content, entries_of, owner_of
from riskbook.reviewing.calendar import after
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.fingerprints import Fingerprint
from riskbook.reviewing.heights import criteria_of, heights_of_risk, place_of
from riskbook.reviewing.naming import title_of
from riskbook.reviewing.owing import (
    Demand,
    DoubtOf,
    Duty,
    among_authors,
    given_since,
    level_name,
    outdated,
    said,
)
from riskbook.reviewing.people import Somebody, holders, somebody
from riskbook.reviewing.pointers import pointers_words
from riskbook.reviewing.states import States
from riskbook.wording import Saying, say


def acceptances_owed(states: States, authors: Sequence[str]) -> Iterator[Demand]:
    """The acceptances that a change owes.

    One is owed where the risk of an acceptance in force was altered, and where a risk beyond the
    bounds is to be accepted that was not so before.
    """
    for risk in states.head.book.risks.values():
        if risk.status is not Status.OPEN or risk.treatment.strategy is not Strategy.ACCEPT:
            continue
        why = tuple(_why(risk, states))
        if not why:
            continue
        level, gravity = level_name(heights_of_risk(None, risk, states))
        entries = entries_of(states, risk.id, SignOffKind.ACCEPTANCE)
        now = Fingerprint(content_of(risk), {})
        yield Demand(
            duty=Duty.ACCEPTANCE,
            of=risk.id,
            title=title_of(states.head.book, risk),
            level=level,
            why=why,
            who=_who(risk, states, authors),
            command=f"riskbook accept {risk.id} --until {_longest(states)}",
            bound=tuple(each for each in entries if binds_content(each, now.content)),
            outdated=outdated(entries, now),
            doubt=_since(risk, states, _doubt(risk, states, authors)),
            confidential=risk.confidential,
            gravity=gravity,
        )


def _why(risk: Risk, states: States) -> Iterator[Saying]:
    before = states.base.book.risks.get(risk.id)
    accepted = before is not None and (
        before.status is Status.OPEN and before.treatment.strategy is Strategy.ACCEPT
    )
    changed = (
        changed_pointers(content_of(before).items(), content_of(risk)) if before is not None else ()
    )
    standing = states.base.standing.risks.get(risk.id)
    if accepted and changed and standing and standing.attested.accepted_until:
        yield say("gate.why.acceptance-void", parts=pointers_words(changed, states.names))
    elif not _within(risk, states):
        if not accepted:
            yield say("gate.why.accepted-beyond")
        elif changed:
            yield say("gate.why.changed", parts=pointers_words(changed, states.names))
        elif before is not None and _is_within(before, states.base.book.criteria):
            yield say("gate.why.bounds-moved")


def _within(risk: Risk, states: States) -> bool:
    return all(_is_within(risk, criteria) for criteria in criteria_of(states))


def _is_within(risk: Risk, criteria: Criteria) -> bool:
    return within_bounds(criteria, place_of(risk, criteria))


def _doubt(risk: Risk, states: States, authors: Sequence[str]) -> DoubtOf:
    base, today = states.base.book, states.head.today
    owned = replace(risk, owner=owner_of(risk, base))

    def doubt(entry: SignOff) -> Saying | None:
        signed = among_authors(entry, authors)
        for criteria in criteria_of(states):
            end = _end(entry, criteria)
            if end is None or end < today:
                return say("gate.doubt.ended", until=end or "—")
            book = replace(base, criteria=criteria)
            place = place_of(risk, criteria)
            found = said(doubt_of_acceptance(book, owned, place, signed), entry, base.organization)
            if found is not None:
                return found
        return None

    return doubt


def _since(risk: Risk, states: States, doubt: DoubtOf) -> DoubtOf:
    """An acceptance of before stands for a risk that is as it was, and for no other."""
    before = states.base.book.risks.get(risk.id)
    if before is not None and content_of(before) == content_of(risk):
        return doubt
    return given_since(doubt, states)


def _end(entry: SignOff, criteria: Criteria) -> date | None:
    """The last day of an acceptance: its own, or that of the longest that there may be."""
    bounds = criteria.acceptance
    if entry.until is None or bounds is None:
        return entry.until
    return min(entry.until, after(entry.date, bounds.longest))


def _who(risk: Risk, states: States, authors: Sequence[str]) -> tuple[Somebody, ...]:
    base: Book = states.base.book
    if _within(risk, states):
        return (somebody(owner_of(risk, base), base.organization, states.head.today),)
    bounds = criteria_of(states)[-1].acceptance
    beyond = (bounds.beyond,) if bounds and bounds.beyond else ()
    return holders(
        beyond, (department_of(base, risk),), base.organization, states.head.today, authors
    )


def _longest(states: States) -> date | str:
    """The last day until which an acceptance of today can be given."""
    bounds = states.base.book.criteria.acceptance
    return after(states.head.today, bounds.longest) if bounds else "YYYY-MM-DD"

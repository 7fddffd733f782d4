"""The approvals that a change owes: of treatments and plans, at the higher of their two levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.model.book import Book
from riskbook.model.records import Plan, Risk, SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.authority import department_of
from riskbook.reviewing.binding import binds_content, entries_of
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.fingerprints import Fingerprint
from riskbook.reviewing.heights import Height, heights_of_plan, heights_of_risk
from riskbook.reviewing.naming import title_of
from riskbook.reviewing.owing import (
    Demand,
    DoubtOf,
    Duty,
    Refusal,
    approvers,
    doubt_at,
    given_since,
    level_name,
    outdated,
)
from riskbook.reviewing.pointers import pointers_words
from riskbook.reviewing.states import States
from riskbook.wording import Fact, Saying, say


def approvals_owed(states: States, authors: Sequence[str]) -> Iterator[Demand]:
    """The approvals that a change owes: of each risk it adds, alters, moves or closes.

    A risk that asks for none at its level, before and after, owes none. One that is taken away can
    be approved by nobody: it is to be closed instead, so that its past stays.
    """
    for risk in states.head.book.risks.values():
        before = states.base.book.risks.get(risk.id)
        heights = heights_of_risk(before, risk, states)
        why = tuple(_why(before, risk, heights, states))
        if why and _asks(heights):
            yield _of_treatment(risk, heights, why, states, authors)
    for risk in states.base.book.risks.values():
        gone = risk.id not in states.head.book.risks and risk.id not in states.head.book.unread
        heights = heights_of_risk(risk, None, states)
        if gone and _asks(heights):
            yield _of_removal(risk, heights, states)


def plans_owed(states: States, authors: Sequence[str]) -> Iterator[Demand]:
    """The approvals of plans that a change owes: altered, linked anew, or bound by a higher level.

    An approval of before still stands where it is of the plan as it is and high enough.
    """
    for plan in states.head.book.plans.values():
        heights = heights_of_plan(plan.id, states)
        why = tuple(_why_plan(plan, heights, states))
        if not why or not _asks(heights):
            continue
        level, gravity = level_name(heights)
        departments = _departments(states, *_risks(states.head.book, plan.id))
        yield Demand(
            duty=Duty.PLAN,
            of=plan.id,
            title=title_of(states.head.book, plan),
            level=level,
            why=why,
            who=approvers(heights, departments, states, authors),
            command=f"riskbook approve {plan.id}",
            bound=_bound(plan, states),
            outdated=_outdated(plan, states),
            doubt=_doubt(plan, states, doubt_at(heights, departments, states, authors)),
            confidential=plan.confidential,
            gravity=gravity,
        )


def _of_treatment(
    risk: Risk,
    heights: tuple[Height, ...],
    why: tuple[Saying, ...],
    states: States,
    authors: Sequence[str],
) -> Demand:
    level, gravity = level_name(heights)
    departments = _departments(states, risk.id)
    return Demand(
        duty=Duty.APPROVAL,
        of=risk.id,
        title=title_of(states.head.book, risk),
        level=level,
        why=why,
        who=approvers(heights, departments, states, authors),
        command=f"riskbook approve {risk.id}",
        bound=_bound(risk, states),
        outdated=_outdated(risk, states),
        doubt=_doubt(risk, states, doubt_at(heights, departments, states, authors)),
        confidential=risk.confidential,
        gravity=gravity,
    )


def _of_removal(risk: Risk, heights: tuple[Height, ...], states: States) -> Demand:
    level, gravity = level_name(heights)
    return Demand(
        duty=Duty.APPROVAL,
        of=risk.id,
        title=title_of(states.base.book, risk),
        level=level,
        why=(say("gate.why.removed"),),
        who=(),
        command="",
        bound=(),
        outdated=(),
        doubt=doubt_at(heights, (), states, ()),
        confidential=risk.confidential,
        gravity=gravity,
    )


def _why(
    before: Risk | None, after: Risk, heights: tuple[Height, ...], states: States
) -> Iterator[Saying]:
    if before is None:
        if after.status is Status.OPEN:
            yield say("gate.why.added")
        return
    if Status.OPEN not in (before.status, after.status):
        return
    changed = changed_pointers(content_of(before).items(), content_of(after))
    if changed:
        yield say("gate.why.changed", parts=pointers_words(changed, states.names))
    if before.status is Status.OPEN and after.status is not Status.OPEN:
        yield say(f"gate.why.{after.status.value}")
    yield from _moved(heights)


def _why_plan(plan: Plan, heights: tuple[Height, ...], states: States) -> Iterator[Saying]:
    before = states.base.book.plans.get(plan.id)
    if before is None:
        yield say("gate.why.added")
    else:
        changed = changed_pointers(content_of(before).items(), content_of(plan))
        if changed:
            yield say("gate.why.changed", parts=pointers_words(changed, states.names))
        then = _risks(states.base.book, plan.id)
        linked = tuple(key for key in _risks(states.head.book, plan.id) if key not in then)
        if linked:
            yield say("gate.why.linked", risks=_called(linked, states))
    then_level, now_level = heights[0].then, heights[-1].now
    if then_level is not None and now_level is not None and now_level > then_level:
        yield from _moved(heights)


def _called(risks: Sequence[str], states: States) -> tuple[Fact, ...]:
    """Risks by their ids; one that is withheld is not named."""
    known = states.head.book.risks
    return tuple(
        dict.fromkeys(say("gate.why.withheld") if known[key].confidential else key for key in risks)
    )


def _moved(heights: tuple[Height, ...]) -> Iterator[Saying]:
    first, last = heights[0], heights[-1]
    if first.then is None or last.now is None:
        return
    then, now = first.criteria.levels[first.then], last.criteria.levels[last.now]
    if then.key != now.key:
        yield say("gate.why.moved", then=then.name, now=now.name)


def _asks(heights: tuple[Height, ...]) -> bool:
    return any(height.authorities for height in heights)


def _bound(record: Risk | Plan, states: States) -> tuple[SignOff, ...]:
    """The approvals of a record as it stands. What a treatment rests on is for reviews."""
    entries = entries_of(states, record.id, SignOffKind.APPROVAL)
    content = content_of(record) if entries else {}
    return tuple(entry for entry in entries if binds_content(entry, content))


def _outdated(record: Risk | Plan, states: States) -> tuple[Refusal, ...]:
    entries = entries_of(states, record.id, SignOffKind.APPROVAL)
    return outdated(entries, Fingerprint(content_of(record), {})) if entries else ()


def _doubt(record: Risk | Plan, states: States, doubt: DoubtOf) -> DoubtOf:
    """An approval of before stands for a record that is as it was, and for no other."""
    shelf = states.base.book.risks if isinstance(record, Risk) else states.base.book.plans
    before = shelf.get(record.id)
    if before is not None and content_of(before) == content_of(record):
        return doubt
    return given_since(doubt, states)


def _risks(book: Book, plan: str) -> tuple[str, ...]:
    return tuple(risk.id for risk in book.risks.values() if risk.plan == plan)


def _departments(states: States, *risks: str) -> tuple[str, ...]:
    """The departments whose services risks belong to before and after, by the base's services."""
    base, head = states.base.book, states.head.book
    both = (book.risks[risk] for book in (base, head) for risk in risks if risk in book.risks)
    return tuple(sorted({department_of(base, risk) for risk in both}))

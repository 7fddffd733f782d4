"""All that is open in a book today, finer than who must be reminded: why each thing is open.

Built on the duties of :mod:`riskbook.reviewing.reminders`, so that an issue and the terminal never
say different things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from riskbook.assessing.standing import Doubt, Held, SignOffState, Treated
from riskbook.model.records import SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.authority import RISK_DEPARTMENT, holds
from riskbook.reviewing.fingerprints import Fingerprint
from riskbook.reviewing.framework import FRAMEWORK, framework_content
from riskbook.reviewing.holding import hold
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.reminders import Duty, Matter, Urgency, duties

FRAMEWORK_MATTER = "framework"
"""The matter of a part of the framework that its department has to approve again."""


class State(Enum):
    """Why something is open, the most pressing first."""

    OVERDUE = "overdue"
    LAPSED = "lapsed"
    WITHOUT_AUTHORITY = "without-authority"
    CHANGED = "changed"
    BASIS_CHANGED = "basis-changed"
    DUE = "due"
    NEVER = "never"


_OF_URGENCY = {
    Urgency.OVERDUE: State.OVERDUE,
    Urgency.LAPSED: State.LAPSED,
    Urgency.CHANGED: State.CHANGED,
    Urgency.DUE: State.DUE,
    Urgency.OPEN: State.NEVER,
}


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is open.

    ``matter`` is that of the duty, or ``framework``; ``record`` an id, or a part of the framework.
    ``day`` is when it is due or lapsed. ``item`` and ``of`` are those of an action. ``changed`` are
    pointers of the content and ``basis_changed`` of the basis. ``held`` is the sign-off that does
    not count, or none.
    """

    owner: str
    matter: str
    state: State
    record: str
    day: date | None = None
    item: str = ""
    of: date | None = None
    changed: tuple[str, ...] = ()
    basis_changed: tuple[str, ...] = ()
    held: Held | None = None

    @property
    def order(self) -> tuple[int, date, str, str, str]:
        """The most pressing first, then by day, the undated last."""
        return (
            list(State).index(self.state),
            self.day or date.max,
            self.record,
            self.matter,
            self.item,
        )


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a book's calendar. ``since`` is the day from which it follows."""

    matter: str
    record: str
    owner: str
    day: date
    since: date


def open_now(judged: Judged, until: date) -> tuple[Open, ...]:
    """What is open now or falls due until a day, the most pressing first."""
    found = [_finer(judged, duty) for duty in duties(judged, until)]
    reviewed = {each.record for each in found if each.matter == Matter.REVIEW.value}
    found += _reviews_without_worth(judged, reviewed)
    found += _framework(judged)
    return in_order(found)


def in_order(found: Iterable[Open]) -> tuple[Open, ...]:
    """What is open, the most pressing first."""
    return tuple(sorted(found, key=lambda each: (each.order, each.owner)))


def by_owner(found: Iterable[Open]) -> dict[str, tuple[Open, ...]]:
    """What is open by the person or role that must see to it, by key."""
    listed: dict[str, list[Open]] = defaultdict(list)
    for each in found:
        listed[each.owner].append(each)
    return {owner: tuple(listed[owner]) for owner in sorted(listed)}


def concerns(judged: Judged, owner: str) -> frozenset[str]:
    """Under which keys a person's things stand: their own, and the roles that they hold today."""
    person = judged.book.organization.people.get(owner)
    held = person.roles if person else ()
    return frozenset({owner, *(each.role for each in held if each.held_on(judged.today))})


def days(judged: Judged) -> tuple[Day, ...]:
    """Every day on which a review or an exercise is due or an acceptance ends, also far ahead."""
    found = [*_days_of_risks(judged), *_days_of_plans(judged)]
    return tuple(sorted(found, key=lambda each: (each.day, each.record, each.matter)))


def is_withheld(judged: Judged, record: str) -> bool:
    """Whether nothing of a record may leave the repository."""
    book = judged.book
    found = (
        book.risks.get(record) or book.plans.get(record) or book.discovery.indicators.get(record)
    )
    return found is not None and found.confidential


def framework_approval(judged: Judged, part: str) -> Held | None:
    """The approval of a part of the framework that counts, or the last that does not."""
    if part not in FRAMEWORK:
        return None
    entries = (
        entry
        for entry in judged.links.sign_offs_of.get(part, ())
        if entry.kind is SignOffKind.APPROVAL and entry.date <= judged.today
    )
    return hold(
        entries,
        lambda: Fingerprint(framework_content(part, judged.book), {}),
        lambda entry: _doubt_of_framework(judged, entry),
        paths_known=True,
    )


def _doubt_of_framework(judged: Judged, entry: SignOff) -> Doubt | None:
    if not holds(judged.book.organization, entry.by, entry.role, entry.date, None):
        return Doubt.NO_ROLE
    if entry.role != RISK_DEPARTMENT:
        return Doubt.NOT_ENOUGH
    return Doubt.OWN_CHANGE if entry.by in entry.changed_by else None


def _finer(judged: Judged, duty: Duty) -> Open:
    state, held = _OF_URGENCY[duty.urgency], None
    changed = duty.changed
    basis_changed: tuple[str, ...] = ()
    match duty.matter, duty.urgency:
        case Matter.REVIEW, Urgency.CHANGED:
            review = judged.standing.risks[duty.record].attested.review
            changed = review.changed if review else ()
            basis_changed = review.basis_changed if review else ()
            state = State.CHANGED if changed else State.BASIS_CHANGED
        case ((Matter.ACCEPTANCE | Matter.APPROVAL | Matter.PLAN), Urgency.OPEN):
            held = _doubted(judged, duty)
            state = State.WITHOUT_AUTHORITY if held else state
    return Open(
        duty.owner,
        duty.matter.value,
        state,
        duty.record,
        duty.day,
        duty.item,
        duty.of,
        changed,
        basis_changed,
        held,
    )


def _doubted(judged: Judged, duty: Duty) -> Held | None:
    """The entry that was given for a duty and does not count."""
    if duty.matter is Matter.PLAN:
        held = judged.plan_states[duty.record].held
    else:
        attested = judged.standing.risks[duty.record].attested
        held = attested.approval if duty.matter is Matter.APPROVAL else attested.acceptance
    return held if held is not None and held.doubt is not None else None


def _reviews_without_worth(judged: Judged, told: set[str]) -> Iterator[Open]:
    """The risks that nobody has reviewed yet, or nobody who could; overdue ones are told."""
    for risk in judged.book.risks.values():
        if risk.status is not Status.OPEN or risk.id in told:
            continue
        attested = judged.standing.risks[risk.id].attested
        matter = Matter.REVIEW.value
        match attested.review_state:
            case SignOffState.NEVER:
                yield Open(risk.owner, matter, State.NEVER, risk.id, attested.due)
            case SignOffState.WITHOUT_AUTHORITY:
                yield Open(
                    risk.owner,
                    matter,
                    State.WITHOUT_AUTHORITY,
                    risk.id,
                    attested.due,
                    held=attested.review,
                )


def _framework(judged: Judged) -> Iterator[Open]:
    """The parts of the framework that were approved and have changed since."""
    for part in FRAMEWORK:
        held = framework_approval(judged, part)
        if held is None or held.stands:
            continue
        doubted = held.doubt is not None
        yield Open(
            RISK_DEPARTMENT,
            FRAMEWORK_MATTER,
            State.WITHOUT_AUTHORITY if doubted else State.CHANGED,
            part,
            changed=held.changed,
            held=held if doubted else None,
        )


def _days_of_risks(judged: Judged) -> Iterator[Day]:
    for risk in judged.book.risks.values():
        standing = judged.standing.risks[risk.id]
        attested = standing.attested
        if attested.due is not None:
            since = attested.last_review or risk.identified.date
            yield Day(Matter.REVIEW.value, risk.id, risk.owner, attested.due, since)
        lapsed = attested.lapsed_on if standing.treated is Treated.LAPSED else None
        end = attested.accepted_until or lapsed
        if end is not None and attested.acceptance is not None and risk.status is Status.OPEN:
            given = attested.acceptance.entry.date
            yield Day(Matter.ACCEPTANCE.value, risk.id, risk.owner, end, given)


def _days_of_plans(judged: Judged) -> Iterator[Day]:
    for key, state in judged.plan_states.items():
        if state.exercise_due is not None and state.exercised_on is not None:
            plan = judged.book.plans[key]
            yield Day(
                Matter.EXERCISE.value, key, plan.owner, state.exercise_due, state.exercised_on
            )

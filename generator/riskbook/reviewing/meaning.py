"""What a change means: breaches, approvals that it needs, and what was attested and is void now.

A state that was bad before and still is belongs to no change. What a change must have approved is
asked of the higher of the level before and the level after, of whoever holds the authority in the
organisation as it was before: nobody appoints themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from riskbook.assessing.standing import (
    Approval,
    Breach,
    Doubt,
    Held,
    Proof,
    SignOffState,
    ToleranceBreach,
)
from riskbook.model.book import Organization
from riskbook.model.criteria import Authority, Criteria
from riskbook.model.records import Plan, Risk
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.authority import authorities_from, department_of, doubt_of
from riskbook.reviewing.changes import Thing
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.delta_of_standing import level_key
from riskbook.reviewing.judged import Judged

SOON = timedelta(days=30)
"""How far ahead the end of an acceptance is told."""


class Fate(Enum):
    """What became of a breach."""

    OPENED = "opened"
    CLOSED = "closed"


class Attestation(Enum):
    """What a change may void."""

    REVIEW = "review"
    APPROVAL = "approval"
    ACCEPTANCE = "acceptance"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True)
class BreachChange:
    """A risk that came above its category's appetite, or is no longer. Levels are keys."""

    risk: str
    category: str
    level: str
    limit: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class ToleranceChange:
    """A category that came to hold more risks at a level than it may, or no longer does."""

    category: str
    level: str
    at_most: int
    risks: tuple[str, ...]
    fate: Fate


@dataclass(frozen=True, slots=True)
class ApprovalNeeded:
    """An approval that the change asks for and that is not there.

    ``level`` is the key of the higher of the levels before and after. ``any_of`` are the roles of
    which one is enough, for the whole book or, in the department, for ``departments``. ``people``
    hold such a role today, by key.
    """

    thing: Thing
    id: str
    level: str
    any_of: tuple[str, ...]
    whole_book: bool
    departments: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voided:
    """A review, an approval, an acceptance or an exercise that counted and does so no longer.

    ``changed`` are pointers of the record, ``basis`` those of what it rests on. Both are empty
    where another reason voids it: ``doubt``, or for an acceptance its end.
    """

    attestation: Attestation
    thing: Thing
    id: str
    day: date
    changed: tuple[str, ...]
    basis: tuple[str, ...]
    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class Lapse:
    """An acceptance in force that ends soon."""

    risk: str
    until: date


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that a change means. ``lapses`` are told beside it, whoever caused them."""

    breaches: tuple[BreachChange, ...]
    tolerance: tuple[ToleranceChange, ...]
    approvals: tuple[ApprovalNeeded, ...]
    voided: tuple[Voided, ...]
    lapses: tuple[Lapse, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the change means nothing to anybody."""
        return not (self.breaches or self.tolerance or self.approvals or self.voided)


def meaning(base: Judged, head: Judged) -> Meaning:
    """What the change from one state to the other means on the day of the head."""
    return Meaning(
        tuple(_breaches(base, head)),
        tuple(_tolerance(base, head)),
        (*_treatments_to_approve(base, head), *_plans_to_approve(base, head)),
        (*_voided_of_risks(base, head), *_voided_of_plans(base, head)),
        tuple(_lapses(head)),
    )


def _breaches(base: Judged, head: Judged) -> Iterator[BreachChange]:
    for key in sorted({*base.standing.risks, *head.standing.risks}):
        was, now = (
            standing.breach if (standing := one.standing.risks.get(key)) else None
            for one in (base, head)
        )
        if now is not None and was is None:
            yield _breach(key, now, head.book.criteria, Fate.OPENED)
        elif was is not None and now is None:
            yield _breach(key, was, base.book.criteria, Fate.CLOSED)


def _breach(key: str, breach: Breach, criteria: Criteria, fate: Fate) -> BreachChange:
    level, limit = (level_key(criteria, one) or "" for one in (breach.level, breach.limit))
    return BreachChange(key, breach.category, level, limit, fate)


def _tolerance(base: Judged, head: Judged) -> Iterator[ToleranceChange]:
    was = {one.category: one for one in base.standing.tolerance}
    now = {one.category: one for one in head.standing.tolerance}
    for category in sorted(was.keys() ^ now.keys()):
        if category in now:
            yield _exceeded(now[category], head.book.criteria, Fate.OPENED)
        else:
            yield _exceeded(was[category], base.book.criteria, Fate.CLOSED)


def _exceeded(breach: ToleranceBreach, criteria: Criteria, fate: Fate) -> ToleranceChange:
    level = level_key(criteria, breach.level) or ""
    return ToleranceChange(breach.category, level, breach.at_most, breach.risks, fate)


def _treatments_to_approve(base: Judged, head: Judged) -> Iterator[ApprovalNeeded]:
    for key, risk in sorted(head.book.risks.items()):
        was = base.book.risks.get(key)
        levels = _open_level(base, was), _open_level(head, risk)
        attested = head.standing.risks[key].attested
        lost = _is_approved(base, key) and attested.treatment is not Approval.APPROVED
        changed = _is_changed(was, risk)
        if changed or lost or _crossed(base, head, levels):
            departments = (department_of(head.book, risk),)
            yield from _needed(base, head, levels, Thing.RISK, risk, departments)


def _plans_to_approve(base: Judged, head: Judged) -> Iterator[ApprovalNeeded]:
    for key, plan in sorted(head.book.plans.items()):
        was, state, before = (
            base.book.plans.get(key),
            head.plan_states[key],
            base.plan_states.get(key),
        )
        levels = before.level if before else None, state.level
        changed = _is_changed(was, plan)
        lost = (
            before is not None
            and before.approval is Approval.APPROVED
            and state.approval is not Approval.APPROVED
        )
        if changed or lost or _crossed(base, head, levels):
            risks = (head.book.risks[risk] for risk in head.links.risks_of_plan.get(key, ()))
            departments = tuple(sorted({department_of(head.book, risk) for risk in risks}))
            yield from _needed(base, head, levels, Thing.PLAN, plan, departments)


def _needed(
    base: Judged,
    head: Judged,
    levels: tuple[int | None, int | None],
    thing: Thing,
    record: Risk | Plan,
    departments: tuple[str, ...],
) -> Iterator[ApprovalNeeded]:
    """The approval that the higher level asks for, unless it was given for what stands there."""
    then, now = (-1 if level is None else level for level in levels)
    criteria = (base if then > now else head).book.criteria
    level = max(then, now)
    authorities = authorities_from(criteria, level)
    if not authorities or _is_given(base, head, record, authorities, departments):
        return
    authority = authorities[0]
    yield ApprovalNeeded(
        thing,
        record.id,
        criteria.levels[level].key,
        authority.any_of,
        authority.whole_book,
        departments,
        _holders(base.book.organization, authority, departments, head.today),
    )


def _is_changed(was: Risk | Plan | None, now: Risk | Plan) -> bool:
    """Whether something else would be signed than before."""
    return was != now and (was is None or content_of(was) != content_of(now))


def _is_given(
    base: Judged,
    head: Judged,
    record: Risk | Plan,
    authorities: tuple[Authority, ...],
    departments: tuple[str, ...],
) -> bool:
    """Whether somebody who may has approved what stands there now, and said what that was."""
    content = content_of(record)
    return any(
        entry.kind is SignOffKind.APPROVAL
        and entry.date <= head.today
        and entry.content
        and not changed_pointers(entry.content, content)
        and doubt_of(base.book.organization, authorities, entry, departments) is None
        for entry in head.links.sign_offs_of.get(record.id, ())
    )


def _holders(
    organization: Organization, authority: Authority, departments: tuple[str, ...], day: date
) -> tuple[str, ...]:
    """Who could give an approval by one role that covers all that is concerned."""
    needed = ("",) if authority.whole_book else departments or ("",)
    return tuple(
        sorted(
            key
            for key, person in organization.people.items()
            if any(
                all(
                    any(
                        held.role == role
                        and held.held_on(day)
                        and held.department in ("", department)
                        for held in person.roles
                    )
                    for department in needed
                )
                for role in authority.any_of
            )
        )
    )


def _voided_of_risks(base: Judged, head: Judged) -> Iterator[Voided]:
    for key, risk in sorted(head.book.risks.items()):
        if key not in base.standing.risks or risk.status is Status.CLOSED:
            continue
        was, now = base.standing.risks[key].attested, head.standing.risks[key].attested
        counted = (SignOffState.CURRENT, SignOffState.OVERDUE)
        if was.review and was.review_state in counted and now.review_state not in counted:
            yield _voided(Attestation.REVIEW, Thing.RISK, key, was.review, now.review)
        if was.approval and _is_approved(base, key) and now.treatment is not Approval.APPROVED:
            yield _voided(Attestation.APPROVAL, Thing.RISK, key, was.approval, now.approval)
        if was.acceptance and was.accepted_until and now.accepted_until is None:
            yield _voided(Attestation.ACCEPTANCE, Thing.RISK, key, was.acceptance, now.acceptance)


def _voided_of_plans(base: Judged, head: Judged) -> Iterator[Voided]:
    for key, now in sorted(head.plan_states.items()):
        was = base.plan_states.get(key)
        if was is None:
            continue
        if was.held and was.approval is Approval.APPROVED and now.approval is not Approval.APPROVED:
            yield _voided(Attestation.APPROVAL, Thing.PLAN, key, was.held, now.held)
        if was.exercised_on and was.proof is Proof.PROVEN and now.proof is not Proof.PROVEN:
            changed = now.changed_since_exercise
            yield Voided(Attestation.EXERCISE, Thing.PLAN, key, was.exercised_on, changed, (), None)


def _voided(what: Attestation, thing: Thing, key: str, was: Held, now: Held | None) -> Voided:
    changed = now.changed if now else ()
    basis = now.basis_changed if now and what is Attestation.REVIEW else ()
    return Voided(what, thing, key, was.entry.date, changed, basis, now.doubt if now else None)


def _lapses(head: Judged) -> Iterator[Lapse]:
    for key, standing in sorted(head.standing.risks.items()):
        end = standing.attested.accepted_until
        is_open = head.book.risks[key].status is Status.OPEN
        if is_open and end is not None and head.today <= end <= head.today + SOON:
            yield Lapse(key, end)


def _is_approved(judged: Judged, key: str) -> bool:
    standing = judged.standing.risks.get(key)
    return standing is not None and standing.attested.treatment is Approval.APPROVED


def _open_level(judged: Judged, risk: Risk | None) -> int | None:
    """The level that a risk binds somebody by; None for a draft and for one that is closed."""
    if risk is None or risk.status is not Status.OPEN:
        return None
    stages = judged.levels.get(risk.id)
    return stages.current.level if stages and stages.current else None


def _crossed(base: Judged, head: Judged, levels: tuple[int | None, int | None]) -> bool:
    """Whether the level is called otherwise than before."""
    then, now = levels
    return level_key(base.book.criteria, then) != level_key(head.book.criteria, now)

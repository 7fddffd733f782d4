"""RB413 to RB415: whether treatments and plans are approved, as they stand, by who may do so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskbook.assessing.standing import Approval, Held
from riskbook.findings import Finding
from riskbook.model.criteria import Authority, Level
from riskbook.model.records import Plan
from riskbook.reviewing.authority import authorities_from, department_of, holds, is_owner
from riskbook.rules.evidence import (
    Evidence,
    Place,
    Rule,
    attested_risks,
    fault,
    in_risk,
    level_of,
)
from riskbook.rules.parts import content_parts, roles_of
from riskbook.rules.signing import told_at_entry
from riskbook.wording import Fact, say


def owner_is_only_approver(view: Evidence) -> Iterator[Finding]:
    """RB413: a plan to be approved that nobody but its owner may approve today."""
    book = view.book
    for key, state in view.plan_states.items():
        plan = book.plans[key]
        authorities = authorities_from(book.criteria, state.level)
        if not state.approval_due or not authorities:
            continue
        approvers = _approvers(view, plan, authorities)
        if len(approvers) == 1 and is_owner(
            book.organization, approvers[0], plan.owner, view.today
        ):
            yield fault(
                "RB413",
                _in_plan(plan, "owner"),
                say("finding.RB413", plan=plan.id, person=approvers[0]),
                say("hint.RB413", file=book.organization.path),
            )


def treatment_not_approved(view: Evidence) -> Iterator[Finding]:
    """RB414: a level that asks for an approval of the treatment, and none holds.

    Where the person could not sign at all, the entry itself is reported (RB506, RB507).
    """
    for risk, attested in attested_risks(view):
        if not attested.approval_due or attested.treatment is Approval.APPROVED:
            continue
        level, held = level_of(view, risk), attested.approval
        if level is None or level.approval is None or (held and told_at_entry(held)):
            continue
        facts: dict[str, Fact] = {"risk": risk.id, **_asked(level, level.approval)}
        if held is None:
            place, message = in_risk(risk, "treatment/strategy"), say("finding.RB414", **facts)
        elif attested.treatment is Approval.CHANGED:
            facts |= _changed(held)
            place, message = in_risk(risk, held.changed[0]), say("finding.RB414.changed", **facts)
        else:
            facts |= _signed(held)
            place = in_risk(risk, "treatment/strategy")
            message = say("finding.RB414.unauthorised", **facts)
        yield fault("RB414", place, message, say("hint.RB414", **facts))


def plan_not_approved(view: Evidence) -> Iterator[Finding]:
    """RB415: a plan bound by a level that asks for an approval, and none holds."""
    for key, state in view.plan_states.items():
        if not state.approval_due or state.approval is Approval.APPROVED:
            continue
        if state.level is None or key in view.book.unread:
            continue
        plan, held, level = view.book.plans[key], state.held, view.book.criteria.levels[state.level]
        if level.approval is None or (held and told_at_entry(held)):
            continue
        facts: dict[str, Fact] = {"plan": plan.id, **_asked(level, level.approval)}
        if held is None:
            place, message = _in_plan(plan, "id"), say("finding.RB415", **facts)
        elif state.approval is Approval.CHANGED:
            facts |= _changed(held)
            place, message = _in_plan(plan, held.changed[0]), say("finding.RB415.changed", **facts)
        else:
            facts |= _signed(held)
            place, message = _in_plan(plan, "id"), say("finding.RB415.unauthorised", **facts)
        yield fault("RB415", place, message, say("hint.RB415", **facts))


RULES: tuple[Rule, ...] = (
    ("RB413", owner_is_only_approver),
    ("RB414", treatment_not_approved),
    ("RB415", plan_not_approved),
)


def _approvers(view: Evidence, plan: Plan, authorities: Iterable[Authority]) -> list[str]:
    """The people who may approve a plan today, sorted."""
    book = view.book
    risks = (book.risks[key] for key in view.links.risks_of_plan.get(plan.id, ()))
    departments = {department_of(book, risk) for risk in risks} or {""}
    return sorted(
        person
        for person in book.organization.people
        if any(
            all(
                holds(
                    book.organization,
                    person,
                    role,
                    view.today,
                    "" if authority.whole_book else department,
                )
                for department in departments
            )
            for authority in authorities
            for role in authority.any_of
        )
    )


def _asked(level: Level, authority: Authority) -> dict[str, Fact]:
    return {"level": level.name, "roles": roles_of(authority)}


def _changed(held: Held) -> dict[str, Fact]:
    return {**_signed(held), "parts": content_parts(held.changed)}


def _signed(held: Held) -> dict[str, Fact]:
    return {"by": held.entry.by, "role": held.entry.role, "date": held.entry.date}


def _in_plan(plan: Plan, pointer: str) -> Place:
    return Place(plan.source.path, plan.id, pointer)

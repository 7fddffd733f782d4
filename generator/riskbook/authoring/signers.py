"""Who may sign what on a day, and in which role: the narrowest that is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from riskbook.model.book import Organization, RoleHeld
from riskbook.model.criteria import Authority
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import SignOffKind
from riskbook.reviewing.authority import (
    RISK_DEPARTMENT,
    authorities_from,
    department_of,
    holds,
    is_owner,
    may_approve,
    within_bounds,
)
from riskbook.reviewing.framework import FRAMEWORK
from riskbook.reviewing.judged import Judged

_OWNER = "risk-owner"
"""The role in which an owner who is named signs, where they hold it."""


def roles_for(judged: Judged, entry: SignOff) -> tuple[str, ...]:
    """The roles in which the signer of an entry may give it on its day, the narrowest first.

    A role of a department is narrower than one of the whole book, and the authority of a level
    narrower than that of the levels above it. What the role of the entry is makes no difference.
    """
    return tuple(dict.fromkeys(_roles(judged, entry)))


def signers(judged: Judged, entry: SignOff) -> tuple[tuple[str, str], ...]:
    """Everybody who may give an entry of this kind on its day, by key, each with their role.

    Whoever has made the changes is left out of those who may approve or accept them.
    """
    authors = () if entry.kind is SignOffKind.REVIEW else entry.changed_by
    others = (key for key in judged.book.organization.people if key not in authors)
    found = ((person, roles_for(judged, replace(entry, by=person))) for person in others)
    return tuple((person, roles[0]) for person, roles in found if roles)


def held_roles(organization: Organization, entry: SignOff) -> tuple[str, ...]:
    """The roles that the signer holds on the day of the entry, the narrowest first."""
    person = organization.people.get(entry.by)
    held = [each for each in person.roles if each.held_on(entry.date)] if person else []
    return tuple(dict.fromkeys(each.role for each in sorted(held, key=_breadth)))


def departments_of(judged: Judged, of: str) -> tuple[str, ...]:
    """The departments whose service a risk, or the risks of a plan, belong to; sorted."""
    book = judged.book
    risks = (of,) if of in book.risks else judged.links.risks_of_plan.get(of, ())
    return tuple(sorted({department_of(book, book.risks[risk]) for risk in risks}))


def level_of(judged: Judged, of: str) -> int | None:
    """The level that a risk has, or that binds a plan; None where there is none."""
    if of in judged.book.risks:
        stages = judged.levels.get(of)
        return stages.current.level if stages and stages.current else None
    state = judged.plan_states.get(of)
    return state.level if state else None


def last_given(judged: Judged, entry: SignOff) -> SignOff | None:
    """The last entry of the same kind that somebody gave who held the role and made no change.

    One that the level of today would ask more of is among them: what was before it was approved by
    those who had to approve it then. None where there is none.
    """
    organization = judged.book.organization
    earlier = [
        each
        for each in judged.links.sign_offs_of.get(entry.of, ())
        if each.kind is entry.kind
        and each.date <= entry.date
        and holds(organization, each.by, each.role, each.date, None)
        and (each.kind is SignOffKind.REVIEW or each.by not in each.changed_by)
    ]
    return earlier[-1] if earlier else None


def _roles(judged: Judged, entry: SignOff) -> Iterator[str]:
    book = judged.book
    risk = book.risks.get(entry.of)
    match entry.kind:
        case SignOffKind.APPROVAL if entry.of in FRAMEWORK:
            if holds(book.organization, entry.by, RISK_DEPARTMENT, entry.date, None):
                yield RISK_DEPARTMENT
        case SignOffKind.APPROVAL:
            authorities = authorities_from(book.criteria, level_of(judged, entry.of))
            if not authorities:  # nobody is asked, so anybody with a role may say so
                yield from held_roles(book.organization, entry)
            departments = departments_of(judged, entry.of)
            yield from _of_authorities(book.organization, authorities, entry, departments)
        case SignOffKind.REVIEW if risk is not None:
            yield from _of_owner(book.organization, risk, entry)
            if holds(book.organization, entry.by, RISK_DEPARTMENT, entry.date, None):
                yield RISK_DEPARTMENT
        case SignOffKind.ACCEPTANCE if risk is not None:
            stages = judged.levels.get(risk.id)
            if within_bounds(book.criteria, stages.current if stages else None):
                yield from _of_owner(book.organization, risk, entry)
            bounds = book.criteria.acceptance
            beyond = (bounds.beyond,) if bounds and bounds.beyond else ()
            yield from _of_authorities(
                book.organization, beyond, entry, (department_of(book, risk),)
            )


def _of_owner(organization: Organization, risk: Risk, entry: SignOff) -> Iterator[str]:
    """The role that owns the risk; of an owner who is named, any that they hold."""
    if not is_owner(organization, entry.by, risk.owner, entry.date):
        return
    held = held_roles(organization, entry)
    if risk.owner in held:
        yield risk.owner
    if entry.by == risk.owner:
        yield from sorted(held, key=lambda role: role != _OWNER)


def _of_authorities(
    organization: Organization,
    authorities: Iterable[Authority],
    entry: SignOff,
    departments: tuple[str, ...],
) -> Iterator[str]:
    for authority in authorities:
        for role in held_roles(organization, entry):
            if may_approve(organization, (authority,), replace(entry, role=role), departments):
                yield role


def _breadth(held: RoleHeld) -> bool:
    """Whether a role is held for the whole book: sorts after one held for a department."""
    return not held.department

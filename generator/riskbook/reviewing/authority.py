"""Who may sign what: the owner or the risk department reviews, the level's authority approves.

Roles count on the day of signing. The authority of a higher level may sign for a lower one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from riskbook.assessing.standing import Doubt, Position
from riskbook.model.book import Book, Organization
from riskbook.model.criteria import Authority, Criteria
from riskbook.model.records import Risk, SignOff

RISK_DEPARTMENT = "risk-department"
"""The role that owns the framework."""


def holds(
    organization: Organization, person: str, role: str, day: date, department: str | None
) -> bool:
    """Whether a person holds a role on a day: for the whole book, or for ``department``.

    None asks for the role for any department.
    """
    known = organization.people.get(person)
    return known is not None and any(
        held.role == role
        and held.held_on(day)
        and (department is None or held.department in ("", department))
        for held in known.roles
    )


def is_owner(organization: Organization, person: str, owner: str, day: date) -> bool:
    """Whether a person is the owner: by name, or by holding the role that owns."""
    return person == owner or holds(organization, person, owner, day, None)


def may_review(book: Book, person: str, owner: str, day: date) -> bool:
    """Whether a person may review a record of this owner."""
    organization = book.organization
    return is_owner(organization, person, owner, day) or holds(
        organization, person, RISK_DEPARTMENT, day, None
    )


def authorities_from(criteria: Criteria, level: int | None) -> tuple[Authority, ...]:
    """Who may approve at a level: its own authority and those of the levels above it.

    Empty where the level asks for no approval.
    """
    if level is None or not 0 <= level < len(criteria.levels):
        return ()
    if criteria.levels[level].approval is None:
        return ()
    return tuple(each.approval for each in criteria.levels[level:] if each.approval is not None)


def may_approve(
    organization: Organization,
    authorities: Iterable[Authority],
    entry: SignOff,
    departments: Iterable[str],
) -> bool:
    """Whether one of the authorities covers the role in which an entry was signed.

    ``departments`` are those concerned; a role for each of them, or for the book, is enough where
    the authority does not ask for the whole book.
    """
    needed = tuple(departments) or ("",)
    return any(
        entry.role in authority.any_of
        and all(
            holds(
                organization,
                entry.by,
                entry.role,
                entry.date,
                "" if authority.whole_book else department,
            )
            for department in needed
        )
        for authority in authorities
    )


def doubt_of(
    organization: Organization,
    authorities: tuple[Authority, ...],
    entry: SignOff,
    departments: Iterable[str],
) -> Doubt | None:
    """Why an approval does not count; None for one that does."""
    if not holds(organization, entry.by, entry.role, entry.date, None):
        return Doubt.NO_ROLE
    if not authorities:  # nobody is asked, so anybody with a role may say so
        return None
    if entry.by in entry.changed_by:
        return Doubt.OWN_CHANGE
    if not may_approve(organization, authorities, entry, departments):
        return Doubt.NOT_ENOUGH
    return None


def within_bounds(criteria: Criteria, position: Position | None) -> bool:
    """Whether a risk is unlikely and small enough for its owner to accept it."""
    bounds = criteria.acceptance
    if bounds is None:
        return True
    return (
        position is not None
        and position.likelihood <= bounds.likelihood
        and position.impact <= bounds.impact
    )


def doubt_of_acceptance(
    book: Book, risk: Risk, position: Position | None, entry: SignOff
) -> Doubt | None:
    """Why an acceptance does not count; None for one that does."""
    organization, criteria = book.organization, book.criteria
    if not holds(organization, entry.by, entry.role, entry.date, None):
        return Doubt.NO_ROLE
    if within_bounds(criteria, position) and is_owner(
        organization, entry.by, risk.owner, entry.date
    ):
        return None
    beyond = criteria.acceptance.beyond if criteria.acceptance else None
    if beyond is None:
        return None if within_bounds(criteria, position) else Doubt.NOT_ENOUGH
    if not may_approve(organization, (beyond,), entry, (department_of(book, risk),)):
        return Doubt.NOT_ENOUGH
    return Doubt.OWN_CHANGE if entry.by in entry.changed_by else None


def department_of(book: Book, risk: Risk) -> str:
    """The department that a risk belongs to: its service's; "" where the service is unknown."""
    service = book.services.services.get(risk.service)
    return service.department if service else ""

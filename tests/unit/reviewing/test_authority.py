"""Who may sign what: the owner, the risk department, the authority of the level and those above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.assessing.standing import Doubt, Position
from riskbook.model.book import Book, Organization, Person, RoleHeld
from riskbook.model.criteria import Authority
from riskbook.model.records import SignOff
from riskbook.model.terms import SignOffKind
from riskbook.reviewing.authority import (
    authorities_from,
    department_of,
    doubt_of,
    doubt_of_acceptance,
    holds,
    is_owner,
    may_review,
    within_bounds,
)
from samples import (
    CRITICAL,
    HIGH,
    LOW,
    MEDIUM,
    sample_book,
    sample_criteria,
    sample_organization,
    sample_risk,
    sample_sign_off,
    text,
)

DAY = date(2026, 11, 2)
ANY = None


def organization(**roles: tuple[RoleHeld, ...]) -> Organization:
    """The sample's people and one more for each name given, with these roles."""
    sample = sample_organization()
    people = {
        name.replace("_", "-"): Person(
            name.replace("_", "-"), text(name, name), "customer-service", (), (), held
        )
        for name, held in roles.items()
    }
    return replace(sample, people={**sample.people, **people})


def held(role: str, department: str = "", end: date | None = None) -> RoleHeld:
    return RoleHeld(role, department, date(2026, 1, 1), end)


def test_a_role_is_held_from_its_first_day_to_its_last() -> None:
    people = organization(deputy=(held("management", end=date(2026, 6, 30)),))
    days = {
        date(2025, 12, 31): False,
        date(2026, 1, 1): True,
        date(2026, 6, 30): True,
        date(2026, 7, 1): False,
    }
    for day, expected in days.items():
        assert holds(people, "deputy", "management", day, ANY) is expected


def test_a_role_of_one_department_is_none_of_another_nor_of_the_book() -> None:
    people = organization(head=(held("management", "customer-service"),))
    assert holds(people, "head", "management", DAY, "customer-service")
    assert not holds(people, "head", "management", DAY, "it-support")
    assert not holds(people, "head", "management", DAY, "")
    assert holds(people, "head", "management", DAY, ANY)
    assert holds(people, "operations-head", "management", DAY, "it-support")
    assert not holds(people, "nobody-known", "management", DAY, ANY)


def test_an_owner_is_a_person_or_whoever_holds_the_role_that_owns() -> None:
    people = sample_organization()
    assert is_owner(people, "hotline-lead", "hotline-lead", DAY)
    assert is_owner(people, "operations-head", "management", DAY)
    assert not is_owner(people, "operations-head", "hotline-lead", DAY)


@pytest.mark.parametrize(
    ("person", "expected"),
    [("hotline-lead", True), ("risk-manager", True), ("operations-head", False)],
)
def test_the_owner_and_the_risk_department_review(person: str, expected: bool) -> None:  # noqa: FBT001  # a column of the table above
    assert may_review(sample_book(), person, "hotline-lead", DAY) is expected


def test_the_authority_of_a_higher_level_may_sign_for_a_lower_one() -> None:
    criteria = sample_criteria()
    assert authorities_from(criteria, LOW) == ()
    assert authorities_from(criteria, None) == ()
    assert authorities_from(criteria, 7) == ()
    assert [each.any_of for each in authorities_from(criteria, MEDIUM)] == [
        ("risk-owner", "management"),
        ("management",),
        ("management",),
    ]
    assert len(authorities_from(criteria, CRITICAL)) == 1


def approval(**changes: Any) -> SignOff:
    return sample_sign_off(kind=SignOffKind.APPROVAL, day=DAY, **changes)


@pytest.mark.parametrize(
    ("level", "entry", "expected"),
    [
        (HIGH, approval(), None),
        (HIGH, approval(by="hotline-lead", role="risk-owner"), Doubt.NOT_ENOUGH),
        (MEDIUM, approval(by="hotline-lead", role="risk-owner"), None),
        (HIGH, approval(by="hotline-lead"), Doubt.NO_ROLE),
        (HIGH, approval(by="gone"), Doubt.NO_ROLE),
        (HIGH, approval(changed_by=("operations-head",)), Doubt.OWN_CHANGE),
        (LOW, approval(changed_by=("operations-head",)), None),
        (LOW, approval(by="hotline-lead"), Doubt.NO_ROLE),
    ],
)
def test_why_an_approval_does_not_count(level: int, entry: SignOff, expected: Doubt | None) -> None:
    authorities = authorities_from(sample_criteria(), level)
    departments = ("customer-service",)
    assert doubt_of(sample_organization(), authorities, entry, departments) is expected


def test_a_department_s_role_is_enough_only_where_the_authority_does_not_ask_for_the_book() -> None:
    people = organization(head=(held("management", "customer-service"),))
    entry = approval(by="head")
    local = (Authority(("management",), whole_book=False),)
    whole = (Authority(("management",), whole_book=True),)
    assert doubt_of(people, local, entry, ("customer-service",)) is None
    assert doubt_of(people, local, entry, ("it-support",)) is Doubt.NOT_ENOUGH
    assert doubt_of(people, local, entry, ("customer-service", "it-support")) is Doubt.NOT_ENOUGH
    assert doubt_of(people, whole, entry, ("customer-service",)) is Doubt.NOT_ENOUGH


def position(likelihood: int, impact: int) -> Position:
    return Position(likelihood, impact, (), LOW, likelihood + impact)


@pytest.mark.parametrize(
    ("place", "expected"),
    [(position(2, 2), True), (position(3, 1), False), (position(1, 3), False), (None, False)],
)
def test_what_is_unlikely_and_small_is_within_the_bounds(
    place: Position | None,
    expected: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    assert within_bounds(sample_criteria(), place) is expected
    assert within_bounds(sample_criteria(acceptance=None), place)


def acceptance(by: str, role: str, **changes: Any) -> SignOff:
    return sample_sign_off(kind=SignOffKind.ACCEPTANCE, day=DAY, by=by, role=role, **changes)


OWNER = ("hotline-lead", "risk-owner")
MANAGER = ("operations-head", "management")


@pytest.mark.parametrize(
    ("place", "entry", "expected"),
    [
        (position(2, 2), acceptance(*OWNER), None),
        (position(2, 2), acceptance(*OWNER, changed_by=("hotline-lead",)), None),
        (position(3, 3), acceptance(*OWNER), Doubt.NOT_ENOUGH),
        (position(3, 3), acceptance(*MANAGER), None),
        (position(3, 3), acceptance(*MANAGER, changed_by=("operations-head",)), Doubt.OWN_CHANGE),
        (position(2, 2), acceptance("service-desk-lead", "risk-owner"), Doubt.NOT_ENOUGH),
        (position(2, 2), acceptance("hotline-lead", "management"), Doubt.NO_ROLE),
    ],
)
def test_why_an_acceptance_does_not_count(
    place: Position, entry: SignOff, expected: Doubt | None
) -> None:
    book: Book = sample_book()
    assert doubt_of_acceptance(book, book.risks["R001"], place, entry) is expected


def test_a_risk_belongs_to_the_department_of_its_service() -> None:
    book = sample_book()
    assert department_of(book, sample_risk()) == "customer-service"
    assert department_of(book, sample_risk(service="unknown")) == ""

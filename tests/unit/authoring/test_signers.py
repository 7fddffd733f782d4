"""Who may sign, and in which of their roles: the narrowest that is enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.authoring.signers import (
    departments_of,
    held_roles,
    last_given,
    level_of,
    roles_for,
    signers,
)
from riskbook.model.book import Book, Person, RoleHeld
from riskbook.model.criteria import Authority
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import SignOffKind, Strategy
from riskbook.run import judge
from samples import (
    CRITICAL,
    HIGH,
    MEDIUM,
    TODAY,
    sample_book,
    sample_criteria,
    sample_organization,
    sample_plan,
    sample_risk,
    sample_sign_off,
    text,
)

REVIEW, APPROVAL, ACCEPTANCE = SignOffKind.REVIEW, SignOffKind.APPROVAL, SignOffKind.ACCEPTANCE
OWNER, MANAGER, RISKS = "hotline-lead", "operations-head", "risk-manager"


def entry(kind: SignOffKind, by: str, of: str = "R001", **changes: Any) -> SignOff:
    return sample_sign_off(of, kind, date(2026, 11, 20), by=by, role="", **changes)


def roles(book: Book, kind: SignOffKind, by: str, of: str = "R001") -> tuple[str, ...]:
    return roles_for(judge(book, TODAY, {}), entry(kind, by, of))


def book_of(risk: Risk, **people: tuple[RoleHeld, ...]) -> Book:
    sample = sample_organization()
    more = {key: Person(key, text(key, key), "risk", (), (), held) for key, held in people.items()}
    organization = replace(sample, people={**sample.people, **more})
    return sample_book([risk], organization=organization)


def held(role: str, department: str = "", until: date | None = None) -> RoleHeld:
    return RoleHeld(role, department, date(2026, 1, 1), until)


def test_the_owner_reviews_as_owner_and_the_risk_department_as_itself() -> None:
    book = sample_book()
    assert roles(book, REVIEW, OWNER) == ("risk-owner",)
    assert roles(book, REVIEW, RISKS) == ("risk-department",)
    assert roles(book, REVIEW, MANAGER) == ()


def test_an_owner_who_is_named_signs_in_the_role_of_an_owner_where_they_hold_it() -> None:
    risk = sample_risk(owner="lead")
    both = book_of(risk, lead=(held("management"), held("risk-owner")))
    assert roles(both, REVIEW, "lead") == ("risk-owner", "management")
    other = book_of(risk, lead=(held("management"), held("risk-department", "risk")))
    assert roles(other, REVIEW, "lead") == ("risk-department", "management")


def test_a_role_that_owns_signs_as_that_role() -> None:
    book = book_of(sample_risk(owner="management"), deputy=(held("management"), held("risk-owner")))
    assert roles(book, REVIEW, "deputy") == ("management",)


def test_who_holds_no_role_that_day_signs_nothing_even_as_owner() -> None:
    book = book_of(sample_risk(owner="lead"), lead=(held("risk-owner", until=date(2026, 6, 1)),))
    assert roles(book, REVIEW, "lead") == ()
    assert roles(book, APPROVAL, "nobody") == ()


def test_the_level_decides_who_approves() -> None:
    medium, high = sample_book([sample_risk()]), sample_book([sample_risk("R001", 4, 3)])
    assert roles(medium, APPROVAL, OWNER) == ("risk-owner",)
    assert roles(medium, APPROVAL, MANAGER) == ("management",)
    assert roles(high, APPROVAL, OWNER) == ()
    assert roles(high, APPROVAL, MANAGER) == ("management",)


def test_where_no_approval_is_asked_for_any_role_will_do() -> None:
    assert roles(sample_book([sample_risk("R001", 1, 1)]), APPROVAL, RISKS) == ("risk-department",)


def test_of_several_roles_that_of_the_department_comes_first() -> None:
    both = (held("management"), held("risk-owner", "customer-service"))
    book = book_of(sample_risk(), head=both)
    assert roles(book, APPROVAL, "head") == ("risk-owner", "management")
    assert held_roles(book.organization, entry(REVIEW, "head")) == ("risk-owner", "management")


def test_a_plan_is_approved_at_the_highest_level_and_for_every_department_of_its_risks() -> None:
    local = Authority(("management",), whole_book=False)
    criteria = sample_criteria()
    levels = tuple(replace(each, approval=local) for each in criteria.levels)
    other = replace(sample_risk("R002", 4, 3), service="service-desk")
    book = sample_book([sample_risk(), other], criteria=replace(criteria, levels=levels))
    head = Person(
        "head", text("head", "主管"), "risk", (), (), (held("management", "customer-service"),)
    )
    people = {**book.organization.people, "head": head}
    book = replace(book, organization=replace(book.organization, people=people))
    judged = judge(book, TODAY, {})
    assert level_of(judged, "P001") == HIGH
    assert departments_of(judged, "P001") == ("customer-service", "it-support")
    assert departments_of(judged, "R002") == ("it-support",)
    assert roles(book, APPROVAL, "head", "P001") == ()
    assert roles(book, APPROVAL, "head") == ("management",)
    assert roles(book, APPROVAL, MANAGER, "P001") == ("management",)


def test_levels_are_those_of_today_and_none_where_there_is_none() -> None:
    judged = judge(
        sample_book([sample_risk("R001", 5, 5)], plans=[sample_plan(), sample_plan("P002")]), TODAY
    )
    assert level_of(judged, "R001") == CRITICAL
    assert level_of(judged, "P001") == CRITICAL
    assert level_of(judged, "P002") is None
    assert level_of(judged, "criteria") is None
    assert level_of(judge(sample_book(), TODAY), "R001") == MEDIUM


def test_the_framework_is_for_the_risk_department() -> None:
    book = sample_book()
    for part in ("criteria", "organization", "services", "settings"):
        assert roles(book, APPROVAL, RISKS, part) == ("risk-department",)
        assert roles(book, APPROVAL, MANAGER, part) == ()


def accepting(likelihood: int, impact: int) -> Book:
    risk = sample_risk("R001", likelihood, impact)
    return sample_book([replace(risk, treatment=replace(risk.treatment, strategy=Strategy.ACCEPT))])


def test_the_owner_accepts_within_the_bounds_and_the_authority_beyond_them() -> None:
    assert roles(accepting(2, 2), ACCEPTANCE, OWNER) == ("risk-owner",)
    assert roles(accepting(3, 2), ACCEPTANCE, OWNER) == ()
    assert roles(accepting(3, 2), ACCEPTANCE, MANAGER) == ("management",)
    assert roles(accepting(2, 2), ACCEPTANCE, RISKS) == ()


def test_everybody_who_may_sign_is_named_but_for_who_made_the_change() -> None:
    judged = judge(sample_book(), TODAY, {})
    assert signers(judged, entry(REVIEW, "")) == (
        ("hotline-lead", "risk-owner"),
        ("risk-manager", "risk-department"),
    )
    changed = entry(APPROVAL, "", changed_by=("operations-head",))
    assert ("operations-head", "management") not in signers(judged, changed)
    assert ("hotline-lead", "risk-owner") in signers(judged, changed)


def test_the_last_entry_that_was_given_by_right_is_where_a_change_begins() -> None:
    first = sample_sign_off(kind=APPROVAL, day=date(2026, 3, 1))
    doubted = (
        sample_sign_off(kind=APPROVAL, day=date(2026, 4, 1), by=OWNER),
        sample_sign_off(kind=APPROVAL, day=date(2026, 5, 1), changed_by=(MANAGER,)),
        sample_sign_off(kind=REVIEW, day=date(2026, 6, 1)),
        sample_sign_off(kind=APPROVAL, day=date(2026, 12, 1)),
        sample_sign_off("P001", APPROVAL, date(2026, 7, 1)),
    )
    judged = judge(sample_book(sign_offs=(first, *doubted)), TODAY, {})
    assert last_given(judged, entry(APPROVAL, MANAGER)) == first
    assert last_given(judged, entry(ACCEPTANCE, MANAGER)) is None
    own = sample_sign_off(kind=REVIEW, day=date(2026, 8, 1), changed_by=(OWNER,))
    reviewed = judge(sample_book(sign_offs=(own,)), TODAY, {})
    assert last_given(reviewed, entry(REVIEW, OWNER)) == own

"""RB509, RB510: a change neither touches old sign-offs nor grants itself the right to new ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.model.book import Book, Organization, RoleHeld
from riskbook.model.criteria import Authority
from riskbook.model.records import Period, SignOff
from riskbook.model.terms import SignOffKind, Strategy
from samples import (
    sample_book,
    sample_criteria,
    sample_organization,
    sample_plan,
    sample_risk,
    sample_sign_off,
)

Told = Callable[..., list[tuple[str, str, str]]]
CRITICAL = sample_risk(likelihood=5, impact=5)
DAY = date(2026, 11, 20)
OLD = sample_sign_off("R001", day=date(2026, 11, 2))
NEW = sample_sign_off("R001", day=date(2026, 11, 20))


def book(*entries: SignOff, **changes: Any) -> Book:
    return sample_book([CRITICAL], sign_offs=entries, **changes)


def test_entries_may_be_added(attested: Told) -> None:
    assert attested(book(OLD, NEW), "RB509", base=book(OLD)) == []


def test_an_entry_stays_as_it_is(attested: Told) -> None:
    edited = replace(OLD, reason="Something else", date=date(2026, 11, 3))
    assert attested(book(edited), "RB509", base=book(OLD)) == [
        ("RB509", "date", "This change rewrites a sign-off that was given before: date, reason")
    ]


def test_an_entry_stays(attested: Told) -> None:
    assert attested(book(), "RB509", base=book(OLD)) == [
        (
            "RB509",
            "",
            "This change removes the sign-off of R001 that hotline-lead gave on 2026-11-02",
        )
    ]


def test_an_entry_may_lie_elsewhere_and_be_laid_out_otherwise(attested: Told) -> None:
    moved = replace(
        OLD, source=replace(OLD.source, path="registers/hotline/x.yml", digest="1" * 16)
    )
    assert attested(book(moved), "RB509", base=book(OLD)) == []


def test_an_entry_that_was_broken_may_be_mended(attested: Told) -> None:
    broken = replace(OLD, content=(("owner", "0" * 12),))
    assert attested(book(OLD), "RB509", base=book(broken)) == []
    assert len(attested(book(broken), "RB509", base=book(OLD))) == 1


def test_an_entry_that_cannot_be_read_is_left_to_the_reading(attested: Told) -> None:
    unread = book(unread=frozenset({"R001"}))
    assert attested(unread, "RB509", base=book(OLD)) == []


def promoted(person: str, role: str) -> Organization:
    """The sample people, one of them with one more role."""
    people = sample_organization().people
    known = people[person]
    held = RoleHeld(role, "", date(2025, 1, 1), None)
    return sample_organization(
        people={**people, person: replace(known, roles=(*known.roles, held))}
    )


APPROVAL = sample_sign_off("R001", SignOffKind.APPROVAL, DAY, by="hotline-lead", role="management")


def test_a_change_does_not_grant_the_role_it_uses(attested: Told) -> None:
    organization = promoted("hotline-lead", "management")
    assert attested(book(APPROVAL, organization=organization), "RB510", base=book()) == [
        (
            "RB510",
            "role",
            "hotline-lead signs as management, a role that nobody but this very change gives them",
        )
    ]


def test_a_role_that_was_there_before_may_be_used(attested: Told) -> None:
    organization = promoted("hotline-lead", "management")
    before = book(organization=organization)
    assert attested(book(APPROVAL, organization=organization), "RB510", base=before) == []
    longer = promoted("service-desk-lead", "management")  # somebody else's role
    by_management = replace(APPROVAL, by="operations-head")
    assert attested(book(by_management, organization=longer), "RB510", base=book()) == []


def test_an_entry_that_was_there_before_is_not_this_changes(attested: Told) -> None:
    organization = promoted("hotline-lead", "management")
    after = book(APPROVAL, organization=organization)
    assert attested(after, "RB510", base=book(APPROVAL)) == []


def lenient(**changes: Any) -> dict[str, Any]:
    """Criteria by which a risk owner may approve and accept everything."""
    criteria = sample_criteria()
    owners = Authority(("risk-owner",), whole_book=False)
    levels = tuple(replace(level, approval=owners) for level in criteria.levels)
    bounds = criteria.acceptance
    assert bounds is not None
    acceptance = replace(bounds, beyond=owners, longest=Period(12, "months"))
    return {"criteria": replace(criteria, levels=levels, acceptance=acceptance, **changes)}


def test_a_change_does_not_lower_the_authority_it_needs(attested: Told) -> None:
    entry = replace(APPROVAL, role="risk-owner")
    told = attested(book(entry, **lenient()), "RB510", base=book())
    assert told == [
        (
            "RB510",
            "role",
            "hotline-lead may sign R001 as risk-owner only because this very change alters who may",
        )
    ]
    assert attested(book(entry, **lenient()), "RB510", base=book(**lenient())) == []


def test_nor_that_of_an_acceptance_or_of_a_plan(attested: Told) -> None:
    accepted = replace(CRITICAL, treatment=replace(CRITICAL.treatment, strategy=Strategy.ACCEPT))
    acceptance = sample_sign_off(
        "R001", SignOffKind.ACCEPTANCE, DAY, by="hotline-lead", role="risk-owner"
    )
    after = sample_book([accepted], sign_offs=(acceptance,), **lenient())
    before = sample_book([accepted], sign_offs=())
    assert len(attested(after, "RB510", base=before)) == 1
    plan = replace(APPROVAL, of=sample_plan().id, role="risk-owner")
    assert len(attested(book(plan, **lenient()), "RB510", base=book())) == 1


def test_a_change_of_criteria_that_gives_nobody_anything(attested: Told) -> None:
    renamed = replace(sample_criteria(), version="2027-01")
    by_management = replace(APPROVAL, by="operations-head")
    assert attested(book(by_management, criteria=renamed), "RB510", base=book()) == []
    review = book(NEW, **lenient())
    assert attested(review, "RB510", base=book()) == []


def test_an_approval_that_would_have_stood_without_the_new_one(attested: Told) -> None:
    """What was approved before still is: the new entry grants nothing."""
    before = replace(APPROVAL, by="operations-head", date=date(2026, 11, 10))
    entry = replace(APPROVAL, role="risk-owner")
    after = book(before, entry, **lenient())
    assert attested(after, "RB510", base=book(before)) == []

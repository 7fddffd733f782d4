"""RB206: somebody holds every role that the book relies on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.model.book import RoleHeld
from riskbook.model.terms import Status
from samples import sample_book, sample_organization, sample_plan, sample_risk

Told = Callable[..., list[tuple[str, str, str]]]

YESTERDAY = date(2026, 11, 21)


def without(role: str, *held: RoleHeld) -> Any:
    """The sample organisation, in which the role is held as given."""
    organization = sample_organization()
    people = {
        key: replace(
            person,
            roles=(*(each for each in person.roles if each.role != role), *held),
        )
        for key, person in organization.people.items()
    }
    return replace(organization, people=people)


def test_an_approver_that_nobody_is(told: Told) -> None:
    ended = RoleHeld("management", "", date(2025, 1, 1), YESTERDAY)
    message = 'Approval is asked of the role "management", and nobody holds it on 2026-11-22'
    assert told(sample_book(organization=without("management", ended))) == [
        ("RB206", "acceptance/beyond/any_of/0", message),
        ("RB206", "levels/1/approval/any_of/1", message),
        ("RB206", "levels/2/approval/any_of/0", message),
        ("RB206", "levels/3/approval/any_of/0", message),
    ]


def test_an_approver_for_the_whole_book_who_is_one_of_a_department(told: Told) -> None:
    held = RoleHeld("management", "it-support", date(2025, 1, 1), None)
    pointers = ["acceptance/beyond/any_of/0", "levels/2/approval/any_of/0"]
    found = told(sample_book(organization=without("management", held)))
    assert [pointer for _, pointer, _ in found] == [*pointers, "levels/3/approval/any_of/0"]
    assert found[0][2] == (
        'Approval is asked of the role "management" for the whole book, and on 2026-11-22 it is '
        "held for single departments only"
    )


def test_an_owner_that_nobody_is_is_told_once(told: Told) -> None:
    organization = without("risk-department")
    risks = [
        sample_risk("R001", owner="risk-department"),
        sample_risk("R002", owner="risk-department"),
        sample_risk("R003", owner="risk-department", status=Status.CLOSED),
    ]
    plan = sample_plan(owner="risk-department")
    assert told(sample_book(risks, plans=[plan], organization=organization)) == [
        (
            "RB206",
            "#roles/risk-department",
            'Nobody holds the role "risk-department" on 2026-11-22, and 3 records are in its hands',
        )
    ]


def test_a_role_that_nobody_needs_may_be_vacant(told: Told) -> None:
    assert told(sample_book(organization=without("risk-department"))) == []
    starts_today = RoleHeld("risk-department", "", date(2026, 11, 22), None)
    book = sample_book(
        [sample_risk(owner="risk-department")],
        organization=without("risk-department", starts_today),
    )
    assert told(book) == []

"""RB413 to RB415: treatments and plans are approved as they stand, by somebody who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.model.records import Plan, Risk, SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.fingerprints import fingerprint
from samples import (
    sample_action,
    sample_book,
    sample_organization,
    sample_plan,
    sample_risk,
    sample_sign_off,
)

Told = Callable[..., list[tuple[str, str, str]]]
RISK = sample_risk(likelihood=4, impact=4)  # critical: management approves
PLAN = sample_plan()
DAY = date(2026, 11, 10)


def approval(record: Risk | Plan, **changes: Any) -> SignOff:
    """An approval by management of a record as it stands in the sample book."""
    signed = fingerprint(record, sample_book(), {})
    entry = sample_sign_off(
        record.id,
        SignOffKind.APPROVAL,
        DAY,
        content=tuple(signed.content.items()),
        basis=tuple(signed.basis.items()),
        fingerprint=signed.overall,
    )
    return replace(entry, **changes)


def test_an_approved_risk_with_an_approved_plan_is_in_order(attested: Told) -> None:
    book = sample_book([RISK], sign_offs=(approval(RISK), approval(PLAN)))
    assert attested(book, "RB413", "RB414", "RB415", "RB506", "RB507") == []


def test_a_level_that_asks_for_an_approval_gets_one(attested: Told) -> None:
    book = sample_book([RISK], sign_offs=())
    assert attested(book, "RB414", "RB415") == [
        (
            "RB415",
            "id",
            (
                "P001 is for risks up to level Critical, which asks for an approval, and nobody "
                "has approved it"
            ),
        ),
        (
            "RB414",
            "treatment/strategy",
            (
                "R001 is at level Critical, which asks for an approval of its treatment, and "
                "nobody has approved it"
            ),
        ),
    ]


def test_a_level_that_asks_for_none_needs_none(attested: Told) -> None:
    low = sample_risk(likelihood=1, impact=1)
    assert attested(sample_book([low], sign_offs=()), "RB414", "RB415") == []
    closed = replace(RISK, status=Status.CLOSED)
    assert attested(sample_book([closed], sign_offs=()), "RB414", "RB415") == []


def test_what_has_changed_since_the_approval_is_named(attested: Told) -> None:
    dearer = replace(RISK, treatment=replace(RISK.treatment, actions=(sample_action(cost=1.0),)))
    slower = replace(PLAN, steps=(PLAN.steps[0], replace(PLAN.steps[1], within="2 hours")))
    book = sample_book([dearer], plans=[slower], sign_offs=(approval(RISK), approval(PLAN)))
    assert attested(book, "RB414", "RB415") == [
        (
            "RB415",
            "steps/S2",
            "operations-head approved P001 on 2026-11-10, and since then this has changed: step S2",
        ),
        (
            "RB414",
            "treatment/actions/A1",
            (
                "operations-head approved the treatment of R001 on 2026-11-10, and since then this "
                "has changed: action A1"
            ),
        ),
    ]


def test_an_approval_that_was_enough_until_the_level_rose(attested: Told) -> None:
    medium = sample_risk(likelihood=3, impact=3)
    by_owner: dict[str, Any] = {"by": "hotline-lead", "role": "risk-owner"}
    entries = (approval(medium, **by_owner), approval(PLAN, **by_owner))
    assert attested(sample_book([medium], sign_offs=entries), "RB414", "RB415") == []
    codes = ("RB414", "RB415", "RB506", "RB507")
    assert attested(sample_book([RISK], sign_offs=entries), *codes) == [
        (
            "RB415",
            "id",
            (
                "hotline-lead approved P001 on 2026-11-10 as risk-owner, which is not enough for "
                "risks at level Critical"
            ),
        ),
        (
            "RB414",
            "treatment/strategy",
            (
                "hotline-lead approved the treatment of R001 on 2026-11-10 as risk-owner, which is "
                "not enough at its level Critical"
            ),
        ),
    ]


def test_an_approval_by_the_wrong_role_is_told_of_at_the_entry_alone(attested: Told) -> None:
    entry = approval(RISK, by="hotline-lead", role="risk-owner")
    book = sample_book([RISK], sign_offs=(entry, approval(PLAN)))
    told = attested(book, "RB414", "RB415", "RB506", "RB507")
    assert [(code, pointer) for code, pointer, _ in told] == [("RB506", "role")]


def test_an_approval_of_ones_own_change_is_told_of_at_the_entry_alone(attested: Told) -> None:
    own = {"changed_by": ("operations-head",)}
    book = sample_book([RISK], sign_offs=(approval(RISK, **own), approval(PLAN, **own)))
    told = attested(book, "RB414", "RB415", "RB506", "RB507")
    assert [(code, pointer) for code, pointer, _ in told] == [("RB507", "by"), ("RB507", "by")]


def test_somebody_else_may_approve_a_plan(attested: Told) -> None:
    owned = sample_plan(owner="operations-head")
    assert attested(sample_book([RISK], plans=[owned]), "RB413") == [
        (
            "RB413",
            "owner",
            (
                "Only operations-head may approve P001, and leads it as its owner: nobody else "
                "would look at it"
            ),
        )
    ]
    by_role = sample_plan(owner="management")
    assert len(attested(sample_book([RISK], plans=[by_role]), "RB413")) == 1
    people = sample_organization().people
    second = replace(people["hotline-lead"], roles=people["operations-head"].roles)
    two = sample_organization(people={**people, "hotline-lead": second})
    assert attested(sample_book([RISK], plans=[owned], organization=two), "RB413") == []
    low = sample_risk(likelihood=1, impact=1)
    assert attested(sample_book([low], plans=[owned]), "RB413") == []


def test_an_approver_who_no_longer_holds_the_role_is_no_second_one(attested: Told) -> None:
    people = sample_organization().people
    (role,) = people["operations-head"].roles
    former = replace(people["hotline-lead"], roles=(replace(role, end=date(2026, 6, 30)),))
    organization = sample_organization(people={**people, "hotline-lead": former})
    owned = sample_plan(owner="operations-head")
    book = sample_book([RISK], plans=[owned], organization=organization)
    assert len(attested(book, "RB413")) == 1

"""What a change means: who must approve, what opens and closes, what no longer holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest

from riskbook.assessing.standing import Doubt
from riskbook.model.book import Book, RoleHeld
from riskbook.model.criteria import Tolerance
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import SignOffKind, Status, Strategy
from riskbook.reviewing.changes import Thing
from riskbook.reviewing.fingerprints import fingerprint
from riskbook.reviewing.meaning import Attestation, Fate, Meaning, meaning
from riskbook.run import judge
from samples import (
    HIGH,
    TODAY,
    grid,
    sample_book,
    sample_control,
    sample_risk,
    sample_sign_off,
    sample_stage,
)

Edit: TypeAlias = Callable[[Book], Book]
APPROVAL, ACCEPTANCE = SignOffKind.APPROVAL, SignOffKind.ACCEPTANCE
DAY = date(2026, 11, 2)
EARLY = date(2026, 10, 1)


def bound(of: str, book: Book, kind: SignOffKind, day: date = DAY, **changes: Any) -> SignOff:
    """An entry that says what was signed."""
    record = book.risks.get(of) or book.plans[of]
    now = fingerprint(record, book, {})
    return sample_sign_off(
        of,
        kind,
        day,
        content=tuple(now.content.items()),
        basis=tuple(now.basis.items()),
        **changes,
    )


def signed(book: Book, *entries: SignOff) -> Book:
    return replace(book, sign_offs=(*book.sign_offs, *entries))


def base_book(*risks: Risk) -> Book:
    return replace(
        sample_book(list(risks) or [sample_risk("R001", 4, 3)]), sign_offs=(), exercises=()
    )


def scored(likelihood: int, impact: int, **changes: Any) -> Edit:
    def edit(book: Book) -> Book:
        risk = book.risks["R001"]
        stage = replace(risk.assessment, current=sample_stage(likelihood, impact))
        return replace(
            book, risks={**book.risks, "R001": replace(risk, assessment=stage, **changes)}
        )

    return edit


def with_risk(**changes: Any) -> Edit:
    return lambda book: replace(
        book, risks={**book.risks, "R001": replace(book.risks["R001"], **changes)}
    )


def with_step(words: str) -> Edit:
    def edit(book: Book) -> Book:
        plan = book.plans["P001"]
        steps = (plan.steps[0], replace(plan.steps[1], do=words))
        return replace(book, plans={"P001": replace(plan, steps=steps)})

    return edit


def between(base: Book, head: Book, today: date = TODAY) -> Meaning:
    return meaning(judge(base, today), judge(head, today))


def asked(found: Meaning) -> list[tuple[Thing, str, str, tuple[str, ...]]]:
    return [(one.thing, one.id, one.level, one.people) for one in found.approvals]


# Approvals


def test_a_change_of_a_high_risk_needs_its_authority() -> None:
    base = base_book()
    found = between(base, scored(5, 4)(base))
    assert asked(found) == [
        (Thing.RISK, "R001", "critical", ("operations-head",)),
        (Thing.PLAN, "P001", "critical", ("operations-head",)),
    ]


def test_lowering_a_level_needs_the_authority_of_the_old_one() -> None:
    base = base_book()
    (risk, plan) = between(base, scored(1, 1)(base)).approvals
    assert (risk.level, risk.any_of, risk.whole_book) == ("high", ("management",), True)
    assert (plan.id, plan.level) == ("P001", "high")


def test_closing_a_high_risk_needs_its_authority() -> None:
    base = base_book()
    (risk, plan) = between(base, with_risk(status=Status.CLOSED)(base)).approvals
    assert (risk.id, risk.level, plan.id) == ("R001", "high", "P001")


def test_a_change_below_the_levels_that_ask_needs_nobody() -> None:
    base = base_book(sample_risk("R001", 1, 1))
    assert between(base, with_risk(owner="risk-manager")(base)).approvals == ()


def test_the_department_of_the_service_is_enough_where_the_level_says_so() -> None:
    base = base_book(sample_risk("R001", 3, 3))
    (risk,) = between(base, with_risk(owner="risk-manager")(base)).approvals
    assert risk.departments == ("customer-service",)
    assert (risk.any_of, risk.whole_book) == (("risk-owner", "management"), False)
    assert risk.people == ("hotline-lead", "operations-head", "service-desk-lead")


def test_wording_needs_nobody() -> None:
    base = base_book()
    assert between(base, with_risk(title="Other words")(base)).approvals == ()


def test_what_was_missing_before_belongs_to_no_change() -> None:
    base = base_book()
    assert between(base, base).is_nothing


def test_an_approval_of_what_stands_there_is_enough() -> None:
    base = base_book()
    head = scored(5, 4)(base)
    head = signed(head, bound("R001", head, APPROVAL), bound("P001", head, APPROVAL))
    assert between(base, head).approvals == ()


def test_an_approval_of_other_content_is_none() -> None:
    base = signed(base_book(), bound("R001", base_book(), APPROVAL))
    assert [one.id for one in between(base, scored(5, 4)(base)).approvals] == ["R001", "P001"]


def test_an_approval_that_says_nothing_of_content_is_none() -> None:
    base = base_book()
    head = signed(scored(4, 4)(base), sample_sign_off("R001", APPROVAL, DAY))
    assert "R001" in [one.id for one in between(base, head).approvals]


def test_an_approval_by_the_author_is_none() -> None:
    base = base_book()
    head = scored(4, 4)(base)
    own = bound("R001", head, APPROVAL, changed_by=("operations-head",))
    assert "R001" in [one.id for one in between(base, signed(head, own)).approvals]


def test_nobody_appoints_themselves() -> None:
    base = base_book()
    person = base.organization.people["hotline-lead"]
    manager = replace(
        person, roles=(*person.roles, RoleHeld("management", "", date(2025, 1, 1), None))
    )
    people = {**base.organization.people, "hotline-lead": manager}
    head = scored(4, 4)(replace(base, organization=replace(base.organization, people=people)))
    head = signed(head, bound("R001", head, APPROVAL, by="hotline-lead"))
    (risk, _) = between(base, head).approvals
    assert (risk.id, risk.people) == ("R001", ("operations-head",))


def test_an_approval_enough_for_the_new_level_is_not_enough_for_the_old() -> None:
    base = base_book()
    head = scored(3, 3)(base)
    low = bound("R001", head, APPROVAL, by="hotline-lead", role="risk-owner")
    assert "R001" in [one.id for one in between(base, signed(head, low)).approvals]
    high = bound("R001", head, APPROVAL, EARLY)
    assert "R001" not in [one.id for one in between(base, signed(head, high, low)).approvals]


def test_a_new_risk_needs_its_authority() -> None:
    base = base_book()
    head = replace(base, risks={**base.risks, "R002": sample_risk("R002", 5, 5, plan="")})
    assert asked(between(base, head)) == [(Thing.RISK, "R002", "critical", ("operations-head",))]


def test_a_plan_is_bound_by_the_highest_of_its_risks() -> None:
    base = base_book()
    assert asked(between(base, with_step("Tell everybody")(base))) == [
        (Thing.PLAN, "P001", "high", ("operations-head",))
    ]


# What no longer holds


def test_a_changed_step_loses_the_approval_and_the_proof_of_a_plan() -> None:
    base = sample_book([sample_risk("R001", 4, 3)])
    found = between(base, with_step("Tell everybody")(base))
    assert [(one.attestation, one.id, one.changed) for one in found.voided] == [
        (Attestation.APPROVAL, "P001", ("steps/S2",)),
        (Attestation.EXERCISE, "P001", ("steps/S2",)),
    ]


def test_a_rescored_risk_loses_its_review_and_its_approval() -> None:
    base = base_book()
    base = signed(
        base,
        bound("R001", base, SignOffKind.REVIEW, by="hotline-lead", role="risk-owner"),
        bound("R001", base, APPROVAL),
    )
    found = between(base, scored(4, 4)(base))
    pointer = ("assessment/current/impact",)
    assert [(one.attestation, one.changed) for one in found.voided] == [
        (Attestation.REVIEW, pointer),
        (Attestation.APPROVAL, pointer),
    ]


def test_a_review_no_longer_holds_where_a_control_changes() -> None:
    base = base_book()
    review = bound("R001", base, SignOffKind.REVIEW, by="hotline-lead", role="risk-owner")
    base = signed(base, review)
    head = replace(base, controls={"C001": sample_control(owner="service-desk-lead")})
    (voided,) = between(base, head).voided
    assert (voided.changed, voided.basis) == ((), ("control/C001",))


def test_what_was_void_before_is_not_voided_again() -> None:
    base = base_book()
    review = bound("R001", base, SignOffKind.REVIEW, by="hotline-lead", role="risk-owner")
    base = signed(scored(4, 4)(base), review)
    assert between(base, scored(5, 4)(base)).voided == ()


def test_an_approval_by_too_low_a_role_is_lost_where_the_level_rises_by_criteria() -> None:
    base = base_book(sample_risk("R001", 3, 3))
    low = bound("R001", base, APPROVAL, by="hotline-lead", role="risk-owner")
    base = signed(base, low)
    harder = replace(base.criteria, matrix=grid(*["HHHCC"] * 5))
    (voided,) = between(base, replace(base, criteria=harder)).voided
    assert (voided.attestation, voided.doubt) == (Attestation.APPROVAL, Doubt.NOT_ENOUGH)


def test_an_acceptance_is_void_where_the_risk_changes() -> None:
    base = with_risk(treatment=replace(sample_risk().treatment, strategy=Strategy.ACCEPT))(
        base_book()
    )
    base = signed(base, bound("R001", base, ACCEPTANCE))
    found = between(base, scored(4, 4)(base))
    (voided,) = found.voided
    assert (voided.attestation, voided.changed) == (
        Attestation.ACCEPTANCE,
        ("assessment/current/impact",),
    )
    assert [(one.risk, one.fate) for one in found.breaches] == [("R001", Fate.OPENED)]


@pytest.mark.parametrize(("days", "told"), [(29, 1), (30, 1), (31, 0)])
def test_an_acceptance_that_ends_within_thirty_days_is_told(days: int, told: int) -> None:
    base = with_risk(treatment=replace(sample_risk().treatment, strategy=Strategy.ACCEPT))(
        base_book()
    )
    end = TODAY + timedelta(days=days)
    base = signed(base, bound("R001", base, ACCEPTANCE, until=end))
    found = between(base, base)
    assert found.is_nothing
    assert len(found.lapses) == told


# Appetite


def test_a_breach_opens_and_closes() -> None:
    base = base_book(sample_risk("R001", 3, 3))
    higher = scored(4, 3)(base)
    (opened,) = between(base, higher).breaches
    (closed,) = between(higher, base).breaches
    assert (opened.level, opened.limit, opened.fate) == ("high", "medium", Fate.OPENED)
    assert closed.fate is Fate.CLOSED


def test_the_tolerance_of_a_category_is_exceeded_and_kept_again() -> None:
    base = base_book(sample_risk("R001", 3, 3), sample_risk("R002", 5, 5, plan=""))
    appetite = replace(base.criteria.appetite[0], tolerance=Tolerance(HIGH, 1))
    base = replace(base, criteria=replace(base.criteria, appetite=(appetite,)))
    higher = scored(5, 4)(base)
    (opened,) = between(base, higher).tolerance
    (closed,) = between(higher, base).tolerance
    assert (opened.risks, opened.at_most, opened.fate) == (("R001", "R002"), 1, Fate.OPENED)
    assert (closed.level, closed.fate) == ("high", Fate.CLOSED)

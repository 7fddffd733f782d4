from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from riskbook.assessing.levels import level
from riskbook.assessing.standing import Approval, PlanState, Proof
from riskbook.model.links import link
from riskbook.model.records import Period, Plan, Step
from riskbook.model.terms import ExerciseResult, ExerciseType, SignOffKind, Status
from riskbook.reviewing.plans import plan_states
from samples import (
    CRITICAL,
    TODAY,
    sample_book,
    sample_exercise,
    sample_plan,
    sample_risk,
    sample_sign_off,
)

PLAN = sample_plan()
OTHER_STEP = replace(
    PLAN, steps=(PLAN.steps[0], Step("S2", "Tell everybody", "hotline-lead", "1 hour"))
)
HELD = date(2026, 9, 3)


def state(plan: Plan = PLAN, today: date = TODAY, **changes: Any) -> PlanState:
    """The sample book approves and exercises the sample plan; ``plan`` is how it stands now."""
    made = sample_book()
    book = replace(made, plans={plan.id: plan}, **changes)
    return plan_states(book, link(book), level(book), today)[plan.id]


def test_the_sample_plan_is_approved_and_proven() -> None:
    result = state()
    assert result.approval is Approval.APPROVED
    assert result.approved_on == date(2026, 9, 10)
    assert result.proof is Proof.PROVEN
    assert result.exercised_on == HELD
    assert result.proven_until == result.exercise_due == date(2027, 3, 3)
    assert result.changed_since_approval == result.changed_since_exercise == ()


def test_a_plan_that_nobody_approved_is_a_draft() -> None:
    result = state(sign_offs=(sample_sign_off("P001", SignOffKind.REVIEW),))
    assert (result.approval, result.approved_on) == (Approval.DRAFT, None)


def test_an_approval_of_tomorrow_is_none_yet() -> None:
    tomorrow = sample_sign_off("P001", SignOffKind.APPROVAL, TODAY + timedelta(days=1))
    assert state(sign_offs=(tomorrow,)).approval is Approval.DRAFT


def test_a_changed_step_is_named_and_loses_approval_and_proof() -> None:
    result = state(OTHER_STEP)
    assert (result.approval, result.proof) == (Approval.CHANGED, Proof.STALE)
    assert result.changed_since_approval == result.changed_since_exercise == ("steps/S2",)
    assert result.proven_until is None


def test_an_approval_that_records_no_content_approves_what_stands() -> None:
    plain = sample_sign_off("P001", SignOffKind.APPROVAL, date(2026, 9, 10))
    assert state(OTHER_STEP, sign_offs=(plain,)).approval is Approval.APPROVED


def test_any_material_field_that_was_signed_and_is_gone_voids_the_approval() -> None:
    approval = sample_book().sign_offs[1]
    wider = replace(approval, content=(*approval.content, ("cost", "0" * 12)))
    result = state(sign_offs=(wider,))
    assert result.approval is Approval.CHANGED
    assert result.changed_since_approval == ("cost",)


def test_the_last_approval_counts() -> None:
    first = sample_book().sign_offs[1]
    second = sample_sign_off("P001", SignOffKind.APPROVAL, date(2026, 10, 1))
    result = state(OTHER_STEP, sign_offs=(second, first))
    assert (result.approval, result.approved_on) == (Approval.APPROVED, date(2026, 10, 1))


def test_a_plan_never_exercised_is_unproven() -> None:
    result = state(exercises=())
    assert result.proof is Proof.UNPROVEN
    assert result.exercised_on is result.proven_until is result.exercise_due is None


def test_a_walk_through_proves_nothing_and_undoes_nothing() -> None:
    walk = sample_exercise(PLAN, date(2026, 11, 1), type=ExerciseType.WALK_THROUGH)
    assert state(exercises=(walk,)).proof is Proof.UNPROVEN
    failed = replace(walk, result=ExerciseResult.FAILED)
    result = state(exercises=(sample_exercise(PLAN), failed))
    assert result.proof is Proof.PROVEN
    assert result.exercised_on == HELD
    assert result.proven_until == date(2027, 3, 3)


@pytest.mark.parametrize("type_", [one for one in ExerciseType if one.value != "walk-through"])
def test_every_other_type_proves_when_passed(type_: ExerciseType) -> None:
    assert state(exercises=(sample_exercise(PLAN, type=type_),)).proof is Proof.PROVEN


@pytest.mark.parametrize(
    ("result", "proof"),
    [(ExerciseResult.PARTLY, Proof.PARTLY), (ExerciseResult.FAILED, Proof.FAILED)],
)
def test_the_last_exercise_decides_when_it_did_not_pass(
    result: ExerciseResult, proof: Proof
) -> None:
    passed = sample_exercise(PLAN)
    failed = sample_exercise(PLAN, date(2026, 10, 3), result=result)
    after_it = state(exercises=(failed, passed))
    assert (after_it.proof, after_it.exercised_on) == (proof, date(2026, 10, 3))
    assert after_it.proven_until is None
    assert after_it.exercise_due == date(2027, 3, 3)
    again = sample_exercise(PLAN, date(2026, 11, 3))
    assert state(exercises=(passed, failed, again)).proof is Proof.PROVEN


def test_a_proof_holds_to_its_last_day() -> None:
    assert state(today=date(2027, 3, 3)).proof is Proof.PROVEN
    old = state(today=date(2027, 3, 4))
    assert old.proof is Proof.STALE
    assert old.proven_until == date(2027, 3, 3)
    assert old.changed_since_exercise == ()


def test_without_a_period_a_proof_does_not_age() -> None:
    result = state(replace(PLAN, exercise_every=None), today=date(2036, 1, 1))
    assert (result.proof, result.proven_until, result.exercise_due) == (Proof.PROVEN, None, None)
    weekly = state(replace(PLAN, exercise_every=Period(1, "weeks")))
    assert weekly.proof is Proof.STALE


def test_an_exercise_of_tomorrow_proves_nothing_yet() -> None:
    tomorrow = sample_exercise(PLAN, TODAY + timedelta(days=1))
    assert state(exercises=(tomorrow,)).proof is Proof.UNPROVEN


def test_an_exercise_that_records_no_steps_ages_only() -> None:
    assert state(OTHER_STEP, exercises=(sample_exercise(PLAN, proves=()),)).proof is Proof.PROVEN


def test_the_level_is_the_highest_of_its_open_risks() -> None:
    risks = {
        "R001": sample_risk("R001", 3, 3),
        "R002": sample_risk("R002", 4, 4),
        "R003": sample_risk("R003", 5, 5, status=Status.CLOSED),
        "R004": sample_risk("R004", 5, 5, plan=""),
    }
    assert state(risks=risks).level == CRITICAL
    assert state(risks={"R001": replace(risks["R001"], plan="")}).level is None

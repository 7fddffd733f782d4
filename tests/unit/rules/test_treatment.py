"""RB4xx: what must be done is planned, owned, dated, done and proven."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.assessing.standing import PlanState, Proof
from riskbook.model.records import ExerciseAction, Treatment
from riskbook.model.terms import ActionStatus, ExerciseResult, ExerciseType, Status, Strategy
from samples import (
    TODAY,
    sample_action,
    sample_book,
    sample_exercise,
    sample_plan,
    sample_risk,
    sample_stage,
    text,
)

Told = Callable[..., list[tuple[str, str, str]]]

DONE, DROPPED = ActionStatus.DONE, ActionStatus.DROPPED


def treated(*actions: Any, strategy: Strategy | None = Strategy.MITIGATE, **changes: Any) -> Any:
    return sample_risk(treatment=Treatment(strategy, "Why", actions), **changes)


def test_an_open_risk_has_a_strategy(told: Told) -> None:
    assert told(sample_book([treated(strategy=None)])) == [
        ("RB401", "treatment/strategy", "R001 is open, and nothing says what is done about it")
    ]
    assert told(sample_book([treated(strategy=None, status=Status.DRAFT)])) == []


def test_a_high_level_needs_a_plan(told: Told) -> None:
    assert told(sample_book([sample_risk(likelihood=4, impact=3, plan="")])) == [
        ("RB402", "plan", "R001 is at level High, which needs a contingency plan, and names none")
    ]
    assert told(sample_book([sample_risk(likelihood=4, impact=4)])) == []
    assert told(sample_book([sample_risk(likelihood=3, impact=3, plan="")])) == []
    closed = sample_risk(likelihood=4, impact=4, plan="", status=Status.CLOSED)
    assert told(sample_book([closed])) == []


def test_a_high_level_needs_actions(told: Told) -> None:
    high: dict[str, Any] = {"likelihood": 5, "impact": 5}
    assert told(sample_book([treated(**high)])) == [
        (
            "RB403",
            "treatment/actions",
            "R001 is at level Critical, which needs actions, and has none",
        )
    ]
    assert told(sample_book([treated(sample_action(status=DROPPED), **high)])) == [
        (
            "RB403",
            "treatment/actions",
            "R001 is at level Critical, which needs actions, and all of its actions are dropped",
        )
    ]
    assert told(sample_book([treated(sample_action(status=DONE), **high)])) == []
    assert told(sample_book([treated()])) == []


def test_a_plan_says_when_who_and_what(told: Told) -> None:
    bare = sample_plan(trigger=(), owner="", steps=())
    assert told(sample_book(plans=[bare])) == [
        ("RB404", "owner", "P001 has no owner, so nobody leads when it is needed"),
        ("RB404", "steps", "P001 has no steps, so nobody knows what to do"),
        ("RB404", "trigger", "P001 does not say what starts it"),
    ]


def test_a_deputy_is_somebody_else(told: Told) -> None:
    plan = sample_plan()
    assert told(sample_book(plans=[replace(plan, deputy=plan.owner)])) == [
        (
            "RB410",
            "deputy",
            "The deputy of P001 is its owner, so nobody leads it when they are away",
        )
    ]
    assert told(sample_book(plans=[replace(plan, deputy="")])) == []
    nobody = replace(plan, owner="", deputy="")
    assert [code for code, _, _ in told(sample_book(plans=[nobody]))] == ["RB404"]


def test_an_open_action_has_an_owner_and_a_date(told: Told) -> None:
    bare = sample_action(owner="", due=None)
    assert told(sample_book([treated(sample_action(id="A0"), bare)])) == [
        ("RB405", "treatment/actions/A1/due", "The open action A1 has no date"),
        ("RB405", "treatment/actions/A1/owner", "The open action A1 belongs to nobody"),
    ]
    assert told(sample_book([treated(replace(bare, status=DONE))])) == []
    assert told(sample_book([treated(bare, status=Status.DRAFT)])) == []


def test_the_actions_of_an_exercise_too(told: Told) -> None:
    found = ExerciseAction(
        "E1", text("Renew the contract", "续签合同"), "", date(2026, 11, 20), ActionStatus.OPEN
    )
    assert (
        told(sample_book(exercises=(sample_exercise(actions=(found,)),)))
        == [
            (
                "RB406",
                "actions/E1/due",
                "The action E1 was due on 2026-11-20 and is 2 days late",
            ),
            ("RB405", "actions/E1/owner", "The open action E1 belongs to nobody"),
        ][::-1]
    )


def test_an_action_is_overdue_from_the_day_after(told: Told) -> None:
    late = sample_action(due=date(2026, 11, 21))
    assert told(sample_book([treated(late)])) == [
        (
            "RB406",
            "treatment/actions/A1/due",
            "The action A1 was due on 2026-11-21 and is 1 day late",
        )
    ]
    assert told(sample_book([treated(replace(late, due=TODAY))])) == []
    assert told(sample_book([treated(replace(late, status=DONE))])) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"proof": Proof.UNPROVEN},
            "No exercise has proven P001 yet, and the level of R001, R002 requires a plan",
        ),
        (
            {"proof": Proof.FAILED, "exercised_on": date(2026, 9, 3)},
            ("P001 failed its exercise on 2026-09-03, and the level of R001, R002 requires a plan"),
        ),
        (
            {"proof": Proof.PARTLY, "exercised_on": date(2026, 9, 3)},
            (
                "P001 passed its exercise on 2026-09-03 only in part, and the level of R001, R002 "
                "requires a plan"
            ),
        ),
        (
            {"proof": Proof.STALE, "changed_since_exercise": ("steps/S2", "trigger/T1")},
            (
                "P001 has changed since an exercise last proved it (steps/S2, trigger/T1), and the "
                "level of R001, R002 requires a plan"
            ),
        ),
        (
            {"proof": Proof.STALE, "proven_until": date(2026, 11, 1)},
            (
                "The exercise that proved P001 counted until 2026-11-01, and the level of R001, "
                "R002 requires a plan"
            ),
        ),
        (
            {"proof": Proof.STALE},
            "The last exercise no longer proves P001, and the level of R001, R002 requires a plan",
        ),
    ],
)
def test_a_plan_that_is_needed_is_proven(
    told: Told, state: Callable[..., PlanState], changes: dict[str, Any], message: str
) -> None:
    risks = [
        sample_risk("R001", 4, 4),
        sample_risk("R002", 5, 5),
        sample_risk("R003", 1, 1),
        sample_risk("R004", 5, 5, status=Status.CLOSED),
    ]
    states = {"P001": state("P001", **changes)}
    assert told(sample_book(risks), plan_states=states) == [("RB407", "id", message)]
    assert told(sample_book(risks[2:]), plan_states=states) == []
    assert told(sample_book(risks)) == []


def failed(day: date, status: ActionStatus = ActionStatus.OPEN) -> Any:
    actions = (
        ExerciseAction("E1", text("Renew", "续签"), "hotline-lead", date(2026, 12, 24), status),
    )
    return sample_exercise(day=day, result=ExerciseResult.FAILED, actions=actions)


def test_a_failed_exercise_with_open_actions(told: Told, state: Callable[..., PlanState]) -> None:
    exercises = (failed(date(2026, 9, 3)),)
    states = {"P001": state("P001", proof=Proof.FAILED)}
    book = sample_book([sample_risk("R001", 5, 5)], exercises=exercises)
    assert told(book, plan_states=states) == [
        (
            "RB408",
            "result",
            "The exercise of P001 on 2026-09-03 failed, and 1 of its actions is still open: E1",
        )
    ]


def test_a_failed_exercise_is_mended_by_a_passed_one_but_not_by_a_walk_through(told: Told) -> None:
    walked = sample_exercise(day=date(2026, 9, 20), type=ExerciseType.WALK_THROUGH)
    passed = sample_exercise(day=date(2026, 10, 1))
    first = failed(date(2026, 9, 3))
    assert [code for code, _, _ in told(sample_book(exercises=(first, walked)))] == ["RB408"]
    assert told(sample_book(exercises=(first, walked, passed))) == []
    assert told(sample_book(exercises=(failed(date(2026, 9, 3), DONE),))) == []
    assert told(sample_book(exercises=(failed(date(2026, 11, 23)),))) == []


def test_a_target_is_reached_by_its_day(told: Told) -> None:
    current, target = sample_stage(3, 3), sample_stage(2, 3, due=date(2026, 11, 12))
    assessment = replace(sample_risk().assessment, inherent=current, current=current, target=target)
    risk = sample_risk(assessment=assessment)
    assert told(sample_book([risk])) == [
        (
            "RB409",
            "assessment/target/due",
            "The target of R001 was due on 2026-11-12, 10 days ago, and is not reached",
        )
    ]
    reached = replace(assessment, target=replace(current, due=date(2026, 11, 12)))
    assert told(sample_book([replace(risk, assessment=reached)])) == []
    in_time = replace(assessment, target=replace(target, due=TODAY))
    assert told(sample_book([replace(risk, assessment=in_time)])) == []

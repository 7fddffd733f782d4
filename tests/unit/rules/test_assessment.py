"""RB301 to RB306, RB309: an assessment is complete and does not contradict itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.model.records import Assessment, Risk, Stage, Treatment
from riskbook.model.terms import ActionStatus, ControlStatus, Status
from samples import (
    TODAY,
    sample_action,
    sample_book,
    sample_control,
    sample_criteria,
    sample_risk,
    sample_stage,
)

Told = Callable[..., list[tuple[str, str, str]]]

LOWER, SAME = sample_stage(2, 3), sample_stage(3, 3)


def staged(
    inherent: Stage | None, current: Stage | None, target: Stage | None = None, **changes: Any
) -> Risk:
    return sample_risk(
        assessment=Assessment(inherent, current, target, None, None), plan="P001", **changes
    )


def test_an_open_risk_is_assessed(told: Told) -> None:
    assert told(sample_book([staged(SAME, None)])) == [
        (
            "RB301",
            "assessment/current",
            "R001 is open but has no current assessment, so it is not ranked",
        )
    ]
    assert told(sample_book([staged(None, SAME)])) == [
        (
            "RB301",
            "assessment/inherent",
            (
                "R001 is open but has no inherent assessment, so what its controls achieve cannot "
                "be seen"
            ),
        )
    ]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_a_draft_or_closed_risk_need_not_be_assessed(told: Told, status: Status) -> None:
    assert told(sample_book([staged(None, None, status=status)])) == []


def test_current_is_not_above_inherent(told: Told) -> None:
    base = sample_stage(3, {"customer": 3, "financial": 2})
    worse = sample_stage(4, {"customer": 3, "financial": 3})
    likelihood = (
        "RB302",
        "assessment/current/likelihood",
        (
            "Current likelihood Likely (4) is above inherent Possible (3): controls cannot make a "
            "risk worse"
        ),
    )
    financial = (
        "RB302",
        "assessment/current/impact/financial",
        (
            "Current impact (Financial) Serious (3) is above inherent Minor (2): controls cannot "
            "make a risk worse"
        ),
    )
    assert told(sample_book([staged(base, worse)])) == [financial, likelihood]
    assert told(sample_book([staged(base, base)])) == []
    assert told(sample_book([staged(base, worse, status=Status.CLOSED)])) == []


def test_a_lower_current_stage_needs_a_control(told: Told) -> None:
    assert told(sample_book([staged(SAME, LOWER, controls=())])) == [
        (
            "RB303",
            "assessment/current/likelihood",
            (
                "Current likelihood Unlikely (2) is below inherent Possible (3), but no control is "
                "named"
            ),
        )
    ]
    impact = staged(SAME, sample_stage(3, 2), controls=())
    assert told(sample_book([impact])) == [
        (
            "RB303",
            "assessment/current/impact",
            "Current impact Minor (2) is below inherent Serious (3), but no control is named",
        )
    ]


@pytest.mark.parametrize(
    ("control", "state"),
    [
        ({"status": ControlStatus.PLANNED}, "C001 is only planned"),
        ({"since": None}, "C001 does not say since when"),
        ({"since": date(2026, 11, 23)}, "C001 only works from 2026-11-23"),
    ],
)
def test_a_control_that_is_not_in_force_lowers_nothing(
    told: Told, control: dict[str, Any], state: str
) -> None:
    book = sample_book([staged(SAME, LOWER)], controls=[sample_control(**control)])
    assert told(book) == [
        (
            "RB303",
            "assessment/current/likelihood",
            (
                "Current likelihood Unlikely (2) is below inherent Possible (3), but on "
                f"2026-11-22 no named control is in force: {state}"
            ),
        )
    ]


def test_a_control_in_force_since_today_lowers_the_current_stage(told: Told) -> None:
    late, today = sample_control(since=date(2027, 1, 1)), sample_control("C002", since=TODAY)
    risk = staged(SAME, LOWER, controls=("C001", "C002"))
    assert told(sample_book([risk], controls=[late, today])) == []


def test_a_control_that_could_not_be_read_is_given_the_benefit_of_the_doubt(told: Told) -> None:
    book = sample_book([staged(SAME, LOWER, controls=("C009",))])
    assert told(replace(book, unread=frozenset({"C009"}))) == []


def test_target_is_not_above_current(told: Told) -> None:
    assert told(sample_book([staged(SAME, SAME, sample_stage(3, 4))])) == [
        (
            "RB304",
            "assessment/target/impact",
            "Target impact Major (4) is above current Serious (3)",
        )
    ]
    assert told(sample_book([staged(SAME, SAME, LOWER)])) == []


def test_a_stage_says_why(told: Told) -> None:
    bare = sample_stage(3, 3, rationale="")
    assert told(sample_book([staged(bare, SAME)])) == [
        ("RB305", "assessment/inherent/rationale", "R001 gives no reason for its inherent scores")
    ]
    assert told(sample_book([staged(SAME, bare, SAME)])) == [
        ("RB305", "assessment/current/rationale", "R001 gives no reason for its current scores")
    ]
    assert told(sample_book([staged(bare, bare, status=Status.DRAFT)])) == []


def test_the_treatment_is_the_reason_of_a_target(told: Told) -> None:
    risk = staged(SAME, SAME, sample_stage(3, 3, rationale=""))
    strategy = risk.treatment.strategy
    dropped = sample_action(status=ActionStatus.DROPPED)
    bare = replace(risk, treatment=Treatment(strategy, "", (dropped,)))
    told_of = ("RB305", "assessment/target/rationale")
    assert [found[:2] for found in told(sample_book([bare]))] == [told_of]
    for treatment in (Treatment(strategy, "", (sample_action(),)), Treatment(strategy, "Why", ())):
        assert told(sample_book([replace(risk, treatment=treatment)])) == []


def test_all_stages_are_scored_in_the_same_dimensions(told: Told) -> None:
    both = sample_stage(3, {"customer": 3, "financial": 3})
    one = sample_stage(3, {"customer": 3})
    assert told(sample_book([staged(both, both, one)])) == [
        (
            "RB306",
            "assessment/target/impact",
            (
                "The target impact is scored as Customer, the inherent one as Customer, Financial, "
                "so the two do not compare"
            ),
        )
    ]
    assert told(sample_book([staged(both, SAME)])) == [
        (
            "RB306",
            "assessment/current/impact",
            (
                "The current impact is scored as one score for all, the inherent one as Customer, "
                "Financial, so the two do not compare"
            ),
        )
    ]
    turned = sample_stage(3, {"financial": 3, "customer": 3})
    assert told(sample_book([staged(both, turned)])) == []


RESCORED = staged(SAME, sample_stage(2, {"customer": 3, "financial": 2}))


def test_another_score_has_another_reason(attested: Told) -> None:
    before = staged(SAME, sample_stage(3, {"customer": 2, "financial": 2}))
    assert attested(sample_book([RESCORED]), "RB309", base=sample_book([before])) == [
        (
            "RB309",
            "assessment/current/rationale",
            (
                "This change moves the current assessment (likelihood from Possible (3) to "
                "Unlikely (2), impact (Customer) from Minor (2) to Serious (3)), and its rationale "
                "is word for word the same"
            ),
        )
    ]


def test_a_score_with_a_new_reason_or_the_same_score_is_fine(attested: Told) -> None:
    assert attested(sample_book([RESCORED]), "RB309", base=sample_book([RESCORED])) == []
    reasoned = staged(SAME, replace(LOWER, rationale="Since March the phone is answered"))
    assert attested(sample_book([reasoned]), "RB309", base=sample_book([staged(SAME, SAME)])) == []
    silent = staged(SAME, replace(LOWER, rationale=""))
    before = staged(SAME, replace(SAME, rationale=""))
    assert attested(sample_book([silent]), "RB309", base=sample_book([before])) == []


def test_a_new_risk_a_new_stage_and_a_closed_risk_have_nothing_to_compare(attested: Told) -> None:
    assert attested(sample_book([RESCORED]), "RB309", base=sample_book([])) == []
    assert attested(sample_book([RESCORED]), "RB309", base=sample_book([staged(SAME, None)])) == []
    closed = replace(RESCORED, status=Status.CLOSED)
    assert attested(sample_book([closed]), "RB309", base=sample_book([staged(SAME, SAME)])) == []


def test_scales_with_other_steps_move_every_score(attested: Told) -> None:
    criteria = sample_criteria()
    four = replace(criteria.likelihood, steps=criteria.likelihood.steps[:4])
    base = sample_book([staged(SAME, SAME)], criteria=replace(criteria, likelihood=four))
    assert attested(sample_book([RESCORED]), "RB309", base=base) == []

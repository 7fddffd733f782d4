"""What a barrier is worth on a day: a control by its status, a plan by its exercises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from riskbook.assessing.barriers import STANDING, BarrierState, barrier_state
from riskbook.assessing.standing import Proof
from riskbook.model.terms import ControlStatus
from riskbook.run import judge
from samples import TODAY, sample_book, sample_control

IN_FORCE, PLANNED, RETIRED = ControlStatus.IN_FORCE, ControlStatus.PLANNED, ControlStatus.RETIRED


@pytest.mark.parametrize(
    ("status", "since", "state"),
    [
        (IN_FORCE, TODAY, BarrierState.IN_FORCE),
        (IN_FORCE, None, BarrierState.IN_FORCE),
        (IN_FORCE, TODAY + timedelta(days=1), BarrierState.PLANNED),
        (PLANNED, None, BarrierState.PLANNED),
        (RETIRED, TODAY, BarrierState.RETIRED),
    ],
)
def test_a_control_is_worth_its_status(
    status: ControlStatus, since: date | None, state: BarrierState
) -> None:
    book = sample_book(controls=[sample_control(status=status, since=since)])
    assert barrier_state("C001", book, {}, TODAY) is state


@pytest.mark.parametrize(
    ("proof", "state"),
    [
        (Proof.PROVEN, BarrierState.PROVEN),
        (Proof.FAILED, BarrierState.FAILED),
        (Proof.UNPROVEN, BarrierState.UNPROVEN),
        (Proof.PARTLY, BarrierState.UNPROVEN),
        (Proof.STALE, BarrierState.UNPROVEN),
    ],
)
def test_a_plan_is_worth_its_last_exercise(proof: Proof, state: BarrierState) -> None:
    book = sample_book()
    found = judge(book, TODAY).plan_states["P001"]
    states = {"P001": replace(found, proof=proof)}
    assert barrier_state("P001", book, states, TODAY) is state


def test_a_plan_of_which_nothing_is_known_is_unproven() -> None:
    assert barrier_state("P001", sample_book(), {}, TODAY) is BarrierState.UNPROVEN


def test_what_the_book_does_not_have_has_no_state() -> None:
    assert barrier_state("C999", sample_book(), {}, TODAY) is None


def test_only_what_is_there_and_has_not_failed_can_be_counted_on() -> None:
    assert set(BarrierState) - STANDING == {
        BarrierState.PLANNED,
        BarrierState.RETIRED,
        BarrierState.FAILED,
    }

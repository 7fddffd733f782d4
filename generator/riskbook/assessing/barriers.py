"""The barriers of a bow-tie: whether what is to stand between cause, event and consequence does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from riskbook.assessing.standing import PlanState, Proof
from riskbook.model.book import Book
from riskbook.model.records import Pathway, Risk
from riskbook.model.terms import ControlStatus


class BarrierState(Enum):
    """What a barrier is worth today: a control first, then a plan."""

    IN_FORCE = "in-force"
    PLANNED = "planned"
    RETIRED = "retired"
    PROVEN = "proven"
    UNPROVEN = "unproven"  # never exercised, exercised too long ago, or passed in part only
    FAILED = "failed"


STANDING = frozenset({BarrierState.IN_FORCE, BarrierState.PROVEN, BarrierState.UNPROVEN})
"""The states in which a barrier can be counted on, if not without a doubt."""


def barrier_state(
    key: str, book: Book, plan_states: Mapping[str, PlanState], today: date
) -> BarrierState | None:
    """The state of a control or plan by its id; None where the book has neither."""
    control = book.controls.get(key)
    if control is not None:
        if control.status is ControlStatus.RETIRED:
            return BarrierState.RETIRED
        begun = control.since is None or control.since <= today
        is_there = control.status is ControlStatus.IN_FORCE and begun
        return BarrierState.IN_FORCE if is_there else BarrierState.PLANNED
    if key not in book.plans:
        return None
    state = plan_states.get(key)
    match state.proof if state else Proof.UNPROVEN:
        case Proof.PROVEN:
            return BarrierState.PROVEN
        case Proof.FAILED:
            return BarrierState.FAILED
        case _:
            return BarrierState.UNPROVEN


def sides(risk: Risk) -> Iterator[tuple[str, tuple[Pathway, ...]]]:
    """The two sides of a bow-tie by the names of their fields."""
    yield "causes", risk.causes
    yield "consequences", risk.consequences

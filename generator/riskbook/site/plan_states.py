"""The two states of a plan in sentences: whether it is approved, whether it is proven."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.assessing.standing import Approval, PlanState, Proof
from riskbook.site.edition import Edition
from riskbook.site.signed import changed_parts


class State(NamedTuple):
    """Something to know of a record; ``amiss`` where somebody must act."""

    words: str
    amiss: bool


def plan_states(edition: Edition, plan: str) -> tuple[State, ...]:
    """Approval, then proof; none for a plan without a state."""
    state = edition.site.plan_states.get(plan)
    if state is None:
        return ()
    return (
        State(approval(edition, state), amiss=state.approval is not Approval.APPROVED),
        State(proof(edition, state), amiss=state.proof is not Proof.PROVEN),
    )


def is_well(edition: Edition, plan: str) -> bool:
    """Whether nobody has to act about a plan: it is approved and proven, or has no state."""
    state = edition.site.plan_states.get(plan)
    return state is None or (state.approval is Approval.APPROVED and state.proof is Proof.PROVEN)


def approval(edition: Edition, state: PlanState) -> str:
    """``Approved on 10 Sep 2026``, ``Changed since its approval on 10 Sep 2026: step S2``."""
    words = edition.words
    match state.approval:
        case Approval.DRAFT:
            return words.say("plan.draft")
        case Approval.APPROVED:
            day = state.approved_on
            return words.say("plan.approved", day=words.day(day) if day else "")
        case Approval.CHANGED:
            parts = changed_parts(edition, state.changed_since_approval)
            day = state.held.entry.date if state.held else state.approved_on
            return words.say("plan.changed", day=words.day(day) if day else "", parts=parts)
        case Approval.UNAUTHORISED:
            return words.say("plan.unauthorised")


def proof(edition: Edition, state: PlanState) -> str:
    """``Proven until 3 Mar 2027``, ``Unproven: never exercised``."""
    words = edition.words
    match state.proof:
        case Proof.PROVEN:
            day = state.proven_until
            return (
                words.say("plan.proven-until", day=words.day(day))
                if day
                else words.say("plan.proven")
            )
        case Proof.FAILED | Proof.PARTLY:
            day = state.exercised_on
            return words.say(f"plan.{state.proof.value}", day=words.day(day) if day else "")
        case Proof.STALE if state.changed_since_exercise:
            parts = changed_parts(edition, state.changed_since_exercise)
            day = state.exercised_on
            return words.say("plan.stale-changed", day=words.day(day) if day else "", parts=parts)
        case Proof.STALE:
            day = state.proven_until or state.exercised_on
            return words.say("plan.stale", day=words.day(day) if day else "")
        case Proof.UNPROVEN:
            return words.say("plan.unproven")

"""The two states of a plan: approved as it stands, and shown to work as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from riskbook.assessing.standing import Approval, PlanState, Proof, Stages
from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.model.records import Exercise, Plan, SignOff
from riskbook.model.terms import ExerciseResult, ExerciseType, SignOffKind, Status
from riskbook.reviewing.calendar import after
from riskbook.reviewing.content import changed_pointers, plan_digests

_BOUND = ("trigger/", "steps/")
"""Where the pointers begin that an approval or an exercise of a plan binds."""

_NOT_PASSED = {ExerciseResult.PARTLY: Proof.PARTLY, ExerciseResult.FAILED: Proof.FAILED}


def plan_states(
    book: Book, links: Links, levels: Mapping[str, Stages], today: date
) -> dict[str, PlanState]:
    """The state of every plan, by id. Entries dated after ``today`` do not count."""
    return {
        plan.id: _state(
            plan,
            [entry for entry in links.sign_offs_of.get(plan.id, ()) if entry.date <= today],
            [entry for entry in links.exercises_of.get(plan.id, ()) if entry.date <= today],
            today,
            _highest(book, links.risks_of_plan.get(plan.id, ()), levels),
        )
        for plan in book.plans.values()
    }


def _state(
    plan: Plan,
    sign_offs: Iterable[SignOff],
    exercises: Sequence[Exercise],
    today: date,
    level: int | None,
) -> PlanState:
    digests = plan_digests(plan)
    approval = _approval(sign_offs, digests)
    proof = _proof(plan, exercises, digests, today)
    return PlanState(
        plan=plan.id,
        approval=approval.state,
        approved_on=approval.day,
        changed_since_approval=approval.changed,
        proof=proof.state,
        exercised_on=proof.day,
        proven_until=proof.until,
        exercise_due=proof.due,
        changed_since_exercise=proof.changed,
        level=level,
    )


@dataclass(frozen=True, slots=True)
class _Approved:
    state: Approval
    day: date | None
    changed: tuple[str, ...]


def _approval(sign_offs: Iterable[SignOff], digests: Mapping[str, str]) -> _Approved:
    """By the last approval; one that records no content approves whatever stands there."""
    approvals = [entry for entry in sign_offs if entry.kind is SignOffKind.APPROVAL]
    if not approvals:
        return _Approved(Approval.DRAFT, None, ())
    last = approvals[-1]
    changed = _changed(last.content, digests)
    return _Approved(Approval.CHANGED if changed else Approval.APPROVED, last.date, changed)


@dataclass(frozen=True, slots=True)
class _Proved:
    state: Proof
    day: date | None
    until: date | None
    due: date | None
    changed: tuple[str, ...]


def _proof(
    plan: Plan, exercises: Iterable[Exercise], digests: Mapping[str, str], today: date
) -> _Proved:
    """By the last exercise that is more than a walk-through."""
    real = [entry for entry in exercises if entry.type is not ExerciseType.WALK_THROUGH]
    passed = [entry for entry in real if entry.result is ExerciseResult.PASSED]
    due = after(passed[-1].date, plan.exercise_every) if passed and plan.exercise_every else None
    if not real:
        return _Proved(Proof.UNPROVEN, None, None, due, ())
    last = real[-1]
    changed = _changed(last.proves, digests)
    if last.result is not ExerciseResult.PASSED:
        return _Proved(_NOT_PASSED[last.result], last.date, None, due, changed)
    if changed:
        return _Proved(Proof.STALE, last.date, None, due, changed)
    if due is not None and today > due:
        return _Proved(Proof.STALE, last.date, due, due, ())
    return _Proved(Proof.PROVEN, last.date, due, due, ())


def _changed(recorded: Iterable[tuple[str, str]], digests: Mapping[str, str]) -> tuple[str, ...]:
    bound = [(pointer, digest) for pointer, digest in recorded if pointer.startswith(_BOUND)]
    return changed_pointers(bound, digests) if bound else ()


def _highest(book: Book, risks: Iterable[str], levels: Mapping[str, Stages]) -> int | None:
    open_now = (risk for risk in risks if book.risks[risk].status is Status.OPEN)
    stages = (levels[risk] for risk in open_now if risk in levels)
    return max((stage.current.level for stage in stages if stage.current), default=None)

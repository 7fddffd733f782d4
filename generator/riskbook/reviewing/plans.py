"""The two states of a plan: approved as it stands, and shown to work as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from riskbook.assessing.standing import Held, PlanState, Proof, Stages
from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.model.records import Exercise, Plan
from riskbook.model.terms import ExerciseResult, ExerciseType, SignOffKind, Status
from riskbook.reviewing.authority import authorities_from, department_of, doubt_of
from riskbook.reviewing.calendar import after
from riskbook.reviewing.content import changed_pointers, plan_digests
from riskbook.reviewing.due import approval_state
from riskbook.reviewing.fingerprints import fingerprint
from riskbook.reviewing.holding import hold

_PROVED = ("trigger/", "steps/")
"""Where the pointers begin that an exercise of a plan binds."""

_NOT_PASSED = {ExerciseResult.PARTLY: Proof.PARTLY, ExerciseResult.FAILED: Proof.FAILED}


def plan_states(
    book: Book, links: Links, levels: Mapping[str, Stages], today: date
) -> dict[str, PlanState]:
    """The state of every plan, by id. Entries dated after ``today`` do not count."""
    return {
        plan.id: _state(
            book, plan, links, _highest(book, links.risks_of_plan.get(plan.id, ()), levels), today
        )
        for plan in book.plans.values()
    }


def _state(book: Book, plan: Plan, links: Links, level: int | None, today: date) -> PlanState:
    exercises = [entry for entry in links.exercises_of.get(plan.id, ()) if entry.date <= today]
    held = approval_of(book, plan, links, level, today)
    proof = _proof(plan, exercises, today)
    changed = held.changed if held is not None and held.doubt is None else ()
    return PlanState(
        plan=plan.id,
        approval=approval_state(held),
        approved_on=held.entry.date if held is not None and held.doubt is None else None,
        changed_since_approval=changed,
        proof=proof.state,
        exercised_on=proof.day,
        proven_until=proof.until,
        exercise_due=proof.due,
        changed_since_exercise=proof.changed,
        level=level,
        held=held,
        approval_due=bool(authorities_from(book.criteria, level)),
    )


def approval_of(
    book: Book, plan: Plan, links: Links, level: int | None, today: date
) -> Held | None:
    """The approval of a plan that counts at the level that binds it, or the last that does not."""
    approvals = [
        entry
        for entry in links.sign_offs_of.get(plan.id, ())
        if entry.kind is SignOffKind.APPROVAL and entry.date <= today
    ]
    if not approvals:
        return None
    risks = (book.risks[risk] for risk in links.risks_of_plan.get(plan.id, ()))
    departments = tuple(sorted({department_of(book, risk) for risk in risks}))
    authorities = authorities_from(book.criteria, level)
    return hold(
        approvals,
        lambda: fingerprint(plan, book, None),
        lambda entry: doubt_of(book.organization, authorities, entry, departments),
        paths_known=False,
    )


@dataclass(frozen=True, slots=True)
class _Proved:
    state: Proof
    day: date | None
    until: date | None
    due: date | None
    changed: tuple[str, ...]


def _proof(plan: Plan, exercises: Iterable[Exercise], today: date) -> _Proved:
    """By the last exercise that is more than a walk-through."""
    real = [entry for entry in exercises if entry.type is not ExerciseType.WALK_THROUGH]
    passed = [entry for entry in real if entry.result is ExerciseResult.PASSED]
    due = after(passed[-1].date, plan.exercise_every) if passed and plan.exercise_every else None
    if not real:
        return _Proved(Proof.UNPROVEN, None, None, due, ())
    last = real[-1]
    changed = _unproven(last.proves, plan)
    if last.result is not ExerciseResult.PASSED:
        return _Proved(_NOT_PASSED[last.result], last.date, None, due, changed)
    if changed:
        return _Proved(Proof.STALE, last.date, None, due, changed)
    if due is not None and today > due:
        return _Proved(Proof.STALE, last.date, due, due, ())
    return _Proved(Proof.PROVEN, last.date, due, due, ())


def _unproven(proves: Iterable[tuple[str, str]], plan: Plan) -> tuple[str, ...]:
    bound = [(pointer, digest) for pointer, digest in proves if pointer.startswith(_PROVED)]
    return changed_pointers(bound, plan_digests(plan)) if bound else ()


def _highest(book: Book, risks: Iterable[str], levels: Mapping[str, Stages]) -> int | None:
    open_now = (risk for risk in risks if book.risks[risk].status is Status.OPEN)
    stages = (levels[risk] for risk in open_now if risk in levels)
    return max((stage.current.level for stage in stages if stage.current), default=None)

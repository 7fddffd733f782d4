"""RB4xx: whether what must be done about a risk is planned, owned, dated, done and proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskbook.assessing.standing import PlanState, Proof
from riskbook.findings import Finding
from riskbook.model.records import Action, Exercise, ExerciseAction, Plan, Risk
from riskbook.model.terms import ActionStatus, ExerciseResult, ExerciseType, Status
from riskbook.rules.evidence import (
    Evidence,
    Place,
    Rule,
    fault,
    in_risk,
    level_of,
    living,
    open_risks,
)
from riskbook.wording import Fact, say


def strategy_missing(view: Evidence) -> Iterator[Finding]:
    """RB401: an open risk about which nobody has decided what to do."""
    for risk in open_risks(view.book):
        if risk.treatment.strategy is None:
            yield fault(
                "RB401",
                in_risk(risk, "treatment/strategy"),
                say("finding.RB401", risk=risk.id),
                say("hint.RB401"),
            )


def plan_missing(view: Evidence) -> Iterator[Finding]:
    """RB402: a current level that needs a contingency plan, and no plan is named."""
    for risk in open_risks(view.book):
        level = level_of(view, risk)
        if level and level.needs_plan and not risk.plan:
            yield fault(
                "RB402",
                in_risk(risk, "plan"),
                say("finding.RB402", risk=risk.id, level=level.name),
                say("hint.RB402"),
            )


def actions_missing(view: Evidence) -> Iterator[Finding]:
    """RB403: a current level that needs actions, and there is none, or only dropped ones."""
    for risk in open_risks(view.book):
        level = level_of(view, risk)
        actions = risk.treatment.actions
        if level is None or not level.needs_actions:
            continue
        if any(action.status is not ActionStatus.DROPPED for action in actions):
            continue
        facts: dict[str, Fact] = {"risk": risk.id, "level": level.name}
        yield fault(
            "RB403",
            in_risk(risk, "treatment/actions"),
            say("finding.RB403.dropped", **facts) if actions else say("finding.RB403", **facts),
            say("hint.RB403"),
        )


def plan_incomplete(view: Evidence) -> Iterator[Finding]:
    """RB404: a plan that does not say when it starts, who leads it, or what to do."""
    for plan in view.book.plans.values():
        if not plan.trigger:
            yield fault(
                "RB404",
                _in_plan(plan, "trigger"),
                say("finding.RB404.trigger", plan=plan.id),
                say("hint.RB404.trigger"),
            )
        if not plan.owner:
            yield fault(
                "RB404",
                _in_plan(plan, "owner"),
                say("finding.RB404.owner", plan=plan.id),
                say("hint.RB404.owner"),
            )
        if not plan.steps:
            yield fault(
                "RB404",
                _in_plan(plan, "steps"),
                say("finding.RB404.steps", plan=plan.id),
                say("hint.RB404.steps"),
            )


def action_incomplete(view: Evidence) -> Iterator[Finding]:
    """RB405: an open action that is nobody's, or that has no date."""
    for record, action in _open_actions(view):
        if not action.owner:
            yield fault(
                "RB405",
                _at(record, action, "owner"),
                say("finding.RB405.owner", action=action.id),
                say("hint.RB405.owner"),
            )
        if action.due is None:
            yield fault(
                "RB405",
                _at(record, action, "due"),
                say("finding.RB405.due", action=action.id),
                say("hint.RB405.due"),
            )


def action_overdue(view: Evidence) -> Iterator[Finding]:
    """RB406: an open action whose day has passed."""
    for record, action in _open_actions(view):
        if action.due is not None and action.due < view.today:
            late = (view.today - action.due).days
            yield fault(
                "RB406",
                _at(record, action, "due"),
                say("finding.RB406", action=action.id, due=action.due, count=late),
                say("hint.RB406"),
            )


def plan_unproven(view: Evidence) -> Iterator[Finding]:
    """RB407: a plan that an open risk needs at its level, and that no exercise proves today.

    A failed exercise with actions still open is for RB408. Nothing is said of a plan with a file
    that could not be read: it may be the exercise that proves it.
    """
    failing = {exercise.of for exercise in _failed_with_open_actions(view)} | view.book.unread
    for key, plan in view.book.plans.items():
        state = view.plan_states.get(key)
        if state is None or state.proof is Proof.PROVEN or key in failing:
            continue
        risks = tuple(_needing(view, key))
        if risks:
            yield _unproven(plan, state, risks)


def exercise_failed(view: Evidence) -> Iterator[Finding]:
    """RB408: a failed exercise, none passed since, whose actions are not done."""
    for exercise in _failed_with_open_actions(view):
        left = tuple(each.id for each in exercise.actions if each.status is ActionStatus.OPEN)
        yield fault(
            "RB408",
            Place(exercise.source.path, exercise.of, "result"),
            say(
                "finding.RB408",
                plan=exercise.of,
                date=exercise.date,
                actions=left,
                count=len(left),
            ),
            say("hint.RB408", plan=exercise.of),
        )


def target_date_passed(view: Evidence) -> Iterator[Finding]:
    """RB409: the day of the target has passed, and the current assessment is still above it."""
    for risk in living(view.book):
        current, target = risk.assessment.current, risk.assessment.target
        if not current or not target or target.due is None or target.due >= view.today:
            continue
        goal = dict(target.impact)
        above = current.likelihood > target.likelihood or any(
            value > goal.get(key, value) for key, value in current.impact
        )
        if above:
            late = (view.today - target.due).days
            yield fault(
                "RB409",
                in_risk(risk, "assessment/target/due"),
                say("finding.RB409", risk=risk.id, due=target.due, count=late),
                say("hint.RB409"),
            )


def deputy_is_owner(view: Evidence) -> Iterator[Finding]:
    """RB410: a plan that nobody leads when its owner is away."""
    for plan in view.book.plans.values():
        if plan.deputy and plan.deputy == plan.owner:
            yield fault(
                "RB410",
                _in_plan(plan, "deputy"),
                say("finding.RB410", plan=plan.id),
                say("hint.RB410"),
            )


RULES: tuple[Rule, ...] = (
    ("RB401", strategy_missing),
    ("RB402", plan_missing),
    ("RB403", actions_missing),
    ("RB404", plan_incomplete),
    ("RB405", action_incomplete),
    ("RB406", action_overdue),
    ("RB407", plan_unproven),
    ("RB408", exercise_failed),
    ("RB409", target_date_passed),
    ("RB410", deputy_is_owner),
)


def _open_actions(
    view: Evidence,
) -> Iterator[tuple[Risk | Exercise, Action | ExerciseAction]]:
    """The open actions of open risks and of exercises, each with what it belongs to."""
    for risk in open_risks(view.book):
        for action in risk.treatment.actions:
            if action.status is ActionStatus.OPEN:
                yield risk, action
    for exercise in view.book.exercises:
        for found in exercise.actions:
            if found.status is ActionStatus.OPEN:
                yield exercise, found


def _at(record: Risk | Exercise, action: Action | ExerciseAction, part: str) -> Place:
    """A part of an action."""
    if isinstance(record, Risk):
        return in_risk(record, f"treatment/actions/{action.id}/{part}")
    return Place(record.source.path, record.of, f"actions/{action.id}/{part}")


def _needing(view: Evidence, plan: str) -> Iterator[str]:
    """The open risks that name the plan and need one at their current level."""
    for key in view.links.risks_of_plan.get(plan, ()):
        risk = view.book.risks[key]
        level = level_of(view, risk) if risk.status is Status.OPEN else None
        if level and level.needs_plan:
            yield key


def _unproven(plan: Plan, state: PlanState, risks: tuple[str, ...]) -> Finding:
    facts: dict[str, Fact] = {"plan": plan.id, "risks": risks}
    changed = state.changed_since_exercise
    if state.proof is Proof.UNPROVEN:
        message = say("finding.RB407", **facts)
    elif state.proof is Proof.FAILED and state.exercised_on:
        message = say("finding.RB407.failed", **facts, day=state.exercised_on)
    elif state.proof is Proof.PARTLY and state.exercised_on:
        message = say("finding.RB407.partly", **facts, day=state.exercised_on)
    elif changed:
        message = say("finding.RB407.changed", **facts, pointers=changed, count=len(changed))
    elif state.proven_until:
        message = say("finding.RB407.expired", **facts, until=state.proven_until)
    else:
        message = say("finding.RB407.stale", **facts)
    return fault("RB407", _in_plan(plan, "id"), message, say("hint.RB407", plan=plan.id))


def _failed_with_open_actions(view: Evidence) -> Iterator[Exercise]:
    for exercises in view.links.exercises_of.values():
        yield from _unmended(each for each in exercises if each.date <= view.today)


def _unmended(exercises: Iterable[Exercise]) -> Iterator[Exercise]:
    """Of one plan's exercises, oldest first, the failed ones after the last passed one."""
    failed: list[Exercise] = []
    for exercise in exercises:
        proves = exercise.type is not ExerciseType.WALK_THROUGH
        if exercise.result is ExerciseResult.PASSED and proves:
            failed = []
        elif exercise.result is ExerciseResult.FAILED:
            failed.append(exercise)
    for exercise in failed:
        if any(action.status is ActionStatus.OPEN for action in exercise.actions):
            yield exercise


def _in_plan(plan: Plan, pointer: str) -> Place:
    return Place(plan.source.path, plan.id, pointer)

"""What each person or role answers for: whoever a record names has a page of their own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riskbook.model.records import Action, Exercise, ExerciseAction, Plan, Risk
from riskbook.model.terms import ActionStatus, Status
from riskbook.site.edition import Edition
from riskbook.site.views.register import waiting


@dataclass(frozen=True, slots=True)
class Measure:
    """An open action of an open risk."""

    risk: Risk
    action: Action

    @property
    def name(self) -> str:
        """Tells it from every other action."""
        return f"{self.risk.id} {self.action.id}"


@dataclass(frozen=True, slots=True)
class Lesson:
    """An open action of an exercise."""

    exercise: Exercise
    action: ExerciseAction

    @property
    def name(self) -> str:
        """Tells it from every other action."""
        return f"{self.exercise.of} {self.exercise.date} {self.action.id}"


Task = Measure | Lesson


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody is in a plan. ``steps`` are the ids of the steps that they take."""

    owner: bool
    deputy: bool
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """What one person or role answers for; open risks are in :mod:`riskbook.site.groups`.

    ``tasks`` are by date, the undated last; the others by id.
    """

    drafts: tuple[str, ...]
    tasks: tuple[Task, ...]
    plans: tuple[tuple[str, Part], ...]
    controls: tuple[str, ...]
    processes: tuple[str, ...]


def duties(edition: Edition) -> Mapping[str, Duties]:
    """The duties of all whom a record names, by key, of those that the organisation knows."""
    drafts, tasks = defaultdict[str, list[str]](list), defaultdict[str, list[Task]](list)
    plans = defaultdict[str, list[tuple[str, Part]]](list)
    controls, processes = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    named = {risk.owner for risk in edition.risks.values()}
    for risk in edition.risks.values():
        if risk.status is Status.DRAFT:
            drafts[risk.owner].append(risk.id)
        named.update(action.owner for action in risk.treatment.actions)
        for action in waiting(risk):
            tasks[action.owner].append(Measure(risk, action))
    for exercise in edition.site.book.exercises:
        named.update(item.owner for item in exercise.actions)
        for item in exercise.actions:
            if item.status is ActionStatus.OPEN and exercise.of in edition.plans:
                tasks[item.owner].append(Lesson(exercise, item))
    for plan in edition.plans.values():
        for key, part in _parts(plan):
            plans[key].append((plan.id, part))
    for control in edition.controls.values():
        controls[control.owner].append(control.id)
    for process in edition.site.book.processes.values():
        processes[process.owner].append(process.id)
    named.update(plans, controls, processes)
    return {
        key: Duties(
            tuple(drafts[key]),
            tuple(sorted(tasks[key], key=_by_date)),
            tuple(plans[key]),
            tuple(controls[key]),
            tuple(processes[key]),
        )
        for key in sorted(named)
        if key in edition.names.holders
    }


def _by_date(task: Task) -> tuple[dt.date, str]:
    return (task.action.due or dt.date.max, task.name)


def _parts(plan: Plan) -> Iterator[tuple[str, Part]]:
    for key in dict.fromkeys((plan.owner, plan.deputy, *(step.who for step in plan.steps))):
        steps = tuple(step.id for step in plan.steps if step.who == key)
        if key:
            yield key, Part(key == plan.owner, key == plan.deputy, steps)

"""What each person or role answers for: whoever a record names has a page of their own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from riskbook.model.records import Action, Exercise, ExerciseAction, Plan, Risk
from riskbook.model.terms import ActionStatus, Status
from riskbook.reviewing import reminders
from riskbook.site.edition import Edition


class Measure(NamedTuple):
    """An open action of an open risk."""

    risk: Risk
    action: Action

    @property
    def name(self) -> str:
        """Tells it from every other action."""
        return f"{self.risk.id} {self.action.id}"

    @property
    def order(self) -> tuple[str, ...]:
        """Its name as it is sorted."""
        return (self.risk.id, self.action.id)


class Lesson(NamedTuple):
    """An open action of an exercise."""

    exercise: Exercise
    action: ExerciseAction

    @property
    def name(self) -> str:
        """Tells it from every other action."""
        return f"{self.exercise.of} {self.exercise.date} {self.action.id}"

    @property
    def order(self) -> tuple[str, ...]:
        """Its name as it is sorted."""
        return (self.exercise.of, self.exercise.date.isoformat(), self.action.id)


Task = Measure | Lesson


class Part(NamedTuple):
    """What somebody is in a plan. ``steps`` are the ids of the steps that they take."""

    owner: bool
    deputy: bool
    steps: tuple[str, ...]


class Duties(NamedTuple):
    """What one person or role answers for; open risks are in :mod:`riskbook.site.groups`.

    ``owed`` is what waits for them now or falls due soon, the most pressing first; ``tasks`` are by
    date, the undated last; the others by id.
    """

    owed: tuple[reminders.Duty, ...]

    drafts: tuple[str, ...]
    tasks: tuple[Task, ...]
    plans: tuple[tuple[str, Part], ...]
    controls: tuple[str, ...]
    processes: tuple[str, ...]


def duties(edition: Edition) -> Mapping[str, Duties]:
    """The duties of all whom a record names, by key, of those that the organisation knows."""
    drafts: dict[str, list[str]] = defaultdict(list)
    controls: dict[str, list[str]] = defaultdict(list)
    processes: dict[str, list[str]] = defaultdict(list)
    plans: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    owed: dict[str, list[reminders.Duty]] = defaultdict(list)
    tasks = _tasks(edition)
    for duty in edition.agenda.soon:
        owed[duty.owner].append(duty)
    for risk in edition.risks.values():
        if risk.status is Status.DRAFT:
            drafts[risk.owner].append(risk.id)
    for plan in edition.plans.values():
        for key, part in _parts(plan):
            plans[key].append((plan.id, part))
    for control in edition.controls.values():
        controls[control.owner].append(control.id)
    for process in edition.site.book.processes.values():
        processes[process.owner].append(process.id)
    owners = {risk.owner for risk in edition.risks.values()}
    return {
        key: Duties(
            tuple(owed[key]),
            tuple(drafts[key]),
            tuple(tasks.get(key, ())),
            tuple(plans[key]),
            tuple(controls[key]),
            tuple(processes[key]),
        )
        for key in sorted({*owners, *tasks, *plans, *controls, *processes})
        if key in edition.names.holders
    }


def open_tasks(edition: Edition) -> tuple[Task, ...]:
    """All open actions of open risks and of exercises, by date, the undated last."""
    by_day: dict[dt.date, list[Task]] = defaultdict(list)
    for key, todo in edition.waiting.items():
        risk = edition.risks[key]
        for action in todo:
            by_day[action.due or dt.date.max].append(Measure(risk, action))
    for exercise in edition.site.book.exercises:
        for item in exercise.actions:
            if item.status is ActionStatus.OPEN and exercise.of in edition.plans:
                by_day[item.due or dt.date.max].append(Lesson(exercise, item))
    for theirs in by_day.values():
        theirs.sort(key=_order)
    return tuple(chain.from_iterable(theirs for _, theirs in sorted(by_day.items())))


def _tasks(edition: Edition) -> Mapping[str, list[Task]]:
    """The open actions of everybody who has one, open or not, by date."""
    found: dict[str, list[Task]] = defaultdict(list)
    for risk in edition.risks.values():
        for action in risk.treatment.actions:
            found[action.owner]  # named, and so with a page, even when all is done
    for exercise in edition.site.book.exercises:
        for item in exercise.actions:
            found[item.owner]
    for task in open_tasks(edition):
        found[task.action.owner].append(task)
    return found


def _order(task: Task) -> tuple[str, ...]:
    return task.order


def _parts(plan: Plan) -> Iterator[tuple[str, Part]]:
    for key in dict.fromkeys((plan.owner, plan.deputy, *(step.who for step in plan.steps))):
        steps = tuple(step.id for step in plan.steps if step.who == key)
        if key:
            yield key, Part(key == plan.owner, key == plan.deputy, steps)

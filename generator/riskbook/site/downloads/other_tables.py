"""Actions and plans as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskbook.model.records import Exercise, ExerciseAction
from riskbook.model.terms import ActionStatus
from riskbook.site.downloads.table import Column, Form, Table, Value
from riskbook.site.edition import Edition
from riskbook.site.plan_states import approval, proof
from riskbook.site.views.register import plain

ACTIONS = (
    ("record", Form.ID),
    ("of", Form.PROSE),
    ("level", Form.LEVEL),
    ("action", Form.ID),
    ("what", Form.PROSE),
    ("actor", Form.TEXT),
    ("due", Form.DATE),
    ("action-status", Form.TEXT),
    ("cost", Form.AMOUNT),
)
"""Keys and forms of the columns of actions."""

PLANS = (
    ("plan", Form.ID),
    ("title", Form.PROSE),
    ("level", Form.LEVEL),
    ("owner", Form.TEXT),
    ("deputy", Form.TEXT),
    ("plan-approval", Form.PROSE),
    ("proof", Form.PROSE),
    ("exercised", Form.DATE),
    ("exercise-due", Form.DATE),
    ("trigger", Form.PROSE),
    ("steps", Form.COUNT),
    ("cost", Form.AMOUNT),
    ("risks", Form.PROSE),
)
"""Keys and forms of the columns of plans."""


def action_columns(edition: Edition) -> tuple[Column, ...]:
    """The columns of the actions."""
    return _columns(edition, ACTIONS)


def plan_table(edition: Edition) -> Table:
    """Every plan with its two states, by id."""
    return Table(_columns(edition, PLANS), list(_plans(edition)))


def lessons(edition: Edition) -> Iterator[tuple[Exercise, ExerciseAction]]:
    """What exercises of published plans found must be done, by plan and day."""

    def order(exercise: Exercise) -> tuple[str, str, str]:
        return (exercise.of, exercise.date.isoformat(), exercise.source.path)

    for exercise in sorted(edition.site.book.exercises, key=order):
        for action in exercise.actions if exercise.of in edition.plans else ():
            yield exercise, action


def _columns(edition: Edition, columns: Iterable[tuple[str, Form]]) -> tuple[Column, ...]:
    say = edition.words.say
    return tuple(Column(key, say(f"downloads.column.{key}"), form) for key, form in columns)


def measure_rows(edition: Edition, keys: Iterable[str]) -> Iterator[list[tuple[Value, ...]]]:
    """The rows of the actions of each of some risks."""
    statuses, owners = _statuses(edition), _owners(edition)
    for key in keys:
        risk = edition.risks[key]
        current = edition.stages(key).current
        level = current.level if current else None
        yield [
            (
                key,
                risk.title,
                level,
                action.id,
                action.what,
                owners.get(action.owner, action.owner) or None,
                action.due,
                statuses[action.status],
                action.cost,
            )
            for action in risk.treatment.actions
        ]


def lesson_rows(edition: Edition) -> Iterator[tuple[Value, ...]]:
    """The rows of what exercises found must be done."""
    statuses, owners = _statuses(edition), _owners(edition)
    for exercise, action in lessons(edition):
        yield (
            exercise.of,
            edition.plans[exercise.of].title,
            edition.site.plan_states[exercise.of].level,
            action.id,
            edition.words.plain(action.what),
            owners.get(action.owner, action.owner) or None,
            action.due,
            statuses[action.status],
            None,
        )


def _plans(edition: Edition) -> Iterator[tuple[Value, ...]]:
    owners, risks_of = _owners(edition), edition.site.links.risks_of_plan
    for key, plan in edition.plans.items():
        state = edition.site.plan_states[key]
        yield (
            key,
            plan.title,
            state.level,
            owners.get(plan.owner, plan.owner) or None,
            owners.get(plan.deputy, plan.deputy) or None,
            approval(edition, state),
            proof(edition, state),
            state.exercised_on,
            state.exercise_due,
            "\n".join(trigger.when for trigger in plan.trigger if trigger.when) or None,
            len(plan.steps),
            plan.cost,
            ", ".join(key for key in risks_of.get(key, ()) if key in edition.risks) or None,
        )


def _statuses(edition: Edition) -> dict[ActionStatus, str]:
    return {status: edition.words.named("action", status) for status in ActionStatus}


def _owners(edition: Edition) -> dict[str, str]:
    return {key: plain(name) for key, name in edition.names.holders.items()}

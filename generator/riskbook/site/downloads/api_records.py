"""Plans, controls and actions of the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from riskbook.site.downloads.api_json import SEPARATOR, Tongues, encoded, key, keys, number, quoted
from riskbook.site.downloads.other_tables import lessons
from riskbook.site.edition import Edition
from riskbook.site.lines import Lines


def plan_lines(edition: Edition, tongues: Tongues) -> Iterator[str]:
    """Every plan and its two states, by id."""
    site, days = edition.site, tongues.days
    levels, risks_of = site.book.criteria.levels, site.links.risks_of_plan
    for plan_id, plan in site.book.plans.items():
        state = site.plan_states[plan_id]
        yield (
            f'{{"id":{quoted(plan_id)},"title":{tongues.of(plan, "title", plan.title)},'
            f'"page":{quoted(f"plans/{plan_id}.html")},'
            f'"owner":{key(plan.owner)},"deputy":{key(plan.deputy)},'
            f'"level":{"null" if state.level is None else quoted(levels[state.level].key)},'
            f'"approval":{{"state":"{state.approval.value}","on":{days[state.approved_on]}}},'
            f'"proof":{{"state":"{state.proof.value}","on":{days[state.exercised_on]},'
            f'"until":{days[state.proven_until]},"due":{days[state.exercise_due]}}},'
            f'"steps":{len(plan.steps)},"cost":{number(plan.cost)},'
            f'"risks":{keys(risks_of.get(plan_id, ()))}}}'
        )


def control_lines(edition: Edition, tongues: Tongues) -> Iterator[str]:
    """Every control, by id."""
    site, days = edition.site, tongues.days
    for control_id, control in site.book.controls.items():
        yield (
            f'{{"id":{quoted(control_id)},'
            f'"title":{tongues.of(control, "title", control.title)},'
            f'"page":{quoted(f"controls/{control_id}.html")},"owner":{key(control.owner)},'
            f'"kind":"{control.kind.value}","status":"{control.status.value}",'
            f'"since":{days[control.since]},"last_tested":{days[control.last_tested]},'
            f'"risks":{keys(site.links.risks_of_control.get(control_id, ()))}}}'
        )


def action_lines(edition: Edition, tongues: Tongues, lines: Lines) -> Iterator[bytes]:
    """Every action, done or not, before a separator.

    Those of risks come in the order of the register, then those of exercises.
    """
    make = partial(_measures, edition, tongues)
    for _, (actions,) in lines.runs("actions.json", edition.runs.all, make):
        yield actions
    for lesson in _lessons(edition, tongues):
        yield f"{lesson}{SEPARATOR}".encode()


def _measures(edition: Edition, tongues: Tongues, ids: Iterable[str]) -> Iterator[tuple[bytes]]:
    """The actions of each of some risks, each before a separator."""
    risks, days = edition.site.book.risks, tongues.days
    for risk_id in ids:
        risk = risks[risk_id]
        of, actions = quoted(risk_id), []
        for action in risk.treatment.actions:
            what = tongues.of(risk, f"treatment/actions/{action.id}/what", action.what)
            actions.append(
                f'{{"of":{of},"id":{quoted(action.id)},"what":{what},'
                f'"owner":{key(action.owner)},"due":{days[action.due]},'
                f'"status":"{action.status.value}","cost":{number(action.cost)},"exercise":null}}'
                f"{SEPARATOR}"
            )
        yield ("".join(actions).encode(),)


def _lessons(edition: Edition, tongues: Tongues) -> Iterator[str]:
    days = tongues.days
    for exercise, action in lessons(edition):
        yield (
            f'{{"of":{quoted(exercise.of)},"id":{quoted(action.id)},'
            f'"what":{encoded(tongues.text(action.what))},'
            f'"owner":{key(action.owner)},"due":{days[action.due]},'
            f'"status":"{action.status.value}","cost":null,"exercise":{days[exercise.date]}}}'
        )

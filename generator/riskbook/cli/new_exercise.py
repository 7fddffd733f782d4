"""riskbook new exercise: the record of an exercise of a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.new_desk import (
    PROSE,
    Sitting,
    desk_options,
    judge_with,
    own_options,
    put_down,
    question,
    report,
    several_option,
    shared_options,
    sit_down_to_exercise,
)
from riskbook.cli.new_measures import measures

if TYPE_CHECKING:
    from riskbook.authoring.drafts import NewExercise
    from riskbook.model.records import Plan

_OPTIONS = (
    ("type", "WORD", "walk-through, tabletop, call-tree, functional, simulation or full-scale."),
    ("date", "DATE", "The day of the exercise.  [default: today]"),
    ("scenario", "TEXT", "What was assumed to have happened."),
    ("participants", "KEYS", "People and roles who took part, with commas between them."),
    ("result", "WORD", "passed, partly or failed."),
)


@click.command()
@click.argument("plan", metavar="PLAN")
@shared_options("language")
@own_options(_OPTIONS)
@several_option("finding", "TEXT", "One thing that was learned")
@several_option("action", "WHAT OWNER DUE", "What must be done, who sees to it, and by when")
@desk_options
def exercise(plan: str, **given: Any) -> None:
    """Record an exercise of the plan PLAN. On a terminal it asks for what no option gave.

    An exercise that was passed gets the digests of the triggers and steps that it proves.
    """
    from riskbook.authoring.file_names import exercise_path
    from riskbook.authoring.remaining import proof, to_do
    from riskbook.authoring.yaml_sheets import exercise_sheet

    sitting, made = sit_down_to_exercise(given, plan, _asked)
    paths = {entry.path for entry in sitting.desk.tree.entries()}
    path = exercise_path(sitting.register, made.of, made.date, made.type, paths)
    content = exercise_sheet(made, sitting.comments_in(made.language))
    judged, findings = judge_with(sitting, path, content)
    put_down(sitting, path, content)
    written = next(each for each in judged.book.exercises if each.source.path == path)
    report(sitting, proof(written, judged.plan_states[made.of]), to_do(findings))


def _asked(sitting: Sitting, plan: Plan) -> NewExercise:
    from riskbook.authoring import choices
    from riskbook.authoring.answers import many_of, past_day
    from riskbook.authoring.drafts import NewExercise
    from riskbook.authoring.remaining import proven_by
    from riskbook.reading.placing import Kind

    speaks, today = sitting.words.language, sitting.judged.today
    people = choices.owners(sitting.book, None, speaks)
    held = sitting.put("date", past_day(today), "exercise-date", default=today.isoformat())
    kind = sitting.choose("type", choices.enumerated(Kind.EXERCISE, "type", sitting.words))
    scenario = sitting.text("scenario")
    present = sitting.put("participants", many_of(people), choices=people)
    result = sitting.choose("result", choices.enumerated(Kind.EXERCISE, "result", sitting.words))
    findings = _findings(sitting)
    actions = measures(sitting, people, plan.owner, "exercise-action")
    return NewExercise(
        of=plan.id,
        language=sitting.language(),
        date=held,
        type=kind,
        scenario=scenario,
        participants=tuple(present.split()),
        result=result,
        findings=findings,
        actions=actions,
        proves=proven_by(plan, kind, result),
    )


def _findings(sitting: Sitting) -> tuple[str, ...]:
    from riskbook.authoring.answers import text
    from riskbook.authoring.questions import NONE
    from riskbook.wording import say

    room = sitting.room
    asked = question(sitting.words, "finding", "finding", text(PROSE), skip=NONE)
    found = [answer(room, asked, said) for said in sitting.option("finding")]
    if found or not room.more():
        return tuple(found)
    while said := room.ask(asked):
        found.append(said)
        asked = replace(asked, label=say("authoring.ask.finding-next"))
    return tuple(found)

"""riskbook new plan: a contingency plan from answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.new_desk import (
    PROSE,
    Sitting,
    desk_options,
    file_words,
    judge_with,
    new_id,
    own_options,
    put_down,
    question,
    report,
    several_option,
    shared_options,
    sit_down,
)

if TYPE_CHECKING:
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.drafts import NewPlan, Starter, Task

_OPTIONS = (
    ("deputy", "KEY", "Who leads when the owner cannot be reached."),
    ("stop-when", "TEXT", "When the emergency is over."),
    ("exercise-every", "PERIOD", 'How often it is exercised.  [default: "6 months"]'),
)


@click.command()
@shared_options("register", "language", "id", "title", "slug", "owner")
@own_options(_OPTIONS)
@several_option("trigger", "WHEN SEEN-BY", "What starts the plan, and who or what notices")
@several_option("step", "DO WHO WITHIN", "What to do, who does it, and how soon")
@desk_options
def plan(**given: Any) -> None:
    """Write a new contingency plan. On a terminal it asks for what no option gave."""
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.remaining import to_do, translations
    from riskbook.authoring.sheets import plan_sheet
    from riskbook.reading.placing import Kind
    from riskbook.wording import say

    sitting, (made, words) = sit_down(given, _asked)
    path = path_of(Kind.PLAN, sitting.register, made.id, words)
    content = plan_sheet(made, sitting.comments_in(made.language))
    judged, findings = judge_with(sitting, path, content)
    put_down(sitting, path, content)
    asked = to_do(findings)
    if asked:
        report(sitting, say("authoring.plan.unfinished", id=made.id), asked)
    language = judged.book.plans[made.id].language
    items = translations(made.id, language, judged.book)
    link, exercise = (
        say("authoring.plan.link", id=made.id),
        say("authoring.plan.exercise", id=made.id),
    )
    report(sitting, say("authoring.then"), (link, say("authoring.todo.check"), exercise, *items))


def _asked(sitting: Sitting) -> tuple[NewPlan, str]:
    """The plan, and the words of its file's name."""
    from riskbook.authoring import choices
    from riskbook.authoring.answers import period
    from riskbook.authoring.drafts import NewPlan
    from riskbook.authoring.questions import LATER, NONE
    from riskbook.reading.placing import Kind

    identity = new_id(sitting, Kind.PLAN)
    title = sitting.text("title", "plan-title")
    people = choices.owners(sitting.book, None, sitting.words.language)
    owner = sitting.person("owner", people, "plan-owner")
    others = tuple(each for each in people if each.key != owner)
    made = NewPlan(
        id=identity,
        title=title,
        owner=owner,
        deputy=sitting.person("deputy", others, skip=NONE),
        triggers=_triggers(sitting),
        steps=_steps(sitting, people, owner),
        stop_when=sitting.text("stop-when", skip=LATER),
        exercise_every=sitting.put("exercise-every", period, default="6 months"),
        language=sitting.language(),
    )
    return made, file_words(sitting, title)


def _triggers(sitting: Sitting) -> tuple[Starter, ...]:
    from riskbook.authoring.answers import text
    from riskbook.authoring.drafts import Starter
    from riskbook.authoring.questions import LATER, NONE
    from riskbook.wording import say

    room, words = sitting.room, sitting.words
    when = question(words, "trigger", "trigger", text(PROSE), skip=LATER)
    seen = question(words, "trigger", "trigger-seen", text(PROSE), skip=NONE)
    found = [
        Starter(answer(room, when, said), answer(room, seen, by))
        for said, by in sitting.option("trigger")
    ]
    if found or not room.more():
        return tuple(found)
    while said := room.ask(when):
        found.append(Starter(said, room.ask(seen)))
        when = replace(when, label=say("authoring.ask.trigger-next"), skip=NONE)
    return tuple(found)


def _steps(sitting: Sitting, people: tuple[Choice, ...], owner: str) -> tuple[Task, ...]:
    from riskbook.authoring.answers import duration, key_of, person_of, text
    from riskbook.authoring.drafts import Task
    from riskbook.authoring.questions import LATER, NONE
    from riskbook.wording import say

    room, words = sitting.room, sitting.words
    do = question(words, "step", "step", text(PROSE), skip=LATER)
    who = question(
        words, "step", "step-who", person_of(people), choices=people, default=owner,
        judge_option=key_of(people),
    )  # fmt: skip
    within = question(words, "step", "step-within", duration, skip=NONE)
    found = [
        Task(answer(room, do, said), answer(room, who, by), answer(room, within, soon))
        for said, by, soon in sitting.option("step")
    ]
    if found or not room.more():
        return tuple(found)
    while said := room.ask(do):
        found.append(Task(said, room.ask(who), room.ask(within)))
        do = replace(do, label=say("authoring.ask.step-next"), skip=NONE)
    return tuple(found)

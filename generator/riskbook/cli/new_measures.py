"""The measures of a risk or an exercise: what is to be done, who sees to it, and by when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from riskbook.cli.asking import answer
from riskbook.cli.new_desk import PROSE, Sitting, question

if TYPE_CHECKING:
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.drafts import Measure
    from riskbook.authoring.questions import Question


def measures(
    sitting: Sitting,
    people: tuple[Choice, ...],
    owner: str,
    words_of: str = "action",
    cost: Question | None = None,
) -> tuple[Measure, ...]:
    """The actions that options gave or, without any, those that a person names.

    A measure that has no date yet is none: a person who names one without is told that it is
    left out.
    """
    from riskbook.authoring.answers import day, key_of, person_of, text
    from riskbook.authoring.drafts import Measure
    from riskbook.authoring.questions import DROP, LATER, NONE
    from riskbook.wording import say

    room, words = sitting.room, sitting.words
    what = question(words, "action", words_of, text(PROSE), skip=LATER)
    whose = question(
        words, "action", "action-owner", person_of(people), choices=people, default=owner,
        judge_option=key_of(people),
    )  # fmt: skip
    due = question(words, "action", "action-due", day(sitting.judged.today))
    found = [
        Measure(answer(room, what, said), answer(room, whose, by), answer(room, due, when))
        for said, by, when in sitting.option("action")
    ]
    if found or not room.more():
        return tuple(found)
    due = replace(due, skip=DROP)
    while named := room.ask(what):
        by, when = room.ask(whose), room.ask(due)
        if when:
            found.append(Measure(named, by, when, room.ask(cost) if cost else ""))
        else:
            room.tell(say("authoring.dropped", what=named))
        what = replace(what, label=say(f"authoring.ask.{words_of}-next"), skip=NONE)
    return tuple(found)


def cost_question(sitting: Sitting) -> Question:
    """What a measure costs: nothing, or an amount in the book's currency."""
    from riskbook.authoring.answers import amount
    from riskbook.authoring.questions import LATER
    from riskbook.cli.new_desk import currency_name

    facts = {"currency": currency_name(sitting)}
    judge = amount(sitting.book.settings.currency)
    return question(sitting.words, "action", "action-cost", judge, facts=facts, skip=LATER)

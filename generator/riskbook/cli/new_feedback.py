"""riskbook new feedback: a survey, an interview, complaints put on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.new_desk import (
    PROSE,
    TITLE,
    Sitting,
    desk_options,
    judge_with,
    own_options,
    put_down,
    question,
    report,
    several_option,
    shared_options,
    sit_down,
)
from riskbook.cli.new_key import new_key

if TYPE_CHECKING:
    from riskbook.authoring.feedback_sheet import NewFeedback

_OPTIONS = (
    ("channel", "WORD", "survey, interview, complaint, meeting or comment."),
    ("date", "DATE", "The day on which it was put together.  [default: today]"),
    ("service", "KEY", "The service that was asked about, where it is one."),
    ("scale", "ENDS", "The ends of the scale of the ratings, such as 1-5."),
)


@click.command()
@shared_options("register", "language", "id", "title")
@own_options(_OPTIONS)
@several_option("answer", "RESPONDENT TEXT", "The part of a respondent, and what was said")
@desk_options
def feedback(**given: Any) -> None:
    """Put feedback on record. On a terminal it asks for what no option gave.

    Its ID is the file's name. Respondents are described by their part, never by name.
    """
    from riskbook.authoring.feedback_sheet import feedback_sheet
    from riskbook.authoring.file_names import path_of
    from riskbook.reading.placing import Kind
    from riskbook.wording import say

    sitting, made = sit_down(given, _asked)
    path = path_of(Kind.FEEDBACK, sitting.register, made.id, "")
    content = feedback_sheet(made, sitting.comments_in(made.language))
    judge_with(sitting, path, content)
    put_down(sitting, path, content)
    items = (
        say("authoring.feedback.answers"),
        say("authoring.feedback.risk", feedback=made.id),
        say("authoring.todo.check"),
    )
    report(sitting, say("authoring.then"), items)


def _asked(sitting: Sitting) -> NewFeedback:
    from riskbook.authoring import choices
    from riskbook.authoring.answers import past_day
    from riskbook.authoring.feedback_sheet import NewFeedback, scale_ends
    from riskbook.authoring.questions import NONE, NOT_HERE
    from riskbook.reading.placing import Kind

    book, speaks, today = sitting.book, sitting.words.language, sitting.judged.today
    channels = choices.enumerated(Kind.FEEDBACK, "channel", sitting.words)
    services = choices.services(book, sitting.register, speaks)
    title = sitting.text("title", "feedback-title")
    identity = new_key(sitting, title, "feedback-id")
    channel = sitting.choose("channel", channels, "feedback-channel")
    day = sitting.put("date", past_day(today), "feedback-date", default=today.isoformat())
    service = sitting.choose("service", services, "feedback-service", skip=NOT_HERE)
    lowest, _, highest = sitting.put("scale", scale_ends, "feedback-scale", skip=NONE).partition(
        " "
    )
    return NewFeedback(
        id=identity,
        language=sitting.language(),
        title=title,
        channel=channel,
        date=day,
        service=service,
        scale=(lowest, highest),
        answers=_answers(sitting),
    )


def _answers(sitting: Sitting) -> tuple[tuple[str, str], ...]:
    """Who said what: by options, else as a person tells it."""
    from riskbook.authoring.answers import text
    from riskbook.authoring.questions import DONE, DROP

    room, words = sitting.room, sitting.words
    who = question(words, "answer", "feedback-respondent", text(TITLE), skip=DONE)
    what = question(words, "answer", "feedback-answer", text(PROSE), skip=DROP)
    found = [
        (answer(room, who, by), answer(room, what, said)) for by, said in sitting.option("answer")
    ]
    if found or not room.more():
        return tuple(found)
    while by := room.ask(who):
        if said := room.ask(what):
            found.append((by, said))
    return tuple(found)

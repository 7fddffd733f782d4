"""riskbook new control: a control from answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.new_desk import (
    Sitting,
    desk_options,
    file_words,
    judge_with,
    new_id,
    own_options,
    put_down,
    report,
    shared_options,
    sit_down,
)

if TYPE_CHECKING:
    from riskbook.authoring.drafts import NewControl

_OPTIONS = (
    ("kind", "WORD", "prevent, detect, respond, contract or stopped-activity."),
    ("status", "WORD", "planned, in_force or retired."),
    ("since", "DATE", "The day it came into force, or is planned to."),
)


@click.command()
@shared_options("register", "language", "id", "title", "slug", "owner")
@own_options(_OPTIONS)
@desk_options
def control(**given: Any) -> None:
    """Write a new control. On a terminal it asks for what no option gave."""
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.remaining import to_do, translations
    from riskbook.authoring.sheets import control_sheet
    from riskbook.reading.placing import Kind
    from riskbook.wording import say

    sitting, (made, words) = sit_down(given, _asked)
    path = path_of(Kind.CONTROL, sitting.register, made.id, words)
    content = control_sheet(made, sitting.comments_in(made.language))
    judged, findings = judge_with(sitting, path, content)
    put_down(sitting, path, content)
    asked = to_do(findings)
    if asked:
        report(sitting, say("authoring.advice"), asked)
    language = judged.book.controls[made.id].language
    items = translations(made.id, language, judged.book)
    link = say("authoring.control.link", id=made.id)
    report(sitting, say("authoring.then"), (link, say("authoring.todo.check"), *items))


def _asked(sitting: Sitting) -> tuple[NewControl, str]:
    """The control, and the words of its file's name."""
    from riskbook.authoring import choices
    from riskbook.authoring.answers import day, past_day
    from riskbook.authoring.drafts import NewControl
    from riskbook.authoring.questions import LATER
    from riskbook.reading.placing import Kind

    speaks, today = sitting.words.language, sitting.judged.today
    identity = new_id(sitting, Kind.CONTROL)
    title = sitting.text("title", "control-title")
    owner = sitting.person("owner", choices.owners(sitting.book, None, speaks), "control-owner")
    kind = sitting.choose("kind", choices.enumerated(Kind.CONTROL, "kind", sitting.words))
    status = sitting.choose("status", choices.enumerated(Kind.CONTROL, "status", sitting.words))
    if status == "in_force":
        since = sitting.put("since", past_day(today), default=today.isoformat())
    else:
        since = sitting.put("since", day(today), f"since-{status}" if status else "", skip=LATER)
    made = NewControl(identity, sitting.language(), title, owner, kind, status, since)
    return made, file_words(sitting, title)

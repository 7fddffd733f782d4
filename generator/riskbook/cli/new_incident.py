"""riskbook new incident: the record of something that happened, or nearly did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.new_desk import (
    Sitting,
    currency_name,
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
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.incident_sheet import NewIncident

_OPTIONS = (
    ("date", "DATE", "The day on which it happened.  [default: today]"),
    ("service", "KEY", "The service that was struck."),
    ("what", "TEXT", "What happened, what it did, and how it ended."),
    ("risks", "IDS", "The risks that it realised, with commas between; “none” if none foresaw it."),
    ("loss", "AMOUNT", "What it cost."),
    ("duration", "TIME", "How long it lasted, such as “4 hours”."),
)


@click.command()
@shared_options("register", "language", "id", "title", "slug")
@own_options(_OPTIONS)
@click.option("--near-miss", "nearly", is_flag=True, help="It was noticed in time, or by luck.")
@desk_options
def incident(**given: Any) -> None:
    """Record something that happened. On a terminal it asks for what no option gave.

    An incident of no risk is recorded as unforeseen, and is a gap until a risk comes of it.
    """
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.incident_sheet import incident_sheet
    from riskbook.authoring.remaining import to_do
    from riskbook.reading.placing import Kind
    from riskbook.wording import say

    sitting, (made, words) = sit_down(given, _asked)
    path = path_of(Kind.INCIDENT, sitting.register, made.id, words)
    content = incident_sheet(made, sitting.comments_in(made.language))
    _, findings = judge_with(sitting, path, content)
    put_down(sitting, path, content)
    items = [say("authoring.incident.calibrate", risk=key) for key in made.risks]
    if not made.risks:
        items = [say("authoring.incident.gap", id=made.id)]
    rest = tuple(one for one in findings if one.code != "RB852")  # the gap has just been told
    report(sitting, say("authoring.then"), (*items, *to_do(rest)))


def _asked(sitting: Sitting) -> tuple[NewIncident, str]:
    """The incident, and the words of its file's name."""
    from riskbook.authoring import choices
    from riskbook.authoring.answers import amount, duration, past_day
    from riskbook.authoring.incident_sheet import NewIncident
    from riskbook.authoring.questions import LATER, NONE
    from riskbook.reading.placing import Kind

    book, today = sitting.book, sitting.judged.today
    identity = new_id(sitting, Kind.INCIDENT)
    title = sitting.text("title", "incident-title")
    day = sitting.put("date", past_day(today), "incident-date", default=today.isoformat())
    services = choices.services(book, sitting.register, sitting.words.language)
    service = sitting.choose("service", services, "incident-service")
    what = sitting.text("what", "incident-what", skip=LATER)
    risks = _risks(sitting, service)
    loss = sitting.put(
        "loss", amount(book.settings.currency), facts={"currency": currency_name(sitting)},
        skip=LATER,
    )  # fmt: skip
    made = NewIncident(
        id=identity,
        language=sitting.language(),
        title=title,
        date=day,
        service=service,
        what=what,
        loss=loss,
        duration=sitting.put("duration", duration, skip=NONE),
        risks=risks,
        is_near_miss=sitting.given["nearly"],
    )
    return made, file_words(sitting, title)


def _risks(sitting: Sitting, service: str) -> tuple[str, ...]:
    """The risks that it realised; those of the service are shown, any may be named."""
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.incident_sheet import risks_named
    from riskbook.authoring.questions import NONE
    from riskbook.reviewing.naming import title_of

    book = sitting.book
    if sitting.option("risks") == NOBODY:
        return ()
    every = tuple(
        Choice(risk.id, title_of(book, risk).read(sitting.words.language))
        for risk in book.risks.values()
    )
    shown: tuple[Choice, ...] = tuple(
        one for one in every if book.risks[one.key].service == service
    )
    named = sitting.put("risks", risks_named(every), "incident-risks", choices=shown, skip=NONE)
    return tuple(named.split())


NOBODY = "none"
"""What is said for the risks where no registered one foresaw it."""

"""riskbook status: what is due, overdue, changed, lapsed, and for whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskbook.cli.desk import (
    book_option,
    colour_option,
    language_option,
    open_desk,
    screen,
    stop,
    today_option,
    write,
)


@click.command()
@click.option(
    "--owner",
    metavar="KEY",
    help="Only what waits for this person, or for whoever holds this role.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "json", "ics"]),
    default="text",
    show_default=True,
    help="Text for a person, Markdown for a summary, JSON for a program, or a calendar.",
)
@book_option
@today_option
@language_option
@colour_option
def status(
    owner: str | None,
    form: str,
    folder: Path,
    today: date | None,
    language: str | None,
    colour: str,
) -> None:
    """Show what waits for whom: reviews, approvals, acceptances, actions, exercises, readings.

    That is what is overdue, lapsed, changed since it was signed, signed without authority, never
    signed, or due within 30 days, by owner and the most pressing first. The calendar has every day
    on which a review or an exercise is due or an acceptance ends. Markdown and the calendar leave
    out what is confidential.
    """
    from riskbook.authoring.answers import key_of
    from riskbook.authoring.choices import owners
    from riskbook.identifying.overdue_readings import overdue_readings
    from riskbook.reporting.status import (
        StatusReport,
        status_as_calendar,
        status_as_json,
        status_as_markdown,
        status_as_text,
    )
    from riskbook.reviewing.reminders import SOON
    from riskbook.reviewing.status import concerns, days, in_order, open_now
    from riskbook.wording import Saying, say

    desk = open_desk(folder, today, language)
    judged, words = desk.judged, desk.catalogue
    if judged is None:
        stop(words, say("cli.framework-unsound"))
    found, calendar = open_now(judged, judged.today + SOON), days(judged)
    found = in_order((*found, *overdue_readings(judged)))
    if owner is not None:
        key = key_of(owners(judged.book, None, words.language))(owner)
        if isinstance(key, Saying):
            stop(words, say("authoring.wrong-option", option="owner", complaint=key))
        theirs = concerns(judged, key)
        found = tuple(each for each in found if each.owner in theirs)
        calendar = tuple(each for each in calendar if each.owner in theirs)
    report = StatusReport(judged, found, words)
    match form:
        case "md":
            write(status_as_markdown(report))
        case "json":
            write(status_as_json(report))
        case "ics":
            write(status_as_calendar(judged, calendar, words))
        case _:
            write(status_as_text(report, screen(colour)))

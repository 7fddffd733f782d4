"""riskbook coverage: what was found that no registered risk stands for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskbook.cli.desk import (
    Day,
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
    "--from",
    "start",
    type=Day(),
    help="The first day of the time looked at.  [default: six months before its last]",
)
@click.option("--until", "end", type=Day(), help="Its last day.  [default: today]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "md"]),
    default="text",
    show_default=True,
    help="Text for a person, JSON for a program, or Markdown for a summary.",
)
@book_option
@today_option
@language_option
@colour_option
def coverage(
    start: date | None,
    end: date | None,
    form: str,
    folder: Path,
    today: date | None,
    language: str | None,
    colour: str,
) -> None:
    """Show what was found that no registered risk stands for, and risks without any evidence.

    That is frequent and rising problem types, unforeseen incidents, points of sessions, answers
    to checklists, root causes and what-if questions of which nothing has become, and process nodes
    that nobody considered. Markdown leaves out what is confidential.
    """
    from riskbook.identifying.coverage import Span, half_a_year
    from riskbook.identifying.coverage import coverage as gaps
    from riskbook.identifying.sorting import Sorting
    from riskbook.reporting.coverage import (
        CoverageReport,
        coverage_as_json,
        coverage_as_markdown,
        coverage_as_text,
    )
    from riskbook.site.withholding import judge_published, publish
    from riskbook.wording import say

    desk = open_desk(folder, today, language)
    judged, words = desk.judged, desk.catalogue
    if judged is None:
        stop(words, say("cli.framework-unsound"))
    last = end or judged.today
    span = Span(start or half_a_year(last).start, last)
    if span.end < span.start:
        stop(words, say("gaps.wrong-span", start=span.start, end=span.end))
    if form == "md":
        judged = judge_published(judged, publish(judged.book))
    found = gaps(judged, Sorting(judged.book.discovery), span)
    report = CoverageReport(judged.book, found, words)
    match form:
        case "md":
            write(coverage_as_markdown(report))
        case "json":
            write(coverage_as_json(report))
        case _:
            write(coverage_as_text(report, screen(colour)))

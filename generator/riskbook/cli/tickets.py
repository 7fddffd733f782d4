"""riskbook tickets: how many of which sort, how long they took, and which become more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from riskbook.identifying.counting import Sorts
    from riskbook.model.discovery import Discovery
    from riskbook.reporting.tickets_report import Said

LATEST = 3
"""Tickets of a sort that are quoted."""


@click.command()
@click.option(
    "--from",
    "start",
    type=Day(),
    help="The first day of the period.  [default: six months before its last]",
)
@click.option("--until", "end", type=Day(), help="Its last day.  [default: today]")
@click.option(
    "--group",
    "grouping",
    type=click.Choice(["type", "category"]),
    help="By problem type or by category.  [default: type, where the book has problem types]",
)
@click.option("--by", type=click.Choice(["month"]), help="Count each sort by month as well.")
@click.option("--export", "exports", multiple=True, metavar="ID", help="Only this export.")
@click.option("--text", "quoted", is_flag=True, help="Show what the latest tickets say, too.")
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
def tickets(
    *,
    start: date | None,
    end: date | None,
    grouping: str | None,
    by: str | None,
    exports: tuple[str, ...],
    form: str,
    folder: Path,
    today: date | None,
    language: str | None,
    colour: str,
    quoted: bool,
) -> None:
    """Count the tickets of a period: repeated problems, how long they took, what is rising.

    Tickets are counted, not rows: an export may have several of one ticket. The last 30 days are
    held against the 150 before, and what chance may have done is not called rising. Markdown
    leaves out confidential exports, and never quotes a ticket.
    """
    from riskbook.identifying.classifying import classified
    from riskbook.identifying.counting import categories, count
    from riskbook.identifying.coverage import half_a_year
    from riskbook.identifying.rising import rises
    from riskbook.reporting.tickets_as_json import tickets_as_json
    from riskbook.reporting.tickets_as_text import tickets_as_markdown, tickets_as_text
    from riskbook.reporting.tickets_report import Grouping, TicketsReport
    from riskbook.site.withholding import publish
    from riskbook.wording import say

    desk = open_desk(folder, today, language)
    judged, words = desk.judged, desk.catalogue
    if judged is None:
        stop(words, say("cli.framework-unsound"))
    book = publish(judged.book).book if form == "md" else judged.book
    discovery = book.discovery
    if not discovery.tickets:
        stop(words, say("counted.none"))
    for export in exports:
        if export not in discovery.tickets:
            known = tuple(discovery.tickets)
            stop(words, say("counted.unknown-export", export=export, exports=known))
    last = end or judged.today
    first = start or half_a_year(last).start
    if last < first:
        stop(words, say("counted.reversed", start=first, end=last))
    by_type = grouping == "type" or (grouping is None and discovery.problem_types is not None)
    sorts: Sorts = classified(discovery) if by_type else categories(discovery)
    sorts = {key: sorts[key] for key in sorted(set(exports) or sorts)}
    report = TicketsReport(
        book,
        Grouping.TYPE if by_type else Grouping.CATEGORY,
        tuple(sorts),
        sum(discovery.tickets[key].rows for key in sorts),
        count(discovery, sorts, first, last),
        rises(discovery, sorts, last),
        _latest(discovery, sorts, first, last) if quoted else {},
        words,
    )
    match form:
        case "md":
            write(tickets_as_markdown(report, months=by is not None))
        case "json":
            write(tickets_as_json(report))
        case _:
            write(tickets_as_text(report, screen(colour), months=by is not None))


def _latest(
    discovery: Discovery, sorts: Sorts, start: date, end: date
) -> Mapping[str, tuple[Said, ...]]:
    """The latest tickets of each sort that say something, the newest first."""
    from riskbook.identifying.counting import opened_between
    from riskbook.reporting.tickets_report import Said

    found: dict[str, list[Said]] = {}
    opened = opened_between(discovery, sorts, start, end)
    for ticket in sorted(opened, key=lambda one: (one.opened, one.export, one.place), reverse=True):
        table = discovery.tickets[ticket.export]
        said = found.setdefault(ticket.sort or "", [])
        if table.texts[ticket.place] and len(said) < LATEST:
            said.append(Said(table.ids[ticket.place], table.texts[ticket.place]))
    return {key: tuple(said) for key, said in found.items()}

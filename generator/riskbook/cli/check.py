"""riskbook check: what is wrong with the book."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.desk import (
    Desk,
    book_option,
    colour_option,
    language_option,
    open_desk,
    screen,
    today_option,
    write,
)

if TYPE_CHECKING:
    from riskbook.findings import Finding
    from riskbook.reporting import Report

FORMATS = ("text", "lines", "json", "github", "gitlab", "sarif", "junit", "markdown")


@click.command()
@book_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    help="The mildest finding that makes the check fail.  [default: the book's setting]",
)
@language_option
@colour_option
def check(  # click shows the docstring below
    folder: Path,
    today: date | None,
    form: str,
    fail_on: str | None,
    language: str | None,
    colour: str,
) -> None:
    """Check the whole book: every file, every finding, in one run. Writes nothing.

    Exit code 0: nothing at or above the threshold. 1: something is. 2: there is no book.
    """
    from riskbook.findings import Severity
    from riskbook.reporting import REPORTERS
    from riskbook.run import fails, find_faults

    desk = open_desk(folder, today, language)
    findings = find_faults(desk.loaded, desk.judged, desk.tree)
    write(REPORTERS[form](report_on(desk, findings, colour)))
    book = desk.loaded.book
    if form == "text" and book is not None and not book.registers:
        write(desk.catalogue.word("authoring.no-register") + "\n")
    threshold = Severity(fail_on) if fail_on else desk.loaded.foundation.fail_on
    sys.exit(1 if fails(findings, threshold) else 0)


def report_on(desk: Desk, findings: tuple[Finding, ...], colour: str) -> Report:
    """The findings with all that a reporter shows beside them."""
    from riskbook import __version__
    from riskbook.cli.explain import rule_pages
    from riskbook.reading.pinpointing import quote
    from riskbook.reporting import Report

    book = desk.loaded.book
    records = 0
    if book is not None:
        shelves = (book.risks, book.plans, book.controls, book.processes)
        records = sum(map(len, shelves)) + len(book.sign_offs) + len(book.exercises)
    return Report(
        findings=findings,
        sources=quote(findings, desk.tree),
        catalogue=desk.catalogue,
        rule_pages=rule_pages({found.code for found in findings}, desk.catalogue.language),
        records=records,
        files=desk.loaded.files,
        version=__version__,
        screen=screen(colour),
    )

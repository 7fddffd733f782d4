"""riskbook check: what is wrong with the book."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
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
    speaker,
    stop,
    today_option,
    write,
)

if TYPE_CHECKING:
    from riskbook.findings import Finding, Severity
    from riskbook.reporting import Report

FORMATS = ("text", "lines", "json", "github", "gitlab", "sarif", "junit", "markdown")


@click.command()
@book_option
@today_option
@click.option(
    "--base",
    metavar="BASE",
    help="Report only what the change since this commit, tag, branch or date brings in.",
)
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
    base: str | None,
    form: str,
    fail_on: str | None,
    language: str | None,
    colour: str,
) -> None:
    """Check the whole book: every file, every finding, in one run. Writes nothing.

    With --base, findings that were there before are only counted, both states are judged on one
    day, and severities and threshold are those of the base: a change cannot switch off the rule
    that finds it.

    Exit code 0: nothing at or above the threshold. 1: something is. 2: there is no book.
    """
    from riskbook.findings import Severity
    from riskbook.reporting import REPORTERS
    from riskbook.run import fails

    if base is None:
        checked = _whole(open_desk(folder, today, language))
    else:
        checked = _against(base, folder, today, language)
    desk = checked.desk
    write(REPORTERS[form](report_on(desk, checked.findings, colour)))
    if checked.older:
        line = desk.catalogue.word("gate.older", count=checked.older)
        click.echo(line, err=form != "text")
    book = desk.loaded.book
    if form == "text" and book is not None and not book.registers:
        write(desk.catalogue.word("authoring.no-register") + "\n")
    threshold = Severity(fail_on) if fail_on else checked.threshold
    sys.exit(1 if fails(checked.findings, threshold) else 0)


@dataclass(frozen=True, slots=True)
class Checked:
    """A book and its findings; ``older`` counts those that are not listed since the base has them.

    ``threshold`` is the mildest severity that fails.
    """

    desk: Desk
    findings: tuple[Finding, ...]
    older: int
    threshold: Severity


def _whole(desk: Desk) -> Checked:
    from riskbook.run import find_faults

    findings = find_faults(desk.loaded, desk.judged, desk.tree)
    return Checked(desk, findings, 0, desk.loaded.foundation.fail_on)


def _against(base: str, folder: Path, today: date | None, language: str | None) -> Checked:
    """What a change brings in. Where the base has no book, that is everything."""
    import gc

    from riskbook.pair import open_pair
    from riskbook.reading.trees import UnusableTreeError, find_book
    from riskbook.reviewing.brought_in import brought_in, moves
    from riskbook.run import find_faults

    gc.disable()  # a short life with a growing heap: collecting costs time and frees nothing
    try:
        root = find_book(folder)
        pair = open_pair(root, base, None, today)
    except UnusableTreeError as error:
        if error.saying.key == "git.no-book-at":
            return _whole(open_desk(folder, today, language))
        stop(speaker(language), error.saying)
    before, after = pair.base, pair.head
    foundation = before.loaded.foundation
    loaded = replace(
        after.loaded,
        foundation=replace(after.loaded.foundation, severities=foundation.severities),
    )
    judged = after.judged
    if judged is not None:
        settings = replace(judged.book.settings, severities=foundation.severities)
        judged = replace(judged, book=replace(judged.book, settings=settings))
    found = brought_in(
        find_faults(loaded, judged, after.tree, before.judged),
        find_faults(before.loaded, before.judged, before.tree),
        moves(before.judged.book, judged.book) if before.judged and judged else {},
    )
    words = speaker(language, after.loaded.foundation.language)
    desk = Desk(root, after.tree, after.loaded, after.judged, words)
    return Checked(desk, found.findings, found.older, foundation.fail_on)


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

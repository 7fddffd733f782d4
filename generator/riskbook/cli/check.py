"""riskbook check: what is wrong with the book."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

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
    from riskbook.model.book import Book
    from riskbook.reporting import Report
    from riskbook.rules import Past

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
    "--history",
    "remembering",
    is_flag=True,
    help="Look at the history of the repository as well: since when, and dated when.",
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
def check(**given: Any) -> None:
    """Check the whole book: every file, every finding, in one run. Writes nothing.

    With --base, findings that were there before are only counted, both states are judged on one
    day, and severities and threshold are those of the base: a change cannot switch off the rule
    that finds it.

    Exit code 0: nothing at or above the threshold. 1: something is. 2: there is no book.
    """
    from riskbook.findings import Severity
    from riskbook.reporting import REPORTERS
    from riskbook.reporting.withheld_findings import without_confidential
    from riskbook.run import fails

    checked = _whole(given) if given["base"] is None else _against(given)
    desk, form, fail_on = checked.desk, given["form"], given["fail_on"]
    report = report_on(desk, checked.findings, given["colour"])
    if form == "markdown":  # what goes to summaries and comments names nothing confidential
        report = without_confidential(report, checked.books)
    write(REPORTERS[form](report))
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

    ``threshold`` is the mildest severity that fails, ``books`` are the states that were compared.
    """

    desk: Desk
    findings: tuple[Finding, ...]
    older: int
    threshold: Severity
    books: tuple[Book, ...]


def _whole(given: Mapping[str, Any]) -> Checked:
    from riskbook.run import find_faults

    desk = open_desk(given["folder"], given["today"], given["language"])
    history = _history(given, desk)
    findings = find_faults(desk.loaded, desk.judged, desk.tree, history=history)
    books = (desk.loaded.book,) if desk.loaded.book else ()
    return Checked(desk, findings, 0, desk.loaded.foundation.fail_on, books)


def _history(given: Mapping[str, Any], desk: Desk) -> Past | None:
    """What only the history tells, where it is asked for; ends the process where there is none."""
    from riskbook.reading.past import past
    from riskbook.reading.trees import UnusableTreeError
    from riskbook.rules.history import KINDS, past_of

    if not given["remembering"] or desk.judged is None:
        return None
    try:
        return past_of(past(desk.root, kinds=KINDS), desk.judged)
    except UnusableTreeError as error:
        stop(desk.catalogue, error.saying)


def _against(given: Mapping[str, Any]) -> Checked:
    """What a change brings in. Where the base has no book, that is everything."""
    import gc

    from riskbook.pair import open_pair
    from riskbook.reading.trees import UnusableTreeError, find_book
    from riskbook.reviewing.brought_in import brought_in, moves
    from riskbook.run import find_faults

    gc.disable()  # a short life with a growing heap: collecting costs time and frees nothing
    try:
        root = find_book(given["folder"])
        pair = open_pair(root, given["base"], None, given["today"])
    except UnusableTreeError as error:
        if error.saying.key == "git.no-book-at":
            return _whole(given)
        stop(speaker(given["language"]), error.saying)
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
    words = speaker(given["language"], after.loaded.foundation.language)
    desk = Desk(root, after.tree, after.loaded, after.judged, words)
    history = _history(given, desk)  # the same for both: what lasted before is not brought in
    found = brought_in(
        find_faults(loaded, judged, after.tree, before.judged, history),
        find_faults(before.loaded, before.judged, before.tree, history=history),
        moves(before.judged.book, judged.book) if before.judged and judged else {},
    )
    books = tuple(one.loaded.book for one in (before, after) if one.loaded.book)
    return Checked(desk, found.findings, found.older, foundation.fail_on, books)


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

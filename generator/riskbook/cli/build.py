"""riskbook build: the site."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from riskbook.cli.desk import (
    Desk,
    book_option,
    colour_option,
    front_folder,
    language_option,
    speaker,
    stop,
    system_language,
    today_option,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from riskbook.findings import Finding
    from riskbook.site.publication import Done, Prepared, Refused


@click.command()
@book_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The folder for the site.  [default: site, in the book's folder]",
)
@click.option(
    "--at",
    metavar="REV|DATE",
    help="The book as it was at a commit, tag or branch, or at the end of a day; by default into "
    "the folder site-at-REV or site-at-DATE. Its findings stop nothing.",
)
@today_option
@language_option
@colour_option
def build(
    folder: Path,
    out: Path | None,
    at: str | None,
    today: date | None,
    language: str | None,
    colour: str,
) -> None:
    """Check the book and publish it as a site that opens from any folder or server.

    With --at it is a past state, under the criteria of then; the day named, or that of the commit,
    counts as today. What is confidential now is withheld.

    Exit code 0: published, or nothing to do. 1: the book has findings that stop a build, and the
    site is as it was. 2: there is no book, or the output folder cannot be used.
    """
    import gc

    from riskbook.reading.trees import UnusableTreeError, find_book
    from riskbook.site.front import UpToDate, look

    gc.disable()  # a short life with a growing heap: collecting costs time and frees nothing
    try:
        root = find_book(folder)
        if at is not None:
            _publish_past(root, at, out, today, language, colour)
            return
        site = out or root / "site"
        past = look(root, site, today)
        if isinstance(past, UpToDate):
            _say_up_to_date(past.said, language)
            return
        from riskbook.site.publication import prepare

        ready = prepare(past, today)
    except UnusableTreeError as error:
        stop(speaker(language), error.saying)
    words = speaker(language, ready.loaded.foundation.language)
    _publish(Desk(root, ready.tree, ready.loaded, ready.judged, words), ready, site, colour)


def _publish_past(
    root: Path, at: str, out: Path | None, today: date | None, language: str | None, colour: str
) -> None:
    from riskbook.site.back_issue import back_issue, publish_back_issue

    issue = back_issue(root, at, today)
    words = speaker(language, issue.loaded.foundation.language)
    desk = Desk(root, issue.tree, issue.loaded, issue.judged, words)
    site = out or root / f"site-at-{_as_file_name(at)}"
    _conclude(desk, lambda: publish_back_issue(issue, site), site, colour)


def _as_file_name(name: str) -> str:
    return "".join(mark if mark.isalnum() or mark in "-._" else "-" for mark in name)


def _publish(desk: Desk, ready: Prepared, site: Path, colour: str) -> None:
    from riskbook.site.publication import publish_prepared

    _conclude(desk, lambda: publish_prepared(ready), site, colour)


def _conclude(desk: Desk, work: Callable[[], Refused | Done], site: Path, colour: str) -> None:
    """Publish, and say what came of it."""
    from riskbook.site.framing import EngineError
    from riskbook.site.publication import Refused
    from riskbook.site.writing import UnusableFolderError
    from riskbook.wording import say

    try:
        outcome = work()
    except UnusableFolderError as error:
        stop(desk.catalogue, error.saying)
    except EngineError as error:
        stop(desk.catalogue, say("cli.build.engine", message=str(error)))
    except OSError as error:
        reason = error.strerror or str(error)
        stop(desk.catalogue, say("cli.build.cannot-write", out=str(site), reason=reason))
    if isinstance(outcome, Refused):
        _refuse(desk, outcome.findings, site, colour)
    _say_done(desk, outcome, site)


def _refuse(desk: Desk, findings: tuple[Finding, ...], site: Path, colour: str) -> NoReturn:
    """Show what is wrong, and end the process with the site as it was."""
    from riskbook.cli.check import report_on
    from riskbook.reporting import REPORTERS
    from riskbook.wording import say

    write(REPORTERS["text"](report_on(desk, findings, colour)))
    click.echo(desk.catalogue.say(say("cli.build.failed", out=str(site))), err=True)
    sys.exit(1)


def _say_done(desk: Desk, done: Done, site: Path) -> None:
    from riskbook.wording import say

    words, book = desk.catalogue, desk.loaded.book
    front = front_folder(words.language, book.settings.languages) if book else ""
    for gap in done.built.missing:
        facts = {"character": gap.character, "label": gap.label}
        click.echo(words.say(say("cli.build.missing-glyph", **facts)), err=True)
    if done.findings:
        write(words.say(say("cli.build.findings", count=done.findings)) + "\n")
    written = done.built.written
    published = say(
        "cli.build.done",
        out=str(site),
        written=written.written,
        kept=written.kept,
        removed=written.removed,
        page=str(site / front / "index.html"),
    )
    write(words.say(published) + "\n")


def _say_up_to_date(said: Mapping[str, str], language: str | None) -> None:
    wanted = language or system_language(tuple(said)) or next(iter(said))
    if wanted not in said:
        speaker(wanted)
    write(said[wanted] + "\n")

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
    from collections.abc import Mapping

    from riskbook.findings import Finding
    from riskbook.site.publication import Done, Prepared


@click.command()
@book_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The folder for the site.  [default: site, in the book's folder]",
)
@today_option
@language_option
@colour_option
def build(
    folder: Path, out: Path | None, today: date | None, language: str | None, colour: str
) -> None:
    """Check the book and publish it as a site that opens from any folder or server.

    Exit code 0: published, or nothing to do. 1: the book has findings that stop a build, and the
    site is as it was. 2: there is no book, or the output folder cannot be used.
    """
    import gc

    from riskbook.reading.trees import UnusableTreeError, find_book
    from riskbook.site.front import UpToDate, look

    gc.disable()  # a short life with a growing heap: collecting costs time and frees nothing
    try:
        root = find_book(folder)
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


def _publish(desk: Desk, ready: Prepared, site: Path, colour: str) -> None:
    from riskbook.site.framing import EngineError
    from riskbook.site.publication import Refused, publish_prepared
    from riskbook.site.writing import UnusableFolderError
    from riskbook.wording import say

    try:
        outcome = publish_prepared(ready)
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

"""riskbook build: the site."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from riskbook.cli.desk import (
    book_option,
    colour_option,
    language_option,
    open_desk,
    speaker,
    stop,
    system_language,
    today_option,
    write,
)

if TYPE_CHECKING:
    from riskbook.cli.desk import Desk
    from riskbook.findings import Finding
    from riskbook.site.building import Built
    from riskbook.site.front import Front


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
    from riskbook.reading.trees import UnusableTreeError, WorkTree, find_book
    from riskbook.run import today_in
    from riskbook.site.front import Front

    try:
        root = find_book(folder)
    except UnusableTreeError as error:
        stop(speaker(language), error.saying)
    front = Front(root, out or root / "site")
    inputs = front.inputs(WorkTree(root))  # before anything is read: a later edit shows next time
    before = front.state_before()
    same_day = bool(before) and before["today"] == str(today or today_in(before["time_zone"]))
    if same_day and inputs == before["inputs"] and front.outputs() == before["outputs"]:
        _say_unchanged(before["said"], language)
        return
    desk = open_desk(root, today, language)
    _build(desk, front, inputs, colour)


def _build(desk: Desk, front: Front, inputs: dict[str, Any], colour: str) -> None:
    from riskbook.reading.history import history
    from riskbook.run import fails, find_faults
    from riskbook.site.building import build_site
    from riskbook.site.mkdocs_site import EngineError
    from riskbook.site.writing import UnusableFolderError, hold_for_site
    from riskbook.wording import say

    try:
        hold_for_site(front.out, front.root)
    except UnusableFolderError as error:
        stop(desk.catalogue, error.saying)
    findings = find_faults(desk.loaded, desk.judged, desk.tree)
    if desk.judged is None or fails(findings, desk.loaded.foundation.fail_on):
        _refuse(desk, findings, front, colour)
    judged = desk.judged
    front.forget()
    try:
        built = build_site(judged, history(front.root), front.out, front.kept)
    except EngineError as error:
        stop(desk.catalogue, say("cli.build.engine", message=str(error)))
    except OSError as error:
        reason = error.strerror or str(error)
        stop(desk.catalogue, say("cli.build.cannot-write", out=str(front.out), reason=reason))
    _say_built(desk, built, len(findings), front)
    front.keep(
        {
            "time_zone": judged.book.settings.time_zone,
            "today": judged.today.isoformat(),
            "inputs": inputs,
            "outputs": front.outputs(),
            "said": _unchanged_in_all(front),
        }
    )


def _refuse(desk: Desk, findings: tuple[Finding, ...], front: Front, colour: str) -> NoReturn:
    """Show what is wrong, and end the process with the site as it was."""
    from riskbook.cli.check import report_on
    from riskbook.reporting import REPORTERS
    from riskbook.wording import say

    write(REPORTERS["text"](report_on(desk, findings, colour)))
    click.echo(desk.catalogue.say(say("cli.build.failed", out=str(front.out))), err=True)
    sys.exit(1)


def _say_built(desk: Desk, built: Built, findings: int, front: Front) -> None:
    from riskbook.wording import say

    for gap in built.missing:
        facts = {"character": gap.character, "label": gap.label}
        click.echo(desk.catalogue.say(say("cli.build.missing-glyph", **facts)), err=True)
    if findings:
        write(desk.catalogue.say(say("cli.build.findings", count=findings)) + "\n")
    done = say(
        "cli.build.done",
        out=str(front.out),
        written=built.written.written,
        kept=built.written.kept,
        removed=built.written.removed,
        page=str(front.out / "index.html"),
    )
    write(desk.catalogue.say(done) + "\n")


def _unchanged_in_all(front: Front) -> dict[str, str]:
    """What the next build says when there is nothing to do, in every language: it reads nothing."""
    from riskbook.reading.resources import catalogue, languages

    return {
        language: catalogue(language).word("cli.build.unchanged", out=str(front.out))
        for language in languages()
    }


def _say_unchanged(said: dict[str, str], language: str | None) -> None:
    wanted = language or system_language(tuple(said)) or next(iter(said))
    if wanted not in said:
        speaker(wanted)
    write(said[wanted] + "\n")

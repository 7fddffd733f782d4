"""riskbook remind: the issues of what is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.at_forge import forge_option, open_forge
from riskbook.cli.desk import (
    book_option,
    front_folder,
    language_option,
    open_desk,
    stop,
    today_option,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from riskbook.forge.forge import Forge
    from riskbook.forge.issue_text import Readers
    from riskbook.forge.reminding import Step
    from riskbook.run import Judged
    from riskbook.wording import Catalogue


@click.command()
@book_option
@forge_option
@today_option
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@language_option
def remind(
    folder: Path, kind: str, today: date | None, dry_run: bool, language: str | None
) -> None:
    """Keep an issue for the review of the quarter, and one for each owner with what is due.

    The issues are found again: what they say is brought up to date, ticks stay, and what asks for
    nothing any more is closed. An issue that people closed is opened again in the same quarter
    only when something is due that it did not ask for. Confidential records are only counted.

    The issues are in the book's first language unless --lang says otherwise.

    Exit code 0: the issues say what is due. 2: it cannot be done, or not to the end.
    """
    from riskbook.forge.refusal import ForgeError
    from riskbook.forge.reminding import issue_texts, steps, touched_since
    from riskbook.wording import say

    desk = open_desk(folder, today, language)
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    forge = open_forge(kind, desk.catalogue)
    readers = _readers(desk.judged, kind, language)
    try:
        issues = forge.issues(touched_since(desk.judged.today))
    except ForgeError as error:
        stop(desk.catalogue, error.saying)
    planned = steps(issue_texts(desk.judged, readers), issues, readers)
    if dry_run:
        _tell(planned, desk.catalogue)
    else:
        _take(planned, forge, desk.catalogue)


def _readers(judged: Judged, kind: str, language: str | None) -> Readers:
    from riskbook.forge.issue_text import Readers
    from riskbook.reading.resources import catalogue, languages
    from riskbook.site.withholding import publish

    settings = judged.book.settings
    wanted = language or settings.language
    spoken = wanted if wanted in languages() else "en"
    front = front_folder(spoken, settings.languages)
    pages = f"{settings.site.url.rstrip('/')}/{front}" if settings.site.url else ""
    shown = publish(judged.book).book
    return Readers(shown, kind, catalogue(spoken), pages, judged.today)


def _take(planned: Sequence[Step], forge: Forge, catalogue: Catalogue) -> None:
    """Every step, each told as soon as it is done: whoever is stopped half-way knows how far."""
    from riskbook.forge.refusal import ForgeError
    from riskbook.forge.reminding import take
    from riskbook.wording import say

    for number, step in enumerate(planned):
        try:
            done = take(step, forge)
        except ForgeError as error:
            stop(
                catalogue,
                say("forge.stopped", reason=error.saying, done=number, count=len(planned)),
            )
        told = catalogue.word(f"forge.issue.{done.outcome.value}", title=done.title, url=done.url)
        write(told + "\n")
    if not planned:
        write(catalogue.word("forge.nothing-due") + "\n")


def _tell(planned: Sequence[Step], catalogue: Catalogue) -> None:
    for step in planned:
        write(catalogue.word(f"forge.would.{step.outcome.value}", title=step.title) + "\n")
        if step.outcome.value != "unchanged":
            write("\n" + "".join(f"    {line}\n" for line in step.body.splitlines()) + "\n")
    if not planned:
        write(catalogue.word("forge.nothing-due") + "\n")

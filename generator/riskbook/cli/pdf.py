"""riskbook pdf: the pack for a board, or single sheets."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from riskbook.cli.desk import (
    Desk,
    book_option,
    language_option,
    open_desk,
    speaker,
    stop,
    today_option,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from riskbook.reading.history import History
    from riskbook.run import Judged
    from riskbook.site.edition import Edition
    from riskbook.site.pack import Scope
    from riskbook.site.pack_printing import NoPrinterError
    from riskbook.site.withholding import Published

PACK, REGISTER, QUARTER = "pack", "register", "quarter"

NAMED = 4
"""Records that the name of a file names."""


@click.command()
@click.argument("what", nargs=-1, metavar="[pack|register|quarter|ID]...")
@book_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file.  [default: board-pack.pdf, or what it holds: register.pdf, R001.pdf]",
)
@click.option(
    "--sheets",
    default="top",
    show_default=True,
    metavar="top|all|none|LEVEL",
    help="Which risks have a sheet of their own in the pack: the first 40 at the highest level "
    "that any has, all that are ranked, none, or all at a level and above. Their plans follow.",
)
@click.option("--for", "reader", default="", metavar="TEXT", help="Whom the cover names.")
@click.option(
    "--at",
    metavar="REV|DATE",
    help="The book as it was at a commit, tag or branch, or at the end of a day. Its findings stop "
    "nothing.",
)
@today_option
@language_option
def pdf(
    *,
    what: tuple[str, ...],
    folder: Path,
    out: Path | None,
    sheets: str,
    reader: str,
    at: str | None,
    today: date | None,
    language: str | None,
) -> None:
    """Make a PDF for a meeting: the pack for a board, or what is named of it.

    The pack has a cover, contents with page numbers, a summary, the highest risks with the reasons
    for their ranks, the quarter's review with room for decisions, the register, sheets of risks
    and plans, and the method. Ids of risks and plans instead give just their sheets.

    Confidential records are withheld, as on the site. It needs the extra riskbook[pdf] and, of the
    system, Pango.

    Exit code 0: the file is there. 1: the book has findings that stop a build, and no file was
    made. 2: there is no book or no such record, or no PDF can be made here.
    """
    import gc

    from riskbook.site.pack_pages import pack_html
    from riskbook.site.pack_printing import NoPrinterError, print_pages, ready_to_print

    gc.disable()  # a short life with a growing heap: collecting costs time and frees nothing
    try:
        ready_to_print()
    except NoPrinterError as error:
        _cannot_print(language, error)
    file = out or Path(f"{_name(what)}.pdf")
    with _opened(folder, at, today, language, file) as source:
        from riskbook.reading.resources import resource
        from riskbook.site.pack import edition_on_paper, pack_of

        spoken = source.desk.loaded.foundation.language if language is None else language
        edition = edition_on_paper(source.judged, source.published, source.history, spoken)
        scope = _scope(source, edition, what, sheets, reader)
        html = pack_html(edition, pack_of(edition, scope), resource("site_templates"))
    printed = print_pages(html)
    _put(source.desk, file, printed.content)
    from riskbook.wording import say

    words = source.desk.catalogue
    write(words.say(say("cli.pdf.done", out=str(file), count=printed.pages)) + "\n")


@dataclass(frozen=True, slots=True)
class _Source:
    """A book that may be published, with its past."""

    desk: Desk
    judged: Judged
    published: Published
    history: History


@contextmanager
def _opened(
    folder: Path, at: str | None, today: date | None, language: str | None, file: Path
) -> Iterator[_Source]:
    """The book now or then; ends the process where it cannot be read, or must not be shown."""
    from riskbook.reading.history import history
    from riskbook.site.front import Front
    from riskbook.site.telling import with_past
    from riskbook.site.withholding import publish
    from riskbook.wording import say

    if at is None:
        desk, hidden, commit = open_desk(folder, today, language), frozenset[str](), ""
        _refuse_findings(desk, file)
    else:
        desk, hidden, commit = _past_desk(folder, at, today, language)
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    published = publish(desk.judged.book, hidden)
    with Front(desk.root, desk.root / "site").workplace() as kept:
        told = with_past(published, desk.root, kept.own, commit or "HEAD")
    yield _Source(desk, desk.judged, told, history(desk.root, commit))


def _past_desk(
    folder: Path, at: str, today: date | None, language: str | None
) -> tuple[Desk, frozenset[str], str]:
    """The book at a commit, what is confidential now, and the commit."""
    from riskbook.reading.trees import UnusableTreeError, find_book
    from riskbook.site.back_issue import back_issue

    try:
        issue = back_issue(find_book(folder), at, today)
    except UnusableTreeError as error:
        stop(speaker(language), error.saying)
    words = speaker(language, issue.loaded.foundation.language)
    desk = Desk(issue.root, issue.tree, issue.loaded, issue.judged, words)
    return desk, issue.hidden_now, issue.commit


def _refuse_findings(desk: Desk, file: Path) -> None:
    """End the process where the book has findings that stop a build, and show them."""
    from riskbook.cli.check import report_on
    from riskbook.reporting import REPORTERS
    from riskbook.run import fails, find_faults
    from riskbook.wording import say

    findings = find_faults(desk.loaded, desk.judged, desk.tree)
    if not fails(findings, desk.loaded.foundation.fail_on):
        return
    write(REPORTERS["text"](report_on(desk, findings, "auto")))
    click.echo(desk.catalogue.say(say("cli.pdf.failed", out=str(file))), err=True)
    sys.exit(1)


def _name(what: tuple[str, ...]) -> str:
    """What the file is called unless the caller says."""
    if not what or PACK in what:
        return "board-pack"
    return "-".join(what) if len(what) <= NAMED else "sheets"


def _scope(
    source: _Source, edition: Edition, what: tuple[str, ...], sheets: str, reader: str
) -> Scope:
    """What is wanted; ends the process where there is no such thing."""
    from riskbook.site.pack import Chapter, Scope, whole_pack

    if not what or PACK in what:
        return whole_pack(edition, _sheets(edition, sheets), reader)
    parts = {REGISTER: Chapter.REGISTER, QUARTER: Chapter.QUARTER}
    chapters = frozenset(parts[name] for name in what if name in parts)
    ids = [_record(source, edition, name) for name in what if name not in parts]
    return Scope(
        chapters,
        tuple(dict.fromkeys(key for key in ids if key in edition.risks)),
        tuple(dict.fromkeys(key for key in ids if key in edition.plans)),
    )


def _record(source: _Source, edition: Edition, name: str) -> str:
    """The id of a risk or plan as it is written in the book."""
    from riskbook.wording import say
    from riskbook.wording.nearest import nearest

    words = source.desk.catalogue
    known = {*edition.risks, *edition.plans}
    key = name if name in known | source.published.hidden else name.upper()
    if key in source.published.hidden:
        stop(words, say("cli.pdf.confidential", id=key))
    if key not in known:
        near = nearest(name, known)
        hint = say("cli.near", near=near) if near else say("cli.see-list")
        stop(words, say("cli.pdf.unknown", id=name, known=hint))
    return key


def _sheets(edition: Edition, wanted: str) -> tuple[str, ...]:
    """The risks that have a sheet in the pack."""
    from riskbook.site.pack import SHEETS, highest_level, open_at_or_above

    if wanted == "none":
        return ()
    if wanted == "top":
        return open_at_or_above(edition, highest_level(edition))[:SHEETS]
    steps = {"all": 0} | {level.key: level.index for level in edition.names.levels}
    if wanted not in steps:
        choices = ", ".join(("top", "all", "none", *(level.key for level in edition.names.levels)))
        message = f"{wanted!r} is none of {choices}"
        raise click.BadParameter(message, param_hint="--sheets")
    return open_at_or_above(edition, steps[wanted])


def _put(desk: Desk, file: Path, content: bytes) -> None:
    """The file onto disk, whole or not at all, in the place of an earlier PDF or of nothing."""
    from riskbook.authoring.saving import create, replace
    from riskbook.wording import say

    try:
        if not file.exists():
            create(file, content)
        elif file.read_bytes()[:5] == b"%PDF-":
            replace(file, content)
        else:
            stop(desk.catalogue, say("cli.pdf.not-a-pdf", out=str(file)))
    except OSError as error:
        reason = error.strerror or str(error)
        stop(desk.catalogue, say("cli.pdf.cannot-write", out=str(file), reason=reason))


def _cannot_print(language: str | None, error: NoPrinterError) -> NoReturn:
    """Say what has to be installed, and end the process."""
    from riskbook.site.pack_printing import Missing
    from riskbook.wording import say

    match error.missing:
        case Missing.WEASYPRINT:
            stop(speaker(language), say("cli.pdf.no-weasyprint"))
        case Missing.PANGO:
            stop(speaker(language), say("cli.pdf.no-pango", reason=error.reason))

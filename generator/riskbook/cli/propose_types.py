"""riskbook propose-types: problem types from tickets that say much the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.desk import (
    Day,
    Desk,
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
    from riskbook.identifying.proposing import Proposal
    from riskbook.model.book import Book


@click.command("propose-types")
@click.option(
    "--from",
    "start",
    type=Day(),
    help="The first day on which the tickets were opened.  [default: six months before the last]",
)
@click.option("--until", "end", type=Day(), help="The last such day.  [default: today]")
@click.option(
    "--least",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    help="How many tickets a type is proposed for.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many types are proposed, the most frequent first.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file.  [default: registers/problem-types.yml of the book]",
)
@book_option
@today_option
@language_option
@colour_option
def propose_types(  # click shows the docstring below
    *,
    start: date | None,
    end: date | None,
    least: int,
    most: int,
    out: Path | None,
    folder: Path,
    today: date | None,
    language: str | None,
    colour: str,
) -> None:
    """Propose problem types from tickets with similar texts that are of no type so far.

    They are written below the types that the file has, which stay as they are: with a working
    name made of what is characteristic of their texts, with words that others do not have, and
    with tickets as examples. A person names them, puts together what is the same problem, and has
    the file reviewed. Exports that are confidential are left out.
    """
    from riskbook.authoring.adding_types import numbered
    from riskbook.identifying.coverage import half_a_year
    from riskbook.identifying.proposing import propose
    from riskbook.reading.placing import PROBLEM_TYPES
    from riskbook.reporting.proposals import proposals_as_text
    from riskbook.wording import say

    desk = open_desk(folder, today, language)
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    book = desk.judged.book
    path = out or desk.root / PROBLEM_TYPES
    before = _read(desk, book, path)
    last = end or desk.judged.today
    first = start or half_a_year(last).start
    if last < first:
        stop(desk.catalogue, say("problem-types.wrong-span", start=first, end=last))
    found = propose(book, first, last, least, most)
    if not found.tickets:
        stop(desk.catalogue, say("problem-types.no-tickets", start=first, end=last))
    if not found.proposals:
        count = found.unassigned
        stop(desk.catalogue, say("problem-types.nothing", count=count, least=least))
    new = numbered(found.proposals, _known(book, before))
    _save(desk, book, path, before, new)
    shown = str(out) if out else PROBLEM_TYPES
    write(proposals_as_text(new, found, shown, desk.catalogue, screen(colour)))


def _read(desk: Desk, book: Book, path: Path) -> bytes | None:
    """The file, None where there is none; ends the process where the book's has faults."""
    from riskbook.reading.placing import PROBLEM_TYPES
    from riskbook.wording import say

    own = desk.root / PROBLEM_TYPES
    if own.exists() and book.discovery.problem_types is None:
        stop(desk.catalogue, say("problem-types.unsound", path=PROBLEM_TYPES))
    return path.read_bytes() if path.exists() else None


def _known(book: Book, content: bytes | None) -> set[str]:
    """Every id that a type has or had: a risk may go on naming one that is no longer there."""
    from riskbook.authoring.adding_types import written_ids

    types = book.discovery.problem_types
    known = {one.id for one in types.types} if types is not None else set()
    known |= {key for risk in book.risks.values() for key in risk.problem_types}
    known |= {one.problem_type for one in book.discovery.incidents.values()}
    return known | set(written_ids(content or b""))


def _save(
    desk: Desk, book: Book, path: Path, before: bytes | None, new: tuple[tuple[str, Proposal], ...]
) -> None:
    """Write the file, whole or not at all."""
    from riskbook.authoring.adding_types import UnfitTypesError, types_file, with_types
    from riskbook.authoring.saving import create, replace
    from riskbook.reading.resources import catalogue
    from riskbook.wording import say

    language = book.settings.language
    try:
        if before is None:
            create(path, types_file(new, language, catalogue(language)).encode())
        else:
            replace(path, with_types(before, new, language, catalogue(language)))
    except UnfitTypesError:
        stop(desk.catalogue, say("problem-types.unfit", path=path.name))
    except OSError as error:
        reason = error.strerror or str(error)
        stop(desk.catalogue, say("problem-types.cannot-write", path=str(path), reason=reason))

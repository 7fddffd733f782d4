"""riskbook renumber: another id for a record."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.desk import (
    book_option,
    colour_option,
    language_option,
    screen,
    speaker,
    stop,
    write,
)

if TYPE_CHECKING:
    from riskbook.authoring.base import Base
    from riskbook.authoring.renumbering import Named, Renumbering
    from riskbook.reporting import Screen
    from riskbook.wording import Catalogue, Saying

NO_BASE = "none"


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--base",
    "revision",
    metavar="REV",
    help="What others have already; an id known there stays. “none” knows nothing.  "
    "[default: origin/main, else main]",
)
@click.option(
    "--dry-run", "rehearsing", is_flag=True, help="Show what would change; write nothing."
)
@book_option
@language_option
@colour_option
def renumber(  # click shows the docstring below
    old: str,
    new: str | None,
    revision: str | None,
    rehearsing: bool,
    folder: Path,
    language: str | None,
    colour: str,
) -> None:
    """Give the record OLD the id NEW, or the next free one, before others come to know it.

    OLD is an id, or the path of the record's file where two files have the same id. Files are
    renamed and all fields that name the record rewritten; what prose says of it is listed. Either
    all of it is done or nothing.

    Exit code 0: done. 2: it cannot be done, and nothing was written.
    """
    from riskbook.authoring.census import take_census
    from riskbook.authoring.choosing import chosen, new_id, twins_of
    from riskbook.authoring.renumbering import RefusedError, renumbering
    from riskbook.reading.foundation import lay
    from riskbook.reading.schemas import read_schemas
    from riskbook.reading.trees import UnusableTreeError, WorkTree, find_book

    try:
        root = find_book(folder)
        tree, schemas = WorkTree(root), read_schemas()
        foundation = lay(tree, tree.entries(), schemas)
        words = speaker(language, foundation.language)
        base = _base(root, revision)
    except UnusableTreeError as error:
        stop(speaker(language), error.saying)
    census = take_census(tree)
    try:
        record = chosen(census, _in_book(root, old), base)
        wanted = new_id(census, schemas, foundation.patterns, record, new, base)
        twins = twins_of(census, record, schemas, base)
        plan = renumbering(census, schemas, record, wanted, twins)
    except RefusedError as error:
        stop(words, error.saying)
    on = screen(colour)
    write("".join(f"{line}\n" for line in _told(plan, root, words, on)))
    if not rehearsing:
        _carry_out(root, plan, words)
    write(f"{words.say(_summary(plan, 'planned' if rehearsing else 'done'))}\n")


def _base(root: Path, revision: str | None) -> Base | None:
    from riskbook.authoring.base import base_at, usual_base

    if revision is None:
        return usual_base(root)
    return None if revision == NO_BASE else base_at(root, revision)


def _in_book(root: Path, asked: str) -> str:
    """What is asked for; the path of a file as the book has it."""
    if "/" not in asked and os.sep not in asked and not asked.endswith((".md", ".yml")):
        return asked
    file = Path(asked)
    return os.path.relpath(file.resolve(), root).replace(os.sep, "/") if file.exists() else asked


def _carry_out(root: Path, plan: Renumbering, words: Catalogue) -> None:
    from riskbook.authoring.moving import move_all
    from riskbook.wording import say

    try:
        move_all(root, plan.changes)
    except OSError as error:
        path = os.path.relpath(error.filename) if error.filename else str(root)
        reason = error.strerror or str(error)
        stop(words, say("tidying.renumber.undone", path=path, reason=reason))


def _told(plan: Renumbering, root: Path, words: Catalogue, on: Screen) -> Iterator[str]:
    """The plan in words, line by line."""
    from riskbook.reporting import Tone
    from riskbook.reporting.cells import wrap

    old, new = plan.record.identity, plan.new
    yield on.paint(words.word("tidying.renumber.title", old=old, new=new), Tone.STRONG)
    yield ""
    yield words.word("tidying.renumber.files")
    for folder, moves in groupby(_renamed(plan), lambda one: one[0]):
        yield f"  {_seen_from_here(root, folder)}/"
        yield from (f"    {source} → {target}" for _, source, target in moves)
    for section, named in (
        ("references", plan.references),
        ("undecided", plan.undecided),
        ("mentions", plan.mentions),
    ):
        if named:
            yield from ("", *wrap(words.word(f"tidying.renumber.{section}"), on.width))
            yield from _places(plan, named, root, on)
    if plan.signed:
        yield from ("", *wrap(words.word("tidying.renumber.signed"), on.width))
        yield from (f"  {_seen_from_here(root, plan.path_after(path))}" for path in plan.signed)
    yield ""


def _renamed(plan: Renumbering) -> list[tuple[str, str, str]]:
    """Folder, old name and new name of each file; a folder that is renamed stands for its files."""
    found = set()
    for source, target in plan.moves:
        folder, _, name = source.rpartition("/")
        renamed, _, new_name = target.rpartition("/")
        if folder == renamed:
            found.add((folder, name, new_name))
        else:
            above, _, last = folder.rpartition("/")
            found.add((above, f"{last}/{name}", f"{renamed.rpartition('/')[2]}/{new_name}"))
    return sorted(found)


def _places(plan: Renumbering, named: Sequence[Named], root: Path, on: Screen) -> Iterator[str]:
    """Lines of files, by their names to be, each with what stands there."""
    from riskbook.reporting import Tone

    for path, line, column, text in named:
        yield f"  {_seen_from_here(root, plan.path_after(path))}:{line}:{column}"
        shown = _around(text, column - 1, len(plan.record.identity), on.width - 4)
        yield on.paint(f"    {shown}", Tone.FAINT)


def _around(text: str, place: int, length: int, width: int) -> str:
    """So much of a line as fits, with the word in it that is spoken of."""
    from riskbook.reporting.cells import ELLIPSIS, cells, cut, one_line

    start = 0
    while cells(one_line(text[start : place + length])) > width // 2:
        start += 1
    return cut((ELLIPSIS if start else "") + one_line(text[start:]), width)


def _summary(plan: Renumbering, outcome: str) -> Saying:
    from riskbook.wording import say

    files = say("tidying.renumber.count.file", count=len(plan.moves))
    references = say("tidying.renumber.count.reference", count=len(plan.references))
    return say(f"tidying.renumber.{outcome}", files=files, references=references)


def _seen_from_here(root: Path, path: str) -> str:
    """The path of a book's file from the folder that the person is in."""
    return os.path.relpath(root / path).replace(os.sep, "/")

"""riskbook fmt: files in their form."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.desk import colour_option, language_option, screen, speaker, stop, write

if TYPE_CHECKING:
    from riskbook.authoring.formatting import Formatted, State
    from riskbook.reporting import Screen
    from riskbook.wording import Catalogue, Saying


@click.command()
@click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--check", "checking", is_flag=True, help="Write nothing; exit 1 if a file is not tidy."
)
@click.option("--diff", "showing", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--book",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The book's folder, or one inside it.  [default: that of each PATH, else here]",
)
@language_option
@colour_option
def fmt(  # click shows the docstring below
    paths: tuple[Path, ...],
    checking: bool,
    showing: bool,
    folder: Path | None,
    language: str | None,
    colour: str,
) -> None:
    """Tidy files: fields in the order of the format, one kind of line end, one newline at the end.

    PATH is a file or a folder; without one the whole book is tidied. What is no file of a book is
    passed by, and so are sign-offs. Comments stay with the field below them; no value changes.

    Exit code 0: done. 1: a file has errors and was left alone, or, with --check, is not tidy. 2:
    there is no book, or a file cannot be written.
    """
    from riskbook.authoring.formatting import State

    books = _books(paths, folder, language)
    words = speaker(language, _language(next(iter(books), None)))
    on = screen(colour)
    files: dict[State, list[Formatted]] = {state: [] for state in State}
    for root, wanted in books.items():
        for file in _formatted(root, wanted):
            if file.state is State.UNTIDY and not checking and not showing:
                _save(root, file, words)
            files[file.state].append(replace(file, path=_seen_from_here(root, file.path)))
    if files[State.FAULTY]:
        write(_faults(files[State.FAULTY], words, on) + "\n")
    for file in files[State.UNSAFE]:
        write(words.word("tidying.fmt.unsafe", path=file.path) + "\n\n")
    for file in files[State.UNTIDY]:
        write(f"{_diff(file, on)}\n" if showing else f"{file.path}\n")
    if files[State.UNTIDY] and not showing:
        write("\n")
    for saying in _summary(files, "untidy" if checking or showing else "done"):
        write(words.say(saying) + "\n")
    left = files[State.FAULTY] or files[State.UNSAFE]
    sys.exit(1 if left or (checking and files[State.UNTIDY]) else 0)


def _books(
    paths: Sequence[Path], folder: Path | None, language: str | None
) -> dict[Path, list[Path]]:
    """What to tidy, by the root of the book that it belongs to; ends the process without a book.

    With --book everything else is passed by; without it a path in no book is.
    """
    from riskbook.reading.trees import UnusableTreeError, find_book

    books: dict[Path, list[Path]] = {}
    try:
        only = find_book(folder or Path()) if folder or not paths else None
    except UnusableTreeError as error:
        stop(speaker(language), error.saying)
    for path in paths or ([only] if only else []):
        # what a link leads to is tidied where it lies, but its folder may be reached through one
        true_path = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
        try:
            root = only or find_book(true_path if path.is_dir() else true_path.parent)
        except UnusableTreeError:
            continue
        books.setdefault(root, []).append(true_path)
    return books


def _formatted(root: Path, wanted: Sequence[Path]) -> Iterator[Formatted]:
    """The files of a book that lie at or below what is wanted, sorted by path."""
    from riskbook.authoring.formatting import field_orders, format_files, is_formatted
    from riskbook.reading.trees import EntryKind, WorkTree

    tree = WorkTree(root)
    names = {os.path.relpath(path, root) for path in wanted}
    names = {name.replace(os.sep, "/") for name in names}
    paths = [
        entry.path
        for entry in tree.entries()
        if entry.kind is EntryKind.FILE and is_formatted(entry.path)
    ]
    if "." not in names:
        paths = [path for path in paths if path in names or _is_below(path, names)]
    yield from format_files(
        tree, (path for path in paths if not (root / path).is_symlink()), field_orders()
    )


def _is_below(path: str, folders: set[str]) -> bool:
    parts = path.split("/")
    return any("/".join(parts[:depth]) in folders for depth in range(1, len(parts)))


def _save(root: Path, file: Formatted, words: Catalogue) -> None:
    from riskbook.authoring.saving import replace as put
    from riskbook.wording import say

    try:
        put(root / file.path, file.after)
    except OSError as error:
        path = _seen_from_here(root, file.path)
        stop(words, say("tidying.cannot-write", path=path, reason=error.strerror or str(error)))


def _summary(files: dict[State, list[Formatted]], outcome: str) -> Iterator[Saying]:
    from riskbook.authoring.formatting import State
    from riskbook.wording import say

    untidy, tidy, faulty = (len(files[state]) for state in (State.UNTIDY, State.TIDY, State.FAULTY))
    if untidy:
        yield say(f"tidying.fmt.{outcome}", count=untidy)
    if tidy:
        yield say("tidying.fmt.others" if untidy else "tidying.fmt.tidy", count=tidy)
    if faulty:
        yield say("tidying.fmt.faulty", count=faulty)
    if not any(files.values()):
        yield say("tidying.fmt.none")


def _faults(files: Sequence[Formatted], words: Catalogue, on: Screen) -> str:
    """The faults of files that cannot be read, as ``riskbook check`` shows them."""
    from riskbook import __version__
    from riskbook.findings import CODES, Finding, Location
    from riskbook.reporting import REPORTERS, Report

    findings = [
        Finding(
            fault.code,
            CODES[fault.code].severity,
            fault.message,
            Location(file.path, fault.span),
            fault.hint,
            pointer=fault.pointer,
        )
        for file in files
        for fault in file.faults
    ]
    sources = {file.path: file.before.decode("utf-8-sig", errors="replace") for file in files}
    report = Report(
        findings=tuple(findings),
        sources=sources,
        catalogue=words,
        rule_pages={},
        records=0,
        files=len(files),
        version=__version__,
        screen=on,
    )
    return REPORTERS["text"](report)


def _diff(file: Formatted, on: Screen) -> str:
    """What would change, as a unified diff."""
    from riskbook.authoring.formatting import changes
    from riskbook.reporting import Tone
    from riskbook.reporting.cells import visible

    tones = {"-": Tone.ERROR, "+": Tone.HELP, "@": Tone.CODE}
    head, body = changes(file)[:2], changes(file)[2:]
    lines = [on.paint(visible(line), Tone.STRONG) for line in head]
    for line in body:
        tone = tones.get(line[:1])
        shown = visible(line).replace("\ufeff", "<U+FEFF>")  # the mark would show as nothing
        lines.append(on.paint(shown, tone) if tone else shown)
    return "\n".join(lines) + "\n"


def _seen_from_here(root: Path, path: str) -> str:
    """The path of a book's file from the folder that the person is in."""
    return os.path.relpath(root / path).replace(os.sep, "/")


def _language(root: Path | None) -> str:
    """The first language of a book's settings that is spoken here; all else may be unsound."""
    from riskbook.reading.examining import compose_file
    from riskbook.reading.placing import Kind
    from riskbook.reading.resources import languages
    from riskbook.reading.trees import SETTINGS, WorkTree

    for _, content in WorkTree(root).read([SETTINGS]) if root else ():
        composed = compose_file(Kind.SETTINGS, content) if content else None
        given = composed.data.get("languages") if composed else None
        first = given[0] if isinstance(given, list) and given else ""
        if first in languages():
            return str(first)
    return "en"

"""riskbook translate: begin the translation of a record, or bring it up to date."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.desk import Desk, book_option, language_option, open_desk, stop, write
from riskbook.cli.new_desk import WIDTH, record_of

if TYPE_CHECKING:
    from riskbook.authoring.translating import Refreshed
    from riskbook.model.book import Book
    from riskbook.model.texts import Translatable


@click.command()
@click.argument("identity", metavar="ID")
@click.argument("into", metavar="LANGUAGE")
@click.option(
    "--accept",
    "accepted",
    metavar="POINTER|all",
    multiple=True,
    help="Say that the translation of this text is right for the source as it is now.",
)
@book_option
@language_option
def translate(
    identity: str, into: str, accepted: tuple[str, ...], folder: Path, language: str | None
) -> None:
    """Begin the translation of the risk, plan or control ID, or bring it up to date.

    What is not translated yet stands there empty, with the source text above it. What is
    translated stays as it is; where its source has changed, the new source is put above it. A
    second run changes nothing.
    """
    from riskbook.authoring.translating import UnfitTranslationError, beginning, refresh
    from riskbook.reading.resources import catalogue
    from riskbook.wording import say

    desk = open_desk(folder, None, language)
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    book = desk.judged.book
    record = _record(identity, desk, book)
    tag = _tag(into, record, desk, book)
    path = _path(record, tag, book)
    text = _text_of(desk, path)
    try:
        found = refresh(record, text or beginning(record, tag), accepted, catalogue(tag))
    except UnfitTranslationError:
        stop(desk.catalogue, say("authoring.translation.unfit", path=path))
    _hold_to_pointers(accepted, found, desk, record)
    if found.is_changed:
        _save(desk, path, text, found.content)
    write(_report(desk, path, record, tag, found))


def _record(identity: str, desk: Desk, book: Book) -> Translatable:
    from riskbook.wording import say

    if identity in book.processes:
        stop(desk.catalogue, say("authoring.translation.process", id=identity))
    known: Mapping[str, Translatable] = {**book.risks, **book.plans, **book.controls}
    return record_of(identity, known, desk, book)


def _tag(into: str, record: Translatable, desk: Desk, book: Book) -> str:
    """The language to translate into: one of the book's, and not the record's own."""
    from riskbook.authoring.answers import Choice, key_of
    from riskbook.wording import Saying, say

    names = desk.catalogue
    choices = tuple(
        Choice(tag, names.word(f"site.endonym.{tag}")) for tag in book.settings.languages
    )
    tag = key_of(choices)(into)
    if isinstance(tag, Saying):
        stop(
            desk.catalogue,
            say("authoring.translation.language", tag=into, known=book.settings.languages),
        )
    if tag == record.language:
        stop(desk.catalogue, say("authoring.translation.own", id=record.id, language=tag))
    return tag


def _path(record: Translatable, tag: str, book: Book) -> str:
    """Where the translation lies, or will."""
    found = book.translations.get((record.id, tag))
    return found.source.path if found else f"{record.source.path.removesuffix('.md')}.{tag}.md"


def _text_of(desk: Desk, path: str) -> str:
    """The text of the translation, "" where there is none yet."""
    from riskbook.reading.front_matter import decode
    from riskbook.wording import say

    if not any(entry.path == path for entry in desk.tree.entries()):
        return ""
    ((_, content),) = desk.tree.read((path,))
    text = decode(content) if content is not None else None
    if not isinstance(text, str):
        stop(desk.catalogue, say("authoring.translation.unfit", path=path))
    return text


def _hold_to_pointers(
    accepted: tuple[str, ...], found: Refreshed, desk: Desk, record: Translatable
) -> None:
    """End the process where a text is accepted that the record lacks or nobody has translated."""
    from riskbook.model.texts import texts_of
    from riskbook.wording import say
    from riskbook.wording.nearest import nearest

    known = texts_of(record)
    for pointer in accepted:
        if pointer in found.missing:
            stop(desk.catalogue, say("authoring.translation.empty", pointer=pointer))
        if pointer not in known and pointer != "all":
            near = nearest(pointer, known)
            hint = (near,) if near else tuple(known)
            stop(
                desk.catalogue,
                say("authoring.translation.pointer", pointer=pointer, id=record.id, known=hint),
            )


def _save(desk: Desk, path: str, before: str, content: str) -> None:
    from riskbook.authoring.saving import create, replace
    from riskbook.wording import say

    try:
        if before:
            replace(desk.root / path, content.encode())
        else:
            create(desk.root / path, content.encode())
    except FileExistsError:
        stop(desk.catalogue, say("authoring.exists", path=path))
    except OSError as error:
        reason = error.strerror or str(error)
        stop(desk.catalogue, say("authoring.cannot-write", path=path, reason=reason))


def _report(desk: Desk, path: str, record: Translatable, tag: str, found: Refreshed) -> str:
    from riskbook.authoring.translating import remaining
    from riskbook.reporting.cells import visible, wrap

    words = desk.catalogue
    written = "authoring.written" if found.is_changed else "authoring.unchanged"
    lines = [words.word(written, path=path)]  # a path is for copying: it stays on one line
    for saying in remaining(found):
        lines += wrap(visible(words.say(saying)), WIDTH)
    if found.stale:
        pointer = found.stale[0] if len(found.stale) == 1 else "all"
        facts = {"id": record.id, "language": tag, "pointer": pointer}
        lines.append(words.word("authoring.translation.accept", **facts))
    return "".join(f"{line}\n" for line in lines)

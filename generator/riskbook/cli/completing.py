"""What the shell offers where a word is half typed; nothing where anything is amiss.

The shell asks anew at every press of Tab, so no file is read: the ids of records stand in the
names of their files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import click
from click.shell_completion import CompletionItem

Offer: TypeAlias = CompletionItem[str]
Complete: TypeAlias = Callable[[click.Context, click.Parameter, str], list[Offer]]


def ids_of(kind: str) -> Complete:
    """Offers the ids of one kind of record, each with the words of its file's name."""

    def offered(context: click.Context) -> Iterator[tuple[str, str]]:
        from riskbook.reading.naming import id_from_name
        from riskbook.reading.placing import place
        from riskbook.reading.trees import WorkTree, find_book

        book = context.params.get("folder") or Path()
        for entry in WorkTree(find_book(book)).entries():
            at = place(entry.path)
            if at is not None and at.kind.value == kind:
                identity = id_from_name(entry.path, at)
                name = Path(entry.path).stem.removeprefix(identity).replace("-", " ").strip()
                yield identity, name

    return _completed(offered)


_ORIGINS = {
    "incident": ("incident:{id}",),
    "session": ("session:{id}/",),
    "answers": ("checklist:{id}/",),
    "feedback": ("feedback:{id}/",),
    "fishbone": ("fishbone:{id}/",),
    "process": ("node:{id}/", "prompt:{id}/"),
}
"""How what a risk was found in is referred to, by the kind of file; items stand in no file name."""


def _origins(context: click.Context) -> Iterator[tuple[str, str]]:
    from riskbook.reading.naming import id_from_name
    from riskbook.reading.placing import place
    from riskbook.reading.trees import WorkTree, find_book

    yield "tickets:PT-", ""
    for entry in WorkTree(find_book(context.params.get("folder") or Path())).entries():
        at = place(entry.path)
        if at is not None:
            for form in _ORIGINS.get(at.kind.value, ()):
                yield form.format(id=id_from_name(entry.path, at)), ""


def _codes(_context: click.Context) -> Iterator[tuple[str, str]]:
    from riskbook.findings import CODES

    yield from ((code, rule.name) for code, rule in CODES.items())


def _languages(_context: click.Context) -> Iterator[tuple[str, str]]:
    from riskbook.reading.resources import languages

    yield from ((language, "") for language in languages())


def _completed(offered: Callable[[click.Context], Iterable[tuple[str, str]]]) -> Complete:
    """What is offered that begins with the word, whatever its case; each once, sorted."""

    def complete(context: click.Context, _parameter: click.Parameter, word: str) -> list[Offer]:
        found: dict[str, str] = {}
        with suppress(Exception):  # a traceback in the middle of a command line helps nobody
            found = dict(offered(context))
        return [
            CompletionItem(value, help=about or None)
            for value, about in sorted(found.items())
            if value and value.casefold().startswith(word.casefold())
        ]

    return complete


risk_ids = ids_of("risk")
codes = _completed(_codes)
origins = _completed(_origins)
spoken = _completed(_languages)

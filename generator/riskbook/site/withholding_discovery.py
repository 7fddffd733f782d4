"""What risks are found in, without what must not be published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from riskbook.identifying.proposing import WORKING, is_named
from riskbook.model.book import Book, TicketTexts
from riskbook.model.discovery import Discovery
from riskbook.model.records import Source
from riskbook.model.tickets import Tickets
from riskbook.wording.saying import Text

Record = TypeVar("Record")

_SHELVES = (
    "exports",
    "feedback",
    "sessions",
    "fishbones",
    "checklists",
    "answers",
    "incidents",
    "indicators",
)


def confidential(discovery: Discovery, also: AbstractSet[str]) -> frozenset[str]:
    """The ids of the records that say so of themselves, and of those in ``also``."""
    return frozenset(
        key
        for name in _SHELVES
        for key, record in getattr(discovery, name).items()
        if getattr(record, "confidential", False) or key in also
    )


def unquoted(book: Book) -> Book:
    """The book without the names of problem types that nobody has given: they quote tickets.

    It is the same book where there is none, or where the texts of tickets are published.
    """
    types = book.discovery.problem_types
    published = book.settings.tickets.texts is TicketTexts.PUBLISHED
    if types is None or published or all(map(is_named, types.types)):
        return book
    unnamed = Text.of(book.settings.language, f"{WORKING}…")
    kept = tuple(one if is_named(one) else replace(one, name=unnamed) for one in types.types)
    found = replace(book.discovery, problem_types=replace(types, types=kept))
    return replace(book, discovery=found)


def public(
    discovery: Discovery, hidden: AbstractSet[str], names: re.Pattern[str], mark: str
) -> Discovery:
    """The records that are not ``hidden``, with ``mark`` for every hidden id in their texts.

    Of lists of ids the hidden ones are left out.
    """
    shown: dict[str, Any] = {
        name: {
            key: _redacted(record, hidden, names, mark)
            for key, record in getattr(discovery, name).items()
            if key not in hidden
        }
        for name in _SHELVES
    }
    types = discovery.problem_types
    return replace(
        discovery,
        problem_types=types and _redacted(types, hidden, names, mark),
        tickets=_public_tickets(discovery.tickets, hidden, names, mark),
        readings={key: table for key, table in discovery.readings.items() if key not in hidden},
        **shown,
    )


def _public_tickets(
    tickets: Mapping[str, Tickets], hidden: AbstractSet[str], names: re.Pattern[str], mark: str
) -> dict[str, Tickets]:
    return {
        key: replace(
            table,
            texts=tuple(names.sub(mark, text) for text in table.texts),
            categories=tuple(names.sub(mark, text) for text in table.categories),
        )
        for key, table in tickets.items()
        if key not in hidden
    }


def _redacted(
    record: Record, hidden: AbstractSet[str], names: re.Pattern[str], mark: str
) -> Record:
    """A frozen value with every text in it redacted, however deep it lies."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return names.sub(mark, value)
        if isinstance(value, tuple):
            return tuple(walk(part) for part in value if part not in hidden)
        if is_dataclass(value) and not isinstance(value, (type, Source)):
            return replace(
                value, **{one.name: walk(getattr(value, one.name)) for one in fields(value)}
            )
        return value

    redacted: Record = walk(record)
    return redacted

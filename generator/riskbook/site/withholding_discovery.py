"""What risks are found in, without what must not be published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from riskbook.identifying.working_names import WORKING, is_named
from riskbook.model.book import Book, TicketTexts
from riskbook.model.discovery import (
    Cause,
    ChecklistAnswers,
    Discovery,
    Feedback,
    FeedbackAnswer,
    Fishbone,
    Session,
)
from riskbook.model.records import FoundIn, Process, Source
from riskbook.model.tickets import Tickets
from riskbook.wording.saying import Text

Record = TypeVar("Record")
Item = TypeVar("Item", FeedbackAnswer, Cause)

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


def spoken_for(book: Book, hidden: AbstractSet[str]) -> frozenset[FoundIn]:
    """The points, causes, answers and prompts that only hidden risks were found in.

    Shown without their risk they would say what it is about, and that nothing has come of them.
    """
    found = {hide: set[FoundIn]() for hide in (True, False)}
    for risk in book.risks.values():
        found[risk.id in hidden].update(risk.found_in)
    return frozenset(found[True] - found[False])


def public(
    discovery: Discovery,
    hidden: AbstractSet[str],
    unseen: AbstractSet[FoundIn],
    names: re.Pattern[str],
    mark: str,
) -> Discovery:
    """The records that are not ``hidden``, with ``mark`` for every hidden id in their texts.

    Of lists of ids the hidden ones are left out, and so are the items in ``unseen``. An incident
    that realised hidden risks only is left out too.
    """
    discovery = replace(
        discovery,
        incidents={
            key: incident
            for key, incident in discovery.incidents.items()
            if FoundIn("incident", key, "") not in unseen
            and not (incident.risks and hidden >= set(incident.risks))
        },
    )
    shown: dict[str, Any] = {
        name: {
            key: _redacted(_without_items(record, unseen), hidden, names, mark)
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


def without_prompts(process: Process, unseen: AbstractSet[FoundIn]) -> Process:
    """A process without the what-if questions in ``unseen``."""
    if not any(origin.kind == "process" and origin.record == process.id for origin in unseen):
        return process
    return replace(
        process,
        nodes=tuple(
            replace(
                node,
                what_if=tuple(
                    one
                    for one in node.what_if
                    if FoundIn("process", process.id, one.id) not in unseen
                ),
            )
            for node in process.nodes
        ),
    )


def _without_items(record: Any, unseen: AbstractSet[FoundIn]) -> Any:
    match record:
        case Session():
            gone = {one.item for one in unseen if (one.kind, one.record) == ("session", record.id)}
            while more := {one.id for one in record.points if one.merged_into in gone} - gone:
                gone |= more
            return replace(record, points=tuple(one for one in record.points if one.id not in gone))
        case Feedback():
            answers = _seen("feedback", record.id, record.answers, unseen)
            return replace(record, answers=answers)
        case Fishbone():
            return replace(
                record,
                categories=tuple(
                    replace(one, causes=_seen("fishbone", record.id, one.causes, unseen))
                    for one in record.categories
                ),
            )
        case ChecklistAnswers():
            given = (
                one
                for one in record.answers
                if FoundIn("checklist", record.id, one.question) not in unseen
            )
            return replace(record, answers=tuple(given))
    return record


def _seen(
    kind: str, record: str, items: tuple[Item, ...], unseen: AbstractSet[FoundIn]
) -> tuple[Item, ...]:
    return tuple(one for one in items if FoundIn(kind, record, one.id) not in unseen)


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
    """A frozen value with every text in it redacted, however deep it lies; keys stay as they are.

    A key may hold a hidden id as a part of it: ``slow-tickets`` where ``slow`` is hidden.
    """

    def walk(value: Any) -> Any:
        if isinstance(value, Text):
            pairs = ((language, names.sub(mark, words)) for language, words in value.by_language)
            return Text(tuple(pairs))
        if isinstance(value, tuple):
            return tuple(walk(part) for part in value if part not in hidden)
        if is_dataclass(value) and not isinstance(value, (type, Source)):
            return replace(
                value, **{one.name: walk(getattr(value, one.name)) for one in fields(value)}
            )
        return value

    redacted: Record = walk(record)
    return redacted

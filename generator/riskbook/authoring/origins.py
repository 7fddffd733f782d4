"""What a person means by ``session:network-2026-q3/P4``, and what a risk begins with from there."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from riskbook.identifying.coverage import Span, dated
from riskbook.identifying.origins import (
    Origin,
    OriginKind,
    node_of,
    records_with,
    register_of,
    said,
    service_of,
    titled,
)
from riskbook.identifying.sorting import Sorting
from riskbook.model.book import Book
from riskbook.model.terms import Channel
from riskbook.wording import Catalogue, Fact, Saying, say
from riskbook.wording.nearest import nearest

FEW = 8
"""Up to so many ids are listed in a complaint."""

_EXAMPLE = "tickets:PT-07"

LONGEST_TITLE = 200
"""Characters that the schema allows."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of a risk by what it was found in; "" for what is not.

    ``node`` is the process and node where it arises.
    """

    origin: Origin
    register: str
    service: str
    source: str
    node: tuple[str, str] | None

    @property
    def problem_types(self) -> tuple[str, ...]:
        """The problem types in which it shows itself."""
        return (self.origin.record,) if self.origin.kind is OriginKind.TICKETS else ()

    @property
    def found_in(self) -> tuple[tuple[str, str], ...]:
        """What it was found in, as the fields of one entry of ``found_in``."""
        names = _FIELDS.get(self.origin.kind)
        if names is None:
            return ()
        return tuple(zip(names, (self.origin.record, self.origin.item), strict=False))


_FIELDS: Mapping[OriginKind, tuple[str, ...]] = {
    OriginKind.INCIDENT: ("incident",),
    OriginKind.SESSION: ("session", "point"),
    OriginKind.CHECKLIST: ("checklist", "question"),
    OriginKind.FEEDBACK: ("feedback", "answer"),
    OriginKind.FISHBONE: ("fishbone", "cause"),
    OriginKind.PROMPT: ("process", "prompt"),
}
"""The fields of an entry of ``found_in``."""

_NAMES: Mapping[OriginKind, tuple[str, ...]] = {
    OriginKind.TICKETS: ("problem-type",),
    OriginKind.INCIDENT: ("incident",),
    OriginKind.SESSION: ("session", "point"),
    OriginKind.CHECKLIST: ("checked", "question"),
    OriginKind.FEEDBACK: ("feedback", "answer"),
    OriginKind.FISHBONE: ("fishbone", "cause"),
    OriginKind.PROMPT: ("process", "prompt"),
    OriginKind.NODE: ("process", "node"),
}
"""What the record, and the item in it, are called: as findings call them."""

_SOURCES: Mapping[OriginKind, tuple[str, ...]] = {
    OriginKind.TICKETS: ("tickets", "internal-record"),
    OriginKind.INCIDENT: ("incident", "internal-record"),
    OriginKind.SESSION: ("session",),
    OriginKind.CHECKLIST: ("checklist",),
    OriginKind.FEEDBACK: ("feedback", "customer-feedback"),
    OriginKind.FISHBONE: ("fishbone", "session"),
    OriginKind.PROMPT: ("process", "session"),
    OriginKind.NODE: ("process", "session"),
}
"""The sources of discovery that fit, the best first, by the keys that criteria usually have."""

_SOURCES_OF_FEEDBACK: Mapping[Channel, tuple[str, ...]] = {
    Channel.COMPLAINT: ("customer-complaint",),
    Channel.INTERVIEW: ("interview",),
}


def origin_meant(answer: str, book: Book) -> Origin | Saying:
    """What is referred to, however its letters are written; or what is wrong, in a sentence."""
    plain = "".join(unicodedata.normalize("NFKC", answer).split())
    word, colon, rest = plain.partition(":")
    kinds = {kind.value: kind for kind in OriginKind}
    kind = kinds.get(word.casefold())
    if kind is None or not colon:
        meant = nearest(word, kinds)
        if meant and colon:
            return say("gaps.wrong.kind.near", word=word, meant=meant)
        return say("gaps.wrong.kind", answer=answer, kinds=tuple(kinds), example=_EXAMPLE)
    record, _, item = rest.partition("/")
    known = records_with(kind, book)
    named, *items = (say(f"finding.kind.{name}") for name in _NAMES[kind])
    found = _written(record, known)
    if found is None:
        return _unknown("gaps.wrong.record", known, word=record, kind=named)
    if not item and not items:
        return Origin(kind, found)
    if not item and known[found]:
        return say("gaps.wrong.item.missing", whole=found, known=_listed(known[found]))
    part = _written(item, known[found])
    if part is None:
        kind_of_item = items[0] if items else named
        return _unknown("gaps.wrong.item", known[found], word=item, kind=kind_of_item, whole=found)
    return Origin(kind, found, part)


def beginning(origin: Origin, book: Book, sorting: Sorting) -> Beginning:
    """What a risk that was found there begins with."""
    register, service = register_of(origin, book), service_of(origin, book)
    if origin.kind is OriginKind.TICKETS and (export := sorting.main_export(origin.record)):
        register, service = export.source.register, export.service
    filed = book.registers.get(register)
    if not service and filed and len(filed.services) == 1:
        (service,) = filed.services
    known = dict(book.criteria.sources)
    fitting = (key for key in _sources(origin, book) if key in known)
    node = node_of(origin, book)
    return Beginning(
        origin, register, service, next(fitting, ""), (origin.record, node) if node else None
    )


def working_title(origin: Origin, book: Book, language: str) -> str:
    """What was said there, as the title of a risk to begin with."""
    text = said(origin, book)
    words = " ".join(text.read(language).split()).rstrip(".。") if text else ""
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rstrip() + "…"


def reference(origin: Origin, book: Book, sorting: Sorting, span: Span, words: Catalogue) -> str:
    """Where the evidence is, in the language of ``words``; tickets are counted over ``span``."""
    title = titled(origin, book) or said(origin, book) or ""
    return words.word(
        f"gaps.reference.{origin.kind}",
        record=origin.record,
        item=origin.item,
        title=title,
        date=dated(origin, book) or "",
        count=sorting.count(span.start, span.end).get(origin.record, 0),
        start=span.start,
        end=span.end,
    )


def _sources(origin: Origin, book: Book) -> tuple[str, ...]:
    feedback = book.discovery.feedback.get(origin.record)
    if origin.kind is OriginKind.FEEDBACK and feedback:
        return (*_SOURCES_OF_FEEDBACK.get(feedback.channel, ()), *_SOURCES[origin.kind])
    return _SOURCES[origin.kind]


def _written(word: str, known: Collection[str]) -> str | None:
    """The one of the known ids that a word is, whatever the case of its letters."""
    by_letters = {key.casefold(): key for key in known}
    return by_letters.get(word.casefold())


def _unknown(key: str, known: Collection[str], word: str, **facts: Fact) -> Saying:
    """A complaint about a word that is none of the known ones; ``facts`` say what it should be."""
    if not known:
        return say(f"{key}.none", word=word, **facts)
    meant = nearest(word, known)
    if meant:
        return say(f"{key}.near", word=word, meant=meant, **facts)
    return say(key, word=word, known=_listed(tuple(known)), **facts)


def _listed(known: tuple[str, ...]) -> tuple[str, ...]:
    return known if len(known) <= FEW else (*known[: FEW - 1], "…")

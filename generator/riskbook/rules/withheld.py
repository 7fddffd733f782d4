"""RB207: whether a published record gives away one that is withheld."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from string import ascii_letters, digits

from riskbook.findings import Finding
from riskbook.identifying.telling import found_records, texts_in
from riskbook.model.book import Book
from riskbook.model.texts import Translatable, texts_of
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.rules.references import RECORDS, namings
from riskbook.wording import Text, say


def public_names_withheld(view: Evidence) -> Iterator[Finding]:
    """RB207: a public record that names a confidential one, in a link, a text or a translation."""
    book = view.book
    every = (book.risks, book.plans, book.controls, book.processes)
    withheld = {key for records in every for key, record in records.items() if record.confidential}
    # A process's id is an everyday word, so only those of the others are looked for in texts. That
    # of a session, say, may be one too, but for a number in it.
    telling = withheld.difference(book.processes)
    discovered = {record.id for record in found_records(book.discovery) if record.confidential}
    withheld |= discovered
    telling |= {key for key in discovered if not _DIGITS.isdisjoint(key)}
    if withheld:
        yield from _linked(book, withheld)
        yield from _mentioned(book, withheld, telling)


RULES: tuple[Rule, ...] = (("RB207", public_names_withheld),)


def _linked(book: Book, withheld: Container[str]) -> Iterator[Finding]:
    for path, record, references in namings(book):
        if record not in withheld:
            for pointer, word, target, _ in references:
                if word in withheld and target in RECORDS:
                    yield _named(Place(path, record, pointer), word)


def _mentioned(
    book: Book, withheld: Container[str], telling: AbstractSet[str]
) -> Iterator[Finding]:
    """The ids that are ``telling``, in the texts of what is not ``withheld``."""
    if not telling:
        return
    mentions = _mentions(telling)
    for path, record, texts in _public_texts(book, withheld):
        if mentions.search("\0".join(texts.values())):
            for pointer, text in texts.items():
                for word in sorted(_named_in(text, mentions)):
                    yield _named(Place(path, record, pointer), word)


_DIGITS = frozenset(digits)
_LETTERS = frozenset(f"{ascii_letters}{digits}_-")
"""What makes another word of an id it stands before; Chinese characters do not."""


def _mentions(ids: Iterable[str]) -> re.Pattern[str]:
    """One of the ids, with nothing behind it that makes it another word.

    What stands before it is looked at afterwards: a pattern that starts with a look behind is ten
    times as slow.
    """
    longest_first = sorted(ids, key=lambda key: (-len(key), key))
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9_])")


def _named_in(text: str, mentions: re.Pattern[str]) -> set[str]:
    return {
        found.group()
        for found in mentions.finditer(text)
        if found.start() == 0 or text[found.start() - 1] not in _LETTERS
    }


def _public_texts(
    book: Book, withheld: Container[str]
) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Every file with a text that is published: its path, its record, its texts by pointer."""
    records: list[Translatable] = [
        *book.risks.values(),
        *book.plans.values(),
        *book.controls.values(),
    ]
    for record in records:
        if not record.confidential:
            yield record.source.path, record.id, texts_of(record)
    for translation in book.translations.values():
        if translation.of not in withheld:
            texts = {f"texts/{pointer}": text for pointer, text in translation.texts}
            yield translation.source.path, translation.of, {**texts, "body": translation.body}
    for found in found_records(book.discovery):
        if found.id not in withheld:
            yield found.source.path, found.id, {at: _whole(text) for at, text in texts_in(found)}


def _whole(text: Text) -> str:
    """A text in every language that it has."""
    return "\0".join(words for _, words in text.by_language)


def _named(place: Place, word: str) -> Finding:
    return fault(
        "RB207",
        place,
        say("finding.RB207", record=place.record, word=word),
        say("hint.RB207", record=place.record, word=word),
    )

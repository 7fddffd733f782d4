"""RB207: whether a published record gives away one that is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from riskbook.findings import Finding
from riskbook.model.book import Book
from riskbook.model.records import Translation
from riskbook.model.texts import Translatable, texts_of
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.rules.references import RECORDS, records_of_risk
from riskbook.wording import say


def public_names_withheld(view: Evidence) -> Iterator[Finding]:
    """RB207: a public record that names a confidential one, in a link, a text or a translation."""
    book = view.book
    every = (book.risks, book.plans, book.controls, book.processes)
    withheld = {key for records in every for key, record in records.items() if record.confidential}
    if not withheld:
        return
    for risk in book.risks.values():
        if not risk.confidential:
            for pointer, word, target, _ in records_of_risk(risk):
                if word in withheld and target in RECORDS:
                    yield _named(Place(risk.source.path, risk.id, pointer), word)
    # The id of a process is an everyday word, so only those of the others are looked for in texts.
    mentions = _mentions(withheld.difference(book.processes))
    if mentions is None:
        return
    for place, text in _public_texts(book, withheld):
        for word in sorted(set(mentions.findall(text))):
            yield _named(place, word)


RULES: tuple[Rule, ...] = (("RB207", public_names_withheld),)


def _mentions(ids: Iterable[str]) -> re.Pattern[str] | None:
    """One of the ids as a word of its own; Chinese characters beside it do not hide it."""
    longest_first = sorted(ids, key=lambda key: (-len(key), key))
    if not longest_first:
        return None
    words = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![A-Za-z0-9_-])(?:{words})(?![A-Za-z0-9_])")


def _public_texts(book: Book, withheld: Iterable[str]) -> Iterator[tuple[Place, str]]:
    """Every text that is published, with its place."""
    records: list[Translatable] = [
        *book.risks.values(),
        *book.plans.values(),
        *book.controls.values(),
    ]
    for record in records:
        if not record.confidential:
            for pointer, text in texts_of(record).items():
                yield Place(record.source.path, record.id, pointer), text
    secret = frozenset(withheld)
    for translation in book.translations.values():
        if translation.of not in secret:
            yield from _texts_of_translation(translation)


def _texts_of_translation(translation: Translation) -> Iterator[tuple[Place, str]]:
    path, record = translation.source.path, translation.of
    for pointer, text in translation.texts:
        yield Place(path, record, f"texts/{pointer}"), text
    yield Place(path, record, "body"), translation.body


def _named(place: Place, word: str) -> Finding:
    return fault(
        "RB207",
        place,
        say("finding.RB207", record=place.record, word=word),
        say("hint.RB207", record=place.record, word=word),
    )

"""How a record reads in the language of the pages: which words are translated, which are stale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from riskbook.model.book import Book
from riskbook.model.digests import digest_text
from riskbook.model.records import Control, Plan, Risk, Translation
from riskbook.model.texts import texts_of, with_texts
from riskbook.site import elements

Record = TypeVar("Record", Risk, Plan, Control)
BODY = "body"


class Reading(NamedTuple):
    """A record's words in the language of the pages.

    ``language`` is that of the words that are not translated. ``foreign`` are their pointers, all
    of them for a record without a translation; ``stale`` those whose source moved on. ``path`` is
    the translation's file, "" where there is none.
    """

    language: str
    translated: bool
    foreign: frozenset[str]
    stale: tuple[str, ...]
    path: str = ""

    def words(self, pointer: str, text: str) -> str:
        """The text at a pointer, marked with its language where it is not the page's."""
        return elements.foreign(text, self.language) if text and pointer in self.foreign else text


OWN = Reading("", translated=True, foreign=frozenset(), stale=())
"""Of a record that was written in the language of the pages."""


def read_in(records: Mapping[str, Record], book: Book, language: str) -> dict[str, Record]:
    """The records with their words in ``language`` wherever somebody translated them."""
    return {
        key: record
        if record.language == language or (translation := _of(book, record, language)) is None
        else with_texts(record, record.language, _texts(translation))
        for key, record in records.items()
    }


def reading(original: Risk | Plan | Control, book: Book, language: str) -> Reading:
    """What of a record is translated; ``original`` is the record as it was written."""
    if original.language == language:
        return OWN
    sources = texts_of(original)
    translation = _of(book, original, language)
    if translation is None:
        return Reading(original.language, translated=False, foreign=frozenset(sources), stale=())
    texts, digests = _texts(translation), dict(translation.digests)
    return Reading(
        original.language,
        translated=True,
        foreign=frozenset(pointer for pointer in sources if pointer not in texts),
        stale=tuple(
            pointer
            for pointer, text in sources.items()
            if pointer in texts and digests.get(pointer) not in (None, digest_text(text))
        ),
        path=translation.source.path,
    )


def fields(pointers: Iterable[str]) -> tuple[str, ...]:
    """The fields that pointers lie in, without repeats: ``statement/cause`` is in ``statement``."""
    return tuple(dict.fromkeys(pointer.split("/")[0] for pointer in pointers))


def _of(book: Book, record: Risk | Plan | Control, language: str) -> Translation | None:
    return book.translations.get((record.id, language))


def _texts(translation: Translation) -> dict[str, str]:
    texts = {pointer: text for pointer, text in translation.texts if text}
    return texts | {BODY: translation.body} if translation.body.strip() else texts

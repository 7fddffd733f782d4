"""How people and records are called before readers of any language."""

from __future__ import annotations

from riskbook.model.book import Book, Organization
from riskbook.model.records import Control, Plan, Risk
from riskbook.wording.saying import Text


def title_of(book: Book, record: Risk | Plan | Control) -> Text:
    """The title of a record in every language that somebody gave it."""
    return text_of(book, record, "title", record.title)


def text_of(book: Book, record: Risk | Plan | Control, pointer: str, words: str) -> Text:
    """What stands at a pointer of a record, in every language that somebody put it in."""
    translated = (
        (language, text)
        for language in book.settings.languages
        if language != record.language
        and (translation := book.translations.get((record.id, language)))
        and (text := dict(translation.texts).get(pointer, ""))
    )
    return Text(((record.language, words), *translated))


def called(organization: Organization, key: str) -> Text | str:
    """The name of a person or a role; the key where the book knows none of the two."""
    person = organization.people.get(key)
    if person is not None:
        return person.name
    return organization.roles.get(key, key)

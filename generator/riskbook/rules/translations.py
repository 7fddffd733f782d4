"""RB205, RB208, RB209: whether translations follow the texts that they translate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from riskbook.findings import Finding
from riskbook.model.book import Book
from riskbook.model.digests import digest_text
from riskbook.model.records import Translation
from riskbook.model.texts import Translatable, texts_of
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import Saying, say
from riskbook.wording.nearest import nearest
from riskbook.wording.script import HARDLY, MOSTLY, han_share, is_chinese


def stale_translation(view: Evidence) -> Iterator[Finding]:
    """RB205: source texts that moved on since they were translated, or that cannot be compared."""
    for translation in view.book.translations.values():
        record = _record(view.book, translation.of)
        if record is None:
            continue
        source, digests = texts_of(record), dict(translation.digests)
        translated = [pointer for pointer in _translated(translation) if pointer in source]
        stale = tuple(
            pointer
            for pointer in translated
            if pointer in digests and digests[pointer] != digest_text(source[pointer])
        )
        if stale:
            yield fault(
                "RB205",
                _at(translation, "digests"),
                say("finding.RB205", record=record.id, pointers=stale, count=len(stale)),
                say(
                    "hint.RB205",
                    record=record.id,
                    language=translation.language,
                    digests=_digests(source, stale),
                ),
            )
        loose = tuple(pointer for pointer in translated if pointer not in digests)
        if loose:
            yield fault(
                "RB205",
                _at(translation, "#texts"),
                say("finding.RB205.digest", record=record.id, pointers=loose, count=len(loose)),
                say(
                    "hint.RB205.digest",
                    record=record.id,
                    language=translation.language,
                    digests=_digests(source, loose),
                ),
            )


def translation_of_nothing(view: Evidence) -> Iterator[Finding]:
    """RB208: a translation of no record, of texts not there, or into the record's own language."""
    book = view.book
    for translation in book.translations.values():
        record = _record(book, translation.of)
        if record is not None:
            yield from _of_nothing_in(book, record, translation)
        elif translation.of not in book.unread:
            meant = nearest(translation.of, (*book.risks, *book.plans, *book.controls))
            yield fault(
                "RB208",
                _at(translation, "translates"),
                say("finding.RB208", record=translation.of),
                say("hint.meant", meant=meant) if meant else say("hint.RB208"),
            )


def translation_missing(view: Evidence) -> Iterator[Finding]:
    """RB209: a record, or some of its texts, without a translation into a language of the book."""
    book = view.book
    if len(book.settings.languages) < 2:
        return
    for records in (book.risks, book.plans, book.controls):
        for record in records.values():
            if record.id in book.unread:  # perhaps its translation is what could not be read
                continue
            for language in book.settings.languages:
                if language != record.language:
                    translation = book.translations.get((record.id, language))
                    yield from _missing(book, record, language, translation)


RULES: tuple[Rule, ...] = (
    ("RB205", stale_translation),
    ("RB208", translation_of_nothing),
    ("RB209", translation_missing),
)


def _of_nothing_in(book: Book, record: Translatable, translation: Translation) -> Iterator[Finding]:
    if translation.language == record.language:
        name = _name(record.language)
        yield fault(
            "RB208",
            _at(translation, "language"),
            say("finding.RB208.same-language", record=record.id, language=name),
            _mislabelled(book, record) or say("hint.RB208.same-language", record=record.id),
        )
    source = texts_of(record)
    gone = tuple(pointer for pointer in _translated(translation) if pointer not in source)
    if gone:
        yield fault(
            "RB208",
            _at(translation, "#texts"),
            say("finding.RB208.texts", record=record.id, pointers=gone, count=len(gone)),
            say("hint.RB208.texts", record=record.id, language=translation.language),
        )


def _missing(
    book: Book, record: Translatable, language: str, translation: Translation | None
) -> Iterator[Finding]:
    if translation is None:
        yield fault(
            "RB209",
            Place(record.source.path, record.id, "title"),
            say("finding.RB209", record=record.id, language=_name(language)),
            _mislabelled(book, record) or say("hint.RB209", record=record.id, language=language),
        )
        return
    there = _translated(translation)
    missing = tuple(pointer for pointer in texts_of(record) if pointer not in there)
    if missing:
        yield fault(
            "RB209",
            _at(translation, "#texts"),
            say(
                "finding.RB209.texts",
                record=record.id,
                language=_name(language),
                pointers=missing,
                count=len(missing),
            ),
            say("hint.RB209.texts", record=record.id, language=language),
        )


def _mislabelled(book: Book, record: Translatable) -> Saying | None:
    """What to write in a record that is evidently in another language than it is taken for."""
    share = han_share(" ".join(texts_of(record).values()))
    if share is None or HARDLY <= share <= MOSTLY:
        return None
    chinese = share > MOSTLY
    if is_chinese(record.language) == chinese:
        return None
    others = [tag for tag in book.settings.languages if is_chinese(tag) == chinese]
    if len(others) != 1:
        return None
    return say(
        "hint.mislabelled",
        record=record.id,
        language=_name(others[0]),
        tag=others[0],
        file=f"registers/{record.source.register}/register.yml",
    )


def _name(language: str) -> Saying:
    """A language of the book in words; the settings name none that has none."""
    return say(f"site.language.{language}")


def _translated(translation: Translation) -> Mapping[str, str]:
    """The texts that the translation gives, its body among them."""
    given = {pointer: text for pointer, text in translation.texts if text}
    return {**given, "body": translation.body} if translation.body.strip() else given


def _digests(source: Mapping[str, str], pointers: Iterable[str]) -> tuple[Saying, ...]:
    """The lines that belong under ``digests`` for the source texts as they are now."""
    return tuple(
        say("hint.digest", pointer=pointer, digest=digest_text(source[pointer]))
        for pointer in pointers
    )


def _record(book: Book, key: str) -> Translatable | None:
    return book.risks.get(key) or book.plans.get(key) or book.controls.get(key)


def _at(translation: Translation, pointer: str) -> Place:
    return Place(translation.source.path, translation.of, pointer)

"""Findings as they may stand in a summary or a comment: none that tells of a confidential record.

A record that is too broken to be read may be confidential too; then its file says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from riskbook.findings import Finding
from riskbook.identifying.telling import found_records, texts_in
from riskbook.model.book import Book
from riskbook.model.texts import texts_of
from riskbook.reporting.report import Report
from riskbook.wording import Fact, Saying, Text

_CONFIDENTIAL = re.compile(
    r"""^[\s{,]*["']?confidential["']?\s*:\s*["']?(?!false|no|off|null|~|["'\s])""",
    re.MULTILINE | re.IGNORECASE,
)
TELLING = 4
"""Characters of a text that tell something: shorter ones are in every sentence."""

_ID_OF_FILE = re.compile(r"[A-Za-z]+-?[0-9]+|[a-z0-9][a-z0-9-]*")


def without_confidential(report: Report, books: Iterable[Book]) -> Report:
    """The report without the findings that name a confidential record, which are counted.

    ``books`` are the states that the findings are about, those at the base included.
    """
    every = tuple(books)
    ids, everyday = _confidential(every)
    names = _pattern(ids | frozenset(_told_by_file(report.sources)))
    texts = {text for book in every for text in _texts(book) if len(text) >= TELLING}
    shown = tuple(
        finding
        for finding in report.findings
        if not any(
            _is_of(words, names, everyday) or any(text in words for text in texts)
            for words in _words(finding)
        )
    )
    return replace(report, findings=shown, withheld=len(report.findings) - len(shown))


def _confidential(books: Iterable[Book]) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of confidential records, and those of them that are everyday words: of processes."""
    found: set[str] = set()
    everyday: set[str] = set()
    for book in books:
        for shelf in (book.risks, book.plans, book.controls):
            found |= {key for key, record in shelf.items() if record.confidential}
        everyday |= {key for key, record in book.processes.items() if record.confidential}
        hidden = {one.id for one in found_records(book.discovery) if one.confidential}
        found |= hidden & book.discovery.incidents.keys()
        everyday |= hidden - book.discovery.incidents.keys()
    return frozenset(found), frozenset(everyday)


def _texts(book: Book) -> Iterator[str]:
    """What confidential records say: a finding about others may quote a title or a node of them."""
    hidden = {
        key: record
        for shelf in (book.risks, book.plans, book.controls)
        for key, record in shelf.items()
        if record.confidential
    }
    for record in hidden.values():
        yield from texts_of(record).values()
    for translation in book.translations.values():
        if translation.of in hidden:
            yield from (text for _, text in translation.texts)
    for process in book.processes.values():
        if process.confidential:
            named = (process.title, *dict(process.lanes).values(), *dict(process.items).values())
            for text in (*named, *(node.title for node in process.nodes)):
                yield from (words for _, words in text.by_language)
    for found in found_records(book.discovery):
        for _, text in texts_in(found) if found.confidential else ():
            yield from (words for _, words in text.by_language)


def _told_by_file(sources: Mapping[str, str]) -> Iterator[str]:
    """The ids in the names of files that say of themselves that they are confidential."""
    for path, text in sources.items():
        named = _ID_OF_FILE.match(PurePosixPath(path).name)
        if named and _CONFIDENTIAL.search(text):
            yield named[0]


def _pattern(ids: frozenset[str]) -> re.Pattern[str] | None:
    if not ids:
        return None
    every = "|".join(sorted(map(re.escape, ids)))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{every})(?![A-Za-z0-9])")


def _is_of(words: str, names: re.Pattern[str] | None, everyday: frozenset[str]) -> bool:
    return (
        words in everyday
        or PurePosixPath(words).stem in everyday
        or (names is not None and names.search(words) is not None)
    )


def _words(finding: Finding) -> Iterator[str]:
    yield from (finding.location.path, finding.record)
    for saying in (finding.message, finding.hint):
        if saying is not None:
            yield from _facts(saying)


def _facts(fact: Fact) -> Iterator[str]:
    match fact:
        case Saying(_, facts):
            for _, one in facts:
                yield from _facts(one)
        case str():
            yield fact
        case tuple():
            for one in fact:
                yield from _facts(one)
        case Text():
            yield from (words for _, words in fact.by_language)
        case _:
            return

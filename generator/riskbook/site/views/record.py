"""What the pages of all records have: language notes, sign-offs, and the foot."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from riskbook.model.records import SignOff
from riskbook.model.terms import SignOffKind
from riskbook.reviewing.fingerprints import shown
from riskbook.site import elements
from riskbook.site.edition import UP, Edition
from riskbook.site.frame import root_of
from riskbook.site.translating import Reading, fields

LATEST = 5
"""Sign-offs of a record that stand open."""

EARLIER = 7
"""Sign-offs that are there to be opened; git has those before them, and the page stays light."""

ON_PAPER = 3
"""Sign-offs, and moves of a risk, on its sheet of paper; the style sheet hides the others there."""


class Languages(NamedTuple):
    """What a reader must know about the language of a record.

    ``tag`` marks a page that is not translated at all; ``origin`` says of a translation what it
    was made from; ``notes`` are sentences about what it lacks.
    """

    tag: str
    origin: str
    notes: tuple[str, ...]


class SignOffRow(NamedTuple):
    """One entry of who attested what. ``outcome`` says what it came to; ``reason`` quotes.

    ``language`` names that of the reason where it is not the page's; ``bound`` is the fingerprint
    of what was signed.
    """

    date: str
    what: str
    outcome: str
    reason: str
    language: str
    bound: str


class SignOffs(NamedTuple):
    """The sign-offs of a record, newest first.

    ``title`` says how many are earlier than the ``latest``, and ``rest`` where those are that even
    ``earlier`` leaves out. ``paper`` says on paper how many are not on it.
    """

    latest: tuple[SignOffRow, ...]
    earlier: tuple[SignOffRow, ...]
    title: str
    rest: str
    paper: str


class Foot(NamedTuple):
    """Where a record's page comes from: its files, where to change them, and its last change.

    ``translation`` is the file of a translation that the page shows.
    """

    path: str
    edit: str
    translation: str
    edit_translation: str
    changed: str
    commit: str
    commit_href: str


def languages(edition: Edition, reading: Reading, path: str) -> Languages:
    """What a reader of the page at ``path`` must know about the language of its record."""
    words = edition.words
    if not reading.translated:
        language = words.say(f"language.{reading.language}")
        return Languages(
            words.say("not-translated"),
            "",
            (words.say("not-translated-note", language=language),),
        )
    notes = []
    if reading.foreign:
        notes.append(words.say("partly-translated-note", fields=_fields(edition, reading.foreign)))
    if reading.stale:
        notes.append(
            words.say("stale-translation-note", fields=_fields(edition, frozenset(reading.stale)))
        )
    return Languages("", _origin(edition, reading, path), tuple(notes))


def sign_offs(edition: Edition, record: str) -> SignOffs:
    """The sign-offs of a record."""
    entries = edition.site.links.sign_offs_of.get(record, ())
    rows = tuple(_sign_off(edition, entry) for entry in entries[: -(LATEST + EARLIER) - 1 : -1])
    before = len(entries) - LATEST
    rest = len(entries) - len(rows)
    return SignOffs(
        rows[:LATEST],
        rows[LATEST:],
        edition.words.say("sign-off.earlier", count=before) if before > 0 else "",
        edition.words.say(
            "sign-off.rest", count=rest, folder=posixpath.dirname(entries[0].source.path)
        )
        if rest
        else "",
        older_on_paper(edition, len(entries)),
    )


def older_on_paper(edition: Edition, count: int) -> str:
    """What a sheet of paper says instead of the older of ``count``; ``""`` where it has all."""
    older = count - ON_PAPER
    return edition.words.say("paper.older", count=older) if older > 0 else ""


def foot(edition: Edition, path: str, translation: str = "") -> Foot:
    """The foot of a record's page; its files are the record and the translation that it shows."""
    change = edition.change(path)
    return Foot(
        path=path,
        edit=edition.edit(path),
        translation=translation,
        edit_translation=edition.edit(translation) if translation else "",
        changed=edition.words.date(change.date) if change else "",
        commit=change.commit if change else "",
        commit_href=change.url if change else "",
    )


def _origin(edition: Edition, reading: Reading, path: str) -> str:
    """``Translated from Chinese. The Chinese text counts.``, with a link to that text."""
    words, language = edition.words, reading.language
    if not language:
        return ""
    name = words.say(f"language.{language}")
    original = words.say("original-text", language=name)
    if language in edition.site.languages:
        original = elements.link(f"{UP}{root_of(edition.site, language)}{path}", original)
    return words.fill("translated-note", language=name, original=original)


def _sign_off(edition: Edition, entry: SignOff) -> SignOffRow:
    words, names = edition.words, edition.names
    if entry.kind is SignOffKind.REVIEW and entry.outcome:
        outcome = words.named("outcome", entry.outcome)
    elif entry.kind is SignOffKind.APPROVAL and entry.resources:
        outcome = words.say(f"resources.{entry.resources}")
    elif entry.until:
        outcome = words.fill("sign-off.until", day=words.date(entry.until))
    else:
        outcome = ""
    foreign = entry.reason and entry.language not in ("", words.language)
    return SignOffRow(
        date=words.date(entry.date),
        what=words.fill(
            f"sign-off.{entry.kind.value}",
            by=names.holder(entry.by),
            role=names.holder(entry.role),
        ),
        outcome=outcome,
        reason=elements.foreign(entry.reason, entry.language) if foreign else entry.reason,
        language=words.say(f"language.{entry.language}") if foreign else "",
        bound=words.fill("sign-off.bound", fingerprint=elements.code(shown(entry.fingerprint)))
        if entry.fingerprint
        else words.say("sign-off.unbound"),
    )


def _fields(edition: Edition, pointers: frozenset[str]) -> str:
    return str(
        edition.words.listing(
            edition.words.say(f"field.{field}") for field in fields(sorted(pointers))
        )
    )

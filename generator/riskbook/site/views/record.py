"""What the pages of all records have: language notes, sign-offs, and the foot."""

from __future__ import annotations

from dataclasses import dataclass

from riskbook.model.records import SignOff
from riskbook.model.terms import SignOffKind
from riskbook.site import elements
from riskbook.site.edition import Edition
from riskbook.site.translating import Reading, fields


@dataclass(frozen=True, slots=True)
class Languages:
    """``tag`` marks a page that is not translated at all; ``notes`` are sentences for readers."""

    tag: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignOffRow:
    """One entry of who attested what. ``outcome`` says what it came to; ``reason`` quotes."""

    date: str
    what: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Foot:
    """Where a record's page comes from: its file, where to change it, and its last change."""

    path: str
    edit: str
    changed: str
    commit: str
    commit_href: str


def languages(edition: Edition, reading: Reading) -> Languages:
    """What a reader must know about the language of a record."""
    words = edition.words
    if not reading.translated:
        language = words.say(f"language.{reading.language}")
        return Languages(
            words.say("not-translated"),
            (words.say("not-translated-note", language=language),),
        )
    notes = []
    if reading.foreign:
        notes.append(words.say("partly-translated-note", fields=_fields(edition, reading.foreign)))
    if reading.stale:
        notes.append(
            words.say("stale-translation-note", fields=_fields(edition, frozenset(reading.stale)))
        )
    return Languages("", tuple(notes))


def sign_offs(edition: Edition, record: str) -> tuple[SignOffRow, ...]:
    """The sign-offs of a record, newest first."""
    entries = edition.site.links.sign_offs_of.get(record, ())
    return tuple(_sign_off(edition, entry) for entry in reversed(entries))


def foot(edition: Edition, path: str) -> Foot:
    """The foot of a record's page."""
    change = edition.change(path)
    return Foot(
        path=path,
        edit=edition.edit(path),
        changed=edition.words.date(change.date) if change else "",
        commit=change.commit if change else "",
        commit_href=change.url if change else "",
    )


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
    )


def _fields(edition: Edition, pointers: frozenset[str]) -> str:
    return str(
        edition.words.listing(
            edition.words.say(f"field.{field}") for field in fields(sorted(pointers))
        )
    )

"""What was signed, exercised and translated: entries that come as files of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from riskbook.model.book import Book
from riskbook.model.digests import Value
from riskbook.model.records import Exercise, SignOff, Source, Translation
from riskbook.reviewing.changes import Change, Kind, Spot, Thing, Weight
from riskbook.reviewing.differing import Ends, differing, lines_apart

Entry = TypeVar("Entry", SignOff, Exercise)

_NOWHERE = Source("", "", "")
_FRAMEWORK = {
    "criteria": Thing.CRITERIA,
    "organization": Thing.ORGANIZATION,
    "services": Thing.SERVICES,
    "settings": Thing.SETTINGS,
}


def changes_of_sign_offs(before: Book, after: Book) -> Iterator[Change]:
    """The entries that were added, and those that were edited or taken away, as none may be."""
    for was, now in _pairs(before.sign_offs, after.sign_offs):
        entry = now or was
        if entry is None:
            continue
        thing, key = _thing(entry.of, before, after)
        yield Change(
            thing,
            key,
            _kind(was, now, (Kind.SIGNED, Kind.SIGN_OFF_CHANGED, Kind.SIGN_OFF_REMOVED)),
            "",
            _signed(was),
            _signed(now),
            Weight.BOOKKEEPING,
            Spot(was.source.path, "") if was else None,
            Spot(now.source.path, "") if now else None,
        )


def changes_of_exercises(before: Book, after: Book) -> Iterator[Change]:
    """The exercises that were recorded, edited or taken away."""
    for was, now in _pairs(before.exercises, after.exercises):
        entry = now or was
        if entry is None:
            continue
        yield Change(
            Thing.PLAN,
            entry.of,
            _kind(was, now, (Kind.EXERCISED, Kind.EXERCISE_CHANGED, Kind.EXERCISE_REMOVED)),
            "",
            _exercised(was),
            _exercised(now),
            Weight.BOOKKEEPING,
            Spot(was.source.path, "") if was else None,
            Spot(now.source.path, "") if now else None,
        )


def changes_of_translations(before: Book, after: Book) -> Iterator[Change]:
    """What was translated, anew or for the first time, or is no longer."""
    for key in sorted({*before.translations, *after.translations}):
        was, now = before.translations.get(key), after.translations.get(key)
        of, language = key
        thing, identity = _thing(of, before, after)
        ends = Ends(thing, identity, was.source.path if was else "", now.source.path if now else "")
        for pointer, *texts in differing(_texts(was), _texts(now)):
            old, new = lines_apart(*texts) if pointer == "body" else texts
            yield ends.change(
                Kind.TRANSLATED,
                f"{language}/{pointer}",
                old,
                new,
                Weight.EDITORIAL,
                lies_at=(f"texts/{pointer}", f"texts/{pointer}"),
            )


def _pairs(
    before: Iterable[Entry], after: Iterable[Entry]
) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Entries of which one of the two states has another or none.

    What says the same is the same entry wherever its file lies; another entry at the same path is
    one that was edited.
    """
    then, now = list(before), list(after)
    kept = {_bare(entry) for entry in then} & {_bare(entry) for entry in now}
    gone: dict[str, Entry] = {
        entry.source.path: entry for entry in then if _bare(entry) not in kept
    }
    come: dict[str, Entry] = {entry.source.path: entry for entry in now if _bare(entry) not in kept}
    for path in sorted({*gone, *come}):
        yield gone.get(path), come.get(path)


def _bare(entry: Entry) -> Entry:
    return replace(entry, source=_NOWHERE)


def _kind(was: object, now: object, kinds: tuple[Kind, Kind, Kind]) -> Kind:
    added, edited, removed = kinds
    if was is None:
        return added
    return removed if now is None else edited


def _thing(name: str, before: Book, after: Book) -> tuple[Thing, str]:
    """What an entry of that name speaks of."""
    if name in _FRAMEWORK:
        return _FRAMEWORK[name], ""
    for thing in (Thing.RISK, Thing.PLAN, Thing.CONTROL, Thing.PROCESS):
        if any(name in _shelf(book, thing) for book in (after, before)):
            return thing, name
    return Thing.RISK, name


def _shelf(book: Book, thing: Thing) -> Mapping[str, object]:
    match thing:
        case Thing.PLAN:
            return book.plans
        case Thing.CONTROL:
            return book.controls
        case Thing.PROCESS:
            return book.processes
        case _:
            return book.risks


def _signed(entry: SignOff | None) -> Value:
    if entry is None:
        return None
    return {
        "kind": entry.kind.value,
        "by": entry.by,
        "role": entry.role,
        "date": entry.date.isoformat(),
        "outcome": entry.outcome.value if entry.outcome else None,
        "until": entry.until.isoformat() if entry.until else None,
        "resources": entry.resources or None,
        "reason": entry.reason,
    }


def _exercised(entry: Exercise | None) -> Value:
    if entry is None:
        return None
    return {
        "date": entry.date.isoformat(),
        "type": entry.type.value,
        "result": entry.result.value,
    }


def _texts(translation: Translation | None) -> dict[str, Value]:
    if translation is None:
        return {}
    return {**dict(translation.texts), **({"body": translation.body} if translation.body else {})}

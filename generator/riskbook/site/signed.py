"""What of a record is not what was signed, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from riskbook.assessing.standing import Approval, Attested, Held, SignOffState
from riskbook.reviewing.pointers import either_words
from riskbook.site.edition import Edition


def changed_parts(edition: Edition, pointers: Iterable[str]) -> str:
    """The parts that pointers name, each once: ``step S2, action A3``."""
    said = (edition.words.sentence(either_words(one, edition.pointers)) for one in pointers)
    return str(edition.words.listing(dict.fromkeys(said)))


def review_note(edition: Edition, attested: Attested) -> str:
    """What has changed since the last review; ``""`` where nothing has."""
    match attested.review_state, attested.review:
        case SignOffState.CHANGED, Held() as held:
            return _since(edition, "note.changed", held, held.changed)
        case SignOffState.BASIS_CHANGED, Held() as held:
            return _since(edition, "note.basis-changed", held, held.basis_changed)
        case _:
            return ""


def approval_note(edition: Edition, attested: Attested) -> str:
    """Why the treatment needs an approval; ``""`` where it needs none or has it."""
    if not attested.approval_due:
        return ""
    match attested.treatment, attested.approval:
        case Approval.DRAFT, _:
            return edition.words.say("note.unapproved")
        case Approval.UNAUTHORISED, _:
            return edition.words.say("note.unauthorised")
        case Approval.CHANGED, Held() as held:
            return _since(edition, "note.approval-changed", held, held.changed)
        case _:
            return ""


def acceptance_note(edition: Edition, attested: Attested) -> str:
    """What has changed since the risk was accepted; ``""`` where nothing has."""
    match attested.acceptance_state, attested.acceptance:
        case SignOffState.CHANGED, Held() as held:
            return _since(edition, "note.acceptance-changed", held, held.changed)
        case _:
            return ""


def _since(edition: Edition, key: str, held: Held, pointers: Iterable[str]) -> str:
    day = edition.words.day(held.entry.date)
    return edition.words.say(key, day=day, parts=changed_parts(edition, pointers))

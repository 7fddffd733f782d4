"""Whether an entry binds what stands in the book now, and whether its signer may clear it.

People and roles are those of the base: a change grants nobody the right to sign it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from riskbook.model.book import Book
from riskbook.model.records import Risk, SignOff, Source
from riskbook.model.terms import SignOffKind
from riskbook.reviewing.authority import holds, may_review
from riskbook.reviewing.fingerprints import Fingerprint, fingerprint
from riskbook.reviewing.states import States


def binds(entry: SignOff, now: Fingerprint) -> bool:
    """Whether an entry binds exactly this content and this basis."""
    return binds_content(entry, now.content) and dict(entry.basis) == dict(now.basis)


def binds_content(entry: SignOff, now: Mapping[str, str]) -> bool:
    """Whether an entry binds exactly this content, whatever it rests on."""
    return bool(entry.content) and dict(entry.content) == dict(now)


def entries_of(states: States, of: str, kind: SignOffKind) -> tuple[SignOff, ...]:
    """The entries of the head on one record, newest first, those of tomorrow left out."""
    entries = states.head.links.sign_offs_of.get(of, ())
    today = states.head.today
    return tuple(each for each in reversed(entries) if each.kind is kind and each.date <= today)


def is_older(entry: SignOff, states: States) -> bool:
    """Whether the base has an entry already: what it was given for is not this change."""
    return any(
        _bare(entry) == _bare(each) for each in states.base.links.sign_offs_of.get(entry.of, ())
    )


def reviews_of(risk: Risk, states: States) -> tuple[SignOff, ...]:
    """The reviews that bind a risk of the head as it stands with all that it rests on."""
    entries = entries_of(states, risk.id, SignOffKind.REVIEW)
    if not any(entry.content for entry in entries):
        return ()
    now = fingerprint(risk, states.head.book, states.head_paths())
    return tuple(entry for entry in entries if binds(entry, now))


def may_clear_review(risk: Risk, entry: SignOff, states: States) -> bool:
    """Whether the signer of a review could give it, by the people of the base."""
    base = states.base.book
    return holds(base.organization, entry.by, entry.role, entry.date, None) and may_review(
        base, entry.by, owner_of(risk, base), entry.date
    )


def owner_of(risk: Risk, base: Book) -> str:
    """Whose risk it is: as the base has it, so that a change hands it to nobody who then signs."""
    before = base.risks.get(risk.id)
    return before.owner if before else risk.owner


def first_review(risk: Risk, states: States) -> SignOff | None:
    """The newest review that binds a risk as it stands and counts; None where there is none."""
    counting = (
        each
        for each in reviews_of(risk, states)
        if may_clear_review(risk, each, states) and not is_older(each, states)
    )
    return next(counting, None)


def _bare(entry: SignOff) -> SignOff:
    """The entry wherever its file lies."""
    return replace(entry, source=Source("", "", ""))

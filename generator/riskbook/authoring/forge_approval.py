"""A review that a forge has recorded, held against the book: what it approved, and if that stands.

A reviewer approves what a commit held. So the commit must be part of the history that is checked
out, and the record must still be what it was there; of what the record rested on, the entry binds
what the reviewer could see.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from riskbook.reading.loading import load
from riskbook.reading.paths import blobs_at, matching
from riskbook.reading.repository import merge_base, resolve
from riskbook.reading.trees import GitTree
from riskbook.reading.unusable import UnusableTreeError
from riskbook.reviewing.authorship import person_with
from riskbook.reviewing.basis import patterns_in
from riskbook.reviewing.content import changed_pointers
from riskbook.reviewing.fingerprints import Fingerprint, fingerprint_of
from riskbook.reviewing.forge_reviews import ForgeReview
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.pointers import pointers_words
from riskbook.wording import Saying, say

SHOWN = 12
"""Digits of a commit that are shown."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who approved on a forge, by key, and what the record was then."""

    person: str
    fingerprint: Fingerprint


def reviewed(root: Path, judged: Judged, of: str, review: ForgeReview) -> Reviewed | Saying:
    """What a review approved of a record; or why it does not count for what stands there now."""
    commit = review.commit[:SHOWN]
    person = person_with(review.login, judged.book.organization)
    if person is None:
        file = judged.book.organization.path
        return say("signing.review.nobody", login=review.login, file=file)
    try:
        there = resolve(root, review.commit)
    except UnusableTreeError:
        return say("signing.review.gone", login=review.login, commit=commit)
    try:
        on_the_way = merge_base(root, there, "HEAD") == there
        book = load(GitTree(root, there)).book
        blobs = blobs_at(root, there)
    except UnusableTreeError as error:
        return error.saying
    if not on_the_way:
        return say("signing.review.elsewhere", login=review.login, commit=commit)
    paths = matching(patterns_in(book), blobs or {}) if book is not None else {}
    then = fingerprint_of(of, book, paths) if book is not None else None
    now = fingerprint_of(of, judged.book, judged.paths)
    if then is None or now is None:
        return say("signing.review.not-there", login=review.login, commit=commit, id=of)
    changed = changed_pointers(then.content.items(), now.content)
    if changed:
        pointers = pointers_words(changed)
        return say("signing.review.stale", login=review.login, commit=commit, pointers=pointers)
    return Reviewed(person, then)

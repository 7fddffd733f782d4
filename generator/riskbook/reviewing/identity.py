"""Whether an entry was given by the person whom it names, as far as git and a forge can tell.

A name can be typed. What cannot is the commit that brought the entry, or the approving review of a
forge: one of the two must be that person's. An entry that was merged before was believed then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from riskbook.model.book import Identity, Organization
from riskbook.model.records import SignOff
from riskbook.model.terms import SignOffKind
from riskbook.reading.ancestry import Blend
from riskbook.reading.commits import Commit
from riskbook.reading.placing import Kind, place
from riskbook.reviewing.authorship import Authors, known, person_of, person_with
from riskbook.reviewing.binding import binds, binds_content
from riskbook.reviewing.fingerprints import Fingerprint
from riskbook.reviewing.forge_reviews import ForgeReview, standing_approvals
from riskbook.wording import Fact, Saying, say

FingerprintAt = Callable[[str, str], Fingerprint | None]
"""What a commit has of a record, by the id of the commit and that of the record."""


@dataclass(frozen=True, slots=True)
class Record:
    """What git and the forge know of a change.

    ``commits`` and ``blends`` lie between base and head, ``reached`` names them all. ``blobs`` are
    the ids of the files of the book that the head has committed, by path. ``merged`` are the paths
    of the entries that are those of the base. ``reviews`` is None where nobody gave a file of them.
    ``fingerprint_at`` reads a commit of the change. ``at_hand`` says that the head is a folder with
    something in it that no commit has.
    """

    commits: tuple[Commit, ...]
    blends: tuple[Blend, ...]
    reached: frozenset[str]
    blobs: Mapping[str, str]
    merged: frozenset[str]
    reviews: tuple[ForgeReview, ...] | None
    fingerprint_at: FingerprintAt
    at_hand: bool


@dataclass(frozen=True, slots=True)
class Belief:
    """Whether an entry is believed; ``doubt`` says why not, None for one that is.

    ``advisory`` says that nobody can tell yet: it stands in a folder and in no commit.
    """

    doubt: Saying | None = None
    advisory: bool = False


def authors_of(record: Record, organization: Organization) -> Authors:
    """Who wrote the change: commits and merges that touch sign-offs alone are left out."""
    wrote = [
        commit.author_email
        for commit in record.commits
        if not _signs_only(change.path for change in commit.changes)
    ]
    wrote += [blend.author_email for blend in record.blends if not _signs_only(blend.paths)]
    return known(wrote, organization)


def believe(
    entry: SignOff, identity: Identity, record: Record, organization: Organization
) -> Belief:
    """Whether an entry of the head was given by the person whom it names."""
    if entry.source.path in record.merged:
        return Belief()
    corroborated, stale = _reviewed(entry, record, organization)
    if corroborated:
        return Belief()
    if entry.source.path not in record.blobs and record.at_hand:
        return Belief(advisory=True)
    if identity is Identity.REVIEWS:
        return Belief(stale or say("gate.doubt.no-review", by=_name(entry.by, organization)))
    committed = _committed(entry, record)
    others = [
        commit for commit in committed if person_of(commit.author_email, organization) != entry.by
    ]
    if committed and not others:
        return Belief()
    if stale is not None:
        return Belief(stale)
    return Belief(_not_theirs(entry, others, organization))


def _signs_only(paths: Iterable[str]) -> bool:
    """Whether all paths are those of sign-offs."""
    return all((at := place(path)) is not None and at.kind is Kind.SIGN_OFF for path in paths)


def _committed(entry: SignOff, record: Record) -> tuple[Commit, ...]:
    """The commits that made the entry what it is; none where no commit has it as it stands."""
    path = entry.source.path
    touching = [
        (commit, change)
        for commit in record.commits
        for change in commit.changes
        if change.path == path
    ]
    if not touching or touching[-1][1].after != record.blobs.get(path, ""):
        return ()
    return tuple(commit for commit, _ in touching)


def _reviewed(
    entry: SignOff, record: Record, organization: Organization
) -> tuple[bool, Saying | None]:
    """Whether a review of the forge by the signer stands for the entry, and why one does not.

    It counts while its commit is part of the change and has the record as it was signed.
    """
    stale: Saying | None = None
    for review in standing_approvals(record.reviews or ()):
        if person_with(review.login, organization) != entry.by:
            continue
        name = _name(entry.by, organization)
        if review.commit not in record.reached:
            stale = stale or say("gate.doubt.review-gone", by=name, commit=review.commit[:12])
            continue
        then = record.fingerprint_at(review.commit, entry.of)
        if then is not None and _saw(entry, then):
            return True, None
        stale = stale or say("gate.doubt.review-stale", by=name, commit=review.commit[:12])
    return False, stale


def _saw(entry: SignOff, then: Fingerprint) -> bool:
    """Whether a commit had what an entry binds; what it rests on is part of a review alone."""
    if entry.kind is SignOffKind.REVIEW:
        return binds(entry, then)
    return binds_content(entry, then.content)


def _not_theirs(entry: SignOff, others: Iterable[Commit], organization: Organization) -> Saying:
    name = _name(entry.by, organization)
    for commit in others:
        person = person_of(commit.author_email, organization)
        if person is not None:
            return say("gate.doubt.committed-by", by=name, other=_name(person, organization))
        return say("gate.doubt.committed-by-stranger", by=name)
    return say("gate.doubt.not-committed", by=name)


def _name(key: str, organization: Organization) -> Fact:
    person = organization.people.get(key)
    return person.name if person else key

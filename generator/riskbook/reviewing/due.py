"""What sign-offs say of each risk today: reviewed, approved, accepted, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from riskbook.assessing.standing import Approval, Attested, Doubt, Held, Stages
from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.authority import (
    authorities_from,
    department_of,
    doubt_of,
    doubt_of_acceptance,
    holds,
)
from riskbook.reviewing.basis import Paths
from riskbook.reviewing.calendar import after
from riskbook.reviewing.fingerprints import Fingerprint, fingerprint
from riskbook.reviewing.holding import hold


def attest(
    book: Book,
    links: Links,
    levels: Mapping[str, Stages],
    today: date,
    paths: Paths | None = None,
) -> dict[str, Attested]:
    """What has been attested of every risk, by id. Entries dated after ``today`` do not count.

    A review is due one period of the risk's level now after the last review, or after the day the
    risk was identified. An approval or an acceptance is no review. ``paths`` holds the files that
    match each pattern that risks rest on; None where nobody can tell.
    """
    dues = _Dues(book, levels)
    never: dict[tuple[date | None, int, bool], Attested] = {}  # what risks without sign-offs share
    signed, open_now = links.sign_offs_of, Status.OPEN
    attested = {}
    for risk in book.risks.values():
        identity = risk.id
        if identity in signed:
            attested[identity] = _attested(risk, signed[identity], dues, today, paths)
            continue
        stages = levels.get(identity)
        current = stages.current if stages is not None else None
        key = (
            risk.identified.date if risk.identified else None,
            current.level if current is not None else -1,
            risk.status is open_now,
        )
        if key not in never:
            never[key] = _attested(risk, (), dues, today, paths)
        attested[identity] = never[key]
    return attested


def _attested(
    risk: Risk, sign_offs: Iterable[SignOff], dues: _Dues, today: date, paths: Paths | None
) -> Attested:
    book = dues.book
    past = [entry for entry in sign_offs if entry.date <= today]

    @cache
    def now() -> Fingerprint:
        return fingerprint(risk, book, paths)

    def doubt(entry: SignOff) -> Doubt | None:
        return dues.doubt(risk, entry)

    def counting(entries: Iterable[SignOff]) -> Held | None:
        return hold(entries, now, doubt, paths_known=paths is not None)

    reviews = [entry for entry in past if entry.kind is SignOffKind.REVIEW]
    last_review = max((entry.date for entry in reviews if doubt(entry) is None), default=None)
    due = dues.of(risk, last_review)
    ends = {
        entry: end
        for entry in past
        if entry.kind is SignOffKind.ACCEPTANCE and (end := dues.end_of(entry)) is not None
    }
    # The last acceptance in force stands for all: it may shorten an earlier one.
    in_force = counting(entry for entry, end in ends.items() if end >= today)
    acceptance = in_force or counting(ends)
    approval = counting(entry for entry in past if entry.kind is SignOffKind.APPROVAL)
    return Attested(
        last_review=last_review,
        due=due,
        days_late=max(0, (today - due).days) if due else 0,
        accepted_until=ends[in_force.entry] if in_force and in_force.stands else None,
        lapsed_on=max((end for end in ends.values() if end < today), default=None),
        review=counting(reviews),
        approval=approval,
        acceptance=acceptance,
        treatment=approval_state(approval),
        approval_due=dues.asks_for_approval(risk),
    )


def approval_state(held: Held | None) -> Approval:
    """What an approval makes of what it approves."""
    if held is None:
        return Approval.DRAFT
    if held.doubt is not None:
        return Approval.UNAUTHORISED
    return Approval.CHANGED if held.changed else Approval.APPROVED


class _Dues:
    """Dates and doubts. Due days are reckoned once a day and level, since thousands share them."""

    def __init__(self, book: Book, levels: Mapping[str, Stages]) -> None:
        self.book = book
        bounds = book.criteria.acceptance
        self._longest = bounds.longest if bounds else None
        self._periods = [level.review_every for level in book.criteria.levels]
        self._levels = levels
        self._known: dict[tuple[date, int], date | None] = {}

    def of(self, risk: Risk, last_review: date | None) -> date | None:
        """When a risk is due for review; None for one that is not open, assessed and dated."""
        level = self.level(risk)
        since = last_review or (risk.identified.date if risk.identified else None)
        if risk.status is not Status.OPEN or since is None or level is None:
            return None
        key = (since, level)
        if key not in self._known:
            self._known[key] = after(since, self._periods[level])
        return self._known[key]

    def level(self, risk: Risk) -> int | None:
        """The level that a risk has now."""
        stages = self._levels.get(risk.id)
        return stages.current.level if stages and stages.current else None

    def asks_for_approval(self, risk: Risk) -> bool:
        """Whether the level of an open risk asks for an approval of its treatment."""
        level = self.level(risk)
        return (
            risk.status is Status.OPEN
            and level is not None
            and self.book.criteria.levels[level].approval is not None
        )

    def doubt(self, risk: Risk, entry: SignOff) -> Doubt | None:
        """Why an entry does not count; None for one that does."""
        organization = self.book.organization
        match entry.kind:
            case SignOffKind.REVIEW:
                held = holds(organization, entry.by, entry.role, entry.date, None)
                return None if held else Doubt.NO_ROLE
            case SignOffKind.APPROVAL:
                authorities = authorities_from(self.book.criteria, self.level(risk))
                departments = (department_of(self.book, risk),)
                return doubt_of(organization, authorities, entry, departments)
            case SignOffKind.ACCEPTANCE:
                stages = self._levels.get(risk.id)
                position = stages.current if stages else None
                return doubt_of_acceptance(self.book, risk, position, entry)

    def end_of(self, entry: SignOff) -> date | None:
        """The last day of an acceptance: its own, or that of the longest that there may be."""
        if entry.until is None or self._longest is None:
            return entry.until
        return min(entry.until, after(entry.date, self._longest))

"""Reviews that a forge has collected for a pull request, as JSON that a workflow fetched.

``[{"login": "risk-officer", "state": "APPROVED", "commit": "<40 hex>", "submitted_at":
"2026-11-20T09:30:00Z"}]``. The file comes from outside: whatever is wrong with it is said, and
nothing of it is believed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from riskbook.wording import Saying, say

LARGEST = 1 << 20
"""Bytes of the file; a pull request with ten thousand reviews has fewer."""

APPROVED = "APPROVED"
_DECIDING = frozenset({APPROVED, "CHANGES_REQUESTED", "DISMISSED"})
_FIELDS = ("login", "state", "commit", "submitted_at")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class ReviewsError(Exception):
    """A file that holds no reviews; ``saying`` says what is wrong with it."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying


@dataclass(frozen=True, slots=True)
class ForgeReview:
    """One review: by whom, of which commit (its id), what it came to, and when (with a zone)."""

    login: str
    state: str
    commit: str
    submitted: datetime

    def day(self, time_zone: str) -> date:
        """The day on which it was submitted, in the book's time zone."""
        return self.submitted.astimezone(ZoneInfo(time_zone)).date()


def read_reviews(content: bytes) -> tuple[ForgeReview, ...]:
    """The reviews of a file, oldest first. Raises :class:`ReviewsError`."""
    if len(content) > LARGEST:
        raise ReviewsError(say("signing.reviews.large", most=LARGEST))
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError too
        raise ReviewsError(say("signing.reviews.json")) from error
    if not isinstance(data, list):
        raise ReviewsError(say("signing.reviews.list"))
    reviews = (_review(entry, number) for number, entry in enumerate(data, 1))
    return tuple(sorted(reviews, key=lambda each: (each.submitted, each.login, each.commit)))


def standing_approvals(reviews: Iterable[ForgeReview]) -> tuple[ForgeReview, ...]:
    """The approvals that nobody has taken back, the newest first.

    Of each login the last review that decides counts: one that only comments takes nothing back.
    """
    last: dict[str, ForgeReview] = {}
    for review in sorted(reviews, key=lambda each: each.submitted):
        if review.state in _DECIDING:
            last[review.login.casefold()] = review
    found = (review for review in last.values() if review.state == APPROVED)
    return tuple(sorted(found, key=lambda each: (each.submitted, each.login), reverse=True))


def _review(entry: object, number: int) -> ForgeReview:
    if not isinstance(entry, dict):
        raise ReviewsError(say("signing.reviews.entry", number=number, fields=_FIELDS))
    fields = {name: entry.get(name) for name in _FIELDS}
    for name, value in fields.items():
        if not isinstance(value, str) or not value.strip():
            raise ReviewsError(say("signing.reviews.field", number=number, field=name))
    login, state, commit, submitted = (str(fields[name]).strip() for name in _FIELDS)
    if not _COMMIT.fullmatch(commit.lower()):
        raise ReviewsError(say("signing.reviews.commit", number=number))
    return ForgeReview(login, state.upper(), commit.lower(), _moment(submitted, number))


def _moment(text: str, number: int) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ReviewsError(say("signing.reviews.moment", number=number)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""What a forge can do for us; each of the three does it by its own API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from riskbook.reviewing.forge_reviews import ForgeReview


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a pull request. ``url`` is where a person reads it."""

    id: int
    author: str
    body: str
    url: str


class IssueState(Enum):
    """Whether an issue is still to be worked on."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue. ``url`` is where a person reads it."""

    number: int
    state: IssueState
    title: str
    body: str
    url: str


class Forge(Protocol):
    """One repository on a forge, as whoever the token stands for."""

    def own_login(self) -> str:
        """Whose token it is."""
        ...

    def this_pull(self) -> int:
        """The pull request that this run belongs to.

        Raises ``NoPullRequestError`` where it belongs to none, or to one that has moved on.
        """
        ...

    def comments(self, pull: int) -> tuple[Comment, ...]:
        """The comments of a pull request, oldest first."""
        ...

    def create_comment(self, pull: int, body: str) -> Comment:
        """A new comment."""
        ...

    def update_comment(self, pull: int, comment: int, body: str) -> Comment:
        """Another text for a comment."""
        ...

    def issues(self, since: date) -> tuple[Issue, ...]:
        """Own issues by number: all that are open, and the closed that were touched ``since``."""
        ...

    def create_issue(self, title: str, body: str) -> Issue:
        """A new issue."""
        ...

    def update_issue(self, number: int, title: str, body: str, state: IssueState) -> Issue:
        """Another title, text and state for an issue."""
        ...

    def reviews(self, pull: int) -> tuple[ForgeReview, ...]:
        """The reviews of a pull request, oldest first, of which commit and time are known."""
        ...

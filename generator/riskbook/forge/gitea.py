"""Gitea and Forgejo, by their REST API, version 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from riskbook.forge.answers import moment_at, text_at, value_at
from riskbook.forge.forge import Issue
from riskbook.forge.github_like import GitHubLike, issues_of, open_pull
from riskbook.forge.refusal import ForgeError
from riskbook.forge.run_event import Head, OpenPull
from riskbook.reviewing.forge_reviews import ForgeReview
from riskbook.wording import say

HEADERS = {"Accept": "application/json", "Authorization": "token {token}"}

_STATES = {
    "APPROVED": "APPROVED",
    "REQUEST_CHANGES": "CHANGES_REQUESTED",
    "COMMENT": "COMMENTED",
}
"""The states of reviews, and what GitHub calls them."""


@dataclass(frozen=True, slots=True)
class Gitea(GitHubLike):
    """A repository on Gitea."""

    paging: ClassVar[Mapping[str, int]] = {"limit": 50}

    def own_login(self) -> str:
        """Whose token it is."""
        login = text_at(self.client.read("/user"), "login")
        if not login:
            raise ForgeError(say("forge.strange-answer", host=self.client.host))
        return login

    def open_pulls(self, head: Head) -> Iterator[OpenPull]:  # noqa: ARG002  # there is no filter by head
        """All open pull requests."""
        found = self.client.pages(f"{self.path}/pulls", state="open", **self.paging)
        yield from map(open_pull, found)

    def issues(self, since: date) -> tuple[Issue, ...]:
        """Own issues by number: all that are open, and the closed that were touched ``since``.

        Whose they are is asked of each: the user of a workflow's token is no user to the filter.
        """
        login, path, paging = self.own_login(), f"{self.path}/issues", self.paging
        start = f"{since}T00:00:00Z"
        opened = self.client.pages(path, type="issues", state="open", **paging)
        closed = self.client.pages(path, type="issues", state="closed", since=start, **paging)
        return issues_of(login, opened, closed)

    def reviews(self, pull: int) -> tuple[ForgeReview, ...]:
        """The reviews of a pull request, oldest first; requests for one are none."""
        found = self.client.pages(f"{self.path}/pulls/{pull}/reviews", **self.paging)
        return tuple(
            ForgeReview(
                text_at(item, "user", "login"),
                "DISMISSED" if value_at(item, "dismissed") is True else state,
                commit,
                submitted,
            )
            for item in found
            if (state := _STATES.get(text_at(item, "state")))
            and (submitted := moment_at(item, "submitted_at"))
            and (commit := text_at(item, "commit_id"))
        )

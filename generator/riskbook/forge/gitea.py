"""Gitea and Forgejo, by their REST API, version 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from riskbook.forge.answers import moment_at, number_at, text_at, value_at
from riskbook.forge.client import Client
from riskbook.forge.forge import Comment, Issue, IssueState
from riskbook.forge.refusal import ForgeError
from riskbook.forge.run_event import Head, OpenPull, pull_of
from riskbook.reviewing.forge_reviews import ForgeReview
from riskbook.wording import say

HEADERS = {"Accept": "application/json", "Authorization": "token {token}"}
PAGE = 50
"""What an instance gives at most, unless it is told otherwise."""

_STATES = {
    "APPROVED": "APPROVED",
    "REQUEST_CHANGES": "CHANGES_REQUESTED",
    "COMMENT": "COMMENTED",
}
"""The states of reviews, and what GitHub calls them."""


@dataclass(frozen=True, slots=True)
class Gitea:
    """A repository (``owner/name``) on Gitea; ``event`` is why the run runs."""

    client: Client
    repository: str
    web: str
    event: object

    @property
    def key(self) -> str:
        """The key of logins in organization.yml."""
        return "gitea"

    def own_login(self) -> str:
        """Whose token it is."""
        login = text_at(self.client.read("/user"), "login")
        if not login:
            raise ForgeError(say("forge.strange-answer", host=self.client.host))
        return login

    def this_pull(self) -> int:
        """The pull request that this run belongs to."""
        return pull_of(self.event, self._open_pulls)

    def comments(self, pull: int) -> tuple[Comment, ...]:
        """The comments of a pull request, oldest first."""
        found = self.client.pages(f"{self._path}/issues/{pull}/comments", limit=PAGE)
        return tuple(map(_comment, found))

    def create_comment(self, pull: int, body: str) -> Comment:
        """A new comment."""
        path = f"{self._path}/issues/{pull}/comments"
        return _comment(self.client.write("POST", path, {"body": body}))

    def update_comment(self, pull: int, comment: int, body: str) -> Comment:  # noqa: ARG002  # GitLab needs the pull request
        """Another text for a comment."""
        path = f"{self._path}/issues/comments/{comment}"
        return _comment(self.client.write("PATCH", path, {"body": body}))

    def issues(self, since: date) -> tuple[Issue, ...]:
        """Own issues by number: all that are open, and the closed that were touched ``since``.

        Whose they are is asked of each: the user of a workflow's token is no user to the filter.
        """
        login, path = self.own_login(), f"{self._path}/issues"
        opened = self.client.pages(path, type="issues", state="open", limit=PAGE)
        closed = self.client.pages(
            path, type="issues", state="closed", since=f"{since}T00:00:00Z", limit=PAGE
        )
        found = [
            _issue(item)
            for items in (opened, closed)
            for item in items
            if text_at(item, "user", "login") == login
        ]
        return tuple(sorted(found, key=lambda issue: issue.number))

    def create_issue(self, title: str, body: str) -> Issue:
        """A new issue."""
        path = f"{self._path}/issues"
        return _issue(self.client.write("POST", path, {"title": title, "body": body}))

    def update_issue(self, number: int, title: str, body: str, state: IssueState) -> Issue:
        """Another title, text and state for an issue."""
        content = {"title": title, "body": body, "state": state.value}
        return _issue(self.client.write("PATCH", f"{self._path}/issues/{number}", content))

    def reviews(self, pull: int) -> tuple[ForgeReview, ...]:
        """The reviews of a pull request, oldest first; requests for one are none."""
        found = self.client.pages(f"{self._path}/pulls/{pull}/reviews", limit=PAGE)
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

    @property
    def _path(self) -> str:
        return f"/repos/{quote(self.repository)}"

    def _open_pulls(self, head: Head) -> Iterator[OpenPull]:  # noqa: ARG002  # there is no filter by head
        for item in self.client.pages(f"{self._path}/pulls", state="open", limit=PAGE):
            yield OpenPull(
                number_at(item, "number"),
                text_at(item, "head", "sha"),
                text_at(item, "head", "repo", "full_name"),
            )


def _comment(answer: object) -> Comment:
    return Comment(
        number_at(answer, "id"),
        text_at(answer, "user", "login"),
        text_at(answer, "body"),
        text_at(answer, "html_url"),
    )


def _issue(answer: object) -> Issue:
    return Issue(
        number_at(answer, "number"),
        IssueState.OPEN if text_at(answer, "state") == "open" else IssueState.CLOSED,
        text_at(answer, "title"),
        text_at(answer, "body"),
        text_at(answer, "html_url"),
    )

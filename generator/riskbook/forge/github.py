"""GitHub, by its REST API, version 2022-11-28."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from riskbook.forge.answers import moment_at, number_at, text_at, value_at
from riskbook.forge.client import Client
from riskbook.forge.forge import Comment, Issue, IssueState
from riskbook.forge.refusal import ForgeError
from riskbook.forge.run_event import Head, OpenPull, pull_of
from riskbook.reviewing.forge_reviews import ForgeReview
from riskbook.wording import say

HEADERS = {
    "Accept": "application/vnd.github+json",
    "Authorization": "Bearer {token}",
    "X-GitHub-Api-Version": "2022-11-28",
}
PAGE = 100


@dataclass(frozen=True, slots=True)
class GitHub:
    """A repository (``owner/name``) on GitHub; ``event`` is why the run runs."""

    client: Client
    repository: str
    web: str
    event: object

    @property
    def key(self) -> str:
        """The key of logins in organization.yml."""
        return "github"

    def own_login(self) -> str:
        """Whose token it is: by GraphQL, since REST refuses to tell the token of a workflow."""
        base = self.client.base
        graph = base.removesuffix("/v3") if base.endswith("/api/v3") else base
        client = replace(self.client, base=graph)
        answer = client.write("POST", "/graphql", {"query": "{viewer{login}}"})
        login = text_at(answer, "data", "viewer", "login")
        if not login:
            raise ForgeError(say("forge.strange-answer", host=self.client.host))
        return login

    def this_pull(self) -> int:
        """The pull request that this run belongs to."""
        return pull_of(self.event, self._open_pulls)

    def comments(self, pull: int) -> tuple[Comment, ...]:
        """The comments of a pull request, oldest first."""
        found = self.client.pages(f"{self._path}/issues/{pull}/comments", per_page=PAGE)
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
        """Own issues by number: all that are open, and the closed that were touched ``since``."""
        login, path = self.own_login(), f"{self._path}/issues"
        opened = self.client.pages(path, creator=login, state="open", per_page=PAGE)
        closed = self.client.pages(
            path, creator=login, state="closed", since=f"{since}T00:00:00Z", per_page=PAGE
        )
        found = [
            _issue(item)
            for items in (opened, closed)
            for item in items
            if value_at(item, "pull_request") is None  # every pull request is an issue too
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
        """The reviews of a pull request, oldest first; those not yet submitted are none."""
        found = self.client.pages(f"{self._path}/pulls/{pull}/reviews", per_page=PAGE)
        return tuple(
            ForgeReview(text_at(item, "user", "login"), text_at(item, "state"), commit, submitted)
            for item in found
            if (submitted := moment_at(item, "submitted_at"))
            and (commit := text_at(item, "commit_id"))
        )

    @property
    def _path(self) -> str:
        return f"/repos/{quote(self.repository)}"

    def _open_pulls(self, head: Head) -> Iterator[OpenPull]:
        owner, _, _ = head.repository.partition("/")
        found = self.client.pages(
            f"{self._path}/pulls", state="open", head=f"{owner}:{head.branch}", per_page=PAGE
        )
        for item in found:
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

"""What GitHub's API and Gitea's have in common: Gitea took its paths and names over."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from riskbook.forge.answers import number_at, text_at, value_at
from riskbook.forge.client import Client
from riskbook.forge.forge import Comment, Issue, IssueState
from riskbook.forge.run_event import Head, OpenPull, pull_of


@dataclass(frozen=True, slots=True)
class GitHubLike(ABC):
    """A repository (``owner/name``); ``event`` is why the run runs."""

    client: Client
    repository: str
    event: object

    paging: ClassVar[Mapping[str, int]]

    @property
    def path(self) -> str:
        """Where the repository lies in the API."""
        return f"/repos/{quote(self.repository)}"

    def this_pull(self) -> int:
        """The pull request that this run belongs to."""
        return pull_of(self.event, self.open_pulls)

    @abstractmethod
    def open_pulls(self, head: Head) -> Iterator[OpenPull]:
        """The open pull requests that may end at ``head``."""

    def comments(self, pull: int) -> tuple[Comment, ...]:
        """The comments of a pull request, oldest first."""
        found = self.client.pages(f"{self.path}/issues/{pull}/comments", **self.paging)
        return tuple(map(_comment, found))

    def create_comment(self, pull: int, body: str) -> Comment:
        """A new comment."""
        path = f"{self.path}/issues/{pull}/comments"
        return _comment(self.client.write("POST", path, {"body": body}))

    def update_comment(self, pull: int, comment: int, body: str) -> Comment:  # noqa: ARG002  # GitLab needs the pull request
        """Another text for a comment."""
        path = f"{self.path}/issues/comments/{comment}"
        return _comment(self.client.write("PATCH", path, {"body": body}))

    def create_issue(self, title: str, body: str) -> Issue:
        """A new issue."""
        path = f"{self.path}/issues"
        return _issue(self.client.write("POST", path, {"title": title, "body": body}))

    def update_issue(self, number: int, title: str, body: str, state: IssueState) -> Issue:
        """Another title, text and state for an issue."""
        content = {"title": title, "body": body, "state": state.value}
        return _issue(self.client.write("PATCH", f"{self.path}/issues/{number}", content))


def issues_of(login: str, *lists: Iterable[object]) -> tuple[Issue, ...]:
    """The issues that somebody wrote, by number. A pull request is an issue too, and left out."""
    found = [
        _issue(item)
        for items in lists
        for item in items
        if value_at(item, "pull_request") is None and text_at(item, "user", "login") == login
    ]
    return tuple(sorted(found, key=lambda issue: issue.number))


def open_pull(item: object) -> OpenPull:
    """A pull request as a list of them has it."""
    return OpenPull(
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

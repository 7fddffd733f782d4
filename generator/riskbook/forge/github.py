"""GitHub, by its REST API, version 2022-11-28."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from riskbook.forge.answers import moment_at, text_at
from riskbook.forge.forge import Issue
from riskbook.forge.github_like import GitHubLike, issues_of, open_pull
from riskbook.forge.refusal import ForgeError
from riskbook.forge.run_event import Head, OpenPull
from riskbook.reviewing.forge_reviews import ForgeReview
from riskbook.wording import say

HEADERS = {
    "Accept": "application/vnd.github+json",
    "Authorization": "Bearer {token}",
    "X-GitHub-Api-Version": "2022-11-28",
}


@dataclass(frozen=True, slots=True)
class GitHub(GitHubLike):
    """A repository on GitHub."""

    paging: ClassVar[Mapping[str, int]] = {"per_page": 100}

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

    def open_pulls(self, head: Head) -> Iterator[OpenPull]:
        """The open pull requests from the branch of ``head``."""
        owner, _, _ = head.repository.partition("/")
        branch = f"{owner}:{head.branch}"
        path = f"{self.path}/pulls"
        yield from map(open_pull, self.client.pages(path, state="open", head=branch, **self.paging))

    def issues(self, since: date) -> tuple[Issue, ...]:
        """Own issues by number: all that are open, and the closed that were touched ``since``."""
        login, path, paging = self.own_login(), f"{self.path}/issues", self.paging
        start = f"{since}T00:00:00Z"
        opened = self.client.pages(path, creator=login, state="open", **paging)
        closed = self.client.pages(path, creator=login, state="closed", since=start, **paging)
        return issues_of(login, opened, closed)

    def reviews(self, pull: int) -> tuple[ForgeReview, ...]:
        """The reviews of a pull request, oldest first; those not yet submitted are none."""
        found = self.client.pages(f"{self.path}/pulls/{pull}/reviews", **self.paging)
        return tuple(
            ForgeReview(text_at(item, "user", "login"), text_at(item, "state"), commit, submitted)
            for item in found
            if (submitted := moment_at(item, "submitted_at"))
            and (commit := text_at(item, "commit_id"))
        )

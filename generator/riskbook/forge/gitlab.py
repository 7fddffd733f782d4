"""GitLab, by its REST API, version 4. Its merge requests are what is called pull requests here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from riskbook.forge.answers import list_at, moment_at, number_at, text_at, value_at
from riskbook.forge.client import JOB_TOKEN, Client
from riskbook.forge.forge import Comment, Issue, IssueState
from riskbook.forge.refusal import ForgeError
from riskbook.reviewing.forge_reviews import APPROVED, ForgeReview
from riskbook.wording import say

MERGE_REQUEST = "CI_MERGE_REQUEST_IID"
PAGE = 100

_APPROVED = "approved this merge request"
"""What the system's note of an approval says, whatever the language of the instance."""


def headers(variable: str) -> dict[str, str]:
    """How a token is shown: a job's own in another header than one that somebody made."""
    name = "JOB-TOKEN" if variable == JOB_TOKEN else "PRIVATE-TOKEN"
    return {"Accept": "application/json", name: "{token}"}


@dataclass(frozen=True, slots=True)
class GitLab:
    """A project (its number, or ``group/name``); ``merge_request`` is the run's own, or ``""``."""

    client: Client
    project: str
    web: str
    merge_request: str

    def own_login(self) -> str:
        """Whose token it is. A job's token may ask only for its job."""
        if self.client.variable == JOB_TOKEN:
            login = text_at(self.client.read("/job"), "user", "username")
        else:
            login = text_at(self.client.read("/user"), "username")
        if not login:
            raise ForgeError(say("forge.strange-answer", host=self.client.host))
        return login

    def this_pull(self) -> int:
        """The merge request that this pipeline belongs to."""
        if not self.merge_request.isdecimal():
            raise ForgeError(say("forge.which-pull", variable=MERGE_REQUEST))
        return int(self.merge_request)

    def comments(self, pull: int) -> tuple[Comment, ...]:
        """The comments of a merge request, oldest first; what the system notes is none."""
        found = self.client.pages(
            f"{self._merge_request(pull)}/notes", sort="asc", order_by="created_at", per_page=PAGE
        )
        return tuple(
            self._comment(pull, item) for item in found if value_at(item, "system") is not True
        )

    def create_comment(self, pull: int, body: str) -> Comment:
        """A new comment."""
        path = f"{self._merge_request(pull)}/notes"
        return self._comment(pull, self.client.write("POST", path, {"body": body}))

    def update_comment(self, pull: int, comment: int, body: str) -> Comment:
        """Another text for a comment."""
        path = f"{self._merge_request(pull)}/notes/{comment}"
        return self._comment(pull, self.client.write("PUT", path, {"body": body}))

    def issues(self, since: date) -> tuple[Issue, ...]:
        """Own issues by number: all that are open, and the closed that were touched ``since``."""
        path = f"{self._path}/issues"
        opened = self.client.pages(path, scope="created_by_me", state="opened", per_page=PAGE)
        closed = self.client.pages(
            path,
            scope="created_by_me",
            state="closed",
            updated_after=f"{since}T00:00:00Z",
            per_page=PAGE,
        )
        found = [_issue(item) for items in (opened, closed) for item in items]
        return tuple(sorted(found, key=lambda issue: issue.number))

    def create_issue(self, title: str, body: str) -> Issue:
        """A new issue."""
        content = {"title": title, "description": body}
        return _issue(self.client.write("POST", f"{self._path}/issues", content))

    def update_issue(self, number: int, title: str, body: str, state: IssueState) -> Issue:
        """Another title, text and state for an issue."""
        event = "reopen" if state is IssueState.OPEN else "close"
        content = {"title": title, "description": body, "state_event": event}
        return _issue(self.client.write("PUT", f"{self._path}/issues/{number}", content))

    def reviews(self, pull: int) -> tuple[ForgeReview, ...]:
        """The approvals in force, oldest first.

        GitLab keeps no commit with an approval: it is the head of the last version that was pushed
        before the approval was given.
        """
        path = self._merge_request(pull)
        approvals = self.client.read(f"{path}/approvals")
        pushed = sorted(
            (when, text_at(item, "head_commit_sha"))
            for item in self.client.pages(f"{path}/versions", per_page=PAGE)
            if (when := moment_at(item, "created_at"))
        )
        noted = self._approved_at(path)
        found = []
        for item in list_at(approvals, "approved_by"):
            login = text_at(item, "user", "username")
            submitted = moment_at(item, "approved_at") or noted.get(login)
            heads = [head for when, head in pushed if submitted and when <= submitted]
            if submitted and heads:
                found.append(ForgeReview(login, APPROVED, heads[-1], submitted))
        return tuple(sorted(found, key=lambda review: (review.submitted, review.login)))

    def _approved_at(self, path: str) -> dict[str, datetime]:
        """When each approved last, by login, as the system notes it."""
        notes = self.client.pages(f"{path}/notes", sort="asc", order_by="created_at", per_page=PAGE)
        return {
            text_at(note, "author", "username"): when
            for note in notes
            if value_at(note, "system") is True
            and text_at(note, "body") == _APPROVED
            and (when := moment_at(note, "created_at"))
        }

    @property
    def _path(self) -> str:
        return f"/projects/{quote(self.project, safe='')}"

    def _merge_request(self, pull: int) -> str:
        return f"{self._path}/merge_requests/{pull}"

    def _comment(self, pull: int, answer: object) -> Comment:
        number = number_at(answer, "id")
        place = f"{self.web}/-/merge_requests/{pull}#note_{number}" if self.web else f"!{pull}"
        return Comment(
            number, text_at(answer, "author", "username"), text_at(answer, "body"), place
        )


def _issue(answer: object) -> Issue:
    return Issue(
        number_at(answer, "iid"),
        IssueState.OPEN if text_at(answer, "state") == "opened" else IssueState.CLOSED,
        text_at(answer, "title"),
        text_at(answer, "description"),
        text_at(answer, "web_url"),
    )

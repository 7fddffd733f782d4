"""The three forges: whose token, which pull request, which issues, which reviews."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from forge_server import HEAD, OWN, PROJECT, TOKEN, FakeForge, Scripted, serving
from riskbook.forge.forge import Forge, IssueState
from riskbook.forge.opening import FORGES
from riskbook.forge.refusal import ForgeError, NoPullRequestError
from riskbook.forge.reviews_file import reviews_file
from riskbook.reading.resources import catalogue
from riskbook.reviewing.forge_reviews import read_reviews

KINDS = ("github", "gitlab", "gitea")
FORK = "stranger/service-risk"
OTHER_HEAD = "9" * 40
SINCE = date(2026, 9, 30)


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[FakeForge]:
    with serving(FakeForge(request.param, page=2)) as forge:
        yield forge


@pytest.fixture(params=["github", "gitea"])
def with_events(request: pytest.FixtureRequest) -> Iterator[FakeForge]:
    with serving(FakeForge(request.param, page=2)) as forge:
        yield forge


def opened(server: FakeForge, **environment: str) -> Forge:
    return FORGES[server.kind]({**server.environment, **environment}, lambda _: None)


def refusal(server: FakeForge, **environment: str) -> str:
    with pytest.raises(ForgeError) as caught:
        opened(server, **environment).this_pull()
    for language in ("en", "zh"):
        assert TOKEN not in catalogue(language).say(caught.value.saying)
    return caught.value.saying.key


def test_whose_token_it_is(server: FakeForge) -> None:
    assert opened(server).own_login() == OWN[server.kind]


def test_a_job_s_own_token_is_shown_in_its_own_header() -> None:
    with serving(FakeForge("gitlab")) as server:
        forge = opened(server, GITLAB_TOKEN="", CI_JOB_TOKEN=TOKEN)
        assert forge.own_login() == OWN["gitlab"]
        assert server.asked[0].path == "/job"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_job_s_own_token_may_do_little(status: int) -> None:
    with serving(FakeForge("gitlab", scripted=[Scripted(status)])) as server:
        forge = opened(server, GITLAB_TOKEN="", CI_JOB_TOKEN=TOKEN)
        with pytest.raises(ForgeError) as caught:
            forge.create_comment(5, "x")
        assert "GITLAB_TOKEN" in catalogue("zh").say(caught.value.saying)


def test_an_instance_of_github_s_own_has_its_own_graphql() -> None:
    with serving(FakeForge("github", prefix="/api/v3")) as server:
        with pytest.raises(ForgeError):
            opened(server).own_login()  # the fake has no GraphQL there; the path is what counts
        assert server.asked[0].path == "/api/graphql"


def event_file(tmp_path: Path, event: Any) -> str:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event))
    return str(path)


def followed(**changes: Any) -> dict[str, Any]:
    """The event of a run that follows the check of a fork's pull request."""
    run = {
        "event": "pull_request",
        "head_sha": HEAD,
        "head_branch": "raise-r001",
        "head_repository": {"full_name": FORK},
        "pull_requests": [],
    }
    return {"workflow_run": {**run, **changes}}


def pull(number: int, sha: str = HEAD, repository: str = FORK) -> dict[str, Any]:
    owner = repository.partition("/")[0]
    head = {"sha": sha, "user": owner, "ref": "raise-r001", "repo": {"full_name": repository}}
    return {"number": number, "head": head}


def test_a_run_of_a_pull_request_names_it(with_events: FakeForge, tmp_path: Path) -> None:
    path = event_file(tmp_path, {"pull_request": {"number": 12}})
    assert opened(with_events, GITHUB_EVENT_PATH=path).this_pull() == 12
    assert with_events.asked == []


def test_of_a_fork_the_open_pull_requests_are_asked(with_events: FakeForge, tmp_path: Path) -> None:
    with_events.pulls = [
        pull(1, OTHER_HEAD),
        pull(2, repository="another/service-risk"),
        pull(3, repository="stranger/other"),
        pull(4),
    ]
    path = event_file(tmp_path, followed())
    assert opened(with_events, GITHUB_EVENT_PATH=path).this_pull() == 4


def test_what_the_event_lists_is_not_believed(with_events: FakeForge, tmp_path: Path) -> None:
    """The list may name pull requests of other repositories that share the commit."""
    with_events.pulls = [pull(4)]
    path = event_file(tmp_path, followed(pull_requests=[{"number": 99}]))
    assert opened(with_events, GITHUB_EVENT_PATH=path).this_pull() == 4


@pytest.mark.parametrize(
    ("event", "key"),
    [
        (followed(event="push"), "forge.run-without-pull"),
        (followed(event="schedule"), "forge.run-without-pull"),
        (followed(head_sha=OTHER_HEAD), "forge.no-pull-ends-here"),
        (followed(head_repository={"full_name": "a/b"}), "forge.no-pull-ends-here"),
    ],
)
def test_a_run_that_has_no_open_pull_request_is_no_fault(
    with_events: FakeForge, tmp_path: Path, event: Any, key: str
) -> None:
    with_events.pulls = [pull(4)]
    with pytest.raises(NoPullRequestError) as caught:
        opened(with_events, GITHUB_EVENT_PATH=event_file(tmp_path, event)).this_pull()
    assert caught.value.saying.key == key
    assert catalogue("zh").say(caught.value.saying)


@pytest.mark.parametrize(
    ("event", "key"),
    [
        ({}, "forge.which-pull"),
        ([], "forge.which-pull"),
        ({"pull_request": {"number": "12"}}, "forge.which-pull"),
        (followed(head_sha=None), "forge.unreadable-event"),
    ],
)
def test_an_event_of_another_shape_is_told(
    with_events: FakeForge, tmp_path: Path, event: Any, key: str
) -> None:
    assert refusal(with_events, GITHUB_EVENT_PATH=event_file(tmp_path, event)) == key


def test_several_pull_requests_are_told(with_events: FakeForge, tmp_path: Path) -> None:
    with_events.pulls = [pull(4), pull(5)]
    path = event_file(tmp_path, followed())
    assert refusal(with_events, GITHUB_EVENT_PATH=path) == "forge.several-pulls"


def test_no_event_and_a_broken_one_are_told(with_events: FakeForge, tmp_path: Path) -> None:
    assert refusal(with_events) == "forge.which-pull"
    assert refusal(with_events, GITHUB_EVENT_PATH="/nowhere") == "forge.unreadable-event"
    (tmp_path / "event.json").write_text("{")
    path = str(tmp_path / "event.json")
    assert refusal(with_events, GITHUB_EVENT_PATH=path) == "forge.unreadable-event"


def test_a_merge_request_is_named_by_its_pipeline() -> None:
    with serving(FakeForge("gitlab")) as server:
        assert opened(server, CI_MERGE_REQUEST_IID="5").this_pull() == 5
        assert refusal(server) == "forge.which-pull"
        assert refusal(server, CI_MERGE_REQUEST_IID="5; rm") == "forge.which-pull"


def test_of_a_fork_s_merge_request_the_target_is_spoken_to() -> None:
    with serving(FakeForge("gitlab")) as server:
        forge = opened(server, CI_PROJECT_ID="99", CI_MERGE_REQUEST_PROJECT_ID=PROJECT)
        assert forge.comments(5) == ()


@pytest.mark.parametrize(
    ("kind", "variable", "key"),
    [
        ("github", "GITHUB_TOKEN", "forge.no-such-token"),
        ("github", "GITHUB_REPOSITORY", "forge.no-such-variable"),
        ("gitlab", "GITLAB_TOKEN", "forge.no-such-token"),
        ("gitlab", "CI_PROJECT_ID", "forge.no-such-variable"),
        ("gitea", "GITEA_TOKEN", "forge.no-such-token"),
        ("gitea", "GITHUB_SERVER_URL", "forge.no-such-variable"),
        ("gitea", "GITHUB_REPOSITORY", "forge.no-such-variable"),
    ],
)
def test_what_the_environment_lacks_is_told(kind: str, variable: str, key: str) -> None:
    server = FakeForge(kind, address="http://127.0.0.1:9")
    assert refusal(server, **{variable: ""}) == key


def test_where_nothing_is_said_it_is_the_forge_s_own_place() -> None:
    github: Any = FORGES["github"]({"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": "a/b"}, print)
    gitlab: Any = FORGES["gitlab"]({"GITLAB_TOKEN": TOKEN, "CI_PROJECT_ID": "a/b"}, print)
    assert github.client.base == "https://api.github.com"
    assert gitlab.client.base == "https://gitlab.com/api/v4"


def test_own_issues_are_found_on_all_pages(server: FakeForge) -> None:
    closed = "closed"
    numbers = [
        server.issue("open", "x")["id"],
        server.issue("open", "x")["id"],
        server.issue("open", "x")["id"],
        server.issue("done", "x", state=closed)["id"],
    ]
    server.issue("another's", "x", author="somebody-else")
    if server.kind != "gitlab":
        server.issue("a pull request", "x", pull_request={})
    found = opened(server).issues(SINCE)
    assert [issue.number for issue in found] == numbers
    assert [issue.state for issue in found] == [*[IssueState.OPEN] * 3, IssueState.CLOSED]
    assert {issue.body for issue in found} == {"x"}
    asked = [one.query for one in server.asked if "issues" in one.path]
    assert {query.get("since") or query.get("updated_after") for query in asked} == {
        None,
        "2026-09-30T00:00:00Z",
    }


def test_issues_are_written(server: FakeForge) -> None:
    forge = opened(server)
    made = forge.create_issue("a title", "a body")
    assert (made.title, made.body, made.state) == ("a title", "a body", IssueState.OPEN)
    assert made.url.startswith(server.address)
    changed = forge.update_issue(made.number, "another", "text", IssueState.CLOSED)
    assert (changed.title, changed.body, changed.state) == ("another", "text", IssueState.CLOSED)
    again = forge.update_issue(made.number, "another", "text", IssueState.OPEN)
    assert again.state is IssueState.OPEN


def review(login: str, state: str, hour: int, **more: Any) -> dict[str, Any]:
    when = f"2026-11-20T{hour:02}:00:00Z"
    return {
        "user": {"login": login},
        "state": state,
        "commit_id": HEAD,
        "submitted_at": when,
        **more,
    }


def test_reviews_of_github() -> None:
    with serving(FakeForge("github", page=2)) as server:
        server.reviews = [
            review("risk-officer", "COMMENTED", 8),
            review("risk-officer", "APPROVED", 9),
            review("hotline-lead", "CHANGES_REQUESTED", 10),
            review("draft", "PENDING", 11, submitted_at=None),
            review("gone", "APPROVED", 12, commit_id=None),
        ]
        found = opened(server).reviews(5)
    assert [(one.login, one.state, one.submitted.hour) for one in found] == [
        ("risk-officer", "COMMENTED", 8),
        ("risk-officer", "APPROVED", 9),
        ("hotline-lead", "CHANGES_REQUESTED", 10),
    ]
    assert read_reviews(reviews_file(found).encode()) == found


def test_reviews_of_gitea() -> None:
    with serving(FakeForge("gitea", page=2)) as server:
        server.reviews = [
            review("risk-officer", "APPROVED", 9),
            review("hotline-lead", "REQUEST_CHANGES", 10, dismissed=True),
            review("desk-lead", "REQUEST_CHANGES", 11),
            review("asked", "REQUEST_REVIEW", 12),
        ]
        found = opened(server).reviews(5)
    assert [(one.login, one.state) for one in found] == [
        ("risk-officer", "APPROVED"),
        ("hotline-lead", "DISMISSED"),
        ("desk-lead", "CHANGES_REQUESTED"),
    ]
    assert read_reviews(reviews_file(found).encode()) == found


def test_reviews_of_gitlab_are_of_the_version_that_was_there() -> None:
    with serving(FakeForge("gitlab", page=2)) as server:
        server.versions = [
            {"head_commit_sha": HEAD, "created_at": "2026-11-20T10:00:00.000+08:00"},
            {"head_commit_sha": OTHER_HEAD, "created_at": "2026-11-19T10:00:00.000+08:00"},
            {"head_commit_sha": "7" * 40, "created_at": "2026-11-22T10:00:00.000+08:00"},
        ]
        server.approvals = [
            {"user": {"username": "risk-officer"}},
            {"user": {"username": "hotline-lead"}, "approved_at": "2026-11-21T00:00:00Z"},
            {"user": {"username": "nobody-knows-when"}},
        ]
        for author, day in (("risk-officer", 18), ("risk-officer", 19), ("hotline-lead", 18)):
            server.comment(
                "approved this merge request",
                author,
                system=True,
                created_at=f"2026-11-{day}T12:00:00Z",
            )
        server.comment("approved this merge request", "nobody-knows-when", created_at="2026-11-20")
        found = opened(server).reviews(5)
    assert [(one.login, one.commit) for one in found] == [
        ("risk-officer", OTHER_HEAD),
        ("hotline-lead", HEAD),
    ]
    assert found[0].submitted == datetime(2026, 11, 19, 12, tzinfo=UTC)
    assert read_reviews(reviews_file(found).encode()) == found

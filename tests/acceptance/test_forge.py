"""``riskbook post``, ``remind`` and ``forge-reviews`` as workflows run them, against a forge."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from forge_server import HEAD, TOKEN, FakeForge, Scripted, serving
from riskbook.forge.comment import MARKER
from riskbook.reviewing.forge_reviews import read_reviews

CLONE = Path(__file__).resolve().parents[2]
OURS = ("GITHUB_", "GITLAB_", "GITEA_", "CI_", "LC_", "LANG", "RISKBOOK_")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(OURS)},
    "PYTHONPATH": str(CLONE / "generator"),
    "PYTHONUTF8": "1",
}
DAY = ("--today", "2026-11-23")

Done = subprocess.CompletedProcess[str]


@pytest.fixture(params=["github", "gitlab", "gitea"])
def server(request: pytest.FixtureRequest) -> Iterator[FakeForge]:
    with serving(FakeForge(request.param)) as forge:
        yield forge


@pytest.fixture
def github() -> Iterator[FakeForge]:
    with serving(FakeForge("github")) as forge:
        yield forge


@pytest.fixture
def artifact(tmp_path: Path) -> Path:
    folder = tmp_path / "artifact"
    folder.mkdir()
    (folder / "delta.md").write_text("## What changes\n\n- **R001** from high to critical\n")
    (folder / "gate.md").write_text("## Open\n\n- ask @management about #12\n")
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the example book."""
    shutil.copytree(CLONE / "registers", tmp_path / "registers")
    shutil.copy(CLONE / "riskbook.yml", tmp_path)
    return tmp_path


def run(server: FakeForge, *arguments: str, at: Path, **environment: str) -> Done:
    """The command with what the runner of the forge sets; the token is in nothing it says."""
    command, *rest = arguments
    done = subprocess.run(
        [sys.executable, "-m", "riskbook", command, "--forge", server.kind, *rest],
        cwd=at,
        env={**ENVIRONMENT, **server.environment, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert TOKEN not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def succeeded(done: Done) -> str:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(done: Done) -> str:
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("riskbook: ")
    return line.removeprefix("riskbook: ")


def test_the_comment_is_written_once_and_then_anew(server: FakeForge, artifact: Path) -> None:
    arguments = ("post", "--artifact", str(artifact), "--pull", "5")
    assert succeeded(run(server, *arguments, at=artifact)).startswith("The comment is there: http")
    (comment,) = server.comments
    assert comment["body"].startswith(f"{MARKER}\n## What changes\n\n- **R001** from high")
    assert "@management" not in comment["body"]
    assert "#12" not in comment["body"]

    again = succeeded(run(server, *arguments, at=artifact))
    assert again.startswith("The comment says it already: ")
    assert len(server.written) == 1

    (artifact / "rereview.md").write_text("## To be looked at again\n")
    assert succeeded(run(server, *arguments, at=artifact, LANG="zh_CN.UTF-8")).startswith(
        "评论已更新"
    )
    (comment,) = server.comments
    body = comment["body"]
    places = [body.index(title) for title in ("## What", "## To be looked", "## Open")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("delta.md", b"x" * (1024 * 1024 + 1), "delta.md is larger than 1024 KiB"),
        ("gate.md", b"\xff\xfe", "gate.md is not UTF-8"),
    ],
)
def test_of_a_hostile_artifact_nothing_is_posted(
    server: FakeForge, artifact: Path, name: str, content: bytes, says: str
) -> None:
    (artifact / name).write_bytes(content)
    done = run(server, "post", "--artifact", str(artifact), "--pull", "5", at=artifact)
    assert refused(done).startswith(says)
    assert server.asked == []
    chinese = run(
        server, "post", "--artifact", str(artifact), "--pull", "5", "--lang", "zh", at=artifact
    )
    assert "未发表任何内容" in refused(chinese)


def test_a_link_out_of_the_artifact_is_not_followed(github: FakeForge, artifact: Path) -> None:
    (artifact / "gate.md").unlink()
    (artifact / "gate.md").symlink_to("/proc/self/environ")
    done = run(github, "post", "--artifact", str(artifact), "--pull", "5", at=artifact)
    assert refused(done) == "gate.md is not a plain file; nothing is posted."
    assert github.asked == []


def test_the_artifact_never_says_which_pull_request(github: FakeForge, artifact: Path) -> None:
    """A fork's run lists none; the number is that of the open one that ends at its commit."""
    (artifact / "pull").write_text("99")
    head = {"sha": HEAD, "user": "stranger", "ref": "x", "repo": {"full_name": "stranger/risk"}}
    github.pulls = [{"number": 7, "head": head}]
    followed = {
        "event": "pull_request",
        "head_sha": HEAD,
        "head_branch": "x",
        "head_repository": {"full_name": "stranger/risk"},
        "pull_requests": [],
    }
    event = artifact.parent / "event.json"
    event.write_text(json.dumps({"workflow_run": followed}))
    arguments = ("post", "--artifact", str(artifact))
    succeeded(run(github, *arguments, at=artifact, GITHUB_EVENT_PATH=str(event)))
    assert [one.path for one in github.written] == ["/repos/risk/service-risk/issues/7/comments"]

    head["sha"] = "9" * 40
    moved_on = run(github, *arguments, at=artifact, GITHUB_EVENT_PATH=str(event))
    assert succeeded(moved_on).startswith("Nothing is posted: no open pull request ends at")
    assert len(github.written) == 1


def test_in_a_pipeline_of_gitlab_the_merge_request_is_the_pipeline_s(artifact: Path) -> None:
    with serving(FakeForge("gitlab")) as server:
        arguments = ("post", "--artifact", str(artifact))
        succeeded(run(server, *arguments, at=artifact, CI_MERGE_REQUEST_IID="5"))
        assert [one.path for one in server.written] == ["/projects/7/merge_requests/5/notes"]
        assert "--pull" in refused(run(server, *arguments, at=artifact))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Scripted(401), "(401)"),
        (Scripted(403, {}, b'{"message": "Resource not accessible"}'), "Resource not accessible"),
        (Scripted(404), "(404)"),
        (Scripted(429, {"Retry-After": "3600"}), "takes no more requests"),
        (
            Scripted(302, {"Location": "https://elsewhere.example.org"}),
            "sends the request elsewhere",
        ),
    ],
)
def test_what_the_forge_refuses_is_one_sentence(
    github: FakeForge, artifact: Path, answer: Scripted, says: str
) -> None:
    github.scripted = [answer]
    arguments = ("--artifact", str(artifact), "--pull", "5")
    assert says in refused(run(github, "post", *arguments, at=artifact))
    github.scripted = [answer]
    assert says in refused(run(github, "forge-reviews", "--pull", "5", at=artifact))
    assert github.written == []


def test_what_the_forge_refuses_stops_the_reminders(github: FakeForge, book: Path) -> None:
    github.scripted = [Scripted(404)]
    assert "(404)" in refused(run(github, "remind", *DAY, at=book))
    assert github.written == []


def test_a_wrong_token_is_told_without_being_said(server: FakeForge, artifact: Path) -> None:
    wrong = {name: "another-t0k3n" for name in server.environment if name.endswith("_TOKEN")}
    arguments = ("post", "--artifact", str(artifact), "--pull", "5")
    done = run(server, *arguments, at=artifact, **wrong)
    assert "(401)" in refused(done)
    assert "another-t0k3n" not in done.stdout + done.stderr


def test_without_a_token_it_is_told_which_variable_it_goes_in(
    server: FakeForge, artifact: Path
) -> None:
    (name,) = (name for name in server.environment if name.endswith("_TOKEN"))
    arguments = ("post", "--artifact", str(artifact), "--pull", "5")
    assert name in refused(run(server, *arguments, at=artifact, **{name: ""}))


def test_the_issues_follow_the_book(server: FakeForge, book: Path) -> None:
    first = succeeded(run(server, "remind", *DAY, at=book))
    assert first.startswith("Created: Quarterly risk review 2026-Q4 · http")
    writes = len(server.written)
    assert writes == len(first.splitlines()) > 10
    second = succeeded(run(server, "remind", *DAY, at=book))
    assert len(server.written) == writes
    assert all(line.startswith("Unchanged: ") for line in second.splitlines())
    key = "description" if server.kind == "gitlab" else "body"
    mentioned = "@hotline-lead" in " ".join(issue[key] for issue in server.issues)
    assert mentioned == (server.kind == "github"), "the example knows logins of GitHub only"


def test_confidential_records_are_only_counted(github: FakeForge, book: Path) -> None:
    for path in (book / "registers").glob("*/risks/R0*.md"):
        if not path.name.endswith(".zh.md"):
            text = re.sub("^confidential: .*\n", "", path.read_text(), flags=re.MULTILINE)
            path.write_text(text.replace("\n---\n", "\nconfidential: true\n---\n", 1))
    succeeded(run(github, "remind", *DAY, at=book))
    bodies = "\n".join(issue["body"] for issue in github.issues)
    assert "**R0" not in bodies
    assert "confidential records, which are not named here" in bodies


def test_a_dry_run_writes_nothing_and_says_what_would_be(server: FakeForge, book: Path) -> None:
    said = succeeded(run(server, "remind", *DAY, "--dry-run", "--lang", "zh", at=book))
    assert said.startswith("将创建：2026 年第 4 季度风险审核\n\n    <!-- riskbook:remind quarter")
    assert "\n    - [ ] **R" in said
    assert server.written == []


def test_issues_are_in_the_book_s_first_language(github: FakeForge, book: Path) -> None:
    settings = book / "riskbook.yml"
    settings.write_text(settings.read_text().replace("[en, zh]", "[zh, en]"))
    said = succeeded(run(github, "remind", *DAY, at=book, LANG="en_GB.UTF-8"))
    assert said.startswith("Created: 2026 年第 4 季度风险审核 · http")


def test_who_is_stopped_half_way_says_how_far_it_went(server: FakeForge, book: Path) -> None:
    server.fails_after = 3
    done = run(server, "remind", *DAY, at=book)
    assert " issues, 3 had been dealt with." in refused(done)
    assert len(done.stdout.splitlines()) == len(server.issues) == 3

    server.fails_after = None
    lines = succeeded(run(server, "remind", *DAY, at=book)).splitlines()
    assert [line.partition(":")[0] for line in lines[:4]] == [*["Unchanged"] * 3, "Created"]


def test_a_book_that_cannot_be_judged_reminds_nobody(github: FakeForge, book: Path) -> None:
    (book / "registers/criteria.yml").write_text("levels: [\n")
    assert "riskbook check" in refused(run(github, "remind", *DAY, at=book))
    assert github.asked == []


def test_nothing_due_is_said(github: FakeForge, book: Path) -> None:
    for path in (book / "registers").glob("*/*"):
        if path.is_dir() and path.name in ("risks", "plans", "sign-offs", "exercises"):
            shutil.rmtree(path)
    said = succeeded(run(github, "remind", *DAY, at=book))
    assert said == "Nothing is due, and no issue is open.\n"


def test_reviews_come_as_the_gate_reads_them(github: FakeForge, book: Path) -> None:
    github.reviews = [
        {
            "user": {"login": "risk-officer"},
            "state": "APPROVED",
            "commit_id": HEAD,
            "submitted_at": "2026-11-20T09:30:00Z",
        }
    ]
    printed = succeeded(run(github, "forge-reviews", "--pull", "5", at=book))
    (review,) = read_reviews(printed.encode())
    assert (review.login, review.state, review.commit) == ("risk-officer", "APPROVED", HEAD)
    assert github.written == []

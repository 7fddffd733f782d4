"""Each step of each workflow, executed as it is written: on sound changes, and on others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from forge_double import HEAD, forge_double
from riskbook import __version__
from riskbook.authoring.founding import requirement
from workflow_runner import (
    GITLAB,
    WORKFLOWS,
    Scene,
    Workflow,
    break_it,
    git,
    new_scene,
    steps_of,
    worsen_it,
)

BUILT_BY = {"Install Chromium and a Chinese font", "Test", "Build the example site"}
"""Steps that this very test run is made by."""


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A new book in which somebody has reworded a page."""
    return new_scene(tmp_path / "clone")


CHECKS = [name for name in WORKFLOWS if name.endswith("-check")]
SHIPPED = ["github-check", "gitea-check"]  # ours are the first of these: test_workflows holds them
SAID = ("Delta", "Checklist", "Reviews", "Gate", "Summary")


@pytest.fixture
def forge(scene: Scene) -> Iterator[list[tuple[str, str, Any]]]:
    """A forge for the steps that speak with one, and what it is told."""
    event = {
        "pull_request": {"number": 7},
        "workflow_run": {
            "event": "pull_request",
            "head_sha": HEAD,
            "head_branch": "change",
            "head_repository": {"full_name": "example-org/book"},
        },
    }
    file = scene.folder / ".runner/event.json"
    file.write_text(json.dumps(event))
    with forge_double() as (address, told):
        scene.environment |= {
            "GITHUB_API_URL": address,
            "GITHUB_SERVER_URL": address,
            "GITHUB_REPOSITORY": "example-org/book",
            "GITHUB_EVENT_PATH": str(file),
            "CI_API_V4_URL": address,
            "CI_PROJECT_ID": "12",
            "CI_PROJECT_URL": f"{address}/example-org/book",
            "CI_MERGE_REQUEST_PROJECT_ID": "12",
            "CI_MERGE_REQUEST_IID": "7",
        }
        yield told.writes
        assert told.tokens <= {"a-token"}


def check_of(name: str) -> Any:
    return WORKFLOWS[name].jobs["check"]


@pytest.mark.usefixtures("forge")
@pytest.mark.parametrize("name", CHECKS)
def test_a_sound_change_is_green(name: str, scene: Scene) -> None:
    outcome = scene.run(check_of(name))
    assert set(outcome.values()) == {0}, (outcome, scene.said)
    assert set(SAID) <= outcome.keys()
    files = sorted(path.name for path in scene.kept.iterdir())
    assert files == ["delta.md", "gate.md", "rereview.md"]
    for file in scene.kept.iterdir():
        said = file.read_text(encoding="utf-8").strip()
        assert f"\n\n{said}" in f"\n{scene.summary()}", "apart, or one spoils the other's form"


@pytest.mark.usefixtures("forge")
@pytest.mark.parametrize("name", CHECKS)
def test_a_change_that_breaks_something_is_red(name: str, scene: Scene) -> None:
    break_it(scene)
    outcome = scene.run(check_of(name))
    assert outcome["Check"] == 1
    assert outcome.get("Findings", 1) == 1
    assert set(SAID) <= outcome.keys(), "what it means is told all the same"
    if "Findings" in outcome:
        assert "RB108" in scene.summary()


@pytest.mark.usefixtures("forge")
@pytest.mark.parametrize("name", SHIPPED)
def test_a_change_that_somebody_must_approve_is_red_at_the_gate(name: str, scene: Scene) -> None:
    worsen_it(scene)
    outcome = scene.run(check_of(name))
    assert outcome.pop("Gate") == 1
    assert set(outcome.values()) == {0}
    assert "R001" in (scene.kept / "gate.md").read_text(encoding="utf-8")
    assert "R001" in scene.summary()


@pytest.mark.usefixtures("forge")
@pytest.mark.parametrize("name", SHIPPED)
def test_without_its_base_nothing_is_green(name: str, scene: Scene) -> None:
    scene.base = "0" * 40
    outcome = scene.run(check_of(name))
    assert {outcome[step] for step in ("Check", "Delta", "Checklist", "Gate")} == {2}
    assert outcome["Summary"] != 0


@pytest.mark.parametrize("name", SHIPPED)
def test_after_the_merge_the_whole_book_is_checked(name: str, scene: Scene) -> None:
    scene.base = ""
    outcome = scene.run(check_of(name))
    assert set(outcome.values()) == {0}, scene.said
    assert not set(SAID) & outcome.keys()
    break_it(scene)
    git(scene.folder, "commit", "--quiet", "--allow-empty", "--message", "another")
    assert scene.run(check_of(name))["Check"] == 1, "the fault is older than the last commit"


def test_the_preview_is_built_or_not(scene: Scene) -> None:
    job = WORKFLOWS["github-check"].jobs["preview"]
    assert set(scene.run(job).values()) == {0}, scene.said
    assert (scene.folder / "preview/index.html").is_file()
    break_it(scene)
    assert scene.run(job)["Preview"] == 1


@pytest.mark.parametrize("whose", ["github", "gitea"])
def test_the_site_is_built_twice_and_compared(whose: str, scene: Scene) -> None:
    job = WORKFLOWS[f"{whose}-publish"].jobs["build"]
    assert set(scene.run(job).values()) == {0}, scene.said
    (compare,) = (step for step in job["steps"] if step.get("name") == "Compare")
    page = scene.folder / "again/index.html"
    page.write_bytes(page.read_bytes() + b" ")
    assert scene.shell(compare["run"]).returncode == 1
    break_it(scene)
    assert scene.run(job)["Build"] == 1


POSTING = [
    ("ours-comment", "comment", "Comment"),
    ("github-comment", "comment", "Comment"),
    ("gitea-check", "check", "Comment"),
]


def step(name: str, job: str, called: str) -> dict[str, Any]:
    """A job with one of its steps only."""
    content = WORKFLOWS[name].jobs[job]
    return {**content, "steps": [one for one in content["steps"] if one.get("name") == called]}


def leave_behind(scene: Scene) -> None:
    """What the check of a pull request has left behind."""
    scene.kept.mkdir()
    for name in ("delta", "rereview", "gate"):
        (scene.kept / f"{name}.md").write_text(f"What {name} says\n")


@pytest.mark.parametrize(("name", "job", "called"), POSTING)
def test_a_comment_is_posted(
    name: str, job: str, called: str, scene: Scene, forge: list[tuple[str, str, Any]]
) -> None:
    leave_behind(scene)
    assert scene.run(step(name, job, called)) == {called: 0}, scene.said
    ((method, path, content),) = forge
    assert method == "POST"
    assert path.endswith("/issues/7/comments")
    for part in ("delta", "rereview", "gate"):
        assert f"What {part} says" in content["body"]


@pytest.mark.parametrize(("name", "job", "called"), POSTING)
def test_nothing_is_posted_of_what_nobody_can_read(
    name: str, job: str, called: str, scene: Scene, forge: list[tuple[str, str, Any]]
) -> None:
    scene.kept.mkdir()
    (scene.kept / "delta.md").write_bytes(b"\xff" * 100)
    assert scene.run(step(name, job, called))[called] != 0
    assert forge == []


@pytest.mark.parametrize("whose", ["ours", "github", "gitea"])
def test_what_is_due_becomes_an_issue(
    whose: str, scene: Scene, forge: list[tuple[str, str, Any]]
) -> None:
    job = WORKFLOWS[f"{whose}-review"].jobs["remind"]
    assert set(scene.run(job).values()) == {0}, scene.said
    assert {method for method, _, _ in forge} <= {"POST"}
    scene.environment["GITHUB_REPOSITORY"] = ""
    assert scene.run(job)["Remind"] == 2


OF_A_BOOK = {name: one for name, one in WORKFLOWS.items() if one.name != "test"}


@pytest.mark.parametrize("workflow", OF_A_BOOK.values(), ids=OF_A_BOOK)
def test_riskbook_is_installed_at_a_fixed_version(workflow: Workflow, scene: Scene) -> None:
    for job in workflow.jobs.values():
        for each in job["steps"]:
            if each.get("name") == "Install Riskbook":
                assert scene.shell(each["run"]).returncode == 0
    notes = scene.folder / ".runner/notes"
    wanted = {
        "ours": {".venv/.run"},
        "github": {f"install {requirement(__version__)}"},
        "gitea": {f"install {requirement(__version__)}"},
    }
    installs = any(each.get("name") == "Install Riskbook" for each in steps_of(workflow))
    assert installs
    assert set(notes.read_text().splitlines()) == wanted[workflow.whose]


def test_every_step_is_accounted_for() -> None:
    """A new step is executed above, or is one that this very test run is made by."""
    executed = {
        *("Install Riskbook", "Check", "Findings", *SAID),
        *("Preview", "Build", "Build again", "Compare", "Comment", "Remind"),
    }
    found_steps = {
        each["name"] for one in WORKFLOWS.values() for each in steps_of(one) if "run" in each
    }
    assert found_steps == executed | BUILT_BY


# On GitLab


def gitlab_job(name: str) -> tuple[str, str]:
    """The script of a job, and what runs after it."""
    content = yaml.safe_load(GITLAB)
    job = content[name]
    after = "\n".join(job.get("after_script", []))
    return "\n".join([*content["default"]["before_script"], *job["script"]]), after


def run_gitlab(scene: Scene, name: str, **variables: str) -> int:
    script, after = gitlab_job(name)
    done = scene.shell(script, **variables)
    scene.said = done.stdout + done.stderr
    afterwards = scene.shell(after, **variables)
    scene.said += afterwards.stdout
    return done.returncode


CHANGED = {"BASE": "HEAD^1"}


def test_gitlab_a_sound_change_is_green(scene: Scene) -> None:
    assert run_gitlab(scene, "check", **CHANGED) == 0, scene.said
    report = json.loads((scene.folder / "gl-code-quality-report.json").read_bytes())
    assert isinstance(report, list)
    assert run_gitlab(scene, "gate", **CHANGED) == 0, scene.said
    assert sorted(path.name for path in scene.kept.iterdir()) == [
        "delta.md",
        "gate.md",
        "rereview.md",
    ]
    assert run_gitlab(scene, "preview") == 0
    assert (scene.folder / "preview/index.html").is_file()


def test_gitlab_a_change_that_breaks_something_is_red(scene: Scene) -> None:
    break_it(scene)
    assert run_gitlab(scene, "check", **CHANGED) == 1
    assert "RB108" in scene.said, "the log is for people, the report for the merge request"
    report = json.loads((scene.folder / "gl-code-quality-report.json").read_bytes())
    assert "RB108" in {finding["check_name"] for finding in report}
    assert run_gitlab(scene, "preview") == 1


def test_gitlab_a_change_that_somebody_must_approve_is_red_at_the_gate(scene: Scene) -> None:
    worsen_it(scene)
    assert run_gitlab(scene, "gate", **CHANGED) == 1
    assert "R001" in (scene.kept / "gate.md").read_text(encoding="utf-8")
    assert "R001" in scene.said


def test_gitlab_main_is_checked_and_published(scene: Scene) -> None:
    assert run_gitlab(scene, "check-main") == 0
    assert run_gitlab(scene, "pages") == 0, scene.said
    assert (scene.folder / "public/index.html").is_file()
    break_it(scene)
    assert run_gitlab(scene, "check-main") == 1
    assert run_gitlab(scene, "pages") == 1


def test_gitlab_posts_and_reminds(scene: Scene, forge: list[tuple[str, str, Any]]) -> None:
    leave_behind(scene)
    token = {"GITLAB_TOKEN": "a-token"}
    assert run_gitlab(scene, "comment", **token) == 0, scene.said
    ((method, path, content),) = forge
    assert (method, path) == ("POST", "/projects/12/merge_requests/7/notes")
    assert "What gate says" in content["body"]
    assert run_gitlab(scene, "remind", **token) == 0, scene.said
    assert run_gitlab(scene, "remind", GITLAB_TOKEN="", CI_JOB_TOKEN="") == 2
    shutil.rmtree(scene.kept)
    assert run_gitlab(scene, "comment", **token) != 0


def test_gitlab_every_job_is_accounted_for_and_knows_when_it_runs() -> None:
    content = yaml.safe_load(GITLAB)
    jobs = {name for name, job in content.items() if isinstance(job, dict) and "script" in job}
    assert jobs == {"check", "gate", "preview", "comment", "check-main", "pages", "remind"}
    assert {content[name]["stage"] for name in jobs} == set(content["stages"])
    for name in jobs:
        extended = content.get(content[name].get("extends", ""), {})
        assert content[name].get("rules") or extended.get("rules"), name

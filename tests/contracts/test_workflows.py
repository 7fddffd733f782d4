"""The workflows, ours and those for the books of others: sound, and with no right too many."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from riskbook import __version__
from riskbook.authoring.founding import requirement
from workflow_runner import BIN, GITLAB, OURS, WORKFLOWS, Workflow, new_book, steps_of

FORGES = ("github", "gitlab", "gitea")

RIGHTS = {
    ("test", "test"): {"contents": "read"},
    ("check", "check"): {"contents": "read", "pull-requests": "read"},
    ("check", "preview"): {"contents": "read"},
    ("comment", "comment"): {"actions": "read", "pull-requests": "write"},
    ("publish", "build"): {"contents": "read"},
    ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    ("review", "remind"): {"contents": "read", "issues": "write"},
}
"""What the token of each job may do."""

OWN_RIGHTS = {
    ("ours", "comment", "comment"): {"contents": "read"},  # main, to install Riskbook from
    ("gitea", "check", "check"): {"issues": "write", "pull-requests": "write"},  # the comment
}
"""What a job may do beyond that, here or there, and for what."""

every_workflow = pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)


# Sound


def tool(*command: str | Path) -> subprocess.CompletedProcess[str]:
    name, *arguments = command
    return subprocess.run(
        [BIN / name, *arguments], capture_output=True, encoding="utf-8", check=False
    )


def schema(kind: str, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "file.yml"
    file.write_text(text, encoding="utf-8")
    return tool("check-jsonschema", "--builtin-schema", f"vendor.{kind}", file)


@every_workflow
def test_it_fits_the_schema_of_workflows(workflow: Workflow, tmp_path: Path) -> None:
    done = schema("github-workflows", workflow.text, tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_pipeline_fits_the_schema_of_gitlab(tmp_path: Path) -> None:
    done = schema("gitlab-ci", GITLAB, tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_schemas_find_a_slip(tmp_path: Path) -> None:
    slip = WORKFLOWS["ours-check"].text.replace("runs-on:", "runs_on:")
    assert schema("github-workflows", slip, tmp_path).returncode == 1
    slip = GITLAB.replace("codequality:", "code-quality:").replace("extends: .on-a", "extends: 1 #")
    assert schema("gitlab-ci", slip, tmp_path).returncode == 1


def audit(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor says, without a network."""
    file = folder / OURS / "file.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return tool("zizmor", "--offline", "--no-online-audits", "--quiet", file)


@every_workflow
def test_the_auditor_finds_nothing(workflow: Workflow, tmp_path: Path) -> None:
    done = audit(workflow.text, tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_auditor_would_find_something(tmp_path: Path) -> None:
    text = WORKFLOWS["github-comment"].text
    assert audit(text.replace(" # zizmor: ignore", " # ignore"), tmp_path).returncode != 0
    text = WORKFLOWS["github-check"].text
    titled = text.replace('"$BASE" --format md', "${{ github.event.pull_request.title }}")
    assert audit(titled, tmp_path).returncode != 0


# No more rights than they need


@every_workflow
def test_it_may_do_what_it_must_and_no_more(workflow: Workflow) -> None:
    assert workflow.content["permissions"] == {}
    assert "concurrency" in workflow.content
    for name, job in workflow.jobs.items():
        beyond = OWN_RIGHTS.get((workflow.whose, workflow.name, name), {})
        assert job["permissions"] == {**RIGHTS[workflow.name, name], **beyond}, name
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "an expression inside run: can be made to run"
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
                assert "ref" not in step["with"]


@every_workflow
def test_only_the_step_that_speaks_with_the_forge_has_the_token(workflow: Workflow) -> None:
    assert "secrets." not in workflow.text
    for job in workflow.jobs.values():
        assert "token" not in json.dumps(job.get("env", {})).lower()
        for step in job["steps"]:
            if "token" in json.dumps(step).lower():
                assert re.search(
                    r" (post|remind|forge-reviews) |download-artifact", json.dumps(step)
                )


def test_what_may_write_never_meets_the_pull_request() -> None:
    for name in ("ours-comment", "github-comment"):
        workflow = WORKFLOWS[name]
        assert list(workflow.content[True]) == ["workflow_run"]  # YAML 1.1 reads "on" as true
    steps = WORKFLOWS["github-comment"].jobs["comment"]["steps"]
    assert not [step for step in steps if "checkout" in step.get("uses", "")]
    assert "pull_request_target" not in "".join(one.text for one in WORKFLOWS.values())


def test_every_action_is_pinned_to_one_commit_with_its_version_beside_it() -> None:
    pinned: dict[str, set[tuple[str, str]]] = {}
    for workflow in WORKFLOWS.values():
        uses = re.findall(r"uses: (\S+)(.*)", workflow.text)
        assert len(uses) == sum("uses" in step for step in steps_of(workflow))
        for action, comment in uses:
            name, _, commit = action.partition("@")
            assert re.fullmatch(r"[0-9a-f]{40}", commit), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
            pinned.setdefault(name, set()).add((commit, comment))
    assert {name.partition("/")[0] for name in pinned} == {"actions"}
    assert {name: len(pins) for name, pins in pinned.items()} == dict.fromkeys(pinned, 1)


# Ours are those that others get


def test_ours_are_those_of_any_book_but_for_how_riskbook_is_installed() -> None:
    install = f'pip install "{requirement(__version__)}"'
    for name in ("check", "comment", "publish", "review"):
        theirs = WORKFLOWS[f"github-{name}"].jobs
        ours = WORKFLOWS[f"ours-{name}"].jobs
        assert ours.keys() == theirs.keys()
        for job, content in theirs.items():
            steps = [
                {**step, "run": run_of(step).replace(".venv/bin/riskbook", "riskbook")}
                for step in ours[job]["steps"]
            ]
            if name == "comment":
                checkout = steps.pop(0)
                assert checkout["uses"].startswith("actions/checkout@")
            for step in steps:
                if step["run"] == "make .venv/.run":
                    step["run"] = install
            assert steps == [{**step, "run": run_of(step)} for step in content["steps"]]


def run_of(step: Mapping[str, Any]) -> str:
    """What a step runs, "" for one that uses an action."""
    run: str = step.get("run", "")
    return run


@pytest.mark.parametrize("forge_key", FORGES)
def test_owners_are_named_for_paths_that_a_new_book_has(forge_key: str) -> None:
    files = new_book(forge_key)
    (owners,) = (text for name, text in files.items() if name.endswith("CODEOWNERS"))
    lines = [line.split() for line in owners.splitlines() if not line.startswith("#")]
    for pattern, owner in lines:
        assert re.fullmatch(r"@example-(org|group)/[a-z-]+", owner)
        form = pattern if forge_key == "gitea" else as_regex(pattern)
        hits = [name for name in files if re.match(form, name)]
        assert hits or "sign-offs" in pattern, pattern
    assert len(dict(lines)) == len(lines)


def as_regex(pattern: str) -> str:
    """A pattern of CODEOWNERS from the top of the repository."""
    return re.escape(pattern.lstrip("/")).replace(r"\*", "[^/]*")

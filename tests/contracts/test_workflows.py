"""The workflows: sound, read-only, and each `run:` step executed as it is written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

CLONE = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((CLONE / ".github/workflows").glob("*.yml"))
RISKBOOK_STEPS = ("Check the example book", "Summary")


def steps(workflow: Path) -> list[dict[str, str]]:
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_it_fits_the_schema_of_workflows(workflow: Path) -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.github-workflows", workflow],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_it_is_given_nothing_it_does_not_need(workflow: Path) -> None:
    content = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert content["permissions"] == {}
    for job in content["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        assert job["timeout-minutes"] <= 30
    for step in steps(workflow):
        if "uses" in step:
            action, _, commit = step["uses"].partition("@")
            assert len(commit) == 40, f"{action} is not pinned to a commit"
        assert "${{" not in step.get("run", ""), "an expression inside run: can be made to run"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what the steps read, with this environment's command where they look for it."""
    for name in ("registers", "schemas", "site_templates"):
        shutil.copytree(CLONE / name, tmp_path / name)
    shutil.copy(CLONE / "riskbook.yml", tmp_path)
    command = tmp_path / ".venv/bin/riskbook"
    command.parent.mkdir(parents=True)
    command.symlink_to(Path(sys.executable).with_name("riskbook"))
    return tmp_path


def run(step: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "CI": "true"}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def named(name: str) -> dict[str, str]:
    return next(
        step for workflow in WORKFLOWS for step in steps(workflow) if step.get("name") == name
    )


@pytest.mark.parametrize("name", RISKBOOK_STEPS)
def test_a_step_is_green_on_a_sound_book(name: str, clone: Path) -> None:
    done = run(named(name), clone)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", RISKBOOK_STEPS)
def test_a_step_is_red_on_a_book_with_an_error(name: str, clone: Path) -> None:
    risk = next((clone / "registers").glob("*/risks/R001-*[!h].md"))
    risk.write_text(risk.read_text(encoding="utf-8").replace("status: open", "status: opne", 1))
    done = run(named(name), clone)
    assert done.returncode == 1
    shown = done.stdout or (clone / "summary.md").read_text(encoding="utf-8")
    assert "RB108" in shown


def test_every_step_is_accounted_for() -> None:
    """A new step is either executed above or is one that this very test run is made by."""
    made_by = {"Install Chromium and a Chinese font", "Test", "Build the example site"}
    found = {step["name"] for workflow in WORKFLOWS for step in steps(workflow) if "run" in step}
    assert found == made_by | set(RISKBOOK_STEPS)

"""The workflows that are shipped, and a runner for them that is just large enough."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from riskbook import __version__
from riskbook.authoring.founding import Founding, found
from riskbook.reading.resources import catalogue
from riskbook.reading.stock import read_stock

CLONE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
OURS = ".github/workflows"


def new_book(forge: str) -> dict[str, str]:
    """The files of a new book with the workflows for a forge."""
    founding = Founding(("en",), date.today(), __version__)  # noqa: DTZ011  # as the steps' clock
    return found(read_stock(["en"], forge), founding, {"en": catalogue("en")})


@dataclass(frozen=True)
class Workflow:
    """One workflow file: whose it is (``ours``, ``github``, ``gitea``), its name, its text."""

    whose: str
    name: str
    text: str

    @property
    def content(self) -> Any:
        return yaml.safe_load(self.text)

    @property
    def jobs(self) -> dict[str, Any]:
        jobs: dict[str, Any] = self.content["jobs"]
        return jobs


def workflows() -> Iterator[Workflow]:
    for path in sorted((CLONE / OURS).glob("*.yml")):
        yield Workflow("ours", path.stem, path.read_text(encoding="utf-8"))
    for forge in ("github", "gitea"):
        for name, text in new_book(forge).items():
            if f".{forge}/workflows/" in name:
                yield Workflow(forge, Path(name).stem, text)


WORKFLOWS = {f"{one.whose}-{one.name}": one for one in workflows()}
GITLAB = new_book("gitlab")[".gitlab-ci.yml"]


def steps_of(workflow: Workflow) -> list[dict[str, Any]]:
    return [step for job in workflow.jobs.values() for step in job["steps"]]


EXPRESSIONS = {
    "${{ github.token }}": "a-token",
    "${{ runner.temp }}/again": "{temp}/again",
    "${{ github.event.merge_group.base_sha || "
    "(github.event_name != 'push' && 'HEAD^1' || '') }}": "{base}",
    "${{ github.event.pull_request && 'reviews.json' || '' }}": "{reviews}",
    "${{ github.event.pull_request.merge_base }}": "{base}",
}
"""What stands for an expression in an environment; one that is not here fails its test."""

CHANGE = "${{ !cancelled() && env.BASE != '' }}"
OWN_BRANCH = (
    "${{ !cancelled() && env.BASE != '' && "
    "github.event.pull_request.head.repo.full_name == github.repository }}"
)
CONDITIONS = {
    None: "well",
    "${{ !cancelled() }}": "always",
    CHANGE: "change",
    CHANGE.replace("BASE", "REVIEWS"): "change",
    OWN_BRANCH: "change",
}
"""When a step runs: as long as all went well, always, or always for a change."""


@dataclass
class Scene:
    """A clone as a runner has it: a change, merged into the first parent of its last commit."""

    folder: Path
    environment: dict[str, str]
    base: str = "HEAD^1"
    kept: Path = field(init=False)

    def __post_init__(self) -> None:
        self.kept = self.folder / "review"

    def shell(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def summary(self) -> str:
        return (self.folder / ".runner/summary.md").read_text(encoding="utf-8")

    def filled(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The environment of a job or a step, with its expressions worked out."""
        facts = {"temp": str(self.folder / ".runner"), "base": self.base}
        facts["reviews"] = "reviews.json" if self.base else ""
        return {
            name: EXPRESSIONS[value].format(**facts) if "${{" in value else value
            for name, value in environment.items()
        }

    def run(self, job: Mapping[str, Any]) -> dict[str, int]:
        """Run a job as a runner does; what each step that runs a script came to."""
        common = self.filled(job.get("env", {}))
        outcome: dict[str, int] = {}
        for step in job["steps"]:
            if "run" not in step:
                continue
            when = CONDITIONS[step.get("if")]
            well = not any(outcome.values())
            if (when == "well" and not well) or (when == "change" and not common.get("BASE")):
                continue
            done = self.shell(step["run"], **common, **self.filled(step.get("env", {})))
            self.said = done.stdout + done.stderr
            outcome[step["name"]] = done.returncode
        return outcome


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


ARROW = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$RUNNER_NOTES"
"""
"""In the place of pip and make: it notes what it was asked for."""


def new_scene(folder: Path) -> Scene:
    """A new book in which somebody has reworded a page; the riskbook of this environment."""
    for name, text in new_book("github").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    runner = folder / ".runner"
    tools = runner / "bin"
    tools.mkdir(parents=True)
    for name in ("pip", "make"):
        (tools / name).write_text(ARROW)
        (tools / name).chmod(0o755)
    (folder / ".venv/bin").mkdir(parents=True)
    for place in (folder / ".venv/bin", tools):
        (place / "riskbook").symlink_to(BIN / "riskbook")
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "CI", "LC_"))
    }
    environment = {
        **inherited,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "CI": "true",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
        "RUNNER_NOTES": str(runner / "notes"),
    }
    (folder / ".git-exclude").write_text("/.runner/\n/.venv/\n/.git-exclude\n")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    for key, value in (
        ("user.name", "service-desk-lead"),
        ("user.email", "service-desk-lead@example.org"),
        ("core.excludesFile", str(folder / ".git-exclude")),
    ):
        git(folder, "config", key, value)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "begin")
    scene = Scene(folder, environment)
    propose(scene, "R005", "comes up in every survey", "has come up in every survey")
    return scene


def propose(scene: Scene, risk: str, before: str, after: str) -> None:
    """A change of one risk on a branch of its own, merged as a forge does for a check."""
    git(scene.folder, "checkout", "--quiet", "-B", "change", "main")
    (path,) = scene.folder.glob(f"registers/*/risks/{risk}-*.md")
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    git(scene.folder, "commit", "--quiet", "--all", "--message", f"change {risk}")
    git(scene.folder, "checkout", "--quiet", "-B", "merged", "main")
    git(scene.folder, "merge", "--quiet", "--no-ff", "--no-edit", "change")


def break_it(scene: Scene) -> None:
    propose(scene, "R001", "status: open\ncategory", "status: opne\ncategory")


def worsen_it(scene: Scene) -> None:
    """A risk becomes worse: somebody must look at it again, and somebody must approve."""
    before = (
        "    likelihood: 3\n    impact:\n      customer: 3\n      financial: 2\n      operations: 4"
    )
    propose(scene, "R001", before, before.replace("likelihood: 3", "likelihood: 4"))

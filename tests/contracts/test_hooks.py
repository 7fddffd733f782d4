"""The hooks for pre-commit: each entry executed as it is written, green and red."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest
import yaml

CLONE = Path(__file__).resolve().parents[2]
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook
    for hook in yaml.safe_load((CLONE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "risk-department",
    "GIT_AUTHOR_EMAIL": "risk-department@example.org",
    "GIT_COMMITTER_NAME": "risk-department",
    "GIT_COMMITTER_EMAIL": "risk-department@example.org",
}
RISK = "registers/customer-service/risks/R001-urgent-faults-outside-working-hours.md"
CONTROL = "registers/customer-service/controls/C001-on-call-phone.md"

Done = subprocess.CompletedProcess[str]


def run(at: Path, *command: object, **environment: str) -> Done:
    return subprocess.run(
        [str(word) for word in command],
        cwd=at,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def git(at: Path, *arguments: object) -> str:
    done = run(at, "git", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The example book as a repository of its own, with one commit."""
    folder = tmp_path / "book"
    shutil.copytree(CLONE / "registers", folder / "registers")
    shutil.copy(CLONE / "riskbook.yml", folder)
    (folder / "README.md").write_text("A book\nand its   untidy readme", encoding="utf-8")
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def commit(at: Path) -> str:
    git(at, "add", "--all")
    git(at, "commit", "--quiet", "--no-verify", "--message", "test: the state to start from")
    return git(at, "rev-parse", "HEAD")


def hook(book: Path, name: str) -> Done:
    """What pre-commit runs for what is staged: the entry, and the files where it takes them."""
    wanted = HOOKS[name]
    staged = git(book, "diff", "--staged", "--name-only", "--diff-filter=d", "-z").split("\0")
    files = [path for path in staged if path and re.search(wanted.get("files", ""), path)]
    if not files and not wanted.get("always_run", False):
        return Done([], 0, "", "")
    given = files if wanted.get("pass_filenames", True) else []
    return run(book, *wanted["entry"].split(), *given)


def untidy(book: Path) -> bytes:
    """Take the form away from one risk; what it said before."""
    path = book / RISK
    tidy = path.read_bytes()
    path.write_bytes(tidy.replace(b"\n", b"\r\n").rstrip() + b"\r\n\r\n")
    return tidy


def test_each_hook_is_whole_and_starts_a_command_that_there_is() -> None:
    from riskbook.cli.main import main

    assert set(HOOKS) == {"riskbook-check", "riskbook-fmt"}
    for name, hook in HOOKS.items():
        assert {"id", "name", "description", "entry", "language"} <= hook.keys()
        assert hook["language"] == "python"
        program, command = hook["entry"].split()
        assert (program, f"riskbook-{command}") == ("riskbook", name)
        assert command in main.commands


def test_the_files_of_a_hook_are_those_that_a_book_has() -> None:
    wanted = re.compile(HOOKS["riskbook-fmt"]["files"])
    every = (CLONE / "registers").rglob("*")
    files = [path for path in every if path.is_file() and path.suffix != ".csv"]  # fmt has no form
    assert len(files) > 100
    for path in files:
        assert wanted.search(path.relative_to(CLONE).as_posix())
        assert wanted.search(f"books/it/{path.relative_to(CLONE).as_posix()}")
    assert wanted.search("riskbook.yml")
    for other in ("README.md", "docs/registers.md", "my-riskbook.yml", "registers/note.txt"):
        assert not wanted.search(other)


def test_check_is_green_on_a_sound_book(book: Path) -> None:
    assert hook(book, "riskbook-check").returncode == 0


def test_check_is_red_on_a_broken_file(book: Path) -> None:
    path = book / RISK
    path.write_text(path.read_text(encoding="utf-8").replace("\nstatus: ", "\nstatus: not-"))
    git(book, "add", "--all")
    done = hook(book, "riskbook-check")
    assert done.returncode == 1
    assert f"--> {RISK}:4:" in done.stdout


def test_check_is_red_on_a_file_that_is_missing_elsewhere(book: Path) -> None:
    """The commit names no file that is still there: the hook must run all the same."""
    for path in book.glob(f"{CONTROL.removesuffix('.md')}*"):
        path.unlink()
    git(book, "add", "--all")
    done = hook(book, "riskbook-check")
    assert done.returncode == 1
    assert "C001" in done.stdout


def test_fmt_changes_an_untidy_file_and_leaves_a_tidy_one(book: Path) -> None:
    tidy = untidy(book)
    git(book, "add", "--all")
    assert hook(book, "riskbook-fmt").returncode == 0
    assert (book / RISK).read_bytes() == tidy
    assert git(book, "diff", "--name-only") == RISK
    git(book, "add", "--all")
    assert hook(book, "riskbook-fmt").returncode == 0
    assert git(book, "diff", "--name-only") == ""


# By the real pre-commit


@pytest.fixture(scope="module")
def pre_commit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real pre-commit, from the package index."""
    place = tmp_path_factory.mktemp("pre-commit") / "env"
    venv.create(place, with_pip=True)
    done = run(place, place / "bin/python", "-m", "pip", "install", "--quiet", "pre-commit")
    if done.returncode:
        message = f"no pre-commit from the package index: {done.stderr.strip()}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return place / "bin/pre-commit"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """This repository with all that is in the working tree, and its commit."""
    folder = tmp_path_factory.mktemp("shipped") / "riskbook"
    listed = git(CLONE, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (CLONE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CLONE / name, folder / name)
    git(folder, "init", "--quiet")
    return folder, commit(folder)


@pytest.mark.network
def test_the_real_pre_commit_takes_the_manifest(pre_commit: Path) -> None:
    done = run(CLONE, pre_commit, "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


@pytest.mark.network
def test_the_real_pre_commit_runs_them(
    book: Path, pre_commit: Path, shipped: tuple[Path, str], tmp_path: Path
) -> None:
    at, revision = shipped
    chosen = {"repo": at.as_uri(), "rev": revision, "hooks": [{"id": name} for name in HOOKS]}
    config = book / ".pre-commit-config.yaml"
    config.write_text(yaml.safe_dump({"repos": [chosen]}), encoding="utf-8")
    commit(book)
    environment = {
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "PIP_CONSTRAINT": str(CLONE / "requirements.lock"),
    }
    tidy = untidy(book)
    git(book, "add", "--all")
    red = run(book, pre_commit, "run", **environment)
    assert red.returncode == 1, red.stdout + red.stderr
    assert re.search(r"riskbook check\.+Passed", red.stdout), red.stdout
    assert re.search(r"riskbook fmt\.+Failed", red.stdout), red.stdout
    assert "files were modified by this hook" in red.stdout
    assert (book / RISK).read_bytes() == tidy
    (book / CONTROL).unlink()
    git(book, "add", "--all")
    red = run(book, pre_commit, "run", **environment)
    assert red.returncode == 1
    assert re.search(r"riskbook check\.+Failed", red.stdout), red.stdout
    assert re.search(r"riskbook fmt\.+\(no files to check\)Skipped", red.stdout), red.stdout

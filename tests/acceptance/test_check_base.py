"""A check of a change: it fails only on what the change brings in, by the rules of the base."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from story_book import (
    CONTROL,
    PROCESS,
    SETTINGS,
    WRONG_QUEUE,
    Repository,
    open_repository,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return open_repository(tmp_path_factory.mktemp("template") / "book")


@pytest.fixture
def repository(template: Repository, tmp_path: Path) -> Repository:
    """A copy of the repository, on a branch for a change."""
    shutil.copytree(template.root, tmp_path / "book", symlinks=True)
    found = Repository(tmp_path / "book", template.today)
    found.start("change")
    return found


def codes(repository: Repository, *arguments: str) -> list[str]:
    told: Any = json.loads(repository.run("check", *arguments, "--format", "json").stdout)
    return [each["code"] for each in told["findings"]]


def test_check_fails_only_on_what_the_change_brings_in(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.edit(WRONG_QUEUE, "owner: desk-lead\nidentified", "owner: nobody\nidentified")
    repository.commit("desk-lead")
    repository.git("checkout", "--quiet", "-b", "next")
    against = ("check", "--base", "main")
    repository.edit(PROCESS, "title: Take the call", "title: Take each call")
    assert repository.run("check").returncode == 1
    done = repository.run(*against)
    assert done.returncode == 0
    assert "older finding" in done.stdout
    told = repository.run(*against, "--format", "json")
    assert json.loads(told.stdout)["findings"] == []
    assert "older finding" in told.stderr
    repository.edit(CONTROL, "owner: desk-lead", "owner: somebody")
    assert repository.run(*against).returncode == 1
    told = repository.run(*against, "--format", "json")
    errors = [each for each in json.loads(told.stdout)["findings"] if each["severity"] == "error"]
    assert [(each["code"], each["record"]) for each in errors] == [("RB202", "C001")]


def test_a_change_cannot_switch_off_the_rule_that_finds_it(repository: Repository) -> None:
    text = (repository.root / SETTINGS).read_text()
    repository.write(SETTINGS, f'{text}severities: {{RB202: "off"}}\nfail_on: error\n')
    repository.edit(CONTROL, "owner: desk-lead", "owner: somebody")
    assert repository.run("check").returncode == 0
    assert repository.run("check", "--base", "main").returncode == 1


def test_where_the_base_has_no_book_everything_is_brought_in(
    repository: Repository, tmp_path: Path
) -> None:
    fresh = Repository(tmp_path / "fresh", repository.today)
    shutil.copytree(repository.root, fresh.root, ignore=shutil.ignore_patterns(".git"))
    fresh.git("init", "--quiet", "--initial-branch", "main")
    fresh.git("commit", "--quiet", "--allow-empty", "--message", "Nothing yet")
    fresh.edit(WRONG_QUEUE, "owner: desk-lead\nidentified", "owner: nobody\nidentified")
    done = fresh.run("check", "--base", "main")
    assert done.returncode == 1
    assert "nobody" in done.stdout


def test_the_history_is_looked_at_where_it_is_asked_for(repository: Repository) -> None:
    # Signed on the third of the month, and not committed before the twenty-third.
    repository.today = "2026-11-03"
    done = repository.run(
        *("review", "R003", "--outcome", "unchanged", "--reason", "Seen on Monday"),
        *("--by", "risk-officer", "--no-input"),
    )
    assert done.returncode == 0, done.stderr
    repository.today = "2026-11-23"
    repository.commit("risk-officer")
    assert codes(repository) == []
    assert codes(repository, "--history") == ["RB508"]
    assert codes(repository, "--history", "--base", "main") == ["RB508"]
    repository.merge("change")
    repository.start("next")
    assert codes(repository, "--history", "--base", "main") == []
    shutil.rmtree(repository.root / ".git")
    done = repository.run("check", "--history")
    assert (done.returncode, done.stdout) == (2, "")


def test_a_sign_off_that_the_change_rewrites_is_found_against_the_base(
    repository: Repository,
) -> None:
    (entry,) = (repository.root / "registers/desk/sign-offs/R003").iterdir()
    entry.write_text(entry.read_text().replace("First sight of it", "Second sight of it"))
    assert codes(repository) == []
    assert codes(repository, "--base", "main") == ["RB509"]
    done = repository.run("check", "--base", "no-such")
    assert (done.returncode, done.stdout) == (2, "")

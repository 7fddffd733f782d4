"""Any date: a risk's history, and the site as it was, on the demonstration repository."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from demo_book import git
from riskbook.cli.main import main
from riskbook.reading.loading import load
from riskbook.reading.repository import resolve
from riskbook.reading.trees import GitTree

HUSH = "R026"
"""The risk that is confidential today."""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def turns(demo: Path, risk: str, *options: str) -> list[dict[str, Any]]:
    done = run("history", risk, "--book", demo, "--format", "json", *options)
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.output)
    return found


@pytest.fixture(scope="module")
def quarter(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it was when the review of the first quarter of 2026 was tagged."""
    site = tmp_path_factory.mktemp("past") / "site"
    done = run("build", "--book", demo, "--at", "review-2026-Q1", "--out", site)
    assert done.exit_code == 0, done.output
    return site


def test_a_history_tells_how_a_risk_came_to_stand_where_it_stands(demo: Path) -> None:
    told = turns(demo, "R001")
    assert [one["date"] for one in told] == sorted(one["date"] for one in told)
    assert told[0]["event"] == "added"
    levels = [
        (move["before"], move["after"])
        for one in told
        for move in one["moves"]
        if move["aspect"] == "level"
    ]
    assert levels == [(None, "critical"), ("critical", "high")]
    book = load(GitTree(demo, "HEAD")).book
    assert book is not None
    people = {one["by"] for one in told} - {None}
    assert people <= book.organization.people.keys()
    assert "@" not in json.dumps(told)


def test_a_history_ends_on_the_day_that_counts_as_today(demo: Path) -> None:
    told = turns(demo, "R001", "--today", "2026-03-31")
    assert told == [one for one in turns(demo, "R001") if one["date"] <= "2026-03-31"]
    assert len(told) < len(turns(demo, "R001"))


@pytest.mark.parametrize(("language", "words"), [("en", "assessed as"), ("zh", "评定为")])
def test_a_history_is_read_in_both_languages(demo: Path, language: str, words: str) -> None:
    done = run("history", "r001", "--book", demo, "--lang", language)
    assert done.exit_code == 0
    assert words in done.output
    assert max(map(len, done.output.splitlines())) <= 80


def test_a_history_needs_the_whole_repository(demo: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(demo, "clone", "--quiet", "--depth", "3", demo.as_uri(), str(clone))
    done = run("history", "R001", "--book", clone)
    assert done.exit_code == 2
    assert "git fetch --unshallow" in done.output


def test_an_id_that_never_was_is_answered_with_one_that_is_near(demo: Path) -> None:
    done = run("history", "R0011", "--book", demo, "--lang", "en")
    assert done.exit_code == 2
    assert "R001" in done.output


def test_a_past_site_has_the_risks_and_the_levels_of_then(demo: Path, quarter: Path) -> None:
    then = load(GitTree(demo, "review-2026-Q1")).book
    assert then is not None
    shown = {path.stem for path in (quarter / "risks").glob("*.html")}
    assert shown == then.risks.keys() - {HUSH}
    risk = (quarter / "risks" / "R001.html").read_text(encoding="utf-8")
    assert 'class="chip level-3">Critical' in risk


def test_a_past_site_shows_the_day_and_the_commit_of_then(demo: Path, quarter: Path) -> None:
    made = json.loads((quarter / "manifest.json").read_bytes())
    commit = resolve(demo, "review-2026-Q1")
    assert made["commit"] == commit
    assert date.fromisoformat(made["today"]) < date(2026, 5, 1)
    assert commit[:7] in (quarter / "assets" / "book.js").read_text(encoding="utf-8")


def test_what_is_confidential_now_is_in_no_past(quarter: Path) -> None:
    title = "R026"
    for path in quarter.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".ics", ".atom", ".json"):
            assert title not in path.read_text(encoding="utf-8"), path


def test_a_date_is_the_last_state_of_that_day(demo: Path, tmp_path: Path) -> None:
    done = run("build", "--book", demo, "--at", "2026-01-31", "--out", tmp_path / "site")
    assert done.exit_code == 0, done.output
    made = json.loads((tmp_path / "site" / "manifest.json").read_bytes())
    assert made["today"] == "2026-01-31"
    again = run("build", "--book", demo, "--at", made["commit"], "--today", "2026-01-31",
                "--out", tmp_path / "again")  # fmt: skip
    assert again.exit_code == 0
    for path in sorted((tmp_path / "site").rglob("*")):
        if path.is_file():
            other = tmp_path / "again" / path.relative_to(tmp_path / "site")
            assert other.read_bytes() == path.read_bytes(), path


@pytest.mark.parametrize("name", ["nowhere", "1999-12-31", "--upload-pack=x"])
def test_a_commit_that_there_is_not_leaves_nothing_behind(
    demo: Path, tmp_path: Path, name: str
) -> None:
    done = run("build", "--book", demo, f"--at={name}", "--out", tmp_path / "site")
    assert done.exit_code == 2
    assert not (tmp_path / "site").exists()

"""``riskbook diff`` and ``riskbook criteria-impact`` on a real repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from delta_story import WITHHELD, base_files, head_files
from small_book import CRITERIA, OTHER_RISK, RISK, SETTINGS, SIGN_OFF

CLONE = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
    "PYTHONPATH": str(CLONE / "generator"),
    "PYTHONUTF8": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "desk-lead"), ("EMAIL", "desk-lead@example.org"))
    },
}
DAY = ("--today", "2026-11-22")

Done = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, at: Path) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "riskbook", *arguments],
        cwd=at,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def told(*arguments: str | Path, at: Path) -> str:
    done = run(*arguments, at=at)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(*arguments: str | Path, at: Path) -> str:
    """The one sentence of a command that cannot run."""
    done = run(*arguments, at=at)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line.removeprefix("riskbook: ")


def git(repository: Path, *arguments: str, day: str = "2026-11-01") -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=repository,
        env={**ENVIRONMENT, "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
             "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"},
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    return done.stdout.strip()


def put(repository: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        file = repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The story: main is the base, topic the head, checked out."""
    folder = tmp_path / "book"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    put(folder, base_files())
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=base", day="2026-11-01")
    git(folder, "switch", "--quiet", "--create", "topic")
    put(folder, head_files())
    git(folder, "commit", "--quiet", "--all", "--message=head", day="2026-11-10")
    return folder


def test_a_branch_and_the_folder_and_a_date_tell_the_same(repository: Path) -> None:
    shown = told("diff", "main", "topic", *DAY, at=repository)
    assert shown.startswith("1 risk moves up; 1 breach of the appetite opens;")
    assert "--> registers/desk/risks/R001-night-calls.md\n17  current likelihood" in shown

    def without_names(text: str) -> str:
        return re.sub(r"(?m)^From .*\n", "", text)

    for others in (("main",), ("2026-11-05", "HEAD"), ("main", "2026-11-10")):
        assert without_names(told("diff", *others, *DAY, at=repository)) == without_names(shown)
    assert "From main (" in shown
    assert "to the folder as it stands" in told("diff", "main", *DAY, at=repository)


def test_what_is_not_committed_counts_in_the_folder_alone(repository: Path) -> None:
    git(repository, "switch", "--quiet", "main")
    assert told("diff", "main", *DAY, at=repository).startswith("Nothing changed.")
    content = (repository / RISK).read_text(encoding="utf-8")
    (repository / RISK).write_text(content.replace("likelihood: 1", "likelihood: 3"), "utf-8")
    assert "1 risk moves up" in told("diff", "main", *DAY, at=repository)
    assert told("diff", "main", "HEAD", *DAY, at=repository).startswith("Nothing changed.")


def test_the_change_is_read_from_where_the_two_parted(repository: Path) -> None:
    git(repository, "switch", "--quiet", "main")
    content = (repository / OTHER_RISK).read_text(encoding="utf-8")
    (repository / OTHER_RISK).write_text(content.replace("Calls are", "All calls are"), "utf-8")
    git(repository, "commit", "--quiet", "--all", "--message=later on main", day="2026-11-12")
    assert "All calls are" not in told("diff", "main", "topic", *DAY, at=repository)


def test_another_name_of_a_file_is_no_change(repository: Path) -> None:
    git(repository, "mv", RISK, RISK.replace("night-calls", "calls-at-night"))
    translation = RISK.replace(".md", ".zh.md")
    git(repository, "mv", translation, translation.replace("night-calls", "calls-at-night"))
    assert told("diff", "topic", *DAY, at=repository).startswith("Nothing changed.")


def test_md_json_and_html_withhold_and_text_does_not(repository: Path) -> None:
    assert (repository / WITHHELD).exists()
    assert "The secret merger succeeds" in told("diff", "main", *DAY, at=repository)
    for form in ("md", "json", "html"):
        shown = told("diff", "main", "--format", form, *DAY, at=repository)
        assert "R003" not in shown
        assert "secret" not in shown
    assert json.loads(told("diff", "main", "--format", "json", *DAY, at=repository))[
        "withheld"
    ] == 1  # fmt: skip


@pytest.mark.parametrize("form", ["text", "md", "json", "html"])
@pytest.mark.parametrize("command", [("diff", "main"), ("criteria-impact", "--base", "main")])
def test_a_file_holds_what_the_terminal_is_shown_and_the_same_every_time(
    command: tuple[str, ...], form: str, repository: Path
) -> None:
    shown = told(*command, "--format", form, *DAY, "--lang", "zh", at=repository)
    out = repository.parent / "made" / f"change.{form}"
    for _ in range(2):
        written = told(
            *command, "--format", form, *DAY, "--lang", "zh", "--out", out, at=repository
        )
        assert written == ""
        assert out.read_text(encoding="utf-8") == shown
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_criteria_are_judged_on_the_risks_of_the_head(repository: Path) -> None:
    content = (repository / CRITERIA).read_text(encoding="utf-8")
    harder = content.replace("- [low, medium, high]", "- [low, high, high]")
    (repository / CRITERIA).write_text(harder, encoding="utf-8")
    shown = told("criteria-impact", "--base", "topic", *DAY, at=repository)
    assert shown.startswith("1 risk rises in level; 1 needs another authority;")
    assert "R002 · Calls are lost" in shown
    assert "Level: Medium → High" in shown
    assert "R001 ·" not in shown
    same = told("criteria-impact", "--base", "topic", "topic", *DAY, at=repository)
    assert same.startswith("The criteria are the same.")


def test_breaches_do_not_fail_the_command(repository: Path) -> None:
    assert "above the appetite" in told("diff", "main", *DAY, at=repository)


COMMANDS = [("diff", "BASE"), ("criteria-impact", "--base", "BASE")]


def asked(command: tuple[str, ...], base: str) -> list[str]:
    return [base if word == "BASE" else word for word in command]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_base_that_is_not_there_is_named(command: tuple[str, ...], repository: Path) -> None:
    assert "nowhere" in refused(*asked(command, "nowhere"), at=repository)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_base_without_a_book_is_named(command: tuple[str, ...], repository: Path) -> None:
    """For a comparison of criteria it is a mistake; everything else is new, and that is said."""
    git(repository, "switch", "--quiet", "--orphan", "empty")
    (repository / "README.md").write_text("Nothing here yet.\n", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=no book")
    put(repository, base_files())
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=a book")
    if command[0] == "diff":
        done = run(*asked(command, "HEAD~1"), at=repository)
        assert (done.returncode, done.stderr) == (0, "")
        assert "HEAD~1" in done.stdout
    else:
        assert "HEAD~1" in refused(*asked(command, "HEAD~1"), at=repository)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("path", [SETTINGS, CRITERIA])
def test_a_framework_that_is_unsound_is_named(
    command: tuple[str, ...], path: str, repository: Path
) -> None:
    (repository / path).write_text("format: 1\ntitle: [\n", encoding="utf-8")
    assert "the folder as it stands" in refused(*asked(command, "main"), at=repository)
    git(repository, "commit", "--quiet", "--all", "--message=broken")
    git(repository, "revert", "--no-edit", "HEAD")
    assert "HEAD~1" in refused(*asked(command, "HEAD~1"), at=repository)


@pytest.mark.parametrize("command", COMMANDS)
def test_outside_a_repository_there_is_no_base(command: tuple[str, ...], tmp_path: Path) -> None:
    put(tmp_path, base_files())
    assert refused(*asked(command, "main"), at=tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_cannot_be_written_is_named(command: tuple[str, ...], repository: Path) -> None:
    blocked = repository.parent / "a-file" / "change.md"
    blocked.parent.write_text("in the way", encoding="utf-8")
    assert str(blocked) in refused(*asked(command, "main"), "--out", str(blocked), at=repository)


def test_records_with_findings_are_compared_all_the_same(repository: Path) -> None:
    (repository / OTHER_RISK).write_text("---\nid: R002\nstatus: [\n---\n", encoding="utf-8")
    shown = told("diff", "topic", *DAY, at=repository)
    assert "cannot be read: riskbook check says why" in shown
    assert "removed" not in shown
    git(repository, "commit", "--quiet", "--all", "--message=broken")
    git(repository, "revert", "--no-edit", "HEAD")
    assert "can be read again" in told("diff", "HEAD~1", *DAY, at=repository)


def test_an_edited_sign_off_is_told_first(repository: Path) -> None:
    content = (repository / SIGN_OFF).read_text(encoding="utf-8")
    (repository / SIGN_OFF).write_text(content.replace("Quarterly", "Yearly"), encoding="utf-8")
    shown = told("diff", "topic", *DAY, at=repository)
    assert shown.startswith("1 sign-off is edited or removed.")

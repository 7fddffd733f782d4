"""A risk that rests on files of the repository: a change there asks for a review, and a build."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from riskbook.cli.main import main
from small_book import RISK, small_book

DAY = "2026-11-23"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=desk", "-c", "user.email=desk@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A repository with the book in a folder and, beside it, a script that R001 rests on."""
    folder = tmp_path / "book"
    for path, content in small_book().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    risk = folder / RISK
    text = risk.read_text(encoding="utf-8")
    rest = 'depends_on:\n  - path: "telephony/**"\n'
    risk.write_text(text.replace("\n---\n", f"\n{rest}---\n", 1), encoding="utf-8")
    (tmp_path / "telephony").mkdir()
    (tmp_path / "telephony" / "menu.txt").write_text("press 1\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=the book")
    signed = run(
        "review", "R001", "--book", folder, "--by", "desk-lead", "--outcome", "rescored",
        "--reason", "Looked at with the new menu", "--today", DAY, "--no-input",
    )  # fmt: skip
    assert signed.exit_code == 0, signed.output
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=review R001")
    return folder


def change(book: Path) -> None:
    (book.parent / "telephony" / "menu.txt").write_text("press 2\n", encoding="utf-8")
    git(book.parent, "add", "--all")


def test_a_change_of_the_files_asks_for_a_review(book: Path) -> None:
    before = run("check", "--book", book, "--today", DAY, "--format", "lines", "--lang", "en")
    assert "RB504" not in before.output
    change(book)
    after = run("check", "--book", book, "--today", DAY, "--format", "lines", "--lang", "en")
    assert "RB504" in after.output
    assert "telephony/**" in after.output


def test_what_is_not_in_the_index_is_not_there_yet(book: Path) -> None:
    (book.parent / "telephony" / "more.txt").write_text("press 3\n", encoding="utf-8")
    done = run("check", "--book", book, "--today", DAY, "--format", "lines", "--lang", "en")
    assert "RB504" not in done.output


def test_the_site_is_made_again_when_the_files_change(book: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    options = ("--book", book, "--out", site, "--today", DAY, "--lang", "en")
    assert run("build", *options).exit_code == 0
    second = run("build", *options)
    change(book)
    third = run("build", *options)
    assert second.output != third.output
    said = "".join(path.read_text("utf-8") for path in (site / "assets" / "standing").iterdir())
    assert "files telephony/**" in said


def test_without_git_nobody_can_tell_and_nothing_is_called_changed(book: Path) -> None:
    (book.parent / ".git").rename(book.parent / "history-taken-away")
    done = run("check", "--book", book, "--today", DAY, "--format", "lines", "--lang", "en")
    assert "RB504" not in done.output

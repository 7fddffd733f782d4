"""The pull request that brings the first book: there is nothing to compare, and nothing is red."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from riskbook.cli.main import main
from small_book import small_book


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A repository whose main branch has no book; one lies on a branch beside it."""

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=desk", "-c", "user.email=desk@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True)

    git("init", "--quiet", "--initial-branch=main")
    git("commit", "--quiet", "--allow-empty", "--message=begin")
    git("switch", "--quiet", "--create", "book")
    for path, content in small_book().items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    git("add", "--all")
    git("commit", "--quiet", "--message=the book")
    return tmp_path


@pytest.mark.parametrize(
    "command", [("diff", "main"), ("rereview", "--base", "main"), ("gate", "--base", "main")]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_base_without_a_book_is_answered(
    book: Path, command: tuple[str, ...], language: str
) -> None:
    out = book / "review" / "answer.md"
    out.parent.mkdir()
    arguments = ["--book", str(book), "--lang", language]
    done = CliRunner().invoke(main, [*command, *arguments])
    assert done.exit_code == 0, done.output
    assert "main" in done.output
    written = CliRunner().invoke(main, [*command, *arguments, "--format", "md", "--out", str(out)])
    assert written.exit_code == 0
    assert out.read_text(encoding="utf-8") == done.output


def test_a_base_that_there_is_not_is_still_a_mistake(book: Path) -> None:
    done = CliRunner().invoke(main, ["gate", "--base", "nowhere", "--book", str(book)])
    assert done.exit_code == 2

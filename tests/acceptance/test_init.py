"""``riskbook init`` as people call it: a book that passes at once, or nothing at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from riskbook.cli.main import main

CLONE = Path(__file__).resolve().parents[2]
DAY = ("--today", "2026-11-23")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "LC_"))},
    "LANG": "C.UTF-8",
    "GIT_CONFIG_GLOBAL": os.devnull,
}

Done = subprocess.CompletedProcess[str]


def run(at: Path, *arguments: object, program: tuple[str, ...] = ()) -> Done:
    command = program or (sys.executable, "-m", "riskbook")
    return subprocess.run(
        [*command, *map(str, arguments)],
        cwd=at,
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def init(at: Path, *arguments: object) -> Done:
    return run(at, "init", *arguments, *DAY)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("languages", [["en"], ["zh"], ["en", "zh"], ["zh", "en"]])
def test_the_book_passes_and_is_tidy_at_once(languages: list[str], tmp_path: Path) -> None:
    options = [word for language in languages for word in ("--language", language)]
    assert init(tmp_path, "book", *options).returncode == 0
    book = tmp_path / "book"
    checked = run(book, "check", *DAY, "--format", "json")
    assert checked.returncode == 0
    findings = json.loads(checked.stdout)["findings"]
    assert {each["code"] for each in findings} == {"RB407", "RB414", "RB415"}
    assert {each["severity"] for each in findings} == {"warning"}
    tidied = run(book, "fmt", "--check")
    assert tidied.returncode == 0, tidied.stdout


def test_the_book_is_published_at_once(tmp_path: Path) -> None:
    init(tmp_path, "book", "--language", "zh", "--language", "en", "--ci", "github")
    built = run(tmp_path / "book", "build", *DAY)
    assert built.returncode == 0, built.stdout + built.stderr
    front = (tmp_path / "book/site/index.html").read_text(encoding="utf-8")
    assert "服务风险登记册" in front
    assert (tmp_path / "book/site/en/risks/R001.html").is_file()


def test_what_comes_next_is_said_and_true(tmp_path: Path) -> None:
    done = init(tmp_path, "our book")
    assert done.returncode == 0
    count = len(everything(tmp_path / "our book"))
    assert f"A new book with {count} files is in our book." in done.stdout
    commands = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    assert commands == [
        "cd 'our book'",
        "riskbook check",
        "riskbook serve --open",
        "git init --initial-branch main",
        "git add --all",
        "git commit",
    ]
    script = "\n".join(commands[:2]).replace("riskbook", f"{sys.executable} -m riskbook")
    assert run(tmp_path, "-ec", script, program=("bash",)).returncode == 0


def test_a_repository_keeps_what_it_has(tmp_path: Path) -> None:
    for words in (("init", "-q"), ("commit", "-q", "--allow-empty", "-m", "begin")):
        identity = ("-c", "user.name=risk-officer", "-c", "user.email=risk-officer@example.org")
        assert run(tmp_path, *identity, *words, program=("git",)).returncode == 0
    (tmp_path / "LICENSE").write_text("ours\n")
    done = init(tmp_path, ".", "--ci", "github")
    assert done.returncode == 0, done.stderr
    assert "git init" not in done.stdout
    assert "cd " not in done.stdout
    assert (tmp_path / "LICENSE").read_text() == "ours\n"
    assert run(tmp_path, "diff", "--cached", "--name-only", program=("git",)).stdout == ""
    assert run(tmp_path, "rev-list", "--count", "HEAD", program=("git",)).stdout == "1\n"
    assert run(tmp_path, "check", *DAY).returncode == 0


def test_a_book_is_never_founded_twice(tmp_path: Path) -> None:
    init(tmp_path, "book")
    before = everything(tmp_path)
    done = init(tmp_path, "book", "--language", "zh")
    assert done.returncode == 2
    assert "already" in done.stderr
    assert done.stdout == ""
    assert everything(tmp_path) == before


def test_what_is_there_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours\n")
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/check.yml").write_text("ours: too\n")
    before = everything(tmp_path)
    done = init(tmp_path, ".", "--ci", "github")
    assert done.returncode == 2
    assert "2 names" in done.stderr
    assert ".github/workflows/check.yml" in done.stderr
    assert "README.md" in done.stderr
    assert everything(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".github", "README.md"]


def test_one_name_is_named_by_itself(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours\n")
    done = init(tmp_path, ".", "--lang", "zh")
    assert done.returncode == 2
    assert "README.md" in done.stderr
    assert "未写入任何内容" in done.stderr


def test_workflows_lie_at_the_top_of_the_repository_or_nowhere(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q", program=("git",))
    done = init(tmp_path, "risk/book", "--ci", "gitlab")
    assert done.returncode == 2
    assert str(tmp_path.resolve()) in done.stderr
    assert not (tmp_path / "risk").exists()
    assert init(tmp_path, "risk/book").returncode == 0


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("a note\n")
    done = init(tmp_path, "book")
    assert done.returncode == 2
    assert (tmp_path / "book").read_text() == "a note\n"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("a note\n")
    done = init(tmp_path, "note/book")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Nothing was written" in done.stderr


@pytest.mark.parametrize("arguments", [("--ci", "svn"), ("--language", "fr"), ()])
def test_wrong_use_is_said(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = init(tmp_path, *(("book", *arguments) if arguments else ()))
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_language_given_twice_counts_once(tmp_path: Path) -> None:
    assert init(tmp_path, "book", "--language", "zh", "--language", "zh").returncode == 0
    settings = yaml.safe_load((tmp_path / "book/riskbook.yml").read_text(encoding="utf-8"))
    assert settings["languages"] == ["zh"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_readme_names_commands_and_files_that_there_are(language: str, tmp_path: Path) -> None:
    init(tmp_path, "book", "--language", language, "--ci", "github")
    text = (tmp_path / "book/README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|\n)riskbook ([a-z-]+)", text))
    assert {"check", "serve", "new", "review", "approve", "status", "fmt"} <= named
    assert named <= main.commands.keys()
    for path in re.findall(r"`((?:registers|riskbook|\.github)[a-z/.-]*)`", text):
        assert (tmp_path / "book" / path).exists(), path


def test_the_hooks_are_those_that_riskbook_offers(tmp_path: Path) -> None:
    init(tmp_path, "book")
    text = (tmp_path / "book/.pre-commit-config.yaml").read_text(encoding="utf-8")
    offered = yaml.safe_load((CLONE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repository,) = yaml.safe_load(text)["repos"]
    assert repository["repo"] == "local"
    chosen = {hook["id"]: hook for hook in repository["hooks"]}
    assert chosen.keys() == {hook["id"] for hook in offered}
    for hook in offered:
        ours = chosen[hook["id"]]
        assert ours["language"] == "system"
        for name in ("entry", "files", "pass_filenames", "always_run", "require_serial"):
            assert ours.get(name) == hook.get(name), (hook["id"], name)

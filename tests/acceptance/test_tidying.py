"""fmt and renumber as people run them: in a repository, with what git knows of others."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from small_book import OTHER_RISK, PLAN, RISK, SIGN_OFF, TRANSLATION, edited, small_book

CLONE = Path(__file__).resolve().parents[2]
WHO = {
    "GIT_AUTHOR_NAME": "service-desk-lead",
    "GIT_AUTHOR_EMAIL": "service-desk-lead@example.org",
    "GIT_COMMITTER_NAME": "service-desk-lead",
    "GIT_COMMITTER_EMAIL": "service-desk-lead@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
    **WHO,
    "PYTHONPATH": str(CLONE / "generator"),
    "PYTHONUTF8": "1",
}
TWIN = OTHER_RISK.replace("server-down", "broken-lift")

Done = subprocess.CompletedProcess[str]


def run(*arguments: str, at: Path) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "riskbook", *arguments],
        cwd=at,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, check=True
    )
    return done.stdout.decode()


def put(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The small book in a folder."""
    put(tmp_path, small_book())
    return tmp_path


@pytest.fixture
def upstream(tmp_path: Path) -> Path:
    """The small book as others have it, without the risk R002."""
    folder = tmp_path / "upstream"
    put(folder, {path: text for path, text in small_book().items() if path != OTHER_RISK})
    git(tmp_path, "init", "-q", "-b", "main", "upstream")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "The book")
    return folder


@pytest.fixture
def clone(upstream: Path, tmp_path: Path) -> Path:
    """A clone with the risk R002 on a branch."""
    git(tmp_path, "clone", "-q", str(upstream), "clone")
    folder = tmp_path / "clone"
    git(folder, "switch", "-q", "-c", "server")
    put(folder, {OTHER_RISK: small_book()[OTHER_RISK]})
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "A risk of the server")
    return folder


# fmt


def test_the_example_book_is_tidy() -> None:
    done = run("fmt", "--check", "--diff", "--lang", "en", at=CLONE)
    assert done.stdout.endswith("files, all of them tidy.\n"), done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_fmt_puts_the_whole_book_in_form_and_says_what_it_did(book: Path) -> None:
    tidy = contents(book)
    untidy = edited({RISK: ("id: R001\n", ""), PLAN: ("owner: desk-lead\n", "owner: desk-lead \n")})
    untidy[RISK] = untidy[RISK].replace(b"---\nThe phone", b"id: R001\n---\nThe phone")
    put(book, untidy)
    done = run("fmt", "--check", "--lang", "en", at=book)
    assert done.returncode == 1
    assert done.stdout == (
        f"{PLAN}\n{RISK}\n\n"
        "2 files are not tidy; “riskbook fmt” puts them right.\n"
        "10 others are tidy as they are.\n"
    )
    assert contents(book) == untidy
    shown = run("fmt", "--diff", at=book)
    assert (shown.returncode, contents(book)) == (0, untidy)
    assert "\n-owner: desk-lead \n+owner: desk-lead\n" in shown.stdout
    done = run("fmt", "--lang", "zh", at=book / "registers" / "desk")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "plans/P001-night-calls.md\nrisks/R001-night-calls.md\n\n"
        "已整理 2 个文件。\n其余 10 个文件格式规范，无需改动。\n"
    )
    assert contents(book) == tidy
    again = run("fmt", "--lang", "en", at=book)
    assert (again.returncode, again.stdout) == (0, "12 files, all of them tidy.\n")


def test_fmt_takes_the_names_of_staged_files_as_they_come(book: Path) -> None:
    """pre-commit gives every staged file, seen from the repository's root."""
    root = book / "repository"
    (root / "docs").mkdir(parents=True)
    for name in ("riskbook.yml", "registers"):
        shutil.move(book / name, root / "docs" / name)
    (root / "setup.yml").write_text("b: 1 \n")
    risk = root / "docs" / RISK
    risk.write_bytes(risk.read_bytes() + b"\n")
    names = ["setup.yml", f"docs/{RISK}", f"docs/{SIGN_OFF}", f"docs/{PLAN}"]
    done = run("fmt", "--lang", "en", *names, at=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"docs/{RISK}\n\n1 file tidied.\n1 other is tidy as it is.\n"
    assert (root / "setup.yml").read_text() == "b: 1 \n"
    nothing = run("fmt", "--lang", "en", "setup.yml", f"docs/{SIGN_OFF}", at=root)
    assert nothing.returncode == 0
    assert nothing.stdout == "There is no file of a book here that could be tidied.\n"


def test_fmt_takes_a_folder_and_leaves_the_rest(book: Path) -> None:
    put(book, {RISK: small_book()[RISK] + b"\n", PLAN: small_book()[PLAN] + b"\n"})
    done = run("fmt", "--lang", "en", "registers/desk/risks", at=book)
    assert done.stdout == f"{RISK}\n\n1 file tidied.\n2 others are tidy as they are.\n"
    assert (book / PLAN).read_bytes().endswith(b"\n\n")


def test_fmt_shows_what_is_wrong_with_a_file_and_goes_on(book: Path) -> None:
    broken = small_book()[RISK].replace(b"id: R001\n", b"id: R001\nid: R001\n")
    put(book, {RISK: broken, PLAN: small_book()[PLAN] + b"\n"})
    done = run("fmt", "--lang", "en", at=book)
    assert done.returncode == 1
    assert "error[RB005]" in done.stdout
    assert f"--> {RISK}:3:1\n" in done.stdout
    assert done.stdout.endswith(
        f"\n\n{PLAN}\n\n1 file tidied.\n10 others are tidy as they are.\n"
        "1 file was left alone because of its errors.\n"
    )
    assert (book / RISK).read_bytes() == broken


def test_fmt_follows_no_link_and_keeps_the_rights_of_a_file(book: Path) -> None:
    put(book, {RISK: small_book()[RISK] + b"\n"})
    (book / RISK).chmod(0o640)
    link = book / OTHER_RISK.replace("R002-server-down", "R003-link")
    link.symlink_to(Path(RISK).name)
    done = run("fmt", "--lang", "en", at=book)
    assert done.stdout.startswith(f"{RISK}\n\n1 file tidied.\n")
    assert link.is_symlink()
    assert (book / RISK).stat().st_mode & 0o777 == 0o640


def test_fmt_without_a_book_cannot_work(tmp_path: Path) -> None:
    done = run("fmt", at=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("riskbook: There is no riskbook.yml in ")
    assert run("fmt", "nowhere.md", at=tmp_path).returncode == 2


def test_fmt_works_while_the_framework_is_not_sound(book: Path) -> None:
    put(book, {"riskbook.yml": b"languages: [zh, en]\n", RISK: small_book()[RISK] + b"\n"})
    done = run("fmt", at=book)
    assert done.returncode == 0
    assert "已整理 1 个文件。" in done.stdout


# renumber


def test_renumber_shows_what_it_does_and_does_it(book: Path) -> None:
    done = run("renumber", "R001", "--lang", "en", at=book)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "R001 becomes R003\n\n"
        "Files\n"
        "  registers/desk/risks/\n"
        "    R001-night-calls.md → R003-night-calls.md\n"
        "    R001-night-calls.zh.md → R003-night-calls.zh.md\n"
        "  registers/desk/sign-offs/\n"
        "    R001/2026-10-02-review-9f31.yml → R003/2026-10-02-review-9f31.yml\n\n"
        "References\n"
        f"  {OTHER_RISK}:20:5\n"
        "    - R001\n\n"
        "Done: 3 files renamed, 1 reference rewritten.\n"
    )
    renamed = {path: path.replace("R001", "R003") for path in (RISK, TRANSLATION, SIGN_OFF)}
    assert contents(book) == {
        renamed.get(path, path): text.replace(b"R001", b"R003")
        for path, text in small_book().items()
    }
    assert not (book / "registers/desk/sign-offs/R001").exists()
    back = run("renumber", "R003", "R001", "--lang", "zh", at=book)
    assert back.stdout.endswith("完成：重命名 3 个文件，更新 1 处引用。\n")
    assert contents(book) == small_book()


def test_a_rehearsal_writes_nothing(book: Path) -> None:
    done = run("renumber", "P001", "--dry-run", "--lang", "en", at=book)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == (
        "Nothing was written; this would be done: 2 files renamed, 1 reference rewritten."
    )
    assert contents(book) == small_book()


def test_a_mention_is_shown_with_the_words_around_it(book: Path) -> None:
    long = "很长的一行，" * 20 + "参见 R001，" + "后面还有很多字" * 20
    put(book, {OTHER_RISK: small_book()[OTHER_RISK] + f"{long}\n\tSee R001\n".encode()})
    done = run("renumber", "R001", "--dry-run", "--lang", "en", at=book)
    at = long.index("R001") + 1
    shown = re.search(rf"^  {OTHER_RISK}:22:{at}\n    (….*R001.*…)$", done.stdout, re.MULTILINE)
    assert shown is not None
    assert 35 < len(shown[1]) < 76
    assert f"  {OTHER_RISK}:23:6\n    See R001\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("R0001",), "There is no record R0001. Did you mean R001?"),
        (
            ("R001", "R002"),
            f"R002 is taken by {OTHER_RISK}. Without NEW the next free id is taken.",
        ),
        (("R001", "R2"), "“R2” is no id for this kind of record. The next free one is R003."),
        (("ticket-intake",), "There is no next number for an id like ticket-intake."),
        (("R001", "--base", "main"), "is not in a git repository"),
    ],
)
def test_renumber_refuses_in_one_sentence(
    book: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    done = run("renumber", *arguments, "--lang", "en", at=book)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("riskbook: ")
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert contents(book) == small_book()


def test_a_record_that_upstream_has_keeps_its_id(clone: Path) -> None:
    done = run("renumber", "R001", "--lang", "en", at=clone)
    assert done.returncode == 2
    assert done.stderr.startswith("riskbook: origin/main knows R001. ")
    assert run("renumber", "R002", "--dry-run", at=clone).returncode == 0
    assert run("renumber", "R001", "--dry-run", "--base", "none", at=clone).returncode == 0
    assert run("renumber", "R002", "--dry-run", "--base", "HEAD", at=clone).returncode == 2
    unknown = run("renumber", "R002", "--base", "nowhere", at=clone)
    assert unknown.returncode == 2
    assert "nowhere" in unknown.stderr


def test_without_an_upstream_the_local_main_is_asked(clone: Path) -> None:
    git(clone, "remote", "remove", "origin")
    done = run("renumber", "R001", "--lang", "en", at=clone)
    assert done.stderr.startswith("riskbook: main knows R001. ")
    git(clone, "switch", "-q", "main")
    assert run("renumber", "R001", "--dry-run", at=clone).returncode == 0


def test_the_same_number_taken_twice_is_put_right_before_and_after_the_merge(
    upstream: Path, clone: Path
) -> None:
    put(upstream, {TWIN: small_book()[OTHER_RISK]})
    git(upstream, "add", ".")
    git(upstream, "commit", "-q", "-m", "A risk of the lift")
    git(clone, "fetch", "-q")
    before = run("renumber", "R002", "--dry-run", "--lang", "en", at=clone)
    assert "R002-server-down.md → R003-server-down.md" in before.stdout
    git(clone, "merge", "-q", "origin/main", "-m", "Merge")
    assert "RB201" in run("check", at=clone).stdout
    refused = run("renumber", TWIN, "--lang", "en", at=clone)
    assert refused.stderr == (
        f"riskbook: origin/main knows {TWIN} already. Renumber the other one: {OTHER_RISK}\n"
    )
    after = run("renumber", "R002", "--lang", "en", at=clone)
    assert "R002-server-down.md → R003-server-down.md" in after.stdout
    assert "RB201" not in run("check", at=clone).stdout
    git(clone, "add", "-A")
    assert git(clone, "diff", "--cached", "--name-status", "-M").startswith("R0")
    assert re.search(rb"^id: R002$", (clone / TWIN).read_bytes(), re.MULTILINE)


def test_a_failure_while_it_writes_changes_nothing(book: Path) -> None:
    (book / "registers/desk/risks/R009-night-calls.zh.md").mkdir()
    before = contents(book)
    done = run("renumber", "R001", "R009", "--lang", "en", at=book)
    assert done.returncode == 2
    assert done.stderr.startswith("riskbook: Nothing was changed: ")
    assert "R009-night-calls.zh.md cannot be written: File exists" in done.stderr
    assert contents(book) == before

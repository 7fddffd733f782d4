"""Which repository a book lies in, and what names and dates stand for there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from riskbook.reading.blobs import MOST_BREAKS, read_blobs
from riskbook.reading.git import ask
from riskbook.reading.loading import load
from riskbook.reading.paths import blobs_at
from riskbook.reading.repository import find_repository, merge_base, resolve
from riskbook.reading.resources import catalogue
from riskbook.reading.trees import GitTree
from riskbook.reading.unusable import UnusableTreeError
from small_book import RISK, small_book

Git = Callable[..., str]
Write = Callable[[Path, Mapping[str, bytes]], Path]


@dataclass(frozen=True, slots=True)
class Line:
    """A repository whose folder is ``top``, the book in ``book``, and its commits by name."""

    top: Path
    book: Path
    commits: Mapping[str, str]


@pytest.fixture
def line(tmp_path: Path, write: Write, git: Git) -> Line:
    """Three commits on three days, 09:00 in Shanghai, the book in a folder of a larger one."""
    top = tmp_path / "公司 资料"
    book = write(top / "risk book", small_book())
    write(top, {"README.md": b"", "risk book 2/riskbook.yml": b"", "deploy/a.conf": b"a"})
    git(top, "init", "--quiet", "--initial-branch=main")
    commits = {}
    for name, day in (("one", "2026-11-02"), ("two", "2026-11-05"), ("three", "2026-11-06")):
        write(top, {"README.md": name.encode()})
        commits[name] = commit(git, top, f"docs: {name}", f"{day}T09:00:00+08:00")
    return Line(top, book, commits)


def commit(git: Git, top: Path, subject: str, when: str) -> str:
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--allow-empty", f"--message={subject}")
    at_that_time(git, top, when)
    return git(top, "rev-parse", "HEAD")


def at_that_time(git: Git, top: Path, when: str) -> None:
    """The last commit anew, with this date: the fixture's own clock stands still."""
    tree, parents, subject = (
        git(top, "log", "-1", f"--format={part}") for part in ("%T", "%P", "%s")
    )
    whose = [part for parent in parents.split() for part in ("-p", parent)]
    new = subprocess.run(
        ["git", "commit-tree", tree, *whose, "-m", subject],
        cwd=top,
        env={
            **os.environ,
            **{
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "x"), ("EMAIL", "x@example.org"), ("DATE", when))
            },
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    git(top, "reset", "--quiet", "--soft", new)


def said(error: pytest.ExceptionInfo[UnusableTreeError]) -> str:
    """The key, after a look that every language has a sentence for it."""
    for language in ("en", "zh"):
        sentence = catalogue(language).say(error.value.saying)
        assert "{" not in sentence
        assert sentence.strip()
    return error.value.saying.key


def test_the_facts_of_a_repository_are_found_from_the_folder_of_the_book(line: Line) -> None:
    found = find_repository(line.book)
    assert found.top == line.top
    assert found.prefix == "risk book/"
    assert found.git_folder == line.top / ".git"
    assert found.head == line.commits["three"]
    assert (found.branch, found.shallow, found.partial) == ("main", False, False)
    assert find_repository(line.top).prefix == ""


def test_a_detached_head_has_no_branch(line: Line, git: Git) -> None:
    git(line.top, "checkout", "--quiet", line.commits["one"])
    found = find_repository(line.book)
    assert (found.head, found.branch) == (line.commits["one"], "")
    assert resolve(line.book, "2026-11-30") == line.commits["one"]


def test_a_repository_without_a_commit_has_no_head(tmp_path: Path, write: Write, git: Git) -> None:
    write(tmp_path, small_book())
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    found = find_repository(tmp_path)
    assert (found.head, found.branch) == (None, "main")
    for name in ("HEAD", "2026-11-02", "main"):
        with pytest.raises(UnusableTreeError) as caught:
            resolve(tmp_path, name)
        assert said(caught) == "git.unborn"
    assert blobs_at(tmp_path) == {}


NAMES = {
    "HEAD": "three",
    "main": "three",
    "HEAD~1": "two",
    "main~2": "one",
    "first": "one",
    "noted": "two",
    "2026-11-06": "three",
    "2026-11-05": "two",
    "2026-11-04": "one",
    "9999-12-31": "three",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_for_a_commit(name: str, line: Line, git: Git) -> None:
    git(line.top, "tag", "first", line.commits["one"])
    git(line.top, "tag", "--annotate", "--message=noted", "noted", line.commits["two"])
    git(line.top, "branch", "2026-11-04", line.commits["three"])  # a date is a date
    assert resolve(line.book, name, "Asia/Shanghai") == line.commits[NAMES[name]]
    assert resolve(line.book, line.commits["two"][:12]) == line.commits["two"]


def test_a_day_ends_in_the_time_zone_of_the_book(line: Line, git: Git, write: Write) -> None:
    """23:30 on the 8th in Shanghai is half past three in the afternoon in London."""
    write(line.top, {"README.md": b"late"})
    late = commit(git, line.top, "docs: late", "2026-11-09T00:30:00+08:00")
    assert resolve(line.book, "2026-11-08", "Asia/Shanghai") == line.commits["three"]
    assert resolve(line.book, "2026-11-08", "Europe/London") == late
    assert GitTree(line.book, "2026-11-08", "Europe/London").commit == late


def test_a_second_that_comes_twice_belongs_to_its_day(line: Line, git: Git, write: Write) -> None:
    """In Asunción the clock went back from midnight to 23:00."""
    write(line.top, {"README.md": b"late"})
    late = commit(git, line.top, "docs: late", "2023-03-25T23:30:00-04:00")
    assert resolve(line.book, "2023-03-25", "America/Asuncion") == late


def test_a_date_follows_the_first_parent(line: Line, git: Git, write: Write) -> None:
    git(line.top, "checkout", "--quiet", "-b", "side", line.commits["one"])
    write(line.top, {"side.md": b"side"})
    side = commit(git, line.top, "docs: side", "2026-11-04T09:00:00+08:00")
    git(line.top, "checkout", "--quiet", "main")
    git(line.top, "merge", "--quiet", "--no-ff", "--message=merge", side)
    at_that_time(git, line.top, "2026-11-07T09:00:00+08:00")
    assert resolve(line.book, "2026-11-04") == line.commits["one"]
    assert resolve(line.book, "HEAD^2") == side


def test_a_date_before_the_first_commit_is_said_to_be_one(line: Line) -> None:
    for day in ("2026-11-01", "0001-01-01"):
        with pytest.raises(UnusableTreeError) as caught:
            resolve(line.book, day, "Asia/Shanghai")
        assert said(caught) == "git.before-first"


NONE = ["-x", "--all", "", "no-such", "HEAD~9", "HEAD:README.md", "^HEAD", "one..two", "a\0b", "\n"]


@pytest.mark.parametrize("name", [*NONE, "2026-13-01", "2026-02-30"])
def test_what_is_no_commit_is_said_to_be_none(name: str, line: Line) -> None:
    with pytest.raises(UnusableTreeError) as caught:
        resolve(line.book, name)
    assert said(caught) == "reading.no-revision"


def test_where_two_branches_parted(line: Line, git: Git, write: Write) -> None:
    git(line.top, "checkout", "--quiet", "-b", "side", line.commits["two"])
    write(line.top, {"side.md": b"side"})
    commit(git, line.top, "docs: side", "2026-11-07T09:00:00+08:00")
    assert merge_base(line.book, "main", "side") == line.commits["two"]
    assert merge_base(line.book, "side", line.commits["one"]) == line.commits["one"]
    git(line.top, "checkout", "--quiet", "--orphan", "other")
    commit(git, line.top, "docs: other", "2026-11-07T09:00:00+08:00")
    with pytest.raises(UnusableTreeError) as caught:
        merge_base(line.book, "main", "other")
    assert said(caught) == "git.unrelated"
    with pytest.raises(UnusableTreeError) as caught:
        merge_base(line.book, "--all", "main")
    assert said(caught) == "reading.no-revision"


def test_a_shallow_clone_says_what_it_lacks(line: Line, git: Git, tmp_path: Path) -> None:
    git(line.top, "branch", "side", line.commits["one"])
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{line.top}", str(clone))
    book = clone / "risk book"
    assert find_repository(book).shallow
    assert resolve(book, "2026-11-05") == line.commits["two"]  # it does reach to there
    lacking = {"git.shallow-date": "2026-11-04", "git.shallow-revision": "HEAD~2"}
    for key, name in lacking.items():
        with pytest.raises(UnusableTreeError) as caught:
            resolve(book, name)
        assert said(caught) == key
        assert "fetch-depth: 0" in catalogue("en").say(caught.value.saying)
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "side:side")
    with pytest.raises(UnusableTreeError) as caught:
        merge_base(book, "HEAD", "side")
    assert said(caught) == "git.shallow-base"
    git(clone, "fetch", "--quiet", "--unshallow")
    assert merge_base(book, "HEAD", "side") == line.commits["one"]


def test_a_linked_worktree_is_as_good_as_the_main_one(line: Line, git: Git, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(line.top, "worktree", "add", "--quiet", "-b", "side", str(other), line.commits["two"])
    found = find_repository(other / "risk book")
    assert (found.top, found.prefix, found.branch) == (other, "risk book/", "side")
    assert found.head == line.commits["two"]
    assert (other / ".git").is_file()
    assert load(GitTree(other / "risk book", "HEAD")) == load(GitTree(line.book, "main"))


def test_a_book_in_a_submodule_is_in_the_repository_of_the_submodule(
    line: Line, git: Git, tmp_path: Path
) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet", "--initial-branch=main")
    add = ("submodule", "--quiet", "add", str(line.top), "books")
    git(outer, "-c", "protocol.file.allow=always", *add)
    git(outer, "commit", "--quiet", "--message=feat: books")
    inside = outer / "books" / "risk book"
    found = find_repository(inside)
    assert (found.top, found.head) == (outer / "books", line.commits["three"])
    assert resolve(inside, "2026-11-02") == line.commits["one"]
    (gitlink,) = [blob for path, blob in (blobs_at(outer) or {}).items() if path == "books"]
    assert gitlink == line.commits["three"]


def test_no_git_and_no_repository_are_said(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(UnusableTreeError) as caught:
            find_repository(folder)
        assert said(caught) == "reading.no-repository"
        assert blobs_at(folder) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnusableTreeError) as caught:
        resolve(line.book, "HEAD")
    assert said(caught) == "reading.no-git"
    assert blobs_at(line.book) is None


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs another user")
def test_a_repository_of_another_user_is_said_to_be_one(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (line.top, line.top / ".git", line.book):
        os.chown(path, 65534, 65534)
    with pytest.raises(UnusableTreeError) as caught:
        find_repository(line.book)
    assert said(caught) == "git.not-owned"
    assert dict(caught.value.saying.facts)["folder"] == str(line.top)
    trusted = {"COUNT": "1", "KEY_0": "safe.directory", "VALUE_0": str(line.top)}
    for name, value in trusted.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert find_repository(line.book).head == line.commits["three"]


def test_the_variables_of_a_hook_do_not_lead_to_its_repository(
    line: Line, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook of one repository may check the book of another."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet", "--initial-branch=trunk")
    git(other, "commit", "--quiet", "--allow-empty", "--message=feat: other")
    before = blobs_at(line.book)
    for name, value in {
        "GIT_DIR": other / ".git",
        "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": other / ".git/index",
        "GIT_OBJECT_DIRECTORY": other / ".git/objects",
        "GIT_PREFIX": "sub/",
    }.items():
        monkeypatch.setenv(name, str(value))
    assert find_repository(line.book).top == line.top
    assert resolve(line.book, "HEAD") == line.commits["three"]
    assert blobs_at(line.book) == before


def test_a_commit_hook_sees_the_index_that_is_being_committed(line: Line, write: Write) -> None:
    """``git commit --all`` gives its hook another index than the one that lies in ``.git``."""
    hook = line.top / ".git/hooks/pre-commit"
    hook.write_text(
        f"#!{sys.executable}\n"
        "import sys\n"
        "from pathlib import Path\n"
        "from riskbook.reading.paths import blobs_at\n"
        "index, head = blobs_at(Path('risk book')), blobs_at(Path('risk book'), 'HEAD')\n"
        "sys.exit(', '.join(path for path in index if index[path] != head[path]) or 'nothing')\n"
    )
    hook.chmod(0o755)
    write(line.top, {"deploy/a.conf": b"b"})
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for what, seen in {"--all": "deploy/a.conf", "--allow-empty": "nothing"}.items():
        command = ["git", *identity, "commit", what, "--quiet", "--message=fix: b"]
        done = subprocess.run(command, cwd=line.top, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr.strip()) == (1, seen)


def test_the_settings_of_a_repository_run_nothing_and_change_no_answer(
    line: Line, git: Git, tmp_path: Path
) -> None:
    from riskbook.reading.commits import first_parent_log
    from riskbook.reading.history import history

    (line.book / "riskbook.yml").write_text("format: 1")
    commit(git, line.top, "fix: it", "2026-11-07T09:00:00+08:00")
    sign(git, line.top)
    before = first_parent_log(line.book), history(line.book), blobs_at(line.book)
    trace = tmp_path / "trace"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{trace}'\n")
    program.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "core.pager", "gpg.program", "diff.x.textconv"):
        git(line.top, "config", name, str(program))
    for name, value in {
        "color.ui": "always",
        "core.hooksPath": str(tmp_path),
        "diff.noprefix": "true",
        "diff.orderFile": "no-such-file",
        "diff.renames": "copies",
        "diff.submodule": "log",
        "i18n.logOutputEncoding": "GBK",
        "log.date": "relative",
        "log.diffMerges": "off",
        "log.follow": "true",
        "log.showRoot": "false",
        "log.showSignature": "true",
        "status.branch": "true",
    }.items():
        git(line.top, "config", name, value)
    (line.top / ".git/info/attributes").write_text("* diff=x\n")
    git(line.top, "replace", line.commits["three"], line.commits["one"])
    assert (first_parent_log(line.book), history(line.book), blobs_at(line.book)) == before
    assert not trace.exists()


def sign(git: Git, top: Path) -> None:
    """Give the last commit a signature, which a program would have to look at."""
    head, _, message = git(top, "cat-file", "commit", "HEAD").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----"
    aside = top / ".git/signed"
    aside.write_text(f"{head}\n{signature}\n\n{message}\n", encoding="utf-8")
    git(top, "reset", "--soft", git(top, "hash-object", "-w", "-t", "commit", str(aside)))


@pytest.fixture
def partial(line: Line, git: Git, tmp_path: Path) -> Path:
    """The book in a clone that has no blobs but those that are checked out."""
    git(line.top, "config", "uploadpack.allowFilter", "true")
    git(line.top, "rm", "--quiet", "-r", "risk book/registers/desk")
    commit(git, line.top, "feat: one less", "2026-11-07T09:00:00+08:00")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{line.top}", str(clone))
    return clone / "risk book"


def test_what_a_partial_clone_lacks_is_unreadable_and_is_not_fetched(partial: Path) -> None:
    assert find_repository(partial).partial
    tree = GitTree(partial, "HEAD~1")
    contents = dict(tree.read([entry.path for entry in tree.entries()]))
    lacking = {path for path, content in contents.items() if content is None}
    assert lacking == {path for path in small_book() if "/desk/" in path}
    assert len(lacking) > MOST_BREAKS
    found = {one.location.path: one.code for one in load(tree).findings}
    assert {path for path, code in found.items() if code == "RB016"} == lacking
    assert dict(tree.read([RISK])) == {RISK: None}


def test_a_clone_without_trees_says_what_it_lacks(line: Line, git: Git, tmp_path: Path) -> None:
    git(line.top, "config", "uploadpack.allowFilter", "true")
    (line.book / RISK).write_text("other")
    commit(git, line.top, "fix: it", "2026-11-07T09:00:00+08:00")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--filter=tree:0", f"file://{line.top}", str(clone))
    with pytest.raises(UnusableTreeError) as caught:
        GitTree(clone / "risk book", "HEAD~1").entries()
    assert said(caught) == "git.incomplete"


def test_a_damaged_blob_is_unreadable_and_many_are_a_damaged_repository(line: Line) -> None:
    tree = GitTree(line.book, "HEAD")
    blobs = [entry.mark for entry in tree.entries()]
    repository = find_repository(line.book)
    assert None not in list(read_blobs(repository, blobs))
    for number, blob in enumerate(blobs[: MOST_BREAKS + 1], 1):
        file = line.top / ".git/objects" / blob[:2] / blob[2:]
        file.chmod(0o644)
        file.write_bytes(file.read_bytes()[:-8])
        if number <= MOST_BREAKS:
            read = list(read_blobs(repository, blobs))
            assert [content is None for content in read] == [
                place < number for place in range(len(blobs))
            ]
    with pytest.raises(UnusableTreeError) as caught:
        list(read_blobs(repository, blobs))
    assert said(caught) == "git.incomplete"


def test_a_reader_that_stops_early_leaves_no_process_behind(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    blobs = [entry.mark for entry in GitTree(line.book, "HEAD").entries()]
    reading = read_blobs(find_repository(line.book), blobs)
    assert next(reading) is not None
    del reading
    assert begun
    assert all(process.returncode is not None for process in begun)


def test_a_command_that_fails_says_what_git_said(line: Line) -> None:
    with pytest.raises(UnusableTreeError) as caught:
        ask(line.book, "ls-tree", "no-such-tree")
    assert said(caught) == "reading.git-failed"
    assert "no-such-tree" in str(dict(caught.value.saying.facts)["message"])

"""A folder, a commit and memory give the same book; what is no part of it stays outside."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from riskbook.reading.loading import load
from riskbook.reading.trees import (
    EntryKind,
    GitTree,
    MemoryTree,
    Tree,
    UnusableTreeError,
    WorkTree,
    find_book,
)
from small_book import EXERCISE, RISK, SETTINGS, small_book

Git = Callable[..., str]
Write = Callable[[Path, Mapping[str, bytes]], Path]


def listed(tree: Tree) -> dict[str, EntryKind]:
    return {entry.path: entry.kind for entry in tree.entries()}


def contents(tree: Tree) -> dict[str, bytes | None]:
    return dict(tree.read([entry.path for entry in tree.entries()]))


def committed(git: Git, folder: Path) -> str:
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=feat: the book")
    return git(folder, "rev-parse", "HEAD")


def test_a_folder_lists_the_book_and_nothing_else_of_the_repository(
    tmp_path: Path, write: Write
) -> None:
    write(tmp_path, small_book())
    write(tmp_path, {"README.md": b"", "docs/risks.md": b"", "registers.yml": b"", "site/a": b""})
    paths = [entry.path for entry in WorkTree(tmp_path).entries()]
    assert paths == sorted(small_book())


def test_hidden_files_and_folders_are_passed_by(tmp_path: Path, write: Write, git: Git) -> None:
    write(tmp_path, {**small_book(), "registers/.trash/R009.md": b"", "registers/desk/.x.yml": b""})
    assert listed(WorkTree(tmp_path)).keys() == small_book().keys()
    committed(git, tmp_path)
    assert listed(GitTree(tmp_path, "HEAD")).keys() == small_book().keys()


def test_reading_goes_in_the_order_asked_for_and_tells_what_is_gone(
    tmp_path: Path, write: Write, git: Git
) -> None:
    write(tmp_path, small_book())
    committed(git, tmp_path)
    asked = [SETTINGS, "registers/gone.yml", RISK, SETTINGS]
    expected = [(path, small_book().get(path)) for path in asked]
    for tree in (WorkTree(tmp_path), GitTree(tmp_path, "HEAD"), MemoryTree(small_book())):
        assert list(tree.read(asked)) == expected


def test_a_folder_in_the_place_of_a_file_is_no_file(tmp_path: Path, write: Write) -> None:
    write(tmp_path, {"registers/services.yml/inner.yml": b"", "riskbook.yml/inner": b""})
    assert list(listed(WorkTree(tmp_path))) == ["registers/services.yml/inner.yml"]
    assert list(WorkTree(tmp_path).read(["riskbook.yml"])) == [("riskbook.yml", None)]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs files that are no files")
def test_what_is_neither_file_nor_folder_is_passed_by(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, small_book())
    os.mkfifo(tmp_path / "registers/desk/risks/R003-pipe.md")  # reading it would never end
    monkeypatch.chdir(tmp_path / "registers/desk/risks")  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("R004-socket.md")
        assert listed(WorkTree(tmp_path)).keys() == small_book().keys()


@contextmanager
def nobody() -> Iterator[None]:
    """Within, permissions count even for a superuser."""
    superuser = os.getuid() == 0
    if superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs permissions of files")
def test_files_and_folders_without_permission_do_not_end_the_reading(write: Write) -> None:
    closed = "registers/desk/exercises"
    with TemporaryDirectory() as name:  # pytest's own folders are closed to others altogether
        book = write(Path(name), small_book())
        book.chmod(0o755)
        (book / RISK).chmod(0)
        (book / closed).chmod(0)
        with nobody():
            tree = WorkTree(book)
            assert listed(tree)[closed] is EntryKind.CLOSED
            assert len(listed(tree)) == len(small_book())
            assert {path for path, content in tree.read(small_book()) if content is None} == {
                RISK,
                EXERCISE,
            }
        (book / closed).chmod(0o755)


LINKS = {
    "registers/desk/risks/R003-copy.md": "R001-night-calls.md",
    "registers/desk/controls/C003-chain.md": "../risks/R003-copy.md",
    "registers/shared": "desk",
    "registers/desk/risks/R004-out.md": "../../../../outside.md",
    "registers/desk/risks/R005-nowhere.md": "R009-missing.md",
    "registers/desk/risks/R006-itself.md": "R006-itself.md",
    "registers/desk/risks/R007-readme.md": "../../../README.md",
    "registers/desk/risks/R008-absolute.md": "/etc/hostname",
}
FOLLOWED = {"registers/desk/risks/R003-copy.md", "registers/desk/controls/C003-chain.md"}


def test_a_link_is_followed_to_files_of_the_registers_only(
    tmp_path: Path, write: Write, git: Git
) -> None:
    write(tmp_path, {"outside.md": b"secret"})
    book = write(tmp_path / "book", {**small_book(), "README.md": b"hello"})
    for path, target in LINKS.items():
        (book / path).symlink_to(target)
    committed(git, book)
    on_disk, in_git = WorkTree(book), GitTree(book, "HEAD")
    for tree in (on_disk, in_git):
        kinds = listed(tree)
        assert {path for path in LINKS if kinds[path] is EntryKind.FILE} == FOLLOWED
        followed = dict(tree.read(sorted(FOLLOWED)))
        assert all(content == small_book()[RISK] for content in followed.values())
    assert listed(on_disk) == listed(in_git)


def test_a_link_in_the_place_of_the_registers_is_not_entered(
    tmp_path: Path, write: Write, git: Git
) -> None:
    outside = write(tmp_path / "outside", {"desk/risks/R001-a.md": b"secret"})
    book = write(tmp_path / "book", {SETTINGS: b"format: 1"})
    (book / "registers").symlink_to(outside)
    committed(git, book)
    expected = {SETTINGS: EntryKind.FILE, "registers": EntryKind.LINK}
    assert listed(WorkTree(book)) == listed(GitTree(book, "HEAD")) == expected


NAMES = {
    "registers/desk/risks/R003-with a space.md": b"one",
    "registers/desk/risks/R004-\u591c\u95f4\u6765\u7535.md": b"two",
    'registers/desk/risks/R005-"quoted"\tand a tab.md': b"three",
    "registers/desk/risks/R006-line\nbreak.md": b"four",
    "registers/\u670d\u52a1\u53f0/register.yml": b"five",
}


def test_git_and_folder_are_twins(tmp_path: Path, write: Write, git: Git) -> None:
    write(tmp_path, {**small_book(), **NAMES, "registers/desk/empty.yml": b""})
    committed(git, tmp_path)
    on_disk, in_git = WorkTree(tmp_path), GitTree(tmp_path, "HEAD")
    sizes = [(entry.path, entry.size) for entry in on_disk.entries()]
    assert [(entry.path, entry.size) for entry in in_git.entries()] == sizes
    assert NAMES.keys() <= listed(in_git).keys()
    assert contents(in_git) == contents(on_disk)


def test_all_three_give_the_same_book(tmp_path: Path, write: Write, git: Git) -> None:
    """In git here as a folder of a larger repository, beside a folder of a similar name."""
    book = write(tmp_path / "risk book", small_book())
    write(tmp_path, {"registers/desk/register.yml": b"", "risk book 2/riskbook.yml": b""})
    committed(git, tmp_path)
    trees = (MemoryTree(small_book()), WorkTree(book), GitTree(book, "main"))
    loaded = [load(tree) for tree in trees]
    assert loaded[0].book is not None
    assert loaded[0].findings == ()
    assert loaded[0] == loaded[1] == loaded[2]


def test_a_commit_is_read_as_it_was(tmp_path: Path, write: Write, git: Git) -> None:
    write(tmp_path, small_book())
    first = committed(git, tmp_path)
    write(tmp_path, {RISK: b"changed", "registers/desk/risks/R009-new.md": b"new"})
    git(tmp_path, "commit", "--all", "--quiet", "--message=fix: a change")
    assert contents(GitTree(tmp_path, first)) == small_book()
    assert dict(GitTree(tmp_path, "HEAD").read([RISK])) == {RISK: b"changed"}
    assert "registers/desk/risks/R009-new.md" not in listed(GitTree(tmp_path, "HEAD"))


def test_a_mark_changes_with_the_content(tmp_path: Path, write: Write, git: Git) -> None:
    write(tmp_path, small_book())
    committed(git, tmp_path)
    trees: tuple[Tree, ...] = (WorkTree(tmp_path), MemoryTree(small_book()))
    before = [{entry.path: entry.mark for entry in tree.entries()} for tree in trees]
    write(tmp_path, {RISK: small_book()[RISK] + b"More.\n"})
    trees = (WorkTree(tmp_path), MemoryTree({**small_book(), RISK: b"other"}))
    after = [{entry.path: entry.mark for entry in tree.entries()} for tree in trees]
    for earlier, later in zip(before, after, strict=True):
        assert {path for path in earlier if earlier[path] != later[path]} == {RISK}


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "HEAD~9", "", "HEAD:x"])
def test_a_revision_that_is_none_is_said_to_be_none(
    revision: str, tmp_path: Path, write: Write, git: Git
) -> None:
    write(tmp_path, small_book())
    committed(git, tmp_path)
    with pytest.raises(UnusableTreeError) as caught:
        GitTree(tmp_path, revision).entries()
    assert caught.value.saying.key == "reading.no-revision"
    assert dict(caught.value.saying.facts) == {"revision": revision}
    assert not (tmp_path / "x").exists()


def test_a_folder_without_a_repository_is_said_to_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(UnusableTreeError) as caught:
        GitTree(tmp_path, "HEAD").entries()
    assert caught.value.saying.key == "reading.no-repository"


def test_a_computer_without_git_is_said_to_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnusableTreeError) as caught:
        GitTree(tmp_path, "HEAD").entries()
    assert caught.value.saying.key == "reading.no-git"


def test_the_book_is_found_from_any_folder_inside(tmp_path: Path, write: Write) -> None:
    book = write(tmp_path / "book", small_book())
    for inside in (book, book / "registers", (book / RISK).parent):
        assert find_book(inside) == book.resolve()


def test_a_folder_that_is_none_has_nothing_in_it(tmp_path: Path) -> None:
    for path in (tmp_path / "gone", tmp_path / "file"):
        (tmp_path / "file").write_bytes(b"")
        assert WorkTree(path).entries() == ()
        with pytest.raises(UnusableTreeError):
            load(WorkTree(path))


def test_no_book_above_is_said(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).mkdir()  # a folder of that name is no settings file
    with pytest.raises(UnusableTreeError) as caught:
        find_book(tmp_path)
    assert caught.value.saying.key == "reading.no-book"
    assert str(caught.value) == "reading.no-book"


def test_a_file_that_goes_away_while_the_folder_is_read_is_not_there(
    tmp_path: Path, write: Write
) -> None:
    write(tmp_path, small_book())
    settings, linked = tmp_path / "riskbook.yml", tmp_path / "registers/linked.md"
    done = threading.Event()

    def come_and_go() -> None:
        while not done.is_set():
            settings.unlink(missing_ok=True)
            settings.write_text("format: 1\n")
            linked.unlink(missing_ok=True)
            linked.symlink_to("criteria.yml")

    writer = threading.Thread(target=come_and_go)
    writer.start()
    try:
        counts = {len(WorkTree(tmp_path).entries()) for _ in range(400)}
    finally:
        done.set()
        writer.join()
    whole = len(WorkTree(tmp_path).entries())
    assert counts <= {whole, whole - 1, whole - 2}

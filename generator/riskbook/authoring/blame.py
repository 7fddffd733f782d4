"""Who made the material changes of a record since it was last signed, by the repository's history.

What a person could not know is said, never guessed: without git, or where a shallow clone begins
after the last sign-off, nobody is named.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from riskbook.model.book import Organization
from riskbook.model.records import SignOff
from riskbook.reading.blobs import read_blobs
from riskbook.reading.commits import Commit, commits_between, first_parent_log
from riskbook.reading.git import ask, try_to_ask
from riskbook.reading.loading import load
from riskbook.reading.placing import FRAMEWORK
from riskbook.reading.repository import Repository, find_repository
from riskbook.reading.trees import REGISTERS, GitTree, MemoryTree, Tree
from riskbook.reading.unusable import UnusableTreeError
from riskbook.reviewing.authorship import Authors, Content, Subject, known, writers
from riskbook.reviewing.fingerprints import fingerprint_of
from riskbook.wording import Saying, say

HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class Blame:
    """Who made the changes. ``untold`` says why that cannot be told; nobody is named then."""

    authors: Authors
    untold: Saying | None = None


_NOBODY = Authors((), 0)


def blame(
    root: Path, tree: Tree, subject: Subject, last: SignOff | None, organization: Organization
) -> Blame:
    """Who made the material changes of a record since ``last``; None is since it began.

    ``tree`` is the book as it is on disk below ``root``. Whoever works there has made what no
    commit has yet.
    """
    versions = _Versions(root, tree, subject)
    if last is not None and dict(last.content) == versions.on_disk and last.content:
        return Blame(_NOBODY)  # what was signed stands there still
    try:
        repository = find_repository(root)
        commits = _commits(repository, versions, last) if repository.head else ()
        emails = [*writers(commits, subject, versions.of_blob)] if commits is not None else []
        if repository.head is None or versions.at(HEAD) != versions.on_disk:
            emails.append(email_of(root))
    except UnusableTreeError as error:
        return Blame(_NOBODY, error.saying)
    if commits is None:
        return Blame(_NOBODY, say("signing.note.cut"))
    return Blame(known(emails, organization))


def email_of(root: Path) -> str:
    """The e-mail that git would commit with here, "" where it has none or there is no git."""
    try:
        answer = try_to_ask(root, "config", "user.email")
    except UnusableTreeError:
        return ""
    return os.fsdecode(answer.output).strip()


def _commits(
    repository: Repository, versions: _Versions, last: SignOff | None
) -> tuple[Commit, ...] | None:
    """The commits since an entry was given, or all; None where the clone does not reach so far."""
    root = repository.root
    base = None
    if last is not None:
        added = _adding_commit(root, last)
        if added is None:
            return ()  # signed, and not committed yet
        base = _base(repository, versions, last, added)
    if base is not None:
        return commits_between(root, base, HEAD)
    return None if repository.shallow else _every_commit(root)


def _base(repository: Repository, versions: _Versions, last: SignOff, added: str) -> str | None:
    """The commit whose record is the one that was signed, as near as can be told.

    The commit that added an entry may hold a later edit as well, as where both were squashed.
    """
    parents = ask(repository.root, "log", "-1", "--format=%P", added).decode().split()
    if last.content and versions.at(added) == dict(last.content):
        return added
    if not last.content and (parents or not repository.shallow):
        return added
    return parents[0] if parents else None


def _adding_commit(root: Path, entry: SignOff) -> str | None:
    """The first commit that had an entry, in whatever register's folder it lay at the time."""
    name = "/".join(entry.source.path.split("/")[-2:])
    listed = ask(
        root, "log", "--full-history", "--reverse", "--no-renames", "--relative", "--name-only",
        "--diff-filter=A", "-z", "--format=%x01%H", HEAD, "--", REGISTERS,
    )  # fmt: skip
    for block in os.fsdecode(listed).split("\x01")[1:]:
        commit, *paths = block.split("\0")
        if any(path.strip("\n").endswith(f"/{name}") for path in paths):
            return commit.strip("\n")
    return None


def _every_commit(root: Path) -> tuple[Commit, ...]:
    """All that touched the book. A history may have several beginnings; one is the base."""
    first = ask(root, "rev-list", "--max-parents=0", HEAD).decode().split()[0]
    return (*first_parent_log(root, first), *commits_between(root, first, HEAD))


class _Versions:
    """What a record held at different times, each read in the words of the book as it is today."""

    def __init__(self, root: Path, tree: Tree, subject: Subject) -> None:
        self._root = root
        self._tree = tree
        self._subject = subject
        self._read: dict[str, Content | None] = {}

    @cached_property
    def on_disk(self) -> Content | None:
        """What it holds on disk."""
        return self._of(self._tree)

    def at(self, revision: str) -> Content | None:
        """What it held at a commit; None where it was not there or could not be read."""
        return self._of(GitTree(self._root, revision))

    def of_blob(self, blob: str) -> Content | None:
        """What a blob holds."""
        if blob not in self._read:
            self._read[blob] = self._parsed(next(read_blobs(self._repository, [blob])))
        return self._read[blob]

    def _of(self, tree: Tree) -> Content | None:
        paths = [entry.path for entry in tree.entries() if self._subject.owns(entry.path)]
        contents = [content for _, content in tree.read(paths)]
        return self._parsed(contents[0]) if contents else None

    def _parsed(self, content: bytes | None) -> Content | None:
        if content is None:
            return None
        files = {**self._framework, self._path: content}
        book = load(MemoryTree(files)).book
        found = fingerprint_of(self._subject.id, book, None) if book is not None else None
        return found.content if found is not None else None

    @cached_property
    def _repository(self) -> Repository:
        return find_repository(self._root)

    @cached_property
    def _framework(self) -> Mapping[str, bytes]:
        return dict(_there(self._tree.read(FRAMEWORK)))

    @cached_property
    def _path(self) -> str:
        """Where its file is read from, whatever it was called at the time."""
        paths = (entry.path for entry in self._tree.entries())
        return next(path for path in paths if self._subject.owns(path))


def _there(files: Iterable[tuple[str, bytes | None]]) -> Iterable[tuple[str, bytes]]:
    return ((path, content) for path, content in files if content is not None)

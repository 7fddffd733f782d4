"""Where a book's files come from: a folder, a commit, or memory. One door for all three.

A tree lists ``riskbook.yml`` and what lies below ``registers/``; nothing else of the repository is
looked at. Paths are relative to the book's folder, with forward slashes, sorted.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from riskbook.wording import Saying, say

SETTINGS = "riskbook.yml"
REGISTERS = "registers"


class UnusableTreeError(Exception):
    """There is no book to read here; ``saying`` tells the person why."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying


class EntryKind(Enum):
    """What a tree has at a path."""

    FILE = "file"
    LINK = "link"  # a symbolic link that leads out of the book, or to a folder


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a tree. ``mark`` changes when the content does: a blob's id, or time and size."""

    path: str
    size: int
    mark: str
    kind: EntryKind = EntryKind.FILE


class Tree(Protocol):
    """The files of one state of a book."""

    def entries(self) -> tuple[Entry, ...]:
        """Every file, sorted by path."""
        ...

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of each path in the order asked for; None for one that cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files of a folder as they are on disk."""

    root: Path

    def entries(self) -> tuple[Entry, ...]:
        """Every file, sorted by path; hidden files and folders are passed by."""
        root = str(self.root)
        found = [entry for entry in _scan(root, "", root) if entry.path == SETTINGS]
        registers = f"{root}/{REGISTERS}"
        if os.path.isdir(registers):  # noqa: PTH112  # strings: this is the hot path
            found += _walk(registers, REGISTERS, os.path.realpath(root))
        return tuple(sorted(found, key=lambda entry: entry.path))

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of each path; None where the file is gone or may not be read."""
        root = f"{self.root}/"
        for path in paths:
            try:
                descriptor = os.open(root + path, os.O_RDONLY)
            except OSError:
                yield path, None
                continue
            with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123  # a descriptor
                yield path, file.read()


def _walk(folder: str, prefix: str, root: str) -> list[Entry]:
    found: list[Entry] = []
    waiting = [(folder, prefix)]
    while waiting:
        here, below = waiting.pop()
        with os.scandir(here) as listing:
            for item in listing:
                if item.name.startswith("."):
                    continue
                path = f"{below}/{item.name}"
                if item.is_symlink():
                    found.append(_linked(item, path, root))
                elif item.is_dir():
                    waiting.append((item.path, path))
                else:
                    found.append(_plain(item, path))
    return found


def _scan(folder: str, prefix: str, root: str) -> list[Entry]:
    with os.scandir(folder) as listing:
        return [
            _linked(item, prefix + item.name, os.path.realpath(root))
            if item.is_symlink()
            else _plain(item, prefix + item.name)
            for item in listing
            if item.name == SETTINGS
        ]


def _plain(item: os.DirEntry[str], path: str) -> Entry:
    state = item.stat()
    return Entry(path, state.st_size, f"{state.st_mtime_ns}-{state.st_size}")


def _linked(item: os.DirEntry[str], path: str, root: str) -> Entry:
    target = os.path.realpath(item.path)
    if not target.startswith(root + os.sep) or not os.path.isfile(target):  # noqa: PTH113
        return Entry(path, 0, target, EntryKind.LINK)
    state = item.stat()
    return Entry(path, state.st_size, f"{state.st_mtime_ns}-{state.st_size}")


@dataclass(frozen=True, slots=True)
class MemoryTree:
    """Files held in memory."""

    files: Mapping[str, bytes]

    def entries(self) -> tuple[Entry, ...]:
        """Every file, sorted by path."""
        return tuple(
            Entry(path, len(content), str(hash(content)))
            for path, content in sorted(self.files.items())
        )

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of each path."""
        for path in paths:
            yield path, self.files.get(path)


@dataclass(frozen=True, slots=True)
class GitTree:
    """The files of one commit of the repository that holds ``root``, the book's folder.

    Raises :class:`UnusableTreeError` where there is no git, no repository, or no such revision.
    """

    root: Path
    revision: str

    def entries(self) -> tuple[Entry, ...]:
        """Every file of the commit, sorted by path; links are never followed."""
        listing = self._git("ls-tree", "-r", "-l", "-z", self._commit(), SETTINGS, REGISTERS)
        found = []
        for line in listing.split(b"\0"):
            if not line:
                continue
            head, path = line.split(b"\t", 1)
            mode, kind, blob, size = head.split()
            name = os.fsdecode(path)
            if kind == b"blob" and not any(part.startswith(".") for part in name.split("/")):
                link = mode == b"120000"
                found.append(
                    Entry(
                        name, int(size), blob.decode(), EntryKind.LINK if link else EntryKind.FILE
                    )
                )
        return tuple(sorted(found, key=lambda entry: entry.path))

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of each path, by one ``git cat-file --batch``."""
        blobs = {entry.path: entry.mark for entry in self.entries()}
        wanted = list(paths)
        asked = "".join(f"{blobs[path]}\n" for path in wanted if path in blobs)
        answer = self._git("cat-file", "--batch", given=asked.encode())
        place = 0
        for path in wanted:
            if path not in blobs:
                yield path, None
                continue
            end = answer.index(b"\n", place)
            size = int(answer[place:end].rsplit(b" ", 1)[1])
            yield path, answer[end + 1 : end + 1 + size]
            place = end + 1 + size + 1

    def _commit(self) -> str:
        if self.revision.startswith("-"):
            raise UnusableTreeError(say("reading.no-revision", revision=self.revision))
        name = f"{self.revision}^{{commit}}"
        try:
            return self._git("rev-parse", "--verify", "--quiet", name).decode().strip()
        except UnusableTreeError as error:
            if error.saying.key == "reading.git-failed":
                raise UnusableTreeError(
                    say("reading.no-revision", revision=self.revision)
                ) from error
            raise

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        """One git command in the book's folder; its paths are relative to that folder."""
        try:
            done = subprocess.run(  # noqa: S603  # arguments are ours; the revision is checked
                ["git", *arguments],  # noqa: S607  # the person's own git
                cwd=self.root,
                input=given,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise UnusableTreeError(say("reading.no-git")) from error
        if done.returncode:
            message = done.stderr.decode(errors="replace").strip()
            if "not a git repository" in message:
                raise UnusableTreeError(say("reading.no-repository", folder=str(self.root)))
            raise UnusableTreeError(say("reading.git-failed", message=message))
        return done.stdout


def find_book(start: Path) -> Path:
    """The nearest folder with a ``riskbook.yml``, from ``start`` upwards.

    Raises :class:`UnusableTreeError` where there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise UnusableTreeError(say("reading.no-book", folder=str(start)))

"""Where a book's files come from: a folder, a commit, or memory. One door for all three.

A tree lists ``riskbook.yml`` and what lies below ``registers/``; nothing else of the repository is
looked at. Paths are relative to the book's folder, with forward slashes, sorted.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Protocol

from riskbook.reading.blobs import read_blobs, sizes
from riskbook.reading.git import ask
from riskbook.reading.repository import Repository, find_repository, resolve
from riskbook.reading.unusable import UnusableTreeError
from riskbook.wording import say

__all__ = [
    "REGISTERS",
    "SETTINGS",
    "Entry",
    "EntryKind",
    "GitTree",
    "MemoryTree",
    "Tree",
    "UnusableTreeError",
    "WorkTree",
    "find_book",
]

SETTINGS = "riskbook.yml"
REGISTERS = "registers"


class EntryKind(Enum):
    """What a tree has at a path."""

    FILE = "file"
    LINK = "link"  # a symbolic link that leads out of the registers, or to a folder
    CLOSED = "closed"  # a folder that may not be listed


class Entry(NamedTuple):
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
        found: list[Entry] = []
        true_root = os.path.realpath(root)
        try:
            listing = os.scandir(root)
        except OSError:  # no folder: nothing in it, and so no book
            return ()
        with listing:
            for item in listing:
                if item.name in (SETTINGS, REGISTERS) and item.is_symlink():
                    found += _linked(item, item.name, true_root)
                elif item.name == SETTINGS and item.is_file():
                    found += _plain(item, SETTINGS)
                elif item.name == REGISTERS and item.is_dir():
                    found += _walk(item.path, REGISTERS, true_root)
        return tuple(sorted(found, key=_PATH))

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of each path; None where the file is gone or may not be read."""
        root = f"{self.root}/"
        for path in paths:
            try:
                with open(root + path, "rb", buffering=0) as file:  # noqa: PTH123  # the hot path
                    content = file.read()
            except OSError:
                yield path, None
            else:
                yield path, content


_PATH = attrgetter("path")


def _walk(folder: str, prefix: str, root: str) -> list[Entry]:
    found: list[Entry] = []
    waiting = [(folder, prefix)]
    while waiting:
        here, below = waiting.pop()
        try:
            listing = os.scandir(here)
        except OSError:
            found.append(Entry(below, 0, "", EntryKind.CLOSED))
            continue
        with listing:
            for item in listing:
                name = item.name
                if name.startswith("."):
                    continue
                path = f"{below}/{name}"
                if item.is_file(follow_symlinks=False):  # all but a few: the hot path
                    found += _plain(item, path)
                elif item.is_symlink():
                    found += _linked(item, path, root)
                elif item.is_dir():
                    waiting.append((item.path, path))
    return found


def _plain(item: os.DirEntry[str], path: str) -> tuple[Entry, ...]:
    """The file; nothing where it went away since the folder was listed, as files do while an
    editor saves them.
    """
    try:
        state = item.stat()
    except OSError:
        return ()
    size = state.st_size
    return (Entry(path, size, f"{state.st_mtime_ns}-{size}"),)


def _linked(item: os.DirEntry[str], path: str, root: str) -> tuple[Entry, ...]:
    try:
        target = os.path.realpath(item.path)
        absolute = os.path.isabs(os.readlink(item.path))  # noqa: PTH115, PTH117  # as above
    except OSError:  # gone, as above
        return ()
    inside = target.startswith(os.path.join(root, REGISTERS, ""))  # noqa: PTH118  # as above
    if absolute or not inside or not os.path.isfile(target):  # noqa: PTH113  # as above
        return (Entry(path, 0, target, EntryKind.LINK),)
    return _plain(item, path)


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


@dataclass(frozen=True)
class GitTree:
    """The files of one commit of the repository that holds ``root``, the book's folder.

    ``revision`` is a commit, tag, branch, ``HEAD~3``, or a date, whose day ends in ``time_zone``
    (:func:`riskbook.reading.repository.resolve`). Git is asked once for the list of files and once
    for each call of :meth:`read`, however many files that asks for. Raises
    :class:`UnusableTreeError` where there is no git, no repository, or no such revision.
    """

    root: Path
    revision: str
    time_zone: str = "UTC"

    def entries(self) -> tuple[Entry, ...]:
        """Every file of the commit, sorted by path; hidden files and folders are passed by."""
        return self._entries

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of each path; None also for what a partial or damaged clone lacks."""
        wanted = list(paths)
        marks = self._marks
        contents = read_blobs(self._repository, [marks[path] for path in wanted if path in marks])
        for path in wanted:
            yield path, next(contents) if path in marks else None

    @cached_property
    def commit(self) -> str:
        """The id of the commit."""
        return resolve(self.root, self.revision, self.time_zone)

    @cached_property
    def _repository(self) -> Repository:
        return find_repository(self.root)

    @cached_property
    def _marks(self) -> Mapping[str, str]:
        return {entry.path: entry.mark for entry in self._entries}

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        commit, partial = self.commit, self._repository.partial
        options = ("-r", "-z") if partial else ("-r", "-l", "-z")  # sizes would be fetched
        listing = ask(self.root, "ls-tree", *options, commit, SETTINGS, REGISTERS)
        there = sizes(self._repository) if partial else {}
        files: dict[str, Entry] = {}
        links: dict[str, str] = {}
        for line in listing.split(b"\0"):
            head, _, path = line.partition(b"\t")
            mode, kind, blob, *size = head.decode().split() or ("", "", "")
            name = os.fsdecode(path)
            if mode == "120000":
                links[name] = blob
            elif kind == "blob":
                bytes_there = int(size[0]) if size else there.get(blob, 0)
                files[name] = Entry(name, bytes_there, blob)
        entries = (*files.values(), *self._linked(links, files))
        shown = (entry for entry in entries if not _is_hidden(entry.path))
        return tuple(sorted(shown, key=lambda entry: entry.path))

    def _linked(self, links: Mapping[str, str], files: Mapping[str, Entry]) -> Iterator[Entry]:
        """What stands behind each link, as :class:`WorkTree` follows it on disk."""
        contents = read_blobs(self._repository, [*links.values()]) if links else iter(())
        targets = {path: os.fsdecode(next(contents) or b"") for path in links}
        for path, blob in links.items():
            end, steps = path, 0
            while end in targets and steps <= len(targets):
                end = posixpath.normpath(posixpath.join(posixpath.dirname(end), targets[end]))
                steps += 1
            file = files.get(end) if end.startswith(f"{REGISTERS}/") else None
            yield file._replace(path=path) if file else Entry(path, 0, blob, EntryKind.LINK)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def find_book(start: Path) -> Path:
    """The nearest folder with a ``riskbook.yml``, from ``start`` upwards.

    Raises :class:`UnusableTreeError` where there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise UnusableTreeError(say("reading.no-book", folder=str(start)))

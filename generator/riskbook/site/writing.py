"""A site onto disk: written aside, then moved in, so that readers never meet half a site.

A folder belongs to Riskbook when it is empty, or when the manifest in it names every file there.
Anything else is somebody's, and is neither written into nor cleaned up. Hidden files (``.git``,
``.nojekyll``) are left alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from riskbook.reading.trees import REGISTERS
from riskbook.site.manifest import NAME, Manifest, read_manifest
from riskbook.wording import Saying, say

_AT_ONCE = 1 << 18
"""Bytes of a file that are compared at once."""


class UnusableFolderError(Exception):
    """The folder cannot take the site; ``saying`` tells why. Nothing was written or deleted."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying


class Written(NamedTuple):
    """How many files are new or changed, stayed as they were, and were removed."""

    written: int
    kept: int
    removed: int


def hold_for_site(out: Path, root: Path) -> Manifest | None:
    """The manifest of the site that lies in ``out``, None where there is none.

    Raises :class:`UnusableFolderError` unless ``out`` may hold the site of this book.
    """
    out, root = out.resolve(), root.resolve()
    if out.is_relative_to(root / REGISTERS):
        raise UnusableFolderError(say("cli.build.inside-registers", out=str(out)))
    if root.is_relative_to(out):
        raise UnusableFolderError(say("cli.build.holds-book", out=str(out)))
    if out.exists() and not out.is_dir():
        raise UnusableFolderError(say("cli.build.not-ours", out=str(out), name=out.name))
    manifest = read_manifest(out)
    ours = {NAME, *(manifest.files if manifest else ())}
    for path in files_below(out):
        if path not in ours:
            raise UnusableFolderError(say("cli.build.not-ours", out=str(out), name=path))
    return manifest


def files_below(folder: Path) -> Iterator[str]:
    """The files of a folder by their paths in it, hidden ones left out, sorted."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(here).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        yield from (prefix + name for name in sorted(names) if not name.startswith("."))


class Staging:
    """A folder beside ``out`` that takes the files of one build, until it is moved in or dropped.

    Several processes may :meth:`put` files at once; each keeps its own list of what it put.
    """

    def __init__(self, out: Path) -> None:
        self.out = out.resolve()
        self.folder = self.out.parent / f".{self.out.name}.riskbook-{os.getpid()}"
        self._made: set[str] = set()

    def open(self) -> None:
        """Make the folder, and clear away those that earlier runs had to leave behind."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        for left in self.out.parent.glob(f".{self.out.name}.riskbook-*"):
            if left == self.folder or not _is_running(left.name.rpartition("-")[2]):
                shutil.rmtree(left, ignore_errors=True)
        self.folder.mkdir()

    def put(self, path: str, content: bytes) -> str:
        """Take one file, unless the site already has just these bytes; its SHA-256."""
        if not _holds(f"{self.out}/{path}", content):
            target = f"{self.folder}/{path}"
            parent = os.path.dirname(target)  # noqa: PTH120  # strings: this is the hot path
            if parent not in self._made:
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103
                self._made.add(parent)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            try:
                view = memoryview(content)
                while view:
                    view = view[os.write(descriptor, view) :]
            finally:
                os.close(descriptor)
        return hashlib.sha256(content).hexdigest()

    def move_in(self, files: Mapping[str, str], made_of: Mapping[str, Any]) -> Written:
        """Make ``out`` hold just these files, each already put or unchanged, and its manifest.

        The manifest goes first with old and new names together, so that a run cut short leaves a
        folder that the next run still knows for its own.
        """
        before = read_manifest(self.out)
        old = dict(before.files) if before else {}
        manifest = Manifest(made_of, files)
        fresh = list(files_below(self.folder))
        if not self.out.exists() or not any(self.out.iterdir()):
            self.put(NAME, manifest.to_bytes())
            if self.out.exists():
                self.out.rmdir()
            self.folder.rename(self.out)
            return Written(len(fresh), 0, 0)
        content = manifest.to_bytes()
        stray = sorted(set(old) - set(files))
        both = Manifest(made_of, {**old, **files}).to_bytes() if stray else content
        self._replace(NAME, both)
        for folder in sorted({os.path.dirname(path) for path in fresh}):  # noqa: PTH120
            os.makedirs(f"{self.out}/{folder}", exist_ok=True)  # noqa: PTH103
        for path in fresh:
            os.replace(f"{self.folder}/{path}", f"{self.out}/{path}")  # noqa: PTH105
        _remove(self.out, stray)
        if both != content:
            self._replace(NAME, content)
        self.drop()
        return Written(len(fresh), len(files) - len(fresh), len(stray))

    def drop(self) -> None:
        """Leave no trace; the site stays as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _replace(self, path: str, content: bytes) -> None:
        aside = self.folder / f".{path}"
        aside.write_bytes(content)
        aside.replace(self.out / path)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that are empty after it."""
    emptied = set()
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        emptied.add((folder / path).parent)
    for parent in sorted(emptied, key=lambda path: -len(path.parts)):
        while parent != folder and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent  # noqa: PLW2901  # climbing


def _holds(path: str, content: bytes) -> bool:
    """Whether a file has just these bytes; it is read as far as it has them."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        if os.fstat(descriptor).st_size != len(content):
            return False
        at = 0
        while found := os.read(descriptor, _AT_ONCE):
            if not content.startswith(found, at):
                return False
            at += len(found)
        return at == len(content)
    finally:
        os.close(descriptor)


def _is_running(pid: str) -> bool:
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

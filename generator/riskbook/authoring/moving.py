"""Several files of a book changed together: all of them, or none.

Everything is written aside first. What is replaced is kept until the last file is in its place,
and put back if one cannot be.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Change(NamedTuple):
    """A file with other content, under another path or the same; paths are those of the book."""

    source: str
    target: str
    content: bytes


def move_all(root: Path, changes: Sequence[Change]) -> None:
    """Make every change, or none.

    Raises :class:`OSError` where one cannot be made; the book is then as it was. A target that
    exists and is no source of the same call is such a case.
    """
    aside = root / f".riskbook-{os.getpid()}"
    aside.mkdir()
    undo: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for number, change in enumerate(changes):
            fresh = aside / f"{number}-new"
            fresh.write_bytes(change.content)
            shutil.copymode(root / change.source, fresh)
        for number, change in enumerate(changes):
            _move(root / change.source, aside / f"{number}-old", undo)
        for number, change in enumerate(changes):
            _make_folders((root / change.target).parent, made)
            _move(aside / f"{number}-new", root / change.target, undo)
    except BaseException:
        for source, target in reversed(undo):
            if not os.path.lexists(source):
                target.rename(source)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        shutil.rmtree(aside, ignore_errors=True)
        raise
    shutil.rmtree(aside, ignore_errors=True)
    for folder in sorted({(root / change.source).parent for change in changes}):
        with suppress(OSError):  # it holds something else
            folder.rmdir()


def _move(source: Path, target: Path, undo: list[tuple[Path, Path]]) -> None:
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    undo.append((source, target))  # first: an interrupt must not come between the two
    source.rename(target)


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)

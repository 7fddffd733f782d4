"""One file onto disk, whole or not at all: written aside, then moved to its place."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def create(path: Path, content: bytes) -> None:
    """A new file, with the folders it lies in.

    Raises :class:`FileExistsError` where something has the name already, which stays as it is.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # a file has the name of the folder
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error
    with _aside(path, content) as aside:
        try:
            os.link(aside, path)  # the one move that fails where the name is taken
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links
            with path.open("xb") as file:
                file.write(content)


def replace(path: Path, content: bytes) -> None:
    """Other bytes in the place of a file's, which keeps its rights."""
    true_path = path.resolve()
    with _aside(true_path, content) as aside:
        shutil.copymode(true_path, aside)
        aside.replace(true_path)


@contextmanager
def _aside(path: Path, content: bytes) -> Iterator[Path]:
    aside = path.with_name(f".{path.name}.riskbook-{os.getpid()}")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield aside
    finally:
        aside.unlink(missing_ok=True)

"""Many new files together: all of them, or none. What is there already stays as it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path


def in_the_way(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """What would be overwritten, or stands where a folder must be; sorted."""
    found = set()
    for path in paths:
        if os.path.lexists(root / path):
            found.add(path)
        for folder in Path(path).parents[:-1]:
            at = root / folder
            if at.is_symlink() or (at.exists() and not at.is_dir()):
                found.add(folder.as_posix())
    return tuple(sorted(found))


def settle(root: Path, files: Mapping[str, str]) -> None:
    """Write every file below ``root``, which is made where it is missing.

    Everything is written aside first. Raises :class:`OSError` where a file cannot be put in its
    place, or something has its name by now; then nothing has been written.
    """
    made: list[Path] = []
    put: list[Path] = []
    aside = root / f".riskbook-{os.getpid()}"
    try:
        _make_folders(root, made)
        aside.mkdir()
        for number, text in enumerate(files.values()):
            with (aside / str(number)).open("xb") as file:
                file.write(text.encode())
        for number, path in enumerate(files):
            target = root / path
            _make_folders(target.parent, made)
            _put(aside / str(number), target, put)
    except BaseException:
        for target in reversed(put):
            target.unlink(missing_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        for folder in reversed(made):
            with suppress(OSError):  # somebody else has put something there meanwhile
                folder.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _put(source: Path, target: Path, put: list[Path]) -> None:
    try:
        os.link(source, target)  # the one move that fails where the name is taken
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        with target.open("xb") as file:
            put.append(target)
            file.write(source.read_bytes())
    else:
        put.append(target)


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)

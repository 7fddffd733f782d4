"""Commits to a git repository, the same to the byte whatever the machine, user, or time zone."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from scripts.demo.branches import Commit, Tag

_MARK = "Demonstration history of the example book, written by scripts/demo_history.py\n"
"""Stands as the repository's description; only a folder with it is ever replaced."""


class OccupiedError(Exception):
    """The folder holds something else than an earlier demonstration."""


def make_sure_it_is_ours(folder: Path) -> None:
    """Raises :class:`OccupiedError` where the folder holds something else than a demonstration."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    description = folder / ".git" / "description"
    if not description.is_file() or description.read_text(encoding="utf-8") != _MARK:
        message = (
            f"{folder} holds something else than a demonstration history; "
            f"name another folder, or remove it."
        )
        raise OccupiedError(message)


def write(folder: Path, commits: Iterable[Commit], tags: Iterable[Tag]) -> None:
    """Write the repository with ``main`` checked out, in place of an earlier one."""
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        new = Path(scratch) / "new"
        new.mkdir()
        _git(new, "init", "--quiet", "--template=", "--initial-branch=main", ".")
        (new / ".git" / "description").write_text(_MARK, encoding="utf-8")
        _git(new, "fast-import", "--quiet", "--date-format=raw", given=_stream(commits, tags))
        _git(new, "update-ref", "-d", "refs/demo/topic")
        _git(new, "reset", "--quiet", "--hard", "main")
        if folder.exists():
            folder.rename(Path(scratch) / "old")
        new.rename(folder)


def _stream(commits: Iterable[Commit], tags: Iterable[Tag]) -> bytes:
    out = bytearray()
    for commit in commits:
        ref = "refs/heads/main" if commit.branch == "main" else "refs/demo/topic"
        out += f"commit {ref}\nmark :{commit.mark}\n".encode()
        out += b"author " + _person(commit.author, commit.authored)
        out += b"committer " + _person(commit.committer, commit.committed)
        out += _data(commit.message.encode())
        for index, parent in enumerate(commit.parents):
            out += f"{'merge' if index else 'from'} :{parent}\n".encode()
        out += _changes(commit.changes)
    for tag in tags:
        out += f"tag {tag.name}\nfrom :{tag.mark}\n".encode()
        out += b"tagger " + _person(tag.by, tag.when) + _data(f"{tag.message}\n".encode())
    return bytes(out)


def _changes(changes: Mapping[str, bytes | None]) -> bytes:
    out = bytearray()
    for path, content in sorted(changes.items(), key=lambda each: (each[1] is not None, each[0])):
        if content is None:
            out += f"D {path}\n".encode()
        else:
            out += f"M 100644 inline {path}\n".encode() + _data(content)
    return bytes(out)


def _person(key: str, when: datetime) -> bytes:
    return f"{key} <{key}@example.org> {int(when.timestamp())} {when:%z}\n".encode()


def _data(content: bytes) -> bytes:
    return f"data {len(content)}\n".encode() + content + b"\n"


def _git(folder: Path, *arguments: str, given: bytes = b"") -> None:
    """One git command that sees neither the user's settings nor the machine's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    quiet = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(folder)}
    subprocess.run(  # noqa: S603  # arguments are ours
        ["git", *arguments],  # noqa: S607  # the person's own git
        cwd=folder,
        env={**kept, **quiet, "XDG_CONFIG_HOME": str(folder), "LC_ALL": "C"},
        input=given,
        check=True,
        stdout=subprocess.DEVNULL,
    )

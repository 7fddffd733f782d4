"""A book with a past that a test tells: a repository of a few commits, each the whole book anew.

``tell(folder, [Step(small_book()), Step(edited({RISK: None}), day="2026-03-02")])`` gives the ids
of the commits. Nothing of the machine's git settings is in them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Step:
    """One commit: all files by path, and its moment in Shanghai unless that says otherwise."""

    files: Mapping[str, bytes]
    day: str = "2026-01-01"
    time: str = "09:00:00 +0800"
    email: str = "desk-lead@example.org"


def tell(folder: Path, steps: Sequence[Step], prefix: str = "") -> list[str]:
    """Write the repository, its work tree at the last commit; the book lies at ``prefix``."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    stream = b"".join(part for step in steps for part in _commit(step, prefix))
    git(folder, "fast-import", "--quiet", "--date-format=rfc2822", given=stream)
    git(folder, "reset", "--quiet", "--hard")
    return git(folder, "rev-list", "--first-parent", "--reverse", "HEAD").split()


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, input=given, capture_output=True, check=True
    )
    return done.stdout.decode()


def _commit(step: Step, prefix: str) -> Iterator[bytes]:
    year, month, day = step.day.split("-")
    when = f"{day} {_MONTHS[int(month) - 1]} {year} {step.time}"
    yield f"commit refs/heads/main\ncommitter A colleague <{step.email}> {when}\n".encode()
    yield b"data 6\nchange\ndeleteall\n"
    for path, content in step.files.items():
        yield f'M 100644 inline "{prefix}{path}"\ndata {len(content)}\n'.encode() + content + b"\n"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

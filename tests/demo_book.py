"""The demonstration history, built once for all tests that read it.

``demo`` is the path of the repository, ``main`` checked out. It is shared: a test that writes
clones it first. ``edits`` is what its commits did to each file.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

CLONE = Path(__file__).resolve().parents[1]
SCRIPT = (sys.executable, "-m", "scripts.demo_history")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration") / "demo"
    write_demo(folder)
    return folder


def write_demo(
    folder: Path, *options: str | Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What ``make demo`` does; the test fails with what the script says."""
    done = run_script(folder, *options, env=env)
    assert done.returncode == 0, done.stderr
    return done


def run_script(
    *arguments: str | Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SCRIPT, *arguments], cwd=CLONE, env=env, capture_output=True, text=True, check=False
    )


def git(repository: Path, *arguments: str) -> str:
    """What git answers; names as they are, whatever they are written in."""
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", *arguments],
        cwd=repository,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Edit:
    """A file before and after one commit of main; ``""`` where it was not there."""

    day: date
    path: str
    before: str
    after: str


@pytest.fixture(scope="session")
def edits(demo: Path) -> tuple[Edit, ...]:
    """Every change of a file on main, oldest first."""
    log = git(
        demo, "log", "--first-parent", "-m", "--reverse", "--raw",
        "--no-abbrev", "--no-renames", "--root", "--format=@%cs",
    )  # fmt: skip
    found: list[tuple[date, str, str, str]] = []
    day = date.min
    for line in log.splitlines():
        if line.startswith("@"):
            day = date.fromisoformat(line[1:])
        elif line:
            head, path = line.split("\t")
            _, _, old, new, _ = head.split(" ")
            found.append((day, path, old, new))
    blobs = dict(read_blobs(demo, {blob for _, _, old, new in found for blob in (old, new)}))
    return tuple(Edit(day, path, blobs[old], blobs[new]) for day, path, old, new in found)


def read_blobs(repository: Path, blobs: set[str]) -> Iterator[tuple[str, str]]:
    asked = sorted(blob for blob in blobs if set(blob) != {"0"})
    done = subprocess.run(
        ["git", "cat-file", "--batch"],
        cwd=repository,
        input="".join(f"{blob}\n" for blob in asked).encode(),
        capture_output=True,
        check=True,
    )
    place = 0
    for blob in asked:
        end = done.stdout.index(b"\n", place)
        size = int(done.stdout[place:end].rsplit(b" ", 1)[1])
        yield blob, done.stdout[end + 1 : end + 1 + size].decode()
        place = end + size + 2
    yield "0" * 40, ""


def data(text: str) -> Any:
    head = text.split("---\n")[1] if text.startswith("---\n") else text
    return yaml.load(head, Loader=_LOADER) or {}  # noqa: S506  # resolves nothing


def both(edits: tuple[Edit, ...], pattern: str) -> Iterator[tuple[Edit, Any, Any]]:
    """The edits of files that were there before and after, with what they held."""
    for edit in edits:
        if edit.before and edit.after and re.fullmatch(pattern, edit.path):
            yield edit, data(edit.before), data(edit.after)

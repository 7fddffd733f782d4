"""What the tests of reading share: the shapes of a small book, and git repositories to read."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from riskbook.reading.foundation import lay
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Shape, read_schemas, shape_of, with_words
from riskbook.reading.trees import MemoryTree
from small_book import WORDS, small_book


@pytest.fixture(scope="session")
def shapes() -> Mapping[Kind, Shape]:
    """Every schema with the words of the small book, and what the book calls them."""
    schemas = read_schemas()
    tree = MemoryTree(small_book())
    known = lay(tree, tree.entries(), schemas).known
    return {
        kind: shape_of(with_words(schema, WORDS, {}), known) for kind, schema in schemas.items()
    }


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """Runs git in a folder, for nobody in particular and always on the same day."""
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "service-desk-lead",
        "GIT_AUTHOR_EMAIL": "service-desk-lead@example.org",
        "GIT_AUTHOR_DATE": "2026-11-02T09:00:00+08:00",
        "GIT_COMMITTER_NAME": "service-desk-lead",
        "GIT_COMMITTER_EMAIL": "service-desk-lead@example.org",
        "GIT_COMMITTER_DATE": "2026-11-02T09:00:00+08:00",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "HOME": str(tmp_path),
    }

    def run(folder: Path, *arguments: str) -> str:
        done = subprocess.run(
            ["git", "-c", "core.autocrlf=false", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    return run


@pytest.fixture
def write() -> Callable[[Path, Mapping[str, bytes]], Path]:
    """Writes files, by path, below a folder."""

    def run(folder: Path, files: Mapping[str, bytes]) -> Path:
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        return folder

    return run

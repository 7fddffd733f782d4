"""The demonstration history, built once for all tests that read it.

``demo`` is the path of the repository, ``main`` checked out. It is shared: a test that writes
clones it first.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

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

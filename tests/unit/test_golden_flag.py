"""The golden files themselves: a difference fails, and only ``--regenerate`` writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest


class Golden(Protocol):
    folder: Path
    regenerate: bool

    def check(self, name: str, output: str) -> None: ...


def of(golden: Golden, folder: Path, *, regenerate: bool) -> Golden:
    kind = type(golden)
    return kind(folder, regenerate)  # type: ignore[call-arg]


def test_the_same_output_passes(golden: Golden, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("风险\n".encode())
    of(golden, tmp_path, regenerate=False).check("a.txt", "风险\n")


@pytest.mark.parametrize("output", ["risk", "risk\r\n", "risk\n\n"])
def test_another_output_fails_and_writes_nothing(
    output: str, golden: Golden, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"risk\n")
    with pytest.raises(AssertionError, match=r"a\.txt differs"):
        of(golden, tmp_path, regenerate=False).check("a.txt", output)
    assert (tmp_path / "a.txt").read_bytes() == b"risk\n"


def test_a_missing_file_fails(golden: Golden, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="is missing"):
        of(golden, tmp_path, regenerate=False).check("a.txt", "risk\n")


def test_regenerate_writes(golden: Golden, tmp_path: Path) -> None:
    of(golden, tmp_path, regenerate=True).check("room/a.txt", "风险\n")
    assert (tmp_path / "room" / "a.txt").read_bytes() == "风险\n".encode()


def test_regenerate_is_refused_in_ci() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--regenerate", "--collect-only", "-q", __file__],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "not in CI" in run.stderr

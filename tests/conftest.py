"""What every test may ask for: golden files, rewritten by ``pytest --regenerate``.

A golden file is the whole output of one format, reviewed as a diff when it changes. After a
wanted change run ``pytest tests/unit/<room> --regenerate``, read ``git diff tests/golden``, and
commit both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from demo_book import demo, edits

__all__ = ["demo", "edits"]  # fixtures: built once for all files that read them

settings.register_profile("riskbook", deadline=None)  # how long a case takes says nothing of it
settings.load_profile("riskbook")

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True, slots=True)
class Golden:
    """The golden files: ``golden.check("reporting/text.en.txt", output)``."""

    folder: Path
    regenerate: bool

    def check(self, name: str, output: str) -> None:
        """Hold ``output`` to the file ``name`` byte for byte, or write it there."""
        file = self.folder / name
        content = output.encode()
        if self.regenerate:
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists() or file.read_bytes() != content:
                file.write_bytes(content)
        assert file.exists(), f"{file} is missing: run pytest --regenerate and read what it wrote"
        assert output == file.read_bytes().decode(), (
            f"{name} differs: pytest --regenerate, then read the diff"
        )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write the golden files in tests/golden anew instead of comparing with them",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--regenerate") and os.environ.get("CI"):
        message = "--regenerate would make every golden test pass: not in CI"
        raise pytest.UsageError(message)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What builds keep between runs: in a folder of the tests', not in that of the person."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("RISKBOOK_CACHE_DIR")
    os.environ["RISKBOOK_CACHE_DIR"] = str(folder)
    yield folder
    if before is None:
        del os.environ["RISKBOOK_CACHE_DIR"]
    else:
        os.environ["RISKBOOK_CACHE_DIR"] = before


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(GOLDEN, regenerate=bool(request.config.getoption("--regenerate")))

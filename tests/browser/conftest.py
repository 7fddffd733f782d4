"""A real Chromium, and the demonstration's site as a reader has it: in a folder on disk.

Where there is no Chromium these tests are left out with a word about it; on CI they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from page_kinds import Pages, built

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The Chromium of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        message = "no Chromium on this machine: run scripts/browser.sh"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Path:
    """The example and its history, in a folder whose path has a space and Chinese characters."""
    book = tmp_path_factory.mktemp("browser") / "a book 登记册"
    subprocess.run(["git", "clone", "--quiet", str(demo), str(book)], check=True)
    return built(book).folder


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    """The pages of that site by their kinds."""
    return Pages(site)

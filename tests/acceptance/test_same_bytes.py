"""The same commit on the same ``--today`` is the same site, whoever builds it, where, and when.

Two people build the demonstration: in other folders, on days two years apart, in other time zones
and languages, with other order of hashes, other caches; one from nothing, the other after edits.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo_book import git

RISKBOOK = Path(sys.executable).with_name("riskbook")
DAY = "2026-11-23"
YEAR = 365 * 24 * 3600

CLOCK = """
import os, time
ahead = int(os.environ["TEST_CLOCK_AHEAD"])
now, now_ns, local, utc = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: now() + ahead
time.time_ns = lambda: now_ns() + ahead * 10**9
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
"""
"""What a person's clock says; ``date.today`` asks ``time.time``."""


@dataclass(frozen=True)
class Person:
    """Somebody with a folder and habits of their own."""

    home: Path
    umask: int
    environment: Mapping[str, str]

    def build(self, *arguments: str) -> None:
        """Build their clone, into a folder beside it."""
        done = subprocess.run(
            [RISKBOOK, "build", "--book", self.home / "book", "--out", self.home / "site",
             *arguments],
            cwd=self.home,
            env={**os.environ, **self.environment},
            umask=self.umask,
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def hashes(self) -> dict[str, str]:
        site = self.home / "site"
        return {
            path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }


def person(demo: Path, home: Path, ahead: int, umask: int, **habits: str) -> Person:
    git(demo, "clone", "--quiet", demo.as_uri(), str(home / "book"))
    (home / "clock").mkdir()
    (home / "clock" / "sitecustomize.py").write_text(CLOCK)
    return Person(
        home,
        umask,
        {
            "PYTHONPATH": os.pathsep.join((str(home / "clock"), os.environ.get("PYTHONPATH", ""))),
            "TEST_CLOCK_AHEAD": str(ahead),
            "SOURCE_DATE_EPOCH": str(1_790_000_000 + ahead),
            "RISKBOOK_CACHE_DIR": str(home / "cache"),
            "HOME": str(home),
            **habits,
        },
    )


@pytest.fixture(scope="module")
def here(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Person:
    """Somebody who builds from nothing."""
    home = tmp_path_factory.mktemp("here")
    habits = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "USER": "wang"}
    built = person(demo, home, -YEAR, 0o022, **habits)
    built.build("--today", DAY)
    return built


@pytest.fixture(scope="module")
def there(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Person:
    """Somebody who built on another day, edited, thought better of it, and built again."""
    home = tmp_path_factory.mktemp("there") / "a longer way 更远的地方"
    home.mkdir()
    habits = {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "7", "USER": "smith"}
    built = person(demo, home, YEAR, 0o077, **habits)
    built.build("--today", "2026-11-27")
    built.build("--today", DAY)
    risk = next((home / "book/registers").glob("*/risks/R001-*[!h].md"))
    before = risk.read_bytes()
    risk.write_bytes(before.replace(b"title: ", b"title: Edited, ", 1) + b"\nAnd more.\n")
    built.build("--today", DAY)
    risk.write_bytes(before)
    built.build("--today", DAY)
    return built


def test_both_clocks_are_wrong(here: Person, there: Person) -> None:
    """Else the test would show nothing of another day."""
    years = []
    for one in (here, there):
        told = subprocess.run(
            [sys.executable, "-c", "import datetime; print(datetime.date.today().year)"],
            env={**os.environ, **one.environment},
            capture_output=True,
            text=True,
            check=True,
        )
        years.append(int(told.stdout))
    assert years[1] - years[0] == 2


def test_every_file_of_both_is_the_same(here: Person, there: Person) -> None:
    one, other = here.hashes(), there.hashes()
    differing = sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
    assert differing == []
    kinds = {Path(path).suffix for path in one}
    assert {".html", ".js", ".css", ".svg", ".png", ".ics", ".atom", ".json", ".xlsx"} <= kinds


def test_the_manifest_names_what_decides_the_bytes_and_no_more(here: Person) -> None:
    whole = json.loads((here.home / "site/manifest.json").read_bytes())
    del whole["files"], whole["libraries"]
    commit = git(here.home / "book", "rev-parse", "HEAD").strip()
    assert whole == {
        "maker": "riskbook",
        "repository": whole["repository"],
        "commit": commit,
        "today": DAY,
        "criteria": "2026-01",
        "languages": ["en", "zh"],
        "withheld": whole["withheld"],
        "history": "whole",
        "riskbook": whole["riskbook"],
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


def test_another_day_is_another_site(here: Person, there: Person) -> None:
    """The other way round: what is compared can differ."""
    before = there.hashes()
    there.build("--today", "2026-11-24")
    assert there.hashes() != before
    there.build("--today", DAY)
    assert there.hashes() == before == here.hashes()

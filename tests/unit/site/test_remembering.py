"""What is kept of the past: it is the past itself, whatever happened in between."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from riskbook.reading.past import past
from riskbook.reading.unusable import UnusableTreeError
from riskbook.reviewing.tracing import Trace, trace
from riskbook.site.remembering import remembered
from small_book import CRITERIA, OTHER_RISK, RISK, edited, small_book
from told_book import Step, git, tell

ZONE = "Asia/Shanghai"
HIGHER = edited({RISK: ("likelihood: 2", "likelihood: 3")})
STORY: tuple[tuple[str, Mapping[str, bytes]], ...] = (
    ("2026-01-05", small_book()),
    ("2026-01-06", edited({RISK: "nothing"})),
    ("2026-02-02", HIGHER),
    ("2026-02-03", edited({CRITERIA: ("- [low, low, medium]", "- [medium, high, high]")})),
    ("2026-03-03", edited({OTHER_RISK: None})),
    ("2026-02-04", small_book()),
    ("2026-03-04", {**small_book(), "registers/notes.txt": b"no record"}),
    ("2026-04-01", HIGHER),
)


def steps(story: Sequence[tuple[str, Mapping[str, bytes]]] = STORY) -> list[Step]:
    return [Step(files, day) for day, files in story]


def whole(root: Path, until: str = "HEAD", zone: str = ZONE) -> Trace:
    """The trace as if nothing had ever been kept."""
    return trace(past(root, until), zone)


class Reads:
    """How many states were read."""

    def __init__(self) -> None:
        self.count = 0


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    counted = Reads()

    def counting(*arguments: Any) -> Any:
        for state in past(*arguments):
            counted.count += 1
            yield state

    monkeypatch.setattr("riskbook.reading.past.past", counting)
    return counted


@pytest.mark.parametrize("first", range(1, len(STORY)))
def test_taken_up_anywhere_it_is_the_whole_past(first: int, tmp_path: Path, reads: Reads) -> None:
    commits = tell(tmp_path / "book", steps())
    book, cache = tmp_path / "book", tmp_path / "cache"
    assert remembered(book, commits[first - 1], ZONE, cache, "1") == whole(book, commits[first - 1])
    reads.count = 0
    assert remembered(book, "HEAD", ZONE, cache, "1") == whole(book)
    assert reads.count == len(STORY) - first + 1


def test_commit_by_commit_it_is_the_whole_past(tmp_path: Path) -> None:
    commits = tell(tmp_path / "book", steps())
    for commit in commits:
        found = remembered(tmp_path / "book", commit, ZONE, tmp_path / "cache", "1")
        assert found == whole(tmp_path / "book", commit)


def test_what_is_known_is_not_read_again(tmp_path: Path, reads: Reads) -> None:
    book, cache = tmp_path / "book", tmp_path / "cache"
    tell(book, steps())
    expected = remembered(book, "HEAD", ZONE, cache, "1")
    reads.count = 0
    assert remembered(book, "HEAD", ZONE, cache, "1") == expected
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    git(book, *identity, "commit", "--quiet", "--allow-empty", "--message=docs: elsewhere")
    assert remembered(book, "HEAD", ZONE, cache, "1") == expected
    assert reads.count == 0


def test_a_past_that_was_rewritten_is_read_anew(tmp_path: Path) -> None:
    book, cache = tmp_path / "book", tmp_path / "cache"
    tell(book, steps())
    remembered(book, "HEAD", ZONE, cache, "1")
    git(book, "checkout", "--quiet", "--orphan", "other")
    git(book, "branch", "--quiet", "--delete", "--force", "main")
    git(book, "symbolic-ref", "HEAD", "refs/heads/main")
    tell(book, steps(STORY[2:]))
    assert remembered(book, "HEAD", ZONE, cache, "1") == whole(book)
    assert remembered(book, "HEAD~1", ZONE, cache, "1") == whole(book, "HEAD~1")


def test_another_time_zone_and_another_version_have_their_own(tmp_path: Path, reads: Reads) -> None:
    book, cache = tmp_path / "book", tmp_path / "cache"
    tell(book, [Step(small_book(), "2026-01-05", "00:30:00 +0800")])
    remembered(book, "HEAD", ZONE, cache, "1")
    london = remembered(book, "HEAD", "Europe/London", cache, "1")
    assert london == whole(book, zone="Europe/London") != whole(book)
    reads.count = 0
    remembered(book, "HEAD", "Europe/London", cache, "2")
    assert reads.count == 1


DAMAGED = {
    "empty": b"",
    "cut short": pickle.dumps(("1", Trace()))[:-5],
    "no pickle": b"\x00\xff",
    "another shape": pickle.dumps(3),
    "another value": pickle.dumps((f"1 {ZONE}", "trace")),
    "from a module that is gone": b"cno.such.module\nThing\n.",
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_memory_is_none(case: str, tmp_path: Path) -> None:
    book, cache = tmp_path / "book", tmp_path / "cache"
    tell(book, steps())
    cache.mkdir()
    (cache / "past.pickle").write_bytes(DAMAGED[case])
    assert remembered(book, "HEAD", ZONE, cache, "1") == whole(book)
    assert [path.name for path in cache.iterdir()] == ["past.pickle"]


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    tell(tmp_path / "book", steps())
    (tmp_path / "cache").write_bytes(b"a file in its place")
    found = remembered(tmp_path / "book", "HEAD", ZONE, tmp_path / "cache", "1")
    assert found == whole(tmp_path / "book")


def test_the_memory_is_for_this_person_only(tmp_path: Path) -> None:
    tell(tmp_path / "book", steps())
    remembered(tmp_path / "book", "HEAD", ZONE, tmp_path / "cache", "1")
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_a_past_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: Any) -> None:
    tell(tmp_path / "book", steps())
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(UnusableTreeError):
        remembered(tmp_path / "book", "HEAD", ZONE, tmp_path / "cache", "1")
    assert not (tmp_path / "cache").exists()

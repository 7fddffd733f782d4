"""The blobs that patterns find in a repository, as git itself would understand the patterns."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.reading.paths import blobs_at, matching

Git = Callable[..., str]
Write = Callable[[Path, Mapping[str, bytes]], Path]

FILES = (
    "README.md",
    "deploy/a.conf",
    "deploy/old/b.conf",
    "services/ivr/menu.yml",
    "services/ivr/voice/night.wav",
    "services/ivr-2/menu.yml",
    "服务/夜间 值班/排班.yml",
)
LISTING = {path: f"{number:040x}" for number, path in enumerate(FILES)}
PATTERNS = {
    "services/ivr/**": (3, 4),
    "services/ivr": (3, 4),
    "services/ivr/": (3, 4),
    "/services/ivr/menu.yml": (3,),
    "services/*/menu.yml": (3, 5),
    "services/ivr?2/*": (5,),
    "*.conf": (1, 2),
    "/*.conf": (),
    "deploy/*.conf": (1,),
    "deploy/": (1, 2),
    "/deploy": (1, 2),
    "**/night.wav": (4,),
    "menu.yml": (3, 5),
    "服务/**": (6,),
    "夜间 值班/": (6,),
    "no/such/place/**": (),
    "!README.md": (),
    "# a remark": (),
    "": (),
    "services/[": (),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_matches_as_in_a_gitignore(pattern: str) -> None:
    expected = tuple(f"{number:040x}" for number in PATTERNS[pattern])
    assert matching([pattern], LISTING) == {pattern: expected}


def test_the_patterns_are_those_of_git(tmp_path: Path, git: Git, write: Write) -> None:
    write(tmp_path, dict.fromkeys(FILES, b""))
    git(tmp_path, "init", "--quiet")
    for pattern, numbers in PATTERNS.items():
        (tmp_path / ".gitignore").write_text(f"{pattern}\n", encoding="utf-8")
        names = "".join(f"{path}\0" for path in FILES)
        done = subprocess.run(
            ["git", "check-ignore", "--stdin", "-z"],
            cwd=tmp_path,
            input=names.encode(),
            capture_output=True,
            check=False,
        )
        ignored = done.stdout.decode().split("\0")[:-1]
        assert ignored == [FILES[number] for number in numbers], pattern


@given(st.lists(st.sampled_from(["a", "b", "/", "**", "*", "?", "[ab]", "\\", " "]), max_size=6))
def test_what_is_left_out_beforehand_would_not_have_matched(parts: list[str]) -> None:
    """Only what lies below the certain part of a pattern is looked at; it makes no difference."""
    from pathspec import GitIgnoreSpec

    pattern = "".join(parts)
    paths = ("a", "b", "a/a", "a/b", "ab/a", "b/a/b", "a/b/a", "b /a")
    listing = {path: path for path in paths}
    try:
        expected = sorted(GitIgnoreSpec.from_lines([pattern]).match_files(paths))
    except ValueError:
        expected = []
    assert matching([pattern], listing)[pattern] == tuple(expected)


def test_the_same_content_twice_counts_twice() -> None:
    """Else one of the two could go unseen."""
    assert matching(["*.md"], {"a.md": "1" * 40, "b.md": "1" * 40}) == {"*.md": ("1" * 40,) * 2}


def test_the_index_is_what_the_next_commit_would_have(
    tmp_path: Path, git: Git, write: Write
) -> None:
    book = write(tmp_path / "book", {"riskbook.yml": b""})
    write(tmp_path, {path: path.encode() for path in FILES})
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=feat: all")
    head = blobs_at(book, "HEAD")
    assert head is not None
    assert [*head] == sorted([*FILES, "book/riskbook.yml"])
    assert blobs_at(book) == head
    write(tmp_path, {"deploy/a.conf": b"other", "deploy/new.conf": b"new"})
    assert blobs_at(book) == head
    git(tmp_path, "add", "deploy")
    index = blobs_at(book)
    assert index is not None
    assert {path for path in index if index[path] != head.get(path)} == {
        "deploy/a.conf",
        "deploy/new.conf",
    }
    assert index["deploy/a.conf"] == git(tmp_path, "hash-object", "deploy/a.conf")


def test_a_conflict_is_in_no_index(tmp_path: Path, git: Git, write: Write) -> None:
    write(tmp_path, {"riskbook.yml": b"", "a.conf": b"one"})
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=feat: one")
    for branch, content in (("side", b"two"), ("main", b"three")):
        git(tmp_path, "checkout", "--quiet", "-B", branch, *(["main"] if branch == "side" else []))
        write(tmp_path, {"a.conf": content})
        git(tmp_path, "commit", "--quiet", "--all", "--message=fix: it")
        git(tmp_path, "checkout", "--quiet", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(tmp_path, "merge", "--quiet", "side")
    assert blobs_at(tmp_path) == {"riskbook.yml": git(tmp_path, "hash-object", "riskbook.yml")}

"""What git says of a book's files: the commit that the tree is at, and each file's last change.

A fact that git cannot give is left out rather than guessed: there is none without a repository,
none for a file with uncommitted changes, and none at all in a shallow clone, whose oldest commit
would seem to have written everything.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from riskbook.reading.git import ask
from riskbook.reading.trees import REGISTERS, SETTINGS
from riskbook.reading.unusable import UnusableTreeError


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last commit that touched a file, and its committer's date."""

    commit: str
    date: date


@dataclass(frozen=True, slots=True)
class History:
    """``commit`` is that of the tree, ``""`` without one; ``changes`` is by path in the book."""

    commit: str = ""
    changes: Mapping[str, LastChange] = field(default_factory=dict)

    @property
    def is_dirty(self) -> bool:
        """Whether the book has other content than its commit."""
        return self.commit.endswith("+")

    @property
    def committed(self) -> History:
        """The same as of the commit below."""
        return replace(self, commit=self.commit.removesuffix("+"))


def head(root: Path) -> str:
    """The commit that is checked out, with ``+`` behind it where the book has other content."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if not commit:
        return ""
    return f"{commit.strip()}+" if _uncommitted(root) else commit.strip()


def history(root: Path, until: str = "") -> History:
    """The history of a book's files, by one ``git log``, up to a commit or as they lie on disk."""
    commit = until or head(root)
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if not commit or shallow is None or shallow.strip() != "false":
        return History(commit)
    shown = ("--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z")
    end = until or "HEAD"
    listed = _git(root, "log", "--format=%x01%H%x09%cI", *shown, end, "--", SETTINGS, REGISTERS)
    uncommitted = frozenset() if until else _uncommitted(root)
    changes: dict[str, LastChange] = {}
    for block in (listed or "").split("\x01")[1:]:
        top, _, names = block.partition("\n")
        sha, _, when = top.strip("\0\n").partition("\t")
        change = LastChange(sha, datetime.fromisoformat(when.strip("\0")).date())
        for name in names.split("\0"):
            path = name.strip("\n")
            if path and path not in uncommitted:
                changes.setdefault(path, change)
    return History(commit, dict(sorted(changes.items())))


def _uncommitted(root: Path) -> frozenset[str]:
    shown = ("--porcelain", "-z", "--no-renames", "--ignore-submodules=all")
    listed = _git(root, "status", *shown, "--", SETTINGS, REGISTERS)
    prefix = (_git(root, "rev-parse", "--show-prefix") or "").strip("\n")
    names = (entry[3:] for entry in (listed or "").split("\0") if entry)
    return frozenset(name.removeprefix(prefix) for name in names)


def _git(root: Path, *arguments: str) -> str | None:
    """What git answers, or None where there is no git, no repository, or no answer."""
    try:
        return os.fsdecode(ask(root, *arguments))
    except UnusableTreeError:
        return None

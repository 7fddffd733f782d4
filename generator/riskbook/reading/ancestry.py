"""Which commits a change is made of, what merges wrote of their own, and what no commit has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from riskbook.reading.git import ask
from riskbook.reading.trees import REGISTERS, SETTINGS

_MARK = "\x01"


class Blend(NamedTuple):
    """A merge that left files of the book as none of its parents had them."""

    id: str
    author_email: str
    paths: tuple[str, ...]


def commits_reached(root: Path, base: str, head: str) -> frozenset[str]:
    """The ids of all commits that ``head`` has and ``base`` has not, merges too.

    Both are resolved commits. Raises :class:`UnusableTreeError` where git cannot tell.
    """
    return frozenset(ask(root, "rev-list", f"{base}..{head}").decode().split())


def blends_between(root: Path, base: str, head: str) -> tuple[Blend, ...]:
    """The merges between two resolved commits that wrote into the book themselves.

    A merge that only joins its parents wrote nothing; one in which somebody settled a conflict, or
    slipped something in, did. Raises :class:`UnusableTreeError` where git cannot tell.
    """
    listed = ask(
        root,
        "log",
        "--merges",
        "--diff-merges=combined",
        "--name-only",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        "--no-show-signature",
        "--relative",
        "--full-history",
        f"--format={_MARK}%H %ae",
        f"{base}..{head}",
        "--",
        SETTINGS,
        REGISTERS,
    )
    return tuple(_blends(os.fsdecode(listed)))


def is_committed(root: Path) -> bool:
    """Whether the last commit has the files of the book just as they stand in the folder.

    Raises :class:`UnusableTreeError` where git cannot tell.
    """
    listed = ask(root, "status", "--porcelain", "--untracked-files=all", "--", SETTINGS, REGISTERS)
    return not listed.strip()


def _blends(listed: str) -> Iterator[Blend]:
    for block in listed.split(_MARK)[1:]:
        first, _, rest = block.partition("\n")
        commit, _, email = first.partition(" ")
        paths = tuple(line for line in rest.split("\n") if line)
        if paths:
            yield Blend(commit, email, paths)

"""What the main branch already has: a record that others can see keeps its id."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from riskbook.reading.trees import GitTree, Tree, UnusableTreeError

UPSTREAM = "origin/main"
LOCAL = "main"


@dataclass(frozen=True, slots=True)
class Base:
    """The book at a revision, and as it was where the work on hand began from it."""

    name: str
    tip: Tree
    fork: Tree


def base_at(root: Path, revision: str) -> Base:
    """The base at a revision that a person names.

    Raises :class:`UnusableTreeError` where there is no such revision.
    """
    tip = GitTree(root, revision)
    tip.entries()
    began = _git(root, "merge-base", "HEAD", revision)
    return Base(revision, tip, GitTree(root, began) if began else tip)


def usual_base(root: Path) -> Base | None:
    """The upstream main branch, else the local one unless it is what is checked out.

    None where there is neither, or no git.
    """
    candidates = [UPSTREAM]
    if _commit(root, LOCAL) != _commit(root, "HEAD"):
        candidates.append(LOCAL)
    for name in candidates:
        if _commit(root, name):
            try:
                return base_at(root, name)
            except UnusableTreeError:  # it has commits, and no book in them
                continue
    return None


def _commit(root: Path, name: str) -> str:
    return _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")


def _git(root: Path, *arguments: str) -> str:
    """What git answers, ``""`` where there is no git, no repository, or no answer."""
    try:
        done = subprocess.run(  # noqa: S603  # arguments are ours, or held by GitTree before
            ["git", *arguments],  # noqa: S607  # the person's own git
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.decode(errors="replace").strip()

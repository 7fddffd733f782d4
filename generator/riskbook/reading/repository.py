"""The repository that holds a book's folder: its facts, and the commits that names stand for.

A linked worktree, a submodule, a folder below the top and a ``.git`` that is a file are all the
same to it: git is asked from the book's folder, and nothing but that folder says which repository
is meant.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from riskbook.reading.git import ask, try_to_ask
from riskbook.reading.unusable import UnusableTreeError
from riskbook.wording import say

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_PARTIAL = "pack/*.promisor"
_COMMIT = "^{commit}"


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository and the place of a book in it.

    ``top`` is the folder of the work tree, ``prefix`` the way from there to the book (``""``, or
    ending in a slash). ``git_folder`` is where this work tree has its index, ``objects`` where the
    objects lie. ``shallow`` has no commits before some depth; ``partial`` need not have every blob.
    ``head`` is None before the first commit; ``branch`` is ``""`` where none is checked out.
    """

    root: Path
    top: Path
    prefix: str
    git_folder: Path
    objects: Path
    shallow: bool
    partial: bool
    head: str | None
    branch: str


def find_repository(root: Path) -> Repository:
    """The repository that holds the folder ``root``.

    Raises :class:`UnusableTreeError` where there is no git, no repository, or one of another user
    that git does not trust.
    """
    answer = ask(
        root,
        "rev-parse",
        "--show-toplevel",
        "--show-prefix",
        "--absolute-git-dir",
        "--git-path",
        "objects",
        "--is-shallow-repository",
    )
    top, prefix, git_folder, objects, shallow = os.fsdecode(answer).split("\n")[:5]
    where = root / objects
    branch = try_to_ask(root, "symbolic-ref", "--quiet", "--short", "HEAD").output
    return Repository(
        root=root,
        top=Path(top),
        prefix=prefix,
        git_folder=Path(git_folder),
        objects=where,
        shallow=shallow != "false",
        partial=next(where.glob(_PARTIAL), None) is not None,
        head=_commit(root, "HEAD"),
        branch=os.fsdecode(branch).strip(),
    )


def resolve(root: Path, name: str, time_zone: str = "UTC") -> str:
    """The id of the commit that a name stands for: a commit, tag, branch, ``HEAD~3``, or a date.

    A date (``2026-10-02``) is the last first-parent commit of ``HEAD`` whose committer's date is
    not after the end of that day in the time zone; it is never taken for a branch or tag.
    Raises :class:`UnusableTreeError` where there is no such commit, and says why.
    """
    day = day_named(name)
    if day is not None:
        return _on_day(root, day, time_zone)
    found = None if name.startswith("-") or "\0" in name else _commit(root, name)
    if found is not None:
        return found
    repository = find_repository(root)
    if repository.head is None:
        raise UnusableTreeError(say("git.unborn"))
    if repository.shallow:
        raise UnusableTreeError(say("git.shallow-revision", revision=name))
    raise UnusableTreeError(say("reading.no-revision", revision=name))


def merge_base(root: Path, one: str, other: str) -> str:
    """The id of the commit at which two commits parted; both are ids, or names that resolve.

    Where they parted more than once (merges across), git's first choice. Raises
    :class:`UnusableTreeError` where they have no commit in common, or the clone does not reach it.
    """
    ends = resolve(root, one), resolve(root, other)
    answer = try_to_ask(root, "merge-base", *ends)
    found = answer.output.decode().strip()
    if _ID.fullmatch(found):
        return found
    if find_repository(root).shallow:
        raise UnusableTreeError(say("git.shallow-base", one=one, other=other))
    raise UnusableTreeError(say("git.unrelated", one=one, other=other))


def is_step_of(root: Path, commit: str, head: str) -> bool:
    """Whether a commit is ``head`` or one that its branch once stood at; both are ids.

    What a merge brought in is no step, nor is what was rebased or forgotten since.
    """
    return commit.encode() in ask(root, "rev-list", "--first-parent", head).split()


def day_of(root: Path, commit: str, zone: ZoneInfo) -> date:
    """The committer's day of a commit in a time zone."""
    answer = ask(root, "log", "--max-count=1", "--format=%cI", commit).decode().strip()
    return datetime.fromisoformat(answer).astimezone(zone).date()


def _commit(root: Path, name: str) -> str | None:
    answer = try_to_ask(root, "rev-parse", "--verify", "--quiet", f"{name}{_COMMIT}")
    found = answer.output.decode(errors="replace").strip()
    return found if answer.code == 0 and _ID.fullmatch(found) else None


def day_named(name: str) -> date | None:
    """The day that a name of a commit is, None for any other name."""
    if not _DAY.fullmatch(name):
        return None
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _on_day(root: Path, day: date, time_zone: str) -> str:
    end = f"--min-age={_end_of(day, ZoneInfo(time_zone))}"
    if _commit(root, "HEAD") is None:
        find_repository(root)  # says what is missing where that is more than a commit
        raise UnusableTreeError(say("git.unborn"))
    found = ask(root, "rev-list", "--first-parent", "--max-count=1", end, "HEAD").decode().strip()
    if found:
        return found
    if find_repository(root).shallow:
        raise UnusableTreeError(say("git.shallow-date", date=day))
    raise UnusableTreeError(say("git.before-first", date=day))


def _end_of(day: date, zone: ZoneInfo) -> int:
    """The last second of a day, as git counts time; of one that comes twice the later."""
    last = datetime.combine(day, time(23, 59, 59, fold=1), zone)
    return max(0, int(last.timestamp()))

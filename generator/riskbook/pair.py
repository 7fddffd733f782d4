"""Two states of one book under one clock: what a change is read from.

The base is a commit. The head is another, or the folder as it stands on disk with what git has in
its index. Both are judged on the same day, so that the calendar alone changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from riskbook.clock import today_in
from riskbook.reading.loading import Loaded, load
from riskbook.reading.paths import blobs_at
from riskbook.reading.repository import merge_base, resolve
from riskbook.reading.trees import GitTree, Tree, UnusableTreeError, WorkTree
from riskbook.run import Judged, find_paths, judge
from riskbook.wording import say


@dataclass(frozen=True, slots=True)
class Side:
    """One state of the book.

    ``commit`` is "" for the folder on disk. ``judged`` is None while the framework files are not
    sound. ``blobs`` is every file of the repository by path from its top.
    """

    commit: str
    tree: Tree
    loaded: Loaded
    judged: Judged | None
    blobs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """The book before and after a change, on one day.

    ``asked`` is the commit that was named as the base; ``base.commit`` is another where the two
    parted before it, and then the change is read from there.
    """

    root: Path
    asked: str
    base: Side
    head: Side
    today: date


def open_pair(root: Path, base: str, head: str | None, today: date | None) -> Pair:
    """The book in the folder ``root`` at two states; ``head`` None is the folder as it stands.

    ``base`` and ``head`` are what :func:`riskbook.reading.repository.resolve` takes. The change is
    read from where the head parted from the base, as a pull request is. ``today`` is by default
    the date now in the time zone of the head. Raises :class:`UnusableTreeError` where there is no
    git, no such commit, or no book in one of the two.
    """
    ahead: Tree = WorkTree(root) if head is None else GitTree(root, head)
    loaded = _load(ahead, head or "")
    zone = loaded.book.settings.time_zone if loaded.book else "UTC"
    end = resolve(root, head or "HEAD", zone)
    asked = resolve(root, base, zone)
    began = merge_base(root, asked, end)
    before = GitTree(root, began)
    day = today or today_in(zone)
    return Pair(
        root,
        asked,
        _side(root, began, before, _load(before, base), day),
        _side(root, end if head else "", ahead, loaded, day),
        day,
    )


def _load(tree: Tree, named: str) -> Loaded:
    try:
        return load(tree)
    except UnusableTreeError as error:
        if error.saying.key == "reading.no-settings" and named:
            raise UnusableTreeError(say("git.no-book-at", revision=named)) from error
        raise


def _side(root: Path, commit: str, tree: Tree, loaded: Loaded, day: date) -> Side:
    blobs = blobs_at(root, commit or None)
    judged = None
    if loaded.book is not None:
        judged = judge(loaded.book, day, find_paths(loaded.book, lambda: blobs))
    return Side(commit, tree, loaded, judged, blobs or {})

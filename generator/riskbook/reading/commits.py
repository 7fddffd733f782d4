"""Commits and what each did to the files of the book, by one ``git log``.

Two readings of the same history. The *first-parent* log tells how the branch itself moved: a merge
is one step, shown against what the branch was before it, and the commits that it brought in are not
steps of their own. What people see of the past is this one, since it knows only states that the
branch really had. The commits *between* a base and a head are all of them, from every side, each
with what it changed itself: that is who wrote what. A merge wrote nothing and is left out.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from riskbook.reading.git import ask
from riskbook.reading.trees import REGISTERS, SETTINGS

_FIELDS = ("%H", "%P", "%ae", "%aI", "%cI", "%s")
_FORMAT = f"--format={'%x00'.join(_FIELDS)}"
_SHOWN = (
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--relative",
    "--encoding=UTF-8",
    _FORMAT,
)
_BOOK = ("--", SETTINGS, REGISTERS)
_REGULAR = frozenset({"100644", "100755"})
_UNKNOWN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Change(NamedTuple):
    """What a commit did to one path of the book: A, M or D, or T where it became another kind.

    ``before`` and ``after`` are ids of blobs, ``""`` where there is no file: nothing, or a link.
    """

    status: str
    path: str
    before: str
    after: str


class Commit(NamedTuple):
    """One commit. ``date`` is the committer's and counts; ``author_date`` is for display.

    ``author_email`` is as the commit has it, whatever a ``.mailmap`` says: that is a file that a
    change can bring along. It is for no reader's eyes.
    """

    id: str
    parents: tuple[str, ...]
    author_email: str
    author_date: dt.datetime
    date: dt.datetime
    subject: str
    changes: tuple[Change, ...]

    def day_in(self, zone: dt.tzinfo) -> dt.date:
        """The committer's day in a time zone; beyond the calendar's end the last that there is."""
        try:
            return self.date.astimezone(zone).date()
        except OverflowError:
            return self.date.date()


def first_parent_log(root: Path, until: str = "HEAD", after: str = "") -> tuple[Commit, ...]:
    """The steps of a branch that touched the book, oldest first; ``until`` is a resolved commit.

    ``after`` is one of its steps, and only those behind it are listed. Raises
    :class:`UnusableTreeError` where git cannot tell.
    """
    reach = f"{after}..{until}" if after else until
    listed = ask(root, "log", "--first-parent", "-m", *_SHOWN, reach, *_BOOK)
    return tuple(_commits(listed))[::-1]


def as_if_new(root: Path, commit: str) -> Commit:
    """A resolved commit as if it had brought every file of the book that it has.

    Raises :class:`UnusableTreeError` where git cannot tell.
    """
    (found,) = _commits(
        ask(root, "log", "-1", "--no-patch", "-z", "--encoding=UTF-8", _FORMAT, commit)
    )
    listed = ask(root, "ls-tree", "-r", "-z", commit, *_BOOK)
    changes: list[Change] = []
    for line in os.fsdecode(listed).split("\0")[:-1]:
        head, _, path = line.partition("\t")
        mode, _, blob = head.split(" ")
        if mode in _REGULAR:
            changes.append(Change("A", path, "", blob))
    return found._replace(changes=tuple(changes))


def commits_between(root: Path, base: str, head: str) -> tuple[Commit, ...]:
    """Every commit that ``head`` has and ``base`` has not and that touched the book, oldest first.

    Both are resolved commits. A commit whose change a merge threw away is among them; merges are
    not. Raises :class:`UnusableTreeError` where git cannot tell.
    """
    order = ("--full-history", "--no-merges", "--topo-order")
    listed = ask(root, "log", *order, *_SHOWN, f"{base}..{head}", *_BOOK)
    return tuple(_commits(listed))[::-1]


def _commits(listed: bytes) -> Iterator[Commit]:
    parts = os.fsdecode(listed).split("\0")
    place = 0
    while place + len(_FIELDS) <= len(parts):
        commit, parents, email, authored, committed, subject = parts[place : place + len(_FIELDS)]
        place += len(_FIELDS)
        changes: list[Change] = []
        while parts[place].startswith((":", "\n:")):  # the first one is on a line of its own
            changes.append(_change(parts[place].lstrip("\n"), parts[place + 1]))
            place += 2
        yield Commit(
            commit,
            tuple(parents.split()),
            email,
            _moment(authored),
            _moment(committed),
            subject.encode(errors="replace").decode(),
            tuple(changes),
        )


def _change(head: str, path: str) -> Change:
    mode_before, mode_after, before, after, status = head[1:].split(" ")
    return Change(
        status[:1],
        path,
        before if mode_before in _REGULAR else "",
        after if mode_after in _REGULAR else "",
    )


def _moment(text: str) -> dt.datetime:
    """A time as git writes it; the year 1970 where a damaged commit has none."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return _UNKNOWN
    return moment if moment.tzinfo else _UNKNOWN

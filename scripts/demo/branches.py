"""Happenings to commits: what each one changes, on which branch, at what hour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby

from scripts.demo.calendar import choose, workday_before
from scripts.demo.happenings import KEEPER, Happening
from scripts.demo.states import Past

ZONE = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit to write: ``mark`` names it to its children, ``parents`` are marks.

    ``changes`` is by path against the first parent; None takes the file out.
    """

    mark: int
    branch: str
    parents: tuple[int, ...]
    author: str
    authored: datetime
    committer: str
    committed: datetime
    message: str
    changes: Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Tag:
    """An annotated tag on a commit of main."""

    name: str
    mark: int
    by: str
    when: datetime
    message: str


@dataclass(slots=True)
class _Desk:
    """Where main stands while the commits are laid down one after another."""

    past: Past
    commits: list[Commit] = field(default_factory=list)
    tip: int = 0
    clock: datetime = datetime(2000, 1, 1, tzinfo=ZONE)
    tree: dict[str, bytes] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    tips: list[tuple[datetime, int]] = field(default_factory=list)

    def delta(self, each: Happening) -> dict[str, bytes | None]:
        """What the happening changes in the tree of main, with what is laid down before it."""
        changes: dict[str, bytes | None] = {}
        for path in each.touches:
            file = self.past.shelf.files[path]
            content = self.past.content(file, each.day)
            there, before = self.past.path(file, each.day), self.places.get(path)
            if before is not None and (content is None or before != there):
                changes[before] = None
                del self.places[path]
            if content is not None:
                self.places[path] = there
                if self.tree.get(there) != content.encode():
                    changes[there] = content.encode()
        for path, new in changes.items():
            if new is None:
                self.tree.pop(path, None)
            else:
                self.tree[path] = new
        return changes

    def tick(self, day: date, *words: object) -> datetime:
        """The next moment of a day: within working hours, and never before the last one."""
        early = datetime.combine(day, time(9), ZONE) + timedelta(minutes=choose(35, day, "early"))
        step = timedelta(minutes=4 + choose(26, *words), seconds=choose(60, "s", *words))
        self.clock = max(early, self.clock + step)
        return self.clock

    def lay(self, commit: Commit) -> None:
        """Put a commit down; on main it becomes the tip."""
        self.commits.append(commit)
        if commit.branch == "main":
            self.tip = commit.mark
            self.tips.append((commit.committed, commit.mark))

    @property
    def next_mark(self) -> int:
        return len(self.commits) + 1


def lay_out(past: Past, found: Iterable[Happening]) -> tuple[list[Commit], dict[str, bytes]]:
    """All commits in an order in which parents come first, and the tree they end in."""
    desk = _Desk(past)
    for day, of_day in groupby(found, key=lambda each: each.day):
        groups: dict[str, list[Happening]] = {}
        for number, each in enumerate(of_day):
            groups.setdefault(each.topic or f"#{number}", []).append(each)
        for topic, group in groups.items():
            _lay_group(desk, day, topic, group)
    return desk.commits, desk.tree


def tags(commits: Iterable[Commit], start: date, end: date, message: str) -> list[Tag]:
    """One at the end of each quarter, on the commit that main was at."""
    main = [commit for commit in commits if commit.branch == "main"]
    found: list[Tag] = []
    for year in range(start.year, end.year + 1):
        for quarter in range(1, 5):
            following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
            if not start < following <= end:
                continue
            last = [commit for commit in main if commit.committed.date() < following][-1]
            evening = datetime.combine(following - timedelta(days=1), time(17, 30), ZONE)
            name = f"review-{year}-Q{quarter}"
            words = message.format(quarter=quarter, year=year)
            found.append(Tag(name, last.mark, KEEPER, max(evening, last.committed), words))
    return found


def _lay_group(desk: _Desk, day: date, topic: str, group: list[Happening]) -> None:
    deltas = [(each, desk.delta(each)) for each in group]
    deltas = [(each, changes) for each, changes in deltas if changes]
    if not deltas:
        return
    direct = topic.startswith("#") or (len(deltas) == 1 and choose(6, topic) > 0)
    opened = desk.past.scenario.opened.get(topic)
    if direct and opened is None:
        for each, changes in deltas:
            _commit(desk, each, "main", desk.tip, changes, day)
        return
    base = desk.tip
    if opened is not None:
        base = [mark for when, mark in desk.tips if when.date() < opened][-1]
    tip = base
    for each, changes in deltas:
        tip = _commit(desk, each, topic, tip, changes, opened or day)
    merged: dict[str, bytes | None] = {}
    for _, changes in deltas:
        merged |= changes
    when = desk.tick(day, topic, "merge")
    words = desk.past.scenario.subjects["merge"]["en"][0].format(topic=topic)
    desk.lay(
        Commit(
            desk.next_mark,
            "main",
            (desk.tip, tip),
            KEEPER,
            when,
            KEEPER,
            when,
            f"{words}\n",
            merged,
        )
    )


def _commit(
    desk: _Desk,
    each: Happening,
    branch: str,
    parent: int,
    changes: Mapping[str, bytes | None],
    day: date,
) -> int:
    words = (each.day, each.subject, each.by)
    if day < desk.clock.date():
        when = datetime.combine(day, time(10, choose(60, *words)), ZONE)
    else:
        when = desk.tick(day, *words)
    authored, committer = when, each.by
    if each.drafted and choose(3, "drafted", *words) == 0:
        days = 1 + choose(each.drafted, *words)
        earlier = workday_before(day - timedelta(days=days), desk.past.scenario.holidays)
        hour = time(9 + choose(9, "hour", *words), choose(60, "minute", *words))
        authored = max(
            datetime.combine(earlier, hour, ZONE),
            datetime.combine(desk.past.scenario.start, time(9), ZONE),
        )
        committer = KEEPER if branch == "main" else each.by
    body = f"\n{each.body}\n" if each.body else ""
    parents = (parent,) if parent else ()
    desk.lay(
        Commit(
            desk.next_mark, branch, parents, each.by, authored, committer, when,
            f"{each.subject}\n{body}", changes,
        )
    )  # fmt: skip
    return len(desk.commits)

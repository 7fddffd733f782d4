"""Actions: what is to be done about open risks and after exercises, by the day it is due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from riskbook.picturing.timeline_parts import Mark, MarkState, Row
from riskbook.site import elements
from riskbook.site.duties import Lesson, Measure, Task, open_tasks
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import owner_home
from riskbook.site.views.overview import Tile
from riskbook.site.views.register import plain
from riskbook.site.views.timeline import TimelineView, timeline

DRAWN = 40
"""Actions in the picture, the first by date."""

LISTED = 200
"""Actions in the lists, the first by date, before the rest are only counted."""

OWNERS = 100
"""Owners in the table of owners, those with the most late actions first."""


class ActionRow(NamedTuple):
    """One open action: of which risk or plan, by when, by whom. ``chip`` is the risk's level."""

    action: RecordLink
    of: RecordLink
    chip: str
    note: str
    when: str
    late: bool
    owner: str


class ActionList(NamedTuple):
    """The actions of one stretch of time; ``key`` names it in the address of the page.

    ``href`` is the view of the register that shows their risks, ``""`` where there is none.
    """

    key: str
    title: str
    href: str
    rows: tuple[ActionRow, ...]


class OwnerRow(NamedTuple):
    """How much of what one owner has to do is late and open, and where all of it is."""

    owner: str
    late: int
    open: int
    next: str
    href: str
    label: str


class ActionsView(NamedTuple):
    """The page of actions. ``capped`` says what the picture shows, ``rest`` what no list has."""

    as_of: str
    tiles: tuple[Tile, ...]
    picture: TimelineView | None
    capped: str
    lists: tuple[ActionList, ...]
    rest: str
    owners: tuple[OwnerRow, ...]
    more_owners: str


def actions_view(edition: Edition) -> ActionsView:
    """All open actions, the late ones first; the first few of very many."""
    words, today = edition.words, edition.site.today
    tasks = open_tasks(edition)
    dated = [task for task in tasks if task.action.due]
    rest = len(tasks) - LISTED
    owners = _owners(edition, tasks)
    more = len(owners) - OWNERS
    return ActionsView(
        as_of=words.fill("overview.as-of", day=words.date(today)),
        tiles=_tiles(edition, tasks),
        picture=timeline(
            words,
            words.say("actions.picture"),
            _drawn(edition, dated[:DRAWN]),
            today,
        ),
        capped=words.say("actions.drawn-first", drawn=DRAWN, count=len(dated))
        if len(dated) > DRAWN
        else "",
        lists=tuple(_lists(edition, tasks[:LISTED])),
        rest=words.say("actions.rest", count=rest) if rest > 0 else "",
        owners=owners[:OWNERS],
        more_owners=words.say("attention.rest", count=more) if more > 0 else "",
    )


def _tiles(edition: Edition, tasks: Sequence[Task]) -> tuple[Tile, ...]:
    """How many are late, due in this quarter, due later, and without a day."""
    today = edition.site.today
    counted = {"late": 0, "now": 0, "later": 0, "undated": 0}
    for due, number in Counter(task.action.due for task in tasks).items():
        counted[_stretch(due, today)] += number
    lists = dict.fromkeys(_key(task.action.due, today) for task in tasks[:LISTED])
    first = {"late": "late", "now": _quarter(today), "undated": "undated"}
    after = (key for key in lists if key not in first.values())
    first["later"] = next(after, "")
    return tuple(
        Tile(
            number,
            edition.words.say(f"actions.tile-{key}"),
            "",
            f"#{first[key]}" if first[key] in lists else "#owners",
            grave=key == "late" and number > 0,
        )
        for key, number in counted.items()
    )


def _drawn(edition: Edition, tasks: Iterable[Task]) -> tuple[Row, ...]:
    """A row for each owner, in the order of what they have to do first."""
    by_owner: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_owner[task.action.owner].append(task)
    return tuple(
        Row(
            plain(edition.names.holder(owner)),
            _language(edition.names.holder(owner)),
            tuple(_mark(edition, task) for task in theirs),
        )
        for owner, theirs in by_owner.items()
    )


def _language(name: str) -> str:
    """The language of a name that is marked as in another than the page's."""
    return name.partition('lang="')[2].partition('"')[0] if isinstance(name, Markup) else ""


def _mark(edition: Edition, task: Task) -> Mark:
    words, today = edition.words, edition.site.today
    day = task.action.due or today
    link = _action(edition, task)
    return Mark(
        day=day,
        state=MarkState.LATE if day < today else MarkState.OPEN,
        text=_name(edition, task),
        label=words.say(
            "timeline.mark",
            name=_name(edition, task),
            what=plain(link.title),
            owner=plain(edition.names.holder(task.action.owner)),
            day=words.day(day),
            state=words.late(day, today),
        ),
        href=link.href,
    )


def _name(edition: Edition, task: Task) -> str:
    """``R001 A1``; an action of an exercise has the plan that was exercised before it."""
    of = task.risk.id if isinstance(task, Measure) else task.exercise.of
    return edition.words.say("actions.name", record=of, action=task.action.id)


def _lists(edition: Edition, tasks: Sequence[Task]) -> Iterable[ActionList]:
    """Late, by quarter, and without a day: in the order in which they are."""
    words, today = edition.words, edition.site.today
    for key, alike in groupby(tasks, lambda task: _key(task.action.due, today)):
        rows = tuple(_row(edition, task) for task in alike)
        due = next((task.action.due for task in tasks if _key(task.action.due, today) == key), None)
        title = (
            words.say(f"actions.{key}")
            if key in ("late", "undated") or due is None
            else words.say("actions.due-in", year=due.year, quarter=(due.month + 2) // 3)
        )
        href = "register.html?status=open&actions=late" if key == "late" else ""
        yield ActionList(key, title, href, rows)


def _key(due: date | None, today: date) -> str:
    stretch = _stretch(due, today)
    return stretch if stretch in ("late", "undated") or due is None else _quarter(due)


def _stretch(due: date | None, today: date) -> str:
    if due is None:
        return "undated"
    if due < today:
        return "late"
    return "now" if _quarter(due) == _quarter(today) else "later"


def _quarter(day: date) -> str:
    return f"{day.year}-q{(day.month + 2) // 3}"


def _row(edition: Edition, task: Task) -> ActionRow:
    words, today, due = edition.words, edition.site.today, task.action.due
    late = due is not None and due < today
    if isinstance(task, Measure):
        of = edition.risk(task.risk.id, "")
        chip, note = edition.names.chip(edition.stages(task.risk.id).current), ""
    else:
        of, chip = edition.plan(task.exercise.of, ""), ""
        note = words.fill(
            "to-do.from-exercise",
            type=words.named("exercise", task.exercise.type),
            day=words.date(task.exercise.date),
        )
    when = words.date(due)
    if late and due is not None:
        when = elements.joined(
            [elements.late(due, words.late(due, today)), when], words.say("dot-separator")
        )
    return ActionRow(
        action=_action(edition, task),
        of=of,
        chip=chip,
        note=note,
        when=when,
        late=late,
        owner=owner_home(edition, task.action.owner, ""),
    )


def _action(edition: Edition, task: Task) -> RecordLink:
    """What is to be done, with a link to where it stands."""
    match task:
        case Measure(risk, action):
            what = edition.reading(risk).words(f"treatment/actions/{action.id}/what", action.what)
            return RecordLink(_name(edition, task), f"risks/{risk.id}.html#{action.id}", what)
        case Lesson(exercise, lesson):
            href = f"plans/{exercise.of}.html"
            return RecordLink(_name(edition, task), href, edition.words.text(lesson.what))


def _owners(edition: Edition, tasks: Sequence[Task]) -> tuple[OwnerRow, ...]:
    """Everybody with an open action, those with the most late ones first."""
    words, today = edition.words, edition.site.today
    by_owner: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_owner[task.action.owner].append(task)
    rows = []
    for owner, theirs in by_owner.items():
        days = [task.action.due for task in theirs if task.action.due]
        row = OwnerRow(
            owner=owner_home(edition, owner, ""),
            late=sum(day < today for day in days),
            open=len(theirs),
            next=words.due(next((day for day in days if day >= today), None)),
            href=f"register.html?status=open&actor={owner}",
            label=words.say("actions.their-risks"),
        )
        rows.append((row, owner))
    rows.sort(key=lambda pair: (-pair[0].late, -pair[0].open, pair[1]))
    return tuple(row for row, _ in rows)

"""What one person or role must do: open actions, reviews, acceptances, plans, assessments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice, takewhile
from typing import NamedTuple

from riskbook.reviewing.reminders import Duty, Matter
from riskbook.site import elements
from riskbook.site.duties import Duties, Lesson, Measure, Task
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.views.reviews import detail, record_of
from riskbook.site.views.selection import Selection

LISTED = 50
"""Entries of a list before the rest are only counted."""


class Entry(NamedTuple):
    """One thing to do. ``when`` says how late it is or when it is due; ``late`` marks it so."""

    when: str
    late: bool
    record: RecordLink
    note: str


class ToDo(NamedTuple):
    """Things to do of one sort, the latest first. ``href`` leads to the rest where it is known."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    rest: str
    href: str


def to_do(edition: Edition, duties: Duties, selection: Selection) -> tuple[ToDo, ...]:
    """All that waits for somebody; ``selection`` is the open risks that they own."""
    lists = (
        _actions(edition, duties, selection),
        _reviews(edition, duties, selection),
        _acceptances(edition, duties, selection),
        _assessments(edition, duties, selection),
        _treatments(edition, duties, selection),
        _plans(edition, duties),
        _drafts(edition, duties, selection),
    )
    return tuple(one for one in lists if one.entries)


def late_tasks(edition: Edition, duties: Duties) -> tuple[Task, ...]:
    """The actions that should be done by now: the first, as they are by date."""
    today = edition.site.today
    return tuple(takewhile(lambda task: (task.action.due or today) < today, duties.tasks))


def _actions(edition: Edition, duties: Duties, selection: Selection) -> ToDo:
    late = len(late_tasks(edition, duties))
    count, words = len(duties.tasks), edition.words
    title = (
        words.say("to-do.actions-late", count=count, late=late)
        if late
        else words.say("to-do.actions", count=count)
    )
    _, _, owner = selection.query.rpartition("=")
    return _listed(
        edition,
        "actions",
        title,
        (_action(edition, task) for task in duties.tasks[:LISTED]),
        count,
        f"{selection.base}register.html?status=open&actor={owner}",
    )


def _action(edition: Edition, task: Task) -> Entry:
    words = edition.words
    match task:
        case Measure(risk, action):
            what = edition.reading(risk).words(f"treatment/actions/{action.id}/what", action.what)
            link = RecordLink(task.name, f"{UP}risks/{risk.id}.html#{action.id}", what)
            return _entry(edition, action.due, link, edition.title(risk))
        case Lesson(exercise, lesson):
            link = edition.plan(exercise.of)._replace(title=words.text(lesson.what))
            about = words.fill(
                "to-do.from-exercise",
                type=words.named("exercise", exercise.type),
                day=words.date(exercise.date),
            )
            return _entry(edition, lesson.due, link, about)


def _reviews(edition: Edition, duties: Duties, selection: Selection) -> ToDo:
    found = [duty for duty in duties.owed if duty.matter is Matter.REVIEW]
    return _owed(edition, "reviews", found, selection.narrowed("due=month"))


def _acceptances(edition: Edition, duties: Duties, selection: Selection) -> ToDo:
    """Acceptances that have lapsed or are about to."""
    words, today = edition.words, edition.site.today
    found = [
        (duty.record, duty.day)
        for duty in duties.owed
        if duty.matter is Matter.ACCEPTANCE and duty.day
    ]
    return _listed(
        edition,
        "acceptances",
        words.say("attention.acceptances", count=len(found)),
        (
            Entry(
                words.lapse(day, today),
                late=day < today,
                record=edition.risk(key),
                note=words.date(day),
            )
            for key, day in found[:LISTED]
        ),
        len(found),
        selection.narrowed("strategy=accept"),
    )


def _assessments(edition: Edition, duties: Duties, selection: Selection) -> ToDo:
    found = [duty.record for duty in duties.owed if duty.matter is Matter.ASSESSMENT]
    return _risks(edition, "assessments", found, selection.narrowed("level=unassessed"))


def _treatments(edition: Edition, duties: Duties, selection: Selection) -> ToDo:
    """What is to be decided on or approved; an acceptance that ends is listed above."""
    undated = (Matter.STRATEGY, Matter.ACCEPTANCE, Matter.APPROVAL)
    found = [duty for duty in duties.owed if duty.matter in undated and not duty.day]
    return _owed(edition, "treatments", found, selection.href)


def _plans(edition: Edition, duties: Duties) -> ToDo:
    """Plans of their own that are not approved or not proven, or are to be exercised soon."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties.owed:
        if duty.matter in (Matter.PLAN, Matter.EXERCISE):
            found[duty.record].append(duty)
    return _listed(
        edition,
        "plans",
        edition.words.say("to-do.plans", count=len(found)),
        (
            _entry(
                edition,
                next((duty.day for duty in alike if duty.day), None),
                edition.plan(key),
                edition.words.say("dot-separator").join(detail(edition, one) for one in alike),
            )
            for key, alike in islice(found.items(), LISTED)
        ),
        len(found),
        f"{UP}plans.html",
    )


def _owed(edition: Edition, key: str, found: Sequence[Duty], href: str) -> ToDo:
    """Duties about risks, with what is to be done where the title does not say it."""
    words = edition.words
    return _listed(
        edition,
        key,
        words.say(f"to-do.{key}", count=len(found)),
        (
            _entry(
                edition,
                duty.day,
                record_of(edition, duty, UP),
                detail(edition, duty) or _what(edition, duty),
            )
            for duty in found[:LISTED]
        ),
        len(found),
        href,
    )


def _what(edition: Edition, duty: Duty) -> str:
    """What is to be done; of a date the title of the list says it."""
    return "" if duty.day else edition.words.say(f"duty.{duty.matter.value}")


def _drafts(edition: Edition, duties: Duties, selection: Selection) -> ToDo:
    href = selection.href.replace("status=open", "status=draft")
    return _risks(edition, "drafts", duties.drafts, href)


def _risks(edition: Edition, key: str, risks: Sequence[str], href: str) -> ToDo:
    return _listed(
        edition,
        key,
        edition.words.say(f"to-do.{key}", count=len(risks)),
        (_entry(edition, None, edition.risk(risk), "") for risk in risks[:LISTED]),
        len(risks),
        href,
    )


def _entry(edition: Edition, due: date | None, record: RecordLink, note: str) -> Entry:
    words = edition.words
    if due is None:
        return Entry("", late=False, record=record, note=note)
    if due >= edition.site.today:
        return Entry(words.due(due), late=False, record=record, note=note)
    parts = [words.date(due), note] if note else [words.date(due)]
    return Entry(
        elements.late(due, words.late(due, edition.site.today)),
        late=True,
        record=record,
        note=elements.joined(parts, words.say("dot-separator")),
    )


def _listed(
    edition: Edition, key: str, title: str, entries: Iterable[Entry], count: int, href: str
) -> ToDo:
    rest = count - LISTED
    words = edition.words.say("attention.rest", count=rest) if rest > 0 else ""
    return ToDo(key, title, tuple(entries), words, href)

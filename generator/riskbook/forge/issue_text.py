"""The issues of what is due, in words: one for a quarter's review, one for each owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from riskbook.forge.fitting import MOST_CHARACTERS, fitted
from riskbook.forge.neutral import neutral_words
from riskbook.model.book import Book
from riskbook.model.records import Plan, Risk
from riskbook.reviewing.reminders import (
    Duty,
    Matter,
    Quarter,
    Reminder,
    Urgency,
    quarter_end,
    quarter_of,
)
from riskbook.wording import Catalogue, Text, say

RISK_DEPARTMENT = "risk-department"
QUARTER = "quarter"
BOX = "- [ ] "

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.:/~_-]*\Z")
_MARKER = re.compile(r"<!-- riskbook:remind (quarter|owner:[a-z0-9-]+) ([0-9]{4}-Q[1-4]) -->\Z")
_MOST_OF_A_TITLE = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """By what an issue is found again: ``quarter`` or ``owner:<key>``, and of which quarter."""

    key: str
    quarter: str

    def __str__(self) -> str:
        return f"<!-- riskbook:remind {self.key} {self.quarter} -->"


@dataclass(frozen=True, slots=True)
class IssueText:
    """What an issue is to say. ``body`` begins with its mark."""

    mark: Mark
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Readers:
    """For whom the issues are written.

    ``shown`` is the book without what is confidential, ``forge`` the key of logins, ``pages``
    where the pages of the book's site lie in the language of ``words``, "" where it has no site.
    """

    shown: Book
    forge: str
    words: Catalogue
    pages: str
    today: date


def mark_of(body: str) -> Mark | None:
    """The mark that a text begins with; None for the text of somebody else."""
    lines = body.strip().splitlines()
    found = _MARKER.match(lines[0].strip()) if lines else None
    return Mark(found[1], found[2]) if found else None


def quarter_issue(readers: Readers, quarter: Quarter) -> IssueText | None:
    """The issue of a quarter's review, owner by owner; None where nothing is to be reviewed."""
    if not quarter.reminders:
        return None
    words = readers.words
    title = words.word("forge.quarter.title", year=quarter.name[:4], number=quarter.name[-1])
    day = quarter_end(readers.today)
    intro = words.word("forge.quarter.intro", day=day, people=_mentions(readers, RISK_DEPARTMENT))
    blocks = [intro]
    for reminder in quarter.reminders:
        name = _name(readers, reminder.owner) or words.word("forge.no-owner")
        blocks.append("\n".join([f"### {neutral_words(name)}", "", *_lines(readers, reminder)]))
    return _issue(readers, Mark(QUARTER, quarter.name), title, blocks)


def owner_issue(readers: Readers, reminder: Reminder) -> IssueText | None:
    """The issue of one owner; None for whom the book does not know."""
    organization = readers.shown.organization
    if reminder.owner not in {*organization.people, *organization.roles}:
        return None
    words, name = readers.words, _name(readers, reminder.owner)
    blocks = [
        words.word(
            "forge.owner.intro",
            name=neutral_words(name),
            people=_mentions(readers, reminder.owner),
        )
    ]
    for urgency, group in groupby(reminder.duties, key=lambda duty: duty.urgency):
        heading = words.word(f"forge.urgency.{urgency.value}")
        blocks.append("\n".join([f"### {heading}", "", *(_box(readers, duty) for duty in group)]))
    if reminder.withheld:
        blocks.append(words.say(say("forge.withheld", count=reminder.withheld)))
    mark = Mark(f"owner:{reminder.owner}", quarter_of(readers.today))
    return _issue(readers, mark, words.word("forge.owner.title", name=name), blocks)


def nothing_left(readers: Readers, mark: Mark) -> str:
    """The text of an issue that is closed because nothing waits any more."""
    return f"{mark}\n{readers.words.word('forge.nothing-left')}\n"


def with_ticks(body: str, before: str) -> str:
    """A text with the boxes ticked that people ticked in the one before."""
    ticked = {line for line, done in _boxes(before) if done}
    return "\n".join(
        f"- [x] {line.removeprefix(BOX)}" if line.removeprefix(BOX) in ticked else line
        for line in body.split("\n")
    )


def news(body: str, before: str) -> bool:
    """Whether a text asks for something that the one before did not ask for."""
    return bool({line for line, _ in _boxes(body)} - {line for line, _ in _boxes(before)})


def _boxes(body: str) -> Iterator[tuple[str, bool]]:
    """The lines with a box, without it, and whether it is ticked."""
    for line in body.splitlines():
        if found := re.match(r"[-*] \[([ xX])\] (.*)", line.rstrip()):
            yield found[2], found[1] != " "


def _issue(readers: Readers, mark: Mark, title: str, blocks: Iterable[str]) -> IssueText:
    text = "\n\n".join([*blocks])
    note = readers.words.word("forge.issue-note")
    room = MOST_CHARACTERS - len(str(mark)) - len(note) - 4
    body = f"{mark}\n{fitted(text, room, readers.words)}\n\n{note}\n"
    return IssueText(mark, " ".join(title.split())[:_MOST_OF_A_TITLE], body)


def _lines(readers: Readers, reminder: Reminder) -> Iterator[str]:
    for duty in reminder.duties:
        yield _box(readers, duty)
    if reminder.withheld:
        if reminder.duties:
            yield ""
        yield readers.words.say(say("forge.withheld", count=reminder.withheld))


def _box(readers: Readers, duty: Duty) -> str:
    """One line with a box. It says the same every day, so that a tick stays and nothing is new."""
    words = readers.words
    dated = duty.urgency in (Urgency.OVERDUE, Urgency.LAPSED, Urgency.DUE)
    suffix = "" if dated else f"-{duty.urgency.value}"
    key = f"forge.duty.{duty.matter.value}{suffix}"
    title = neutral_words(_title(readers, duty))
    if duty.matter in (Matter.ACTION, Matter.LESSON):
        what = neutral_words(_what(readers, duty))
        name, of = f"{duty.record} {duty.item}", duty.of or ""
        link = _link(readers, duty, name)
        day = duty.day or ""
        return BOX + words.word(key, record=link, what=what, title=title, day=day, of=of)
    parts = tuple(pointer.rpartition("/")[2] for pointer in duty.changed)
    sentence = words.word(key, day=duty.day or "", parts=parts)
    link = _link(readers, duty, duty.record)
    return BOX + words.word("forge.duty", record=link, title=title, sentence=sentence)


def _link(readers: Readers, duty: Duty, name: str) -> str:
    """The record, linked to its page where the book has a site."""
    folder = "risks" if duty.record in readers.shown.risks else "plans"
    page = f"{readers.pages}{folder}/{duty.record}.html"
    bold = f"**{neutral_words(name)}**"
    return f"[{bold}]({page})" if _ADDRESS.match(page) else bold


def _title(readers: Readers, duty: Duty) -> str:
    record = _record(readers, duty)
    return _read(readers, record, "title", record.title)


def _what(readers: Readers, duty: Duty) -> str:
    """What an action asks for, ``""`` where the matter is none."""
    record = _record(readers, duty)
    if duty.matter is Matter.ACTION and isinstance(record, Risk):
        for action in record.treatment.actions:
            if action.id == duty.item:
                return _read(readers, record, f"treatment/actions/{action.id}/what", action.what)
    if duty.matter is Matter.LESSON:
        for exercise in readers.shown.exercises:
            if (exercise.of, exercise.date) == (duty.record, duty.of):
                for lesson in exercise.actions:
                    if lesson.id == duty.item:
                        return lesson.what.read(readers.words.language)
    return ""


def _record(readers: Readers, duty: Duty) -> Risk | Plan:
    return readers.shown.risks.get(duty.record) or readers.shown.plans[duty.record]


def _read(readers: Readers, record: Risk | Plan, pointer: str, written: str) -> str:
    """A text of a record, translated where somebody did."""
    language = readers.words.language
    if record.language == language:
        return written
    translation = readers.shown.translations.get((record.id, language))
    return (dict(translation.texts).get(pointer) if translation else "") or written


def _name(readers: Readers, key: str) -> str:
    """What a person or role is called; the key itself where the book does not know it."""
    organization = readers.shown.organization
    person = organization.people.get(key)
    name: Text | None = person.name if person else organization.roles.get(key)
    return name.read(readers.words.language) if name else key


def _mentions(readers: Readers, key: str) -> str:
    """`` @login`` of a person, or of all who hold a role today, where the book knows them."""
    people = readers.shown.organization.people
    meant = (
        [people[key]]
        if key in people
        else [
            person
            for person in people.values()
            if any(held.role == key and held.held_on(readers.today) for held in person.roles)
        ]
    )
    logins = (dict(person.logins).get(readers.forge, "") for person in meant)
    return "".join(f" @{login}" for login in logins if _LOGIN.match(login))

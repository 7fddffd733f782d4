"""What is open in a book: for a terminal, a summary, a program, and a calendar."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from riskbook.assessing.standing import Held
from riskbook.reporting.as_calendar import Event, as_calendar, calendar_host
from riskbook.reporting.cells import cells, one_line, wrap
from riskbook.reporting.inert import inert
from riskbook.reporting.screen import Screen, Tone
from riskbook.reviewing.authority import authorities_from
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.naming import called, title_of
from riskbook.reviewing.pointers import basis_words, pointers_words
from riskbook.reviewing.reminders import Matter
from riskbook.reviewing.status import Day, Open, State, by_owner, is_withheld
from riskbook.wording import Catalogue, Fact, Saying, Text, say
from riskbook.wording.collation import collation

_TONES = {
    State.OVERDUE: Tone.ERROR,
    State.LAPSED: Tone.ERROR,
    State.WITHOUT_AUTHORITY: Tone.ERROR,
    State.CHANGED: Tone.WARNING,
    State.BASIS_CHANGED: Tone.WARNING,
}
_APPROVALS = frozenset({Matter.APPROVAL.value, Matter.PLAN.value})


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What is open, the most pressing first, to be said in one language."""

    judged: Judged
    found: Sequence[Open]
    words: Catalogue

    def sentence(self, each: Open) -> Saying:
        """Why something is open."""
        return _sentence(self.judged, each)

    def title(self, each: Open) -> str:
        """The title of the record that it is about, one line."""
        return one_line(self.words.show(_title(self.judged, each.record)))

    def owner(self, key: str) -> str:
        """Who must see to it, by name."""
        return one_line(self.words.show(called(self.judged.book.organization, key)))

    def by_owner(self) -> Iterator[tuple[str, Sequence[Open]]]:
        """What is open for whom, in the order of their names; what has no owner first."""
        order = collation(self.words.language)
        listed = by_owner(self.found)
        for owner in sorted(listed, key=lambda key: (order(self.owner(key)), key)):
            yield owner, listed[owner]

    def summary(self) -> str:
        """How much there is of what."""
        if not self.found:
            return self.words.word("status.nothing")
        counted = Counter(each.state for each in self.found)
        counts = tuple(
            say(f"status.count.{state.value}", count=counted[state])
            for state in State
            if counted[state]
        )
        return self.words.word("status.summary", counts=counts)


def status_as_text(report: StatusReport, screen: Screen) -> str:
    """By owner, two lines a thing: the day, the record and why; below it the title."""
    lines = [
        line for owner, found in report.by_owner() for line in _block(report, owner, found, screen)
    ]
    return "".join(f"{line}\n" for line in (*lines, *wrap(report.summary(), screen.width)))


def status_as_markdown(report: StatusReport) -> str:
    """The same as lists under headings; of what is confidential only how much it is."""
    shown = [each for each in report.found if not is_withheld(report.judged, each.record)]
    public = StatusReport(report.judged, shown, report.words)
    parts = [f"**{public.summary()}**"]
    for owner, found in public.by_owner():
        items = "\n".join(_item(public, each) for each in found)
        parts.append(f"### {inert(public.owner(owner))}\n\n{items}")
    withheld = len(report.found) - len(shown)
    if withheld:
        parts.append(report.words.say(say("status.withheld", count=withheld)))
    return "\n\n".join(parts) + "\n"


def status_as_json(report: StatusReport) -> str:
    """Plain data, each thing with its sentence."""
    facts = {
        "format": 1,
        "today": report.judged.today.isoformat(),
        "open": [_facts(report, each) for each in report.found],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def status_as_calendar(judged: Judged, days: Sequence[Day], words: Catalogue) -> str:
    """A calendar of all reviews and exercises that are due and acceptances that end."""
    settings = judged.book.settings
    host = calendar_host(settings)
    events = (
        Event(
            uid=f"{each.record}-{each.matter}@{host}",
            day=each.day,
            stamp=each.since,
            summary=words.word(
                f"status.event.{each.matter}",
                id=each.record,
                title=_title(judged, each.record),
            ),
            description=words.word(
                "status.event.description", owner=called(judged.book.organization, each.owner)
            ),
        )
        for each in days
        if not is_withheld(judged, each.record)
    )
    name = words.word("status.calendar", title=settings.title)
    return as_calendar(name, events, words.language)


def _block(
    report: StatusReport, owner: str, found: Sequence[Open], screen: Screen
) -> Iterator[str]:
    name = report.owner(owner)
    key = screen.paint(f"  {owner}", Tone.FAINT) if name != owner else ""
    yield screen.paint(name or report.words.word("status.no-owner"), Tone.STRONG) + key
    widest = max(cells(each.record) for each in found)
    margin = 2 + 10 + 2 + widest + 2
    for each, following in zip_longest(found, found[1:]):
        day = each.day.isoformat() if each.day else ""
        head = f"  {day:10}  {each.record}{' ' * (widest - cells(each.record))}  "
        said = one_line(report.words.say(report.sentence(each)))
        for line in wrap(said, screen.width - margin):
            tone = _TONES.get(each.state)
            yield head + (screen.paint(line, tone) if tone else line)
            head = " " * margin
        if following is None or following.record != each.record:
            for line in filter(None, wrap(report.title(each), screen.width - margin)):
                yield head + screen.paint(line, Tone.FAINT)
    yield ""


def _item(report: StatusReport, each: Open) -> str:
    """One item of a list, on one line: nothing in it can begin anything else."""
    said = inert(one_line(report.words.say(report.sentence(each))))
    title = inert(report.title(each))
    day = f" · {each.day.isoformat()}" if each.day else ""
    name = f"{inert(each.record)} {title}" if title else inert(each.record)
    return f"- **{name}**{day} · {said}"


def _facts(report: StatusReport, each: Open) -> dict[str, Any]:
    held = each.held
    return {
        "owner": each.owner,
        "matter": each.matter,
        "state": each.state.value,
        "record": each.record,
        "title": report.title(each),
        "day": each.day.isoformat() if each.day else None,
        "item": each.item or None,
        "changed": list(each.changed),
        "basis_changed": list(each.basis_changed),
        "doubt": held.doubt.value if held and held.doubt else None,
        "sentence": report.words.say(report.sentence(each)),
    }


def _sentence(judged: Judged, each: Open) -> Saying:
    key = f"status.{each.matter}.{each.state.value}"
    facts: dict[str, Fact] = {}
    if each.matter == Matter.REVIEW.value and each.state in (State.OVERDUE, State.DUE):
        reviewed = judged.standing.risks[each.record].attested.review
        key = key if reviewed is not None else f"status.first-review.{each.state.value}"
    if each.matter in (Matter.ACTION.value, Matter.LESSON.value):
        facts["item"] = each.item
        facts["what"] = _what(judged, each)
    if each.state is State.OVERDUE and each.day is not None:
        facts["count"] = (judged.today - each.day).days
    if each.state in (State.CHANGED, State.BASIS_CHANGED):
        basis = tuple(basis_words(pointer) for pointer in each.basis_changed)
        facts["changed"] = (*pointers_words(each.changed), *basis)
    if each.held is not None:
        facts["doubt"] = _doubt(judged, each.held)
    if each.matter in _APPROVALS:
        facts["who"] = _who(judged, each)
    return say(key, **facts)


def _doubt(judged: Judged, held: Held) -> Saying:
    organization = judged.book.organization
    key = held.doubt.value if held.doubt else ""
    return say(
        f"status.doubt.{key}",
        person=called(organization, held.entry.by),
        role=called(organization, held.entry.role),
        date=held.entry.date,
    )


def _who(judged: Judged, each: Open) -> Saying:
    """Whose approval it takes."""
    book = judged.book
    if each.matter == Matter.PLAN.value:
        level = judged.plan_states[each.record].level
    else:
        current = judged.standing.risks[each.record].stages.current
        level = current.level if current else None
    authorities = authorities_from(book.criteria, level)
    if not authorities:
        return say("status.who.anybody")
    roles = tuple(called(book.organization, role) for role in authorities[0].any_of)
    return say("status.who.roles", roles=roles)


def _what(judged: Judged, each: Open) -> Fact:
    """The words of an action."""
    book = judged.book
    if each.matter == Matter.ACTION.value:
        risk = book.risks[each.record]
        what = next(one.what for one in risk.treatment.actions if one.id == each.item)
        pointer = f"treatment/actions/{each.item}/what"
        translated = (
            (language, words)
            for language in book.settings.languages
            if language != risk.language
            and (translation := book.translations.get((risk.id, language)))
            and (words := dict(translation.texts).get(pointer, ""))
        )
        return Text(((risk.language, what), *translated))
    lessons = (
        action.what
        for exercise in judged.links.exercises_of.get(each.record, ())
        if exercise.date == each.of
        for action in exercise.actions
        if action.id == each.item
    )
    return next(lessons)


def _title(judged: Judged, record: str) -> Text | str:
    book = judged.book
    indicator = book.discovery.indicators.get(record)
    if indicator is not None:
        return indicator.title
    found = book.risks.get(record) or book.plans.get(record)
    return title_of(book, found) if found is not None else ""

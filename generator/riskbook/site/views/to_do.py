"""What one person or role must do: open actions, reviews, acceptances, plans, assessments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from riskbook.assessing.standing import Approval, Proof, Treated
from riskbook.site import elements
from riskbook.site.duties import Duties, Lesson, Measure, Task
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.plan_states import approval, proof
from riskbook.site.views.selection import Selection

LISTED = 50
"""Entries of a list before the rest are only counted."""

SOON = timedelta(days=30)
"""How far ahead something due is listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do. ``when`` says how late it is or when it is due; ``late`` marks it so."""

    when: str
    late: bool
    record: RecordLink
    note: str


@dataclass(frozen=True, slots=True)
class ToDo:
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
        _reviews(edition, selection),
        _acceptances(edition, selection),
        _assessments(edition, selection),
        _treatments(edition, selection),
        _plans(edition, duties),
        _drafts(edition, duties, selection),
    )
    return tuple(one for one in lists if one.entries)


def late_tasks(edition: Edition, duties: Duties) -> tuple[Task, ...]:
    """The actions that should be done by now."""
    return tuple(
        task for task in duties.tasks if task.action.due and task.action.due < edition.site.today
    )


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
            link = replace(edition.plan(exercise.of), title=words.text(lesson.what))
            about = words.fill(
                "to-do.from-exercise",
                type=words.named("exercise", exercise.type),
                day=words.date(exercise.date),
            )
            return _entry(edition, lesson.due, link, about)


def _reviews(edition: Edition, selection: Selection) -> ToDo:
    due = sorted(
        (day, key)
        for key in selection.risks
        if (day := edition.site.standing.risks[key].attested.due)
        and day <= edition.site.today + SOON
    )
    return _listed(
        edition,
        "reviews",
        edition.words.say("to-do.reviews", count=len(due)),
        (_entry(edition, day, edition.risk(key), "") for day, key in due[:LISTED]),
        len(due),
        selection.narrowed("due=month"),
    )


def _acceptances(edition: Edition, selection: Selection) -> ToDo:
    words, today = edition.words, edition.site.today
    found = []
    for key in selection.risks:
        attested = edition.site.standing.risks[key].attested
        day = attested.accepted_until or attested.lapsed_on
        if day and day <= today + SOON:
            found.append((day, key))
    return _listed(
        edition,
        "acceptances",
        words.say("attention.acceptances", count=len(found)),
        (
            Entry(
                words.say("lapsed-ago", count=(today - day).days)
                if day < today
                else words.say("lapses-in", count=(day - today).days),
                late=day < today,
                record=edition.risk(key),
                note=words.date(day),
            )
            for day, key in sorted(found)[:LISTED]
        ),
        len(found),
        selection.narrowed("strategy=accept"),
    )


def _assessments(edition: Edition, selection: Selection) -> ToDo:
    found = [
        key for key in selection.risks if edition.site.standing.risks[key].stages.current is None
    ]
    return _risks(edition, "assessments", found, selection.narrowed("level=unassessed"))


def _treatments(edition: Edition, selection: Selection) -> ToDo:
    """Risks without a strategy, or to be accepted and not accepted; what lapsed is listed above."""
    sentences = {Treated.UNTREATED: "note.untreated", Treated.UNACCEPTED: "note.unaccepted"}
    found = [
        (key, sentences[treated])
        for key in selection.risks
        if (treated := edition.site.standing.risks[key].treated) in sentences
    ]
    return _listed(
        edition,
        "treatments",
        edition.words.say("to-do.treatments", count=len(found)),
        (
            _entry(edition, None, edition.risk(key), edition.words.say(sentence))
            for key, sentence in found[:LISTED]
        ),
        len(found),
        selection.href,
    )


def _plans(edition: Edition, duties: Duties) -> ToDo:
    """Plans of their own that are not approved or not proven, or are to be exercised soon."""
    soon, found = edition.site.today + SOON, []
    for key, part in duties.plans:
        state = edition.site.plan_states.get(key)
        if state is None or not part.owner:
            continue
        day = state.exercise_due if state.exercise_due and state.exercise_due <= soon else None
        wanting = [
            *([approval(edition, state)] if state.approval is not Approval.APPROVED else []),
            *([proof(edition, state)] if state.proof is not Proof.PROVEN or day else []),
        ]
        if wanting:
            found.append((day or date.max, key, day, wanting))
    found.sort(key=lambda one: one[:2])
    return _listed(
        edition,
        "plans",
        edition.words.say("to-do.plans", count=len(found)),
        (
            _entry(
                edition,
                day,
                edition.plan(key),
                edition.words.say("dot-separator").join(wanting),
            )
            for _, key, day, wanting in found[:LISTED]
        ),
        len(found),
        f"{UP}plans.html",
    )


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

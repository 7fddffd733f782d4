"""What waits for a review or a signature, and the page that a quarter's meeting works through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from riskbook.reviewing.reminders import Duty, Matter, Reminder, Urgency, quarter_of
from riskbook.site import elements
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import owner_home
from riskbook.site.plan_states import approval, proof
from riskbook.site.signed import acceptance_note, approval_note, review_note

COMMANDS = ("riskbook review", "riskbook approve", "riskbook accept")
"""What records a decision."""

LISTED = 200
"""Rows of a list before the rest are only counted."""

BROUGHT = 50
"""Rows that one owner brings to a meeting; the rest are on the owner's page."""


class DutyRow(NamedTuple):
    """One thing to do: about which record, what, until when, by whom."""

    record: RecordLink
    chip: str
    what: str
    when: str
    late: bool
    detail: str
    owner: str


class DutyList(NamedTuple):
    """Things to do that are alike; ``key`` is ``overdue``, ``lapsed``, ``changed``, ``due``."""

    key: str
    title: str
    lead: str
    rows: tuple[DutyRow, ...]
    rest: str


class ReviewsView(NamedTuple):
    """The page of reviews. ``quarter`` is the title of the meeting's page."""

    as_of: str
    lists: tuple[DutyList, ...]
    quarter: str


@dataclass(frozen=True, slots=True)
class OwnerAgenda:
    """What one person or role brings to the meeting. ``rest`` links to what else they owe."""

    owner: str
    count: str
    rows: tuple[DutyRow, ...]
    rest: str
    withheld: str


class QuarterView(NamedTuple):
    """The page for a quarter's review meeting, by owner."""

    title: str
    lead: str
    as_of: str
    figures: tuple[str, ...]
    agenda: tuple[OwnerAgenda, ...]


def reviews_view(edition: Edition) -> ReviewsView:
    """All that waits now or falls due within a month."""
    site, words = edition.site, edition.words
    found = edition.agenda.soon
    lists = []
    for urgency in Urgency:
        alike = [duty for duty in found if duty.urgency is urgency]
        if not alike:
            continue
        rest = len(alike) - LISTED
        lists.append(
            DutyList(
                urgency.value,
                words.say(f"reviews.{urgency.value}", count=len(alike)),
                words.say(f"reviews.{urgency.value}-lead"),
                tuple(_row(edition, duty) for duty in alike[:LISTED]),
                words.say("attention.rest", count=rest) if rest > 0 else "",
            )
        )
    return ReviewsView(
        as_of=words.fill("overview.as-of", day=words.date(site.today)),
        lists=tuple(lists),
        quarter=words.say("quarter.of", quarter=quarter_of(site.today)),
    )


def quarter_view(edition: Edition) -> QuarterView:
    """All that waits now or falls due before the quarter ends, by owner."""
    site, words = edition.site, edition.words
    quarter = edition.agenda.quarter
    every = [duty for reminder in quarter.reminders for duty in reminder.duties]
    return QuarterView(
        title=words.say("quarter.of", quarter=quarter.name),
        lead=words.fill("quarter.lead", commands=words.listing(map(elements.code, COMMANDS))),
        as_of=words.fill("overview.as-of", day=words.date(site.today)),
        figures=tuple(
            words.say(f"reviews.{urgency.value}", count=number)
            for urgency in Urgency
            if (number := sum(duty.urgency is urgency for duty in every))
        ),
        agenda=tuple(_agenda(edition, reminder) for reminder in quarter.reminders),
    )


def _agenda(edition: Edition, reminder: Reminder) -> OwnerAgenda:
    words = edition.words
    return OwnerAgenda(
        owner=owner_home(edition, reminder.owner, ""),
        count=words.say("quarter.items", count=len(reminder.duties)),
        rows=tuple(_row(edition, duty) for duty in reminder.duties[:BROUGHT]),
        rest=_rest(edition, reminder),
        withheld=words.say("overview.withheld", count=reminder.withheld)
        if reminder.withheld
        else "",
    )


def _rest(edition: Edition, reminder: Reminder) -> str:
    rest = len(reminder.duties) - BROUGHT
    if rest <= 0:
        return ""
    words = edition.words.say("attention.rest", count=rest)
    known = reminder.owner in edition.names.holders
    return elements.link(f"owners/{reminder.owner}.html", words) if known else words


def _row(edition: Edition, duty: Duty) -> DutyRow:
    words, site = edition.words, edition.site
    is_risk = duty.record in edition.risks
    stages = edition.stages(duty.record)
    return DutyRow(
        record=record_of(edition, duty, ""),
        chip=edition.names.chip(stages.current) if is_risk else "",
        what=words.say(f"duty.{duty.matter.value}", id=duty.item),
        when=words.due(duty.day),
        late=duty.day is not None and duty.day < site.today,
        detail=detail(edition, duty),
        owner=owner_home(edition, duty.owner, ""),
    )


def record_of(edition: Edition, duty: Duty, base: str) -> RecordLink:
    """The risk or plan that a duty is about; that of an action leads to the action."""
    if duty.record in edition.plans:
        return edition.plan(duty.record, base)
    link = edition.risk(duty.record, base)
    return link._replace(href=f"{link.href}#{duty.item}") if duty.item else link


def detail(edition: Edition, duty: Duty) -> str:
    """What an action says, or what is not as it was signed or proven."""
    site, changed = edition.site, duty.urgency is Urgency.CHANGED
    if duty.record in edition.plans:
        state = site.plan_states[duty.record]
        match duty.matter:
            case Matter.LESSON:
                return _lesson(edition, duty)
            case Matter.EXERCISE:
                return proof(edition, state)
            case _:
                return approval(edition, state)
    attested = site.standing.risks[duty.record].attested
    match duty.matter:
        case Matter.ACTION:
            return _action(edition, duty)
        case Matter.REVIEW if changed:
            return review_note(edition, attested)
        case Matter.ACCEPTANCE if changed:
            return acceptance_note(edition, attested)
        case Matter.APPROVAL:
            return approval_note(edition, attested)
        case _:
            return ""


def _action(edition: Edition, duty: Duty) -> str:
    risk = edition.risks[duty.record]
    action = next(one for one in risk.treatment.actions if one.id == duty.item)
    return edition.reading(risk).words(f"treatment/actions/{action.id}/what", action.what)


def _lesson(edition: Edition, duty: Duty) -> str:
    lessons = (
        action
        for exercise in edition.site.links.exercises_of.get(duty.record, ())
        if exercise.date == duty.of
        for action in exercise.actions
    )
    return edition.words.text(next(one.what for one in lessons if one.id == duty.item))

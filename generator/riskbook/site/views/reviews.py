"""What waits for a review or a signature, and the page that a quarter's meeting works through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from riskbook.reviewing.pointers import either_words
from riskbook.reviewing.reminders import (
    Duty,
    Matter,
    Reminder,
    Urgency,
    duties,
    quarterly_review,
)
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import owner_home

AHEAD = timedelta(days=30)
"""How far ahead the page of reviews looks."""

LISTED = 200
"""Rows of a list before the rest are only counted."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One thing to do: about which record, what, until when, by whom."""

    record: RecordLink
    chip: str
    what: str
    when: str
    late: bool
    detail: str
    owner: str


@dataclass(frozen=True, slots=True)
class DutyList:
    """Things to do that are alike; ``key`` is ``overdue``, ``lapsed``, ``changed``, ``due``."""

    key: str
    title: str
    lead: str
    rows: tuple[DutyRow, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """The page of reviews. ``quarter`` is the title of the meeting's page."""

    as_of: str
    lists: tuple[DutyList, ...]
    quarter: str


@dataclass(frozen=True, slots=True)
class OwnerAgenda:
    """What one person or role brings to the meeting."""

    owner: str
    count: str
    rows: tuple[DutyRow, ...]
    withheld: str


@dataclass(frozen=True, slots=True)
class QuarterView:
    """The page for a quarter's review meeting, by owner."""

    title: str
    lead: str
    as_of: str
    figures: tuple[str, ...]
    agenda: tuple[OwnerAgenda, ...]


def reviews_view(edition: Edition) -> ReviewsView:
    """All that waits now or falls due within a month."""
    site, words = edition.site, edition.words
    found = duties(site.judged, site.today + AHEAD)
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
    quarter = quarterly_review(site.judged)
    return ReviewsView(
        as_of=words.fill("overview.as-of", day=words.date(site.today)),
        lists=tuple(lists),
        quarter=words.say("quarter.of", quarter=quarter.name),
    )


def quarter_view(edition: Edition) -> QuarterView:
    """All that waits now or falls due before the quarter ends, by owner."""
    site, words = edition.site, edition.words
    quarter = quarterly_review(site.judged)
    every = [duty for reminder in quarter.reminders for duty in reminder.duties]
    return QuarterView(
        title=words.say("quarter.of", quarter=quarter.name),
        lead=words.say("quarter.lead"),
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
        rows=tuple(_row(edition, duty) for duty in reminder.duties),
        withheld=words.say("overview.withheld", count=reminder.withheld)
        if reminder.withheld
        else "",
    )


def _row(edition: Edition, duty: Duty) -> DutyRow:
    words, site = edition.words, edition.site
    is_risk = duty.record in edition.risks
    stages = edition.stages(duty.record)
    return DutyRow(
        record=edition.risk(duty.record, "") if is_risk else edition.plan(duty.record, ""),
        chip=edition.names.chip(stages.current) if is_risk else "",
        what=words.say(f"duty.{duty.matter.value}", id=duty.item),
        when=words.due(duty.day),
        late=duty.day is not None and duty.day < site.today,
        detail=_detail(edition, duty),
        owner=owner_home(edition, duty.owner, ""),
    )


def _detail(edition: Edition, duty: Duty) -> str:
    """What changed since it was signed, or what an action says."""
    if duty.changed:
        return edition.words.fill("duty.changed", parts=changed_parts(edition, duty))
    if duty.matter is Matter.ACTION:
        risk = edition.risks[duty.record]
        action = next(one for one in risk.treatment.actions if one.id == duty.item)
        return edition.reading(risk).words(f"treatment/actions/{action.id}/what", action.what)
    return ""


def changed_parts(edition: Edition, duty: Duty) -> str:
    """What changed since it was signed: ``step S2, action A3``."""
    said = (edition.words.sentence(either_words(pointer)) for pointer in duty.changed)
    return edition.words.listing(dict.fromkeys(said))

"""What needs attention: the lists of the overview that somebody must act on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from riskbook.assessing.standing import Proof
from riskbook.reviewing.reminders import Duty, Matter, Urgency
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import owner_home
from riskbook.site.plan_states import proof
from riskbook.site.signed import changed_parts
from riskbook.site.views.reviews import record_of

LISTED = 8
"""Entries of a list before it refers to the register."""


class Notice(NamedTuple):
    """Something that somebody must act on: what is wrong, since when, whose it is.

    ``day`` is set where the reader's browser may count the days anew.
    """

    day: str
    due: str
    words: str
    record: RecordLink
    owner: str


class NoticeList(NamedTuple):
    """Notices of one sort. ``rest`` says how many more there are and ``href`` leads to them."""

    title: str
    notices: tuple[Notice, ...]
    rest: str
    href: str


def attention(edition: Edition) -> tuple[NoticeList, ...]:
    """All that somebody must act on, a list a sort; sorts without any are left out."""
    waiting = edition.agenda.soon
    lists = (
        _overdue(edition, waiting),
        _changed(edition, waiting),
        _acceptances(edition, waiting),
        _actions(edition),
        _plans(edition),
    )
    return tuple(one for one in lists if one.notices)


def _overdue(edition: Edition, waiting: Iterable[Duty]) -> NoticeList:
    words, today = edition.words, edition.site.today
    return _listed(
        edition,
        "overdue",
        [
            Notice(
                duty.day.isoformat(),
                words.date(duty.day),
                words.late(duty.day, today),
                edition.risk(duty.record, ""),
                owner_home(edition, duty.owner, ""),
            )
            for duty in waiting
            if duty.matter is Matter.REVIEW and duty.urgency is Urgency.OVERDUE and duty.day
        ],
        "register.html?status=open&due=overdue",
    )


def _acceptances(edition: Edition, waiting: Iterable[Duty]) -> NoticeList:
    words, today = edition.words, edition.site.today
    return _listed(
        edition,
        "acceptances",
        [
            Notice(
                "",
                words.date(duty.day),
                words.lapse(duty.day, today),
                edition.risk(duty.record, ""),
                owner_home(edition, duty.owner, ""),
            )
            for duty in waiting
            if duty.matter is Matter.ACCEPTANCE and duty.day
        ],
        "register.html?status=open&strategy=accept",
    )


def _actions(edition: Edition) -> NoticeList:
    today = edition.site.today
    late = sorted(
        (action.due, key, action.id, action)
        for key, todo in edition.waiting.items()
        for action in todo
        if action.due and action.due < today
    )
    return _listed(
        edition,
        "actions",
        [
            Notice(
                day.isoformat(),
                edition.words.date(day),
                edition.words.late(day, today),
                RecordLink(f"{key} {name}", f"risks/{key}.html#{name}", action.what),
                owner_home(edition, action.owner, ""),
            )
            for day, key, name, action in late
        ],
        "",
    )


def _plans(edition: Edition) -> NoticeList:
    states = edition.site.plan_states
    waiting = [
        key
        for key, state in sorted(states.items())
        if key in edition.plans and state.proof is not Proof.PROVEN
    ]
    return _listed(
        edition,
        "plans",
        [
            Notice(
                "",
                "",
                proof(edition, states[key]),
                edition.plan(key, ""),
                owner_home(edition, edition.plans[key].owner, ""),
            )
            for key in waiting
        ],
        "plans.html",
    )


def _changed(edition: Edition, waiting: Iterable[Duty]) -> NoticeList:
    """What was signed or exercised and is not what stands there now, one notice a record."""
    found: dict[str, Duty] = {}
    for duty in waiting:
        if duty.urgency is Urgency.CHANGED:
            found.setdefault(duty.record, duty)
    return _listed(
        edition,
        "changed",
        [
            Notice(
                "",
                "",
                changed_parts(edition, duty.changed),
                record_of(edition, duty, ""),
                owner_home(edition, duty.owner, ""),
            )
            for duty in found.values()
        ],
        "reviews.html#changed",
    )


def _listed(edition: Edition, kind: str, notices: list[Notice], href: str) -> NoticeList:
    rest = len(notices) - LISTED
    return NoticeList(
        edition.words.say(f"attention.{kind}", count=len(notices)),
        tuple(notices[:LISTED]),
        edition.words.say("attention.rest", count=rest) if rest > 0 else "",
        href,
    )

"""Sessions: the list with what became of their points, and a page of each for the meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from riskbook.identifying.sessions import (
    End,
    Outcome,
    Pair,
    departments,
    held,
    outcomes,
    similar_points,
)
from riskbook.model.discovery import Point, Session
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import department_home
from riskbook.site.views.record import Foot, foot
from riskbook.site.wing import Leaf


class SessionRow(NamedTuple):
    """One session of the list. ``ends`` are how many points came to each end, in their order."""

    record: RecordLink
    date: str
    to_come: bool
    method: str
    departments: str
    points: int
    ends: tuple[tuple[str, int], ...]
    open: int


class SessionsView(NamedTuple):
    """The list of sessions, the latest first."""

    lead: str
    rows: tuple[SessionRow, ...]


class Department(NamedTuple):
    """A department and who speaks for it."""

    name: str
    people: str


class PointView(NamedTuple):
    """One point and what became of it: ``end`` is one of :class:`End`, ``note`` says more.

    ``votes`` is their number in words, ``sum`` the bare number.
    """

    id: str
    text: str
    end: str
    note: str
    risks: tuple[RecordLink, ...]
    votes: str
    sum: int


@dataclass(frozen=True, slots=True)
class Voice:
    """What one participant said."""

    who: str
    department: str
    count: str
    points: tuple[PointView, ...]


class PairView(NamedTuple):
    """Two points that may say the same; ``share`` is how much of their wording they have alike."""

    one: PointView
    other: PointView
    share: str


class SessionView(NamedTuple):
    """The page of one session. ``ranked`` are its points by votes, where there are any."""

    topic: str
    edit: str
    citation: str
    method: str
    date: str
    announced: str
    facilitator: str
    figures: tuple[tuple[str, bool], ...]
    departments: tuple[Department, ...]
    voices: tuple[Voice, ...]
    ranked: tuple[PointView, ...]
    similar: tuple[PairView, ...]
    foot: Foot


def session_pages(edition: Edition) -> Iterator[Leaf]:
    """The list of sessions and the page of each, where the book has any."""
    sessions = edition.site.book.discovery.sessions
    if sessions:
        yield Leaf("sessions", "sessions.html", sessions_view(edition), "sessions")
    for key, session in sessions.items():
        yield Leaf(
            "session",
            f"sessions/{key}.html",
            session_view(edition, session),
            "sessions",
            edition.words.plain(session.topic),
            session.source.path,
        )


def sessions_view(edition: Edition) -> SessionsView:
    """All sessions, those of the same day by id."""
    every = sorted(edition.site.book.discovery.sessions.values(), key=lambda one: one.id)
    every.sort(key=lambda one: one.date, reverse=True)
    rows = tuple(_row(edition, session) for session in every)
    lead = edition.words.say(
        "sessions.lead",
        count=len(rows),
        points=sum(row.points for row in rows),
        open=sum(row.open for row in rows),
    )
    return SessionsView(lead, rows)


def session_view(edition: Edition, session: Session) -> SessionView:
    """The page of one session."""
    words, names, site = edition.words, edition.names, edition.site
    ends = outcomes(session, site.links)
    points = {point.id: _point(edition, point, ends[point.id]) for point in session.points}
    return SessionView(
        topic=words.text(session.topic),
        edit=edition.edit(session.source.path),
        citation=f"{session.id}: {words.plain(session.topic)}",
        method=words.named("session-method", session.method),
        date=words.date(session.date),
        announced=words.date(session.announced),
        facilitator=names.holder(session.facilitator),
        figures=_figures(edition, ends.values()),
        departments=tuple(
            Department(
                department_home(edition, key),
                words.listing(
                    names.holder(one.who) for one in session.participants if one.department == key
                ),
            )
            for key in departments(session)
        ),
        voices=tuple(_voices(edition, session, points)),
        ranked=_ranked(session, points),
        similar=tuple(_pair(edition, pair, points) for pair in similar_points(session, site.links)),
        foot=foot(edition, session.source.path),
    )


def _row(edition: Edition, session: Session) -> SessionRow:
    words = edition.words
    count = Counter(one.end for one in outcomes(session, edition.site.links).values())
    return SessionRow(
        record=RecordLink("", f"sessions/{session.id}.html", words.text(session.topic)),
        date=words.date(session.date),
        to_come=not held(session, edition.site.today),
        method=words.named("session-method", session.method),
        departments=words.listing(
            edition.names.departments.get(key, key) for key in departments(session)
        ),
        points=len(session.points),
        ends=tuple(
            (words.say(f"sessions.col.{end.value}"), count[end])
            for end in (End.RISK, End.MERGED, End.DROPPED)
        ),
        open=count[End.OPEN],
    )


def _figures(edition: Edition, ends: Iterable[Outcome]) -> tuple[tuple[str, bool], ...]:
    """How many points there are and what became of them, in words; True for what waits."""
    count = Counter(one.end for one in ends)
    if not count:
        return ()
    words = edition.words
    return (
        (words.say("session.count.points", count=count.total()), False),
        *(
            (words.say(f"session.count.{end.value}", count=count[end]), end is End.OPEN)
            for end in End
            if count[end]
        ),
    )


def _point(edition: Edition, point: Point, outcome: Outcome) -> PointView:
    words = edition.words
    note = ""
    if outcome.end is End.MERGED:
        note = outcome.into
    elif outcome.end is End.DROPPED:
        note = words.text(point.dropped)
    return PointView(
        id=point.id,
        text=words.text(point.text),
        end=outcome.end.value,
        note=note,
        risks=tuple(edition.risk(risk) for risk in outcome.risks),
        votes="" if point.votes is None else words.say("session.votes", count=point.votes),
        sum=point.votes or 0,
    )


def _voices(edition: Edition, session: Session, points: Mapping[str, PointView]) -> Iterator[Voice]:
    """The points by who made them, in the order of the participants; those of others last."""
    names, words = edition.names, edition.words
    of = {one.who: one.department for one in session.participants}
    made: dict[str, list[PointView]] = {who: [] for who in of}
    for point in session.points:
        made.setdefault(point.by, []).append(points[point.id])
    for who, said in made.items():
        if said or who != session.facilitator:
            department = names.departments.get(of[who], of[who]) if who in of else ""
            count = words.say("session.count.points", count=len(said))
            yield Voice(names.holder(who), department, count, tuple(said))


def _ranked(session: Session, points: Mapping[str, PointView]) -> tuple[PointView, ...]:
    voted = [point for point in session.points if point.votes is not None]
    voted.sort(key=lambda point: -(point.votes or 0))
    return tuple(points[point.id] for point in voted)


def _pair(edition: Edition, pair: Pair, points: Mapping[str, PointView]) -> PairView:
    share = edition.words.say("session.share", percent=round(100 * pair.likeness))
    return PairView(points[pair.one.id], points[pair.other.id], share)

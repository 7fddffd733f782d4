"""What became of the points of a session, and which of them may say the same.

Every point ends as a risk that names it, merged into another point, or dropped for a reason.
Merged points stay in the session and share the end of the one that they are merged into.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from riskbook.identifying.likeness import SIMILAR, most_alike, pieces_of
from riskbook.model.book import Book
from riskbook.model.discovery import Point, Session
from riskbook.model.links import Links
from riskbook.model.records import FoundIn

ENOUGH = 3
"""Points that everybody is to make in a brainstorming."""


class End(Enum):
    """What became of a point."""

    RISK = "risk"
    MERGED = "merged"
    DROPPED = "dropped"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one point: the risks that it led to, itself or where it was merged into.

    ``into`` is the point where its way ends, "" where that is itself. A way that ends nowhere or
    goes round in a circle ends where the point itself says.
    """

    end: End
    risks: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two points of a session that may say the same; ``likeness`` is from 0 to 1."""

    one: Point
    other: Point
    likeness: float


def outcomes(session: Session, links: Links) -> Mapping[str, Outcome]:
    """What became of each point, by its id, in the order of the session."""
    ends = {point.id: final(session, point) for point in session.points}
    named: dict[str, set[str]] = defaultdict(set)
    for point in session.points:
        risks = links.risks_found_in.get(FoundIn("session", session.id, point.id), ())
        named[ends[point.id] or point.id].update(risks)
    return {
        point.id: _outcome(point, ends[point.id], tuple(sorted(named[ends[point.id] or point.id])))
        for point in session.points
    }


def final(session: Session, point: Point) -> str | None:
    """The point into which one was merged in the end, itself where it was not.

    None where a point on the way is not there, or the way goes round in a circle.
    """
    points = {one.id: one for one in session.points}
    passed: set[str] = set()
    at = point
    while at.merged_into:
        passed.add(at.id)
        if at.merged_into in passed or at.merged_into not in points:
            return None
        at = points[at.merged_into]
    return at.id


def open_points(book: Book, links: Links) -> tuple[FoundIn, ...]:
    """The points of all sessions that nothing has become of yet, as a risk would name them.

    In the order of the sessions' dates, then of their ids, then of the points in a session.
    """
    sessions = sorted(book.discovery.sessions.values(), key=lambda one: (one.date, one.id))
    return tuple(
        FoundIn("session", session.id, point)
        for session in sessions
        for point in open_in(session, links)
    )


def open_in(session: Session, links: Links) -> tuple[str, ...]:
    """The points of one session that nothing has become of yet."""
    found = outcomes(session, links).items()
    return tuple(point for point, outcome in found if outcome.end is End.OPEN)


def similar_points(session: Session, links: Links) -> tuple[Pair, ...]:
    """Pairs of points that may say the same, the likest first: for people to merge, or not.

    Of each pair at least one waits for an outcome, and neither is merged or dropped.
    """
    ends = outcomes(session, links)
    standing = [one for one in session.points if ends[one.id].end in (End.OPEN, End.RISK)]
    found = {one.id: pieces_of(one.text) for one in standing}
    pairs = (
        Pair(one, other, most_alike(found[one.id], found[other.id]))
        for one, other in combinations(standing, 2)
        if End.OPEN in (ends[one.id].end, ends[other.id].end)
    )
    return tuple(sorted(filter(_is_like, pairs), key=lambda pair: -pair.likeness))


def points_made(session: Session) -> Mapping[str, int]:
    """How many points each participant made, merged and dropped ones too; not the facilitator's."""
    made = Counter(point.by for point in session.points)
    present = dict.fromkeys(one.who for one in session.participants)
    return {who: made[who] for who in present if who != session.facilitator}


def departments(session: Session) -> tuple[str, ...]:
    """The departments that participants speak for, each once, in the order of the session."""
    return tuple(dict.fromkeys(one.department for one in session.participants))


def held(session: Session, today: dt.date) -> bool:
    """Whether the session is over: it was on a day before today."""
    return session.date < today


def contradictions(session: Session, links: Links) -> Iterator[tuple[Point, tuple[str, ...]]]:
    """The points that were dropped and yet merged, or named by risks: those risks."""
    for point in session.points:
        if point.dropped is not None:
            risks = links.risks_found_in.get(FoundIn("session", session.id, point.id), ())
            if point.merged_into or risks:
                yield point, risks


def _outcome(point: Point, end: str | None, risks: tuple[str, ...]) -> Outcome:
    if point.merged_into:
        return Outcome(End.MERGED, risks, end or point.merged_into)
    if risks:
        return Outcome(End.RISK, risks, "")
    return Outcome(End.DROPPED if point.dropped is not None else End.OPEN, (), "")


def _is_like(pair: Pair) -> bool:
    return pair.likeness >= SIMILAR

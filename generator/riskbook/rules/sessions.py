"""RB82x: whether a session was prepared, heard everybody, and left no point behind."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.findings import Finding
from riskbook.identifying.sessions import (
    ENOUGH,
    contradictions,
    departments,
    final,
    held,
    open_in,
    points_made,
)
from riskbook.model.discovery import Session
from riskbook.model.terms import SessionMethod
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import Fact, say
from riskbook.wording.nearest import nearest


def one_department_only(view: Evidence) -> Iterator[Finding]:
    """RB820: a session in which only one department takes part."""
    for session in _sessions(view):
        taking_part = departments(session)
        if len(taking_part) == 1:
            yield fault(
                "RB820",
                _in(session, "participants"),
                say("finding.RB820", department=_department(view, taking_part[0])),
                say("hint.RB820"),
            )


def not_announced_beforehand(view: Evidence) -> Iterator[Finding]:
    """RB821: a session of which topic and participants did not stand before its day."""
    for session in _sessions(view):
        announced = session.announced
        if announced is None and session.date <= view.today:
            yield fault("RB821", _in(session, "date"), say("finding.RB821"), say("hint.RB821"))
        elif announced is not None and announced >= session.date:
            yield fault(
                "RB821",
                _in(session, "announced"),
                say("finding.RB821.late", announced=announced, date=session.date),
                say("hint.RB821"),
            )


def too_few_points(view: Evidence) -> Iterator[Finding]:
    """RB822: a brainstorming in which somebody made fewer points than everybody is to make."""
    for session in _sessions(view):
        if session.method is not SessionMethod.BRAINSTORMING or not held(session, view.today):
            continue
        made = points_made(session)
        few = [(who, count) for who, count in made.items() if count < ENOUGH]
        if few:
            people = tuple(
                say("finding.RB822.person", who=_name(view, who), points=count)
                for who, count in few
            )
            yield fault(
                "RB822",
                _in(session, "points" if session.points else "participants"),
                say("finding.RB822", count=len(few), of=len(made), people=people, least=ENOUGH),
                say("hint.RB822"),
            )


def merged_into_nothing(view: Evidence) -> Iterator[Finding]:
    """RB823: a point whose way through merges ends at no point of the session."""
    for session in _sessions(view):
        known = {point.id for point in session.points}
        for point in session.points:
            if not point.merged_into or final(session, point) is not None:
                continue
            into: dict[str, Fact] = {"point": point.id, "into": point.merged_into}
            if point.merged_into in known:
                message, hint = say("finding.RB823.circle", **into), say("hint.RB823.circle")
            else:
                message, hint = say("finding.RB823", **into), say("hint.RB823")
            yield fault("RB823", _in(session, f"points/{point.id}/merged_into"), message, hint)


def point_without_outcome(view: Evidence) -> Iterator[Finding]:
    """RB824: a session that is over, with points that are no risk, not merged and not dropped.

    Silent while a record cannot be read: it may be the risk that names them.
    """
    if view.book.unread:
        return
    for session in _sessions(view):
        left = open_in(session, view.links) if held(session, view.today) else ()
        if left:
            yield fault(
                "RB824",
                _in(session, f"points/{left[0]}"),
                say("finding.RB824", count=len(left), points=left),
                say("hint.RB824", session=session.id, point=left[0]),
            )


def point_by_nobody_there(view: Evidence) -> Iterator[Finding]:
    """RB825: a point by somebody who is neither participant nor facilitator."""
    for session in _sessions(view):
        there = {session.facilitator, *(one.who for one in session.participants)}
        said: set[str] = set()
        for point in session.points:
            if point.by not in there and point.by not in said:
                said.add(point.by)
                near = nearest(point.by, there)
                yield fault(
                    "RB825",
                    _in(session, f"points/{point.id}/by"),
                    say("finding.RB825", point=point.id, by=_name(view, point.by)),
                    say("hint.RB825.near", near=near) if near else say("hint.RB825"),
                )


def point_with_two_outcomes(view: Evidence) -> Iterator[Finding]:
    """RB826: a point that was dropped, and yet merged or named by a risk."""
    for session in _sessions(view):
        for point, risks in contradictions(session, view.links):
            yield fault(
                "RB826",
                _in(session, f"points/{point.id}/dropped"),
                say("finding.RB826.risk", point=point.id, risks=risks)
                if risks
                else say("finding.RB826", point=point.id, into=point.merged_into),
                say("hint.RB826"),
            )


RULES: tuple[Rule, ...] = (
    ("RB820", one_department_only),
    ("RB821", not_announced_beforehand),
    ("RB822", too_few_points),
    ("RB823", merged_into_nothing),
    ("RB824", point_without_outcome),
    ("RB825", point_by_nobody_there),
    ("RB826", point_with_two_outcomes),
)


def _sessions(view: Evidence) -> Iterator[Session]:
    return iter(view.book.discovery.sessions.values())


def _in(session: Session, pointer: str) -> Place:
    return Place(session.source.path, session.id, pointer)


def _name(view: Evidence, key: str) -> Fact:
    """A person or role in words; the key where the book does not know it."""
    organization = view.book.organization
    person = organization.people.get(key)
    return person.name if person else organization.roles.get(key, key)


def _department(view: Evidence, key: str) -> Fact:
    found = view.book.organization.departments.get(key)
    return found.name if found else key

"""riskbook new session: a session prepared, with its topic, day and participants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.new_desk import (
    Sitting,
    desk_options,
    judge_with,
    own_options,
    put_down,
    question,
    report,
    shared_options,
    sit_down,
)
from riskbook.cli.new_key import new_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from riskbook.authoring.session_sheet import NewSession
    from riskbook.wording import Saying

_OPTIONS = (
    ("topic", "TEXT", "What points are gathered about: one question."),
    ("method", "WORD", "brainstorming or nominal-group.  [default: brainstorming]"),
    ("date", "DATE", "The day of the session.  [default: today]"),
    ("announced", "DATE", "When it was announced.  [default: today, for a session to come]"),
    ("facilitator", "KEY", "Who leads it: a person or a role."),
    ("participants", "KEYS", "People and roles who take part, with commas between them."),
    ("department", "KEY", "Whom roles among them speak for.  [default: the register's]"),
)


@click.command()
@shared_options("register", "language", "id")
@own_options(_OPTIONS)
@desk_options
def session(**given: Any) -> None:
    """Prepare a session that gathers risk points. On a terminal it asks for what no option gave.

    Its ID is the file's name. The points are written into the file in the meeting.
    """
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.remaining import to_do
    from riskbook.authoring.session_sheet import session_sheet
    from riskbook.reading.placing import Kind
    from riskbook.wording import say

    sitting, made = sit_down(given, _asked)
    path = path_of(Kind.SESSION, sitting.register, made.id, "")
    content = session_sheet(made, sitting.comments_in(made.language))
    _, findings = judge_with(sitting, path, content)
    put_down(sitting, path, content)
    report(sitting, say("authoring.then"), (*_next(sitting, made), *to_do(findings)))


def _next(sitting: Sitting, made: NewSession) -> Iterator[Saying]:
    from riskbook.wording import say

    if made.date > sitting.judged.today.isoformat():
        yield say("authoring.session.announce")
    yield say("authoring.session.points", session=made.id)
    yield say("authoring.session.outcome", session=made.id)


def _asked(sitting: Sitting) -> NewSession:
    from riskbook.authoring import choices
    from riskbook.authoring.answers import day, many_of
    from riskbook.authoring.session_sheet import NewSession
    from riskbook.reading.placing import Kind

    today = sitting.judged.today
    people = choices.owners(sitting.book, None, sitting.words.language)
    methods = choices.enumerated(Kind.SESSION, "method", sitting.words)
    topic = sitting.text("topic", "session-topic")
    identity = new_key(sitting, topic, "session-id")
    method = sitting.choose("method", methods, "session-method", default="brainstorming")
    held = sitting.put("date", day(today), "session-date", default=today.isoformat())
    facilitator = sitting.person("facilitator", people, "session-facilitator")
    present = sitting.put("participants", many_of(people), "session-participants", choices=people)
    return NewSession(
        id=identity,
        language=sitting.language(),
        topic=topic,
        method=method,
        date=held,
        announced=_announced(sitting, held),
        facilitator=facilitator,
        participants=_with_departments(sitting, present.split()),
    )


def _announced(sitting: Sitting, held: str) -> str:
    """When the session was announced: as the option says, else today, if it is still to come."""
    from riskbook.authoring.answers import day
    from riskbook.wording import say

    today = sitting.judged.today
    said = sitting.option("announced")
    if said is None:
        return today.isoformat() if held > today.isoformat() else ""
    asked = question(
        sitting.words, "announced", "session-date", day(today), skip=say("authoring.skip.none")
    )
    return answer(sitting.room, asked, said)


def _with_departments(sitting: Sitting, keys: list[str]) -> tuple[tuple[str, str], ...]:
    """Whom everybody speaks for: a person for their own department, a role for the register's."""
    organization = sitting.book.organization
    own = {key: person.department for key, person in organization.people.items()}
    others = [key for key in keys if not own.get(key)]
    department = _department(sitting) if others else ""
    return tuple((key, own.get(key) or department) for key in keys)


def _department(sitting: Sitting) -> str:
    from riskbook.authoring.choices import named

    book = sitting.book
    register = book.registers.get(sitting.register)
    departments = named(
        ((one.key, one.name) for one in book.organization.departments.values()),
        sitting.words.language,
    )
    default = register.department if register else ""
    return sitting.choose("department", departments, "session-department", default=default)

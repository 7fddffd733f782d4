"""The file of a new session: topic, day and participants, with room for the points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskbook.authoring.block_style import INDENT, comment, entry, field
from riskbook.wording import Catalogue


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session; ``participants`` are keys of people or roles with their departments."""

    id: str
    language: str
    topic: str
    method: str
    date: str
    announced: str
    facilitator: str
    participants: tuple[tuple[str, str], ...]


def session_sheet(session: NewSession, catalogue: Catalogue) -> str:
    """The file of a new session; ``catalogue`` words the comments."""
    return "\n".join((*_session(session, catalogue), ""))


def _session(session: NewSession, catalogue: Catalogue) -> Iterator[str]:
    yield field("id", session.id)
    if session.language:
        yield field("topic")
        yield field(session.language, session.topic, 1)
    else:
        yield field("topic", session.topic)
    yield field("method", session.method)
    yield field("date", session.date)
    yield field("announced", session.announced)
    yield field("facilitator", session.facilitator)
    yield field("participants")
    for who, department in session.participants:
        yield from entry((("who", who), ("department", department)), 1)
    yield from comment(catalogue.word("authoring.note.session-points"))
    yield field("points")
    for line in entry((("id", "P1"), ("by", session.participants[0][0]), ("text", "")), 0):
        yield f"{INDENT}# {line}"

"""What records say that risks are found in: every text in them, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from riskbook.model.discovery import (
    Checklist,
    ChecklistAnswers,
    Discovery,
    Feedback,
    Fishbone,
    Incident,
    Indicator,
    Session,
)
from riskbook.model.tickets import TicketExport
from riskbook.wording.saying import Text

Found = (
    TicketExport
    | Feedback
    | Session
    | Fishbone
    | Checklist
    | ChecklistAnswers
    | Incident
    | Indicator
)
"""A record that risks are found in or tested against, and that may be confidential."""


def found_records(discovery: Discovery) -> Iterator[Found]:
    """All of them, kind by kind."""
    yield from discovery.exports.values()
    yield from discovery.feedback.values()
    yield from discovery.sessions.values()
    yield from discovery.fishbones.values()
    yield from discovery.checklists.values()
    yield from discovery.answers.values()
    yield from discovery.incidents.values()
    yield from discovery.indicators.values()


def texts_in(record: Found) -> Iterator[tuple[str, Text]]:
    """Every text of a record with its pointer: list items go by their id or their number."""
    return _texts_in(record, "")


def _texts_in(value: Any, pointer: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield pointer, value
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts_in(part, f"{pointer}/{getattr(part, 'id', index)}")
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts_in(getattr(value, one.name), f"{pointer}/{one.name}".lstrip("/"))

"""Cast data of sessions to their model values. The schema has vouched for their shape."""

from __future__ import annotations

import datetime as dt

from riskbook.model.discovery import Participant, Point, Session
from riskbook.model.records import Source
from riskbook.model.terms import SessionMethod
from riskbook.reading.building import Fields, Frame, day, text


def session(data: Fields, source: Source, frame: Frame) -> Session:
    """A session that gathers risk points."""
    return Session(
        id=data["id"],
        source=source,
        topic=text(data["topic"], frame.language),
        method=SessionMethod(data["method"]),
        date=dt.date.fromisoformat(data["date"]),
        announced=day(data.get("announced")),
        facilitator=data["facilitator"],
        participants=tuple(
            Participant(entry["who"], entry["department"]) for entry in data["participants"]
        ),
        points=tuple(_point(entry, frame.language) for entry in data.get("points", ())),
        confidential=data.get("confidential", False),
    )


def _point(entry: Fields, language: str) -> Point:
    return Point(
        id=entry["id"],
        by=entry["by"],
        text=text(entry["text"], language),
        merged_into=entry.get("merged_into", ""),
        dropped=text(entry["dropped"], language) if "dropped" in entry else None,
        votes=entry.get("votes"),
    )

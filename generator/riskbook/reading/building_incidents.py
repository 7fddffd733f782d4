"""Cast data of incidents to their model values. The schema has vouched for their shape."""

from __future__ import annotations

import datetime as dt

from riskbook.model.discovery import Incident
from riskbook.model.records import Source
from riskbook.reading.building import Fields, Frame, text

_HOURS = {
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "week": 168.0,
    "month": 730.5,  # a twelfth of a year of 365.25 days
    "year": 8766.0,
}


def incident(data: Fields, source: Source, frame: Frame) -> Incident:
    """An incident."""
    return Incident(
        id=data["id"],
        source=source,
        title=text(data["title"], frame.language),
        date=dt.date.fromisoformat(data["date"]),
        service=data["service"],
        what=text(data["what"], frame.language) if "what" in data else None,
        loss=data.get("loss"),
        hours=_hours(data.get("duration")),
        risks=tuple(data.get("risks", ())),
        unforeseen=data.get("unforeseen", False),
        near_miss=data.get("near_miss", False),
        problem_type=data.get("problem_type", ""),
        confidential=data.get("confidential", False),
    )


def _hours(duration: str | None) -> float | None:
    if not duration:
        return None
    count, unit = duration.split(" ")
    return int(count) * _HOURS[unit.removesuffix("s")]

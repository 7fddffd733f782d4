"""Cast data of feedback to their model values. The schema has vouched for their shape."""

from __future__ import annotations

import datetime as dt

from riskbook.model.discovery import Feedback, FeedbackAnswer
from riskbook.model.records import Source
from riskbook.model.terms import Channel
from riskbook.reading.building import Fields, Frame, day, text

_NO_SCALE: Fields = {}


def feedback(data: Fields, source: Source, frame: Frame) -> Feedback:
    """A survey, an interview or the like."""
    scale = data.get("scale", _NO_SCALE)
    return Feedback(
        id=data["id"],
        source=source,
        title=text(data["title"], frame.language),
        channel=Channel(data["channel"]),
        date=dt.date.fromisoformat(data["date"]),
        service=data.get("service", ""),
        lowest=scale.get("lowest"),
        highest=scale.get("highest"),
        answers=tuple(_answer(entry, frame.language) for entry in data.get("answers", ())),
        confidential=data.get("confidential", False),
    )


def _answer(entry: Fields, language: str) -> FeedbackAnswer:
    return FeedbackAnswer(
        id=entry["id"],
        date=day(entry.get("date")),
        respondent=text(entry["respondent"], language),
        question=text(entry["question"], language) if "question" in entry else None,
        answer=text(entry["answer"], language) if "answer" in entry else None,
        rating=entry.get("rating"),
        problem_type=entry.get("problem_type", ""),
    )

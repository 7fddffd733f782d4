"""Cast data of checklists to their model values. The schema has vouched for their shape."""

from __future__ import annotations

import datetime as dt

from riskbook.model.discovery import Checklist, ChecklistAnswers, Question, QuestionAnswered
from riskbook.model.records import Source
from riskbook.model.terms import Answer
from riskbook.reading.building import Fields, Frame, text


def checklist(data: Fields, source: Source, frame: Frame) -> Checklist:
    """The questions of a checklist."""
    return definition(data, source, frame.language)


def definition(data: Fields, source: Source, language: str) -> Checklist:
    """The same for a checklist of no register; ``language`` is that of its plain texts."""
    return Checklist(
        id=data["id"],
        source=source,
        version=data["version"],
        title=text(data["title"], language),
        practice=data["practice"],
        questions=tuple(
            Question(
                entry["id"],
                text(entry["text"], language),
                text(entry["hint"], language) if "hint" in entry else None,
            )
            for entry in data["questions"]
        ),
        confidential=data.get("confidential", False),
    )


def answers(data: Fields, source: Source, frame: Frame) -> ChecklistAnswers:
    """A checklist that was answered."""
    return ChecklistAnswers(
        id=data["id"],
        source=source,
        checklist=data["checklist"],
        version=data["version"],
        date=dt.date.fromisoformat(data["date"]),
        by=data["by"],
        service=data.get("service", ""),
        answers=tuple(
            QuestionAnswered(
                entry["question"],
                Answer(entry["answer"]) if "answer" in entry else None,
                text(entry["evidence"], frame.language) if "evidence" in entry else None,
            )
            for entry in data.get("answers", ())
        ),
        confidential=data.get("confidential", False),
    )

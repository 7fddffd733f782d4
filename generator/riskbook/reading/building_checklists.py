"""Cast data of checklists to their model values. The schema has vouched for their shape."""

from __future__ import annotations

from riskbook.model.discovery import Checklist, ChecklistAnswers
from riskbook.model.records import Source
from riskbook.reading.building import Fields, Frame


def checklist(data: Fields, source: Source, frame: Frame) -> Checklist:
    """The questions of a checklist."""
    raise NotImplementedError


def answers(data: Fields, source: Source, frame: Frame) -> ChecklistAnswers:
    """A checklist that was answered."""
    raise NotImplementedError

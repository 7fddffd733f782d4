"""Cast data of feedback to their model values. The schema has vouched for their shape."""

from __future__ import annotations

from riskbook.model.discovery import Feedback
from riskbook.model.records import Source
from riskbook.reading.building import Fields, Frame


def feedback(data: Fields, source: Source, frame: Frame) -> Feedback:
    """A survey, an interview or the like."""
    raise NotImplementedError

"""Cast data of sessions to their model values. The schema has vouched for their shape."""

from __future__ import annotations

from riskbook.model.discovery import Session
from riskbook.model.records import Source
from riskbook.reading.building import Fields, Frame


def session(data: Fields, source: Source, frame: Frame) -> Session:
    """A session that gathers risk points."""
    raise NotImplementedError

"""Cast data of incidents to their model values. The schema has vouched for their shape."""

from __future__ import annotations

from riskbook.model.discovery import Incident
from riskbook.model.records import Source
from riskbook.reading.building import Fields, Frame


def incident(data: Fields, source: Source, frame: Frame) -> Incident:
    """An incident."""
    raise NotImplementedError

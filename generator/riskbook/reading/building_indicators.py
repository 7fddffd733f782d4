"""Cast data of indicators to their model values. The schema has vouched for their shape."""

from __future__ import annotations

from riskbook.model.discovery import Indicator
from riskbook.model.records import Source
from riskbook.reading.building import Fields, Frame


def indicator(data: Fields, source: Source, frame: Frame) -> Indicator:
    """A key risk indicator."""
    raise NotImplementedError

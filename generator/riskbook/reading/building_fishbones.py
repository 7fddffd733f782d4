"""Cast data of fishbones to their model values. The schema has vouched for their shape."""

from __future__ import annotations

from riskbook.model.discovery import Fishbone
from riskbook.model.records import Source
from riskbook.reading.building import Fields, Frame


def fishbone(data: Fields, source: Source, frame: Frame) -> Fishbone:
    """A fishbone."""
    raise NotImplementedError

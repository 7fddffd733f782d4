"""The readings of an indicator: a CSV file of dates and values."""

from __future__ import annotations

from riskbook.model.discovery import Indicator, Readings
from riskbook.model.records import Source
from riskbook.reading.faults import Fault


def read_readings(
    indicator: Indicator, source: Source, content: bytes
) -> tuple[Readings | None, tuple[Fault, ...]]:
    """The readings of an indicator, None where they cannot be told; and the faults of the file."""
    raise NotImplementedError

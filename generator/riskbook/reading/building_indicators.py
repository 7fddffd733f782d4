"""Cast data of indicators to their model values. The schema has vouched for their shape."""

from __future__ import annotations

from typing import cast

from riskbook.model.discovery import Indicator
from riskbook.model.records import Period, Source
from riskbook.model.terms import Direction, Timing
from riskbook.reading.building import Fields, Frame, period, text
from riskbook.wording.saying import Text


def indicator(data: Fields, source: Source, frame: Frame) -> Indicator:
    """A key risk indicator."""

    def words(field: str) -> Text | None:
        return text(data[field], frame.language) if field in data else None

    return Indicator(
        id=data["id"],
        source=source,
        title=text(data["title"], frame.language),
        definition=text(data["definition"], frame.language),
        unit=words("unit"),
        direction=Direction(data["direction"]),
        timing=Timing(data["timing"]) if "timing" in data else None,
        origin=words("origin"),
        every=cast("Period", period(data["every"])),
        owner=data["owner"],
        amber=data["amber"],
        red=data["red"],
        consecutive=data.get("consecutive", 1),
        clear_at=data.get("clear_at"),
        reason=words("reason"),
        on_amber=words("on_amber"),
        on_red=words("on_red"),
        file=data["file"],
        confidential=data.get("confidential", False),
    )

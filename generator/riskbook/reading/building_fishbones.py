"""Cast data of fishbones to their model values. The schema has vouched for their shape."""

from __future__ import annotations

import datetime as dt

from riskbook.model.discovery import Cause, CauseCategory, Fishbone
from riskbook.model.records import Source
from riskbook.model.terms import CauseSet
from riskbook.reading.building import Fields, Frame, text


def fishbone(data: Fields, source: Source, frame: Frame) -> Fishbone:
    """A fishbone."""
    return Fishbone(
        id=data["id"],
        source=source,
        effect=text(data["effect"], frame.language),
        date=dt.date.fromisoformat(data["date"]),
        owner=data["owner"],
        set=CauseSet(data.get("set", CauseSet.FOUR_DIMENSIONS.value)),
        service=data.get("service", ""),
        process=data.get("process", ""),
        problem_type=data.get("problem_type", ""),
        incident=data.get("incident", ""),
        categories=tuple(
            CauseCategory(
                entry["key"],
                text(entry["name"], frame.language) if "name" in entry else None,
                tuple(_cause(cause, frame.language) for cause in entry.get("causes", ())),
            )
            for entry in data["categories"]
        ),
        confidential=data.get("confidential", False),
    )


def _cause(data: Fields, language: str) -> Cause:
    return Cause(
        id=data["id"],
        text=text(data["text"], language),
        whys=tuple(text(why, language) for why in data.get("whys", ())),
        evidence=text(data["evidence"], language) if "evidence" in data else None,
        is_root=data.get("root", False),
        ruled_out=text(data["ruled_out"], language) if "ruled_out" in data else None,
    )

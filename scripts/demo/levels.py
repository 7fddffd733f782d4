"""Whether a risk's level asks for a plan or actions, by the criteria of a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def needs(criteria: Mapping[str, Any], likelihood: str, impact: list[str]) -> frozenset[str]:
    """What the level of a score needs: ``plan``, ``actions``; nothing for a score left open."""
    across = _value(criteria["likelihood"]["steps"], likelihood)
    up = max((_value(criteria["impact"]["steps"], each) for each in impact), default=0)
    if not across or not up:
        return frozenset()
    row = criteria["matrix"][len(criteria["matrix"]) - up]
    level = next(each for each in criteria["levels"] if each["key"] == row[across - 1])
    return frozenset(level.get("needs", ()))


def _value(steps: list[Mapping[str, Any]], score: str) -> int:
    for step in steps:
        if score in (step["value"], step["key"], *step.get("words", ())):
            return int(step["value"])
    return 0

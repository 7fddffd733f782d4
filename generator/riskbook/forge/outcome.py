"""What has been done on a forge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What became of a comment or an issue."""

    CREATED = "created"
    UPDATED = "updated"
    REOPENED = "reopened"
    CLOSED = "closed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Done:
    """One comment or issue and what became of it. ``title`` is that of an issue."""

    outcome: Outcome
    title: str
    url: str

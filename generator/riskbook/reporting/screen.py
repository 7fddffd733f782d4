"""The screen that a report is shown on: how wide it is, and whether it has colours.

Whether to colour is decided at the front door, where the terminal and ``NO_COLOR`` are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from riskbook.findings import Severity


class Colour(Enum):
    """How tones are shown."""

    NONE = "none"
    ANSI = "ansi"


class Tone(Enum):
    """What a stretch of text is, by its ANSI code (ECMA-48, Select Graphic Rendition)."""

    ERROR = "1;31"
    WARNING = "1;33"
    NOTE = "1;36"
    STRONG = "1"
    FRAME = "34"
    HELP = "1;32"
    CODE = "36"
    FAINT = "2"


@dataclass(frozen=True, slots=True)
class Screen:
    """A terminal, or a file that is read like one. ``width`` is in cells."""

    width: int = 80
    colour: Colour = Colour.NONE

    def paint(self, text: str, tone: Tone) -> str:
        """``text`` in its tone, on a screen that has colours."""
        if self.colour is Colour.NONE or not text:
            return text
        return f"\x1b[{tone.value}m{text}\x1b[0m"


def tone_of(severity: Severity) -> Tone:
    """The tone of a severity: red, yellow, cyan."""
    return Tone[severity.name]

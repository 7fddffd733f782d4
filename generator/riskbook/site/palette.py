"""The colours and patterns of the levels as CSS: the one style sheet that the criteria decide."""

from __future__ import annotations

from collections.abc import Sequence

from riskbook.assessing.palettes import LevelColour, Pattern


def palette_css(colours: Sequence[LevelColour]) -> str:
    """A class for each level, ``.level-0`` the lowest, that sets what ``riskbook.css`` uses."""
    rules = [
        f".level-{index}{{--level:{colour.background};--on-level:{colour.text};"
        f"--pattern:{_patterns(colour.text)[colour.pattern]};"
        f"--pattern-size:{_size(colour.pattern)}}}"
        for index, colour in enumerate(colours)
    ]
    return "\n".join(rules) + "\n"


def _patterns(ink: str) -> dict[Pattern, str]:
    """Each pattern as background images, drawn in the colour of the text."""
    return {
        Pattern.PLAIN: "none",
        Pattern.DOTS: f"radial-gradient({ink} 1px,transparent 1.3px)",
        Pattern.RINGS: f"radial-gradient(transparent 1px,{ink} 1.2px,{ink} 2px,transparent 2.2px)",
        Pattern.STARS: f"conic-gradient({ink} 12.5%,transparent 0 25%,{ink} 0 37.5%,transparent 0)",
        Pattern.RISING: _lines(135, ink),
        Pattern.FALLING: _lines(45, ink),
        Pattern.LEVEL_LINES: _lines(0, ink),
        Pattern.UPRIGHT_LINES: _lines(90, ink),
        Pattern.CROSSED: f"{_lines(45, ink)},{_lines(135, ink)}",
        Pattern.GRID: f"{_lines(0, ink)},{_lines(90, ink)}",
    }


def _lines(angle: int, ink: str) -> str:
    return f"repeating-linear-gradient({angle}deg,{ink} 0 1px,transparent 1px 4px)"


def _size(pattern: Pattern) -> str:
    return "4px 4px" if pattern in (Pattern.DOTS, Pattern.RINGS, Pattern.STARS) else "auto"

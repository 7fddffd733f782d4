"""Colours of the levels, and the test that readers can tell them apart and read what is on them.

Contrast is WCAG 2.2's ratio of relative luminances. Distance is CIE76 in CIELAB (D65), as seen
with normal vision and with the three kinds of colour-blindness by Machado, Oliveira and Fernandes
(2009), severity 1, whose matrices work on linear RGB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from math import dist
from types import MappingProxyType

from riskbook.model.criteria import Criteria

LEAST_CONTRAST = 4.5
"""Ratio of text to its background that WCAG 2.2 AA (1.4.3) asks for."""

LEAST_DISTANCE = 20.0
"""CIELAB distance below which levels are taken for one another."""

SHIPPED = ("default", "classic", "cividis")
"""The palettes that a book may name."""


class Pattern(Enum):
    """What stands beside the colour of a level, so that colour is never alone."""

    PLAIN = "plain"
    DOTS = "dots"
    RISING = "rising"
    CROSSED = "crossed"
    FALLING = "falling"
    LEVEL_LINES = "level-lines"
    UPRIGHT_LINES = "upright-lines"
    GRID = "grid"
    RINGS = "rings"
    STARS = "stars"


class Vision(Enum):
    """How colours are seen."""

    NORMAL = "normal"
    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"


@dataclass(frozen=True, slots=True)
class LevelColour:
    """How a level looks: ``#rrggbb`` behind, ``#rrggbb`` for text on it, and its pattern."""

    background: str
    text: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Distance:
    """How far apart two levels look to ``vision``; ``lower`` and ``upper`` are their indices."""

    vision: Vision
    distance: float
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class PaletteTest:
    """What the palette is worth to its readers.

    ``contrasts`` are the ratios of text to background, lowest level first. ``apart`` holds, for
    each vision, every two levels; the lower before the higher, in the order of the levels.
    """

    contrasts: tuple[float, ...]
    apart: tuple[Distance, ...]

    @property
    def contrast_level(self) -> int:
        """The level whose text is hardest to read."""
        return min(range(len(self.contrasts)), key=self.contrasts.__getitem__)

    @property
    def contrast(self) -> float:
        """The worst ratio of text to background."""
        return self.contrasts[self.contrast_level]

    @property
    def readable(self) -> bool:
        """Whether text can be read on every level."""
        return self.contrast >= LEAST_CONTRAST

    @property
    def distances(self) -> tuple[Distance, ...]:
        """For each vision the two levels that look most alike; none with a single level."""
        return tuple(
            min(seen, key=lambda found: found.distance)
            for vision in Vision
            if (seen := [found for found in self.apart if found.vision is vision])
        )

    @property
    def nearest(self) -> Distance | None:
        """The two levels that look most alike to any reader; None with a single level."""
        return min(self.distances, key=lambda found: found.distance, default=None)

    @property
    def confusable(self) -> tuple[Distance, ...]:
        """The visions to which two levels look alike, with the two nearest."""
        return tuple(found for found in self.distances if found.distance < LEAST_DISTANCE)


def colours(criteria: Criteria) -> tuple[LevelColour, ...]:
    """The colour, text colour and pattern of each level, lowest first.

    A book's own colours win; a level without one of its own takes that of the default palette.
    """
    count = len(criteria.levels)
    own = criteria.colours + ("",) * (count - len(criteria.colours))
    name = criteria.palette if criteria.palette in _TABLES else "default"
    shades = tuple(mine or shade for mine, shade in zip(own, _shades(name, count), strict=False))
    patterns = tuple(Pattern)
    return tuple(
        LevelColour(shade, text_on(shade), patterns[index % len(patterns)])
        for index, shade in enumerate(shades)
    )


def shipped_colours(name: str, count: int) -> tuple[str, ...]:
    """The colours of a palette of :data:`SHIPPED` for so many levels, lowest first."""
    return _shades(name, count)


def palette_test(criteria: Criteria) -> PaletteTest:
    """How well text reads on every level, and how far apart any two look to each vision."""
    return colour_test([level.background for level in colours(criteria)])


def colour_test(backgrounds: Sequence[str]) -> PaletteTest:
    """The same for the colours of the levels, lowest first."""
    seen = {
        vision: [_lab(_seen(_linear(colour), vision)) for colour in backgrounds]
        for vision in Vision
    }
    return PaletteTest(
        tuple(contrast(colour, text_on(colour)) for colour in backgrounds),
        tuple(
            Distance(vision, dist(places[lower], places[upper]), lower, upper)
            for vision, places in seen.items()
            for lower, upper in combinations(range(len(places)), 2)
        ),
    )


def seen_as(colour: str, vision: Vision) -> str:
    """A colour as ``vision`` sees it, for eyes that see all colours."""
    return "#" + "".join(
        f"{round(255 * _companded(part)):02x}" for part in _seen(_linear(colour), vision)
    )


def text_on(background: str) -> str:
    """Black or white, whichever reads better; the better one never falls below 4.58."""
    return max(("#000000", "#ffffff"), key=lambda text: contrast(background, text))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted(_luminance(_linear(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str, vision: Vision) -> float:
    """How far apart two colours look: 0 is alike, 100 is black beside white."""
    seen = [_lab(_seen(_linear(colour), vision)) for colour in (one, other)]
    return dist(*seen)


def blend(colour: str, other: str, share: float) -> str:
    """``colour`` with ``share`` (0 to 1) of ``other`` in it."""
    mixed = (
        round(first + (second - first) * share)
        for first, second in zip(_bytes(colour), _bytes(other), strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


_Triple = tuple[float, float, float]

_TABLES = MappingProxyType(
    {
        "default": (
            ("#9ecae9", "#a50f15"),
            ("#9ecae9", "#ffe066", "#a50f15"),
            ("#9ecae9", "#ffe066", "#f58518", "#a50f15"),
            ("#c6dbef", "#fff3b0", "#fdae61", "#e6550d", "#7f0000"),
            ("#9ecae9", "#f3efb4", "#ffc566", "#f58518", "#cf3a1a", "#760008"),
            ("#9ecae9", "#f1f0be", "#ffcb78", "#fb8604", "#d03a1a", "#7a0002", "#330010"),
        ),
        "classic": (
            ("#00b050", "#ff0000"),
            ("#00b050", "#ffff00", "#ff0000"),
            ("#00b050", "#ffff00", "#ffc000", "#ff0000"),
            ("#00b050", "#ffff00", "#ff9c00", "#ff0000", "#900000"),
        ),
        "cividis": (
            (
                *("#fee838", "#e5cf52", "#c8b866", "#aea371", "#948e77", "#7d7c78"),
                *("#666970", "#4f576c", "#35456c", "#083370", "#00224e"),
            ),
        ),
    }
)
"""Palettes by number of levels; a number that a palette has no table for takes steps along its
longest. Cividis (Nuñez, Anderton and Renslow 2018) runs from light to dark.
"""

_VISIONS: MappingProxyType[Vision, tuple[_Triple, _Triple, _Triple]] = MappingProxyType(
    {
        Vision.NORMAL: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
        Vision.PROTAN: (
            (0.152286, 1.052583, -0.204868),
            (0.114503, 0.786281, 0.099216),
            (-0.003882, -0.048116, 1.051998),
        ),
        Vision.DEUTAN: (
            (0.367322, 0.860646, -0.227968),
            (0.280085, 0.672501, 0.047413),
            (-0.011820, 0.042940, 0.968881),
        ),
        Vision.TRITAN: (
            (1.255528, -0.076749, -0.178779),
            (-0.078411, 0.930809, 0.147602),
            (0.004733, 0.691367, 0.303900),
        ),
    }
)


def _shades(name: str, count: int) -> tuple[str, ...]:
    tables = _TABLES[name]
    for table in tables:
        if len(table) == count:
            return table
    longest = tables[-1]
    return tuple(
        _along(longest, index * (len(longest) - 1) / max(count - 1, 1)) for index in range(count)
    )


def _along(table: tuple[str, ...], place: float) -> str:
    lower = min(int(place), len(table) - 2)
    return blend(table[lower], table[lower + 1], place - lower)


def _bytes(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(colour: str) -> _Triple:
    """Undo sRGB (IEC 61966-2-1): linear red, green, blue from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (byte / 255 for byte in _bytes(colour))
    )
    return red, green, blue


def _companded(part: float) -> float:
    """Back to sRGB from linear, both from 0 to 1."""
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(linear: _Triple) -> float:
    return _dot((0.2126, 0.7152, 0.0722), linear)


def _seen(linear: _Triple, vision: Vision) -> _Triple:
    red, green, blue = (min(1.0, max(0.0, _dot(row, linear))) for row in _VISIONS[vision])
    return red, green, blue


def _lab(linear: _Triple) -> _Triple:
    """CIELAB under D65."""
    x = _cube(_dot((0.4124564, 0.3575761, 0.1804375), linear) / 0.95047)
    y = _cube(_dot((0.2126729, 0.7151522, 0.0721750), linear))
    z = _cube(_dot((0.0193339, 0.1191920, 0.9503041), linear) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(part: float) -> float:
    if part > 216 / 24389:
        return float(part ** (1 / 3))
    return (24389 / 27 * part + 16) / 116


def _dot(one: _Triple, other: _Triple) -> float:
    return sum(first * second for first, second in zip(one, other, strict=True))

"""Widths of text in a browser, before there is a browser: how the flow's labels are broken.

Nobody knows a reader's font. So each character has the width that it has in the widest of the
usual ones (DejaVu Sans and Liberation Sans for Latin; a Chinese character is an em wide in all of
them): a label may end a little early, and never leaves its box.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from riskbook.picturing.wrapping import shorten, wrap


class Type(Enum):
    """A kind of lettering: size in CSS pixels, weight, and pixels from line to line."""

    TITLE = (13.0, 500, 17)
    CAPTION = (11.0, 400, 15)
    LABEL = (11.5, 400, 14)
    CHIP = (11.0, 500, 20)
    LANE = (12.0, 600, 16)

    @property
    def size(self) -> float:
        """Height of the letters in pixels."""
        return self.value[0]

    @property
    def weight(self) -> int:
        """CSS font weight."""
        return self.value[1]

    @property
    def pitch(self) -> int:
        """Pixels from one line to the next."""
        return self.value[2]

    @property
    def baseline(self) -> float:
        """How far below the top of a line its letters stand: half of what is left, then 0.88 em."""
        return (self.pitch - self.size * 1.18) / 2 + self.size * 0.94


STEP = 0.08
"""By how much of its breadth a text is narrowed at a time, to make its lines alike."""


class Block(NamedTuple):
    """Lines of text, and the pixels that they take."""

    lines: tuple[str, ...]
    width: float
    height: float


def width(text: str, kind: Type) -> float:
    """The most pixels that a text takes in one line; bold is a seventh wider than regular."""
    wider = 1.15 if kind.weight >= 600 else 1.0
    return sum(map(_advance, text)) * kind.size * wider


def block(text: str, kind: Type, room: float, most: int) -> Block:
    """The text in at most ``most`` lines of at most ``room`` pixels, of much the same length."""
    plain = tidy(text)
    if not plain:
        return Block((), 0.0, 0.0)

    def measure(part: str) -> float:
        return width(part, kind)

    lines = wrap(plain, room, most, measure)
    narrower = max(room * (1 - STEP), longest_word(plain, kind))
    while 1 < len(lines) < most and narrower < room:  # no last line of a single character
        tried = wrap(plain, narrower, most, measure)
        if len(tried) > len(lines):
            break
        lines, room = tried, narrower
        narrower = max(room * (1 - STEP), longest_word(plain, kind))
    across = max(map(measure, lines))
    return Block(lines, across, float(len(lines) * kind.pitch))


def longest_word(text: str, kind: Type) -> float:
    """The most pixels that a word takes; Chinese may be broken at every character."""
    return max(
        (
            width("".join(letters), kind)
            for word in tidy(text).split()
            for wide, letters in groupby(word, upright)
            if not wide
        ),
        default=0.0,
    )


def upright(character: str) -> bool:
    """Whether a character stands upright in a line from top to bottom, as Chinese does."""
    return unicodedata.east_asian_width(character) in ("W", "F")


def short(text: str, kind: Type, room: float) -> str:
    """The text in one line of at most ``room`` pixels, cut where it is longer."""
    return shorten(tidy(text), room, lambda part: width(part, kind))


def tidy(text: str) -> str:
    """The text in one line, without what cannot be shown."""
    return " ".join(
        "".join(
            " " if character.isspace() else character
            for character in text
            if character.isspace() or not unicodedata.category(character).startswith("C")
        ).split()
    )


_WIDTHS = MappingProxyType(
    {
        character: share
        for characters, share in (
            ("ijl'I", 0.3),
            (" ,.:;/\\|", 0.34),
            ("!()[]ftr-", 0.42),
            ('"*_`J', 0.53),
            ("cszL?", 0.56),
            ("vxykaeoFT", 0.62),
            ("0123456789bdghnpqu{}$", 0.64),
            ("ABEKPSVXYZ", 0.7),
            ("CDGHNOQRU&", 0.8),
            ("wM#+<=>^~", 0.87),
            ("mW%@", 1.02),
            ("ÆæŒœŴĦ", 1.1),
            ("·", 1.0),
        )
        for character in characters
    }
)
"""Parts of an em, by character, the wider of the two fonts."""


def _advance(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if "\u00c0" <= character <= "\u017f":
        return 0.85
    return 1.0 if "\u024f" < character <= "\uffff" else 1.45

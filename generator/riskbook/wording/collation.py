"""The order of names in a list, as readers of a language look for them.

It is that of a browser's ``Intl.Collator`` with ``numeric``, so that a list in a page and a table
that a script sorts agree: Chinese by pinyin and before Latin letters, other languages with Chinese
last; letters without regard to case and accents; numbers by their value, R2 before R10.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from riskbook.wording.script import is_chinese

Weight: TypeAlias = tuple[int, int, str]
"""Where a letter, number or mark stands: its kind, its place in the kind, itself."""

Key: TypeAlias = tuple[tuple[Weight, ...], str, str]
"""What texts are compared by: their letters, then their accents, then their case."""

_MARK, _NUMBER, _HAN_FIRST, _LETTER, _HAN_LAST = range(5)

_MARKS = " _-–—,、;:!?.。·'‘’\"“”()[]{}〈〉《》「」『』【】§@*/\\&#%‰`´^¨°©®←→↑↓+±÷×<=>¬|~¤¢$£¥€"
"""Marks in the order of the Unicode Collation Algorithm; a full-width one is as its narrow twin."""

_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i"})
"""Letters that sort with others and yet have no decomposition in Unicode."""

_PIECES = re.compile(r"[0-9]+|.", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_HAN_ORDER = Path(__file__).with_name("han_order.txt")
_UNITS = re.compile(r"(?<=\[)[^\]]+|[^\[\]\n]")


def collation(language: str) -> Callable[[str], Key]:
    """What names are sorted by in a language: ``sorted(names, key=collation("zh"))``.

    An alphabet with an order of its own, such as the Swedish with ``å`` after ``z``, is sorted like
    any other of Latin letters.
    """
    weights = _weights_by_pinyin if is_chinese(language) else _weights

    def key(name: str) -> Key:
        plain = unicodedata.normalize("NFKD", name)
        small = plain.casefold()
        bare = "".join(letter for letter in small if not unicodedata.combining(letter))
        return weights(bare.translate(_LETTERS)), small, plain.swapcase()

    return key


def _weights(text: str) -> tuple[Weight, ...]:
    return tuple(map(_weight, _PIECES.findall(text)))


def _weight(piece: str) -> Weight:
    if piece.isascii() and piece.isdigit():
        number = piece.lstrip("0")  # compared as text, since it may be of any length
        return _NUMBER, len(number), number
    if _HAN.match(piece):
        return _HAN_LAST, 0 if "\u4e00" <= piece <= "\u9fff" else 1, piece
    if piece.isalpha():
        return _LETTER, 0, piece
    place = _MARKS.find(piece)
    return _MARK, place if place >= 0 else len(_MARKS), piece


def _weights_by_pinyin(text: str) -> tuple[Weight, ...]:
    if not _HAN.search(text):
        return _weights(text)
    order = _pinyin()
    return tuple(map(order.weight, order.pieces.findall(text)))


@dataclass(frozen=True, slots=True)
class _Pinyin:
    """The place of each character in the order of pinyin, and of what is read in another way."""

    places: Mapping[str, int]
    pieces: re.Pattern[str]

    def weight(self, piece: str) -> Weight:
        """A character whose reading is not known stands behind the others."""
        if (place := self.places.get(piece)) is not None:
            return _HAN_FIRST, place, ""
        kind, place, itself = _weight(piece)
        if kind == _HAN_LAST:
            return _HAN_FIRST, len(self.places) + place, itself
        return kind, place, itself


@cache  # one table for the whole run, read when the first Chinese name is sorted in Chinese
def _pinyin() -> _Pinyin:
    table = re.sub(r"(?m)^#.*\n", "", _HAN_ORDER.read_text(encoding="utf-8"))
    places = {unit: place for place, unit in enumerate(_UNITS.findall(table))}
    together = sorted(unit for unit in places if len(unit) > 1)
    return _Pinyin(places, re.compile("|".join((*together, _PIECES.pattern)), re.DOTALL))

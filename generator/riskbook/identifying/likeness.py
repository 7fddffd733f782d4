"""How like two short texts are, in English, in Chinese and in a mix of both.

The measure is the coefficient of Dice over pieces of words, each as often as it occurs (L. R.
Dice, Ecology 26, 1945, pp. 297-302). A piece is a pair of neighbouring Chinese characters, but
three letters of a word in letters: so many pairs of letters occur in any English sentence that
two sentences about different things have half of them in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from riskbook.identifying.masking import masked
from riskbook.wording.saying import Text

SIMILAR = 0.38
"""From here on two points of a session are proposed for merging (ADR 30)."""

Pieces: TypeAlias = Mapping[str, Counter[str]]
"""Pieces of words by language."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"([{_HAN}]+)|[^\W_{_HAN}]+")
_CHARACTERS, _LETTERS = 2, 3


def most_alike(one: Pieces, other: Pieces) -> float:
    """How like two texts are in the language in which they are most alike, from 0 to 1.

    1 is the same but for case, width, numbers and punctuation. It is 0 where they have no language
    in common, and where one of them has no word: nothing can be said of that.
    """
    return max((dice(one[tag], other[tag]) for tag in one.keys() & other.keys()), default=0)


def pieces_of(text: Text) -> Pieces:
    """The pieces that a text is compared by, language by language."""
    return {tag: pieces(words) for tag, words in text.by_language}


def pieces(text: str) -> Counter[str]:
    """The pieces that a text is compared by; a word shorter than a piece is one by itself."""
    found: Counter[str] = Counter()
    for word in _WORD.finditer(masked(text)):
        size = min(_CHARACTERS if word[1] else _LETTERS, len(word[0]))
        found.update(word[0][at : at + size] for at in range(len(word[0]) - size + 1))
    return found


def dice(one: Counter[str], other: Counter[str]) -> float:
    """Twice what two bags have in common, over all that is in both; 0 for two empty ones."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0

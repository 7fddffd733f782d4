"""How like two short texts are, in English, in Chinese and in a mix of both.

The measure is the coefficient of Dice over pieces of words, each as often as it occurs (L. R.
Dice, Ecology 26, 1945, pp. 297-302). A piece is a pair of neighbouring Chinese characters, but
three letters of a word in letters: so many pairs of letters occur in any English sentence that
two sentences about different things have half of them in common.
"""

from __future__ import annotations

import re
from collections import Counter

from riskbook.identifying.masking import masked
from riskbook.wording.saying import Text

SIMILAR = 0.38
"""From here on two points of a session are proposed for merging (ADR 30)."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"([{_HAN}]+)|[^\W_{_HAN}]+")
_CHARACTERS, _LETTERS = 2, 3


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same but for case, width, numbers and punctuation).

    It is 0 where one of the texts has no word: nothing can be said of that.
    """
    return dice(pieces(one), pieces(other))


def likeness_of(one: Text, other: Text) -> float:
    """The same of texts by language: in the language in which they are most alike.

    It is 0 where they have no language in common.
    """
    mine, others = dict(one.by_language), dict(other.by_language)
    return max((likeness(mine[tag], others[tag]) for tag in mine.keys() & others.keys()), default=0)


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

"""The word that somebody most likely meant: for "did you mean" in a finding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

ALIKE = 0.65
"""The least likeness (0 to 1, as difflib measures it) at which a word is worth suggesting."""

_NUMBERS = re.compile(r"\d+")


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to ``word``, or None where none is near. The order does not matter.

    Words that differ only in case, in full-width forms, or in ``_``, space and ``-`` are the same
    word. Words with other numbers are never near: R012 is no misspelling of R013.
    """
    wanted = _folded(word)
    numbers = _numbers(wanted)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    best: tuple[float, str] | None = None
    for candidate in candidates:
        folded = _folded(candidate)
        if folded == wanted:
            likeness = 2.0
        elif not _same_numbers(numbers, folded):
            continue
        else:
            matcher.set_seq1(folded)
            likeness = _likeness(matcher)
        if likeness >= ALIKE and (best is None or (-likeness, candidate) < (-best[0], best[1])):
            best = (likeness, candidate)
    return best[1] if best else None


def _likeness(matcher: SequenceMatcher[str]) -> float:
    """The ratio, or 0 where a quick upper bound already says that it is too small."""
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).casefold().strip()
    return plain.replace("_", "-").replace(" ", "-")


def _numbers(folded: str) -> list[int]:
    return [int(digits) for digits in _NUMBERS.findall(folded)]


def _same_numbers(numbers: list[int], folded: str) -> bool:
    """Whether the candidate has the same numbers, or one of the two has none to compare."""
    others = _numbers(folded)
    return not numbers or not others or numbers == others

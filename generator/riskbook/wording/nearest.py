"""The word that somebody most likely meant: for "did you mean" in a finding."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

ALIKE = 0.65
"""The least likeness (0 to 1, as difflib measures it) at which a word is worth suggesting."""

_SAME = 2.0
_NUMBERS = re.compile(r"\d+")
_Numbers = tuple[str, ...]


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to ``word``, or None where none is near. The order does not matter.

    Words that differ only in case, in full-width forms, or in ``_``, space and ``-`` are the same
    word. Words with other numbers are never near: R012 is no misspelling of R013.
    """
    return lexicon(candidates).nearest(word)


def lexicon(candidates: Iterable[str]) -> Lexicon:
    """Many candidates made ready for many questions, as :func:`nearest` answers one."""
    sorted_out: dict[_Numbers, list[tuple[str, str]]] = defaultdict(list)
    for candidate in candidates:
        folded = as_compared(candidate)
        sorted_out[_numbers(folded)].append((candidate, folded))
    return Lexicon(dict(sorted_out))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Candidates, each with its folded form, by the numbers in them."""

    by_numbers: Mapping[_Numbers, list[tuple[str, str]]]

    def nearest(self, word: str) -> str | None:
        """The nearest candidate, or None where none is near."""
        wanted = as_compared(word)
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        best: tuple[float, str] | None = None
        for candidate, folded in self._comparable(_numbers(wanted)):
            likeness = _SAME if folded == wanted else _likeness(matcher, folded)
            if likeness >= ALIKE and (best is None or (-likeness, candidate) < (-best[0], best[1])):
                best = (likeness, candidate)
        return best[1] if best else None

    def _comparable(self, numbers: _Numbers) -> Iterator[tuple[str, str]]:
        """The candidates with the same numbers, and those where one side has none to compare."""
        if not numbers:
            return chain.from_iterable(self.by_numbers.values())
        return chain(self.by_numbers.get(numbers, ()), self.by_numbers.get((), ()))


def _likeness(matcher: SequenceMatcher[str], folded: str) -> float:
    """The ratio, or 0 where a quick upper bound already says that it is too small."""
    matcher.set_seq1(folded)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def as_compared(word: str) -> str:
    """A word as it is compared: without case, full-width forms, and ``_`` or space for ``-``."""
    plain = unicodedata.normalize("NFKC", word).casefold().strip()
    return plain.replace("_", "-").replace(" ", "-")


def _numbers(folded: str) -> _Numbers:
    """The numbers in a word, without leading zeros; as texts, since they may be of any length."""
    return tuple(digits.lstrip("0") for digits in _NUMBERS.findall(folded))

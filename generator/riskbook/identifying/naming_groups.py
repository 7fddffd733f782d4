"""What is characteristic of a group of tickets: the pieces of text that others do not have.

A piece is one to four words, or two to eight characters of a script without spaces; the same rule
serves both, and texts that mix them. Pieces propose a working name and keywords; a person decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from riskbook.identifying.classifying import Keyword
from riskbook.identifying.grouping import Group
from riskbook.identifying.masking import masked, normal

PHRASES = 4
"""How many pieces are shown of a group."""

_HAN = r"[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_WORD = r"[^\W\d_\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
_UNIT = re.compile(rf"{_HAN}|{_WORD}|\s+")
_FIRST = re.compile(rf"^(?:{_HAN}| ?{_WORD})")
_LAST = re.compile(rf"(?:{_HAN}|{_WORD} ?)$")
_SMALLEST, _LARGEST, _OF_A_WORD = 2, 8, 2
_ENGLISH = (
    "a an the and or but if of to in on at by for from with into onto about after before since "
    "is are was were be been being am has have had do does did will would can could should may "
    "it its this that these those there here i we you he she they my our your his her their me us "
    "not no so as when while then than just also again still any some all very get gets got"
)
_CHINESE = "的了在是我你您他她它们这那和与及或也都就还又很把被给对从到为而后时请吗呢吧啊么个"
_OPENS_OR_ENDS_NOTHING = frozenset((*_ENGLISH.split(), *_CHINESE))
_COMMON, _OVER, _LONGER = 0.3, 3, 8
_SAME = 0.8
_LOOKED_AT = 5_000
_PURE = 0.9
_SHORTEST = 3
_FOUND = 0.1


@dataclass(frozen=True, slots=True)
class Background:
    """How many of some texts have each piece: what the texts of a group are held against."""

    seen: Counter[str]
    texts: int


def background(texts: Sequence[str]) -> Background:
    """The pieces of texts; of very many, of evenly spaced ones."""
    every = -(-len(texts) // _LOOKED_AT) or 1
    chosen = texts[::every]
    seen = Counter(piece for one in chosen for piece in _pieces(masked(one)))
    return Background(seen, len(chosen))


def phrases(group: Group, against: Background) -> tuple[str, ...]:
    """The most characteristic pieces of a group, as its tickets spell them; none for no text.

    A piece counts by how many of the group's texts have it, times the logarithm of how much more
    usual it is there than elsewhere (a term of the Kullback-Leibler divergence).
    """
    every = -(-group.count // _LOOKED_AT) or 1
    texts = [one.text for one in group.members[::every]]
    wordings = [masked(text) for text in texts]
    seen = Counter(piece for words in wordings for piece in _pieces(words))
    usual = {piece: count for piece, count in seen.items() if count >= _COMMON * len(texts)}
    elsewhere = {
        piece: (against.seen[piece] + 0.5) / (against.texts + 1) for piece in _without_parts(usual)
    }
    shares = {piece: seen[piece] / len(texts) for piece in elsewhere}
    weights = {
        piece: round(share * log(share / elsewhere[piece]), 9) for piece, share in shares.items()
    }
    chosen: list[str] = []
    for piece in sorted(weights, key=lambda piece: (-weights[piece], -len(piece), piece)):
        if chosen and shares[piece] < _OVER * elsewhere[piece]:
            continue
        whole = _lengthened(piece, wordings)
        if not any(_overlap(whole, one) for one in chosen):
            chosen.append(whole)
    return tuple(_as_spelt(piece, texts) for piece in chosen[:PHRASES])


def keywords(group: Group, found: Iterable[str], texts: Mapping[str, int]) -> tuple[str, ...]:
    """What of a group's phrases tells it apart well enough to claim tickets by itself.

    ``texts`` counts all that the group was found among, in their normal form. A keyword has at
    least three characters and is in a tenth of the group's texts or more, and nine of ten of the
    texts that have it are the group's.
    """
    mine = Counter(normal(one.text) for one in group.members)

    def tells(words: str) -> bool:
        keyword = Keyword.of(words)
        inside = sum(count for text, count in mine.items() if keyword.is_in(text))
        if len(words) < _SHORTEST or inside < _FOUND * group.count:
            return False
        everywhere = sum(count for text, count in texts.items() if keyword.is_in(text))
        return inside >= _PURE * everywhere

    kept = (next(filter(tells, _runs(phrase)), "") for phrase in found)
    return tuple(dict.fromkeys(one for one in kept if one))


def _runs(phrase: str) -> Iterator[str]:
    """A phrase, and the words of it that stand together, the longest first.

    Between its words a number may have stood, which no keyword can have.
    """
    words = phrase.split(" ")
    for length in range(len(words), min(len(words), 2) - 1, -1):
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length])


def _pieces(words: str) -> set[str]:
    return set(_every_piece(words))


def _every_piece(words: str) -> Iterator[str]:
    units = _UNIT.findall(words)
    for first, begin in enumerate(units):
        if begin.isspace() or _says_nothing(begin):
            continue
        size = 0
        for last in range(first, len(units)):
            unit = units[last]
            if unit.isspace():
                if (
                    _is_of_han(units[last - 1])
                    and last + 1 < len(units)
                    and _is_of_han(units[last + 1])
                ):
                    break  # punctuation stood here
                continue
            size += 1 if _is_of_han(unit) else _OF_A_WORD
            if size > _LARGEST:
                break
            if size >= _SMALLEST and not _says_nothing(unit):
                yield "".join(units[first : last + 1])


def _says_nothing(unit: str) -> bool:
    """Whether a unit neither opens nor ends a piece: particles, and single letters."""
    return unit in _OPENS_OR_ENDS_NOTHING or (len(unit) == 1 and unit.isascii())


def _is_of_han(unit: str) -> bool:
    return len(unit) == 1 and "\u3005" <= unit <= "\ufaff"


def _without_parts(usual: dict[str, int]) -> list[str]:
    """The pieces without those that mostly occur within a longer one."""
    return [
        piece
        for piece, count in usual.items()
        if not any(
            piece != other and len(other) > len(piece) and piece in other and more >= _SAME * count
            for other, more in usual.items()
        )
    ]


def _lengthened(piece: str, wordings: Iterable[str]) -> str:
    """A piece with what nearly all of the texts that have it say right before and after it."""
    having = [(words, found) for words in wordings if (found := words.find(piece)) >= 0]
    before = [words[:found] for words, found in having]
    after = [words[found + len(piece) :] for words, found in having]
    return _stripped(f"{_shared(before, _LAST)}{piece}{_shared(after, _FIRST)}")


def _shared(texts: Sequence[str], unit: re.Pattern[str]) -> str:
    """What most of some texts have in common at their beginning, or at their end."""
    common, left = "", list(texts)
    for _ in range(_LONGER):
        found = Counter(hit[0] for text in left if (hit := unit.search(text)))
        most, count = max(found.items(), key=lambda one: (one[1], one[0]), default=("", 0))
        if count < _SAME * len(texts):
            break
        if unit is _FIRST:
            common, left = common + most, [t[len(most) :] for t in left if t.startswith(most)]
        else:
            common, left = most + common, [t[: -len(most)] for t in left if t.endswith(most)]
    return common


def _stripped(piece: str) -> str:
    """A piece without words at its ends that say nothing there."""
    words = piece.split(" ")
    while len(words) > 1 and words[-1] in _OPENS_OR_ENDS_NOTHING:
        words.pop()
    while len(words) > 1 and words[0] in _OPENS_OR_ENDS_NOTHING:
        words.pop(0)
    return " ".join(words)


def _overlap(one: str, other: str) -> bool:
    """Whether two pieces say the same in part: one within the other, or a word or two characters
    in common at an end.
    """
    first, second = _UNIT.findall(one), _UNIT.findall(other)
    if one in other or other in one:
        return True
    if any(not _is_of_han(unit) and not unit.isspace() for unit in first):
        return bool({unit for unit in first if not unit.isspace()} & set(second))
    return any("".join(pair) in other for pair in pairwise(first))


def _as_spelt(piece: str, texts: Sequence[str]) -> str:
    """A piece with the capitals that most texts give each of its words."""
    return "".join(
        unit if unit.isspace() or _is_of_han(unit) else _spelt(unit, texts)
        for unit in _UNIT.findall(piece)
    )


def _spelt(word: str, texts: Iterable[str]) -> str:
    written = re.compile(rf"(?<![a-z]){re.escape(word)}(?![a-z])", re.IGNORECASE)
    found = Counter(hit for text in texts for hit in written.findall(text))
    return found.most_common(1)[0][0] if found else word

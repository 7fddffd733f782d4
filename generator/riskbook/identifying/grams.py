"""Texts as vectors: how much each pair and triple of characters tells (TF-IDF), numbered by hash.

Pairs and triples of characters serve English and Chinese alike and need no dictionary; on tickets
they sort at least as purely as words do. The import of this module brings numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Real = npt.NDArray[np.float64]

SLOTS = 1 << 20
"""How many numbers there are for pairs and triples. A hundred thousand differ in a language."""

TELLING = 48
"""How many of its pairs and triples stand for a text: those that tell most."""

_AT_ONCE = 20_000
_FIRST, _SECOND, _THIRD = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D


@dataclass(frozen=True, slots=True)
class Vectors:
    """One vector of length 1 a text, in their order: ``slots`` and ``weights`` from ``starts[i]``.

    A text without a letter has the vector without entries, which is like nothing.
    """

    starts: Whole
    slots: Small
    weights: Real

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def rows(self) -> Whole:
        """Which text each entry is of."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def chosen(self, which: Sequence[int] | Whole) -> Vectors:
        """The vectors of some of the texts, in the order asked for."""
        asked = np.asarray(which, dtype=np.int64)
        lengths = np.diff(self.starts)[asked]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        entries = np.repeat(self.starts[asked] - starts[:-1], lengths) + np.arange(starts[-1])
        return Vectors(starts, self.slots[entries], self.weights[entries])


def vectors(texts: Sequence[str]) -> Vectors:
    """The vectors of masked texts. What is rare among these texts tells more than what is common.

    Weights are ``(1 + ln tf) * (1 + ln((1 + n) / (1 + df)))``, scaled to length 1.
    """
    counted = list(_counted(texts))
    seen = np.zeros(SLOTS, dtype=np.int64)
    for _, slots, _ in counted:
        seen += np.bincount(slots, minlength=SLOTS)
    parts = [
        _shortened(rows, slots, (1.0 + np.log(counts)) * _telling(seen[slots], len(texts)))
        for rows, slots, counts in counted
    ]
    lengths = np.concatenate([lengths for lengths, _, _ in parts] or [np.zeros(0, np.int64)])
    return Vectors(
        np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        np.concatenate([slots for _, slots, _ in parts] or [np.zeros(0, np.int32)]),
        np.concatenate([weights for _, _, weights in parts] or [np.zeros(0)]),
    )


def _counted(texts: Sequence[str]) -> Iterator[tuple[Small, Small, Small]]:
    """By portions of the texts: rows within the portion, slots, and how often; in that order.

    The last row ends the portion and has no entry.
    """
    for first in range(0, len(texts), _AT_ONCE):
        portion = texts[first : first + _AT_ONCE]
        text = "\0".join(f" {one} " if one else "" for one in portion)
        codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        rows = np.cumsum(codes == 0)
        pairs = codes[:-1] * _FIRST + codes[1:] * _SECOND
        triples = pairs[:-1] + codes[2:] * _THIRD
        inner = codes != 0
        two = inner[:-1] & inner[1:]
        three = two[:-1] & inner[2:]
        keys = np.concatenate(
            (
                rows[:-1][two] * SLOTS + _slot(pairs[two]),
                rows[:-2][three] * SLOTS + _slot(triples[three]),
            )
        )
        found, counts = np.unique(keys, return_counts=True)
        rows = np.append(found // SLOTS, len(portion))
        yield rows.astype(np.int32), (found % SLOTS).astype(np.int32), counts.astype(np.int32)


def _slot(mixed: Whole) -> Whole:
    spread = mixed ^ (mixed >> 17)
    return (spread * 0x2545F491 >> 11) % SLOTS


def _telling(seen: Whole, texts: int) -> Real:
    """How much it tells that a text has what ``seen`` of all texts have."""
    telling: Real = 1.0 + np.log((1.0 + texts) / (1.0 + seen))
    return telling


def _shortened(rows: Small, slots: Small, weights: Real) -> tuple[Whole, Small, Real]:
    """The entries that tell most of each text: how many each has, slots in order, weights."""
    texts, rows = int(rows[-1]), rows[:-1]
    order = np.lexsort((slots, -weights, rows))
    lengths = np.bincount(rows, minlength=texts)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    place = np.arange(len(order)) - np.repeat(starts[:-1], lengths)
    kept = np.sort(order[place < TELLING])
    rows, slots, weights = rows[kept], slots[kept], weights[kept]
    sizes = np.sqrt(np.bincount(rows, weights * weights, minlength=texts))
    return np.bincount(rows, minlength=texts), slots, weights / sizes[rows]

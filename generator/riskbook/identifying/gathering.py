"""What texts gather around: the nearest of some models, or leaders from among themselves.

How near two texts are is the cosine of their vectors: 0 for nothing in common, 1 for the same.
Cosines are rounded, so that the order in which a processor adds does not decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from riskbook.identifying.grams import Real, Small, Vectors, Whole, vectors

_AT_ONCE = 512
_DIGITS = 9


def nearest(
    texts: Sequence[str], models: Sequence[Sequence[str]], floor: float
) -> list[int | None]:
    """The model that each masked text is nearest to, None where the cosine is below ``floor``.

    A model is the mean of its example texts. Of two that are equally near, the first is taken.
    """
    examples = [one for model in models for one in model]
    both = vectors((*texts, *examples))
    asked = both.chosen(range(len(texts)))
    shown = both.chosen(range(len(texts), len(both)))
    used = np.unique(shown.slots)
    column = np.searchsorted(used, asked.slots)
    common = np.isin(asked.slots, used, kind="table") if len(used) else column < 0
    rows, column, weights = asked.rows[common], column[common], asked.weights[common]
    best = np.zeros(len(texts))
    found = np.full(len(texts), -1, dtype=np.int64)
    first = 0
    for model, own in enumerate(models):
        centre = _centre(shown.chosen(range(first, first + len(own))), used)
        near = np.bincount(rows, centre[column] * weights, len(texts)).round(_DIGITS)
        nearer = near > best
        best[nearer], found[nearer] = near[nearer], model
        first += len(own)
    return [
        int(model) if model >= 0 and near >= floor else None
        for model, near in zip(found, best, strict=True)
    ]


def leaders(texts: Vectors, least: float) -> Whole:
    """By text, the text that it gathers around; itself for a leader, -1 for one without letters.

    In their order each text joins the leader that it is nearest to, the earlier of two equals,
    where the cosine is at least ``least``; else it leads itself (leader clustering). Unlike
    linking neighbours, this never chains unlike texts together.
    """
    of = np.full(len(texts), -1, dtype=np.int64)
    led: list[int] = []
    worded = np.flatnonzero(np.diff(texts.starts))
    for first in range(0, len(worded), _AT_ONCE):
        portion = worded[first : first + _AT_ONCE]
        joined, near = _nearest_of(texts, portion, np.asarray(led, dtype=np.int64))
        among = _among(texts.chosen(portion))
        new: list[int] = []
        for row, text in enumerate(portion):
            if new:
                place = int(np.argmax(among[row, new]))
                if among[row, new[place]] > near[row]:
                    joined[row], near[row] = portion[new[place]], among[row, new[place]]
            if near[row] < least:
                joined[row] = text
                new.append(row)
        of[portion] = joined
        led += (int(portion[row]) for row in new)
    return of


def _centre(examples: Vectors, used: Small) -> Real:
    """The mean of vectors, scaled to length 1, over all the slots that are ``used``."""
    columns = np.searchsorted(used, examples.slots)
    centre = np.bincount(columns, examples.weights, len(used)).astype(np.float64)
    size = float(np.sqrt(centre @ centre))
    return centre / size if size else centre


def _nearest_of(texts: Vectors, portion: Whole, led: Whole) -> tuple[Whole, Real]:
    """For each of some texts the nearest of ``led``, and how near it is; -1 and 0 for none."""
    joined = np.full(len(portion), -1, dtype=np.int64)
    near: Real = np.zeros(len(portion))
    index = texts.chosen(led)
    by_slot = np.argsort(index.slots, kind="stable")
    slots, rows, weights = index.slots[by_slot], index.rows[by_slot], index.weights[by_slot]
    asked = texts.chosen(portion)
    begin, end = np.searchsorted(slots, asked.slots), np.searchsorted(slots, asked.slots, "right")
    meetings = end - begin
    for row, (start, stop) in enumerate(pairwise(asked.starts)):
        met = meetings[start:stop]
        ends = np.cumsum(met)
        if not ends[-1]:
            continue
        at = np.arange(ends[-1]) + np.repeat(begin[start:stop] - ends + met, met)
        shares = weights[at] * np.repeat(asked.weights[start:stop], met)
        sums = np.bincount(rows[at], shares).round(_DIGITS)
        best = int(np.argmax(sums))
        joined[row], near[row] = led[best], sums[best]
    return joined, near


def _among(texts: Vectors) -> Real:
    """How near some texts are to one another."""
    _, columns = np.unique(texts.slots, return_inverse=True)
    full = np.zeros((len(texts), int(columns.max(initial=-1)) + 1))
    full[texts.rows, columns] = texts.weights
    near: Real = (full @ full.T).round(_DIGITS)
    return near

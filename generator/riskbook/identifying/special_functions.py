"""The distribution functions of gamma, beta and Student's t, and their quantiles.

Series and continued fractions of the NIST Digital Library of Mathematical Functions (DLMF).
Counts of some hundred events are good to 1e-13, of some thousand to 1e-11. Why these functions are
our own stands in ADR 33.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

_TINY = 1e-300  # keeps Lentz's method from dividing by nought
_CLOSE = 1e-16
_TERMS = 100_000


class Tails(NamedTuple):
    """The probability below a point and above it; the smaller one keeps its relative precision."""

    below: float
    above: float


def gamma_tails(shape: float, x: float) -> Tails:
    """Of the gamma distribution of rate 1 (the regularised incomplete gamma functions)."""
    if x <= 0:
        return Tails(0.0, 1.0)
    if math.isinf(x):
        return Tails(1.0, 0.0)
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        below = front * _gamma_series(shape, x)
        return Tails(below, 1 - below)
    above = front * _fraction(
        x + 1 - shape, lambda k: -k * (k - shape), lambda k: x + 1 - shape + 2 * k
    )
    return Tails(1 - above, above)


def beta_tails(a: float, b: float, x: float) -> Tails:
    """Of the beta distribution (the regularised incomplete beta functions)."""
    if x <= 0:
        return Tails(0.0, 1.0)
    if x >= 1:
        return Tails(1.0, 0.0)
    if x > (a + 1) / (a + b + 2):
        above, below = beta_tails(b, a, 1 - x)
        return Tails(below, above)
    front = math.exp(
        math.lgamma(a + b)
        - math.lgamma(a)
        - math.lgamma(b)
        + a * math.log(x)
        + b * math.log1p(-x)
        - math.log(a)
    )

    def numerator(k: int) -> float:  # DLMF 8.17.22
        half, odd = divmod(k, 2)
        if odd:
            return -(a + half) * (a + b + half) * x / ((a + k - 1) * (a + k))
        return half * (b - half) * x / ((a + k - 1) * (a + k))

    below = front * _fraction(1.0, numerator, lambda _: 1.0)
    return Tails(below, 1 - below)


def gamma_quantile(shape: float, below: float) -> float:
    """The point with the probability ``below`` under it (0 to 1, both left out); rate 1."""
    top = max(1.0, shape)
    while gamma_tails(shape, top).below < below:
        top *= 2
    return _bisected(lambda x: gamma_tails(shape, x), below, top)


def beta_quantile(a: float, b: float, below: float) -> float:
    """The point with the probability ``below`` under it (0 to 1, both left out)."""
    return _bisected(lambda x: beta_tails(a, b, x), below, 1.0)


def student_quantile(freedom: float, level: float) -> float:
    """How far from 0 a share ``level`` of Student's t reaches, to either side (DLMF 8.17)."""
    x = beta_quantile(freedom / 2, 0.5, 1 - level)
    return math.sqrt(freedom * (1 - x) / x)


def _gamma_series(shape: float, x: float) -> float:
    """DLMF 8.11.4, without its front factor."""
    term = total = 1 / shape
    for k in range(1, _TERMS):
        term *= x / (shape + k)
        total += term
        if term < total * _CLOSE:
            break
    return total


def _fraction(
    first: float, numerator: Callable[[int], float], denominator: Callable[[int], float]
) -> float:
    """1 over a continued fraction, by the modified method of Lentz (DLMF 3.10(iii))."""
    d = 1 / (first or _TINY)
    c = 1 / _TINY
    value = d
    for k in range(1, _TERMS):
        top, bottom = numerator(k), denominator(k)
        d = 1 / ((bottom + top * d) or _TINY)
        c = (bottom + top / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < _CLOSE * 4:
            break
    return value


def _bisected(tails: Callable[[float], Tails], below: float, top: float) -> float:
    """Where the probability below is as wanted: halved until no number lies between."""
    low, high = 0.0, top
    while True:
        middle = (low + high) / 2
        if not low < middle < high:
            return middle
        found = tails(middle)
        # Compared in the smaller tail: above one half the other would lose its digits.
        short = found.below < below if below <= 0.5 else found.above > 1 - below
        low, high = (middle, high) if short else (low, middle)

"""What a count of events says about how often they come: rates, proportions, and how sure that is.

Intervals hold 95 % unless told otherwise. Jeffreys' prior adds half an event to a rate and half an
event to either side of a proportion (NUREG/CR-6823, 6.2.2 and 6.3.2), so that nothing seen is not
taken for nothing possible.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from riskbook.identifying.special_functions import beta_quantile, gamma_quantile, gamma_tails

LEVEL = 0.95
"""The share of the probability that an interval holds."""

JEFFREYS = 0.5
"""What Jeffreys' prior adds to a count."""


class Interval(NamedTuple):
    """From the one to the other."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RatePosterior:
    """What is believed of a rate after a count: a gamma distribution.

    ``shape`` is events, ``years`` the time in which they came, each with what the prior added.
    """

    shape: float
    years: float

    @property
    def mean(self) -> float:
        """The expected rate, events a year."""
        return self.shape / self.years

    def below(self, rate: float) -> float:
        """The probability that the rate is below ``rate`` (events a year)."""
        return gamma_tails(self.shape, rate * self.years).below

    def above(self, rate: float) -> float:
        """The probability that the rate is above ``rate`` (events a year)."""
        return gamma_tails(self.shape, rate * self.years).above

    def quantile(self, below: float) -> float:
        """The rate that with the probability ``below`` is not exceeded."""
        return gamma_quantile(self.shape, below) / self.years

    def interval(self, level: float = LEVEL) -> Interval:
        """The rates between which the true one lies with this probability, equal tails."""
        tail = (1 - level) / 2
        return Interval(self.quantile(tail), self.quantile(1 - tail))


def rate_posterior(
    events: int, years: float, prior_events: float = JEFFREYS, prior_years: float = 0.0
) -> RatePosterior:
    """The posterior of a rate after ``events`` in ``years`` (above 0): Gamma(a + y, b + T)."""
    return RatePosterior(prior_events + events, prior_years + years)


def exact_rate(events: int, years: float, level: float = LEVEL) -> Interval:
    """The classical interval of a rate, events a year, that never holds less (Garwood 1936)."""
    tail = (1 - level) / 2
    low = gamma_quantile(events, tail) if events else 0.0
    return Interval(low / years, gamma_quantile(events + 1, 1 - tail) / years)


def jeffreys_proportion(successes: int, trials: int, level: float = LEVEL) -> Interval:
    """Jeffreys' interval of a proportion; closed at 0 and 1 where nothing or everything came.

    After Brown, Cai and DasGupta (2001), 4.1.2.
    """
    tail = (1 - level) / 2
    a, b = successes + JEFFREYS, trials - successes + JEFFREYS
    low = beta_quantile(a, b, tail) if successes else 0.0
    return Interval(low, beta_quantile(a, b, 1 - tail) if successes < trials else 1.0)


def exact_proportion(successes: int, trials: int, level: float = LEVEL) -> Interval:
    """The interval of a proportion that never holds less (Clopper and Pearson 1934)."""
    tail = (1 - level) / 2
    missed = trials - successes
    low = beta_quantile(successes, missed + 1, tail) if successes else 0.0
    return Interval(low, beta_quantile(successes + 1, missed, 1 - tail) if missed else 1.0)


def wilson(successes: int, trials: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval of a proportion (Wilson 1927); ``trials`` above 0."""
    from statistics import NormalDist  # slow to import, and most books have no incidents

    z = NormalDist().inv_cdf((1 + level) / 2)
    share, more = successes / trials, z * z / trials
    centre = (share + more / 2) / (1 + more)
    half = z / (1 + more) * math.sqrt(share * (1 - share) / trials + more / (4 * trials))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))

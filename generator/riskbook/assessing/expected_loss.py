"""Expected loss: how often times how much, a year.

Losses are lognormal, given by an interval: "between 2,000 and 30,000 in nine cases of ten". Nothing
here is sampled.

Sources: D. W. Hubbard and R. Seiersen, *How to Measure Anything in Cybersecurity Risk* (lognormal
from a 90 % interval; probability times mean); the lognormal's moments in any textbook of
distributions. Hubbard's 3.29 is twice the 95 % quantile of the standard normal, rounded: here it
is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, expm1, inf, log, log1p

from riskbook.model.records import ExpectedLoss, LossRange


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A loss whose logarithm is normal with mean ``mu`` and standard deviation ``sigma``."""

    mu: float
    sigma: float

    @property
    def mean(self) -> float:
        """The average loss of one event: the median times exp(sigma² / 2), at the most infinite."""
        try:
            return exp(self.mu + self.sigma**2 / 2)
        except OverflowError:
            return inf

    @property
    def median(self) -> float:
        """The loss that one event in two exceeds: the geometric middle of the interval."""
        return exp(self.mu)

    def probability_up_to(self, loss: float) -> float:
        """The probability that one event costs no more than ``loss``."""
        if loss <= 0:
            return 0.0
        if self.sigma == 0:
            return 1.0 if log(loss) >= self.mu else 0.0
        from statistics import NormalDist

        return NormalDist(self.mu, self.sigma).cdf(log(loss))


def lognormal(loss: LossRange) -> Lognormal:
    """The lognormal that holds ``interval`` of its probability between ``low`` and ``high``.

    The rest lies in equal parts on both sides. Raises ``ValueError`` where the range is none: it
    needs 0 < low <= high and 0 < interval < 1.
    """
    if not _is_range(loss):
        message = f"not a range of losses: {loss}"
        raise ValueError(message)
    from statistics import NormalDist  # few books state a loss

    z = NormalDist().inv_cdf((1 + loss.interval) / 2)
    low, high = log(loss.low), log(loss.high)
    return Lognormal((low + high) / 2, (high - low) / (2 * z))


def mean_loss(loss: LossRange) -> float:
    """The average loss of one event, in the book's currency; ``ValueError`` as above."""
    return lognormal(loss).mean


def expected_yearly_loss(expected: ExpectedLoss) -> float | None:
    """The loss to be expected in a year, in the book's currency.

    A rate counts every event: rate times mean loss. A probability is that of at least one event
    and counts one, as Hubbard does: it is not turned into a rate. None where the loss is no range
    or nothing says how often, each a finding of its own.
    """
    often = expected.rate if expected.rate is not None else expected.probability
    if often is None or not _is_range(expected.loss):
        return None
    return often * mean_loss(expected.loss) if often else 0.0


def rate_of(probability: float) -> float:
    """The events a year at which at least one has this probability (Poisson); inf at 1."""
    return inf if probability >= 1 else -log1p(-probability)


def probability_of(rate: float) -> float:
    """The probability of at least one event in a year at ``rate`` events a year (Poisson)."""
    return -expm1(-rate)


def _is_range(loss: LossRange) -> bool:
    return 0 < loss.low <= loss.high < inf and 0 < loss.interval < 1

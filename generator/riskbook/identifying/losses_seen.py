"""What incidents cost, and what that says of a year.

From eight losses on, losses are taken for lognormal, and an interval is given of the mean loss and
of the loss a year. The mean's is Cox's with Student's t (U. Olsson, Confidence intervals for the
mean of a log-normal distribution, J. Stat. Educ. 13(1), 2005): the plug-in mean alone would be too
high, by a fifth at four losses. That of the year joins it to Jeffreys' interval of the rate on the
scale of logarithms, where the product is a sum, by the method of variance estimates recovery
(G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008). Nothing is sampled. Below eight losses
only their range is given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import NamedTuple

from riskbook.identifying.rates import LEVEL, Interval, RatePosterior
from riskbook.identifying.special_functions import student_quantile

ENOUGH_LOSSES = 8
"""Losses from which on an interval is given."""


class MeanLoss(NamedTuple):
    """The mean of lognormal losses: by Cox's estimator, and between which amounts it lies."""

    estimate: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class LossesSeen:
    """Losses of incidents, in the book's currency.

    ``unknown`` counts the events whose loss nobody has stated. ``average`` is the plain one. The
    three others are None where there are fewer than eight losses, or one of them is nothing:
    ``mean`` holds the mean loss of an event, ``yearly`` that of a year with 95 %.
    """

    known: int
    unknown: int
    lowest: float
    highest: float
    average: float
    mean: Interval | None
    yearly_average: float | None
    yearly: Interval | None


def losses_seen(
    losses: Sequence[float | None], posterior: RatePosterior, rate: float
) -> LossesSeen | None:
    """What the events of a risk cost; None where no loss is known.

    ``posterior`` is of the rate of the same events and ``rate`` the observed one, events a year.
    """
    known = [loss for loss in losses if loss is not None]
    if not known:
        return None
    seen = (len(known), len(losses) - len(known), min(known), max(known), fmean(known))
    if len(known) < ENOUGH_LOSSES or min(known) <= 0:
        return LossesSeen(*seen, None, None, None)
    mean = mean_loss(known)
    yearly = product_interval(rate, posterior.interval(), mean.estimate, mean.interval)
    return LossesSeen(*seen, mean.interval, rate * fmean(known), yearly)


def mean_loss(losses: Sequence[float], level: float = LEVEL) -> MeanLoss:
    """The mean of lognormal losses (at least two, all above 0), Cox's interval after Olsson."""
    logs = [math.log(loss) for loss in losses]
    count, spread = len(logs), stdev(logs) ** 2
    centre = fmean(logs) + spread / 2
    reach = student_quantile(count - 1, level) * math.sqrt(
        spread / count + spread**2 / (2 * (count - 1))
    )
    return MeanLoss(math.exp(centre), Interval(math.exp(centre - reach), math.exp(centre + reach)))


def product_interval(one: float, of_one: Interval, other: float, of_other: Interval) -> Interval:
    """The interval of a product of two independent estimates above 0, from those of each."""
    centre = math.log(one) + math.log(other)
    down = math.hypot(math.log(one / of_one.low), math.log(other / of_other.low))
    up = math.hypot(math.log(of_one.high / one), math.log(of_other.high / other))
    return Interval(math.exp(centre - down), math.exp(centre + up))

"""Likelihoods as they were stated then, held against what happened afterwards.

The time is cut into quarters of the calendar. A quarter is short enough that results come before
the people have gone, and that a new score counts from the next quarter on; incidents that come by
chance make one quarter independent of the next. A risk takes part in a quarter that has ended if it
was open and scored at the end of the day before, and its register's incidents were recorded
completely. Its forecast is the probability of at least one event that the middle of its step
implies for the quarter; the outcome is whether there was one.

Steps mean what the criteria say of them today: history keeps their numbers, not their bounds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from riskbook.identifying.incidents import DAYS_A_YEAR, realised
from riskbook.identifying.likelihood_steps import rate_bounds, stated_rate
from riskbook.identifying.rates import Interval, exact_proportion, jeffreys_proportion, wilson
from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.model.terms import Status
from riskbook.reviewing.timeline import Timeline

ENOUGH_YEARS = 20.0
"""Risk-years below which nothing is concluded: to tell 70 % from 50 % takes 47."""

QUARTERS = 4


class Forecast(NamedTuple):
    """A risk in a quarter: its step then, the probability of an event, and whether one came."""

    risk: str
    start: date
    end: date
    step: int
    probability: float
    happened: bool

    @property
    def years(self) -> float:
        """How long the quarter was, in years."""
        return ((self.end - self.start).days + 1) / DAYS_A_YEAR


@dataclass(frozen=True, slots=True)
class Score:
    """How good forecasts were. Brier's score is that of a single class, from 0 (best) to 1.

    It is reliability - resolution + uncertainty (A. H. Murphy, J. Appl. Meteor. 12, 1973), grouped
    by equal forecasts; ``uncertainty`` is the score of whoever always says the base rate.
    ``log_score`` is the mean of -ln of the probability given to what happened. ``z`` is
    Spiegelhalter's (Statistics in Medicine 5, 1986): beyond -2 or 2 chance alone hardly explains
    how far off they were; 0 where every forecast was one half.
    """

    count: int
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    log_score: float
    z: float

    @property
    def skill(self) -> float | None:
        """How much better than the base rate, 1 being perfect; None where all ended alike."""
        return 1 - self.brier / self.uncertainty if self.uncertainty else None


class Bearing(Enum):
    """How what happened bears on what a step states."""

    TOO_FEW = "too-few"  # nothing can be concluded
    AS_STATED = "as-stated"
    MORE_OFTEN = "more-often"
    LESS_OFTEN = "less-often"


@dataclass(frozen=True, slots=True)
class Reliability:
    """One step stated, and what happened. Shares are of quarters with an event.

    ``expected`` is how many such quarters the forecasts made likely. ``stated`` is the band of the
    step as the probability of an event in a year; ``seen`` is Wilson's interval of what it really
    was, ``jeffreys`` and ``exact`` the same by other methods.
    """

    step: int
    stated: Interval
    quarters: int
    years: float
    happened: int
    expected: float
    seen: Interval
    jeffreys: Interval
    exact: Interval

    @property
    def observed(self) -> float:
        """The probability of an event in a year that the share of quarters implies."""
        return a_year(self.happened / self.quarters)

    @property
    def bearing(self) -> Bearing:
        """What follows; with less than 20 risk-years nothing, else whether the two bands meet."""
        if self.years < ENOUGH_YEARS:
            return Bearing.TOO_FEW
        if self.seen.low > self.stated.high:
            return Bearing.MORE_OFTEN
        return Bearing.LESS_OFTEN if self.seen.high < self.stated.low else Bearing.AS_STATED


@dataclass(frozen=True, slots=True)
class BackTest:
    """All forecasts of the quarters that have ended, oldest first, and what comes of them."""

    forecasts: tuple[Forecast, ...]
    score: Score
    steps: tuple[Reliability, ...]

    @property
    def years(self) -> float:
        """Risk-years."""
        return sum(one.years for one in self.forecasts)

    @property
    def is_enough(self) -> bool:
        """Whether they are enough to conclude anything from."""
        return self.years >= ENOUGH_YEARS


def back_test(book: Book, links: Links, told: Timeline, today: date) -> BackTest | None:
    """The back-test of a book by its history; None where no quarter with a forecast has ended."""
    made = tuple(sorted(_forecasts(book, links, told, today), key=lambda one: (one.start, one)))
    if not made:
        return None
    pairs = [(one.probability, one.happened) for one in made]
    bands = rate_bounds(book.criteria.likelihood)
    by_step = groupby(sorted(made, key=lambda one: one.step), key=lambda one: one.step)
    steps = (_reliability(step, bands[step - 1], list(ones)) for step, ones in by_step)
    return BackTest(made, score(pairs), tuple(steps))


def score(pairs: Sequence[tuple[float, bool]]) -> Score:
    """The score of forecasts (above 0 and below 1) with their outcomes; at least one."""
    count = len(pairs)
    base = sum(happened for _, happened in pairs) / count
    reliability = resolution = 0.0
    for forecast, group in groupby(sorted(pairs), key=lambda pair: pair[0]):
        outcomes = [happened for _, happened in group]
        share = sum(outcomes) / len(outcomes)
        reliability += len(outcomes) * (forecast - share) ** 2 / count
        resolution += len(outcomes) * (share - base) ** 2 / count
    lean = sum((happened - q) * (1 - 2 * q) for q, happened in pairs)
    spread = sum((1 - 2 * q) ** 2 * q * (1 - q) for q, _ in pairs)
    return Score(
        count=count,
        brier=sum((q - happened) ** 2 for q, happened in pairs) / count,
        reliability=reliability,
        resolution=resolution,
        uncertainty=base * (1 - base),
        log_score=-sum(math.log(q if happened else 1 - q) for q, happened in pairs) / count,
        z=lean / math.sqrt(spread) if spread else 0.0,
    )


def a_year(quarter: float) -> float:
    """The probability of an event in a year from that in a quarter."""
    return float(1 - (1 - quarter) ** QUARTERS)


def _forecasts(book: Book, links: Links, told: Timeline, today: date) -> Iterator[Forecast]:
    scale = book.criteria.likelihood
    rates = [stated_rate(step, scale.kind) for step in scale.steps]
    for start, end in _quarters(book, told, today):
        for key, then in sorted(told.at(start - timedelta(days=1)).items()):
            risk = book.risks.get(key)
            if risk is None or then.status is not Status.OPEN or then.likelihood is None:
                continue
            register = book.registers.get(risk.source.register)
            since = register.incidents_since if register else None
            if since is None or since > start or not 0 < then.likelihood <= len(rates):
                continue
            years = ((end - start).days + 1) / DAYS_A_YEAR
            happened = any(
                start <= one.date <= end and not one.near_miss for one in realised(key, book, links)
            )
            probability = -math.expm1(-rates[then.likelihood - 1] * years)
            if 0 < probability < 1:
                yield Forecast(key, start, end, then.likelihood, probability, happened)


def _quarters(book: Book, told: Timeline, today: date) -> Iterator[tuple[date, date]]:
    """The first and last day of each quarter that has ended since there is anything to go by."""
    since = [one.incidents_since for one in book.registers.values() if one.incidents_since]
    if told.begins is None or not since:
        return
    first = max(told.begins, min(since))
    start = date(first.year, first.month - (first.month - 1) % 3, 1)
    while (following := _next(start)) <= today:
        yield start, following - timedelta(days=1)
        start = following


def _next(quarter: date) -> date:
    month = quarter.month + 3
    return date(quarter.year + month // 12, month % 12, 1)


def _reliability(step: int, band: Interval, ones: Sequence[Forecast]) -> Reliability:
    count, happened = len(ones), sum(one.happened for one in ones)
    return Reliability(
        step=step,
        stated=Interval(-math.expm1(-band.low), -math.expm1(-band.high)),
        quarters=count,
        years=sum(one.years for one in ones),
        happened=happened,
        expected=sum(one.probability for one in ones),
        seen=_yearly(wilson(happened, count)),
        jeffreys=_yearly(jeffreys_proportion(happened, count)),
        exact=_yearly(exact_proportion(happened, count)),
    )


def _yearly(quarter: Interval) -> Interval:
    return Interval(a_year(quarter.low), a_year(quarter.high))

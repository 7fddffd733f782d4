"""Which sorts of ticket become more: the last thirty days against the hundred and fifty before.

Given how many tickets both spans had together, the recent ones are binomial where nothing has
changed: the exact conditional test of two Poisson rates (Przyborowski and Wilenski 1940; Gu and
others 2008). Many sorts are tested at once, so the false discovery rate is held (Benjamini and
Hochberg 1995); tickets that come in bursts count less (quasi-Poisson), or a single burst would look
like a trend.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from riskbook.identifying.counting import Sorts, covered_days, opened_between
from riskbook.identifying.special_functions import beta_tails
from riskbook.model.discovery import Discovery

RECENT = 30
"""Days that are looked at."""

BEFORE = 150
"""Days before them that they are held against."""

FALSE_SHARE = 0.10
"""Of the sorts called rising, at most this share is expected to be so by chance."""

CHANCE = 0.05
"""A sort less likely than this by chance, if it were the only one tested, is worth watching."""

FEWEST = 3
"""Recent tickets below which nothing is said of a sort."""

BURSTY = 1.5
"""The index of dispersion of weekly counts above which tickets come in bursts (1 is chance)."""

_WEEKS = 8
"""Whole weeks of counts without which no dispersion is told."""


class Trend(Enum):
    """What a test says of a sort."""

    RISING = "rising"
    WATCH = "watch"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Rise:
    """One sort of ticket, recently and before.

    ``recent_days`` and ``before_days`` are how many days of the two spans are covered by the
    exports that have the sort. ``ratio`` is that of the rates, None with none before.
    ``chance`` is how likely so many recent tickets are where nothing has changed; ``adjusted`` the
    same when bursts and the number of sorts are allowed for. ``dispersion`` is the index of the
    weekly counts before, variance over mean, None where there are too few weeks.
    """

    key: str
    recent: int
    before: int
    recent_days: int
    before_days: int
    ratio: float | None
    chance: float
    adjusted: float
    dispersion: float | None
    trend: Trend

    @property
    def in_bursts(self) -> bool:
        """Whether the tickets come in bursts rather than one by one."""
        return self.dispersion is not None and self.dispersion > BURSTY


def rises(discovery: Discovery, sorts: Sorts, until: date) -> tuple[Rise, ...]:
    """All sorts that had tickets in the two spans: rising ones first, then the least likely.

    The recent days end with ``until``, or with the last day that an export covers. A sort of which
    no export covers both spans is left out: it is not more, it is only better known.
    """
    ends = [discovery.exports[key].end for key in sorts]
    if not ends:
        return ()
    until = min(until, max(ends))
    turn = until - timedelta(days=RECENT - 1)
    start = turn - timedelta(days=BEFORE)
    days: dict[str, list[date]] = {}
    exports: dict[str, set[str]] = {}
    for ticket in opened_between(discovery, sorts, start, until):
        if ticket.sort is not None:
            days.setdefault(ticket.sort, []).append(ticket.opened.date())
            exports.setdefault(ticket.sort, set()).add(ticket.export)
    tested: list[Rise] = []
    for key in sorted(days):
        recent = sum(day >= turn for day in days[key])
        spans = ((turn, until), (start, turn - timedelta(days=1)))
        now, then = (
            _Rate(number, *_exposure(discovery, exports[key], *span))
            for number, span in zip((recent, len(days[key]) - recent), spans, strict=True)
        )
        if now.exposure and then.exposure:
            weeks = _weekly(discovery, exports[key], days[key], turn)
            tested.append(_tested(key, now, then, dispersion(weeks)))
    return _judged(tested)


def chance_of(recent: float, before: float, recent_days: float, before_days: float) -> float:
    """How likely so many recent events are by chance, given both numbers together (0 to 1).

    The upper tail of the binomial distribution as an incomplete beta function (DLMF 8.17.5), which
    also takes numbers of events that are not whole.
    """
    if recent <= 0:
        return 1.0
    share = recent_days / (recent_days + before_days)
    return beta_tails(recent, before + 1, share).below


def adjusted(chances: Sequence[float]) -> tuple[float, ...]:
    """The least false discovery rate at which each would be called (Benjamini and Hochberg)."""
    order = sorted(range(len(chances)), key=lambda place: chances[place], reverse=True)
    found = [1.0] * len(chances)
    least = 1.0
    for rank, place in enumerate(order):
        least = min(least, chances[place] * len(chances) / (len(chances) - rank))
        found[place] = least
    return tuple(found)


def dispersion(counts: Sequence[int]) -> float | None:
    """Variance over mean of weekly counts: 1 for chance alone. None below eight weeks."""
    total = sum(counts)
    if len(counts) < _WEEKS or not total:
        return None
    mean = total / len(counts)
    return sum((count - mean) ** 2 for count in counts) / (len(counts) - 1) / mean


class _Rate(NamedTuple):
    """Tickets of one span, how many days of it are covered, and those days summed over exports."""

    tickets: int
    days: int
    exposure: int


def _tested(key: str, now: _Rate, then: _Rate, spread: float | None) -> Rise:
    """One sort; ``adjusted`` allows for bursts only, until all are known."""
    factor = spread if spread is not None and spread > BURSTY else 1.0
    exposures = (now.exposure, then.exposure)
    return Rise(
        key,
        now.tickets,
        then.tickets,
        now.days,
        then.days,
        (now.tickets / now.exposure) / (then.tickets / then.exposure) if then.tickets else None,
        chance_of(now.tickets, then.tickets, *exposures),
        chance_of(now.tickets / factor, then.tickets / factor, *exposures),
        spread,
        Trend.STEADY,
    )


def _judged(tested: Sequence[Rise]) -> tuple[Rise, ...]:
    found = [
        replace(one, adjusted=allowed, trend=_trend(one, allowed))
        for one, allowed in zip(tested, adjusted([one.adjusted for one in tested]), strict=True)
    ]
    order = list(Trend)
    return tuple(sorted(found, key=lambda one: (order.index(one.trend), one.chance, one.key)))


def _trend(one: Rise, allowed: float) -> Trend:
    if one.recent < FEWEST:
        return Trend.STEADY
    if allowed <= FALSE_SHARE:
        return Trend.RISING
    return Trend.WATCH if one.chance < CHANCE else Trend.STEADY


def _exposure(
    discovery: Discovery, exports: Iterable[str], start: date, end: date
) -> tuple[int, int]:
    """The covered days of a span, and their sum over the exports."""
    covered = [covered_days(discovery, [export], start, end) for export in exports]
    return len(frozenset[date]().union(*covered)), sum(map(len, covered))


def _weekly(
    discovery: Discovery, exports: Iterable[str], days: Sequence[date], turn: date
) -> tuple[int, ...]:
    """The counts of the whole weeks before ``turn`` that are covered, the latest first."""
    known = covered_days(discovery, exports, turn - timedelta(days=BEFORE), turn)
    counts = Counter((turn - day).days for day in days if day < turn)
    weeks: list[int] = []
    for week in range(BEFORE // 7):
        ages = range(week * 7 + 1, week * 7 + 8)
        if all(turn - timedelta(days=age) in known for age in ages):
            weeks.append(sum(counts[age] for age in ages))
    return tuple(weeks)

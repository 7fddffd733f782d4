"""Whether what happened still fits the likelihood that a risk states.

The steps of the scale are bands of rates. After y events in T years Jeffreys' posterior says how
probable each band is. A re-score is proposed by one rule only: the stated step has less than 10 %,
and another one at least half. The band of the raw rate, which suggests itself, moves two correct
scores in three wrongly after half a year, and still one in three after five; this rule moves
between one and seven in a hundred (ADR 33).

In a few weeks the prior speaks louder than what happened, and it speaks for high rates. So nothing
is concluded from less than half a year, and no higher step is proposed where nothing happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from riskbook.identifying.incidents import Experience, experiences
from riskbook.identifying.likelihood_steps import step_probabilities
from riskbook.identifying.rates import Interval
from riskbook.model.book import Book
from riskbook.model.links import Links

UNLIKELY = 0.10
"""Below this the stated step is given up, where another has enough."""

ENOUGH = 0.50
"""From this on a step is believed."""


LEAST_YEARS = 0.5
"""Years from which on anything is concluded; the rule was not tried with less."""


class Verdict(Enum):
    """What the incidents say of a stated likelihood."""

    RESCORE = "rescore"  # they speak against it, and for another step
    FITS = "fits"  # they bear it out
    TOO_FEW = "too-few"  # neither; nothing can be concluded


@dataclass(frozen=True, slots=True)
class Calibration:
    """A risk's stated current likelihood held against what happened to it.

    ``stated`` and ``proposed`` are steps by number; ``steps`` how probable each step is, rarest
    first; ``interval`` holds the rate, events a year, with 95 %.
    """

    experience: Experience
    stated: int
    steps: tuple[float, ...]
    interval: Interval
    verdict: Verdict
    proposed: int | None

    @property
    def rate(self) -> float:
        """Events a year as they were observed."""
        return len(self.experience.events) / self.experience.years


def calibrate(book: Book, links: Links, today: date) -> tuple[Calibration, ...]:
    """Every open, assessed risk whose incidents are recorded completely, by id."""
    return tuple(calibration(one, book) for one in experiences(book, links, today))


def calibration(experience: Experience, book: Book) -> Calibration:
    """One risk with a current likelihood, by what happened to it."""
    current = book.risks[experience.risk].assessment.current
    if current is None:
        message = f"{experience.risk} has no current likelihood"
        raise ValueError(message)
    posterior = experience.posterior
    steps = step_probabilities(posterior, book.criteria.likelihood)
    verdict, proposed = judged(steps, current.likelihood)
    is_higher = proposed is not None and proposed > current.likelihood
    if experience.years < LEAST_YEARS or (is_higher and not experience.events):
        verdict, proposed = Verdict.TOO_FEW, None
    return Calibration(
        experience, current.likelihood, steps, posterior.interval(), verdict, proposed
    )


def judged(steps: tuple[float, ...], stated: int) -> tuple[Verdict, int | None]:
    """The verdict on a stated step by the rule alone, and the step to state instead, if any."""
    best = max(range(len(steps)), key=lambda place: steps[place]) + 1
    if steps[stated - 1] < UNLIKELY and steps[best - 1] >= ENOUGH:
        return Verdict.RESCORE, best
    return (Verdict.FITS if steps[stated - 1] >= ENOUGH else Verdict.TOO_FEW), None

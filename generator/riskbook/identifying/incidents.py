"""What happened to a risk since somebody wrote everything down, and what nobody had foreseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from riskbook.identifying.rates import RatePosterior, rate_posterior
from riskbook.model.book import Book
from riskbook.model.discovery import Incident
from riskbook.model.links import Links
from riskbook.model.records import FoundIn, Risk
from riskbook.model.terms import Status

DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Experience:
    """What happened to one risk from ``since`` to ``until``, oldest first.

    ``events`` realised it in this time, ``near_misses`` nearly did. ``earlier`` realised it before:
    they are no evidence of how often it comes, since nobody promised that they are all there, or
    since the risk was found because of them.
    """

    risk: str
    since: date
    until: date
    events: tuple[Incident, ...]
    near_misses: tuple[Incident, ...]
    earlier: tuple[Incident, ...]

    @property
    def years(self) -> float:
        """How long was looked, in years of 365.25 days."""
        return (self.until - self.since).days / DAYS_A_YEAR

    @property
    def posterior(self) -> RatePosterior:
        """What is to be believed of the rate (Jeffreys)."""
        return rate_posterior(len(self.events), self.years)


def experience(risk: Risk, book: Book, links: Links, today: date) -> Experience | None:
    """What happened to a risk up to ``today``.

    The time begins on the later of two days: when the register's incidents began to be recorded
    completely, and when the risk was identified. None where the register does not say the first,
    or no day has passed.
    """
    register = book.registers.get(risk.source.register)
    if register is None or register.incidents_since is None:
        return None
    since = max(register.incidents_since, risk.identified.date)
    if since >= today:
        return None
    found = [one for one in realised(risk.id, book, links) if one.date <= today]
    # What a risk was found by, on that very day, is why it is known: it does not count.
    first = since if since > risk.identified.date else None
    counted = [one for one in found if one.date > since or one.date == first]
    return Experience(
        risk=risk.id,
        since=since,
        until=today,
        events=tuple(one for one in counted if not one.near_miss),
        near_misses=tuple(one for one in found if one.near_miss),
        earlier=tuple(one for one in found if one not in counted and not one.near_miss),
    )


def experiences(book: Book, links: Links, today: date) -> Iterator[Experience]:
    """What happened to each open, assessed risk of which that can be told, by id."""
    for risk in book.risks.values():
        if risk.status is Status.OPEN and risk.assessment.current is not None:
            found = experience(risk, book, links, today)
            if found is not None:
                yield found


def realised(risk: str, book: Book, links: Links) -> tuple[Incident, ...]:
    """The incidents that name a risk, near misses too, oldest first."""
    shelf = book.discovery.incidents
    return tuple(shelf[key] for key in links.incidents_of.get(risk, ()))


def unforeseen_gaps(book: Book, links: Links) -> tuple[FoundIn, ...]:
    """The incidents that no risk foresaw and no risk was found in since, oldest first."""
    ordered = sorted(book.discovery.incidents.values(), key=lambda one: (one.date, one.id))
    origins = (FoundIn("incident", one.id, "") for one in ordered if one.unforeseen)
    return tuple(origin for origin in origins if origin not in links.risks_found_in)

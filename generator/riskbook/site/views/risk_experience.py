"""What happened to a risk, beside the likelihood that it states: a section of its page."""

from __future__ import annotations

import math
from collections.abc import Container
from typing import NamedTuple

from riskbook.identifying.calibration import Calibration, calibration
from riskbook.identifying.incidents import experience, realised
from riskbook.model.discovery import Incident
from riskbook.model.records import Risk
from riskbook.model.terms import Status
from riskbook.reporting.calibration import losses_of, percent, short
from riskbook.site.edition import UP, Edition, RecordLink

LISTED = 6
"""Incidents that a risk's page shows; the page stays light."""


class IncidentLine(NamedTuple):
    """One incident as a risk's page lists it; ``tag`` says why it does not count, "" if it does."""

    record: RecordLink
    date: str
    loss: str
    tag: str


class ExperienceView(NamedTuple):
    """What happened to a risk. ``says`` are sentences; ``warns`` is that a re-score is proposed.

    ``more`` says how many earlier incidents are left out.
    """

    says: tuple[str, ...]
    warns: str
    incidents: tuple[IncidentLine, ...]
    more: str


def risk_experience(edition: Edition, risk: Risk) -> ExperienceView | None:
    """What happened to a risk; None where the book has no incident, or nothing is to be said."""
    site = edition.site
    if not site.book.discovery.incidents:
        return None
    found = realised(risk.id, site.book, site.links)[::-1]
    seen = experience(risk, site.book, site.links, site.today)
    judged = None
    if seen is not None and risk.status is Status.OPEN and risk.assessment.current is not None:
        judged = calibration(seen, site.book)
    if judged is None and not found:
        return None
    counted = frozenset(one.id for one in seen.events) if seen else frozenset()
    rest = len(found) - LISTED
    return ExperienceView(
        says=_says(edition, judged) if judged else _unjudged(edition, risk),
        warns=_warning(edition, judged) if judged else "",
        incidents=tuple(_line(edition, one, counted) for one in found[:LISTED]),
        more=edition.words.say("experience.more", count=rest) if rest > 0 else "",
    )


def incident_link(edition: Edition, key: str, base: str = UP) -> RecordLink:
    """An incident as other pages name it."""
    title = edition.words.text(edition.site.book.discovery.incidents[key].title)
    return RecordLink(key, f"{base}incidents/{key}.html", title)


def _says(edition: Edition, found: Calibration) -> tuple[str, ...]:
    words, seen = edition.words, found.experience
    low, high = found.interval
    facts = {
        "since": words.day(seen.since),
        "years": words.number(short(seen.years)),
        "high": words.number(short(high)),
        "p_high": _in_a_year(edition, high),
    }
    if seen.events:
        happened = words.say(
            "experience.events",
            count=len(seen.events),
            rate=words.number(short(found.rate)),
            low=words.number(short(low)),
            p_low=_in_a_year(edition, low),
            **facts,
        )
    else:
        happened = words.say("experience.no-event", **facts)
    return tuple(filter(None, (happened, _judgement(edition, found), _losses(edition, found))))


def _judgement(edition: Edition, found: Calibration) -> str:
    """What follows for the stated step, where no re-score does."""
    if found.proposed is not None:
        return ""
    return edition.words.say(
        f"experience.{found.verdict.value}",
        stated=edition.names.likelihood[found.stated - 1].full,
        has=_chance(edition, found.steps[found.stated - 1]),
    )


def _warning(edition: Edition, found: Calibration) -> str:
    if found.proposed is None:
        return ""
    steps = edition.names.likelihood
    return edition.words.say(
        "experience.rescore",
        stated=steps[found.stated - 1].full,
        has=_chance(edition, found.steps[found.stated - 1]),
        proposed=steps[found.proposed - 1].full,
        best=_chance(edition, found.steps[found.proposed - 1]),
    )


def _losses(edition: Edition, found: Calibration) -> str:
    seen, words = losses_of(found), edition.words
    if seen is None or seen.known == 1:  # the list below says it
        return ""
    if seen.yearly is None:
        lowest, highest = words.money(seen.lowest), words.money(seen.highest)
        return words.say("experience.losses-few", lowest=lowest, highest=highest)
    return words.say(
        "experience.losses",
        average=words.round_money(seen.average),
        low=words.round_money(seen.yearly.low),
        high=words.round_money(seen.yearly.high),
    )


def _unjudged(edition: Edition, risk: Risk) -> tuple[str, ...]:
    register = edition.site.book.registers.get(risk.source.register)
    if register is not None and register.incidents_since is None:
        return (edition.words.say("experience.unjudged"),)
    return ()


def _line(edition: Edition, incident: Incident, counted: Container[str]) -> IncidentLine:
    words = edition.words
    tag = "" if incident.id in counted else words.say("experience.before")
    return IncidentLine(
        record=incident_link(edition, incident.id),
        date=words.date(incident.date),
        loss=words.money(incident.loss) if incident.loss else "",
        tag=words.say("incident.near-miss") if incident.near_miss else tag,
    )


def _chance(edition: Edition, probability: float) -> str:
    return edition.words.catalogue.say(percent(probability))


def _in_a_year(edition: Edition, rate: float) -> str:
    """The probability of at least one event in a year, of a rate a year."""
    return _chance(edition, -math.expm1(-rate))

"""Incidents: the list with what they say of the register, and the page of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from riskbook.identifying.back_test import BackTest, Bearing, Reliability, back_test
from riskbook.identifying.calibration import Calibration, Verdict, calibrate
from riskbook.identifying.incidents import unforeseen_gaps
from riskbook.identifying.rates import Interval
from riskbook.model.discovery import Incident
from riskbook.model.records import FoundIn
from riskbook.picturing.reliability import Stated, draw_reliability
from riskbook.reporting import back_test as reported
from riskbook.reporting.calibration import percent, short
from riskbook.site import elements
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import service_home
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.record import Foot, foot
from riskbook.site.views.risk_experience import incident_link
from riskbook.site.views.ticket_counts import type_link
from riskbook.site.wing import Leaf
from riskbook.site.words import Words
from riskbook.wording import Fact, Saying

QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Where the scale of the drawing has a line."""


class IncidentRow(NamedTuple):
    """One incident of the list. ``tags`` say that it was nearly one, or that nobody foresaw it."""

    record: RecordLink
    date: str
    service: str
    loss: str
    lasted: str
    risks: tuple[RecordLink, ...]
    tags: tuple[str, ...]


class CalibrationRow(NamedTuple):
    """A risk's stated likelihood, and what its incidents say of it. ``warns``: a re-score."""

    record: RecordLink
    events: int
    rate: str
    stated: str
    has: str
    says: str
    warns: bool


class ReliabilityRow(NamedTuple):
    """A step as it was stated, and what happened in the quarters that followed."""

    step: str
    quarters: int
    years: str
    expected: str
    happened: int
    observed: str
    bearing: str


class BackTestView(NamedTuple):
    """How the past held up. There is no ``drawing`` where there is too little to judge."""

    drawing: Markup
    rows: tuple[ReliabilityRow, ...]
    says: tuple[str, ...]


class IncidentsView(NamedTuple):
    """The page of all incidents. ``quiet`` says to how many risks nothing has happened."""

    lead: str
    losses: str
    unjudged: str
    gaps: tuple[IncidentRow, ...]
    rows: tuple[IncidentRow, ...]
    calibrations: tuple[CalibrationRow, ...]
    quiet: str
    back_test: BackTestView | None
    no_back_test: str


class IncidentView(NamedTuple):
    """An incident's page. ``realised`` are the risks that came true, ``found`` those found by it.

    ``missing`` says what nobody has said or done about it yet.
    """

    id: str
    title: str
    edit: str
    citation: str
    tags: tuple[str, ...]
    date: str
    service: str
    loss: str
    lasted: str
    problem_type: str
    what: str
    near_miss: bool
    realised: tuple[PlanRisk, ...]
    found: tuple[PlanRisk, ...]
    missing: str
    foot: Foot


def incident_pages(edition: Edition) -> Iterator[Leaf]:
    """The list of incidents and the page of each; none for a book without."""
    incidents = edition.site.book.discovery.incidents
    if not incidents:
        return
    yield Leaf("incidents", "incidents.html", incidents_view(edition), "incidents")
    for key, incident in incidents.items():
        yield Leaf(
            kind="incident",
            path=f"incidents/{key}.html",
            view=incident_view(edition, incident),
            nav="incidents",
            title=f"{key} {edition.words.plain(incident.title)}",
            source=incident.source.path,
        )


def incidents_view(edition: Edition) -> IncidentsView:
    """All incidents, the latest first."""
    site, words = edition.site, edition.words
    book = site.book
    ordered = sorted(book.discovery.incidents.values(), key=lambda one: (one.date, one.id))
    gaps = {gap.record for gap in unforeseen_gaps(book, site.links)}
    found = calibrate(book, site.links, site.today)
    telling = [one for one in found if one.experience.events or one.verdict is not Verdict.TOO_FEW]
    quiet = len(found) - len(telling)
    unjudged = [
        edition.names.registers[key]
        for key, register in book.registers.items()
        if register.incidents_since is None
    ]
    tested = (
        back_test(book, site.links, site.timeline, site.today)
        if site.timeline is not None
        else None
    )
    return IncidentsView(
        lead=_lead(words, ordered),
        losses=_losses(words, ordered),
        unjudged=words.fill("incidents.unjudged", registers=words.listing(unjudged))
        if unjudged
        else "",
        gaps=tuple(_row(edition, one) for one in ordered if one.id in gaps),
        rows=tuple(_row(edition, one) for one in reversed(ordered)),
        calibrations=tuple(_calibration(edition, one) for one in telling),
        quiet=words.say("incidents.quiet", count=quiet) if quiet else "",
        back_test=_back_test(edition, tested) if tested else None,
        no_back_test="" if tested else words.catalogue.word("back-test.none"),
    )


def incident_view(edition: Edition, incident: Incident) -> IncidentView:
    """The page of one incident."""
    words, links = edition.words, edition.site.links
    found = links.risks_found_in.get(FoundIn("incident", incident.id, ""), ())
    missing = ""
    if not incident.risks and not found:
        missing = words.say("incident.gap" if incident.unforeseen else "incident.no-risk")
    return IncidentView(
        id=incident.id,
        title=words.text(incident.title),
        edit=edition.edit(incident.source.path),
        citation=f"{incident.id}: {words.plain(incident.title)}",
        tags=_tags(words, incident),
        date=words.date(incident.date),
        service=service_home(edition, incident.service),
        loss=words.money(incident.loss),
        lasted=_lasted(words, incident.hours),
        problem_type=_problem_type(edition, incident.problem_type),
        what=words.text(incident.what),
        near_miss=incident.near_miss,
        realised=_risks(edition, incident.risks),
        found=_risks(edition, found),
        missing=missing,
        foot=foot(edition, incident.source.path),
    )


def _lead(words: Words, ordered: list[Incident]) -> str:
    counts = words.say("incidents.lead", count=len(ordered))
    nearly = sum(one.near_miss for one in ordered)
    if nearly:
        nearly_so = words.say("incidents.near-misses", count=nearly)
        counts = words.say("incidents.lead-nearly", incidents=counts, nearly=nearly_so)
    first, last = words.day(ordered[0].date), words.day(ordered[-1].date)
    return words.say("incidents.lead-parts", incidents=counts, first=first, last=last)


def _losses(words: Words, ordered: list[Incident]) -> str:
    known = [one.loss for one in ordered if one.loss]
    total = words.money(float(round(sum(known))))
    return words.say("incidents.loss", count=len(known), total=total) if known else ""


def _row(edition: Edition, incident: Incident) -> IncidentRow:
    words = edition.words
    return IncidentRow(
        record=incident_link(edition, incident.id, ""),
        date=words.date(incident.date),
        service=service_home(edition, incident.service, ""),
        loss=words.money(incident.loss),
        lasted=_lasted(words, incident.hours),
        risks=tuple(edition.risk(key, "") for key in incident.risks),
        tags=_tags(words, incident),
    )


def _tags(words: Words, incident: Incident) -> tuple[str, ...]:
    tags = (
        words.say("incident.near-miss") if incident.near_miss else "",
        words.say("incident.unforeseen") if incident.unforeseen else "",
    )
    return tuple(filter(None, tags))


def _lasted(words: Words, hours: float | None) -> str:
    """How long, in days where those are whole, else in hours and minutes."""
    if hours is None:
        return ""
    minutes = round(hours * 60)
    whole, rest = divmod(minutes, 60)
    if whole and not rest and not whole % 24:
        return words.say("incident.lasted.days", count=whole // 24)
    in_minutes = words.say("incident.lasted.minutes", count=rest)
    if not whole:
        return in_minutes
    in_hours = words.say("incident.lasted.hours", count=whole)
    return (
        words.say("incident.lasted.parts", hours=in_hours, minutes=in_minutes) if rest else in_hours
    )


def _problem_type(edition: Edition, key: str) -> str:
    types = edition.site.book.discovery.problem_types
    known = {one.id: one for one in types.types} if types else {}
    if key not in known:
        return ""
    named = type_link(edition, known[key])
    return elements.link(named.href, named.title)


def _risks(edition: Edition, keys: tuple[str, ...]) -> tuple[PlanRisk, ...]:
    return tuple(
        PlanRisk(edition.risk(key), edition.names.chip(edition.stages(key).current))
        for key in keys
        if key in edition.risks
    )


def _calibration(edition: Edition, found: Calibration) -> CalibrationRow:
    words, steps = edition.words, edition.names.likelihood
    facts: dict[str, Fact] = {}
    if found.proposed is not None:
        facts = {"value": found.proposed, "name": steps[found.proposed - 1].name}
    says = words.catalogue.word(f"calibrate.verdict.{found.verdict.value}", **facts)
    return CalibrationRow(
        record=edition.risk(found.experience.risk, ""),
        events=len(found.experience.events),
        rate=words.catalogue.word(
            "calibrate.between",
            low=words.number(short(found.interval.low)),
            high=words.number(short(found.interval.high)),
        ),
        stated=steps[found.stated - 1].full,
        has=words.catalogue.say(percent(found.steps[found.stated - 1])),
        says=says,
        warns=found.proposed is not None,
    )


def _back_test(edition: Edition, found: BackTest) -> BackTestView:
    words = edition.words
    drawing = ""
    if found.is_enough:
        rows = [
            Stated(
                _drawn_as(edition, one),
                *(one.stated.low, one.stated.high),
                *(one.observed, one.seen.low, one.seen.high),
            )
            for one in found.steps
        ]
        scale = [(value, words.catalogue.say(percent(value))) for value in QUARTERS]
        drawing = draw_reliability(rows, words.say("incidents.back-test-picture"), scale)
    return BackTestView(
        drawing=Markup(drawing),  # noqa: S704  # our own, all words escaped
        rows=tuple(_reliability(edition, one) for one in found.steps),
        says=tuple(_sentence(words, saying) for saying in reported.summary(found)),
    )


def _sentence(words: Words, saying: Saying) -> str:
    """A saying with its days as pages write them."""
    facts = (
        (name, words.day(fact) if isinstance(fact, date) else fact) for name, fact in saying.facts
    )
    return words.catalogue.say(Saying(saying.key, tuple(facts)))


def _drawn_as(edition: Edition, one: Reliability) -> str:
    """The name of a step; it says so where there is too little to conclude anything from."""
    step = edition.names.likelihood[one.step - 1].short
    few = one.bearing is Bearing.TOO_FEW
    return edition.words.say("incidents.back-test-few", step=step) if few else step


def _reliability(edition: Edition, one: Reliability) -> ReliabilityRow:
    words = edition.words
    return ReliabilityRow(
        step=edition.names.likelihood[one.step - 1].full,
        quarters=one.quarters,
        years=words.number(round(one.years, 1)),
        expected=words.number(round(one.expected, 1)),
        happened=one.happened,
        observed=_range(words, one.seen),
        bearing=words.catalogue.word(f"back-test.bearing.{one.bearing.value}"),
    )


def _range(words: Words, interval: Interval) -> str:
    low, high = round(interval.low * 100), round(interval.high * 100)
    return words.say("incidents.range", low=low, high=high)

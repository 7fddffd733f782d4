"""Where a risk was found, and what of the last months speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from riskbook.identifying.coverage import dated, half_a_year
from riskbook.identifying.origins import Origin, OriginKind, origin_of, said, titled
from riskbook.model.records import Risk
from riskbook.site import elements
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.views.origins import origin_link


class RiskSource(NamedTuple):
    """One thing that a risk was found in; ``about`` says what it is, of what and of when."""

    record: RecordLink
    about: str


def risk_sources(edition: Edition, risk: Risk) -> tuple[RiskSource, ...]:
    """Its problem types with the tickets of six months, then what it says it was found in."""
    return (*_types(edition, risk), *_records(edition, risk))


def _types(edition: Edition, risk: Risk) -> Iterator[RiskSource]:
    if not risk.problem_types:
        return
    words, span = edition.words, half_a_year(edition.site.today)
    counted = edition.sorting.count(span.start, span.end)
    for key in risk.problem_types:
        origin = Origin(OriginKind.TICKETS, key)
        about = words.say("risk-sources.tickets", count=counted.get(key, 0))
        if said(origin, edition.site.book) is not None:
            yield RiskSource(origin_link(edition, origin), about)


def _records(edition: Edition, risk: Risk) -> Iterator[RiskSource]:
    words, book = edition.words, edition.site.book
    for origin in map(origin_of, risk.found_in):
        if said(origin, book) is None:
            continue
        day = words.date(dated(origin, book))
        parts = (words.say(f"risk-sources.{origin.kind}"), words.text(titled(origin, book)), day)
        about = elements.joined([part for part in parts if part], words.say("dot-separator"))
        yield RiskSource(origin_link(edition, origin), about)

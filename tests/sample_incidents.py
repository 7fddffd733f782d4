"""Incidents for tests, and the sample book with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.model.book import Book
from riskbook.model.discovery import Discovery, Incident
from riskbook.model.records import Identified, Risk, Source
from sample_framework import text
from samples import REGISTER, sample_book, sample_register, sample_risk

SINCE = date(2025, 1, 1)
"""Since when the sample register records every incident."""


def sample_incident(
    incident_id: str = "I001", day: date = date(2026, 7, 1), **changes: Any
) -> Incident:
    """An incident of R001."""
    incident = Incident(
        id=incident_id,
        source=Source(
            f"registers/{REGISTER}/incidents/{incident_id}-nobody.yml", REGISTER, "0" * 16
        ),
        title=text("Nobody answered", "无人接听"),
        date=day,
        service="customer-hotline",
        what=text("The caller tried for an hour", "客户拨打了一个小时"),
        loss=1200.0,
        hours=1.0,
        risks=("R001",),
        unforeseen=False,
        near_miss=False,
        problem_type="",
        confidential=False,
    )
    return replace(incident, **changes)


def some_incidents(*days: date, **changes: Any) -> tuple[Incident, ...]:
    """One incident a day, numbered from I001."""
    return tuple(
        sample_incident(f"I{number:03}", day, **changes) for number, day in enumerate(days, 1)
    )


def old_risk(risk_id: str = "R001", likelihood: int = 3, **changes: Any) -> Risk:
    """A risk that was identified before incidents were recorded."""
    found = Identified(date(2024, 5, 12), "customer-feedback", "")
    return sample_risk(risk_id, likelihood, identified=found, **changes)


def book_with(
    incidents: Iterable[Incident],
    risks: Iterable[Risk] | None = None,
    since: date | None = SINCE,
    **changes: Any,
) -> Book:
    """The sample book with incidents, all of them recorded ``since`` then."""
    return sample_book(
        [old_risk()] if risks is None else risks,
        registers={REGISTER: sample_register(incidents_since=since)},
        discovery=Discovery(incidents={one.id: one for one in incidents}),
        **changes,
    )

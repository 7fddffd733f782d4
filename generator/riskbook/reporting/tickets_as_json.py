"""A count of tickets for a program."""

from __future__ import annotations

import json
from typing import Any

from riskbook.identifying.counting import Entry, Spread
from riskbook.identifying.rising import Rise
from riskbook.reporting.tickets_report import TicketsReport

FORMAT = 1
"""Counts up when a field is removed or changes its meaning; a new field does not change it."""


def tickets_as_json(report: TicketsReport) -> str:
    """One JSON object. Times are hours, shares and chances are from 0 to 1."""
    found = report.found
    facts: dict[str, Any] = {
        "format": FORMAT,
        "from": found.start.isoformat(),
        "until": found.end.isoformat(),
        "by": report.grouping.value,
        "exports": list(report.exports),
        "rows": report.rows,
        "tickets": found.total,
        "covered_days": found.covered,
        "took": _spread(found.took),
        "months": [f"{month:%Y-%m}" for month in found.months],
        "entries": [_entry(report, entry) for entry in found.entries],
        "unassigned": _entry(report, found.unsorted) if found.unsorted else None,
        "trends": [_rise(report, rise) for rise in report.rises],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _entry(report: TicketsReport, entry: Entry) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "key": entry.key or None,
        "name": report.name(entry.key),
        "tickets": entry.count,
        "share": _round(entry.share),
        "cumulated": _round(entry.cumulated) if entry.key else None,
        "took": _spread(entry.took),
        "effort": None if entry.effort is None else _round(entry.effort),
        "by_month": list(entry.by_month),
    }
    if report.said:
        said = report.said.get(entry.key, ())
        facts["texts"] = [{"id": one.id, "text": one.text} for one in said]
    return facts


def _rise(report: TicketsReport, rise: Rise) -> dict[str, Any]:
    return {
        "key": rise.key,
        "name": report.name(rise.key),
        "trend": rise.trend.value,
        "recent": rise.recent,
        "recent_days": rise.recent_days,
        "before": rise.before,
        "before_days": rise.before_days,
        "ratio": None if rise.ratio is None else _round(rise.ratio),
        "chance": _round(rise.chance),
        "adjusted": _round(rise.adjusted),
        "dispersion": None if rise.dispersion is None else _round(rise.dispersion),
    }


def _spread(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    return {
        "tickets": spread.of,
        "median": _round(spread.median),
        "ninetieth": _round(spread.ninetieth),
    }


def _round(number: float) -> float:
    """Six digits that count: more would differ between machines and tell nothing."""
    return float(f"{number:.6g}")

"""A change of criteria for a program, as ``schemas/impact.schema.json`` describes."""

from __future__ import annotations

import json
from typing import Any

from riskbook import __version__
from riskbook.reporting.delta_as_json import change_facts
from riskbook.reporting.impact_view import ImpactReport, view
from riskbook.reviewing.criteria_impact import Demand

FORMAT = 1
"""Counts up when a field is removed or changes its meaning; a new field does not change it."""


def as_json(report: ImpactReport) -> str:
    """One JSON object. A fact that there is none of is ``null``; no key is ever absent."""
    impact = report.impact
    content = {
        "format": FORMAT,
        "riskbook": __version__,
        "language": report.catalogue.language,
        "base": report.before,
        "head": report.after,
        "today": report.head.today.isoformat(),
        "headline": view(report).headline,
        "changes": [change_facts(change) for change in impact.changes],
        "levels": [{"level": key, "before": was, "after": now} for key, was, now in impact.counts],
        "risks": [
            {
                "risk": one.risk,
                "rise": one.rise,
                "before": _demand(one.before),
                "after": _demand(one.after),
            }
            for one in impact.impacts
        ],
        "voided": [
            {
                "risk": one.risk,
                "kind": one.kind.value,
                "date": one.day.isoformat(),
                "doubt": one.doubt.value if one.doubt else None,
            }
            for one in impact.voided
        ],
        "withheld": impact.withheld,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _demand(demand: Demand) -> dict[str, Any]:
    period = demand.review_every
    return {
        "level": demand.level,
        "place": demand.place,
        "sharing": demand.sharing,
        "any_of": list(demand.any_of),
        "scope": ("book" if demand.whole_book else "department") if demand.any_of else None,
        "review_every": f"{period.count} {period.unit}" if period else None,
        "due": demand.due.isoformat() if demand.due else None,
        "above_appetite": demand.breach,
    }

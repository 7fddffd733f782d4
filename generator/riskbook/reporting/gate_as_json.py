"""The gate for a program, as ``schemas/gate.schema.json`` describes.

Confidential records are only counted.
"""

from __future__ import annotations

import json
from typing import Any

from riskbook.reporting.checklist_as_json import somebody_in_json
from riskbook.reporting.gate_report import GateReport, command
from riskbook.reviewing.gate import Obligation

FORMAT = 1
"""Counts up when a field is removed or changes its meaning; a new field does not change it."""


def gate_as_json(report: GateReport) -> str:
    """One JSON object. A fact that there is not is ``null``; no key is ever absent."""
    gate = report.gate
    shown = [each for each in gate.obligations if not each.demand.confidential]
    hidden = [each for each in gate.obligations if each.demand.confidential]
    content = {
        "format": FORMAT,
        "riskbook": report.version,
        "language": report.catalogue.language,
        "base": report.before,
        "head": report.after,
        "open": len(gate.open),
        "advisory": gate.advisory,
        "identity": gate.identity.value,
        "authors": list(gate.authors.people),
        "strangers": gate.authors.strangers,
        "obligations": [_obligation(report, each) for each in shown],
        "withheld": {
            "open": sum(each.is_open for each in hidden),
            "met": sum(not each.is_open for each in hidden),
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _obligation(report: GateReport, obligation: Obligation) -> dict[str, Any]:
    demand, entry = obligation.demand, obligation.met
    return {
        "duty": demand.duty.value,
        "of": demand.of,
        "title": report.title(obligation),
        "open": obligation.is_open,
        "advisory": obligation.advisory,
        "why": list(report.why(obligation)),
        "who": [somebody_in_json(each) for each in demand.who],
        "command": command(obligation) or None,
        "remedy": report.remedy(obligation) or None,
        "met": {"path": entry.source.path, "by": entry.by, "date": entry.date.isoformat()}
        if entry
        else None,
        "refused": [
            {"path": each.entry.source.path, "why": report.sentence(each.why)}
            for each in obligation.refused
        ],
    }

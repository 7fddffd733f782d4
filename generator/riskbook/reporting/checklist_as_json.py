"""The checklist for a program, as ``schemas/checklist.schema.json`` describes.

Confidential risks are only counted.
"""

from __future__ import annotations

import json
from typing import Any

from riskbook.reporting.checklist_report import ChecklistReport, command
from riskbook.reviewing.checklist import Item, Reason
from riskbook.reviewing.people import Somebody
from riskbook.reviewing.quoting import Quotation

FORMAT = 1
"""Counts up when a field is removed or changes its meaning; a new field does not change it."""


def checklist_as_json(report: ChecklistReport) -> str:
    """One JSON object. A fact that there is not is ``null``; no key is ever absent."""
    found = report.checklist
    shown = [
        [_item(report, item) for item in items if not item.risk.confidential]
        for items in (found.resting, found.themselves)
    ]
    everything = len(found.resting) + len(found.themselves)
    content = {
        "format": FORMAT,
        "riskbook": report.version,
        "language": report.catalogue.language,
        "base": report.before,
        "head": report.after,
        "resting": shown[0],
        "themselves": shown[1],
        "withheld": everything - sum(map(len, shown)),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _item(report: ChecklistReport, item: Item) -> dict[str, Any]:
    level = report.criteria.levels[item.level].key if item.level is not None else None
    return {
        "risk": item.risk.id,
        "title": report.title(item),
        "path": item.risk.source.path,
        "level": level,
        "owner": somebody_in_json(item.owner),
        "approvers": [somebody_in_json(each) for each in item.approvers],
        "reasons": [_reason(report, reason, item) for reason in item.reasons],
        "changed": list(item.changed),
        "lines": quotation_in_json(item.own),
        "review": item.review.source.path if item.review else None,
        "command": command(item),
    }


def somebody_in_json(somebody: Somebody) -> dict[str, Any]:
    """A person or a role by key, and the keys of those who hold the role."""
    return {"key": somebody.key, "people": [key for key, _ in somebody.people]}


def _reason(report: ChecklistReport, reason: Reason, item: Item) -> dict[str, Any]:
    if reason.ground.confidential:
        return {"pointer": None, "withheld": True, "turns": []}
    return {
        "pointer": reason.ground.pointer,
        "withheld": False,
        "turns": [
            {
                "kind": seen.turn.kind.value,
                "what": report.what(seen),
                "questions": list(report.questions(seen, item)),
                "lines": quotation_in_json(seen.quotation),
            }
            for seen in reason.seen
        ],
    }


def quotation_in_json(quotation: Quotation) -> dict[str, Any] | None:
    """The lines of a file; None where nothing is quoted."""
    if not quotation.lines:
        return None
    return {
        "path": quotation.path or None,
        "lines": [
            {"sign": line.sign, "number": line.number or None, "text": line.text}
            for line in quotation.lines
        ],
        "left_out": quotation.left_out,
    }

"""A change for a program: every fact of it, as ``schemas/delta.schema.json`` describes."""

from __future__ import annotations

import json
from typing import Any

from riskbook import __version__
from riskbook.model.digests import Value
from riskbook.reporting.delta_sentences import headline
from riskbook.reporting.delta_view import DeltaReport
from riskbook.reporting.delta_words import DeltaWords
from riskbook.reviewing.changes import Change, Spot
from riskbook.reviewing.meaning import ApprovalNeeded, BreachChange, ToleranceChange, Voided

FORMAT = 1
"""Counts up when a field is removed or changes its meaning; a new field does not change it."""


def as_json(report: DeltaReport) -> str:
    """One JSON object. A fact that there is none of is ``null``; no key is ever absent."""
    delta = report.delta
    meaning = delta.meaning
    words = DeltaWords(report.catalogue, report.base.book, report.head.book)
    content = {
        "format": FORMAT,
        "riskbook": __version__,
        "language": report.catalogue.language,
        "base": report.before,
        "head": report.after,
        "today": report.head.today.isoformat(),
        "headline": headline(delta, report.base, report.head, words),
        "changes": [change_facts(change) for change in delta.changes],
        "shifted": {"risks": delta.shifted.risks, "furthest": delta.shifted.furthest},
        "breaches": [_breach(one) for one in meaning.breaches],
        "tolerance": [_tolerance(one) for one in meaning.tolerance],
        "approvals": [_approval(one) for one in meaning.approvals],
        "voided": [_voided(one) for one in meaning.voided],
        "lapses": [{"risk": one.risk, "until": one.until.isoformat()} for one in meaning.lapses],
        "withheld": delta.withheld,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def change_facts(change: Change) -> dict[str, Any]:
    """One change as plain data."""
    return {
        "thing": change.thing.value,
        "id": change.id or None,
        "kind": change.kind.value,
        "pointer": change.pointer or None,
        "before": _plain(change.before),
        "after": _plain(change.after),
        "weight": change.weight.value,
        "base": _spot(change.base),
        "head": _spot(change.head),
    }


def _plain(value: Value) -> Value:
    """A value as JSON has it; what is empty is as what is not there."""
    return value if value not in ("", [], {}) else None


def _spot(spot: Spot | None) -> dict[str, Any] | None:
    return {"path": spot.path, "line": spot.line} if spot else None


def _breach(one: BreachChange) -> dict[str, Any]:
    return {
        "risk": one.risk,
        "category": one.category,
        "level": one.level,
        "limit": one.limit,
        "fate": one.fate.value,
    }


def _tolerance(one: ToleranceChange) -> dict[str, Any]:
    return {
        "category": one.category,
        "level": one.level,
        "at_most": one.at_most,
        "risks": list(one.risks),
        "fate": one.fate.value,
    }


def _approval(one: ApprovalNeeded) -> dict[str, Any]:
    return {
        "thing": one.thing.value,
        "id": one.id,
        "level": one.level,
        "any_of": list(one.any_of),
        "scope": "book" if one.whole_book else "department",
        "departments": list(one.departments),
        "people": list(one.people),
    }


def _voided(one: Voided) -> dict[str, Any]:
    return {
        "attestation": one.attestation.value,
        "thing": one.thing.value,
        "id": one.id,
        "date": one.day.isoformat(),
        "changed": list(one.changed),
        "basis": list(one.basis),
        "doubt": one.doubt.value if one.doubt else None,
    }

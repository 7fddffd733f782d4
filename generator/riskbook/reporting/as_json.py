"""Findings for a program: every fact of every finding, in one object with a stated format."""

from __future__ import annotations

import json
from typing import Any

from riskbook.findings import Finding, Severity
from riskbook.reporting.report import Report, rule_name

FORMAT = 1
"""Counts up when a field is removed or changes its meaning; a new field does not change it."""


def as_json(report: Report) -> str:
    """One JSON object. A fact that a finding does not have is ``null``; no key is ever absent."""
    findings = report.in_order()
    content = {
        "format": FORMAT,
        "riskbook": report.version,
        "language": report.catalogue.language,
        "checked": {"records": report.records, "files": report.files},
        "counts": {
            severity.value: sum(finding.severity is severity for finding in findings)
            for severity in Severity
        },
        "findings": [_entry(report, finding) for finding in findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _entry(report: Report, finding: Finding) -> dict[str, Any]:
    span = finding.location.span
    return {
        "code": finding.code,
        "name": rule_name(finding.code) or None,
        "severity": finding.severity.value,
        "message": report.sentence(finding.message),
        "hint": report.sentence(finding.hint) if finding.hint else None,
        "path": finding.location.path,
        "span": span._asdict() if span else None,
        "record": finding.record or None,
        "pointer": finding.pointer or None,
    }

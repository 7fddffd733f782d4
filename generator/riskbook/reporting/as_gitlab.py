"""Findings for a merge request on GitLab: its code quality report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from riskbook.findings import Finding, Severity
from riskbook.reporting.fingerprints import fingerprinted
from riskbook.reporting.report import Report

_GRAVITY: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
)


def as_gitlab(report: Report) -> str:
    """A JSON list; empty where nothing was found, as GitLab wants it."""
    entries = [
        _entry(report, finding, fingerprint)
        for finding, fingerprint in fingerprinted(report.in_order())
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    """GitLab refuses an entry without a line, so a finding on a whole file is on its first."""
    span = finding.location.span
    first, last = (span.line, span.end_line) if span else (1, 1)
    return {
        "description": report.sentence(finding.message),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _GRAVITY[finding.severity],
        "location": {"path": finding.location.path, "lines": {"begin": first, "end": last}},
    }

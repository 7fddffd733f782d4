"""The code quality report: what GitLab asks of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from riskbook.findings import Location, Span
from riskbook.reporting import Report
from riskbook.reporting.as_gitlab import as_gitlab

ReportIn = Callable[..., Report]


def read(report: Report) -> list[dict[str, Any]]:
    entries = json.loads(as_gitlab(report))
    assert isinstance(entries, list)
    return entries


def test_nothing_found_is_an_empty_list(report_in: ReportIn) -> None:
    assert read(report_in("en", findings=())) == []


def test_every_finding_has_what_gitlab_asks_for(report_in: ReportIn) -> None:
    report = report_in("en")
    entries = read(report)
    assert len(entries) == len(report.in_order())
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1


def test_no_two_have_one_fingerprint(report_in: ReportIn) -> None:
    prints = [entry["fingerprint"] for entry in read(report_in("en"))]
    assert len(set(prints)) == len(prints)


def test_a_fingerprint_outlives_new_lines_and_another_language(report_in: ReportIn) -> None:
    report = report_in("en")
    moved = tuple(
        replace(
            found,
            location=Location(found.location.path, Span(*(n + 7 for n in found.location.span)))
            if found.location.span
            else found.location,
        )
        for found in report.findings
    )
    before = sorted(entry["fingerprint"] for entry in read(report))
    assert sorted(entry["fingerprint"] for entry in read(report_in("zh", findings=moved))) == before

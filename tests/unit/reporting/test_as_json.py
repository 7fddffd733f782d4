from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from riskbook.findings import Severity
from riskbook.reporting import Report
from riskbook.reporting.as_json import as_json

ReportIn = Callable[..., Report]


def read(report: Report) -> dict[str, Any]:
    content = json.loads(as_json(report))
    assert isinstance(content, dict)
    return content


def test_every_finding_has_every_key(report_in: ReportIn) -> None:
    keys = {"code", "name", "severity", "message", "hint", "path", "span", "record", "pointer"}
    for finding in read(report_in("en"))["findings"]:
        assert set(finding) == keys


def test_counts_are_those_of_the_findings(report_in: ReportIn) -> None:
    content = read(report_in("en"))
    for severity in Severity:
        found = [one for one in content["findings"] if one["severity"] == severity.value]
        assert content["counts"][severity.value] == len(found)


def test_only_words_depend_on_the_language(report_in: ReportIn) -> None:
    english, chinese = read(report_in("en")), read(report_in("zh"))
    for content in (english, chinese):
        del content["language"]
        for finding in content["findings"]:
            del finding["message"], finding["hint"]
    assert english == chinese


def test_the_order_of_the_findings_given_does_not_matter(report_in: ReportIn) -> None:
    report = report_in("en")
    turned = report_in("en", findings=tuple(reversed(report.findings)) + report.findings)
    assert as_json(turned) == as_json(report)

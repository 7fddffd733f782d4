"""Findings for code scanning: SARIF 2.1.0 (OASIS Standard, 2020), within GitHub's limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from riskbook.findings import CODES, Finding, Span, in_order
from riskbook.reporting.cells import ELLIPSIS
from riskbook.reporting.fingerprints import fingerprinted
from riskbook.reporting.report import Report, counted, rule_name
from riskbook.reporting.rule_page import prose, show_rule_page
from riskbook.reporting.screen import Screen

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 5_000
"""GitHub keeps this many results of a run."""
MOST_DESCRIPTION = 1_024
"""Characters that GitHub takes of a rule's description."""

_FAMILIES = {
    "0": "reading",
    "1": "schema",
    "2": "links",
    "3": "assessment",
    "4": "treatment",
    "5": "sign-offs",
    "6": "criteria",
    "7": "process",
    "8": "discovery",
}


def as_sarif(report: Report) -> str:
    """One run with one result a finding; the worst where there are more than GitHub keeps."""
    worst = report.worst_first()
    kept, left_out = in_order(worst[:MOST_RESULTS]), worst[MOST_RESULTS:]
    codes = sorted({finding.code for finding in kept})
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Riskbook",
                "semanticVersion": report.version,
                "language": report.catalogue.language,
                "rules": [_rule(report, code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": list(_results(report, kept, codes)),
    }
    if left_out:
        words = report.word("report.left-out", counts=counted(left_out))
        note = {"level": "note", "message": {"text": words}}
        run["invocations"] = [
            {"executionSuccessful": True, "toolExecutionNotifications": [note]},
        ]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(report: Report, code: str) -> dict[str, Any]:
    """A rule as its page tells it; a code without a page is described by its name."""
    rule: dict[str, Any] = {"id": code, "name": rule_name(code) or code}
    page = report.rule_pages.get(code)
    if page is None:
        words = {"text": rule["name"].replace("-", " ")}
        rule |= {"shortDescription": words, "fullDescription": words}
    else:
        rule |= {
            "shortDescription": {"text": _shortened(page.summary)},
            "fullDescription": {"text": _shortened(prose(page))},
            "help": {"text": show_rule_page(page, Screen()), "markdown": page.markdown},
        }
    if code in CODES:
        rule["defaultConfiguration"] = {"level": CODES[code].severity.value}
        rule["properties"] = {"tags": [_FAMILIES[code[2]], CODES[code].sight.value]}
    return rule


def _results(
    report: Report, findings: tuple[Finding, ...], codes: list[str]
) -> Iterator[dict[str, Any]]:
    for finding, fingerprint in fingerprinted(findings):
        yield {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": finding.severity.value,
            "message": {"text": _words(report, finding)},
            "locations": [{"physicalLocation": _location(finding)}],
            "partialFingerprints": {"riskbook/v1": fingerprint},
        }


def _words(report: Report, finding: Finding) -> str:
    """The message and the hint; nothing in them is a link (SARIF 2.1.0, 3.11.6)."""
    words = report.sentence(finding.message)
    if finding.hint:
        label = report.word("report.help") + report.word("report.colon")
        words += f"\n{label}{report.sentence(finding.hint)}"
    return words.replace("](", "]\u200b(")


def _location(finding: Finding) -> dict[str, Any]:
    """A place. GitHub refuses one without a line, so a finding on a whole file is on its first."""
    span = finding.location.span or Span(1, 1, 1, 1)
    return {
        "artifactLocation": {"uri": quote(finding.location.path), "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_DESCRIPTION else text[: MOST_DESCRIPTION - 1] + ELLIPSIS

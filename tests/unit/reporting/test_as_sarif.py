"""The log is held to the parts of the SARIF 2.1.0 schema that it uses, written out here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from riskbook.findings import Finding, Location, Severity, Span
from riskbook.reporting import Report
from riskbook.reporting.as_sarif import MOST_RESULTS, as_sarif
from riskbook.wording import say

ReportIn = Callable[..., Report]


def closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: dict[str, Any], **limits: int) -> dict[str, Any]:
    return {"type": "array", "items": items, **limits}


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
DESCRIPTION = closed({"text": {**TEXT, "maxLength": 1024}})
RULE = closed(
    {
        "id": {"type": "string", "pattern": "^RB[0-9]{3}$"},
        "name": {**TEXT, "maxLength": 255},
        "shortDescription": DESCRIPTION,
        "fullDescription": DESCRIPTION,
    },
    {
        "help": closed({"text": TEXT, "markdown": TEXT}),
        "defaultConfiguration": closed({"level": LEVEL}),
        "properties": closed({"tags": {**listed(TEXT, maxItems=20), "uniqueItems": True}}),
    },
)
RESULT = closed(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": closed({"text": TEXT}),
        "locations": listed(
            closed(
                {
                    "physicalLocation": closed(
                        {
                            "artifactLocation": closed(
                                {
                                    "uri": {
                                        "type": "string",
                                        "pattern": "^[^/:\\\\<>` ][^:<>` ]*$",
                                    },
                                    "uriBaseId": {"const": "%SRCROOT%"},
                                }
                            ),
                            "region": closed(
                                dict.fromkeys(
                                    ("startLine", "startColumn", "endLine", "endColumn"), NUMBER
                                )
                            ),
                        }
                    )
                }
            ),
            minItems=1,
            maxItems=1,
        ),
        "partialFingerprints": closed(
            {"riskbook/v1": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}
        ),
    }
)
RUN = closed(
    {
        "tool": closed(
            {
                "driver": closed(
                    {
                        "name": {"const": "Riskbook"},
                        "semanticVersion": TEXT,
                        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                        "rules": {**listed(RULE), "uniqueItems": True},
                    }
                )
            }
        ),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": listed(RESULT, maxItems=MOST_RESULTS),
    },
    {
        "invocations": listed(
            closed(
                {
                    "executionSuccessful": {"type": "boolean"},
                    "toolExecutionNotifications": listed(
                        closed({"level": LEVEL, "message": closed({"text": TEXT})})
                    ),
                }
            )
        )
    },
)
LOG = Draft202012Validator(
    closed(
        {
            "$schema": {"const": "https://json.schemastore.org/sarif-2.1.0.json"},
            "version": {"const": "2.1.0"},
            "runs": listed(RUN, minItems=1, maxItems=1),
        }
    )
)


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(as_sarif(report))
    LOG.validate(log)
    run = log["runs"][0]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_log_keeps_to_the_schema(language: str, report_in: ReportIn) -> None:
    assert len(run_of(report_in(language))["results"]) == len(report_in(language).findings)


def test_a_result_points_at_its_rule(report_in: ReportIn) -> None:
    run = run_of(report_in("en"))
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])


def test_a_rule_is_described_by_its_page(report_in: ReportIn) -> None:
    rules = {rule["id"]: rule for rule in run_of(report_in("en"))["tool"]["driver"]["rules"]}
    rule = rules["RB304"]
    assert rule["shortDescription"]["text"] == "The target is worse than today's assessment."
    assert "A target is what the treatment is meant to reach." in rule["fullDescription"]["text"]
    assert "likelihood: 4" not in rule["fullDescription"]["text"]
    assert rule["help"]["markdown"].startswith("# RB304")
    assert rule["properties"]["tags"] == ["assessment", "plain"]


def test_a_chinese_path_is_a_uri(report_in: ReportIn) -> None:
    uris = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in run_of(report_in("en"))["results"]
    }
    assert (
        "registers/service-desk/risks/R007-%E5%8F%98%E6%9B%B4%E6%9C%AA%E7%BB%8F%E8%AF%84%E5%AE%A1.md"
        in uris
    )


def fingerprints(run: dict[str, Any]) -> list[str]:
    return [one["partialFingerprints"]["riskbook/v1"] for one in run["results"]]


def test_fingerprints_outlive_lines_and_language(report_in: ReportIn) -> None:
    report = report_in("en")
    moved = tuple(
        replace(finding, location=Location(finding.location.path, down(finding.location.span)))
        for finding in report.findings
    )
    before = fingerprints(run_of(report))
    assert len(set(before)) == len(before)
    assert fingerprints(run_of(report_in("zh", findings=moved))) == before


def down(span: Span | None) -> Span | None:
    return span and Span(span.line + 7, span.column, span.end_line + 7, span.end_column)


def test_words_of_the_book_are_no_links(report_in: ReportIn) -> None:
    assert not any("](" in one["message"]["text"] for one in run_of(report_in("en"))["results"])


def test_of_too_many_the_worst_are_kept(report_in: ReportIn) -> None:
    worst = Finding("RB302", Severity.ERROR, say("finding.event"), Location("z.md"))
    mild = [
        Finding("RB703", Severity.NOTE, say("finding.event"), Location(f"{number:05}.md"))
        for number in range(MOST_RESULTS + 2)
    ]
    run = run_of(report_in("en", findings=(*mild, worst)))
    assert len(run["results"]) == MOST_RESULTS
    assert run["results"][-1]["ruleId"] == "RB302"
    notification = run["invocations"][0]["toolExecutionNotifications"][0]
    assert notification["message"]["text"].startswith("Left out here: 3 notes.")

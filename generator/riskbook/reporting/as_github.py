"""Findings as annotations on a pull request: workflow commands that GitHub's runner reads.

A step shows at most ten annotations of each kind, so the worst go first and the last one says
what was left out. ``workflow-commands-for-github-actions`` in GitHub's documentation.
"""

from __future__ import annotations

from itertools import groupby

from riskbook.findings import Finding, Severity
from riskbook.reporting.report import Report, counted, rule_name

MOST_OF_A_KIND = 10

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(report: Report) -> str:
    """A command a line, worst first, and the summary as the last line."""
    findings = report.worst_first()
    kept = _first_of_each(findings, MOST_OF_A_KIND)
    if len(kept) == len(findings):
        return "\n".join([*(_annotation(report, one) for one in kept), report.summary(), ""])
    # One notice makes room for the one that says what is missing.
    kept = [
        *(one for one in kept if one.severity is not Severity.NOTE),
        *[one for one in kept if one.severity is Severity.NOTE][: MOST_OF_A_KIND - 1],
    ]
    shown = set(kept)
    left_out = tuple(one for one in findings if one not in shown)
    notice = _command(
        "notice",
        {"title": report.word("report.left-out.title")},
        report.word("report.left-out", counts=counted(left_out)),
    )
    return "\n".join([*(_annotation(report, one) for one in kept), notice, report.summary(), ""])


def _first_of_each(findings: tuple[Finding, ...], most: int) -> list[Finding]:
    groups = groupby(findings, key=lambda finding: finding.severity)
    return [finding for _, group in groups for finding in list(group)[:most]]


def _annotation(report: Report, finding: Finding) -> str:
    span = finding.location.span
    properties = {"file": finding.location.path}
    if span:
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
    if span and span.line == span.end_line:
        # Columns are refused on annotations that span lines.
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{finding.code} {rule_name(finding.code)}".rstrip()
    message = report.sentence(finding.message)
    if finding.hint:
        label = report.word("report.help") + report.word("report.colon")
        message += f"\n{label}{report.sentence(finding.hint)}"
    return _command(_COMMANDS[finding.severity], properties, message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")

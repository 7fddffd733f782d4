"""Findings for whatever shows test results: JUnit's XML, a file of the book as a class of tests.

The format has no standard; what is written here is what GitLab, Jenkins and Azure all read. Errors
and warnings are failures. A note is a test that passed and had something to say.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from riskbook.findings import Finding, Severity
from riskbook.reporting.cells import one_line
from riskbook.reporting.report import Report, place, rule_name

_NO_CHARACTERS = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")
"""What XML 1.0 has no place for; control characters have become pictures before."""


def as_junit(report: Report) -> str:
    """One suite. A book without findings is one test that passed."""
    findings = report.in_order()
    failed = sum(finding.severity is not Severity.NOTE for finding in findings)
    counts = {"tests": str(max(len(findings), 1)), "failures": str(failed)}
    suites = Element("testsuites", {"name": "riskbook", **counts})
    suite = SubElement(suites, "testsuite", {"name": "riskbook check", **counts})
    if not findings:
        SubElement(suite, "testcase", classname="riskbook", name=report.summary())
    for finding in findings:
        _add(suite, report, finding)
    indent(suites)
    xml = tostring(suites, encoding="unicode").translate(_NO_CHARACTERS)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'


def _add(suite: Element, report: Report, finding: Finding) -> None:
    name = f"{finding.code} {rule_name(finding.code)} {place(finding)}"
    case = SubElement(suite, "testcase", classname=one_line(finding.location.path), name=name)
    message = report.sentence(finding.message)
    details = message
    if finding.hint:
        label = report.word("report.help") + report.word("report.colon")
        details += f"\n{label}{report.sentence(finding.hint)}"
    if finding.severity is Severity.NOTE:
        SubElement(case, "system-out").text = details
    else:
        kind = finding.severity.value
        SubElement(case, "failure", type=kind, message=message).text = details

"""JUnit's XML: sound whatever a file holds, and red for what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

from riskbook.findings import Location, Severity
from riskbook.reporting import Report
from riskbook.reporting.as_junit import as_junit

ReportIn = Callable[..., Report]


def read(report: Report) -> ET.Element:
    return ET.fromstring(as_junit(report))  # noqa: S314  # our own


def test_nothing_found_is_one_test_that_passed(report_in: ReportIn) -> None:
    suites = read(report_in("en", findings=()))
    assert (suites.get("tests"), suites.get("failures")) == ("1", "0")
    assert len(suites.findall(".//testcase")) == 1
    assert suites.findall(".//failure") == []


def test_errors_and_warnings_fail_and_notes_do_not(report_in: ReportIn) -> None:
    report = report_in("en")
    suites = read(report)
    notes = [one for one in report.in_order() if one.severity is Severity.NOTE]
    failures = suites.findall(".//failure")
    assert len(suites.findall(".//testcase")) == len(report.in_order())
    assert len(failures) == len(report.in_order()) - len(notes) == int(suites.get("failures", ""))
    assert len(suites.findall(".//system-out")) == len(notes) > 0


def test_a_hostile_message_stays_a_text(report_in: ReportIn) -> None:
    messages = [failure.get("message", "") for failure in read(report_in("en")).iter("failure")]
    assert any("<script>" in message for message in messages)


def test_a_path_of_characters_that_xml_refuses(report_in: ReportIn) -> None:
    report = report_in("en")
    odd = replace(report.findings[0], location=Location("a\x00\x0b\ud800\uffff.md"))
    assert len(read(report_in("en", findings=(odd,))).findall(".//testcase")) == 1

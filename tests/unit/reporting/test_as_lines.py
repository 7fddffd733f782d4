"""Findings as one line each: nothing that an author writes can make two of it, or another form."""

from __future__ import annotations

import re
from collections.abc import Callable

from riskbook.reporting import Report
from riskbook.reporting.as_lines import as_lines

ReportIn = Callable[..., Report]
FORM = re.compile(r"(.+?):(\d+):(\d+): (error|warning|note)\[(RB\d+)\]: (.+)")


def test_there_is_a_line_for_every_finding_and_one_that_sums_up(report_in: ReportIn) -> None:
    for language in ("en", "zh"):
        report = report_in(language)
        *lines, summary, nothing = as_lines(report).split("\n")
        assert (summary, nothing) == (report.summary(), "")
        assert len(lines) == len(report.in_order())
        for line, finding in zip(lines, report.in_order(), strict=True):
            found = FORM.fullmatch(line)
            assert found
            span = finding.location.span
            assert found.group(2, 3) == ((str(span.line), str(span.column)) if span else ("1", "1"))
            assert found.group(4, 5) == (finding.severity.value, finding.code)
            assert found.group(6).startswith(
                report.sentence(finding.message).replace("##[", "##\u200b[")
            )


def test_a_finding_without_a_hint_says_only_what_is_wrong(report_in: ReportIn) -> None:
    finding = next(one for one in report_in("en").in_order() if one.hint is None)
    line, _ = as_lines(report_in("en", findings=(finding,))).splitlines()
    assert FORM.fullmatch(line)
    assert "→" not in line


def test_a_runner_is_given_no_command(report_in: ReportIn) -> None:
    for line in as_lines(report_in("en")).splitlines():
        assert "##[" not in line
        assert not line.startswith("::")

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from riskbook.findings import Finding, Location, Severity, Span
from riskbook.reporting import Report
from riskbook.reporting.as_github import as_github
from riskbook.wording import say

ReportIn = Callable[..., Report]


def many(severity: Severity, count: int) -> list[Finding]:
    return [
        Finding("RB301", severity, say("finding.event"), Location(f"{number:02}.md"))
        for number in range(count)
    ]


def kinds(output: str) -> Counter[str]:
    return Counter(re.findall(r"^::(\w+) ", output, re.MULTILINE))


def test_ten_of_a_kind_are_all_shown(report_in: ReportIn) -> None:
    findings = [finding for severity in Severity for finding in many(severity, 10)]
    output = as_github(report_in("en", findings=tuple(findings)))
    assert kinds(output) == {"error": 10, "warning": 10, "notice": 10}
    assert "Left out" not in output


def test_of_more_the_last_notice_says_how_many_were_left_out(report_in: ReportIn) -> None:
    findings = (*many(Severity.NOTE, 10), *many(Severity.WARNING, 11), *many(Severity.ERROR, 14))
    output = as_github(report_in("en", findings=findings))
    assert kinds(output) == {"error": 10, "warning": 10, "notice": 10}
    assert "::notice title=More findings::Left out here: 4 errors, 1 warning, 1 note." in output
    assert output.endswith("14 errors, 11 warnings, 10 notes in 14 files\n")


def test_the_worst_come_first(report_in: ReportIn) -> None:
    output = as_github(report_in("en"))
    shown = re.findall(r"^::(\w+) ", output, re.MULTILINE)
    assert shown == sorted(shown, key=["error", "warning", "notice"].index)


def test_properties_and_messages_are_escaped(report_in: ReportIn) -> None:
    finding = Finding(
        "RB301",
        Severity.ERROR,
        say("finding.hostile", title="100%\n::error::x"),
        Location("a,b:c%d\n.md"),
        say("hint.near", near="x"),
    )
    assert as_github(report_in("en", findings=(finding,))).splitlines()[0] == (
        "::error file=a%2Cb%3Ac%25d%0A.md,title=RB301 open-but-unassessed"
        "::The title 100%25 ::error::x holds markup.%0Ahelp: Did you mean x?"
    )


def test_columns_are_given_on_one_line_only(report_in: ReportIn) -> None:
    one = Finding("RB301", Severity.ERROR, say("finding.event"), Location("a", Span(2, 3, 2, 5)))
    two = Finding("RB301", Severity.ERROR, say("finding.event"), Location("b", Span(2, 3, 4, 5)))
    first, second, _ = as_github(report_in("en", findings=(one, two))).splitlines()
    assert "file=a,line=2,endLine=2,col=3,endColumn=5,title=" in first
    assert "file=b,line=2,endLine=4,title=" in second

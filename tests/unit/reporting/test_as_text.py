from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskbook.findings import Finding, Location, Severity
from riskbook.reporting import Colour, Report
from riskbook.reporting.as_text import as_text
from riskbook.reporting.cells import cells
from riskbook.wording import say

ReportIn = Callable[..., Report]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_nothing_overflows_but_a_path(language: str, width: int, report_in: ReportIn) -> None:
    lines = as_text(report_in(language, width=width)).splitlines()
    wide = [line for line in lines if cells(line) > width]
    assert all(line.lstrip().startswith("--> ") for line in wide)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_colour_changes_nothing_but_colour(language: str, report_in: ReportIn) -> None:
    coloured = as_text(report_in(language, colour=Colour.ANSI))
    assert "\x1b" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert plain == as_text(report_in(language))


def test_a_place_can_be_clicked_however_long_its_path(report_in: ReportIn) -> None:
    text = as_text(report_in("en", width=40))
    assert "--> registers/service-desk/risks/R001-mail-outage.md:21:17\n" in text


def test_findings_of_a_file_stand_together(report_in: ReportIn) -> None:
    paths = re.findall(r"--> (.+?)(?::\d+:\d+)?\n", as_text(report_in("en")))
    assert paths == sorted(paths)


def test_the_rule_to_read_about_is_the_worst(report_in: ReportIn) -> None:
    assert as_text(report_in("en")).endswith("riskbook explain RB113\n")


def test_a_code_that_is_not_in_the_catalogue_has_no_name(report_in: ReportIn) -> None:
    finding = Finding("RB999", Severity.NOTE, say("finding.event"), Location("a.md"))
    assert as_text(report_in("en", findings=(finding,))).startswith("note[RB999]\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["::error::", "##[error]", "a", " ", "风险"])).map("".join),
    st.integers(12, 40),
)
def test_no_line_is_a_command_to_a_runner(report_in: ReportIn, title: str, width: int) -> None:
    finding = Finding(
        "RB113",
        Severity.ERROR,
        say("finding.hostile", title=title),
        Location("a.md"),
        say("hint.hostile", title=title),
    )
    text = as_text(report_in("en", findings=(finding,), width=width))
    assert not any(line.strip().startswith("::") for line in text.splitlines())
    assert "##[" not in text

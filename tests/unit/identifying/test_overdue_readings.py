"""What waits for the owner of an indicator, beside their reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from riskbook.identifying.overdue_readings import overdue_readings
from riskbook.reading.resources import catalogue
from riskbook.reporting.screen import Screen
from riskbook.reporting.status import StatusReport, status_as_markdown, status_as_text
from riskbook.reviewing.status import State, in_order
from riskbook.run import judge
from sample_indicators import CALM, indicator_book
from samples import TODAY

LATE = TODAY + timedelta(days=11)


@pytest.mark.parametrize(
    ("values", "today", "open_"),
    [
        (CALM, TODAY, []),
        (CALM, LATE, [(State.OVERDUE, date(2026, 11, 29))]),
        ((), TODAY, [(State.NEVER, None)]),
        (None, LATE, []),
    ],
)
def test_a_reading_waits_for_its_owner(
    values: Sequence[float] | None, today: date, open_: list[tuple[State, date | None]]
) -> None:
    found = tuple(overdue_readings(judge(indicator_book(values), today)))
    assert [(each.state, each.day) for each in found] == open_
    assert {(each.owner, each.record) for each in found} <= {("hotline-lead", "calls-waiting")}


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Reading overdue by 4 days"), ("zh", "读数逾期 4 天")]
)
def test_it_stands_in_the_status(language: str, said: str) -> None:
    judged = judge(indicator_book(), LATE)
    report = StatusReport(judged, in_order(overdue_readings(judged)), catalogue(language))
    text = status_as_text(report, Screen())
    assert said in text
    assert "calls-waiting" in text
    assert said in status_as_markdown(report)


def test_a_confidential_one_leaves_the_repository_by_no_summary() -> None:
    judged = judge(indicator_book(confidential=True), LATE)
    report = StatusReport(judged, in_order(overdue_readings(judged)), catalogue("en"))
    assert "calls" not in status_as_markdown(report).lower()

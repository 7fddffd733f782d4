"""RB862 to RB869, what the rules' pages do not show; and what other rules say of indicators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from riskbook.model.terms import Direction, Status, Trouble
from sample_indicators import indicator_book, sample_readings
from samples import TODAY, sample_plan, sample_risk

Told = Callable[..., list[tuple[str, str, str]]]


def codes(found: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(code, pointer) for code, pointer, _ in found if code.startswith(("RB86", "RB202"))]


def test_a_sound_indicator_is_sound(told: Told) -> None:
    assert codes(told(indicator_book())) == []
    assert codes(told(indicator_book(waits_for=Trouble.RED))) == []


def test_where_lower_is_worse_red_is_below_amber(told: Told) -> None:
    lower: dict[str, Any] = {"direction": Direction.LOWER, "amber": 5, "red": 8, "clear_at": 4}
    found = told(indicator_book((9.0,), **lower))
    assert codes(found) == [("RB862", "clear_at"), ("RB862", "red")]
    assert found[-1][2] == "Red begins at 8, which is not below amber at 5"


@pytest.mark.parametrize("changes", [{"red": 5}, {"clear_at": 5}])
def test_equal_thresholds_are_out_of_order(told: Told, changes: dict[str, Any]) -> None:
    assert [code for code, _ in codes(told(indicator_book((3.0,), **changes)))] == ["RB862"]


def test_a_table_without_readings_is_overdue_and_one_that_cannot_be_read_is_not(
    told: Told,
) -> None:
    (found,) = [each for each in told(indicator_book(())) if each[0] == "RB863"]
    assert found[2] == "Urgent calls that wait: there is no reading in calls-waiting.csv"
    assert codes(told(indicator_book(None))) == []


def test_a_plan_that_is_set_off_says_what_is_done_when_it_is_red(told: Told) -> None:
    assert codes(told(indicator_book(on_red=None))) == [("RB865", "red")]
    assert codes(told(indicator_book(on_red=None, waits_for=Trouble.RED))) == []


def test_a_closed_risk_is_warned_of_nothing(told: Told) -> None:
    closed = sample_risk(indicators=("calls-waiting",), status=Status.CLOSED)
    assert codes(told(indicator_book(risks=[closed]))) == [("RB866", "id")]


def test_a_record_that_cannot_be_read_may_be_the_risk_that_is_missed(told: Told) -> None:
    book = indicator_book(risks=[])
    assert codes(told(replace(book, unread=frozenset({"R009"})))) == []


def test_a_trigger_that_is_met_says_by_what_and_since_when(told: Told) -> None:
    found = told(indicator_book((3, 6, 9), waits_for=Trouble.AMBER))
    since = TODAY - timedelta(weeks=1)
    assert [each for each in found if each[0] == "RB868"] == [
        (
            "RB868",
            "trigger/T1/indicator",
            f"Trigger T1 of P001 is met since {since}: Urgent calls that wait is at “Red”",
        )
    ]


def test_a_trigger_without_a_state_waits_for_red(told: Told) -> None:
    for values, met in (((3, 6), []), ((3, 9), [("RB868", "trigger/T1/indicator")])):
        book = indicator_book(values, waits_for=Trouble.AMBER)
        trigger = replace(book.plans["P001"].trigger[0], state=None)
        plan = sample_plan(trigger=(trigger,))
        assert codes(told(replace(book, plans={"P001": plan}))) == met


def test_a_reading_of_tomorrow_counts_for_nothing_yet(told: Told) -> None:
    book = indicator_book(waits_for=Trouble.AMBER)
    ahead = sample_readings((3, 3, 9), last=TODAY + timedelta(days=1))
    found = replace(book.discovery, readings={"calls-waiting": ahead})
    assert codes(told(replace(book, discovery=found))) == [("RB869", "file")]


def test_what_names_an_indicator_that_is_not_there(told: Told) -> None:
    book = indicator_book(waits_for=Trouble.RED)
    plan = book.plans["P001"]
    wrong = replace(plan.trigger[0], indicator="calls-waitin")
    risk = sample_risk(indicators=("calls-waiting", "nothing"))
    found = told(
        replace(book, risks={"R001": risk}, plans={"P001": replace(plan, trigger=(wrong,))})
    )
    assert codes(found) == [
        ("RB202", "trigger/T1/indicator"),
        ("RB202", "indicators/1"),
    ]


def test_an_owner_is_somebody(told: Told) -> None:
    assert codes(told(indicator_book(owner="nobody"))) == [("RB202", "owner")]

"""Indicators and readings for tests: an urgent call should not wait, one reading a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from riskbook.model.book import Book
from riskbook.model.discovery import Discovery, Indicator, Readings
from riskbook.model.records import Period, Risk, Source, Trigger
from riskbook.model.terms import Direction, Timing, Trouble
from samples import REGISTER, TODAY, sample_book, sample_plan, sample_risk, text

FOLDER = f"registers/{REGISTER}/indicators"

CALM = (3.0, 4.0, 3.5, 4.5, 3.0)


def sample_indicator(key: str = "calls-waiting", **changes: Any) -> Indicator:
    """Amber from 5 %, red from 8 %, one reading a week; higher is worse."""
    indicator = Indicator(
        id=key,
        source=Source(f"{FOLDER}/{key}.yml", REGISTER, "0" * 16),
        title=text("Urgent calls that wait", "等待的紧急来电"),
        definition=text("Share of a week's urgent calls", "一周紧急来电的比例"),
        unit=text("%", "%"),
        direction=Direction.HIGHER,
        timing=Timing.LEAD,
        origin=text("Weekly report", "周报"),
        every=Period(1, "weeks"),
        owner="hotline-lead",
        amber=5,
        red=8,
        consecutive=1,
        clear_at=None,
        reason=text("The contract says so", "合同约定"),
        on_amber=text("Look", "看"),
        on_red=text("A second person joins", "增派一人"),
        file=f"{key}.csv",
        confidential=False,
    )
    return replace(indicator, **changes)


def sample_readings(
    values: Sequence[float], key: str = "calls-waiting", last: date = TODAY
) -> Readings:
    """Readings a week apart, the last one on a day."""
    count = len(values)
    return Readings(
        of=key,
        source=Source(f"{FOLDER}/{key}.csv", REGISTER, "0" * 16),
        dates=tuple(last - timedelta(weeks=count - 1 - index) for index in range(count)),
        values=tuple(values),
        lines=tuple(range(2, count + 2)),
    )


def indicator_book(
    values: Sequence[float] | None = CALM,
    *,
    waits_for: Trouble | None = None,
    risks: Sequence[Risk] | None = None,
    **changes: Any,
) -> Book:
    """A book with one indicator that R001 names; ``waits_for`` is when it sets off P001.

    Without ``values`` the table could not be read. ``changes`` are those of the indicator.
    """
    indicator = sample_indicator(**changes)
    plan = sample_plan()
    if waits_for:
        trigger = Trigger("T1", "Too many wait", "Monitor", indicator.id, waits_for)
        plan = replace(plan, trigger=(trigger,))
    readings = {} if values is None else {indicator.id: sample_readings(values, indicator.id)}
    return sample_book(
        [sample_risk(indicators=(indicator.id,))] if risks is None else risks,
        plans=[plan],
        discovery=Discovery(indicators={indicator.id: indicator}, readings=readings),
    )

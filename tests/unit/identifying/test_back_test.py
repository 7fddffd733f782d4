"""The past held against what followed it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from riskbook.identifying.back_test import Bearing, a_year, back_test, score
from riskbook.model.book import Book
from riskbook.model.links import link
from riskbook.model.terms import Status
from riskbook.reviewing.timeline import Timeline
from riskbook.reviewing.turns import Cause, Event, Then, Turn
from sample_incidents import SINCE, book_with, old_risk, sample_incident, some_incidents

TODAY = date(2026, 11, 22)


def turn(risk: str, day: date, likelihood: int | None, status: Status = Status.OPEN) -> Turn:
    then = Then("", "en", status, "", None, likelihood, 3, None, above=False)
    return Turn(risk, "c", day, day, "", Event.MOVED, Cause.RECORD, None, then, ())


def told(*turns: Turn, begins: date = date(2024, 12, 1)) -> Timeline:
    by_risk = {one.risk: tuple(each for each in turns if each.risk == one.risk) for one in turns}
    return Timeline(begins, turns, (), by_risk)


def forecasts(book: Book, history: Timeline, today: date = TODAY) -> list[tuple[date, int, bool]]:
    found = back_test(book, link(book), history, today)
    return [(one.start, one.step, one.happened) for one in found.forecasts] if found else []


def test_the_score_by_hand() -> None:
    """V26."""
    pairs = list(zip((0.9, 0.9, 0.1, 0.1, 0.5), (True, False, False, False, True), strict=True))
    found = score(pairs)
    assert found.brier == pytest.approx(0.218)
    parts = (found.reliability, found.resolution, found.uncertainty)
    assert parts == pytest.approx((0.118, 0.140, 0.240))
    assert found.log_score == pytest.approx(0.66236, abs=1e-5)
    assert found.z == pytest.approx(1.0)
    assert found.brier == pytest.approx(parts[0] - parts[1] + parts[2])
    assert found.skill == pytest.approx(1 - 0.218 / 0.24)


def test_a_score_where_all_ended_alike_or_nobody_leaned() -> None:
    assert score([(0.2, False), (0.4, False)]).skill is None
    assert score([(0.5, True)]).z == 0


def test_every_quarter_that_has_ended_is_a_forecast_of_its_own() -> None:
    history = told(turn("R001", date(2024, 12, 1), 3), turn("R001", date(2026, 3, 31), 5))
    book = book_with(some_incidents(date(2025, 4, 1), date(2025, 6, 30), date(2026, 9, 30)))
    assert forecasts(book, history) == [
        (date(2025, 1, 1), 3, False),
        (date(2025, 4, 1), 3, True),  # two of them, and one forecast
        (date(2025, 7, 1), 3, False),
        (date(2025, 10, 1), 3, False),
        (date(2026, 1, 1), 3, False),
        (date(2026, 4, 1), 5, False),
        (date(2026, 7, 1), 5, True),
    ]


def test_a_quarter_ends_with_its_last_day() -> None:
    history = told(turn("R001", date(2024, 12, 1), 3))
    book = book_with([])
    assert len(forecasts(book, history, date(2025, 3, 31))) == 0
    assert len(forecasts(book, history, date(2025, 4, 1))) == 1


def test_a_risk_that_was_not_open_or_not_scored_made_no_forecast() -> None:
    for changed in (
        turn("R001", date(2024, 12, 1), 3, Status.DRAFT),
        turn("R001", date(2024, 12, 1), 3, Status.CLOSED),
        turn("R001", date(2024, 12, 1), None),
        turn("R009", date(2024, 12, 1), 3),  # gone since
        turn("R001", date(2026, 10, 1), 3),  # only since this quarter
    ):
        assert forecasts(book_with([]), told(changed)) == []


def test_only_time_with_a_complete_record_counts() -> None:
    history = told(turn("R001", date(2024, 12, 1), 3))
    assert forecasts(book_with([], since=None), history) == []
    late = book_with([], since=SINCE + timedelta(1))
    assert forecasts(late, history)[0][0] == date(2025, 4, 1)
    nearly = book_with([sample_incident(near_miss=True)])
    assert not any(happened for _, _, happened in forecasts(nearly, history))


def test_twenty_risk_years_are_the_least() -> None:
    """Twelve risks of step 3, over seven quarters: 21 risk-years."""
    keys = [f"R{number:03}" for number in range(1, 13)]
    risks = [old_risk(key) for key in keys]
    history = told(*(turn(key, date(2024, 12, 1), 3) for key in keys))

    def bearing(book: Book, today: date = TODAY) -> Bearing:
        found = back_test(book, link(book), history, today)
        assert found is not None
        (step,) = found.steps
        assert found.is_enough == (step.bearing is not Bearing.TOO_FEW)
        return step.bearing

    days = [date(2025, 1, 5) + timedelta(days=91 * n) for n in range(7)]
    often = [
        sample_incident(f"I{day:%m%d}{key}", day, risks=(key,)) for day in days for key in keys
    ]
    assert bearing(book_with([], risks)) is Bearing.LESS_OFTEN
    assert bearing(book_with(often, risks)) is Bearing.MORE_OFTEN
    assert bearing(book_with(often[:8], risks)) is Bearing.AS_STATED
    assert bearing(book_with(often, risks), date(2026, 7, 1)) is Bearing.TOO_FEW


def test_four_quarters_are_a_year() -> None:
    assert a_year(0) == 0
    assert a_year(1) == 1
    assert a_year(0.5) == 1 - 0.5**4

from __future__ import annotations

from datetime import date

import pytest

from riskbook.model.records import Period
from riskbook.reviewing.calendar import after


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        (date(2026, 11, 22), 1, "days", date(2026, 11, 23)),
        (date(2026, 12, 31), 1, "days", date(2027, 1, 1)),
        (date(2026, 11, 22), 2, "weeks", date(2026, 12, 6)),
        (date(2026, 11, 22), 3, "months", date(2027, 2, 22)),
        (date(2026, 1, 31), 1, "months", date(2026, 2, 28)),
        (date(2028, 1, 31), 1, "months", date(2028, 2, 29)),
        (date(2026, 8, 31), 1, "months", date(2026, 9, 30)),
        (date(2026, 12, 15), 1, "months", date(2027, 1, 15)),
        (date(2026, 11, 30), 12, "months", date(2027, 11, 30)),
        (date(2026, 11, 30), 25, "months", date(2028, 12, 30)),
        (date(2028, 2, 29), 1, "years", date(2029, 2, 28)),
        (date(2028, 2, 29), 4, "years", date(2032, 2, 29)),
        (date(2026, 11, 22), 0, "months", date(2026, 11, 22)),
    ],
)
def test_a_period_after_a_day(day: date, count: int, unit: str, expected: date) -> None:
    assert after(day, Period(count, unit)) == expected


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_the_calendar_has_an_end(unit: str) -> None:
    assert after(date(9999, 6, 1), Period(10**12, unit)) == date.max


def test_other_units_are_unknown() -> None:
    with pytest.raises(LookupError, match="fortnights"):
        after(date(2026, 1, 1), Period(1, "fortnights"))

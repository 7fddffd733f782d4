"""An incident as the file has it, and as the model holds it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from riskbook.model.discovery import Incident
from riskbook.model.records import Source
from riskbook.reading.building import Frame
from riskbook.reading.building_incidents import incident

LEAST = {
    "id": "I001",
    "title": "Nobody answered",
    "date": "2026-07-01",
    "service": "customer-hotline",
}


def built(**fields: Any) -> Incident:
    return incident({**LEAST, **fields}, Source("", "", ""), Frame("en", {}, {}, ()))


def test_what_is_left_out_is_not_guessed() -> None:
    found = built()
    assert (found.date, found.title.read("en")) == (date(2026, 7, 1), "Nobody answered")
    assert (found.what, found.loss, found.hours) == (None, None, None)
    assert (found.risks, found.unforeseen, found.near_miss) == ((), False, False)


def test_no_loss_is_another_thing_than_an_unknown_one() -> None:
    assert built(loss=0).loss == 0


@pytest.mark.parametrize(
    ("duration", "hours"),
    [
        ("90 minutes", 1.5),
        ("1 minute", 1 / 60),
        ("5 hours", 5),
        ("2 days", 48),
        ("3 weeks", 504),
        ("1 month", 730.5),
        ("1 year", 8766),
    ],
)
def test_how_long_it_lasted_is_held_in_hours(duration: str, hours: float) -> None:
    assert built(duration=duration).hours == pytest.approx(hours)

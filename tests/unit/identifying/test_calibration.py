"""What counts as evidence about a risk, and what follows for its score."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from riskbook.identifying.calibration import Verdict, calibrate, judged
from riskbook.identifying.incidents import experience, unforeseen_gaps
from riskbook.model.book import Book
from riskbook.model.links import link
from riskbook.model.records import FoundIn, Identified
from riskbook.model.terms import Status
from sample_incidents import SINCE, book_with, old_risk, sample_incident, some_incidents

TODAY = date(2026, 11, 22)
YEAR = timedelta(days=366)


def seen(book: Book, today: date = TODAY) -> tuple[str, str, str] | None:
    """The ids of the events, the near misses and the earlier ones."""
    found = experience(book.risks["R001"], book, link(book), today)
    if found is None:
        return None
    parts = (found.events, found.near_misses, found.earlier)
    events, nearly, earlier = (" ".join(one.id for one in part) for part in parts)
    return events, nearly, earlier


def test_events_count_from_the_day_since_when_all_are_recorded() -> None:
    incidents = some_incidents(SINCE - timedelta(1), SINCE, date(2026, 3, 1))
    assert seen(book_with(incidents)) == ("I002 I003", "", "I001")


def test_what_a_risk_was_found_by_does_not_count() -> None:
    found = Identified(date(2025, 6, 1), "incident", "")
    incidents = some_incidents(date(2025, 5, 1), date(2025, 6, 1), date(2025, 6, 2))
    book = book_with(incidents, [replace(old_risk(), identified=found)])
    assert seen(book) == ("I003", "", "I001 I002")


def test_a_near_miss_is_no_event_and_the_future_is_nothing() -> None:
    nearly, ahead = sample_incident(near_miss=True), sample_incident("I002", TODAY + timedelta(1))
    assert seen(book_with([nearly, ahead])) == ("", "I001", "")


def test_nothing_is_said_without_a_complete_record_or_a_day() -> None:
    assert seen(book_with(some_incidents(SINCE), since=None)) is None
    assert seen(book_with([]), SINCE) is None
    assert seen(book_with([]), SINCE + timedelta(1)) == ("", "", "")


def test_years_are_those_that_were_looked_at() -> None:
    book = book_with([])
    found = experience(book.risks["R001"], book, link(book), SINCE + timedelta(days=1461))
    assert found is not None
    assert found.years == 4


@pytest.mark.parametrize(
    ("steps", "stated", "expected"),
    [
        ((0.09, 0.5, 0.41), 1, (Verdict.RESCORE, 2)),
        ((0.1, 0.5, 0.4), 1, (Verdict.TOO_FEW, None)),
        ((0.05, 0.49, 0.46), 1, (Verdict.TOO_FEW, None)),
        ((0.6, 0.3, 0.1), 1, (Verdict.FITS, None)),
        ((0.6, 0.35, 0.05), 3, (Verdict.RESCORE, 1)),
    ],
)
def test_the_rule(
    steps: tuple[float, ...], stated: int, expected: tuple[Verdict, int | None]
) -> None:
    assert judged(steps, stated) == expected


def verdict(book: Book, today: date) -> tuple[Verdict, int | None]:
    (found,) = calibrate(book, link(book), today)
    return found.verdict, found.proposed


def test_many_events_raise_a_score_and_long_quiet_lowers_one() -> None:
    days = [SINCE + timedelta(days=40 * n) for n in range(1, 6)]
    assert verdict(book_with(some_incidents(*days)), SINCE + YEAR) == (Verdict.RESCORE, 5)
    quiet = book_with([], [old_risk(likelihood=4)])
    assert verdict(quiet, SINCE + 6 * YEAR) == (Verdict.RESCORE, 1)


def test_half_a_year_is_the_least() -> None:
    days = [SINCE + timedelta(days=n) for n in range(1, 6)]
    book = book_with(some_incidents(*days))
    assert verdict(book, SINCE + timedelta(days=182))[0] is Verdict.TOO_FEW
    assert verdict(book, SINCE + timedelta(days=183))[0] is Verdict.RESCORE


def test_no_higher_step_follows_from_nothing() -> None:
    """Jeffreys' prior alone gives the highest step most while the time is short."""
    book = book_with([], [old_risk(likelihood=1)])
    (found,) = calibrate(book, link(book), SINCE + timedelta(days=190))
    assert found.steps[0] < found.steps[4]
    assert found.proposed is None


def test_only_open_and_assessed_risks_are_judged() -> None:
    for changed in (
        replace(old_risk(), status=Status.CLOSED),
        replace(old_risk(), status=Status.DRAFT),
        replace(old_risk(), assessment=replace(old_risk().assessment, current=None)),
    ):
        assert calibrate(book_with([], [changed]), link(book_with([], [changed])), TODAY) == ()


def test_a_gap_is_what_nobody_foresaw_and_no_risk_was_found_in() -> None:
    late, early = (
        sample_incident(key, day, risks=(), unforeseen=True)
        for key, day in (("I001", date(2026, 8, 1)), ("I002", date(2026, 2, 1)))
    )
    foreseen = sample_incident("I003")
    book = book_with([late, early, foreseen])
    gaps = (FoundIn("incident", "I002", ""), FoundIn("incident", "I001", ""))
    assert unforeseen_gaps(book, link(book)) == gaps
    closed = old_risk(status=Status.CLOSED, found_in=(gaps[0],))
    book = book_with([late, early], [closed])
    assert unforeseen_gaps(book, link(book)) == gaps[1:]

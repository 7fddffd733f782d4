"""RB85x: incidents say what they were, and the register hears it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Assessment, FoundIn, Identified
from riskbook.model.terms import ReviewOutcome, Status
from riskbook.rules import Evidence, incidents
from sample_incidents import SINCE, book_with, old_risk, sample_incident, some_incidents
from samples import TODAY, sample_book, sample_risk, sample_sign_off, sample_stage

View = Callable[..., Evidence]

RULES = dict(incidents.RULES)
UNFORESEEN = sample_incident(risks=(), unforeseen=True)


@pytest.fixture
def found(view: View) -> Callable[..., list[tuple[str, str]]]:
    """The codes that the rules of incidents report for a book, each with its pointer."""

    def tell(book: Book, **changes: Any) -> list[tuple[str, str]]:
        evidence = view(book, **changes)
        return [
            (finding.code, finding.pointer) for rule in RULES.values() for finding in rule(evidence)
        ]

    return tell


Found = Callable[..., list[tuple[str, str]]]


def test_a_plain_incident_and_a_book_without_any_are_sound(found: Found) -> None:
    assert found(book_with([sample_incident(loss=None)])) == []
    assert found(sample_book()) == []


def test_an_incident_says_which_risk_it_was_or_that_it_was_none(found: Found) -> None:
    assert found(book_with([sample_incident(risks=())])) == [("RB850", "risks")]
    assert found(book_with([sample_incident(unforeseen=True)])) == [("RB851", "unforeseen")]


def test_what_nobody_foresaw_becomes_a_risk(found: Found) -> None:
    assert found(book_with([UNFORESEEN])) == [("RB852", "unforeseen")]
    named = old_risk(found_in=(FoundIn("incident", "I001", ""),))
    assert found(book_with([UNFORESEEN], [named])) == []
    assert found(book_with([UNFORESEEN], unread=frozenset({"R009"}))) == []


def test_an_incident_is_dated_in_the_time_that_is_looked_at(found: Found) -> None:
    ahead = sample_incident(day=TODAY + timedelta(1))
    assert found(book_with([ahead])) == [("RB853", "date")]
    before = sample_incident(day=SINCE - timedelta(1), loss=None)
    assert found(book_with([before])) == [("RB854", "date")]
    assert found(book_with([before], since=None)) == []


def test_a_closed_risk_that_comes_true_is_open_again(found: Found) -> None:
    closed = old_risk(status=Status.CLOSED)
    review = sample_sign_off("R001", day=date(2026, 6, 30), outcome=ReviewOutcome.CLOSED)

    def told(day: date, **changes: Any) -> list[tuple[str, str]]:
        book = book_with([sample_incident(day=day, **changes)], [closed], sign_offs=(review,))
        return found(book)

    assert told(date(2026, 7, 1)) == [("RB855", "risks/0")]
    assert told(date(2026, 6, 30)) == []
    assert told(date(2026, 7, 1), near_miss=True) == []
    assert found(book_with([sample_incident()], [closed], sign_offs=())) == []


def scored(**impact: int) -> Assessment:
    stage = sample_stage(3, impact)
    return Assessment(stage, stage, None, None, None)


def test_a_loss_is_held_against_the_step_of_money(found: Found) -> None:
    dear = sample_incident(loss=10_001.0)
    for assessment, expected in (
        (scored(customer=1, financial=2), [("RB856", "loss")]),
        (scored(customer=2, financial=3), []),
        (scored(customer=1), []),
    ):
        risk = old_risk(assessment=assessment)
        assert found(book_with([dear], [risk])) == expected
        assert found(book_with([replace(dear, near_miss=True)], [risk])) == []
    known = replace(
        old_risk(assessment=scored(customer=1, financial=2)),
        identified=Identified(dear.date, "incident", ""),
    )
    assert found(book_with([dear], [known])) == []


def test_a_score_that_incidents_speak_against_is_told(found: Found) -> None:
    days = [SINCE + timedelta(days=60 * n) for n in range(1, 9)]
    book = book_with(some_incidents(*days, loss=None))
    assert found(book) == [("RB857", "assessment/current/likelihood")]
    assert found(replace(book, unread=frozenset({"I099"}))) == []
    fitting = sample_risk(likelihood=5, identified=old_risk().identified)
    assert found(book_with(some_incidents(*days, loss=None), [fitting])) == []


def test_all_of_it_is_said_in_both_languages(
    told: Callable[..., list[tuple[str, str, str]]],
) -> None:
    days = [SINCE + timedelta(days=60 * n) for n in range(1, 9)]
    book = book_with(some_incidents(*days, loss=None))
    (message,) = [text for code, _, text in told(book) if code == "RB857"]
    assert message.startswith("8 events since 2025-01-01 speak against Possible (3)")

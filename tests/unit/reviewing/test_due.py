from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from riskbook.assessing.levels import level
from riskbook.assessing.standing import Attested
from riskbook.model.links import link
from riskbook.model.records import Assessment, Risk, SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.due import attest
from samples import TODAY, sample_book, sample_risk, sample_sign_off

ACCEPTANCE = SignOffKind.ACCEPTANCE


def attested(risk: Risk, *sign_offs: SignOff, today: date = TODAY) -> Attested:
    book = sample_book([risk], sign_offs=sign_offs)
    return attest(book, link(book), level(book), today)[risk.id]


def accepted(day: date, until: date) -> SignOff:
    return sample_sign_off(kind=ACCEPTANCE, day=day, until=until)


@pytest.mark.parametrize(
    ("likelihood", "impact", "due"),
    [
        (1, 1, date(2027, 2, 2)),  # low: 3 months
        (4, 3, date(2027, 1, 2)),  # high: 2 months
        (5, 5, date(2026, 12, 2)),  # critical: 1 month
    ],
)
def test_due_is_the_last_review_plus_the_period_of_the_level_now(
    likelihood: int, impact: int, due: date
) -> None:
    result = attested(sample_risk("R001", likelihood, impact), sample_sign_off())
    assert result.last_review == date(2026, 11, 2)
    assert result.due == due
    assert result.days_late == 0


def test_without_a_review_the_day_it_was_identified_counts() -> None:
    result = attested(sample_risk())
    assert result.last_review is None
    assert result.due == date(2026, 8, 12)
    assert result.days_late == (TODAY - date(2026, 8, 12)).days == 102


def test_the_due_day_itself_is_not_late() -> None:
    review = sample_sign_off(day=date(2026, 8, 22))
    assert attested(sample_risk(), review).days_late == 0
    assert attested(sample_risk(), review, today=TODAY + timedelta(days=1)).days_late == 1


def test_the_latest_review_counts_and_one_of_tomorrow_does_not() -> None:
    reviews = [
        sample_sign_off(day=date(2026, 10, 1)),
        sample_sign_off(day=date(2026, 7, 1)),
        sample_sign_off(day=TODAY + timedelta(days=1)),
    ]
    assert attested(sample_risk(), *reviews).last_review == date(2026, 10, 1)


@pytest.mark.parametrize("kind", [SignOffKind.APPROVAL, SignOffKind.ACCEPTANCE])
def test_an_approval_or_an_acceptance_is_no_review(kind: SignOffKind) -> None:
    assert attested(sample_risk(), sample_sign_off(kind=kind)).last_review is None


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_drafts_and_closed_risks_are_not_due(status: Status) -> None:
    result = attested(sample_risk(status=status), sample_sign_off())
    assert (result.due, result.days_late) == (None, 0)


def test_a_risk_without_level_or_without_day_is_not_due() -> None:
    unassessed = sample_risk(assessment=Assessment(None, None, None, None, None))
    assert attested(unassessed, sample_sign_off()).due is None
    assert attested(sample_risk(identified=None)).due is None


@pytest.mark.parametrize(
    ("day", "until", "in_force", "lapsed"),
    [
        (date(2026, 6, 1), TODAY, TODAY, None),
        (TODAY, date(2027, 1, 1), date(2027, 1, 1), None),
        (date(2026, 6, 1), date(2026, 11, 21), None, date(2026, 11, 21)),
        (TODAY + timedelta(days=1), date(2027, 1, 1), None, None),
    ],
)
def test_an_acceptance_holds_from_its_day_to_its_end(
    day: date, until: date, in_force: date | None, lapsed: date | None
) -> None:
    result = attested(sample_risk(), accepted(day, until))
    assert (result.accepted_until, result.lapsed_on) == (in_force, lapsed)


def test_the_latest_acceptance_in_force_counts() -> None:
    longer = accepted(date(2026, 6, 1), date(2027, 6, 1))
    later = accepted(date(2026, 10, 1), date(2027, 1, 1))
    ended = accepted(date(2025, 1, 1), date(2025, 12, 31))
    result = attested(sample_risk(), longer, later, ended)
    assert result.accepted_until == date(2027, 1, 1)
    assert result.lapsed_on == date(2025, 12, 31)


def test_an_acceptance_without_an_end_is_none() -> None:
    endless = replace(sample_sign_off(kind=ACCEPTANCE), until=None)
    result = attested(sample_risk(), endless)
    assert (result.accepted_until, result.lapsed_on) == (None, None)

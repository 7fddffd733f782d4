from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from riskbook.assessing.appetite import breaches, tolerance_breaches
from riskbook.assessing.levels import level
from riskbook.assessing.standing import Attested, Breach, ToleranceBreach
from riskbook.model.book import Book
from riskbook.model.criteria import Tolerance
from riskbook.model.terms import Status
from samples import HIGH, MEDIUM, sample_book, sample_criteria, sample_risk

NOTHING = Attested(None, None, 0, None, None)
ACCEPTED = replace(NOTHING, accepted_until=date(2027, 1, 1))


def breached(book: Book, **attested: Attested) -> dict[str, Breach]:
    return breaches(book, level(book), dict.fromkeys(book.risks, NOTHING) | attested)


def test_a_level_above_the_limit_is_a_breach_and_one_at_it_is_none() -> None:
    book = sample_book([sample_risk("R001", 4, 3), sample_risk("R002", 3, 3)])
    assert breached(book) == {"R001": Breach("operational", HIGH, MEDIUM)}


def test_an_acceptance_in_force_makes_it_no_breach_and_a_lapsed_one_does_not() -> None:
    book = sample_book([sample_risk("R001", 4, 3)])
    lapsed = replace(NOTHING, lapsed_on=date(2026, 1, 1))
    assert breached(book, R001=ACCEPTED) == {}
    assert list(breached(book, R001=lapsed)) == ["R001"]


def test_a_category_without_appetite_has_no_limit() -> None:
    assert breached(sample_book([sample_risk("R001", 5, 5, category="technical")])) == {}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_only_open_risks_break_it(status: Status) -> None:
    assert breached(sample_book([sample_risk("R001", 5, 5, status=status)])) == {}


def test_tolerance_counts_the_level_and_above() -> None:
    risks = [sample_risk("R003", 4, 3), sample_risk("R001", 5, 5), sample_risk("R002", 3, 3)]
    two = sample_book(risks)
    assert tolerance_breaches(two, level(two)) == ()
    three = sample_book([*risks, sample_risk("R004", 4, 4)])
    assert tolerance_breaches(three, level(three)) == (
        ToleranceBreach("operational", HIGH, 2, ("R001", "R003", "R004")),
    )


def test_no_tolerance_is_no_bound_and_none_at_all_is_one() -> None:
    (appetite,) = sample_criteria().appetite
    without = sample_criteria(appetite=(replace(appetite, tolerance=None),))
    none_at_all = sample_criteria(appetite=(replace(appetite, tolerance=Tolerance(HIGH, 0)),))
    risks = [sample_risk("R001", 5, 5)]
    for criteria, count in ((without, 0), (none_at_all, 1)):
        book = sample_book(risks, criteria=criteria)
        assert len(tolerance_breaches(book, level(book))) == count

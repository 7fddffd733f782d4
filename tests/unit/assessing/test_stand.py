from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from riskbook.assessing.levels import level
from riskbook.assessing.stand import stand
from riskbook.assessing.standing import Attested, BookStanding, Treated
from riskbook.model.book import Book
from riskbook.model.records import Assessment, ExpectedLoss, LossRange, Treatment
from riskbook.model.terms import Status, Strategy
from samples import CRITICAL, sample_book, sample_risk

NOTHING = Attested(None, None, 0, None, None)
UNASSESSED = Assessment(None, None, None, None, None)


def standing(book: Book, attested: Attested = NOTHING) -> BookStanding:
    return stand(book, level(book), dict.fromkeys(book.risks, attested))


def test_every_risk_has_a_standing_and_only_open_assessed_ones_a_rank() -> None:
    result = standing(
        sample_book(
            [
                sample_risk("R001", 3, 3),
                sample_risk("R002", 5, 5),
                sample_risk("R003", assessment=UNASSESSED),
                sample_risk("R004", assessment=UNASSESSED, status=Status.DRAFT),
                sample_risk("R005", 5, 5, status=Status.CLOSED),
            ]
        )
    )
    assert list(result.risks) == ["R001", "R002", "R003", "R004", "R005"]
    assert result.ranked == ("R002", "R001")
    assert result.unassessed == ("R003",)
    closed = result.risks["R005"]
    assert closed.rank is None
    assert closed.breach is None
    assert closed.stages.current is not None
    assert closed.stages.current.level == CRITICAL
    assert result.risks["R003"].stages.current is None
    breach = result.risks["R002"].breach
    assert breach is not None
    assert breach.level == CRITICAL


def test_expected_loss_is_a_years() -> None:
    loss = ExpectedLoss(2.0, None, LossRange(500, 500, 0.9), "")
    result = standing(sample_book([sample_risk("R001", expected_loss=loss), sample_risk("R002")]))
    assert result.risks["R001"].expected_loss == pytest.approx(1000)
    assert result.risks["R002"].expected_loss is None


@pytest.mark.parametrize(
    ("strategy", "attested", "treated"),
    [
        (None, NOTHING, Treated.UNTREATED),
        (Strategy.MITIGATE, NOTHING, Treated.TREATED),
        (Strategy.ACCEPT, NOTHING, Treated.UNACCEPTED),
        (Strategy.ACCEPT, replace(NOTHING, accepted_until=date(2027, 1, 1)), Treated.TREATED),
        (Strategy.ACCEPT, replace(NOTHING, lapsed_on=date(2026, 1, 1)), Treated.LAPSED),
        (
            Strategy.ACCEPT,
            replace(NOTHING, accepted_until=date(2027, 1, 1), lapsed_on=date(2026, 1, 1)),
            Treated.TREATED,
        ),
    ],
)
def test_whether_the_treatment_holds(
    strategy: Strategy | None, attested: Attested, treated: Treated
) -> None:
    book = sample_book([sample_risk(treatment=Treatment(strategy, "", ()))])
    result = standing(book, attested)
    assert result.risks["R001"].treated is treated
    assert result.risks["R001"].attested == attested

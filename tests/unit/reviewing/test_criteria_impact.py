"""What other criteria make of the same risks, and nothing that other edits do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from riskbook.assessing.standing import Doubt
from riskbook.model.book import Book
from riskbook.model.criteria import Authority, Criteria
from riskbook.model.records import Period, SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.criteria_impact import CriteriaImpact, Impact, criteria_impact
from riskbook.reviewing.fingerprints import fingerprint
from riskbook.run import judge
from samples import HIGH, MEDIUM, TODAY, grid, sample_book, sample_risk, sample_sign_off

BOOK = replace(
    sample_book(
        [
            sample_risk("R001", 3, 3),
            sample_risk("R002", 4, 4, plan=""),
            sample_risk("R003", 1, 1, plan=""),
            sample_risk("R004", 5, 5, plan="", status=Status.CLOSED),
        ]
    ),
    sign_offs=(),
)
SAME = BOOK.criteria
HARDER = replace(SAME, matrix=grid("MHHCC", "MMHCC", "LMHHH", "LLMMH", "LLLMM"))
"""As before but for the cell of R001: from medium to high."""


def impact(criteria: Criteria, book: Book = BOOK) -> CriteriaImpact:
    return criteria_impact(judge(book, TODAY), judge(replace(book, criteria=criteria), TODAY))


def only(found: CriteriaImpact) -> Impact:
    (one,) = found.impacts
    return one


def level(index: int, **changes: object) -> Criteria:
    levels = list(SAME.levels)
    levels[index] = replace(levels[index], **changes)  # type: ignore[arg-type]
    return replace(SAME, levels=tuple(levels))


def bound(of: str, kind: SignOffKind, by: str, role: str) -> SignOff:
    now = fingerprint(BOOK.risks[of], BOOK, {})
    return sample_sign_off(
        of,
        kind,
        date(2026, 11, 2),
        by=by,
        role=role,
        content=tuple(now.content.items()),
        basis=tuple(now.basis.items()),
    )


def test_the_same_criteria_do_nothing() -> None:
    found = impact(SAME)
    assert (found.changes, found.impacts, found.voided) == ((), (), ())
    assert found.counts == (("critical", 1, 1), ("high", 0, 0), ("medium", 1, 1), ("low", 1, 1))


def test_a_cell_raises_who_stands_on_it_and_nobody_else() -> None:
    found = impact(HARDER)
    one = only(found)
    assert (one.risk, one.rise, one.is_rank_only) == ("R001", 1, False)
    assert (one.before.level, one.after.level) == ("medium", "high")
    assert (one.before.any_of, one.after.any_of) == (("risk-owner", "management"), ("management",))
    assert (one.before.whole_book, one.after.whole_book) == (False, True)
    assert (one.before.review_every, one.after.review_every) == (
        Period(3, "months"),
        Period(2, "months"),
    )
    assert (one.before.breach, one.after.breach) == (False, True)
    assert found.counts == (("critical", 1, 1), ("high", 0, 1), ("medium", 1, 0), ("low", 1, 1))
    assert [change.pointer for change in found.changes] == ["matrix/3/3"]


def test_taking_it_back_lowers_it() -> None:
    hard = replace(BOOK, criteria=HARDER)
    back = criteria_impact(judge(hard, TODAY), judge(BOOK, TODAY))
    assert (only(back).rise, only(back).after.level) == (-1, "medium")


@pytest.mark.parametrize(
    ("criteria", "fact"),
    [
        (level(MEDIUM, review_every=Period(1, "months")), "review_every"),
        (level(MEDIUM, approval=Authority(("management",), whole_book=True)), "any_of"),
        (level(MEDIUM, approval=None), "any_of"),
    ],
)
def test_what_a_level_asks_for_is_told_of_its_risks(criteria: Criteria, fact: str) -> None:
    one = only(impact(criteria))
    assert (one.risk, one.rise) == ("R001", 0)
    assert getattr(one.before, fact) != getattr(one.after, fact)


def test_an_appetite_opens_a_breach() -> None:
    narrow = replace(SAME, appetite=(replace(SAME.appetite[0], limit=0),))
    one = only(impact(narrow))
    assert (one.risk, one.before.breach, one.after.breach) == ("R001", False, True)


def test_who_only_makes_room_is_told_last() -> None:
    lower = replace(SAME, matrix=grid("MHHCC", "MMHLC", "LMMHH", "LLMMH", "LLLMM"))
    found = impact(lower)
    assert [(one.risk, one.rise, one.is_rank_only) for one in found.impacts] == [
        ("R002", -3, False),
        ("R001", 0, True),
    ]


def test_a_risk_that_falls_off_the_matrix_has_no_level() -> None:
    gap = replace(SAME, matrix=grid("MHHCC", "MMHCC", "LM.HH", "LLMMH", "LLLMM"))
    found = impact(gap)
    one = next(one for one in found.impacts if one.risk == "R001")
    assert (one.after.level, one.after.place, one.after.any_of, one.rise) == (None, None, (), 0)
    assert found.counts[-1] == (None, 0, 1)


def test_a_level_that_is_gone_is_counted_with_nobody_in_it() -> None:
    levels = (*SAME.levels[:HIGH], SAME.levels[-1])
    fewer = replace(SAME, levels=levels, matrix=grid("MHHHH", *["LMMMH"] * 4, levels="LMH"))
    assert ("high", 0, 0) in impact(fewer).counts


def test_a_review_rests_on_the_slice_that_was_used() -> None:
    review = bound("R001", SignOffKind.REVIEW, "hotline-lead", "risk-owner")
    book = replace(BOOK, sign_offs=(review,))
    (voided,) = impact(HARDER, book).voided
    assert (voided.risk, voided.kind, voided.doubt) == ("R001", SignOffKind.REVIEW, None)
    elsewhere = replace(SAME, matrix=grid("HHHCC", "MMHCC", "LMMHH", "LLMMH", "LLLMM"))
    assert impact(elsewhere, book).voided == ()


def test_an_approval_by_too_low_a_role_is_voided() -> None:
    low = bound("R001", SignOffKind.APPROVAL, "hotline-lead", "risk-owner")
    (voided,) = impact(HARDER, replace(BOOK, sign_offs=(low,))).voided
    assert (voided.kind, voided.doubt) == (SignOffKind.APPROVAL, Doubt.NOT_ENOUGH)
    high = bound("R001", SignOffKind.APPROVAL, "operations-head", "management")
    assert impact(HARDER, replace(BOOK, sign_offs=(high,))).voided == ()

"""What is open and why: each state has its case, and the most pressing comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from riskbook.assessing.standing import Doubt
from riskbook.model.book import Book
from riskbook.model.records import Assessment, Identified, Risk, SignOff
from riskbook.model.terms import SignOffKind, Status, Strategy
from riskbook.reviewing.content import content_of
from riskbook.reviewing.fingerprints import fingerprint
from riskbook.reviewing.framework import framework_content
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.reminders import SOON
from riskbook.reviewing.status import (
    Day,
    Open,
    State,
    by_owner,
    concerns,
    days,
    framework_approval,
    is_withheld,
    open_now,
)
from riskbook.run import judge
from samples import (
    TODAY,
    sample_book,
    sample_plan,
    sample_risk,
    sample_sign_off,
)

ACCEPTANCE, APPROVAL = SignOffKind.ACCEPTANCE, SignOffKind.APPROVAL


def judged(book: Book, today: date = TODAY) -> Judged:
    return judge(book, today, {})


def found(book: Book, today: date = TODAY) -> tuple[Open, ...]:
    return open_now(judged(book, today), today + SOON)


def states(book: Book, matter: str, record: str = "R001", today: date = TODAY) -> list[State]:
    return [
        each.state for each in found(book, today) if (each.matter, each.record) == (matter, record)
    ]


def bound(entry: SignOff, risk: Risk, book: Book) -> SignOff:
    whole = fingerprint(risk, book, {})
    return replace(entry, content=tuple(whole.content.items()), basis=tuple(whole.basis.items()))


def low(**changes: Any) -> Risk:
    """A risk whose level asks for no approval, with nothing to do soon."""
    risk = sample_risk(likelihood=1, impact=1)
    treatment = replace(risk.treatment, actions=())
    return replace(risk, treatment=treatment, **changes)


def with_sign_offs(risk: Risk, *entries: SignOff) -> Book:
    return sample_book([risk], plans=[], sign_offs=entries)


def test_a_book_in_order_has_nothing_open() -> None:
    assert found(with_sign_offs(low(), sample_sign_off())) == ()


def test_a_review_that_is_late_is_overdue_whether_or_not_anybody_ever_reviewed() -> None:
    late = low(identified=Identified(date(2026, 1, 5), "internal-record", ""))
    assert states(with_sign_offs(late), "review") == [State.OVERDUE]
    old = sample_sign_off(day=date(2026, 8, 1))
    assert states(with_sign_offs(low(), old), "review") == [State.OVERDUE]


def test_a_review_due_within_thirty_days_is_told_and_one_later_is_not() -> None:
    book = with_sign_offs(low(), sample_sign_off(day=date(2026, 9, 22)))  # due on 22 December
    assert states(book, "review", today=date(2026, 11, 22)) == [State.DUE]
    assert states(book, "review", today=date(2026, 11, 21)) == []


def test_a_risk_that_nobody_reviewed_yet_is_told_before_its_first_review_is_due() -> None:
    fresh = low(identified=Identified(date(2026, 11, 20), "internal-record", ""))
    (each,) = (one for one in found(with_sign_offs(fresh)) if one.matter == "review")
    assert (each.state, each.day) == (State.NEVER, date(2027, 2, 20))


def test_a_review_by_somebody_without_the_role_is_worth_nothing() -> None:
    entry = sample_sign_off(role="management")
    fresh = low(identified=Identified(date(2026, 11, 20), "internal-record", ""))
    (each,) = (one for one in found(with_sign_offs(fresh, entry)) if one.matter == "review")
    assert each.state is State.WITHOUT_AUTHORITY
    assert each.held is not None
    assert each.held.doubt is Doubt.NO_ROLE


def test_a_change_of_the_risk_and_one_of_its_basis_are_told_apart() -> None:
    risk = low()
    book = with_sign_offs(risk)
    entry = bound(sample_sign_off(), risk, book)
    reworded = replace(risk, statement=replace(risk.statement, event="Nobody answers"))
    (changed,) = found(with_sign_offs(reworded, entry))
    assert (changed.state, changed.changed) == (State.CHANGED, ("statement/event",))
    (moved,) = found(replace(with_sign_offs(risk, entry), controls={}))
    assert moved.state is State.BASIS_CHANGED
    assert (moved.changed, moved.basis_changed) == ((), ("control/C001",))


def test_an_approval_is_missing_void_by_a_change_or_worth_nothing() -> None:
    risk = sample_risk()
    review, approval = sample_sign_off(), sample_sign_off(kind=APPROVAL)
    whole = tuple(content_of(risk).items())
    cases = {
        State.NEVER: (review,),
        State.CHANGED: (review, replace(approval, content=(("status", "0" * 12),))),
        State.WITHOUT_AUTHORITY: (review, replace(approval, changed_by=("operations-head",))),
    }
    for state, entries in cases.items():
        assert states(with_sign_offs(risk, *entries), "approval") == [state]
    given = with_sign_offs(risk, review, replace(approval, content=whole))
    assert states(given, "approval") == []


def accepted(*entries: SignOff) -> Book:
    risk = low()
    accepts = replace(risk, treatment=replace(risk.treatment, strategy=Strategy.ACCEPT))
    return with_sign_offs(accepts, sample_sign_off(), *entries)


def acceptance(until: date, **changes: Any) -> SignOff:
    return sample_sign_off(kind=ACCEPTANCE, until=until, **changes)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), [State.NEVER]),
        ((acceptance(date(2027, 5, 1)),), []),
        ((acceptance(date(2026, 12, 1)),), [State.DUE]),
        ((acceptance(date(2026, 11, 20)),), [State.LAPSED]),
        ((acceptance(date(2027, 5, 1), role="risk-owner"),), [State.WITHOUT_AUTHORITY]),
        ((acceptance(date(2027, 5, 1), content=(("status", "0" * 12),)),), [State.CHANGED]),
    ],
)
def test_an_acceptance_ends_lapses_or_does_not_count(
    entries: Iterable[SignOff], expected: list[State]
) -> None:
    assert states(accepted(*entries), "acceptance") == expected


def test_plans_exercises_and_actions_are_told_too() -> None:
    plan = sample_plan()
    step = replace(plan.steps[0], within="5 minutes")
    changed = replace(plan, steps=(step, *plan.steps[1:]))
    book = sample_book()
    book = replace(book, plans={"P001": changed}, exercises=book.exercises)
    assert states(book, "plan", "P001") == [State.CHANGED]
    assert states(book, "exercise", "P001") == [State.CHANGED]
    later = date(2027, 1, 10)
    assert State.OVERDUE in states(sample_book(), "action", today=later)


def test_an_unassessed_risk_and_one_without_strategy_are_told() -> None:
    nothing = Assessment(None, None, None, None, None)
    assert states(with_sign_offs(low(assessment=nothing)), "assessment") == [State.NEVER]
    risk = low()
    undecided = replace(risk, treatment=replace(risk.treatment, strategy=None))
    assert states(with_sign_offs(undecided), "strategy") == [State.NEVER]


@pytest.mark.parametrize("status", [Status.CLOSED, Status.DRAFT])
def test_of_a_draft_and_of_a_closed_risk_nothing_is_asked(status: Status) -> None:
    assert found(with_sign_offs(low(status=status))) == ()


def approval_of_criteria(book: Book, **changes: Any) -> SignOff:
    content = tuple(framework_content("criteria", book).items())
    entry = sample_sign_off("criteria", APPROVAL, by="risk-manager", role="risk-department")
    return replace(entry, **{"content": content, **changes})


def test_the_framework_is_to_be_approved_again_once_it_was_and_has_changed() -> None:
    book = with_sign_offs(low(), sample_sign_off())
    assert framework_approval(judged(book), "criteria") is None
    assert framework_approval(judged(book), "R001") is None
    good = with_sign_offs(low(), sample_sign_off(), approval_of_criteria(book))
    assert found(good) == ()
    other = approval_of_criteria(book, content=(("matrix", "0" * 12),))
    (each,) = found(with_sign_offs(low(), sample_sign_off(), other))
    assert (each.owner, each.record, each.state) == ("risk-department", "criteria", State.CHANGED)
    assert "matrix" in each.changed


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"by": "hotline-lead"}, Doubt.NO_ROLE),
        ({"by": "operations-head", "role": "management"}, Doubt.NOT_ENOUGH),
        ({"changed_by": ("risk-manager",)}, Doubt.OWN_CHANGE),
    ],
)
def test_only_the_risk_department_approves_the_framework_and_not_its_own_change(
    changes: dict[str, Any], doubt: Doubt
) -> None:
    book = with_sign_offs(low(), sample_sign_off())
    entry = approval_of_criteria(book, **changes)
    held = framework_approval(judged(with_sign_offs(low(), entry)), "criteria")
    assert held is not None
    assert held.doubt is doubt


def test_the_most_pressing_comes_first_and_each_owner_has_their_own() -> None:
    late = low(identified=Identified(date(2026, 1, 5), "internal-record", ""))
    other = replace(low(), id="R002", owner="service-desk-lead")
    soon = sample_sign_off("R002", day=date(2026, 9, 10))
    book = sample_book([late, other], plans=[], sign_offs=[soon])
    listed = found(book)
    assert [(each.record, each.state) for each in listed] == [
        ("R001", State.OVERDUE),
        ("R002", State.DUE),
    ]
    assert {owner: len(theirs) for owner, theirs in by_owner(listed).items()} == {
        "hotline-lead": 1,
        "service-desk-lead": 1,
    }
    assert [each.order for each in listed] == sorted(each.order for each in listed)


def test_what_a_role_owns_concerns_whoever_holds_it_that_day() -> None:
    book = judged(sample_book())
    assert concerns(book, "operations-head") == {"operations-head", "management"}
    assert concerns(book, "management") == {"management"}


def test_what_is_confidential_is_known_for_it() -> None:
    book = judged(sample_book([sample_risk(confidential=True)], plans=[sample_plan()]))
    assert is_withheld(book, "R001")
    assert not is_withheld(book, "P001")
    assert not is_withheld(book, "criteria")


def test_the_calendar_has_every_day_and_from_which_it_follows() -> None:
    book = accepted(acceptance(date(2027, 5, 1), day=date(2026, 11, 3)))
    found_days = days(
        judged(replace(book, plans=sample_book().plans, exercises=sample_book().exercises))
    )
    owner = "hotline-lead"
    assert found_days == (
        Day("review", "R001", owner, date(2027, 2, 2), date(2026, 11, 2)),
        Day("exercise", "P001", owner, date(2027, 3, 3), date(2026, 9, 3)),
        Day("acceptance", "R001", owner, date(2027, 5, 1), date(2026, 11, 3)),
    )


def test_the_calendar_keeps_the_day_on_which_an_acceptance_lapsed_and_nothing_of_closed_ones() -> (
    None
):
    lapsed = accepted(acceptance(TODAY - timedelta(days=3)))
    assert ("acceptance", TODAY - timedelta(days=3)) in [
        (each.matter, each.day) for each in days(judged(lapsed))
    ]
    assert days(judged(with_sign_offs(low(status=Status.CLOSED), acceptance(TODAY)))) == ()

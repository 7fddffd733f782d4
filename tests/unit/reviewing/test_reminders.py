"""What waits for whom, and until when it is looked ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Assessment, ExerciseAction, Plan, Risk, Treatment
from riskbook.model.terms import (
    ActionStatus,
    ExerciseResult,
    SignOffKind,
    Status,
    Strategy,
)
from riskbook.reviewing.reminders import (
    Duty,
    Matter,
    Reminder,
    Urgency,
    duties,
    quarter_end,
    quarter_of,
    quarterly_review,
    reminders,
)
from riskbook.run import Judged, judge
from samples import (
    TODAY,
    sample_action,
    sample_book,
    sample_exercise,
    sample_plan,
    sample_risk,
    sample_sign_off,
    text,
)

SOON = TODAY + timedelta(days=30)
APPROVAL, ACCEPTANCE = SignOffKind.APPROVAL, SignOffKind.ACCEPTANCE


def low_risk(risk_id: str = "R001", **changes: Any) -> Risk:
    """A risk of a level that asks for no approval."""
    return sample_risk(risk_id, 1, 1, **changes)


def clean_book() -> Book:
    return sample_book([low_risk()])


def found(book: Book, today: date = TODAY) -> list[tuple[Matter, Urgency, date | None]]:
    return [
        (duty.matter, duty.urgency, duty.day)
        for duty in duties(judge(book, today), today + timedelta(days=30))
    ]


def with_risk(*sign_offs: Any, **changes: Any) -> Book:
    """The clean book with another risk R001; its own sign-offs, or the clean book's."""
    clean = clean_book()
    given = sign_offs or tuple(entry for entry in clean.sign_offs if entry.of == "R001")
    others = tuple(entry for entry in clean.sign_offs if entry.of != "R001")
    return replace(
        clean,
        risks={"R001": low_risk(**changes)},
        sign_offs=(*others, *given),
    )


def treated(strategy: Strategy | None, *actions: Any) -> Treatment:
    return Treatment(strategy, "", actions)


def test_of_a_book_in_order_nothing_is_due() -> None:
    assert found(clean_book()) == []


@pytest.mark.parametrize(
    ("day", "urgency"),
    [
        (date(2026, 8, 21), Urgency.OVERDUE),
        (date(2026, 8, 22), Urgency.DUE),
        (date(2026, 9, 22), Urgency.DUE),
    ],
)
def test_a_review(day: date, urgency: Urgency) -> None:
    book = with_risk(sample_sign_off(day=day))
    ((matter, found_urgency, due),) = found(book)
    assert (matter, found_urgency) == (Matter.REVIEW, urgency)
    assert due == day.replace(month=day.month + 3)


def test_a_review_after_the_horizon_is_not_due_yet() -> None:
    assert found(with_risk(sample_sign_off(day=date(2026, 9, 23)))) == []


def test_a_risk_that_changed_since_its_review() -> None:
    review = sample_sign_off(content=(("statement/event", "0" * 12),))
    ((matter, urgency, day),) = found(with_risk(review))
    assert (matter, urgency, day) == (Matter.REVIEW, Urgency.CHANGED, None)
    (duty,) = duties(judge(with_risk(review), TODAY), SOON)
    assert "statement/event" in duty.changed


def test_a_risk_without_an_assessment_or_a_strategy() -> None:
    nothing = Assessment(None, None, None, None, None)
    book = with_risk(assessment=nothing, treatment=treated(None))
    assert found(book) == [
        (Matter.ASSESSMENT, Urgency.OPEN, None),
        (Matter.STRATEGY, Urgency.OPEN, None),
    ]


def test_a_treatment_that_nobody_approved_or_that_changed_since() -> None:
    risk = sample_risk()
    book = sample_book([risk])
    assert found(book) == [(Matter.APPROVAL, Urgency.OPEN, None)]
    given = sample_sign_off(kind=APPROVAL, content=(("treatment/strategy", "0" * 12),))
    book = replace(book, sign_offs=(*book.sign_offs, given))
    assert found(book) == [(Matter.APPROVAL, Urgency.CHANGED, None)]
    given = replace(given, content=())
    book = replace(book, sign_offs=(*book.sign_offs[:-1], given))
    assert found(book) == []


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (None, [(Matter.ACCEPTANCE, Urgency.OPEN, None)]),
        (date(2026, 11, 21), [(Matter.ACCEPTANCE, Urgency.LAPSED, date(2026, 11, 21))]),
        (date(2026, 11, 22), [(Matter.ACCEPTANCE, Urgency.DUE, date(2026, 11, 22))]),
        (SOON, [(Matter.ACCEPTANCE, Urgency.DUE, SOON)]),
        (SOON + timedelta(days=1), []),
    ],
)
def test_an_acceptance(
    until: date | None, expected: list[tuple[Matter, Urgency, date | None]]
) -> None:
    given = [sample_sign_off(kind=ACCEPTANCE, until=until)] if until else []
    book = with_risk(sample_sign_off(), *given, treatment=treated(Strategy.ACCEPT))
    assert found(book) == expected


def test_what_was_accepted_once_and_is_mitigated_now_lapses_no_more() -> None:
    lapsed = sample_sign_off(kind=ACCEPTANCE, until=date(2026, 11, 1))
    assert found(with_risk(sample_sign_off(), lapsed)) == []


@pytest.mark.parametrize(
    ("due", "status", "expected"),
    [
        (date(2026, 11, 21), ActionStatus.OPEN, [Urgency.OVERDUE]),
        (date(2026, 11, 22), ActionStatus.OPEN, [Urgency.DUE]),
        (SOON, ActionStatus.OPEN, [Urgency.DUE]),
        (SOON + timedelta(days=1), ActionStatus.OPEN, []),
        (date(2026, 11, 21), ActionStatus.DONE, []),
        (date(2026, 11, 21), ActionStatus.DROPPED, []),
        (None, ActionStatus.OPEN, []),
    ],
)
def test_an_action(due: date | None, status: ActionStatus, expected: list[Urgency]) -> None:
    action = sample_action(due=due, status=status, owner="service-desk-lead")
    book = with_risk(treatment=treated(Strategy.MITIGATE, action))
    made = duties(judge(book, TODAY), SOON)
    assert [duty.urgency for duty in made] == expected
    assert all((duty.owner, duty.item) == ("service-desk-lead", "A1") for duty in made)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_of_a_risk_that_is_not_open_nothing_is_due(status: Status) -> None:
    late = sample_action(due=date(2026, 1, 1))
    book = with_risk(status=status, treatment=treated(None, late))
    assert found(book) == []


def with_plan(plan: Plan, **changes: Any) -> Book:
    return replace(clean_book(), plans={plan.id: plan}, **changes)


def test_a_plan_that_nobody_approved_or_exercised() -> None:
    clean = clean_book()
    reviews = tuple(entry for entry in clean.sign_offs if entry.kind is not APPROVAL)
    book = replace(clean, sign_offs=reviews, exercises=())
    assert found(book) == [
        (Matter.PLAN, Urgency.OPEN, None),
        (Matter.EXERCISE, Urgency.OPEN, None),
    ]


def test_a_plan_that_changed_since() -> None:
    step = replace(sample_plan().steps[1], do="Tell everybody")
    plan = sample_plan(steps=(sample_plan().steps[0], step))
    made = duties(judge(with_plan(plan), TODAY), SOON)
    assert [(duty.matter, duty.urgency) for duty in made] == [
        (Matter.PLAN, Urgency.CHANGED),
        (Matter.EXERCISE, Urgency.CHANGED),
    ]
    assert all(duty.changed == ("steps/S2",) for duty in made)


@pytest.mark.parametrize(
    ("today", "urgency"),
    [(date(2027, 3, 4), Urgency.OVERDUE), (date(2027, 3, 3), Urgency.DUE)],
)
def test_an_exercise(today: date, urgency: Urgency) -> None:
    book = with_plan(sample_plan())
    assert (Matter.EXERCISE, urgency, date(2027, 3, 3)) in found(book, today)


def test_an_exercise_that_failed_is_to_be_held_again() -> None:
    failed = sample_exercise(result=ExerciseResult.FAILED)
    book = with_plan(sample_plan(), exercises=(failed,))
    assert found(book) == [(Matter.EXERCISE, Urgency.OPEN, None)]


def test_what_an_exercise_found_is_due_by_its_own_date() -> None:
    lessons = tuple(
        ExerciseAction(f"A{number}", text("Mend it", "修好"), "service-desk-lead", due, status)
        for number, (due, status) in enumerate(
            [
                (date(2026, 11, 1), ActionStatus.OPEN),
                (SOON, ActionStatus.OPEN),
                (SOON + timedelta(days=1), ActionStatus.OPEN),
                (date(2026, 11, 1), ActionStatus.DONE),
                (None, ActionStatus.OPEN),
            ],
            1,
        )
    )
    of_nothing = sample_exercise(of="P404", actions=lessons)
    book = with_plan(sample_plan(), exercises=(sample_exercise(actions=lessons), of_nothing))
    assert duties(judge(book, TODAY), SOON) == (
        Duty(
            "service-desk-lead",
            Matter.LESSON,
            Urgency.OVERDUE,
            "P001",
            date(2026, 11, 1),
            "A1",
            date(2026, 9, 3),
        ),
        Duty(
            "service-desk-lead",
            Matter.LESSON,
            Urgency.DUE,
            "P001",
            SOON,
            "A2",
            date(2026, 9, 3),
        ),
    )


def late(risk_id: str, due: date, owner: str = "hotline-lead", **changes: Any) -> Risk:
    action = sample_action(due=due, owner=owner)
    return low_risk(risk_id, treatment=treated(Strategy.MITIGATE, action), **changes)


def judged(risks: Iterable[Risk]) -> Judged:
    return judge(sample_book(risks), TODAY)


def test_everybody_is_reminded_of_their_own_the_most_pressing_first() -> None:
    made = reminders(
        judged(
            [
                late("R001", date(2026, 12, 1)),
                late("R002", date(2026, 11, 1), "service-desk-lead"),
                late("R003", date(2026, 10, 1)),
            ]
        )
    )
    assert [(one.owner, [duty.record for duty in one.duties]) for one in made] == [
        ("hotline-lead", ["R003", "R001"]),
        ("service-desk-lead", ["R002"]),
    ]


def test_what_is_confidential_is_only_counted() -> None:
    made = reminders(
        judged(
            [
                late("R001", date(2026, 11, 1)),
                late("R002", date(2026, 11, 1), confidential=True),
                late("R003", date(2026, 11, 1), "service-desk-lead", confidential=True),
            ]
        )
    )
    assert [(one.owner, [duty.record for duty in one.duties], one.withheld) for one in made] == [
        ("hotline-lead", ["R001"], 1),
        ("service-desk-lead", [], 1),
    ]
    assert "R002" not in repr(made)
    assert "R003" not in repr(made)


def test_a_quarter_is_looked_at_to_its_end() -> None:
    end = date(2026, 12, 31)
    made = quarterly_review(judged([late("R001", end), late("R002", end + timedelta(days=1))]))
    assert made.name == "2026-Q4"
    (reminder,) = made.reminders
    assert isinstance(reminder, Reminder)
    assert [duty.record for duty in reminder.duties] == ["R001"]


@pytest.mark.parametrize(
    ("day", "name", "end"),
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 3, 31)),
        (date(2026, 3, 31), "2026-Q1", date(2026, 3, 31)),
        (date(2026, 4, 1), "2026-Q2", date(2026, 6, 30)),
        (date(2026, 9, 30), "2026-Q3", date(2026, 9, 30)),
        (date(2026, 10, 1), "2026-Q4", date(2026, 12, 31)),
        (date(9999, 12, 31), "9999-Q4", date(9999, 12, 31)),
    ],
)
def test_quarters(day: date, name: str, end: date) -> None:
    assert (quarter_of(day), quarter_end(day)) == (name, end)

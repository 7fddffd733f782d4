"""RB84x: checklists are answered wholly and with evidence, and a "no" leads to a risk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from riskbook.model.book import Book
from riskbook.model.records import FoundIn
from sample_checklists import CHECKLIST, answered, checklist_book, sample_answers

Told = Callable[..., list[tuple[str, str, str]]]
Hints = Callable[[Book, str], list[str]]

FOUND = tuple(FoundIn("checklist", "nights-2026", key) for key in ("Q2", "Q3"))


def test_a_checklist_worked_through_is_left_in_peace(told: Told) -> None:
    assert told(checklist_book(sample_answers(), found_in=FOUND)) == []


@pytest.mark.parametrize(
    ("checklist", "advice"),
    [("Incident", 'Did you mean "incident"?'), ("night", 'Did you mean "nights"?')],
)
def test_a_checklist_that_is_not_there(
    told: Told, hints: Hints, checklist: str, advice: str
) -> None:
    book = checklist_book(sample_answers("y", checklist=checklist))
    assert told(book) == [("RB840", "checklist", f'There is no checklist "{checklist}"')]
    assert hints(book, "RB840") == [advice]


def test_where_none_is_near_all_are_listed(hints: Hints) -> None:
    (advice,) = hints(checklist_book(sample_answers("y", checklist="xyzzy")), "RB840")
    assert advice.startswith("Name one of these: incident, service-desk, problem")
    assert "service-level, nights." in advice


def test_a_checklist_whose_file_cannot_be_read_may_be_the_one(told: Told) -> None:
    book = checklist_book(sample_answers("y", checklist="days"))
    assert told(replace(book, unread=frozenset({"days"}))) == []


def test_an_answer_to_no_question_and_a_second_answer(told: Told) -> None:
    stray = replace(answered("y")[0], question="Q9")
    again = replace(answered("y")[0], question="Q1")
    book = checklist_book(sample_answers(answers=(*answered("yyy"), stray, again)))
    assert told(book) == [
        ("RB841", "answers/3/question", 'The checklist "nights" has no question Q9'),
        ("RB841", "answers/4/question", "Question Q1 is answered a second time"),
    ]


def test_of_another_version_only_the_version_is_told(told: Told) -> None:
    stray = replace(answered("y")[0], question="Q9")
    book = checklist_book(sample_answers(version="1", answers=(*answered("y"), stray)))
    assert told(book) == [
        (
            "RB842",
            "version",
            "Version 1 of the checklist was answered; its questions are now at version 2",
        )
    ]


def test_open_questions_are_told_once(told: Told) -> None:
    assert told(checklist_book(sample_answers("y?"))) == [
        ("RB843", "answers", "2 questions have no answer: Q2, Q3")
    ]
    assert told(checklist_book(sample_answers("yy"))) == [
        ("RB843", "answers", "One question has no answer: Q3")
    ]


def test_a_no_without_a_risk_is_told_and_a_partly_is_not(told: Told, hints: Hints) -> None:
    book = checklist_book(sample_answers("ypn"))
    assert told(book) == [
        ("RB844", "answers/2", 'No risk stands for the "no" to Q3: Is the log read?')
    ]
    (advice,) = hints(book, "RB844")
    assert "riskbook new risk --from checklist:nights-2026/Q3" in advice


def test_answers_without_evidence_are_told_once(told: Told) -> None:
    book = checklist_book(sample_answers(answers=answered("yy-", evidence="")))
    assert told(book) == [
        ("RB845", "answers", "3 answers do not say what they rest on: Q1, Q2, Q3")
    ]


def test_old_answers_are_told_from_the_day_after_a_year(told: Told) -> None:
    book = checklist_book(sample_answers("yyy"))
    day = {found[0] for found in told(book, today=date(2027, 9, 18))}
    assert "RB846" not in day
    assert [found for found in told(book, today=date(2027, 9, 19)) if found[0] == "RB846"] == [
        (
            "RB846",
            "date",
            "The checklist was last answered on 2026-09-18, more than twelve months ago",
        )
    ]


def test_what_newer_answers_have_settled_is_history(told: Told) -> None:
    older = sample_answers("n??", "nights-2025", date=date(2024, 9, 18), version="1")
    assert told(checklist_book(older, sample_answers("yyy"))) == []


def test_who_answered_and_the_service_must_be_there(told: Told) -> None:
    book = checklist_book(sample_answers("yyy", by="hotline-led", service="hotline"))
    assert [found[:2] for found in told(book)] == [("RB202", "by"), ("RB202", "service")]


def test_a_book_with_a_checklist_that_nobody_answered_hears_nothing(told: Told) -> None:
    assert told(checklist_book(checklist=CHECKLIST)) == []

"""What feedback amounts to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from riskbook.identifying.feedback import (
    Ratings,
    asks_for_risk,
    by_question,
    ratings,
    risks_of,
)
from riskbook.model.links import link
from sample_gathering import at_answer, gathering_book, sample_answer, sample_feedback, text


def test_three_ratings_make_an_average_and_two_do_not() -> None:
    rated = [sample_answer(f"A{n}", rating=rating) for n, rating in enumerate((1, 2, 6), 1)]
    assert ratings(rated) == Ratings(3, 3.0, 2.0)
    assert ratings(rated[:2]) == Ratings(2, None, None)
    assert ratings([sample_answer()]) == Ratings(0, None, None)


def test_answers_without_a_rating_do_not_count_as_zero() -> None:
    rated = [sample_answer(rating=rating) for rating in (4, None, 4, None, 4)]
    assert ratings(rated) == Ratings(3, 4.0, 4.0)


def test_answers_are_grouped_by_question_in_the_order_of_the_file() -> None:
    first, second = text("First?"), text("Second?")
    answers = [
        sample_answer("A1", question=second),
        sample_answer("A2"),
        sample_answer("A3", question=second),
        sample_answer("A4", question=first),
    ]
    groups = by_question(sample_feedback(answers))
    assert [(key, [one.id for one in group]) for key, group in groups.items()] == [
        (second, ["A1", "A3"]),
        (None, ["A2"]),
        (first, ["A4"]),
    ]


def test_a_risk_is_named_by_itself_or_through_the_type_of_problem() -> None:
    feedback = sample_feedback([sample_answer("A1"), sample_answer("A2", problem_type="PT-01")])
    book = gathering_book(feedback=feedback, found=[at_answer("A1")])
    one, two = feedback.answers
    assert risks_of(feedback, one, link(book)) == ("R001",)
    assert risks_of(feedback, two, link(book)) == ()
    risk = replace(book.risks["R001"], problem_types=("PT-01",))
    named = link(replace(book, risks={"R001": risk}))
    assert risks_of(feedback, two, named) == ("R001",)


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({}, True),
        ({"rating": 3}, True),
        ({"rating": 4}, False),
        ({"answer": None, "rating": 1}, False),
    ],
)
def test_praise_and_bare_ratings_ask_for_no_risk(changes: dict[str, Any], *, asks: bool) -> None:
    feedback = sample_feedback([sample_answer(**changes)])
    book = gathering_book(feedback=feedback)
    (answer,) = feedback.answers
    assert asks_for_risk(feedback, answer, link(book)) is asks

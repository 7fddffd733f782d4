"""RB820 to RB827 at their edges; what each is about is on its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.model.discovery import Participant
from riskbook.model.terms import SessionMethod
from sample_gathering import (
    at_point,
    dropped,
    gathering_book,
    point,
    sample_answer,
    sample_feedback,
    sample_session,
)
from samples import TODAY

Told = Callable[..., list[tuple[str, str, str]]]

STORM = SessionMethod.BRAINSTORMING


def codes(told: Told, session: Any, *found: str, **changes: Any) -> list[str]:
    book = gathering_book(session, found=[at_point(key) for key in found])
    return [code for code, _, _ in told(replace(book, **changes))]


def test_a_sound_session_is_left_in_peace(told: Told) -> None:
    both = [dropped(f"P{n}", "hotline-lead") for n in (1, 2, 3)]
    both += [point(f"P{n}", "service-desk-lead", merged_into="P1") for n in (4, 5, 6)]
    assert codes(told, sample_session(both, method=STORM)) == []


def test_a_session_to_come_needs_no_points_and_no_outcomes(told: Told) -> None:
    session = sample_session([point("P1")], method=STORM, date=TODAY)
    assert codes(told, session) == []
    yesterday = replace(session, date=date(2026, 11, 21))
    assert codes(told, yesterday) == ["RB822", "RB824"]


@pytest.mark.parametrize(
    ("day", "announced", "expected"),
    [
        (date(2026, 12, 1), None, []),
        (TODAY, None, ["RB821"]),
        (date(2026, 10, 5), date(2026, 10, 4), []),
        (date(2026, 10, 5), date(2026, 10, 5), ["RB821"]),
        (date(2026, 12, 1), date(2026, 12, 2), ["RB821"]),
    ],
)
def test_it_is_announced_on_an_earlier_day(
    told: Told, day: date, announced: date | None, expected: list[str]
) -> None:
    assert codes(told, sample_session(date=day, announced=announced)) == expected


def test_whoever_leads_need_not_make_points(told: Told) -> None:
    points = [dropped(f"P{n}", "hotline-lead") for n in (1, 2, 3)]
    session = sample_session(points, method=STORM, facilitator="service-desk-lead")
    assert codes(told, session) == []
    ((code, pointer, message),) = told(gathering_book(replace(session, facilitator="risk-manager")))
    assert (code, pointer) == ("RB822", "points")
    assert message == "1 of 2 participants made fewer than 3 points: Service desk lead (0)"


def test_departments_are_those_that_people_speak_for(told: Told) -> None:
    speakers = (
        Participant("hotline-lead", "it-support"),
        Participant("service-desk-lead", "it-support"),
    )
    ((code, pointer, message),) = told(gathering_book(sample_session(participants=speakers)))
    assert (code, pointer) == ("RB820", "participants")
    assert message.startswith("Everybody at this session speaks for IT support")


def test_the_points_without_an_outcome_are_named_together(told: Told) -> None:
    session = sample_session([point("P1"), point("P2"), point("P3", merged_into="P2")])
    ((_, pointer, message),) = told(gathering_book(session, found=[at_point("P1")]))
    assert pointer == "points/P2"
    assert message == "1 point of this session has no outcome yet: P2"


def test_nothing_is_missed_while_a_file_cannot_be_read(told: Told) -> None:
    session = sample_session([point("P1")])
    assert codes(told, session, unread=frozenset({"R009"})) == []


def test_a_misspelt_name_is_recognised(hints: Callable[..., list[str]]) -> None:
    session = sample_session([dropped("P1", "hotline-leed"), dropped("P2", "hotline-leed")])
    assert hints(gathering_book(session), "RB825") == ['Did you mean "hotline-lead"?']


def test_people_and_departments_are_known(told: Told) -> None:
    session = sample_session(
        facilitator="nobody", participants=(Participant("ghost", "it-support"),
                                            Participant("hotline-lead", "limbo"))
    )  # fmt: skip
    found = [(code, pointer) for code, pointer, _ in told(gathering_book(session))]
    assert found == [
        ("RB202", "facilitator"),
        ("RB202", "participants/0/who"),
        ("RB202", "participants/1/department"),
    ]


def test_what_feedback_names_is_known(told: Told) -> None:
    feedback = sample_feedback([sample_answer(problem_type="PT-99")], service="bakery")
    found = [(code, pointer) for code, pointer, _ in told(gathering_book(feedback=feedback))]
    assert found == [("RB202", "answers/A1/problem_type"), ("RB202", "service")]


def test_the_ends_of_a_scale_belong_to_it(told: Told) -> None:
    rated = [sample_answer(f"A{n}", rating=rating) for n, rating in enumerate((1, 5, 0.5, 5.5), 1)]
    found = [pointer for _, pointer, _ in told(gathering_book(feedback=sample_feedback(rated)))]
    assert found == ["answers/A3/rating", "answers/A4/rating"]


def test_ratings_without_a_scale_are_reported_once_and_a_reversed_one_at_the_scale(
    told: Told,
) -> None:
    rated = [sample_answer("A1"), sample_answer("A2", rating=3), sample_answer("A3", rating=4)]
    bare = sample_feedback(rated, lowest=None, highest=None)
    assert [pointer for _, pointer, _ in told(gathering_book(feedback=bare))] == [
        "answers/A2/rating"
    ]
    assert told(gathering_book(feedback=replace(bare, answers=tuple(rated[:1])))) == []
    reversed_ = sample_feedback(rated, lowest=5, highest=1)
    assert [pointer for _, pointer, _ in told(gathering_book(feedback=reversed_))] == ["scale"]


def test_ids_given_twice_are_reported_where_the_second_stands(told: Told) -> None:
    session = sample_session([dropped("P1"), dropped("P1")])
    feedback = sample_feedback([sample_answer("A1"), sample_answer("A2"), sample_answer("A1")])
    assert [(code, at) for code, at, _ in told(gathering_book(session, feedback))] == [
        ("RB111", "answers/2/id"),
        ("RB111", "points/1/id"),
    ]

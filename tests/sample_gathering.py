"""A sound session and sound feedback for tests, in the sample book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.model.book import Book
from riskbook.model.discovery import (
    Discovery,
    Feedback,
    FeedbackAnswer,
    Participant,
    Point,
    Session,
)
from riskbook.model.records import FoundIn, Source
from riskbook.model.terms import Channel, SessionMethod
from riskbook.wording import Text
from samples import REGISTER, sample_book, sample_risk

SESSION = "telephone-2026-10"
FEEDBACK = "survey-2026-q3"


def point(key: str, by: str = "hotline-lead", said: str = "", **changes: Any) -> Point:
    """A point without an outcome."""
    return replace(Point(key, by, text(said or f"Point {key}"), "", None, None), **changes)


def dropped(key: str, by: str = "hotline-lead", **changes: Any) -> Point:
    return point(key, by, **{"dropped": text("Nothing in it"), **changes})


def sample_session(points: Iterable[Point] = (), **changes: Any) -> Session:
    """A nominal group of two departments that was held and announced; no rule complains of it."""
    session = Session(
        id=SESSION,
        source=Source(f"registers/{REGISTER}/sessions/{SESSION}.yml", REGISTER, "0" * 12),
        topic=Text((("en", "What may keep callers away?"), ("zh", "哪些情况会使客户打不进来？"))),
        method=SessionMethod.NOMINAL_GROUP,
        date=date(2026, 10, 5),
        announced=date(2026, 9, 28),
        facilitator="risk-manager",
        participants=(
            Participant("hotline-lead", "customer-service"),
            Participant("service-desk-lead", "it-support"),
        ),
        points=tuple(points),
        confidential=False,
    )
    return replace(session, **changes)


def sample_answer(key: str = "A1", **changes: Any) -> FeedbackAnswer:
    answer = FeedbackAnswer(
        key, None, text("Branch manager"), None, text("Nobody answered"), None, ""
    )
    return replace(answer, **changes)


def sample_feedback(answers: Iterable[FeedbackAnswer] = (), **changes: Any) -> Feedback:
    """A survey on a scale from 1 to 5."""
    feedback = Feedback(
        id=FEEDBACK,
        source=Source(f"registers/{REGISTER}/feedback/{FEEDBACK}.yml", REGISTER, "0" * 12),
        title=Text((("en", "Survey of callers"), ("zh", "来电客户调查"))),
        channel=Channel.SURVEY,
        date=date(2026, 10, 1),
        service="customer-hotline",
        lowest=1,
        highest=5,
        answers=tuple(answers),
        confidential=False,
    )
    return replace(feedback, **changes)


def gathering_book(
    session: Session | None = None, feedback: Feedback | None = None, found: Iterable[FoundIn] = ()
) -> Book:
    """The sample book with a session, feedback or both; R001 was found in ``found``."""
    discovery = Discovery(
        sessions={session.id: session} if session else {},
        feedback={feedback.id: feedback} if feedback else {},
    )
    return sample_book([sample_risk(found_in=tuple(found))], discovery=discovery)


def at_point(key: str) -> FoundIn:
    return FoundIn("session", SESSION, key)


def at_answer(key: str) -> FoundIn:
    return FoundIn("feedback", FEEDBACK, key)


def text(words: str, language: str = "en") -> Text:
    return Text.of(language, words)

"""A session and feedback, from their files to the model."""

from __future__ import annotations

from datetime import date

from riskbook.model.discovery import FeedbackAnswer, Participant, Point
from riskbook.model.terms import Channel, SessionMethod
from riskbook.reading.loading import Loaded, load
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Text
from small_book import small_book

SESSION = """\
id: telephone
topic: {en: What may keep callers away?, zh: 哪些情况会使客户打不进来？}
method: nominal-group
date: 2026-10-05
facilitator: desk-lead
participants:
  - {who: desk-lead, department: it-support}
points:
  - {id: P1, by: desk-lead, text: The line is dead, votes: 0}
  - {id: P2, by: desk-lead, text: {zh: 线路中断}, merged_into: P1}
  - {id: P3, by: desk-lead, text: No power, dropped: {zh: 有电池}}
"""
FEEDBACK = """\
id: callers
title: Callers
channel: complaint
date: 2026-10-01
scale: {lowest: 0, highest: 10}
answers:
  - {id: A1, respondent: Branch manager, rating: 2.5}
  - {id: A2, date: 2026-09-30, respondent: Clerk, question: Why?, answer: Too slow}
"""
PATHS = {"session": "registers/desk/sessions/telephone.yml",
         "feedback": "registers/desk/feedback/callers.yml"}  # fmt: skip


def read(session: str = SESSION, feedback: str = FEEDBACK) -> Loaded:
    files = {PATHS["session"]: session.encode(), PATHS["feedback"]: feedback.encode()}
    return load(MemoryTree({**small_book(), **files}))


def said(words: str, language: str = "en") -> Text:
    return Text.of(language, words)


def test_a_session_is_read_whole() -> None:
    loaded = read()
    assert loaded.findings == ()
    assert loaded.book
    session = loaded.book.discovery.sessions["telephone"]
    assert session.topic.read("zh") == "哪些情况会使客户打不进来？"
    assert session.method is SessionMethod.NOMINAL_GROUP
    assert (session.date, session.announced) == (date(2026, 10, 5), None)
    assert session.participants == (Participant("desk-lead", "it-support"),)
    assert session.points == (
        Point("P1", "desk-lead", said("The line is dead"), "", None, 0),
        Point("P2", "desk-lead", said("线路中断", "zh"), "P1", None, None),
        Point("P3", "desk-lead", said("No power"), "", said("有电池", "zh"), None),
    )


def test_feedback_is_read_whole() -> None:
    book = read().book
    assert book
    feedback = book.discovery.feedback["callers"]
    assert (feedback.channel, feedback.lowest, feedback.highest) == (Channel.COMPLAINT, 0, 10)
    assert feedback.answers == (
        FeedbackAnswer("A1", None, said("Branch manager"), None, None, 2.5, ""),
        FeedbackAnswer(
            "A2", date(2026, 9, 30), said("Clerk"), said("Why?"), said("Too slow"), None, ""
        ),
    )


def test_a_session_without_points_and_feedback_without_answers_can_be_read() -> None:
    session, _, _ = SESSION.partition("points:")
    feedback, _, _ = FEEDBACK.partition("scale:")
    loaded = read(f"{session}points:\n", f"{feedback}answers:\n")
    assert loaded.findings == ()
    assert loaded.book
    assert loaded.book.discovery.sessions["telephone"].points == ()
    assert loaded.book.discovery.feedback["callers"].lowest is None


def test_a_session_needs_somebody_who_takes_part() -> None:
    before, _, rest = SESSION.partition("  - {who: desk-lead, department: it-support}\n")
    found = [(one.code, one.pointer) for one in read(before + rest).findings]
    assert found == [("RB113", "participants")]

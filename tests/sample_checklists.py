"""A checklist of three questions and answers to it, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.model.book import Book
from riskbook.model.discovery import (
    Checklist,
    ChecklistAnswers,
    Discovery,
    Question,
    QuestionAnswered,
)
from riskbook.model.records import FoundIn, Source
from riskbook.model.terms import Answer
from riskbook.wording import Text
from samples import sample_book, sample_risk

CHECKLIST = Checklist(
    id="nights",
    source=Source("registers/checklists/nights.yml", "", "d1"),
    version="2",
    title=Text((("en", "Nights"), ("zh", "夜间"))),
    practice="night-shift",
    questions=(
        Question("Q1", Text.of("en", "Is somebody on call?"), Text.of("en", "The rota")),
        Question("Q2", Text.of("en", "Is there a spare phone?"), None),
        Question("Q3", Text.of("en", "Is the log read?"), None),
    ),
)
BY_LETTER = {
    "y": Answer.YES,
    "p": Answer.PARTLY,
    "n": Answer.NO,
    "-": Answer.NOT_APPLICABLE,
    "?": None,
}


def answered(letters: str, evidence: str = "Seen") -> tuple[QuestionAnswered, ...]:
    """Answers to Q1, Q2 … by letter: yes, partly, no, - (not applicable), ? (open)."""
    why = Text.of("en", evidence) if evidence else None
    return tuple(
        QuestionAnswered(f"Q{number}", BY_LETTER[letter], why)
        for number, letter in enumerate(letters, 1)
    )


def sample_answers(
    letters: str = "ypn", key: str = "nights-2026", **changes: Any
) -> ChecklistAnswers:
    """Answers to :data:`CHECKLIST`, a yes, a partly and a no."""
    answers = ChecklistAnswers(
        id=key,
        source=Source(f"registers/desk/checklists/{key}.yml", "desk", "d2"),
        checklist="nights",
        version="2",
        date=date(2026, 9, 18),
        by="hotline-lead",
        service="customer-hotline",
        answers=answered(letters),
        confidential=False,
    )
    return replace(answers, **changes)


def checklist_book(
    *sheets: ChecklistAnswers, found_in: tuple[FoundIn, ...] = (), checklist: Checklist = CHECKLIST
) -> Book:
    """The sample book with these answers; its one risk was found in ``found_in``."""
    return sample_book(
        [sample_risk("R001", found_in=found_in)],
        discovery=Discovery(
            checklists={checklist.id: checklist}, answers={one.id: one for one in sheets}
        ),
    )

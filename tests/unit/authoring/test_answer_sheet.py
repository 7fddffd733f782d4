"""The file of a checklist to be answered: sound, and with every question above its answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from riskbook.authoring.answer_sheet import (
    GivenAnswer,
    NewAnswers,
    answer_choices,
    answer_sheet,
)
from riskbook.authoring.answers import one_of
from riskbook.model.discovery import Question
from riskbook.model.terms import Answer
from riskbook.reading.loading import load
from riskbook.reading.resources import catalogue
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Text
from sample_checklists import CHECKLIST
from small_book import small_book

NEW = NewAnswers(
    id="nights-2026-11",
    language="",
    date="2026-11-23",
    by="desk-lead",
    service="",
    answers={"Q1": GivenAnswer("no", "Rota: two gaps")},
)
PATH = "registers/desk/checklists/nights-2026-11.yml"


def test_every_question_stands_above_its_place() -> None:
    sheet = answer_sheet(NEW, CHECKLIST, catalogue("en"))
    head, _, questions = sheet.partition("answers:\n")
    assert 'version: "2"\n' in head
    assert questions == (
        "  # Is somebody on call?\n"
        "  # Hint: The rota\n"
        "  - question: Q1\n"
        "    answer: no\n"
        '    evidence: "Rota: two gaps"\n'
        "  # Is there a spare phone?\n"
        "  - question: Q2\n"
        "    answer:\n"
        "    evidence:\n"
        "  # Is the log read?\n"
        "  - question: Q3\n"
        "    answer:\n"
        "    evidence:\n"
    )


def test_what_is_written_reads_back() -> None:
    for language, text in (
        ("", Text.of("en", "Rota: two gaps")),
        ("zh", Text.of("zh", "两处空缺")),
    ):
        given = GivenAnswer("no", text.read("zh"))
        new = NewAnswers(NEW.id, language, NEW.date, NEW.by, NEW.service, {"Q1": given})
        sheet = answer_sheet(new, CHECKLIST, catalogue(language or "en"))
        loaded = load(MemoryTree({**small_book(), PATH: sheet.encode()}))
        assert loaded.findings == ()
        assert loaded.book
        answers = loaded.book.discovery.answers["nights-2026-11"]
        assert [entry.answer for entry in answers.answers] == [Answer.NO, None, None]
        assert answers.answers[0].evidence == text
        assert answers.answers[1].evidence is None


@pytest.mark.parametrize("version", ["1", "2026-07", 'the "new" one', "a\\b", "v: 2"])
def test_any_version_and_any_line_of_a_question_is_kept(version: str) -> None:
    broken = Question("Q1", Text.of("en", "One\nline: x\u2028y: z"), None)
    checklist = replace(CHECKLIST, version=version, questions=(broken,))
    sheet = answer_sheet(replace(NEW, answers={}), checklist, catalogue("en"))
    loaded = load(MemoryTree({**small_book(), PATH: sheet.encode()}))
    assert loaded.findings == ()
    assert loaded.book
    assert loaded.book.discovery.answers["nights-2026-11"].version == version
    assert "  # One line: x y: z\n" in sheet


def test_an_answer_may_be_given_in_either_language() -> None:
    for language in ("en", "zh"):
        judge = one_of(answer_choices(catalogue(language)))
        for said in ("是", "Yes", "yes"):
            assert judge(said) == "yes"
        assert judge("不适用") == judge("not applicable") == "not-applicable"

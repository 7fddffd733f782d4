"""Checklists and answers from their files to the model, and the library that comes along."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from riskbook.model.discovery import Checklist, Question
from riskbook.model.practices import PRACTICES
from riskbook.model.terms import Answer
from riskbook.reading.composing import compose
from riskbook.reading.library import library
from riskbook.reading.loading import Loaded, load
from riskbook.reading.placing import Kind
from riskbook.reading.resources import resource
from riskbook.reading.schemas import read_schema, shape_of
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Text
from small_book import small_book

OWN = "registers/checklists/nights.yml"
SHEET = "registers/desk/checklists/nights-2026.yml"
CHECKLIST = """\
id: nights
version: 2026-07
title: {en: Nights, zh: 夜间}
practice: night-shift
questions:
  - id: Q1
    text: Is somebody on call?
    hint: The rota
  - {id: Q2, text: Is there a spare phone?}
"""
ANSWERS = """\
id: nights-2026
checklist: nights
version: 2026-07
date: 2026-09-18
by: desk-lead
service:
answers:
  - question: Q1
    answer: no
    evidence: {zh: 没有值班表}
  - question: Q2
    answer:
    evidence:
"""
FILES = sorted((resource("site_templates") / "checklists").iterdir())


def read(**files: str) -> Loaded:
    paths = {"own": OWN, "sheet": SHEET}
    there = {paths[name]: content.encode() for name, content in files.items()}
    return load(MemoryTree({**small_book(), **there}))


def test_a_checklist_and_its_answers_are_read() -> None:
    loaded = read(own=CHECKLIST, sheet=ANSWERS)
    assert loaded.findings == ()
    assert loaded.book
    found = loaded.book.discovery
    checklist, answers = found.checklists["nights"], found.answers["nights-2026"]
    assert (checklist.version, checklist.practice) == ("2026-07", "night-shift")
    assert checklist.title == Text((("en", "Nights"), ("zh", "夜间")))
    assert checklist.questions[0].hint == Text.of("en", "The rota")
    assert checklist.questions[1].hint is None
    assert (answers.date, answers.by, answers.service) == (date(2026, 9, 18), "desk-lead", "")
    assert answers.source.register == "desk"
    first, second = answers.answers
    assert (first.answer, first.evidence) == (Answer.NO, Text.of("zh", "没有值班表"))
    assert (second.answer, second.evidence) == (None, None)


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("answer: no", "answer: maybe", "RB108"),
        ("checklist: nights", "chequelist: nights", "RB102"),
        ("date: 2026-09-18", "date: 18.09.2026", "RB105"),
    ],
)
def test_what_a_file_must_not_say_is_told(right: str, wrong: str, code: str) -> None:
    found = read(own=CHECKLIST, sheet=ANSWERS.replace(right, wrong)).findings
    assert code in {each.code for each in found}
    assert {each.location.path for each in found} == {SHEET}


def test_of_the_library_a_book_gets_what_it_has_answered() -> None:
    loaded = read(sheet=ANSWERS.replace("checklist: nights", "checklist: supplier"))
    assert loaded.book
    assert list(loaded.book.discovery.checklists) == ["supplier"]
    assert loaded.book.discovery.checklists["supplier"] == library()["supplier"]


def test_an_own_checklist_takes_the_place_of_one_of_the_library() -> None:
    own = CHECKLIST.replace("id: nights", "id: supplier")
    sheet = ANSWERS.replace("checklist: nights", "checklist: supplier")
    path = OWN.replace("nights", "supplier")
    loaded = load(MemoryTree({**small_book(), path: own.encode(), SHEET: sheet.encode()}))
    assert loaded.book
    assert len(loaded.book.discovery.checklists["supplier"].questions) == 2


def test_a_book_without_answers_reads_nothing_of_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("riskbook.reading.library.resource", lambda _: Path("nowhere"))
    loaded = read(own=CHECKLIST)
    assert loaded.book
    assert list(loaded.book.discovery.checklists) == ["nights"]


# The library


def test_it_has_a_file_for_each_practice() -> None:
    assert [path.name for path in FILES] == sorted(f"{key}.yml" for key in PRACTICES)
    assert len(PRACTICES) >= 14
    assert [each.practice for each in library().values()] == list(PRACTICES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_fits_the_schema(path: Path) -> None:
    shape = shape_of(read_schema(Kind.CHECKLIST))
    data = compose(path.read_text("utf-8"))
    assert data is not None
    assert data["id"] == path.stem
    assert shape.refusal(shape.cast(data)) == ""


@pytest.mark.parametrize("checklist", library().values(), ids=lambda each: each.id)
def test_it_asks_enough_and_each_question_once(checklist: Checklist) -> None:
    assert len(checklist.questions) >= 6
    ids = [question.id for question in checklist.questions]
    assert ids == [f"Q{number}" for number in range(1, len(ids) + 1)]
    texts = [question.text.read("en") for question in checklist.questions]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("checklist", library().values(), ids=lambda each: each.id)
def test_it_speaks_both_languages(checklist: Checklist) -> None:
    assert [language for language, _ in checklist.title.by_language] == ["en", "zh"]
    for question in checklist.questions:
        speaks_both(question)


def speaks_both(question: Question) -> None:
    text, hint = question.text, question.hint
    assert hint
    for each in (text, hint):
        assert [language for language, _ in each.by_language] == ["en", "zh"]
        assert each.read("zh") != each.read("en")
        assert not re.search("[A-Za-z]{2}", each.read("zh"))
        assert not re.search("[一-鿿]", each.read("en"))
    assert text.read("en").endswith("?")
    assert text.read("zh").endswith("？")
    assert hint.read("zh").endswith("。")

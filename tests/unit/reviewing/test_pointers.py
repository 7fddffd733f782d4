"""Every pointer that can be signed has words, in both languages; what is unknown keeps its own."""

from __future__ import annotations

import pytest

from riskbook.reading.resources import catalogue
from riskbook.reviewing.basis import rests_on
from riskbook.reviewing.content import Signed, values_of
from riskbook.reviewing.framework import FRAMEWORK, framework_content
from riskbook.reviewing.pointers import either_words
from samples import sample_book


def pointers() -> set[str]:
    book = sample_book()
    records: tuple[Signed, ...] = (
        *book.risks.values(),
        *book.plans.values(),
        *book.controls.values(),
        *book.processes.values(),
    )
    signed = {pointer for record in records for pointer in values_of(record)}
    signed |= {pointer for risk in book.risks.values() for pointer in rests_on(risk)}
    return signed | {pointer for part in FRAMEWORK for pointer in framework_content(part, book)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_pointer_has_words(language: str) -> None:
    words = catalogue(language)
    for pointer in sorted(pointers()):
        said = words.say(either_words(pointer))
        assert said
        assert said != pointer or "/" not in pointer


@pytest.mark.parametrize(
    ("pointer", "english", "chinese"),
    [
        ("causes/CA1", "cause CA1", "原因 CA1"),
        ("consequences/CO2", "consequence CO2", "后果 CO2"),
    ],
)
def test_the_pathways_of_a_bow_tie_are_named(pointer: str, english: str, chinese: str) -> None:
    said = either_words(pointer)
    assert (catalogue("en").say(said), catalogue("zh").say(said)) == (english, chinese)


@pytest.mark.parametrize("pointer", ["nonsense", "assessment/current/mood", "process", "a/b/c/d"])
def test_a_pointer_that_nobody_knows_is_named_as_it_is(pointer: str) -> None:
    assert catalogue("en").say(either_words(pointer))

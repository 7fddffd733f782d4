"""The file of a checklist to be answered: every question stands above the place of its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riskbook.authoring.answers import Choice
from riskbook.authoring.block_style import comment, entry, field, scalar
from riskbook.model.discovery import Checklist
from riskbook.model.terms import Answer
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import read_schema
from riskbook.wording import Catalogue


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer and what it rests on; ``""`` where either is left open."""

    answer: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NewAnswers:
    """A checklist answered on a day. ``language`` is empty where it is the register's.

    ``answers`` are by question; one that is not there is left open.
    """

    id: str
    language: str
    date: str
    by: str
    service: str
    answers: Mapping[str, GivenAnswer]


def answer_choices(catalogue: Catalogue) -> tuple[Choice, ...]:
    """The answers that a question may get, by their names in every language."""
    items = read_schema(Kind.ANSWERS)["properties"]["answers"]["items"]
    titles = items["properties"]["answer"]["x-enum-titles"].values()
    return tuple(
        Choice(
            word.value,
            catalogue.word(f"site.checklist.answer.{word.value}"),
            words=tuple(named[word.value] for named in titles),
        )
        for word in Answer
    )


def answer_sheet(new: NewAnswers, checklist: Checklist, catalogue: Catalogue) -> str:
    """The file, its questions and hints in the language of ``catalogue``."""
    return "\n".join((*_lines(new, checklist, catalogue), ""))


def _lines(new: NewAnswers, checklist: Checklist, catalogue: Catalogue) -> Iterator[str]:
    speaks = catalogue.language
    yield field("id", new.id)
    yield field("checklist", checklist.id)
    yield f"version: {_quoted(checklist.version)}"
    yield field("date", new.date)
    yield field("by", new.by)
    yield field("service", new.service)
    yield from comment(catalogue.word("authoring.note.checklist-answers"))
    yield field("answers")
    for question in checklist.questions:
        given = new.answers.get(question.id, GivenAnswer())
        yield from comment(_in_a_line(question.text.read(speaks)), 1)
        if question.hint:
            hint = _in_a_line(question.hint.read(speaks))
            yield from comment(catalogue.word("authoring.note.checklist-hint", hint=hint), 1)
        yield from entry((("question", question.id), ("answer", given.answer)), 1)
        yield from _evidence(given.evidence, new.language)


def _quoted(version: str) -> str:
    """In quotation marks wherever it may be: a bare 1 would be a number to other programs."""
    written = scalar(version)
    return f'"{version}"' if written == version and not {'"', "\\"} & set(version) else written


def _in_a_line(text: str) -> str:
    """A text of several lines as one: whatever ends a line would end the comment too."""
    return " ".join(text.split())


def _evidence(words: str, language: str) -> Iterator[str]:
    """The place of the evidence, under its language where that is not the register's."""
    if not language:
        yield field("evidence", words, 2)
    else:
        yield field("evidence", depth=2)
        yield field(language, words, 3)

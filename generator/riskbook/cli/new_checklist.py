"""riskbook new checklist: work through a checklist, or write the sheet to do so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.desk import Desk, stop
from riskbook.cli.new_desk import (
    PROSE,
    Given,
    Sitting,
    desk_options,
    judge_with,
    own_options,
    put_down,
    question,
    report,
    several_option,
    shared_options,
    sit_down,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from riskbook.authoring.answer_sheet import GivenAnswer, NewAnswers
    from riskbook.authoring.answers import Choice
    from riskbook.model.discovery import Checklist, Question
    from riskbook.run import Judged
    from riskbook.wording import Saying

_OPTIONS = (
    ("service", "KEY", "The service that is looked at, where it is one."),
    ("by", "KEY", "Who answers for the answers: a person or a role."),
    ("date", "DATE", "The day of the answers.  [default: today]"),
)


@click.command()
@click.argument("key", metavar="CHECKLIST")
@shared_options("register", "language", "id")
@own_options(_OPTIONS)
@several_option("answer", "QUESTION WORD EVIDENCE", "yes, partly, no or not-applicable, and why")
@desk_options
def checklist(**given: Any) -> None:
    """Work through the checklist CHECKLIST. On a terminal it asks for what no option gave.

    CHECKLIST is one of the book's own or one that comes with Riskbook, such as incident,
    change-enablement or supplier; a wrong one is answered by a list of them all.

    A question without an answer stays in the file, to be answered there.
    """
    from riskbook.authoring.answer_sheet import answer_sheet
    from riskbook.authoring.file_names import path_of
    from riskbook.reading.placing import Kind

    sitting, made = sit_down(given, _asked, _begun)
    found: Checklist = sitting.given["checklist"]
    path = path_of(Kind.ANSWERS, sitting.register, made.id, "")
    content = answer_sheet(made, found, sitting.comments_in(made.language))
    judge_with(sitting, path, content)
    put_down(sitting, path, content)
    _report(sitting, made, found)


def _begun(desk: Desk, judged: Judged, given: Given) -> Given:
    """What was given, with the checklist that it names."""
    from riskbook.reading.library import library
    from riskbook.wording import say
    from riskbook.wording.nearest import nearest

    key = given["key"]
    known = library() | dict(judged.book.discovery.checklists)
    if key not in known:
        near = nearest(key, known)
        if near is None:
            stop(desk.catalogue, say("authoring.checklist.unknown", id=key, known=tuple(known)))
        stop(desk.catalogue, say("authoring.checklist.unknown.near", id=key, near=near))
    return {**given, "checklist": known[key]}


def _asked(sitting: Sitting) -> NewAnswers:
    from riskbook.authoring import choices
    from riskbook.authoring.answer_sheet import NewAnswers
    from riskbook.authoring.answers import past_day
    from riskbook.authoring.questions import NOT_HERE

    book, speaks, today = sitting.book, sitting.words.language, sitting.judged.today
    services = choices.services(book, sitting.register, speaks)
    service = sitting.choose("service", services, "checklist-service", skip=NOT_HERE)
    people = choices.owners(book, book.services.services.get(service), speaks)
    by = sitting.person("by", people, "checklist-by")
    day = sitting.put("date", past_day(today), "checklist-date", default=today.isoformat())
    language = sitting.language()
    return NewAnswers(_identity(sitting, day), language, day, by, service, _answers(sitting))


def _identity(sitting: Sitting, day: str) -> str:
    """The checklist and the month; with the day, where that is taken. An option may say another."""
    from riskbook.authoring.answers import identity
    from riskbook.authoring.file_names import taken_ids

    taken = taken_ids(sitting.book, (entry.path for entry in sitting.desk.tree.entries()))
    key = sitting.given["checklist"].id
    free = next((one for one in (f"{key}-{day[:7]}", f"{key}-{day}") if one not in taken), "")
    if free and sitting.option("id") is None:
        return free
    pattern = r"^[a-z0-9][a-z0-9-]*$"
    return sitting.put("id", identity(pattern, taken), "checklist-id", default=free)


def _answers(sitting: Sitting) -> dict[str, GivenAnswer]:
    """The answers by question: those that options gave, else those of a person who is asked."""
    from riskbook.authoring.answer_sheet import answer_choices

    questions = sitting.given["checklist"].questions
    words = answer_choices(sitting.words)
    if given := sitting.option("answer"):
        return dict(_by_options(sitting, given, questions, words))
    return {one.id: _by_asking(sitting, one, words) for one in questions}


def _by_options(
    sitting: Sitting,
    given: Iterable[tuple[str, str, str]],
    questions: Iterable[Question],
    words: tuple[Choice, ...],
) -> Iterator[tuple[str, GivenAnswer]]:
    from riskbook.authoring.answer_sheet import GivenAnswer
    from riskbook.authoring.answers import Choice, key_of, text
    from riskbook.authoring.questions import LATER

    asked, label = tuple(Choice(one.id, one.id) for one in questions), "checklist-evidence"
    parts = (
        question(sitting.words, "answer", label, key_of(asked)),
        question(sitting.words, "answer", label, key_of(words), skip=LATER),
        question(sitting.words, "answer", label, text(PROSE), skip=LATER),
    )
    for told in given:
        which, word, evidence = (
            answer(sitting.room, part, said) for part, said in zip(parts, told, strict=True)
        )
        yield which, GivenAnswer(word, evidence)


def _by_asking(sitting: Sitting, asked: Question, words: tuple[Choice, ...]) -> GivenAnswer:
    from riskbook.authoring.answer_sheet import GivenAnswer
    from riskbook.authoring.answers import one_of, text
    from riskbook.authoring.questions import LATER
    from riskbook.authoring.questions import Question as Put
    from riskbook.wording import say

    put = Put(
        "answer",
        say("authoring.ask.checklist-question", id=asked.id, text=asked.text),
        one_of(words),
        hint=say("authoring.note.checklist-hint", hint=asked.hint) if asked.hint else None,
        choices=words,
        skip=LATER,
    )
    word = sitting.room.ask(put)
    if not word:
        return GivenAnswer()
    return GivenAnswer(word, sitting.ask("answer", "checklist-evidence", text(PROSE), skip=LATER))


def _report(sitting: Sitting, made: NewAnswers, found: Checklist) -> None:
    """What is still open, and the risks that a "no" speaks of."""
    from riskbook.authoring.answer_sheet import GivenAnswer
    from riskbook.model.terms import Answer
    from riskbook.wording import say

    given = {one.id: made.answers.get(one.id, GivenAnswer()) for one in found.questions}
    left = sum(1 for one in given.values() if not one.answer)
    items: list[Saying] = [say("authoring.checklist.open", count=left)] if left else []
    items += (
        say("authoring.checklist.risk", answers=made.id, question=key)
        for key, one in given.items()
        if one.answer == Answer.NO.value
    )
    report(sitting, say("authoring.then"), (*items, say("authoring.todo.check")))

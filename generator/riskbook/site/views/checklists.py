"""Checklists: what is known of each practice, and the page of one that was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from riskbook.identifying.checklists import (
    PracticeCoverage,
    Reply,
    Tally,
    Worked,
    by_practice,
    is_old,
)
from riskbook.identifying.checklists import worked as all_worked
from riskbook.model.discovery import Checklist
from riskbook.picturing.answer_marks import Square, draw_answers
from riskbook.reading.library import library
from riskbook.site import elements
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import service_home
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.process import standing_of
from riskbook.site.views.record import Foot, foot
from riskbook.site.wing import Leaf


class Shares(NamedTuple):
    """How the questions were answered: drawn, and the same in words."""

    drawing: Markup
    said: str


class AnswersRow(NamedTuple):
    """One answered checklist in a list, called by its practice; ``of`` is what was looked at.

    ``gaps`` are the questions answered by "no" or "partly" for which no risk stands.
    """

    record: RecordLink
    of: str
    date: str
    shares: Shares
    gaps: int


class Unseen(NamedTuple):
    """A practice that nobody has looked at, and what its checklists would ask."""

    name: str
    summary: str
    questions: tuple[str, ...]


class GapRow(NamedTuple):
    """A "no" or "partly" for which no risk stands, with a link to the question."""

    record: RecordLink
    answer: str
    key: str
    evidence: str
    where: str


class ChecklistsView(NamedTuple):
    """Every practice: what was answered about it, or that nobody has looked at it.

    ``earlier`` are the answers that newer ones have taken the place of.
    """

    lead: str
    newest: tuple[AnswersRow, ...]
    gaps: tuple[GapRow, ...]
    unseen: tuple[Unseen, ...]
    earlier: tuple[AnswersRow, ...]


class ReplyView(NamedTuple):
    """One question with its answer, which ``key`` says in our words, ``""`` for none.

    ``hint`` is there where nobody has answered yet; ``gap`` says that a risk is missing.
    """

    id: str
    question: str
    hint: str
    answer: str
    key: str
    evidence: str
    risks: tuple[PlanRisk, ...]
    gap: bool


class AnswersView(NamedTuple):
    """The page of an answered checklist. ``notes`` say what a reader must know of its age."""

    title: str
    lead: str
    edit: str
    citation: str
    by: str
    service: str
    register: str
    date: str
    version: str
    notes: tuple[str, ...]
    shares: Shares
    replies: tuple[ReplyView, ...]
    foot: Foot


def checklist_pages(edition: Edition) -> Iterator[Leaf]:
    """The list of practices and the page of each answered checklist; none for a book without.

    Answers to a checklist that is not published are not shown: nobody could read them.
    """
    found = edition.site.book.discovery
    if not found.answers and not found.checklists:
        return
    yield Leaf("checklists", "checklists.html", checklists_view(edition), "checklists")
    for key, one in all_worked(edition.site.book, edition.site.links).items():
        if one.checklist:
            yield Leaf(
                kind="checklist",
                path=f"checklists/{key}.html",
                view=answers_view(edition, one),
                nav="checklists",
                title=edition.words.plain(one.checklist.title),
                source=one.answers.source.path,
            )


def checklists_view(edition: Edition) -> ChecklistsView:
    """What is known of each practice."""
    book, links, words = edition.site.book, edition.site.links, edition.words
    practices = by_practice(book, links, library())
    newest = [one for practice in practices for one in practice.newest]
    every = all_worked(book, links).values()
    earlier = sorted(
        (one for one in every if one.checklist and not one.is_newest),
        key=lambda one: one.answers.date,
        reverse=True,
    )
    seen = sum(1 for practice in practices if practice.newest)
    return ChecklistsView(
        lead=words.say("checklists.lead", seen=seen, count=len(practices)),
        newest=tuple(_row(edition, one) for one in newest),
        gaps=tuple(_gap(edition, one, reply) for one in newest for reply in one.gaps),
        unseen=tuple(_unseen(edition, practice) for practice in practices if not practice.newest),
        earlier=tuple(_row(edition, one) for one in earlier),
    )


def answers_view(edition: Edition, one: Worked) -> AnswersView:
    """The page of one answered checklist."""
    words, answers = edition.words, one.answers
    return AnswersView(
        title=_title(edition, one),
        lead=_looked_at(edition, one),
        edit=edition.edit(answers.source.path),
        citation=f"{answers.id}: {_plain_title(edition, one)}, {words.day(answers.date)}",
        by=edition.names.holder(answers.by),
        service=service_home(edition, answers.service) if answers.service else "",
        register=edition.names.registers.get(answers.source.register, ""),
        date=words.date(answers.date),
        version=answers.version,
        notes=tuple(_notes(edition, one)),
        shares=_shares(edition, one.tally),
        replies=tuple(_reply(edition, one, reply) for reply in one.replies),
        foot=foot(edition, answers.source.path),
    )


def _notes(edition: Edition, one: Worked) -> Iterator[str]:
    """What a reader must know before relying on the answers."""
    words, answers = edition.words, one.answers
    if not one.is_newest:
        newer = edition.site.book.discovery.answers[one.newest]
        day = elements.link(f"{one.newest}.html", words.day(newer.date))
        yield words.fill("checklist.not-newest", date=day)
    elif one.checklist and one.checklist.version != answers.version:
        yield words.say(
            "checklist.other-version", answered=answers.version, version=one.checklist.version
        )
    if one.is_newest and is_old(answers, edition.site.today):
        yield words.say("checklist.old")


def _row(edition: Edition, one: Worked) -> AnswersRow:
    answers = one.answers
    return AnswersRow(
        record=RecordLink("", f"checklists/{answers.id}.html", _title(edition, one)),
        of=_looked_at(edition, one),
        date=edition.words.date(answers.date),
        shares=_shares(edition, one.tally),
        gaps=len(one.gaps),
    )


def _gap(edition: Edition, one: Worked, reply: Reply) -> GapRow:
    words = edition.words
    href = f"checklists/{one.answers.id}.html#{reply.id}"
    return GapRow(
        record=RecordLink(reply.id, href, _question(edition, reply)),
        answer=_answer(edition, reply),
        key=_key(reply),
        evidence=words.text(reply.given.evidence) if reply.given else "",
        where=words.listing([_title(edition, one), _looked_at(edition, one)]),
    )


def _unseen(edition: Edition, practice: PracticeCoverage) -> Unseen:
    words = edition.words
    questions = [question for one in practice.checklists for question in one.questions]
    return Unseen(
        _named(edition, practice.checklists[0]),
        words.say("checklists.questions", count=len(questions)),
        tuple(words.text(question.text) for question in questions),
    )


def _reply(edition: Edition, one: Worked, reply: Reply) -> ReplyView:
    words, given, question = edition.words, reply.given, reply.question
    return ReplyView(
        id=reply.id,
        question=_question(edition, reply),
        hint=words.text(question.hint) if question and reply.answer is None else "",
        answer=_answer(edition, reply),
        key=_key(reply),
        evidence=words.text(given.evidence) if given else "",
        risks=tuple(PlanRisk(edition.risk(key), standing_of(edition, key)) for key in reply.risks),
        gap=reply.is_gap and one.is_newest,
    )


def _question(edition: Edition, reply: Reply) -> str:
    return edition.words.text(reply.question.text) if reply.question else ""


def _answer(edition: Edition, reply: Reply) -> str:
    words, answer = edition.words, reply.answer
    return words.named("checklist.answer", answer) if answer else words.say("checklist.unanswered")


def _key(reply: Reply) -> str:
    return reply.answer.value if reply.answer else ""


def _title(edition: Edition, one: Worked) -> str:
    return _named(edition, one.checklist) if one.checklist else one.answers.checklist


def _plain_title(edition: Edition, one: Worked) -> str:
    return edition.words.plain(one.checklist.title) if one.checklist else one.answers.checklist


def _named(edition: Edition, checklist: Checklist) -> str:
    return edition.words.text(checklist.title)


def _looked_at(edition: Edition, one: Worked) -> str:
    """The service that was looked at, else the register whose services they all were."""
    names, answers = edition.names, one.answers
    if answers.service:
        return names.services.get(answers.service, answers.service)
    return names.registers.get(answers.source.register, "")


def _shares(edition: Edition, tally: Tally) -> Shares:
    counts = {
        Square.YES: tally.yes,
        Square.PARTLY: tally.partly,
        Square.NO: tally.no,
        Square.NOT_APPLICABLE: tally.not_applicable,
        Square.OPEN: tally.unanswered,
    }
    said = [
        edition.words.say(f"checklist.share.{square.value}", number=count)
        for square, count in counts.items()
        if count
    ]
    drawing = Markup(draw_answers(counts))  # noqa: S704  # ours, of numbers alone
    return Shares(drawing, edition.words.listing(said))

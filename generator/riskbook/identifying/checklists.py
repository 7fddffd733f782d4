"""What answered checklists show: by question, by practice, and where no risk stands for a gap.

Working through a checklist again makes new answers; the newest of a checklist for a register and
service are what holds today, and older ones are history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from riskbook.model.book import Book
from riskbook.model.discovery import Checklist, ChecklistAnswers, Question, QuestionAnswered
from riskbook.model.links import Links
from riskbook.model.practices import PRACTICES
from riskbook.model.records import FoundIn, Period
from riskbook.model.terms import Answer
from riskbook.reviewing.calendar import after

GOOD_FOR = Period(12, "months")
"""How long answers are good for before somebody should look again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One question and what was answered to it.

    ``question`` is None where the checklist has none of that id, ``given`` where nobody answered.
    ``risks`` are the ids of those found in the question, in these answers or in older ones.
    """

    id: str
    question: Question | None
    given: QuestionAnswered | None
    risks: tuple[str, ...]

    @property
    def answer(self) -> Answer | None:
        """The answer, None while the question is open."""
        return self.given.answer if self.given else None

    @property
    def is_gap(self) -> bool:
        """Whether something is missing and no risk stands for it."""
        return self.answer in (Answer.NO, Answer.PARTLY) and not self.risks


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions got which answer; those that do not apply are counted apart."""

    yes: int = 0
    partly: int = 0
    no: int = 0
    not_applicable: int = 0
    unanswered: int = 0

    @property
    def asked(self) -> int:
        """Every question."""
        return sum((self.yes, self.partly, self.no, self.not_applicable, self.unanswered))

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.yes + other.yes,
            self.partly + other.partly,
            self.no + other.no,
            self.not_applicable + other.not_applicable,
            self.unanswered + other.unanswered,
        )


@dataclass(frozen=True, slots=True)
class Worked:
    """An answered checklist held against its questions, in their order.

    ``checklist`` is None where there is none of that id. ``newest`` is the id of the newest answers
    for the same register and service: these, where nobody has answered it since.
    """

    answers: ChecklistAnswers
    checklist: Checklist | None
    replies: tuple[Reply, ...]
    newest: str

    @property
    def is_newest(self) -> bool:
        """Whether these are the answers that hold today."""
        return self.newest == self.answers.id

    @property
    def tally(self) -> Tally:
        """How many questions got which answer."""
        given = [reply.answer for reply in self.replies]
        return Tally(
            yes=given.count(Answer.YES),
            partly=given.count(Answer.PARTLY),
            no=given.count(Answer.NO),
            not_applicable=given.count(Answer.NOT_APPLICABLE),
            unanswered=given.count(None),
        )

    @property
    def gaps(self) -> tuple[Reply, ...]:
        """The questions answered by "no" or "partly" for which no risk stands."""
        return tuple(reply for reply in self.replies if reply.is_gap)


@dataclass(frozen=True, slots=True)
class PracticeCoverage:
    """One practice: the checklists about it, and the newest answers to each, newest first."""

    practice: str
    checklists: tuple[Checklist, ...]
    newest: tuple[Worked, ...]

    @property
    def last(self) -> date | None:
        """The day of the newest answers, None where nobody has looked at the practice."""
        return max((worked.answers.date for worked in self.newest), default=None)

    @property
    def tally(self) -> Tally:
        """How many questions got which answer, in all the newest answers."""
        return sum((worked.tally for worked in self.newest), Tally())

    @property
    def gaps(self) -> int:
        """Questions answered by "no" or "partly" for which no risk stands."""
        return sum(len(worked.gaps) for worked in self.newest)


def worked(book: Book, links: Links) -> dict[str, Worked]:
    """Every answered checklist by id, held against its questions."""
    rounds: dict[tuple[str, str, str], list[ChecklistAnswers]] = defaultdict(list)
    for answers in book.discovery.answers.values():
        rounds[_round(answers)].append(answers)
    found = {}
    for sheets in rounds.values():
        sheets.sort(key=lambda answers: (answers.date, answers.id))
        for index, answers in enumerate(sheets):
            checklist = book.discovery.checklists.get(answers.checklist)
            replies = _replies(checklist, sheets[: index + 1], links)
            found[answers.id] = Worked(answers, checklist, replies, sheets[-1].id)
    return dict(sorted(found.items()))


def by_practice(
    book: Book, links: Links, library: Mapping[str, Checklist]
) -> tuple[PracticeCoverage, ...]:
    """Every practice of the library and of the book's own checklists, answered or not.

    The practices of the library come first, in its order; the book's own follow by key.
    """
    checklists = {**library, **book.discovery.checklists}
    newest: dict[str, list[Worked]] = defaultdict(list)
    for one in worked(book, links).values():
        if one.is_newest and one.checklist:
            newest[one.checklist.practice].append(one)
    about: dict[str, list[Checklist]] = defaultdict(list)
    for _, checklist in sorted(checklists.items()):
        about[checklist.practice].append(checklist)
    own = sorted(about.keys() - set(PRACTICES))
    return tuple(
        PracticeCoverage(
            practice,
            tuple(about[practice]),
            tuple(sorted(newest[practice], key=lambda one: one.answers.date, reverse=True)),
        )
        for practice in (*(key for key in PRACTICES if key in about), *own)
    )


def open_answers(book: Book, links: Links) -> tuple[FoundIn, ...]:
    """The "no" and "partly" in the newest answers for which no risk stands, as a risk names them.

    Sorted by date, then by id of the answers and the order of the questions.
    """
    newest = (one for one in worked(book, links).values() if one.is_newest)
    return tuple(
        FoundIn("checklist", one.answers.id, reply.id)
        for one in sorted(newest, key=lambda one: (one.answers.date, one.answers.id))
        for reply in one.gaps
    )


def is_old(answers: ChecklistAnswers, today: date) -> bool:
    """Whether somebody should look again by now."""
    return after(answers.date, GOOD_FOR) < today


def _round(answers: ChecklistAnswers) -> tuple[str, str, str]:
    """What answers must have in common for the newer ones to take the place of the older."""
    return answers.checklist, answers.source.register, answers.service


def _replies(
    checklist: Checklist | None, sheets: list[ChecklistAnswers], links: Links
) -> tuple[Reply, ...]:
    """The questions with the last of these answers, and the risks found in any of them."""
    given: dict[str, QuestionAnswered] = {}
    for entry in sheets[-1].answers:
        given.setdefault(entry.question, entry)
    questions = {question.id: question for question in checklist.questions} if checklist else {}
    strays = (key for key in given if key not in questions)
    return tuple(
        Reply(key, questions.get(key), given.get(key), _risks(key, sheets, links))
        for key in (*questions, *strays)
    )


def _risks(question: str, sheets: list[ChecklistAnswers], links: Links) -> tuple[str, ...]:
    found = {
        risk
        for answers in sheets
        for risk in links.risks_found_in.get(FoundIn("checklist", answers.id, question), ())
    }
    return tuple(sorted(found))

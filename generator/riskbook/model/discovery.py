"""How risks are found and what became of them: the records of the first and the last chapter.

Sessions, fishbones, checklists, feedback, incidents and indicators, beside the tickets of
:mod:`riskbook.model.tickets`. A risk names what it was found in; these records never name a risk,
but for an incident, which says what happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from riskbook.model.records import Period, Source
from riskbook.model.terms import (
    Answer,
    CauseSet,
    Channel,
    Direction,
    SessionMethod,
    Timing,
)
from riskbook.model.tickets import ProblemTypes, TicketExport, Tickets
from riskbook.wording.saying import Text


@dataclass(frozen=True, slots=True)
class FeedbackAnswer:
    """What one respondent said, in words, by a rating, or both.

    ``respondent`` is their part (a customer's IT lead), not a name.
    """

    id: str
    date: dt.date | None
    respondent: Text
    question: Text | None
    answer: Text | None
    rating: float | None
    problem_type: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """A survey, an interview, a complaint: what customers or colleagues said.

    ``lowest`` and ``highest`` are the ends of the scale of the ratings, None without one.
    """

    id: str
    source: Source
    title: Text
    channel: Channel
    date: dt.date
    service: str
    lowest: float | None
    highest: float | None
    answers: tuple[FeedbackAnswer, ...]
    confidential: bool


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part in a session, and for which department."""

    who: str
    department: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point that a participant made. ``merged_into`` and ``dropped`` say what became of it.

    A point that became a risk is named by that risk. ``votes`` is the sum of the ranks given to it
    in a nominal group.
    """

    id: str
    by: str
    text: Text
    merged_into: str
    dropped: Text | None
    votes: int | None


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting that gathers risk points. ``announced`` is when topic and participants stood."""

    id: str
    source: Source
    topic: Text
    method: SessionMethod
    date: dt.date
    announced: dt.date | None
    facilitator: str
    participants: tuple[Participant, ...]
    points: tuple[Point, ...]
    confidential: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause on a fishbone, with the answers to why, one below the other.

    ``is_root`` says that this is where the question why ends; ``ruled_out`` is why it is none.
    """

    id: str
    text: Text
    whys: tuple[Text, ...]
    evidence: Text | None
    is_root: bool
    ruled_out: Text | None


@dataclass(frozen=True, slots=True)
class CauseCategory:
    """One bone: a category of the set by its key, or one with a name of its own."""

    key: str
    name: Text | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Fishbone:
    """Why an effect occurs, by categories of causes (after Ishikawa; IEC 31010:2019, B.3.3)."""

    id: str
    source: Source
    effect: Text
    date: dt.date
    owner: str
    set: CauseSet
    service: str
    process: str
    problem_type: str
    incident: str
    categories: tuple[CauseCategory, ...]
    confidential: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a checklist, to which "yes" is the good answer."""

    id: str
    text: Text
    hint: Text | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist: questions about one practice. ``version`` is that of its questions."""

    id: str
    source: Source
    version: str
    title: Text
    practice: str
    questions: tuple[Question, ...]
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """The answer to one question, None while it is open, and what it rests on."""

    question: str
    answer: Answer | None
    evidence: Text | None


@dataclass(frozen=True, slots=True)
class ChecklistAnswers:
    """A checklist answered on one day."""

    id: str
    source: Source
    checklist: str
    version: str
    date: dt.date
    by: str
    service: str
    answers: tuple[QuestionAnswered, ...]
    confidential: bool


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened. ``loss`` is in the book's currency, ``hours`` how long it lasted.

    ``risks`` are those it realised; ``unforeseen`` says that no registered risk foresaw it.
    """

    id: str
    source: Source
    title: Text
    date: dt.date
    service: str
    what: Text | None
    loss: float | None
    hours: float | None
    risks: tuple[str, ...]
    unforeseen: bool
    near_miss: bool
    problem_type: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """A key risk indicator. ``amber`` and ``red`` are where it becomes so, in ``direction``.

    It has that state after ``consecutive`` readings there, and leaves it only past ``clear_at``.
    """

    id: str
    source: Source
    title: Text
    definition: Text
    unit: Text | None
    direction: Direction
    timing: Timing | None
    origin: Text | None
    every: Period
    owner: str
    amber: float
    red: float
    consecutive: int
    clear_at: float | None
    reason: Text | None
    on_amber: Text | None
    on_red: Text | None
    file: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one indicator, oldest first; all tuples run in parallel."""

    of: str
    source: Source
    dates: tuple[dt.date, ...]
    values: tuple[float, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Discovery:
    """Everything in a book that risks are found in and tested against. Mappings are by id, sorted.

    ``tickets`` and ``readings`` are the tables beside ``exports`` and ``indicators``, by the same
    ids; one that could not be read is missing. ``checklists`` holds the book's own and those that
    come with Riskbook and were answered.
    """

    problem_types: ProblemTypes | None = None
    exports: Mapping[str, TicketExport] = field(default_factory=dict)
    tickets: Mapping[str, Tickets] = field(default_factory=dict)
    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    fishbones: Mapping[str, Fishbone] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    answers: Mapping[str, ChecklistAnswers] = field(default_factory=dict)
    incidents: Mapping[str, Incident] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    readings: Mapping[str, Readings] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether the book has any such record."""
        return self.problem_types is not None or any(
            (
                *(self.exports, self.feedback, self.sessions, self.fishbones),
                *(self.checklists, self.answers, self.incidents, self.indicators),
            )
        )

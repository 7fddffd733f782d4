"""What rules look at, and how they say what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from riskbook.assessing.self_test import SelfTest, test_matrix
from riskbook.assessing.standing import Attested, BookStanding, PlanState, Stages
from riskbook.findings import CODES, Finding, Location, Severity
from riskbook.identifying.sorting import Sorting
from riskbook.model.book import Book
from riskbook.model.criteria import Criteria, Level, ScaleStep
from riskbook.model.links import Links
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import Status
from riskbook.reviewing.judged import Judged
from riskbook.wording import Saying, say


@dataclass(frozen=True, slots=True)
class Past:
    """What only the history of the repository tells; what it does not tell is left out.

    ``above_since`` is the day since when a risk has been above its category's appetite without a
    break, by id; ``committed`` the day on which a sign-off came into the book, by path.
    """

    above_since: Mapping[str, date]
    committed: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A book and what follows from it on a day. ``levels`` is by risk, ``plan_states`` by plan.

    ``base`` is the book before the change, where one is compared; the rules of base find nothing
    without it, and those of history nothing without ``history``. ``self_test`` follows from the
    criteria, once for all the rules that look at it; ``sorting`` does so when first asked.
    """

    book: Book
    links: Links
    levels: Mapping[str, Stages]
    standing: BookStanding
    plan_states: Mapping[str, PlanState]
    today: date
    base: Judged | None = None
    history: Past | None = None
    self_test: SelfTest = field(init=False)
    sorting: Sorting = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "self_test", test_matrix(self.book.criteria))
        object.__setattr__(self, "sorting", Sorting(self.book.discovery))


Inspection = Callable[[Evidence], Iterator[Finding]]
Rule = tuple[str, Inspection]
"""A code and the function that looks for its faults."""


class Place(NamedTuple):
    """A place in the book: file, record (``""`` where the file is none), pointer in its data."""

    path: str
    record: str
    pointer: str


def fault(
    code: str, place: Place, message: Saying, hint: Saying, severity: Severity | None = None
) -> Finding:
    """A finding with the severity of its code; the book's own severity is for :func:`inspect`.

    ``severity`` is for a milder case of what the code stands for.
    """
    return Finding(
        code=code,
        severity=severity or CODES[code].severity,
        message=message,
        location=Location(place.path),
        hint=hint,
        record=place.record,
        pointer=place.pointer,
    )


def in_risk(risk: Risk, pointer: str) -> Place:
    """A place in a risk's file."""
    return Place(risk.source.path, risk.id, pointer)


def in_entry(entry: SignOff, pointer: str) -> Place:
    """A place in the file of a sign-off."""
    return Place(entry.source.path, entry.of, pointer)


def living(book: Book) -> Iterator[Risk]:
    """The risks that are not closed; what is wrong with a closed one harms nobody any more."""
    return (risk for risk in book.risks.values() if risk.status is not Status.CLOSED)


def open_risks(book: Book) -> Iterator[Risk]:
    """The risks that are neither draft nor closed."""
    return (risk for risk in book.risks.values() if risk.status is Status.OPEN)


def attested_risks(view: Evidence) -> Iterator[tuple[Risk, Attested]]:
    """The open risks with what sign-offs say of each.

    Nothing can be said of a risk with a file that could not be read: it may be the sign-off that
    is missed.
    """
    standings, unread = view.standing.risks, view.book.unread
    for risk in open_risks(view.book):
        standing = standings.get(risk.id)
        if standing is not None and risk.id not in unread:
            yield risk, standing.attested


def level_of(view: Evidence, risk: Risk) -> Level | None:
    """The current level of a risk; None where it has none."""
    stages = view.levels.get(risk.id)
    if stages is None or stages.current is None:
        return None
    return view.book.criteria.levels[stages.current.level]


def step_of(steps: Sequence[ScaleStep], score: int) -> ScaleStep:
    """The step that a score stands for; reading lets no score pass that has none."""
    return steps[score - 1]


def stage_name(stage: str) -> Saying:
    """``inherent``, ``current`` or ``target`` in words."""
    return say(f"finding.stage.{stage}")


def axis_name(criteria: Criteria, dimension: str) -> Saying:
    """The impact axis in words, with the dimension where there is one."""
    for known in criteria.impact.dimensions:
        if known.key == dimension:
            return say("finding.axis.dimension", dimension=known.name)
    return say("finding.axis.impact")

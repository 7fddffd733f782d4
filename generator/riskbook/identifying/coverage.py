"""What was found that no registered risk stands for, and risks for which nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from riskbook.identifying.checklists import open_answers
from riskbook.identifying.fishbones import open_causes
from riskbook.identifying.incidents import unforeseen_gaps
from riskbook.identifying.origins import Origin, OriginKind, origin_of
from riskbook.identifying.sessions import open_points
from riskbook.identifying.sorting import Sorting
from riskbook.identifying.unconsidered import bare_nodes
from riskbook.identifying.what_if import open_prompts
from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.model.records import FoundIn, Period, Risk
from riskbook.model.terms import Status
from riskbook.reviewing.calendar import after
from riskbook.reviewing.judged import Judged

HALF_A_YEAR = Period(-6, "months")

HEAD = 0.8
"""The types of the Pareto head hold so much of all tickets that are of a known type."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __contains__(self, day: date | None) -> bool:
        """Whether a day is one of them."""
        return day is not None and self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class TypeGap:
    """A frequent or rising problem type without an open risk.

    ``share`` is its share of all tickets of the span, from 0 to 1.
    """

    origin: Origin
    tickets: int
    share: float
    rising: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """The gaps of a book over a span of time.

    ``types`` come the most frequent first. ``origins`` is all else of which nothing has become,
    whatever its date, for every kind but tickets and feedback in the order of
    :class:`OriginKind`. ``unseen`` are the open risks that nothing spoke for: the unassessed, then
    the worst first.
    """

    span: Span
    types: tuple[TypeGap, ...]
    origins: Mapping[OriginKind, tuple[Origin, ...]]
    unseen: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many gaps there are."""
        return len(self.types) + len(self.unseen) + sum(map(len, self.origins.values()))


def half_a_year(today: date) -> Span:
    """The six months that end with a day."""
    return Span(after(today, HALF_A_YEAR) + timedelta(days=1), today)


def coverage(judged: Judged, sorting: Sorting, span: Span) -> Coverage:
    """The gaps of a book."""
    book, links = judged.book, judged.links
    counted, rising = sorting.count(span.start, span.end), sorting.rising(span.end)
    return Coverage(
        span,
        tuple(_types(judged, counted, sorting.total(span.start, span.end), rising)),
        {kind: find(book, links) for kind, find in _OPEN.items()},
        tuple(
            key
            for key in (*judged.standing.unassessed, *judged.standing.ranked)
            if not has_evidence(book.risks[key], book, links, counted, span)
        ),
    )


def pareto_head(counted: Mapping[str, int]) -> tuple[str, ...]:
    """The most frequent types that together hold at least :data:`HEAD` of what is counted."""
    total, held, head = sum(counted.values()), 0, []
    for kind, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        if held >= HEAD * total:
            break
        held += count
        head.append(kind)
    return tuple(head)


def has_evidence(
    risk: Risk, book: Book, links: Links, counted: Mapping[str, int], span: Span
) -> bool:
    """Whether anything of a span speaks for a risk, or it was itself found then.

    That is a ticket of one of its problem types (``counted``), an incident that realised it, a
    reading of one of its indicators, or a record of that time that it was found in.
    """
    found = book.discovery
    return (
        risk.identified.date in span
        or any(counted.get(kind) for kind in risk.problem_types)
        or any(found.incidents[key].date in span for key in links.incidents_of.get(risk.id, ()))
        or any(
            day in span
            for key in risk.indicators
            if key in found.readings
            for day in found.readings[key].dates
        )
        or any(dated(origin_of(origin), book) in span for origin in risk.found_in)
    )


def dated(origin: Origin, book: Book) -> date | None:
    """The day of what a risk was found in; None for what has none, such as a node."""
    found, record = book.discovery, origin.record
    match origin.kind:
        case OriginKind.INCIDENT if record in found.incidents:
            return found.incidents[record].date
        case OriginKind.SESSION if record in found.sessions:
            return found.sessions[record].date
        case OriginKind.CHECKLIST if record in found.answers:
            return found.answers[record].date
        case OriginKind.FISHBONE if record in found.fishbones:
            return found.fishbones[record].date
        case OriginKind.FEEDBACK if record in found.feedback:
            feedback = found.feedback[record]
            answers = (answer for answer in feedback.answers if answer.id == origin.item)
            return next((answer.date for answer in answers if answer.date), feedback.date)
        case _:
            return None


def _types(
    judged: Judged, counted: Mapping[str, int], total: int, rising: Container[str]
) -> Iterator[TypeGap]:
    head = pareto_head(counted)
    for kind, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        if kind not in head and kind not in rising:
            continue
        risks = judged.links.risks_of_problem_type.get(kind, ())
        if not any(judged.book.risks[key].status is Status.OPEN for key in risks):
            origin = Origin(OriginKind.TICKETS, kind)
            yield TypeGap(origin, count, count / total, kind in rising)


def _nodes(book: Book, links: Links) -> tuple[Origin, ...]:
    return tuple(
        Origin(OriginKind.NODE, process.id, node.id)
        for process in book.processes.values()
        for node in bare_nodes(process, links)
    )


def _found(
    open_ones: Callable[[Book, Links], tuple[FoundIn, ...]],
) -> Callable[[Book, Links], tuple[Origin, ...]]:
    return lambda book, links: tuple(map(origin_of, open_ones(book, links)))


_OPEN: Mapping[OriginKind, Callable[[Book, Links], tuple[Origin, ...]]] = {
    OriginKind.INCIDENT: _found(unforeseen_gaps),
    OriginKind.SESSION: _found(open_points),
    OriginKind.CHECKLIST: _found(open_answers),
    OriginKind.FISHBONE: _found(open_causes),
    OriginKind.PROMPT: _found(open_prompts),
    OriginKind.NODE: _nodes,
}
"""What finds the gaps of a kind."""

"""Problem types proposed from groups of tickets that are of none so far, for a person to name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from riskbook.identifying.classifying import classify
from riskbook.identifying.grouping import Group, groups, some_of
from riskbook.identifying.masking import normal
from riskbook.identifying.naming_groups import background, keywords, phrases
from riskbook.identifying.working_names import WORKING
from riskbook.model.book import Book
from riskbook.model.records import Source
from riskbook.model.tickets import ProblemType, ProblemTypes, TicketExport, Tickets
from riskbook.wording.saying import Text

FLOOR = 0.3
"""How like its examples a ticket must be, in a file of problem types that does not say."""

_IN_A_NAME = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A problem type that may be, without an id. ``name`` begins with ``WORKING``.

    ``any_of`` are words that the texts of the group have and others do not; ``examples`` ids of
    tickets; ``first`` and ``last`` the days on which its first and last ticket were opened.
    """

    name: str
    language: str
    any_of: tuple[str, ...]
    examples: tuple[str, ...]
    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals, the most frequent first.

    ``unassigned`` tickets of ``tickets`` were of no type before, and ``left`` would be with the
    proposals as they are.
    """

    proposals: tuple[Proposal, ...]
    tickets: int
    unassigned: int
    left: int


def propose(book: Book, start: date, end: date, least: int, most: int) -> Proposed:
    """At most ``most`` types for groups of at least ``least`` tickets that are of none so far.

    Of the tickets opened from ``start`` to ``end``, both included, in exports that are not
    confidential: the file of problem types is everybody's.
    """
    found = book.discovery
    tables = {
        key: _opened_in(table, start, end)
        for key, table in found.tickets.items()
        if not found.exports[key].confidential
    }
    left = _left(tables, found.problem_types)
    proposals = sorted(
        (
            proposal
            for language, of in _by_language(left, found.exports).items()
            for proposal in _proposals(of, language, least, most)
        ),
        key=lambda one: -one.count,
    )[:most]
    after = _left(tables, _with(found.problem_types, proposals))
    return Proposed(
        tuple(proposals),
        sum(len(table.ids) for table in tables.values()),
        sum(len(table.ids) for table in left.values()),
        sum(len(table.ids) for table in after.values()),
    )


def _opened_in(table: Tickets, start: date, end: date) -> Tickets:
    days = (opened.date() for opened in table.opened)
    return some_of(table, [place for place, day in enumerate(days) if start <= day <= end])


def _left(tables: Mapping[str, Tickets], types: ProblemTypes | None) -> dict[str, Tickets]:
    """The tickets of each table that are of no type."""
    left = {}
    for key, table in tables.items():
        assigned = classify(table, types, (tables[other] for other in tables if other != key))
        left[key] = some_of(table, [place for place, one in enumerate(assigned) if one is None])
    return left


def _by_language(
    tables: Mapping[str, Tickets], exports: Mapping[str, TicketExport]
) -> dict[str, list[Tickets]]:
    found: dict[str, list[Tickets]] = defaultdict(list)
    for key, table in tables.items():
        found[exports[key].language].append(table)
    return dict(found)


def _proposals(
    tables: Sequence[Tickets], language: str, least: int, most: int
) -> Iterator[Proposal]:
    texts = [text for table in tables for text in table.texts if text]
    against, counted = background(texts), Counter(map(normal, texts))
    for group in groups(tables)[:most]:
        if group.count >= least:
            yield _proposal(group, phrases(group, against), counted, language)


def _proposal(
    group: Group, found: Sequence[str], counted: Mapping[str, int], language: str
) -> Proposal:
    name = " · ".join(found[:_IN_A_NAME]) or group.examples[0].id
    return Proposal(
        name=f"{WORKING}{name}",
        language=language,
        any_of=keywords(group, found, counted),
        examples=tuple(one.id for one in group.examples),
        count=group.count,
        first=group.members[0].opened.date(),
        last=group.members[-1].opened.date(),
    )


def _with(types: ProblemTypes | None, proposals: Iterable[Proposal]) -> ProblemTypes:
    """The problem types as they would be."""
    known = types or ProblemTypes(Source("", "", ""), FLOOR, ())
    added = (
        ProblemType(
            id=f"{WORKING}{number}",
            name=Text.of(one.language, one.name),
            categories=(),
            any_of=one.any_of,
            all_of=(),
            none_of=(),
            examples=one.examples,
            retired=False,
        )
        for number, one in enumerate(proposals)
    )
    return replace(known, types=(*known.types, *added))

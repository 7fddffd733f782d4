"""What other criteria would make of the risks as they stand: levels, ranks, authority, breaches.

The risks, the organisation and the sign-offs are those of the head; only the criteria are taken
from either side. So the answer is that of the criteria alone, whatever else the change holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from riskbook.model.book import Book
from riskbook.model.criteria import Criteria
from riskbook.model.digests import digest_value
from riskbook.model.records import Period, Risk, SignOff, Stage
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.basis import CRITERIA, criteria_value
from riskbook.reviewing.delta_of_standing import level_key
from riskbook.reviewing.judged import Judged


@dataclass(frozen=True, slots=True)
class Demand:
    """What the criteria make of one risk.

    ``level`` is a key, None for a risk without a level. ``place`` and ``sharing`` are its rank,
    None and 0 for one that is not ranked. ``any_of`` are the roles that may approve its treatment,
    empty where nobody has to. ``review_every`` is None without a level.
    """

    level: str | None
    place: int | None
    sharing: int
    any_of: tuple[str, ...]
    whole_book: bool
    review_every: Period | None
    due: date | None
    breach: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """What the change of criteria does to one risk. ``rise`` counts levels, below 0 down."""

    risk: str
    before: Demand
    after: Demand
    rise: int


@dataclass(frozen=True, slots=True)
class CriteriaImpact:
    """What a change of criteria does.

    ``counts`` are the open risks by level before and after, by key, highest level of the head
    first, None for those without a level. ``shifted`` counts the risks of which only the rank
    changes. ``voided`` are the sign-offs whose criteria change, by id of the risk and kind.
    ``unfit`` are the risks that have a level under one of the two criteria only.
    """

    impacts: tuple[Impact, ...]
    counts: tuple[tuple[str | None, int, int], ...]
    voided: tuple[tuple[str, SignOffKind], ...]
    is_same: bool
    withheld: int = 0


def with_criteria(book: Book, criteria: Criteria) -> Book:
    """A book under other criteria: a score that was given by dimension keeps those that they have.

    Steps stand for numbers, so that a step of the same number is meant.
    """
    from dataclasses import replace

    known = {dimension.key for dimension in criteria.impact.dimensions} | {""}
    risks = {key: _fitted(risk, known) for key, risk in book.risks.items()}
    return replace(book, criteria=criteria, risks=risks)

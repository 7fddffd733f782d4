"""The levels of a risk and of a plan before and after a change, by the criteria of both states.

A change that lowers a level is held to what the higher one asks, and a change of the criteria to
what either of them asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from riskbook.assessing.levels import position
from riskbook.assessing.standing import Position
from riskbook.model.book import Book
from riskbook.model.criteria import Authority, Criteria
from riskbook.model.records import Risk
from riskbook.model.terms import Status
from riskbook.reviewing.authority import authorities_from
from riskbook.reviewing.framework import framework_content
from riskbook.reviewing.states import States


@dataclass(frozen=True, slots=True)
class Height:
    """The higher level of before and after by one state's criteria; None where there is none.

    ``then`` and ``now`` are the two.
    """

    criteria: Criteria
    then: int | None
    now: int | None

    @property
    def level(self) -> int | None:
        """The higher of the two."""
        return max((each for each in (self.then, self.now) if each is not None), default=None)

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """Who may approve at the higher level; none where it asks for no approval."""
        return authorities_from(self.criteria, self.level)


def heights_of_risk(before: Risk | None, after: Risk | None, states: States) -> tuple[Height, ...]:
    """The levels of a risk by the criteria of the base and, where they are others, of the head.

    Only an open risk has a level.
    """
    return tuple(
        Height(criteria, _level(before, criteria), _level(after, criteria))
        for criteria in criteria_of(states)
    )


def heights_of_plan(plan: str, states: States) -> tuple[Height, ...]:
    """The levels that bind a plan: the highest among its open risks."""
    then, now = _risks(states.base.book, plan), _risks(states.head.book, plan)
    return tuple(
        Height(criteria, _highest(then, criteria), _highest(now, criteria))
        for criteria in criteria_of(states)
    )


def criteria_of(states: States) -> tuple[Criteria, ...]:
    """The criteria that a change answers to: those of the base and, changed, of the head."""
    base, head = states.base.book, states.head.book
    if framework_content("criteria", base) == framework_content("criteria", head):
        return (base.criteria,)
    return base.criteria, head.criteria


def place_of(risk: Risk | None, criteria: Criteria) -> Position | None:
    """Where an open risk stands now by some criteria."""
    if risk is None or risk.status is not Status.OPEN or risk.assessment.current is None:
        return None
    return position(risk.assessment.current, criteria)


def _level(risk: Risk | None, criteria: Criteria) -> int | None:
    place = place_of(risk, criteria)
    return place.level if place else None


def _highest(risks: Iterable[Risk], criteria: Criteria) -> int | None:
    levels = (_level(risk, criteria) for risk in risks)
    return max((level for level in levels if level is not None), default=None)


def _risks(book: Book, plan: str) -> tuple[Risk, ...]:
    return tuple(risk for risk in book.risks.values() if risk.plan == plan)

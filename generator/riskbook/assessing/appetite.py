"""Appetite and tolerance: which risks are above what their category may hold, and how many."""

from __future__ import annotations

from collections.abc import Mapping

from riskbook.assessing.standing import Attested, Breach, Stages, ToleranceBreach
from riskbook.model.book import Book
from riskbook.model.criteria import Appetite
from riskbook.model.terms import Status


def breaches(
    book: Book, levels: Mapping[str, Stages], attested: Mapping[str, Attested]
) -> dict[str, Breach]:
    """The open risks whose current level is above their category's limit, by id.

    An acceptance in force makes a risk no breach. A category without an appetite has no limit.
    """
    limits = {appetite.category: appetite.limit for appetite in book.criteria.appetite}
    above: dict[tuple[str, int], Breach | None] = {}  # many risks share these
    found: dict[str, Breach] = {}
    for risk, at in _open_levels(book, levels).items():
        if at not in above:
            category, level = at
            limit = limits.get(category, level)
            above[at] = Breach(category, level, limit) if level > limit else None
        breach = above[at]
        if breach is not None and attested[risk].accepted_until is None:
            found[risk] = breach
    return found


def tolerance_breaches(book: Book, levels: Mapping[str, Stages]) -> tuple[ToleranceBreach, ...]:
    """The categories that hold more risks at a level or above than their tolerance allows.

    Accepted risks count: acceptance is for one risk, tolerance is for all of them together.
    """
    held = book.criteria.appetite
    is_bounded = any(appetite.tolerance is not None for appetite in held)
    open_levels = _open_levels(book, levels) if is_bounded else {}
    return tuple(
        breach
        for appetite in held
        if (breach := _tolerance_breach(appetite, open_levels)) is not None
    )


def _tolerance_breach(
    appetite: Appetite, open_levels: Mapping[str, tuple[str, int]]
) -> ToleranceBreach | None:
    if appetite.tolerance is None:
        return None
    least, at_most = appetite.tolerance.level, appetite.tolerance.at_most
    risks = tuple(
        sorted(
            risk
            for risk, (category, level) in open_levels.items()
            if category == appetite.category and level >= least
        )
    )
    if len(risks) <= at_most:
        return None
    return ToleranceBreach(appetite.category, least, at_most, risks)


def _open_levels(book: Book, levels: Mapping[str, Stages]) -> dict[str, tuple[str, int]]:
    """Category and current level of every open risk that has one, by id."""
    open_now = Status.OPEN
    return {
        risk.id: (risk.category, stages.current.level)
        for risk in book.risks.values()
        if risk.status is open_now
        and (stages := levels.get(risk.id)) is not None
        and stages.current is not None
    }

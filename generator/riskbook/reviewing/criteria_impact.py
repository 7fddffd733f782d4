"""What other criteria make of the risks as they stand: levels, ranks, authority, breaches.

The risks, the organisation and the sign-offs are the same on both sides; only the criteria are
others. So the answer is that of the criteria alone, whatever else a change holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from riskbook.assessing.standing import Doubt, Held, Standing
from riskbook.model.criteria import Criteria
from riskbook.model.records import Period, Risk
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.authority import authorities_from
from riskbook.reviewing.basis import CRITERIA
from riskbook.reviewing.changes import Change, in_order
from riskbook.reviewing.delta_of_criteria import changes_of_criteria
from riskbook.reviewing.delta_of_standing import level_key
from riskbook.reviewing.judged import Judged


@dataclass(frozen=True, slots=True)
class Demand:
    """What criteria make of one open risk.

    ``level`` is a key, None without a level. ``place`` is its rank and ``sharing`` how many hold
    it, None and 0 without a level. ``any_of`` are the roles that may approve its treatment, empty
    where nobody has to; ``whole_book`` says that they are needed for the whole book. ``breach``
    says that it is above the appetite.
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
    """A risk of which the criteria make something else. ``rise`` counts levels, below 0 down."""

    risk: str
    before: Demand
    after: Demand
    rise: int

    @property
    def is_rank_only(self) -> bool:
        """Whether nothing but its place in the ranking is another."""
        same = replace(self.before, place=self.after.place, sharing=self.after.sharing)
        return same == self.after


@dataclass(frozen=True, slots=True)
class VoidedByCriteria:
    """A sign-off that the criteria void.

    ``doubt`` says why whoever gave it may no longer; None for a review that rests on other steps,
    another cell or another appetite than now.
    """

    risk: str
    kind: SignOffKind
    day: date
    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class CriteriaImpact:
    """What a change of criteria does.

    ``changes`` are those of the criteria. ``impacts`` are the open risks that are told otherwise,
    the highest rise first. ``counts`` are the open risks by level before and after, highest level
    first, None for those without one. ``withheld`` counts the confidential risks left out.
    """

    changes: tuple[Change, ...]
    impacts: tuple[Impact, ...]
    counts: tuple[tuple[str | None, int, int], ...]
    voided: tuple[VoidedByCriteria, ...]
    withheld: int = 0


def criteria_impact(before: Judged, after: Judged) -> CriteriaImpact:
    """What the criteria of ``after`` do to the risks of both, which are the same."""
    impacts = [
        impact
        for risk in after.book.risks.values()
        if risk.status is Status.OPEN and (impact := _impact(risk, before, after)) is not None
    ]
    impacts.sort(key=lambda one: (one.is_rank_only, -one.rise, one.after.place or 0, one.risk))
    changes = changes_of_criteria(before.book.criteria, after.book.criteria)
    return CriteriaImpact(
        in_order(changes), tuple(impacts), _counts(before, after), tuple(_voided(before, after))
    )


def _impact(risk: Risk, before: Judged, after: Judged) -> Impact | None:
    then, now = _demand(risk, before), _demand(risk, after)
    if then == now:
        return None
    levels = [_level(risk, one) for one in (before, after)]
    was, there = levels
    rise = 0 if was is None or there is None else _height(after, now) - _height_of(then, after, was)
    return Impact(risk.id, then, now, rise)


def _height(judged: Judged, demand: Demand) -> int:
    keys = [level.key for level in judged.book.criteria.levels]
    return keys.index(demand.level) if demand.level in keys else -1


def _height_of(then: Demand, after: Judged, was: int) -> int:
    """The height of a former level among those of now; its own number where it is gone."""
    known = _height(after, then)
    return known if known >= 0 else was


def _demand(risk: Risk, judged: Judged) -> Demand:
    criteria, standing = judged.book.criteria, judged.standing.risks[risk.id]
    level = _level(risk, judged)
    authority = next(iter(authorities_from(criteria, level)), None)
    return Demand(
        level_key(criteria, level),
        standing.rank.place if standing.rank else None,
        standing.rank.sharing if standing.rank else 0,
        authority.any_of if authority else (),
        authority.whole_book if authority else False,
        criteria.levels[level].review_every if level is not None else None,
        standing.attested.due,
        standing.breach is not None,
    )


def _level(risk: Risk, judged: Judged) -> int | None:
    current = judged.standing.risks[risk.id].stages.current
    return current.level if current else None


def _counts(before: Judged, after: Judged) -> tuple[tuple[str | None, int, int], ...]:
    then, now = _by_level(before), _by_level(after)
    keys = [*_keys(after.book.criteria)]
    keys += [key for key in _keys(before.book.criteria) if key not in keys]
    shown: list[str | None] = [*keys]
    if then[None] or now[None]:
        shown.append(None)
    return tuple((key, then[key], now[key]) for key in shown)


def _by_level(judged: Judged) -> Counter[str | None]:
    return Counter(
        level_key(judged.book.criteria, _level(risk, judged))
        for risk in judged.book.risks.values()
        if risk.status is Status.OPEN
    )


def _keys(criteria: Criteria) -> list[str]:
    return [level.key for level in reversed(criteria.levels)]


def _voided(before: Judged, after: Judged) -> Iterator[VoidedByCriteria]:
    for key, risk in after.book.risks.items():
        if risk.status is not Status.OPEN:
            continue
        then, now = before.standing.risks[key], after.standing.risks[key]
        for kind, was, there in _attested(then, now):
            if was is None or there is None or was.doubt is not None or was.entry != there.entry:
                continue
            if there.doubt is not None:
                yield VoidedByCriteria(key, kind, there.entry.date, there.doubt)
            elif (
                kind is SignOffKind.REVIEW
                and CRITERIA in there.basis_changed
                and CRITERIA not in was.basis_changed
            ):
                yield VoidedByCriteria(key, kind, there.entry.date, None)


def _attested(
    then: Standing, now: Standing
) -> tuple[tuple[SignOffKind, Held | None, Held | None], ...]:
    was, there = then.attested, now.attested
    return (
        (SignOffKind.REVIEW, was.review, there.review),
        (SignOffKind.APPROVAL, was.approval, there.approval),
        (SignOffKind.ACCEPTANCE, was.acceptance, there.acceptance),
    )

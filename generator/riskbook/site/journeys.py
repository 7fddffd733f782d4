"""Where the open risks come from and where they go: by controls, by plan, and since a day.

A journey has two ends; a risk that stands at an end has a place there. The places of another day
are those of the timeline, so each level is the one that the criteria of then gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from riskbook.assessing.standing import Position
from riskbook.model.terms import Status
from riskbook.picturing.matrix_routes import Spot
from riskbook.reviewing.turns import Then
from riskbook.site.input import SiteInput

APART = timedelta(days=21)
"""Days that begin a journey are no nearer to one another than this."""


class Way(Enum):
    """What took a risk from one end to the other."""

    CONTROLS = "controls"  # from inherent to current
    PLAN = "plan"  # from current to target
    QUARTER = "quarter"  # since the quarter began
    YEAR = "year"  # since the year began
    TWELVE_MONTHS = "twelve-months"


IMAGES: Mapping[Way, str] = MappingProxyType(
    {
        Way.CONTROLS: "images/matrix-controls",
        Way.PLAN: "images/matrix-plan",
        Way.QUARTER: "images/matrix-since",
    }
)
"""The journeys of the whole book that have images, and where these lie, without an ending."""


class Place(NamedTuple):
    """A place on the matrix of now.

    ``level`` is the one of then; where the criteria have that no more, the one of the cell now.
    """

    spot: Spot
    level: int


class Journey(NamedTuple):
    """Both ends of a way, by the id of the risk. ``since`` is its first day, None for no days.

    ``off_scale`` are risks whose place of then is not on the matrix of now.
    """

    way: Way
    since: date | None
    before: Mapping[str, Place]
    after: Mapping[str, Place]
    off_scale: frozenset[str]

    def among(self, risks: Iterable[str]) -> Iterator[tuple[str, Place, Place]]:
        """Those of some risks that have a place at both ends."""
        for risk in risks:
            before, after = self.before.get(risk), self.after.get(risk)
            if before is not None and after is not None:
                yield risk, before, after


class Journeys:
    """The journeys of a book, found once, when they are first asked for."""

    def __init__(self, site: SiteInput) -> None:
        self._site = site

    @cached_property
    def all(self) -> tuple[Journey, ...]:
        """All that can be told."""
        return journeys(self._site)


def journeys(site: SiteInput) -> tuple[Journey, ...]:
    """All journeys that can be told of a book."""
    inherent, current, target = _stages(site)
    nobody: frozenset[str] = frozenset()
    return (
        Journey(Way.CONTROLS, None, inherent, current, nobody),
        Journey(Way.PLAN, None, current, target, nobody),
        *_past(site, current),
    )


def first_days(today: date) -> tuple[tuple[Way, date], ...]:
    """The days from which movement is told, the latest first: each the first day that counts."""
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return (
        (Way.QUARTER, quarter),
        (Way.YEAR, date(today.year, 1, 1)),
        (Way.TWELVE_MONTHS, _a_year_before(today)),
    )


def _stages(site: SiteInput) -> tuple[dict[str, Place], dict[str, Place], dict[str, Place]]:
    inherent: dict[str, Place] = {}
    current: dict[str, Place] = {}
    target: dict[str, Place] = {}
    places: dict[Position, Place] = {}
    for risk in site.book.risks.values():
        stages = site.levels.get(risk.id)
        if stages is None or risk.status is not Status.OPEN:
            continue
        for position, found in (
            (stages.inherent, inherent),
            (stages.current, current),
            (stages.target, target),
        ):
            if position is not None:
                place = places.get(position)
                if place is None:
                    spot = Spot(position.likelihood, position.impact)
                    place = places[position] = Place(spot, position.level)
                found[risk.id] = place
    return inherent, current, target


def _past(site: SiteInput, current: Mapping[str, Place]) -> Iterator[Journey]:
    told = site.timeline
    if told is None or told.begins is None:
        return
    earliest: date | None = None
    for way, day in first_days(site.today):
        if told.begins >= day or (earliest is not None and earliest - day < APART):
            continue
        earliest = day
        before: dict[str, Place] = {}
        off_scale: set[str] = set()
        for risk, then in told.at(day - timedelta(days=1)).items():
            place = _place(site, then)
            if place is not None:
                before[risk] = place
            elif _is_assessed(then):
                off_scale.add(risk)
        yield Journey(way, day, before, current, frozenset(off_scale))


def _place(site: SiteInput, then: Then) -> Place | None:
    """Where an open risk stood, on the matrix of now; None where it did not, or off this one."""
    if not _is_assessed(then) or then.likelihood is None or then.impact is None or not then.level:
        return None
    matrix = site.book.criteria.matrix
    if not (1 <= then.impact <= len(matrix) and 1 <= then.likelihood <= len(matrix[0])):
        return None
    keys = [level.key for level in site.book.criteria.levels]
    key = then.level.key
    level = keys.index(key) if key in keys else matrix[then.impact - 1][then.likelihood - 1]
    return Place(Spot(then.likelihood, then.impact), level)


def _is_assessed(then: Then) -> bool:
    return then.status is Status.OPEN and then.level is not None


def _a_year_before(day: date) -> date:
    """The same date in the year before."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return date(day.year - 1, 3, 1)

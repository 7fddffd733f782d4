"""The matrix of a part of the book: a register, a department, a service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from riskbook.assessing.standing import STAGES
from riskbook.picturing.matrix_map import map_content
from riskbook.picturing.matrix_sheet import MatrixSheet, Panel, SheetLevel, matrix_sheet
from riskbook.site.edition import NOWHERE, UP, Edition
from riskbook.site.groups import Groups
from riskbook.site.homes import department_home, register_home, service_home
from riskbook.site.journeys import IMAGES, Journey, Place, Way
from riskbook.site.parts import part_drawing, part_page, parts_of
from riskbook.site.views.matrix import MatrixView, counted_matrix
from riskbook.site.views.movement import Movement, Told, marks, movement, standing_map
from riskbook.site.views.register import plain
from riskbook.site.views.selection import Selection, those_of


class PartStage(NamedTuple):
    """One stage of a part's matrix."""

    key: str
    title: str
    lead: str
    matrix: MatrixView


class PartMatrix(NamedTuple):
    """The page of the matrix of a part. ``home`` links to the part's own page.

    ``image`` is the file of the drawing of all of it.
    """

    title: str
    home: str
    as_of: str
    stages: tuple[PartStage, ...]
    movements: tuple[Movement, ...]
    image: str


class PartMatrices:
    """The matrices of all parts that have any risk on the matrix; looks up once what all need."""

    def __init__(self, edition: Edition, groups: Groups) -> None:
        self._edition = edition
        self._journeys = edition.journeys.all
        self._known: dict[tuple[str, str], tuple[Told, ...]] = {}
        self._parts = {
            (kind, key): kept
            for kind, parts in (
                ("register", groups.of_register),
                ("department", groups.of_department),
                ("service", groups.of_service),
            )
            for key, risks in parts.items()
            if key in self._names(kind)
            and (kept := tuple(one for one in risks if edition.stages(one) is not NOWHERE))
        }

    def pages(self, still: Container[str]) -> Iterator[tuple[str, PartMatrix]]:
        """Key and page of each: ``service-hotline``. What is ``still`` as it lies is left out."""
        for kind, key in self._parts:
            if part_page(kind, key) not in still:
                yield f"{kind}-{key}", self._page(kind, key)

    def drawings(self, still: Container[str]) -> Iterator[tuple[str, str]]:
        """Path and SVG of the drawing of each that is not ``still`` as it lies."""
        for (kind, key), risks in self._parts.items():
            path = part_drawing(kind, key)
            if path not in still:
                name = plain(self._names(kind)[key])
                yield path, matrix_sheet(self._sheet(name, risks, self._told(kind, key)))

    def _page(self, kind: str, key: str) -> PartMatrix:
        edition, words = self._edition, self._edition.words
        among = those_of(kind, key, self._parts[kind, key])
        homes = {"register": register_home, "department": department_home, "service": service_home}
        name = self._names(kind)[key]

        def belongs(risk: str) -> bool:
            return (kind, key) in parts_of(edition.site.book, edition.risks[risk])

        return PartMatrix(
            title=words.fill("movement.of-part", part=name),
            home=homes[kind](edition, key, UP),
            as_of=words.fill("overview.as-of", day=words.date(edition.site.today)),
            stages=tuple(_stage(edition, stage, among) for stage in STAGES),
            movements=tuple(movement(edition, told, belongs) for told in self._told(kind, key)),
            image=f"{UP}{part_drawing(kind, key)}",
        )

    def _told(self, kind: str, key: str) -> tuple[Told, ...]:
        """The journeys of a part, which its page and its drawing share."""
        found = self._known.get((kind, key))
        if found is None:
            among = those_of(kind, key, self._parts[kind, key])
            found = tuple(Told(self._edition, journey, among) for journey in self._journeys)
            self._known[kind, key] = found
        return found

    def _sheet(self, name: str, risks: tuple[str, ...], told: tuple[Told, ...]) -> MatrixSheet:
        edition, words = self._edition, self._edition.words
        stamp = edition.site.stamp
        title = words.say("movement.of-part", part=name)
        panels = [
            Panel(words.say(f"stage.{stage}"), stands, map_content(stands))
            for stage, places in self._stages().items()
            for stands in (standing_map(edition, places, risks),)
        ]
        panels += [
            Panel(_heading(edition, one.journey), one.map, one.drawing)
            for one in told
            if one.journey.way in IMAGES
        ]
        subtitle = words.say(
            "movement.stamp" if stamp.commit else "movement.stamp.no-commit",
            day=words.long_day(edition.site.today),
            commit=stamp.commit,
            criteria=edition.site.book.criteria.version,
        )
        levels = zip(marks(edition), edition.names.levels, strict=True)
        return MatrixSheet(
            title,
            subtitle,
            tuple(panels),
            tuple(SheetLevel(mark, level.name) for mark, level in levels),
            words.say(
                "movement.alt",
                title=title,
                stamp=subtitle,
                panels=words.say("movement.alt.separator").join(
                    _spoken(edition, panel) for panel in panels
                ),
            ),
            words.language,
        )

    def _stages(self) -> Mapping[str, Mapping[str, Place]]:
        """Where the open risks stand at each stage, from the ends of the first two journeys."""
        controls, plan = self._of(Way.CONTROLS), self._of(Way.PLAN)
        return dict(zip(STAGES, (controls.before, controls.after, plan.after), strict=True))

    def _of(self, way: Way) -> Journey:
        return next(journey for journey in self._journeys if journey.way is way)

    def _names(self, kind: str) -> Mapping[str, str]:
        names = self._edition.names
        return {
            "register": names.registers,
            "department": names.departments,
            "service": names.services,
        }[kind]


def _stage(edition: Edition, key: str, among: Selection) -> PartStage:
    words = edition.words
    title = words.say(f"stage.{key}")
    caption = words.say("matrix.caption", stage=title)
    return PartStage(
        key, title, words.say(f"matrix.lead.{key}"), counted_matrix(edition, key, caption, among)
    )


def _heading(edition: Edition, journey: Journey) -> str:
    """What a drawing is headed by: plain text."""
    words = edition.words
    day = words.day(journey.since) if journey.since else ""
    return words.say(f"movement.heading.{journey.way.value}", day=day)


def _spoken(edition: Edition, panel: Panel) -> str:
    """A map in words: how many risks there are at which level."""
    words, counts = edition.words, Counter[int]()
    matrix = panel.map.criteria.matrix
    for spot, count in panel.map.counts.items():
        counts[matrix[spot.impact - 1][spot.likelihood - 1]] += count
    levels = words.listing(
        words.say("matrix.level-count", level=level.name, number=counts[level.index])
        for level in reversed(edition.names.levels)
    )
    return words.say("movement.alt.panel", heading=panel.heading, levels=plain(levels))

"""The matrix with its counts, at each stage, and who moves where on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from riskbook.assessing.standing import STAGES, Position, at
from riskbook.model.records import Risk
from riskbook.site.edition import NOWHERE, Edition
from riskbook.site.journeys import IMAGES
from riskbook.site.names import StepName
from riskbook.site.parts import part_page, parts_of
from riskbook.site.views.movement import Movement, Told, movement
from riskbook.site.views.selection import Selection, all_open, open_risks

_Draw = Callable[[StepName, StepName, int], "Cell"]

PARTS = ("register", "department", "service")
"""The kinds of parts of a book that have a matrix of their own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its level and how many risks are in it. ``label`` says after these where it is."""

    level: int
    name: str
    count: int
    href: str
    label: str


class Row(NamedTuple):
    """One impact step and its cells, likelihood rising."""

    step: StepName
    cells: tuple[Cell, ...]


class MatrixView(NamedTuple):
    """A matrix as it is drawn: highest impact first."""

    caption: str
    rows: tuple[Row, ...]
    columns: tuple[StepName, ...]


class StageMatrix(NamedTuple):
    """One stage on the matrix page, with its images to download."""

    key: str
    title: str
    lead: str
    matrix: MatrixView
    image: str
    alt: str


class PartLink(NamedTuple):
    """The matrix of a register, department or service, and how many open risks are on it."""

    name: str
    href: str
    number: int


class Parts(NamedTuple):
    """The matrices of all parts of a kind."""

    title: str
    parts: tuple[PartLink, ...]


class MatrixPage(NamedTuple):
    """The page of the matrix: of ``movements``, those since a day stand last."""

    stages: tuple[StageMatrix, ...]
    movements: tuple[Movement, ...]
    parts: tuple[Parts, ...]


def matrix_page(edition: Edition) -> MatrixPage:
    """The three matrices, the movement between them and since some days, and the parts."""
    everybody = all_open(edition)
    among = Selection(edition.site.standing.ranked, "", "status=open")
    return MatrixPage(
        stages=tuple(_stage(edition, key, everybody) for key in STAGES),
        movements=tuple(
            movement(
                edition,
                Told(edition, journey, among),
                lambda _: True,
                IMAGES.get(journey.way, ""),
            )
            for journey in edition.journeys.all
        ),
        parts=tuple(_parts(edition)),
    )


def own_matrix(edition: Edition, selection: Selection) -> str:
    """The matrix of a part as its own page links to it; "" where it has none."""
    kind, _, key = selection.query.rpartition("&")[2].partition("=")
    if kind not in PARTS or all(edition.stages(risk) is NOWHERE for risk in selection.risks):
        return ""
    return f"{selection.base}{part_page(kind, key)}"


def counted_matrix(edition: Edition, stage: str, caption: str, among: Selection) -> MatrixView:
    """The matrix with the number of those risks in each cell, and a link to them."""
    names, words = edition.names, edition.words
    places = Counter[tuple[int, int]]()
    for position, risks in _positions(edition, stage, among):
        places[position.likelihood, position.impact] += risks

    def cell(likelihood: StepName, impact: StepName, level: int) -> Cell:
        count = places[likelihood.value, impact.value]
        name = names.levels[level].name if level >= 0 else words.say("matrix.no-level")
        return Cell(
            level=level,
            name=name,
            count=count,
            href=among.narrowed(
                f"stage={stage}&likelihood={likelihood.value}&impact={impact.value}"
            ),
            label=words.say(
                "matrix.cell",
                count=count,
                likelihood=likelihood.short,
                impact=impact.short,
            ),
        )

    return _drawn(edition, caption, cell)


def bare_matrix(edition: Edition, caption: str) -> MatrixView:
    """The matrix of the criteria, without risks."""
    names, words = edition.names, edition.words

    def cell(likelihood: StepName, impact: StepName, level: int) -> Cell:
        del likelihood, impact
        name = names.levels[level].name if level >= 0 else words.say("matrix.no-level")
        return Cell(level, name, 0, "", "")

    return _drawn(edition, caption, cell)


def _drawn(edition: Edition, caption: str, cell: _Draw) -> MatrixView:
    names = edition.names
    matrix = edition.site.book.criteria.matrix
    return MatrixView(
        caption=caption,
        rows=tuple(
            Row(
                impact,
                tuple(
                    cell(likelihood, impact, matrix[impact.value - 1][likelihood.value - 1])
                    for likelihood in names.likelihood
                ),
            )
            for impact in reversed(names.impact)
        ),
        columns=names.likelihood,
    )


def _stage(edition: Edition, key: str, among: Selection) -> StageMatrix:
    words = edition.words
    tally = Counter[int]()
    for position, risks in _positions(edition, key, among):
        tally[position.level] += risks
    levels = words.listing(
        words.say("matrix.level-count", level=level.name, number=tally[level.index])
        for level in reversed(edition.names.levels)
    )
    title = words.say(f"stage.{key}")
    return StageMatrix(
        key=key,
        title=title,
        lead=words.say(f"matrix.lead.{key}"),
        matrix=counted_matrix(edition, key, words.say("matrix.caption", stage=title), among),
        image=f"images/matrix-{key}",
        alt=words.say(
            "matrix.alt",
            stage=title,
            day=words.day(edition.site.today),
            number=tally.total(),
            levels=str(levels),
        ),
    )


def _positions(edition: Edition, stage: str, among: Selection) -> Iterator[tuple[Position, int]]:
    """Where risks stand at a stage, and how many of them; a position may come more than once."""
    for stages, risks in edition.facets.stages(among.risks):
        position = at(stages, stage)
        if position is not None:
            yield position, risks


def _parts(edition: Edition) -> Iterator[Parts]:
    names = edition.names
    book, risks = edition.site.book, edition.risks
    alike: dict[tuple[str, str], list[Risk]] = {}
    for key in open_risks(edition):
        if edition.stages(key) is not NOWHERE:
            risk = risks[key]
            alike.setdefault((risk.source.register, risk.service), []).append(risk)
    numbers = Counter[tuple[str, str]]()
    for theirs in alike.values():
        for part in parts_of(book, theirs[0]):
            numbers[part] += len(theirs)
    for kind, named in (
        ("register", names.registers),
        ("department", names.departments),
        ("service", names.services),
    ):
        found = [
            PartLink(name, part_page(kind, key), numbers[kind, key])
            for key, name in named.items()
            if numbers[kind, key]
        ]
        if found:
            title = edition.words.say(f"{kind}s.title")
            yield Parts(title, tuple(sorted(found, key=lambda part: -part.number)))

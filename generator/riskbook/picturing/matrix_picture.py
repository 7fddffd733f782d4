"""What a matrix image shows, as plain data: equal pictures are equal images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import NamedTuple

from riskbook.assessing.palettes import LevelColour, colours
from riskbook.assessing.standing import Position, Stages
from riskbook.model.book import Book
from riskbook.model.criteria import Criteria
from riskbook.model.terms import Status
from riskbook.picturing.matrix_routes import MOST_ARROWS, Bundle, Spot, bundles
from riskbook.picturing.step_labels import StepLabel, impact_labels, likelihood_labels
from riskbook.wording import Catalogue, Text

MOST_IDS = 12
"""Ids that a cell carries at most; how many are drawn depends on the room."""


class PicturedStage(Enum):
    """Which of the three assessments a picture shows."""

    INHERENT = "inherent"
    CURRENT = "current"
    TARGET = "target"


class Stamp(NamedTuple):
    """Where the figures come from: the day of the clock, and the commit ("" without one)."""

    today: date
    commit: str


class PicturedPart(NamedTuple):
    """A part of the book that has a picture of its own: a register, department or service."""

    title: Text
    risks: tuple[str, ...]


class PicturedAxis(NamedTuple):
    """An axis: its name, and its steps from 1 up."""

    name: str
    steps: tuple[StepLabel, ...]


@dataclass(frozen=True, slots=True)
class PicturedCell:
    """A cell: the index of its level (-1: none), how many risks, and the first of their ids."""

    level: int
    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PicturedLevel:
    """A level in the legend, with the number of risks at it."""

    name: str
    colour: LevelColour
    count: int


class MatrixPicture(NamedTuple):
    """All that is drawn, in words of one language. ``cells[impact - 1][likelihood - 1]``.

    ``note`` says what is not on the matrix ("" for nothing); ``alt`` is the picture in words.
    ``moves`` are drawn as arrows, from which cell to which; a picture with any has no ids.
    """

    title: str
    subtitle: str
    likelihood: PicturedAxis
    impact: PicturedAxis
    cells: tuple[tuple[PicturedCell, ...], ...]
    levels: tuple[PicturedLevel, ...]
    note: str
    alt: str
    moves: tuple[Bundle, ...] = ()

    def texts(self) -> Iterator[str]:
        """Every text of the picture, for the fonts."""
        yield from (self.title, self.subtitle, self.note)
        for axis in (self.likelihood, self.impact):
            yield axis.name
            for step in axis.steps:
                yield from (step.name, step.numbers)
        for level in self.levels:
            yield level.name
        for row in self.cells:
            for cell in row:
                yield from cell.ids


def picture_matrix(
    book: Book,
    levels: Mapping[str, Stages],
    stage: PicturedStage,
    catalogue: Catalogue,
    stamp: Stamp,
    part: PicturedPart | None = None,
) -> MatrixPicture:
    """The matrix of the open risks of a book, or of a part of it, at one stage.

    ``levels`` is the places on the matrix by id; an open risk without one is counted as not
    assessed. A public picture asks for a book without confidential records.
    """
    chosen = sorted(set(part.risks)) if part else sorted(book.risks)
    position, risks, open_, off = _at(stage), book.risks, Status.OPEN, Stages(None, None, None)
    # A spot a cell: tens of thousands of equal ones would take longer to make than to find.
    spots: dict[tuple[int, int], Spot] = {}
    placed: dict[str, tuple[Spot, int]] = {}
    unassessed = 0
    for key in chosen:
        risk = risks.get(key)
        if risk is None or risk.status is not open_:
            continue
        place = position(levels.get(key, off))
        if place is None:
            unassessed += 1
            continue
        at = place.likelihood, place.impact
        spot = spots.get(at) or spots.setdefault(at, Spot(*at))
        placed[key] = spot, place.level
    heading = catalogue.word(
        f"picture.title.{stage.value}", title=part.title if part else book.settings.title
    )
    note = catalogue.word("picture.unassessed", count=unassessed) if unassessed else ""
    return _pictured(book, placed, heading, note, catalogue, stamp)


def picture_movement(
    book: Book,
    moved: Mapping[str, tuple[Spot, Spot]],
    heading: str,
    catalogue: Catalogue,
    stamp: Stamp,
) -> MatrixPicture:
    """The matrix with the arrows of those who moved; the counts are of where they are then.

    ``moved`` is from which cell to which each risk went, by id; who stayed has the same twice.
    """
    matrix = book.criteria.matrix
    placed = {
        risk: (end, matrix[end.impact - 1][end.likelihood - 1])
        for risk, (_, end) in sorted(moved.items())
    }
    found = bundles(Counter(moved.values()))
    rest = sum(bundle.count for bundle in found[MOST_ARROWS:])
    note = catalogue.word("picture.more-moves", count=rest) if rest else ""
    picture = _pictured(book, placed, heading, note, catalogue, stamp)
    return picture._replace(moves=found[:MOST_ARROWS])


def _pictured(
    book: Book,
    placed: Mapping[str, tuple[Spot, int]],
    heading: str,
    note: str,
    catalogue: Catalogue,
    stamp: Stamp,
) -> MatrixPicture:
    """The picture of risks in their cells, with the level of each."""
    criteria = book.criteria
    counts = Counter(level for _, level in placed.values())
    legend = tuple(
        PicturedLevel(level.name.read(catalogue.language), colour, counts[index])
        for index, (level, colour) in enumerate(
            zip(criteria.levels, colours(criteria), strict=True)
        )
    )
    subtitle = catalogue.word(
        "picture.subtitle",
        risks=catalogue.word("picture.risks", count=len(placed)),
        stamp=_stamp(book, catalogue, stamp),
    )
    return MatrixPicture(
        title=heading,
        subtitle=subtitle,
        likelihood=PicturedAxis(
            catalogue.word(f"picture.likelihood.{criteria.likelihood.kind.value}"),
            likelihood_labels(criteria.likelihood, catalogue),
        ),
        impact=PicturedAxis(
            _impact_name(book, catalogue), impact_labels(criteria.impact, catalogue)
        ),
        cells=_cells(criteria, placed),
        levels=legend,
        note=note,
        alt=_alt(heading, subtitle, legend, note, catalogue),
    )


def _at(stage: PicturedStage) -> Callable[[Stages], Position | None]:
    """What gives the position at a stage."""
    match stage:
        case PicturedStage.INHERENT:
            return attrgetter("inherent")
        case PicturedStage.CURRENT:
            return attrgetter("current")
        case PicturedStage.TARGET:
            return attrgetter("target")


def _cells(
    criteria: Criteria, placed: Mapping[str, tuple[Spot, int]]
) -> tuple[tuple[PicturedCell, ...], ...]:
    here: dict[Spot, list[str]] = {}
    for risk, (spot, _) in placed.items():
        found = here.get(spot)
        if found is None:
            here[spot] = [risk]
        else:
            found.append(risk)
    rows: list[tuple[PicturedCell, ...]] = []
    for impact, levels in enumerate(criteria.matrix, start=1):
        ids = [here.get(Spot(place, impact), []) for place in range(1, len(levels) + 1)]
        rows.append(
            tuple(
                PicturedCell(level, len(found), tuple(found[:MOST_IDS]))
                for level, found in zip(levels, ids, strict=True)
            )
        )
    return tuple(rows)


def _impact_name(book: Book, catalogue: Catalogue) -> str:
    from babel.numbers import get_currency_name

    if not any(dimension.money for dimension in book.criteria.impact.dimensions):
        return catalogue.word("picture.impact")
    currency = book.settings.currency
    return catalogue.word(
        "picture.impact.money",
        currency=currency,
        name=get_currency_name(currency, locale=catalogue.language),
    )


def picture_day(day: date, catalogue: Catalogue) -> str:
    """A day as pictures say it."""
    from babel.dates import format_date

    return format_date(day, format=catalogue.word("picture.date"), locale=catalogue.language)


def _stamp(book: Book, catalogue: Catalogue, stamp: Stamp) -> str:
    day = picture_day(stamp.today, catalogue)
    key = "picture.stamp" if stamp.commit else "picture.stamp.no-commit"
    return catalogue.word(key, day=day, commit=stamp.commit, criteria=book.criteria.version)


def _alt(
    title: str,
    subtitle: str,
    levels: tuple[PicturedLevel, ...],
    note: str,
    catalogue: Catalogue,
) -> str:
    """Title, figures from the highest level down, provenance."""
    figures = catalogue.word("picture.alt.separator").join(
        catalogue.word("picture.alt.level", level=level.name, number=level.count)
        for level in reversed(levels)
    )
    words = catalogue.word("picture.alt", title=title, figures=figures, subtitle=subtitle)
    return catalogue.word("picture.alt.note", alt=words, note=note) if note else words

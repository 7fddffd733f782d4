"""The matrix with its counts, at each stage, and who moves where on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from riskbook.assessing.standing import Position, Stages
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.names import StepName
from riskbook.site.views.selection import Selection, all_open, open_risks

_Draw = Callable[[StepName, StepName, int], "Cell"]

STAGES = ("inherent", "current", "target")
MOST_MOVES = 50
"""Movements that the page lists; the register has them all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its level and how many risks are in it. ``label`` says after these where it is."""

    level: int
    name: str
    count: int
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One impact step and its cells, likelihood rising."""

    step: StepName
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A matrix as it is drawn: highest impact first."""

    caption: str
    rows: tuple[Row, ...]
    columns: tuple[StepName, ...]


@dataclass(frozen=True, slots=True)
class StageMatrix:
    """One stage on the matrix page, with its images to download."""

    key: str
    title: str
    lead: str
    matrix: MatrixView
    image: str
    alt: str


@dataclass(frozen=True, slots=True)
class Move:
    """One risk through the stages; a stage that is not assessed has no chip."""

    record: RecordLink
    inherent: str
    inherent_at: str
    current: str
    current_at: str
    target: str
    target_at: str
    due: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """From one level down the column of inherent risk to the levels of now."""

    chip: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The page of the matrix."""

    stages: tuple[StageMatrix, ...]
    levels: tuple[str, ...]
    crossings: tuple[Crossing, ...]
    moves: tuple[Move, ...]
    more: str


def matrix_page(edition: Edition) -> MatrixPage:
    """The three matrices, what controls achieve, and the movement of the highest ranked."""
    names, words = edition.names, edition.words
    ranked = edition.site.standing.ranked
    rest = len(ranked) - MOST_MOVES
    return MatrixPage(
        stages=tuple(_stage(edition, key) for key in STAGES),
        levels=tuple(level.chip for level in reversed(names.levels)),
        crossings=_crossings(edition),
        moves=tuple(_move(edition, key) for key in ranked[:MOST_MOVES]),
        more=words.say("matrix.more", count=rest) if rest > 0 else "",
    )


def counted_matrix(edition: Edition, stage: str, caption: str, among: Selection) -> MatrixView:
    """The matrix with the number of those risks in each cell, and a link to them."""
    names, words = edition.names, edition.words
    places = Counter(
        (position.likelihood, position.impact)
        for risk in among.risks
        if (position := at(edition.stages(risk), stage))
    )

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


def at(stages: Stages, stage: str) -> Position | None:
    """The position at ``inherent``, ``current`` or ``target``."""
    match stage:
        case "inherent":
            return stages.inherent
        case "current":
            return stages.current
        case _:
            return stages.target


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


def _stage(edition: Edition, key: str) -> StageMatrix:
    words = edition.words
    positions = [
        position for risk in open_risks(edition) if (position := at(edition.stages(risk), key))
    ]
    tally = Counter(position.level for position in positions)
    levels = words.listing(
        words.say("matrix.level-count", level=level.name, number=tally[level.index])
        for level in reversed(edition.names.levels)
    )
    title = words.say(f"stage.{key}")
    return StageMatrix(
        key=key,
        title=title,
        lead=words.say(f"matrix.lead.{key}"),
        matrix=counted_matrix(
            edition, key, words.say("matrix.caption", stage=title), all_open(edition)
        ),
        image=f"images/matrix-{key}",
        alt=words.say(
            "matrix.alt",
            stage=title,
            day=words.day(edition.site.today),
            number=len(positions),
            levels=str(levels),
        ),
    )


def _crossings(edition: Edition) -> tuple[Crossing, ...]:
    pairs = Counter(
        (stages.inherent.level, stages.current.level)
        for risk in open_risks(edition)
        if (stages := edition.stages(risk)).inherent and stages.current
    )
    down = list(reversed(edition.names.levels))
    return tuple(
        Crossing(start.chip, counts, sum(counts))
        for start in down
        for counts in (tuple(pairs[start.index, end.index] for end in down),)
        if any(counts)
    )


def _move(edition: Edition, key: str) -> Move:
    stages, names = edition.stages(key), edition.names
    target = edition.risks[key].assessment.target
    return Move(
        record=edition.risk(key, ""),
        inherent=names.chip(stages.inherent),
        inherent_at=place(edition, stages.inherent),
        current=names.chip(stages.current),
        current_at=place(edition, stages.current),
        target=names.chip(stages.target),
        target_at=place(edition, stages.target),
        due=edition.words.due(target.due) if target else "",
    )


def place(edition: Edition, position: Position | None) -> str:
    """``4 · Likely, 3 · Serious``: likelihood, then impact, without their ranges."""
    if position is None:
        return ""
    names = edition.names
    likelihood = names.likelihood[position.likelihood - 1].short
    return str(edition.words.listing([likelihood, names.short(position.impact)]))

"""The small matrix of a risk's page: where it came from, where it is, where it is to go.

An inline SVG for the eye only (``aria-hidden``): the page says the same in words. It has no ids, no
style and no text, so that several stand on one page under a strict content security policy, and the
theme colours it by class:

``small-matrix``   the whole
``level-0`` …      all cells of a level, lowest 0, as one path (``level-none``: cells without one)
``move``           the line of an arrow: ``move-now`` from inherent to current, ``move-plan``
                   (dashed) on to the target; ``move-head`` its head, with the same second class
``move-halo``      what sets an arrow off from the cells beneath
``stage``          a mark: ``stage-inherent`` a ring, ``stage-current`` a disc, ``stage-target`` a
                   diamond
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import hypot

from riskbook.assessing.palettes import colours
from riskbook.assessing.standing import Position, Stages
from riskbook.model.criteria import Criteria

CELL = 24
GAP = 2
MARK = 4.6
HEAD = 5.0
INK = "#1a1d21"
PAPER = "#ffffff"


def small_matrix(criteria: Criteria, stages: Stages) -> str:
    """The grid with the stages that there are, marked and joined by arrows in their order."""
    width = len(criteria.likelihood.steps) * (CELL + GAP) - GAP
    height = len(criteria.impact.steps) * (CELL + GAP) - GAP
    marks = tuple(_marks(criteria, stages))
    arrows = (
        _arrow(start, end, "move-plan" if later == "target" else "move-now")
        for (_, start, from_cell), (later, end, to_cell) in pairwise(marks)
        if from_cell != to_cell
    )
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    cells = "".join(_cells(criteria))
    drawn = "".join(_mark(stage, place) for stage, place, _ in marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="small-matrix" {size} aria-hidden="true"'
        f' focusable="false">{cells}{"".join(arrows)}{drawn}</svg>'
    )


_Place = tuple[float, float]
_Cell = tuple[int, int]


def _cells(criteria: Criteria) -> Iterator[str]:
    shades = [colour.background for colour in colours(criteria)]
    rows = len(criteria.impact.steps)
    for level in range(-1, len(shades)):
        path = "".join(
            f"M{column * (CELL + GAP)} {(rows - impact) * (CELL + GAP)}h{CELL}v{CELL}h-{CELL}z"
            for impact, row in enumerate(criteria.matrix, start=1)
            for column, here in enumerate(row)
            if here == level
        )
        if path and level < 0:
            yield f'<path class="level-none" fill="none" stroke="{INK}" d="{path}"/>'
        elif path:
            yield f'<path class="level-{level}" fill="{shades[level]}" d="{path}"/>'


def _marks(criteria: Criteria, stages: Stages) -> Iterator[tuple[str, _Place, _Cell]]:
    """The stages that there are, in order; those that share a cell stand side by side in it."""
    assessed = [
        (name, position)
        for name, position in (
            ("inherent", stages.inherent),
            ("current", stages.current),
            ("target", stages.target),
        )
        if position is not None
    ]
    cells = [_cell(position) for _, position in assessed]
    for index, (name, position) in enumerate(assessed):
        cell = _cell(position)
        sharing, before = cells.count(cell), cells[:index].count(cell)
        aside = (before - (sharing - 1) / 2) * CELL * (0.5 if sharing == 2 else 0.33)
        x = (position.likelihood - 0.5) * (CELL + GAP) - GAP / 2 + aside
        y = (len(criteria.impact.steps) - position.impact + 0.5) * (CELL + GAP) - GAP / 2
        yield name, (x, y), cell


def _cell(position: Position) -> _Cell:
    return position.likelihood, position.impact


def _mark(stage: str, place: _Place) -> str:
    x, y = place
    radius = MARK - 1 if stage != "current" else MARK - 0.5
    if stage == "target":
        points = f"{_n(x)},{_n(y - MARK)} {_n(x + MARK)},{_n(y)} {_n(x)},{_n(y + MARK)}"
        shape = f'<polygon points="{points} {_n(x - MARK)},{_n(y)}"'
    else:
        shape = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
    inside, edge = (INK, PAPER) if stage == "current" else (PAPER, INK)
    return (
        f'{shape} class="stage stage-{stage}" fill="{inside}" stroke="{edge}" stroke-width="1.5"/>'
    )


def _arrow(start: _Place, end: _Place, kind: str) -> str:
    """A line from the edge of one mark to that of the next, with its head as a triangle."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    right, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length

    def along(distance: float, aside: float = 0.0) -> str:
        x = start[0] + right * distance - down * aside
        y = start[1] + down * distance + right * aside
        return f"{_n(x)} {_n(y)}"

    tip = length - MARK - 1
    line = f"M{along(MARK)}L{along(tip - HEAD)}"
    head = f"M{along(tip)}L{along(tip - HEAD, 3)}L{along(tip - HEAD, -3)}z"
    halo = f"M{along(MARK)}L{along(tip - 1)}"
    dashes = ' stroke-dasharray="3 2"' if kind == "move-plan" else ""
    return (
        f'<path class="move-halo" fill="none" stroke="{PAPER}" stroke-width="4.5" d="{halo}"/>'
        f'<path class="move {kind}" fill="none" stroke="{INK}" stroke-width="1.75"{dashes}'
        f' d="{line}"/><path class="move-head {kind}" fill="{INK}" d="{head}"/>'
    )


def _n(number: float) -> str:
    """At most two decimals, without trailing noughts."""
    return f"{number:.2f}".rstrip("0").rstrip(".")

"""Each stage of each risk on the matrix. The level comes from the matrix and from nothing else."""

from __future__ import annotations

from riskbook.assessing.standing import Position, Stages
from riskbook.model.book import Book
from riskbook.model.criteria import Criteria, Score
from riskbook.model.records import Stage

Impact = tuple[tuple[str, int], ...]
"""Steps by dimension."""

_At = tuple[int, Impact] | None
"""What an author wrote of a stage: likelihood and impact; None of one that is not assessed."""


def level(book: Book) -> dict[str, Stages]:
    """The places on the matrix of every risk that has any, by id."""
    places: dict[_At, Position | None] = {None: None}
    known: dict[tuple[_At, _At, _At], Stages | None] = {}

    def place(stage: Stage | None, at: _At) -> Position | None:
        if stage is not None and at not in places:
            places[at] = position(stage, book.criteria)
        return places[at]

    levels: dict[str, Stages] = {}
    for risk in book.risks.values():
        assessment = risk.assessment
        inherent, current, target = assessment.inherent, assessment.current, assessment.target
        # Ten thousand risks stand on a few dozen places, and go few ways from one to another.
        key = (
            None if inherent is None else (inherent.likelihood, inherent.impact),
            None if current is None else (current.likelihood, current.impact),
            None if target is None else (target.likelihood, target.impact),
        )
        if key not in known:
            was, now, then = key
            found = Stages(place(inherent, was), place(current, now), place(target, then))
            known[key] = found if found.inherent or found.current or found.target else None
        stages = known[key]
        if stages is not None:
            levels[risk.id] = stages
    return levels


def position(stage: Stage, criteria: Criteria) -> Position | None:
    """Where a stage stands: the worst impact over the dimensions counts.

    None where the matrix has no level for it (its cell is missing, which is a finding of its own):
    a risk without a level is unassessed, never low.
    """
    impact = max((step for _, step in stage.impact), default=0)
    found = level_at(criteria, stage.likelihood, impact)
    if found is None:
        return None
    deciding = tuple(key for key, step in stage.impact if key and step == impact)
    return Position(
        stage.likelihood, impact, deciding, found, score(criteria, stage.likelihood, impact)
    )


def level_at(criteria: Criteria, likelihood: int, impact: int) -> int | None:
    """The level of a cell, steps counted from 1; None off the matrix and where it has none."""
    if not 1 <= impact <= len(criteria.matrix):
        return None
    row = criteria.matrix[impact - 1]
    if not 1 <= likelihood <= len(row) or row[likelihood - 1] < 0:
        return None
    return row[likelihood - 1]


def score(criteria: Criteria, likelihood: int, impact: int) -> int:
    """The number that orders risks within a level: sum or product of the two steps."""
    match criteria.score:
        case Score.SUM:
            return likelihood + impact
        case Score.PRODUCT:
            return likelihood * impact

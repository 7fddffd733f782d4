"""RB6xx: whether the criteria are sound: the matrix, its scales, its colours, its cadence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isinf
from types import MappingProxyType

from riskbook.assessing.bands import Axis, BandFault, BandFaultKind
from riskbook.assessing.palettes import LEAST_DISTANCE, colours, contrast, palette_test
from riskbook.assessing.self_test import Cell, CellPair
from riskbook.findings import Finding
from riskbook.model.criteria import Criteria, LikelihoodKind, ScaleStep
from riskbook.model.records import Period
from riskbook.rules.evidence import Evidence, Place, Rule, fault, step_of
from riskbook.wording import Fact, Saying, say

LEAST_CONTRAST_OF_LEVELS = 1.25
"""Contrast ratio (WCAG 2.2) of two neighbouring levels below which they print as one grey.

No standard gives a number; the shipped palettes keep it for up to five levels.
"""

_QUARTER = MappingProxyType({"days": 92, "weeks": 13, "months": 3, "years": 0})
"""The longest quarter, in each unit of a period."""


def matrix_not_monotone(view: Evidence) -> Iterator[Finding]:
    """RB601: a cell of a lower level than its neighbour with less likelihood or impact."""
    criteria = view.book.criteria
    for pair in view.self_test.falls:
        yield fault(
            "RB601",
            _in_cell(criteria, pair.higher),
            say("finding.RB601", **_both(criteria, pair)),
            say("hint.RB601"),
        )


def matrix_incomplete(view: Evidence) -> Iterator[Finding]:
    """RB602: a matrix of another size than its scales, or a cell without a level."""
    criteria = view.book.criteria
    rows, columns = len(criteria.impact.steps), len(criteria.likelihood.steps)
    if len(criteria.matrix) != rows:
        yield fault(
            "RB602",
            _at(criteria, "matrix"),
            say("finding.RB602.rows", rows=len(criteria.matrix), steps=rows),
            say("hint.RB602.rows", steps=rows),
        )
    for index, row in enumerate(reversed(criteria.matrix)):
        if len(row) != columns:
            yield fault(
                "RB602",
                _at(criteria, f"matrix/{index}"),
                say("finding.RB602.cells", cells=len(row), steps=columns),
                say("hint.RB602.cells", steps=columns),
            )
    for likelihood, impact in view.self_test.missing:
        if impact <= len(criteria.matrix) and likelihood <= len(criteria.matrix[impact - 1]):
            cell = Cell(likelihood, impact, -1)
            yield fault(
                "RB602",
                _in_cell(criteria, cell),
                say("finding.RB602", cell=_cell(criteria, cell)),
                say("hint.RB602"),
            )


def level_unused(view: Evidence) -> Iterator[Finding]:
    """RB603: a level that no risk can ever have."""
    criteria = view.book.criteria
    for index in view.self_test.unused:
        yield fault(
            "RB603",
            _at(criteria, f"levels/{index}"),
            say("finding.RB603", level=criteria.levels[index].name),
            say("hint.RB603"),
        )


def lowest_beside_highest(view: Evidence) -> Iterator[Finding]:
    """RB604: one step that turns a risk of the lowest level into one of the highest."""
    criteria = view.book.criteria
    for pair in view.self_test.touching:
        yield fault(
            "RB604",
            _in_cell(criteria, pair.lower),
            say("finding.RB604", **_both(criteria, pair)),
            say("hint.RB604"),
        )


def weak_consistency_broken(view: Evidence) -> Iterator[Finding]:
    """RB605: a risk of the lowest level that may be greater than one of the highest (Cox 2008).

    The gravest pair stands for all.
    """
    criteria, numbers = view.book.criteria, view.self_test.numbers
    if numbers is None or not numbers.inconsistent:
        return
    worst = numbers.inconsistent[0]
    facts: dict[str, Fact] = {
        "count": len(numbers.inconsistent),
        "low": criteria.levels[worst.lowest.level].name,
        "low_cell": _cell(criteria, worst.lowest),
        "high": criteria.levels[worst.highest.level].name,
        "high_cell": _cell(criteria, worst.highest),
        "most": float(f"{worst.most:.6g}"),
        "least": float(f"{worst.least:.6g}"),
    }
    open_ended = isinf(worst.most)
    yield fault(
        "RB605",
        _in_cell(criteria, worst.lowest),
        say("finding.RB605.open", **facts) if open_ended else say("finding.RB605", **facts),
        say("hint.RB605"),
    )


def bands_open(view: Evidence) -> Iterator[Finding]:
    """RB606: a step without numbers on a scale that has them, the highest one included."""
    criteria = view.book.criteria
    for axis, index, step in _bands(view, BandFaultKind.OPEN):
        missing = "from" if step.start is None else "to"
        yield fault(
            "RB606",
            _at(criteria, f"{axis.value}/steps/{index}/{missing}"),
            say("finding.RB606", step=step.name, value=index + 1, field=missing),
            say("hint.RB606", field=missing),
        )
    for axis, index, step in _bands(view, BandFaultKind.OPEN_ENDED):
        is_probability = axis is Axis.LIKELIHOOD and (
            criteria.likelihood.kind is LikelihoodKind.PROBABILITY
        )
        yield fault(
            "RB606",
            _at(criteria, f"{axis.value}/steps/{index}/to"),
            say("finding.RB606.highest", step=step.name, value=index + 1),
            say("hint.RB606.probability") if is_probability else say("hint.RB606.highest"),
        )


def bands_gap_or_overlap(view: Evidence) -> Iterator[Finding]:
    """RB607: numbers that belong to no step of a scale, or to two."""
    criteria = view.book.criteria
    sentences = (
        (BandFaultKind.GAP, "finding.RB607.gap"),
        (BandFaultKind.OVERLAP, "finding.RB607.overlap"),
    )
    for kind, sentence in sentences:
        for axis, index, step in _bands(view, kind):
            below = _steps(criteria, axis)[index - 1]
            facts: dict[str, Fact] = {
                "step": step.name,
                "start": float(step.start or 0),
                "below": below.name,
                "end": float(below.end or 0),
            }
            yield fault(
                "RB607",
                _at(criteria, f"{axis.value}/steps/{index}/from"),
                say(sentence, **facts),
                say("hint.RB607", **facts),
            )


def product_on_tenfold_bands(view: Evidence) -> Iterator[Finding]:
    """RB608: steps multiplied although each is several times the one below; those add."""
    criteria = view.book.criteria
    if view.self_test.multiplies_tenfold:
        yield fault("RB608", _at(criteria, "score"), say("finding.RB608"), say("hint.RB608"))


def palette_contrast(view: Evidence) -> Iterator[Finding]:
    """RB609: two neighbouring levels of one lightness, which print in grey as the same.

    Text needs no check: it is black or white, whichever reads better, and one of the two always
    reads well enough (4.58 at the least).
    """
    criteria = view.book.criteria
    shades = [level.background for level in colours(criteria)]
    for index, (lower, upper) in enumerate(pairwise(shades)):
        between = contrast(lower, upper)
        if between < LEAST_CONTRAST_OF_LEVELS:
            yield fault(
                "RB609",
                _at(criteria, "palette"),
                say(
                    "finding.RB609",
                    lower=criteria.levels[index].name,
                    upper=criteria.levels[index + 1].name,
                    contrast=round(between, 2),
                    least=LEAST_CONTRAST_OF_LEVELS,
                ),
                say("hint.RB609"),
            )


def palette_colour_blind(view: Evidence) -> Iterator[Finding]:
    """RB610: two levels, neighbours or not, whose colours some readers take for one another."""
    criteria = view.book.criteria
    for found in palette_test(criteria).confusable:
        yield fault(
            "RB610",
            _at(criteria, "palette"),
            say(
                "finding.RB610",
                lower=criteria.levels[found.lower].name,
                upper=criteria.levels[found.upper].name,
                vision=say(f"finding.vision.{found.vision.value}"),
                distance=round(found.distance, 1),
                least=LEAST_DISTANCE,
            ),
            say("hint.RB610"),
        )


def high_high_not_top(view: Evidence) -> Iterator[Finding]:
    """RB611: the most likely risk with the worst impact, and it is not of the highest level."""
    criteria, test = view.book.criteria, view.self_test
    if test.top is None or test.top_is_highest:
        return
    corner = Cell(len(criteria.likelihood.steps), len(criteria.impact.steps), test.top)
    yield fault(
        "RB611",
        _in_cell(criteria, corner),
        say(
            "finding.RB611",
            cell=_cell(criteria, corner),
            level=criteria.levels[test.top].name,
            highest=criteria.levels[-1].name,
        ),
        say("hint.RB611", highest=criteria.levels[-1].key),
    )


def steps_out_of_order(view: Evidence) -> Iterator[Finding]:
    """RB612: steps that do not count 1, 2, 3 …, or whose numbers run backward."""
    criteria = view.book.criteria
    for axis in Axis:
        for index, step in enumerate(_steps(criteria, axis)):
            if step.value != index + 1:
                yield fault(
                    "RB612",
                    _at(criteria, f"{axis.value}/steps/{index}/value"),
                    say("finding.RB612", step=step.name, value=step.value, place=index + 1),
                    say("hint.RB612", place=index + 1),
                )
    for axis, index, step in _bands(view, BandFaultKind.BACKWARD):
        facts: dict[str, Fact] = {
            "step": step.name,
            "start": float(step.start or 0),
            "end": float(step.end or 0),
        }
        yield fault(
            "RB612",
            _at(criteria, f"{axis.value}/steps/{index}/to"),
            say("finding.RB612.backward", **facts),
            say("hint.RB612.backward", **facts),
        )


def review_too_rare(view: Evidence) -> Iterator[Finding]:
    """RB613: a level whose risks are reviewed less often than every quarter."""
    criteria = view.book.criteria
    for index, level in enumerate(criteria.levels):
        if _longer_than_a_quarter(level.review_every):
            yield fault(
                "RB613",
                _at(criteria, f"levels/{index}/review_every"),
                say("finding.RB613", level=level.name),
                say("hint.RB613"),
            )


RULES: tuple[Rule, ...] = (
    ("RB601", matrix_not_monotone),
    ("RB602", matrix_incomplete),
    ("RB603", level_unused),
    ("RB604", lowest_beside_highest),
    ("RB605", weak_consistency_broken),
    ("RB606", bands_open),
    ("RB607", bands_gap_or_overlap),
    ("RB608", product_on_tenfold_bands),
    ("RB609", palette_contrast),
    ("RB610", palette_colour_blind),
    ("RB611", high_high_not_top),
    ("RB612", steps_out_of_order),
    ("RB613", review_too_rare),
)


def _both(criteria: Criteria, pair: CellPair) -> dict[str, Fact]:
    return {
        "low": criteria.levels[pair.lower.level].name,
        "low_cell": _cell(criteria, pair.lower),
        "high": criteria.levels[pair.higher.level].name,
        "high_cell": _cell(criteria, pair.higher),
    }


def _cell(criteria: Criteria, cell: Cell) -> Saying:
    return say(
        "finding.cell",
        likelihood=step_of(criteria.likelihood.steps, cell.likelihood).name,
        impact=step_of(criteria.impact.steps, cell.impact).name,
    )


def _bands(view: Evidence, kind: BandFaultKind) -> Iterator[tuple[Axis, int, ScaleStep]]:
    """The steps with such a fault, each with its index in the file."""
    for found in view.self_test.bands:
        if found.kind is kind:
            yield found.axis, *_step(view.book.criteria, found)


def _step(criteria: Criteria, found: BandFault) -> tuple[int, ScaleStep]:
    steps = _steps(criteria, found.axis)
    return next((index, step) for index, step in enumerate(steps) if step.value == found.step)


def _steps(criteria: Criteria, axis: Axis) -> Sequence[ScaleStep]:
    return criteria.likelihood.steps if axis is Axis.LIKELIHOOD else criteria.impact.steps


def _longer_than_a_quarter(period: Period) -> bool:
    return period.count > _QUARTER[period.unit]


def _in_cell(criteria: Criteria, cell: Cell) -> Place:
    """A cell as the file draws the matrix: the highest impact in the first row."""
    row = len(criteria.matrix) - cell.impact
    return _at(criteria, f"matrix/{row}/{cell.likelihood - 1}")


def _at(criteria: Criteria, pointer: str) -> Place:
    return Place(criteria.path, "", pointer)

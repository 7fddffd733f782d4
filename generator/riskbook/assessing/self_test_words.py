"""The matrix's self-test in plain words, one line for each promise, kept or broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import isinf

from riskbook.assessing.bands import Axis, BandFault, BandFaultKind, has_numbers
from riskbook.assessing.enumeration import enumerated
from riskbook.assessing.random_pairs import Pairs
from riskbook.assessing.self_test import Cell, Inconsistency, SelfTest
from riskbook.model.criteria import Criteria
from riskbook.wording.saying import Saying, say


class Outcome(Enum):
    """What a line of the self-test says."""

    KEPT = "kept"
    BROKEN = "broken"
    TOLD = "told"  # a figure to know, neither good nor bad


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the self-test."""

    outcome: Outcome
    saying: Saying


def self_test_lines(test: SelfTest, criteria: Criteria) -> tuple[Line, ...]:
    """The result as a reader of the method page wants it: the matrix, its scales, its limits."""
    return (
        *_matrix(test, criteria),
        *_scales(test, criteria),
        *_limits(test, criteria),
    )


def _matrix(test: SelfTest, criteria: Criteria) -> Iterator[Line]:
    yield _line(
        say("selftest.matrix.complete"),
        say(
            "selftest.matrix.missing",
            count=len(test.missing),
            cells=enumerated([_place(*cell) for cell in test.missing]),
        )
        if test.missing
        else None,
    )
    yield _line(
        say("selftest.matrix.monotone"),
        say(
            "selftest.matrix.falls",
            count=len(test.falls),
            lower=_cell(test.falls[0].lower, criteria),
            higher=_cell(test.falls[0].higher, criteria),
        )
        if test.falls
        else None,
    )
    highest = criteria.levels[-1].name
    yield _line(
        say("selftest.matrix.top", level=highest),
        None if test.top_is_highest else say("selftest.matrix.not-top", level=highest),
    )
    yield _line(
        say("selftest.levels.used"),
        say(
            "selftest.levels.unused",
            count=len(test.unused),
            levels=enumerated([criteria.levels[level].name for level in test.unused]),
        )
        if test.unused
        else None,
    )
    yield _line(
        say("selftest.neighbours.apart"),
        say(
            "selftest.neighbours.touch",
            count=len(test.touching),
            lowest=_cell(test.touching[0].lower, criteria),
            highest=_cell(test.touching[0].higher, criteria),
        )
        if test.touching
        else None,
    )


def _scales(test: SelfTest, criteria: Criteria) -> Iterator[Line]:
    scales = ((Axis.LIKELIHOOD, criteria.likelihood.steps), (Axis.IMPACT, criteria.impact.steps))
    silent = [axis for axis, steps in scales if not has_numbers(steps)]
    for axis in silent:
        yield Line(Outcome.TOLD, say("selftest.bands.none", axis=_axis(axis)))
    for fault in test.bands:
        told = fault.kind is BandFaultKind.OPEN_ENDED
        yield Line(Outcome.TOLD if told else Outcome.BROKEN, _band(fault))
    if not silent and all(fault.kind is BandFaultKind.OPEN_ENDED for fault in test.bands):
        yield Line(Outcome.KEPT, say("selftest.bands.fit"))
    yield _line(
        say("selftest.score.fits"),
        say("selftest.score.product") if test.multiplies_tenfold else None,
    )


def _limits(test: SelfTest, criteria: Criteria) -> Iterator[Line]:
    if test.numbers is None:
        yield Line(Outcome.TOLD, say("selftest.consistency.untested"))
        return
    yield _line(
        say("selftest.consistency.kept"),
        _broken(test.numbers.inconsistent, criteria) if test.numbers.inconsistent else None,
    )
    yield Line(Outcome.TOLD, _pairs(test.numbers.pairs))


def _line(kept: Saying, broken: Saying | None) -> Line:
    return Line(Outcome.BROKEN, broken) if broken else Line(Outcome.KEPT, kept)


def _broken(found: Sequence[Inconsistency], criteria: Criteria) -> Saying:
    gravest = found[0]
    lowest, highest = _cell(gravest.lowest, criteria), _cell(gravest.highest, criteria)
    count, least = len(found), _figure(gravest.least)
    if isinf(gravest.most):
        return say(
            "selftest.consistency.broken-openly",
            count=count,
            lowest=lowest,
            highest=highest,
            least=least,
        )
    return say(
        "selftest.consistency.broken",
        count=count,
        lowest=lowest,
        most=_figure(gravest.most),
        highest=highest,
        least=least,
    )


def _pairs(pairs: Pairs) -> Saying:
    return say(
        "selftest.pairs",
        same=_percent(pairs.same_level),
        guaranteed=_percent(pairs.guaranteed),
        reversed=_percent(pairs.reversed),
    )


def _band(fault: BandFault) -> Saying:
    return say(
        f"selftest.bands.{fault.kind.value}",
        axis=_axis(fault.axis),
        value=fault.step,
        below=fault.step - 1,
    )


def _axis(axis: Axis) -> Saying:
    return say(f"selftest.axis.{axis.value}")


def _place(likelihood: int, impact: int) -> Saying:
    return say("selftest.cell", likelihood=likelihood, impact=impact)


def _cell(cell: Cell, criteria: Criteria) -> Saying:
    name = criteria.levels[cell.level].name
    return say("selftest.cell-level", level=name, likelihood=cell.likelihood, impact=cell.impact)


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _figure(number: float) -> float:
    """Three significant digits: more would pretend to know more than a band tells."""
    return float(f"{number:.3g}")

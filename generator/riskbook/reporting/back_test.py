"""Likelihoods as they were stated held against what followed: for a terminal, and a program."""

from __future__ import annotations

import json
from typing import Any

from riskbook.identifying.back_test import ENOUGH_YEARS, BackTest, Reliability
from riskbook.model.book import Book
from riskbook.reporting.calibration import percent
from riskbook.reporting.cells import wrap
from riskbook.reporting.screen import Screen
from riskbook.reporting.tables import Cell, Column, Kind, table
from riskbook.wording import Catalogue, Fact, Saying, say

_COLUMNS = (
    ("step", Kind.TEXT),
    ("quarters", Kind.FIGURE),
    ("years", Kind.FIGURE),
    ("expected", Kind.FIGURE),
    ("happened", Kind.FIGURE),
    ("seen", Kind.WORD),
    ("bearing", Kind.TEXT),
)


def back_test_as_text(found: BackTest | None, book: Book, words: Catalogue, screen: Screen) -> str:
    """What was stated, what happened, and how good the forecasts were."""
    if found is None:
        return _wrapped(words.word("back-test.none"), screen)
    columns = [Column(words.word(f"back-test.column.{name}"), kind) for name, kind in _COLUMNS]
    rows = [_row(one, book, words) for one in found.steps]
    said = (_wrapped(words.say(saying), screen) for saying in summary(found))
    return "\n".join((table(columns, rows, screen), *said))


def back_test_as_json(found: BackTest | None) -> str:
    """Plain data; probabilities are of at least one event in a year, from 0 to 1."""
    facts = {"format": 1, "back_test": _facts(found) if found else None}
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def summary(found: BackTest) -> tuple[Saying, ...]:
    """How much was looked at, and how good the forecasts were, as far as that can be said."""
    first, last = found.forecasts[0], found.forecasts[-1]
    basis = say(
        "back-test.basis",
        count=len(found.forecasts),
        years=float(f"{found.years:.2g}"),
        first=first.start,
        last=last.end,
    )
    if not found.is_enough:
        return basis, say("back-test.too-few", least=int(ENOUGH_YEARS))
    score = found.score
    facts: dict[str, Fact] = {
        "brier": round(score.brier, 3),
        "base": round(score.uncertainty, 3),
        "reliability": round(score.reliability, 3),
        "resolution": round(score.resolution, 3),
        "log": round(score.log_score, 3),
        "z": f"{score.z:.1f}".replace("-", "−"),
    }
    return basis, say("back-test.score", **facts)


def _row(one: Reliability, book: Book, words: Catalogue) -> list[Cell]:
    step = book.criteria.likelihood.steps[one.step - 1]
    seen = say("back-test.between", low=percent(one.seen.low), high=percent(one.seen.high))
    return [
        Cell(words.word("calibrate.step", value=one.step, name=step.name)),
        Cell(str(one.quarters)),
        Cell(f"{one.years:.1f}"),
        Cell(f"{one.expected:.1f}"),
        Cell(str(one.happened)),
        Cell(words.say(seen)),
        Cell(words.word(f"back-test.bearing.{one.bearing.value}")),
    ]


def _facts(found: BackTest) -> dict[str, Any]:
    score = found.score
    return {
        "first": found.forecasts[0].start.isoformat(),
        "last": found.forecasts[-1].end.isoformat(),
        "forecasts": len(found.forecasts),
        "risk_years": found.years,
        "enough": found.is_enough,
        "brier": score.brier,
        "brier_of_base_rate": score.uncertainty,
        "skill": score.skill,
        "reliability": score.reliability,
        "resolution": score.resolution,
        "log_score": score.log_score,
        "spiegelhalter_z": score.z,
        "steps": [
            {
                "value": one.step,
                "quarters": one.quarters,
                "risk_years": one.years,
                "stated": list(one.stated),
                "expected": one.expected,
                "happened": one.happened,
                "observed": one.observed,
                "wilson": list(one.seen),
                "jeffreys": list(one.jeffreys),
                "exact": list(one.exact),
                "bearing": one.bearing.value,
            }
            for one in found.steps
        ],
    }


def _wrapped(text: str, screen: Screen) -> str:
    return "".join(f"{line}\n" for line in wrap(text, screen.width))

"""Stated likelihoods held against what happened: for a terminal, and for a program."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from riskbook.identifying.calibration import Calibration, Verdict
from riskbook.identifying.losses_seen import LossesSeen, losses_seen
from riskbook.identifying.rates import exact_rate
from riskbook.model.book import Book
from riskbook.model.discovery import Incident
from riskbook.model.terms import ControlStatus
from riskbook.reporting.cells import one_line, wrap
from riskbook.reporting.screen import Screen, Tone
from riskbook.reporting.tables import Cell, Column, Kind, table
from riskbook.reviewing.naming import title_of
from riskbook.wording import Catalogue, Fact, Saying, say

_LEAST = 0.005
_TONES = {Verdict.RESCORE: Tone.WARNING, Verdict.TOO_FEW: Tone.FAINT}
_COLUMNS = (
    ("risk", Kind.WORD),
    ("events", Kind.FIGURE),
    ("years", Kind.FIGURE),
    ("rate", Kind.FIGURE),
    ("interval", Kind.WORD),
    ("stated", Kind.TEXT),
    ("has", Kind.FIGURE),
    ("verdict", Kind.TEXT),
)


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """What was held against what, to be said in one language.

    ``unjudged`` are the registers that do not say since when their incidents are complete;
    ``asked`` the risks to be told of in full, beside those to be re-scored.
    """

    book: Book
    found: Sequence[Calibration]
    unjudged: Sequence[str]
    asked: Collection[str]
    words: Catalogue


def calibration_as_text(report: CalibrationReport, screen: Screen) -> str:
    """A table of all risks; below it the evidence for each proposal, and of what was asked for."""
    words = report.words
    parts = []
    telling = [one for one in report.found if _tells(one) or one.experience.risk in report.asked]
    if telling:
        columns = [Column(words.word(f"calibrate.column.{name}"), kind) for name, kind in _COLUMNS]
        parts.append(table(columns, [_row(report, one) for one in telling], screen))
    if not report.found:
        parts.append(_wrapped(words.word("calibrate.none"), screen))
    elif quiet := len(report.found) - len(telling):
        parts.append(_wrapped(words.word("calibrate.quiet", count=quiet), screen))
    parts += (
        "".join(f"{line}\n" for line in _in_full(report, one, screen))
        for one in report.found
        if one.verdict is Verdict.RESCORE or one.experience.risk in report.asked
    )
    if report.unjudged:
        said = words.word("calibrate.unjudged", registers=tuple(report.unjudged))
        parts.append(_wrapped(said, screen))
    return "\n".join(parts)


def calibration_as_json(report: CalibrationReport) -> str:
    """Plain data; probabilities from 0 to 1, rates in events a year."""
    facts = {
        "format": 1,
        "unjudged": list(report.unjudged),
        "risks": [_facts(report, one) for one in report.found],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def evidence(found: Calibration, book: Book) -> Saying:
    """The evidence for a re-score in one sentence, as the rationale of the risk is to have it."""
    experience = found.experience
    return say(
        "calibrate.evidence",
        stated=found.stated,
        proposed=found.proposed or found.stated,
        until=experience.until,
        since=experience.since,
        count=len(experience.events),
        incidents=_ids(experience.events),
        years=short(experience.years),
        rate=short(found.rate),
        low=short(found.interval.low),
        high=short(found.interval.high),
        steps=_steps(found, book),
    )


def percent(probability: float) -> Saying:
    """A probability in whole per cent; one that would round to none, or to all, says so."""
    if 0 < probability < 0.01:
        return say("calibrate.percent.least")
    if 0.99 < probability < 1:
        return say("calibrate.percent.most")
    return say("calibrate.percent", percent=round(probability * 100))


def short(number: float) -> float:
    """Two significant digits: more are noise. Next to nothing is nothing."""
    return float(f"{number:.2g}") if number >= _LEAST else 0.0


def _tells(found: Calibration) -> bool:
    """Whether anything happened, or something follows from nothing having happened."""
    return bool(found.experience.events) or found.verdict is not Verdict.TOO_FEW


def _row(report: CalibrationReport, found: Calibration) -> list[Cell]:
    words, steps = report.words, report.book.criteria.likelihood.steps
    stated = steps[found.stated - 1]
    return [
        Cell(found.experience.risk),
        Cell(str(len(found.experience.events))),
        Cell(f"{found.experience.years:.1f}"),
        Cell(words.show(short(found.rate))),
        Cell(_between(found.interval.low, found.interval.high, words)),
        Cell(words.word("calibrate.step", value=found.stated, name=stated.name)),
        Cell(words.say(percent(found.steps[found.stated - 1]))),
        Cell(words.say(_verdict(report.book, found)), _TONES.get(found.verdict)),
    ]


def _verdict(book: Book, found: Calibration) -> Saying:
    facts: dict[str, Fact] = {}
    if found.proposed is not None:
        name = book.criteria.likelihood.steps[found.proposed - 1].name
        facts = {"value": found.proposed, "name": name}
    return say(f"calibrate.verdict.{found.verdict.value}", **facts)


def _in_full(report: CalibrationReport, found: Calibration, screen: Screen) -> Iterator[str]:
    """Everything about one risk: the title, then a point each."""
    risk = report.book.risks[found.experience.risk]
    title = one_line(report.words.show(title_of(report.book, risk)))
    yield from (
        screen.paint(line, Tone.STRONG) for line in wrap(f"{risk.id} · {title}", screen.width)
    )
    for saying in _points(report, found):
        first, *rest = wrap(one_line(report.words.say(saying)), screen.width - 4)
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)


def _points(report: CalibrationReport, found: Calibration) -> Iterator[Saying]:
    experience, book = found.experience, report.book
    yield say(
        "calibrate.counted",
        count=len(experience.events),
        since=experience.since,
        until=experience.until,
        years=short(experience.years),
        rate=short(found.rate),
        low=short(found.interval.low),
        high=short(found.interval.high),
    )
    for key, incidents in (
        ("calibrate.events", experience.events),
        ("calibrate.near-misses", experience.near_misses),
        ("calibrate.earlier", experience.earlier),
    ):
        if incidents:
            yield say(key, incidents=_ids(incidents))
    yield from _controls(book, found)
    yield say("calibrate.steps", steps=_steps(found, book))
    seen = losses_of(found)
    if seen is not None:
        yield _losses(seen, book.settings.currency)
    stated = found.steps[found.stated - 1]
    facts: dict[str, Fact] = {"value": found.stated, "has": percent(stated)}
    if found.proposed is not None:
        facts |= {"proposed": found.proposed, "best": percent(found.steps[found.proposed - 1])}
    yield say(f"calibrate.says.{found.verdict.value}", **facts)


def _controls(book: Book, found: Calibration) -> Iterator[Saying]:
    """The controls that came into force while it was counted: the past before may be another."""
    experience = found.experience
    for key in book.risks[experience.risk].controls:
        control = book.controls.get(key)
        since = control.since if control else None
        if control is None or since is None or control.status is not ControlStatus.IN_FORCE:
            continue
        if experience.since < since <= experience.until:
            after = sum(one.date >= since for one in experience.events)
            before = len(experience.events) - after
            yield say("calibrate.control", control=key, since=since, before=before, after=after)


def losses_of(found: Calibration) -> LossesSeen | None:
    """What the events of a risk cost; None where no loss is known."""
    experience = found.experience
    losses = [one.loss for one in experience.events]
    return losses_seen(losses, experience.posterior, found.rate)


def _losses(seen: LossesSeen, currency: str) -> Saying:
    facts: dict[str, Fact] = {
        "count": seen.known,
        "currency": currency,
        "lowest": _whole(seen.lowest),
        "highest": _whole(seen.highest),
    }
    if seen.mean is None or seen.yearly is None or seen.yearly_average is None:
        return say("calibrate.losses.few", **facts)
    return say(
        "calibrate.losses",
        **facts,
        average=_whole(seen.average),
        low=_whole(seen.mean.low),
        high=_whole(seen.mean.high),
        yearly=_whole(seen.yearly_average),
        yearly_low=_whole(seen.yearly.low),
        yearly_high=_whole(seen.yearly.high),
    )


def _steps(found: Calibration, book: Book) -> tuple[Saying, ...]:
    return tuple(
        say("calibrate.step.percent", value=step.value, name=step.name, percent=percent(chance))
        for step, chance in zip(book.criteria.likelihood.steps, found.steps, strict=True)
    )


def _facts(report: CalibrationReport, found: Calibration) -> dict[str, Any]:
    experience = found.experience
    exact = exact_rate(len(experience.events), experience.years)
    seen = losses_of(found)
    return {
        "id": experience.risk,
        "since": experience.since.isoformat(),
        "until": experience.until.isoformat(),
        "years": experience.years,
        "events": list(_ids(experience.events)),
        "near_misses": list(_ids(experience.near_misses)),
        "earlier": list(_ids(experience.earlier)),
        "rate": found.rate,
        "interval": {"jeffreys": list(found.interval), "exact": list(exact)},
        "stated": found.stated,
        "steps": [
            {"value": step.value, "key": step.key, "probability": chance}
            for step, chance in zip(report.book.criteria.likelihood.steps, found.steps, strict=True)
        ],
        "verdict": found.verdict.value,
        "proposed": found.proposed,
        "losses": _loss_facts(seen) if seen else None,
    }


def _loss_facts(seen: LossesSeen) -> dict[str, Any]:
    return {
        "known": seen.known,
        "unknown": seen.unknown,
        "lowest": seen.lowest,
        "highest": seen.highest,
        "average": seen.average,
        "mean_interval": list(seen.mean) if seen.mean else None,
        "yearly": seen.yearly_average,
        "yearly_interval": list(seen.yearly) if seen.yearly else None,
    }


def _ids(incidents: Sequence[Incident]) -> tuple[str, ...]:
    return tuple(one.id for one in incidents)


def _between(low: float, high: float, words: Catalogue) -> str:
    return words.word("calibrate.between", low=short(low), high=short(high))


def _whole(amount: float) -> float:
    """An amount with three significant digits, without cents."""
    return float(round(float(f"{amount:.3g}")))


def _wrapped(text: str, screen: Screen) -> str:
    return "".join(f"{line}\n" for line in wrap(text, screen.width))

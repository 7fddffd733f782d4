"""How the criteria have turned that one risk was judged by: its steps, its cell, what they ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from riskbook.assessing.levels import level_at
from riskbook.model.criteria import Appetite, Criteria, Level, ScaleStep
from riskbook.model.digests import Value, digest_value
from riskbook.model.records import Risk, Stage
from riskbook.reviewing.basis import authority_value
from riskbook.reviewing.questions import Kind, Turn
from riskbook.wording import Fact


def criteria_turns(risk: Risk, base: Criteria, head: Criteria) -> Iterator[Turn]:
    """How the criteria turned for a risk; nothing that only other risks were judged by."""
    assessment = risk.assessment
    stages = [each for each in (assessment.inherent, assessment.current, assessment.target) if each]
    yield from _of_likelihood(stages, base, head)
    yield from _of_impact(stages, base, head)
    for stage in stages:
        yield from _of_cell(stage, base, head)
    if assessment.current is not None:
        yield from _of_demands(assessment.current, base, head)
    yield from _of_appetite(risk.category, base, head)


def _of_likelihood(stages: list[Stage], base: Criteria, head: Criteria) -> Iterator[Turn]:
    for value in sorted({stage.likelihood for stage in stages}):
        then, now = _step(base.likelihood.steps, value), _step(head.likelihood.steps, value)
        if _meaning(then, ("",)) != _meaning(now, ("",)):
            yield _turned(Kind.LIKELIHOOD_STEP, "likelihood/steps", then, now, value)


def _of_impact(stages: list[Stage], base: Criteria, head: Criteria) -> Iterator[Turn]:
    scored = {(step, dimension) for stage in stages for dimension, step in stage.impact}
    for value in sorted({step for step, _ in scored}):
        dimensions = tuple(sorted(dimension for step, dimension in scored if step == value))
        then, now = _step(base.impact.steps, value), _step(head.impact.steps, value)
        if _meaning(then, dimensions) != _meaning(now, dimensions):
            yield _turned(Kind.IMPACT_STEP, "impact/steps", then, now, value)


def _of_cell(stage: Stage, base: Criteria, head: Criteria) -> Iterator[Turn]:
    then, now = _cell(stage, base), _cell(stage, head)
    if (then.level and then.level.key) != (now.level and now.level.key):
        facts = (("then", _name(then.level)), ("now", _name(now.level)))
        yield Turn(Kind.CELL, facts, then.rows, now.rows)


def _of_demands(stage: Stage, base: Criteria, head: Criteria) -> Iterator[Turn]:
    then, now = _cell(stage, base), _cell(stage, head)
    if not then.level or not now.level or then.level.key != now.level.key:
        return
    if _demands(then.level) != _demands(now.level):
        spots = (f"levels/{now.level.key}",)
        yield Turn(Kind.DEMANDS, (("thing", now.level.name),), spots, spots)


def _of_appetite(category: str, base: Criteria, head: Criteria) -> Iterator[Turn]:
    then, now = _appetite(category, base), _appetite(category, head)
    if _wanted(then, base) != _wanted(now, head):
        spots = (f"appetite/{category}",)
        names = dict((*base.categories, *head.categories))
        facts = (("thing", names.get(category, category)),)
        yield Turn(Kind.APPETITE, facts, spots if then else (), spots if now else ())


class _Cell(NamedTuple):
    level: Level | None
    rows: tuple[str, ...]  # the row of the matrix as the file draws it: highest impact first


def _cell(stage: Stage, criteria: Criteria) -> _Cell:
    impact = max((step for _, step in stage.impact), default=0)
    found = level_at(criteria, stage.likelihood, impact)
    row = len(criteria.matrix) - impact
    rows = (f"matrix/{row}",) if 0 <= row < len(criteria.matrix) else ()
    return _Cell(None if found is None else criteria.levels[found], rows)


def _turned(kind: Kind, at: str, then: ScaleStep | None, now: ScaleStep | None, value: int) -> Turn:
    known = now or then
    name: Fact = known.name if known else str(value)
    return Turn(
        kind,
        (("thing", name),),
        (f"{at}/{then.key}",) if then else (),
        (f"{at}/{now.key}",) if now else (),
    )


def _step(steps: tuple[ScaleStep, ...], value: int) -> ScaleStep | None:
    return steps[value - 1] if 1 <= value <= len(steps) else None


def _meaning(step: ScaleStep | None, dimensions: tuple[str, ...]) -> str:
    """What a step says to a risk that was scored in these dimensions, "" for all of them."""
    if step is None:
        return ""
    examples: dict[str, Value] = {
        key: dict(text.by_language)
        for key, text in step.examples
        if "" in dimensions or key in dimensions
    }
    name: dict[str, Value] = dict(step.name.by_language)
    return digest_value(
        {"key": step.key, "name": name, "from": step.start, "to": step.end, "examples": examples}
    )


def _demands(level: Level) -> str:
    approval = authority_value(level.approval)
    return digest_value([level.needs_plan, level.needs_actions, approval])


def _appetite(category: str, criteria: Criteria) -> Appetite | None:
    return next((each for each in criteria.appetite if each.category == category), None)


def _wanted(appetite: Appetite | None, criteria: Criteria) -> str:
    if appetite is None:
        return ""
    limit = criteria.levels[appetite.limit].key if appetite.limit < len(criteria.levels) else ""
    return digest_value([limit, appetite.days_to_act, dict(appetite.statement.by_language)])


def _name(level: Level | None) -> Fact:
    return level.name if level else "—"

"""What an assessment rests on, one hop away: nodes, controls, plan, service, criteria, paths.

A change of one of these says nothing about the risk itself, but asks somebody to look again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from riskbook.model.book import Book
from riskbook.model.criteria import Authority, Criteria, ScaleStep
from riskbook.model.digests import Value, digest_value
from riskbook.model.records import Control, Node, Plan, Process, Risk, Stage
from riskbook.reviewing.content import content_of, values_of
from riskbook.wording.saying import Text

Paths: TypeAlias = Mapping[str, Sequence[str]]
"""The ids of the files in the repository that match each pattern, sorted."""

CRITERIA = "criteria"
"""The pointer of the criteria used."""


def basis_of(risk: Risk, book: Book, paths: Paths | None) -> dict[str, str]:
    """The digest of everything that a risk rests on, by pointer, sorted.

    ``paths`` is None where nobody can tell, without git: patterns are left out then. What is
    linked and not there is left out too.
    """
    return {pointer: digest_value(value) for pointer, value in _values(risk, book, paths).items()}


def rests_on(risk: Risk) -> tuple[str, ...]:
    """The pointers of what a risk's links name, whether it is there or not, sorted."""
    found = {f"service/{risk.service}", CRITERIA}
    found |= {f"process/{place.process}/{place.node}" for place in risk.arises_at}
    found |= {f"control/{key}" for key in risk.controls}
    if risk.plan:
        found.add(f"plan/{risk.plan}")
    for item in risk.depends_on:
        if item.process:
            found.add(f"process/{item.process}{'/' if item.node else ''}{item.node}")
        found |= {
            f"{kind}/{name}"
            for kind, name in (
                ("path", item.path),
                ("service", item.service),
                ("control", item.control),
            )
            if name
        }
    return tuple(sorted(found))


def value_at(pointer: str, book: Book, paths: Paths | None) -> Value:
    """What stands at a pointer of a basis other than the criteria; None where there is nothing."""
    kind, _, name = pointer.partition("/")
    match kind:
        case "path":
            return sorted(paths.get(name, ())) if paths is not None else None
        case "service":
            service = book.services.services.get(name)
            if service is None:
                return None
            return {"importance": service.importance, "department": service.department}
        case "control":
            return _record(book.controls.get(name))
        case "plan":
            plan = book.plans.get(name)
            return dict(content_of(plan)) if plan else None
        case "process":
            key, _, node = name.partition("/")
            process = book.processes.get(key)
            if process is None or not node:
                return _record(process)
            return next(
                (node_value(process, each) for each in process.nodes if each.id == node), None
            )
        case _:
            return None


def node_value(process: Process, node: Node) -> Value:
    """A node as it is signed: what goes in and comes out, what it needs, who does it, its edges."""
    edges: list[Value] = [
        {"from": edge.source, "to": edge.target, "when": _text(edge.when)}
        for edge in process.edges
        if node.id in (edge.source, edge.target)
    ]
    return {
        "inputs": sorted(node.inputs),
        "outputs": sorted(node.outputs),
        "depends_on": sorted(node.depends_on),
        "lane": node.lane,
        "critical": node.critical,
        "edges": sorted(edges, key=digest_value),
    }


def criteria_value(risk: Risk, criteria: Criteria) -> Value:
    """The slice of the criteria that a risk was judged by, and no more.

    The steps and the cell of each of its stages, the appetite of its category, and what the level
    it has now asks for.
    """
    assessment = risk.assessment
    stages = {
        "inherent": assessment.inherent,
        "current": assessment.current,
        "target": assessment.target,
    }
    found: dict[str, Value] = {
        name: _stage(stage, criteria) for name, stage in stages.items() if stage is not None
    }
    for appetite in criteria.appetite:
        if appetite.category == risk.category:
            found["appetite"] = {
                "limit": _level_key(criteria, appetite.limit),
                "days_to_act": appetite.days_to_act,
                "statement": _text(appetite.statement),
            }
    if assessment.current is not None:
        found["level"] = _level(criteria, _cell(assessment.current, criteria))
    return found


def _values(risk: Risk, book: Book, paths: Paths | None) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for pointer in rests_on(risk):
        if pointer == CRITERIA:
            found[pointer] = criteria_value(risk, book.criteria)
            continue
        value = value_at(pointer, book, paths)
        if value is not None:
            found[pointer] = value
    return found


def _record(record: Plan | Control | Process | None) -> Value:
    return dict(values_of(record)) if record is not None else None


def _stage(stage: Stage, criteria: Criteria) -> Value:
    return {
        "likelihood": _step(criteria.likelihood.steps, stage.likelihood, ""),
        "impact": {
            dimension or "all": _step(criteria.impact.steps, step, dimension)
            for dimension, step in stage.impact
        },
        "level": _level_key(criteria, _cell(stage, criteria)),
    }


def _step(steps: Sequence[ScaleStep], value: int, dimension: str) -> Value:
    if not 1 <= value <= len(steps):
        return None
    step = steps[value - 1]
    examples: dict[str, Value] = {
        key: _text(text) for key, text in step.examples if dimension in ("", key)
    }
    return {
        "key": step.key,
        "name": _text(step.name),
        "from": step.start,
        "to": step.end,
        "examples": examples,
    }


def _cell(stage: Stage, criteria: Criteria) -> int:
    impact = max((step for _, step in stage.impact), default=0)
    if not (1 <= impact <= len(criteria.matrix) and stage.likelihood >= 1):
        return -1
    row = criteria.matrix[impact - 1]
    return row[stage.likelihood - 1] if stage.likelihood <= len(row) else -1


def _level_key(criteria: Criteria, level: int) -> str:
    return criteria.levels[level].key if 0 <= level < len(criteria.levels) else ""


def _level(criteria: Criteria, index: int) -> Value:
    if not 0 <= index < len(criteria.levels):
        return None
    level = criteria.levels[index]
    return {
        "key": level.key,
        "plan": level.needs_plan,
        "actions": level.needs_actions,
        "approval": authority_value(level.approval),
    }


def authority_value(authority: Authority | None) -> Value:
    """An authority as it is signed."""
    if authority is None:
        return None
    return {"any_of": sorted(authority.any_of), "whole_book": authority.whole_book}


def _text(text: Text | None) -> Value:
    return dict(text.by_language) if text is not None else None


def patterns_in(book: Book) -> tuple[str, ...]:
    """Every pattern of paths that a risk of the book rests on, sorted."""
    return tuple(sorted(set(_patterns(book))))


def _patterns(book: Book) -> Iterator[str]:
    for risk in book.risks.values():
        for item in risk.depends_on:
            if item.path:
                yield item.path

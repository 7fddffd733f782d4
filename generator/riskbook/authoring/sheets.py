"""The file of a new risk, plan or control: what the author said, and what may still be filled in.

Fields stand in the order of the schema, also those still to be filled in: one without a value
counts as not there. A comment says what belongs into it, in the language of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskbook.authoring.block_style import comment, entry, field, words
from riskbook.authoring.drafts import Impact, NewControl, NewPlan, NewRisk
from riskbook.model.criteria import Criteria
from riskbook.model.terms import Status
from riskbook.wording import Catalogue

_STAGES = ("inherent", "current", "target")


def risk_sheet(risk: NewRisk, criteria: Criteria, catalogue: Catalogue) -> str:
    """The file of a new risk."""
    return _front_matter(_risk(risk, criteria, catalogue), catalogue)


def plan_sheet(plan: NewPlan, catalogue: Catalogue) -> str:
    """The file of a new contingency plan."""
    return _front_matter(_plan(plan, catalogue), catalogue)


def control_sheet(control: NewControl, catalogue: Catalogue) -> str:
    """The file of a new control."""
    return _front_matter(_control(control, catalogue), catalogue)


def _front_matter(lines: Iterable[str], catalogue: Catalogue) -> str:
    ending = comment(catalogue.word("authoring.note.body"))
    return "\n".join(("---", *lines, *ending, "---", ""))


def _head(identity: str, language: str, title: str) -> Iterator[str]:
    yield field("id", identity)
    if language:
        yield field("language", language)
    yield field("title", title)


def _risk(risk: NewRisk, criteria: Criteria, catalogue: Catalogue) -> Iterator[str]:
    yield from _head(risk.id, risk.language, risk.title)
    if risk.status is Status.DRAFT:
        yield from comment(catalogue.word("authoring.note.draft"))
    yield field("status", risk.status.value)
    yield field("category", risk.category)
    yield field("service", risk.service)
    if risk.objective:
        yield field("objective", risk.objective)
    yield field("owner", risk.owner)
    yield field("identified")
    yield field("date", risk.date, 1)
    yield field("source", risk.source, 1)
    yield field("reference", risk.reference, 1)
    if risk.problem_types:
        yield from words("problem_types", risk.problem_types)
    if risk.found_in:
        yield field("found_in")
        yield from entry(risk.found_in, 1)
    yield field("statement")
    yield field("cause", risk.cause, 1)
    yield field("event", risk.event, 1)
    yield field("consequence", risk.consequence, 1)
    yield from _assessment(risk, criteria, catalogue)
    yield from comment(catalogue.word("authoring.note.controls"))
    yield field("controls")
    yield from comment(catalogue.word("authoring.note.arises-at"))
    yield field("arises_at")
    if risk.node:
        yield from entry(zip(("process", "node"), risk.node, strict=True), 1)
    yield from _treatment(risk, catalogue)
    yield from comment(catalogue.word("authoring.note.plan"))
    yield field("plan", risk.plan)


def _assessment(risk: NewRisk, criteria: Criteria, catalogue: Catalogue) -> Iterator[str]:
    steps = {"likelihood": len(criteria.likelihood.steps), "impact": len(criteria.impact.steps)}
    yield from comment(catalogue.word("authoring.note.assessment", **steps, file=criteria.path))
    yield field("assessment")
    impact = _every_dimension(risk.impact, criteria)
    unscored = tuple((key, "") for key, _ in impact)
    for stage in _STAGES:
        yield from comment(catalogue.word(f"authoring.note.{stage}"), 1)
        yield field(stage, depth=1)
        if stage == "target":
            yield from _scores("", unscored, "")
            yield field("due", depth=2)
        else:
            yield from _scores(risk.likelihood, impact, risk.rationale)
    yield from comment(catalogue.word("authoring.note.confidence"), 1)
    yield field("confidence", depth=1)
    yield from comment(catalogue.word("authoring.note.velocity"), 1)
    yield field("velocity", depth=1)


def _every_dimension(impact: Impact, criteria: Criteria) -> Impact:
    """The scores with room for those of the other dimensions; one for all stays one."""
    given = dict(impact)
    if "" in given or not criteria.impact.dimensions:
        return impact or (("", ""),)
    return tuple((each.key, given.get(each.key, "")) for each in criteria.impact.dimensions)


def _scores(likelihood: str, impact: Impact, rationale: str) -> Iterator[str]:
    yield field("likelihood", likelihood, 2)
    match impact:
        case (("", step),):
            yield field("impact", step, 2)
        case _:
            yield field("impact", depth=2)
            yield from (field(dimension, step, 3) for dimension, step in impact)
    yield field("rationale", rationale, 2)


def _treatment(risk: NewRisk, catalogue: Catalogue) -> Iterator[str]:
    yield from comment(catalogue.word("authoring.note.treatment"))
    yield field("treatment")
    yield field("strategy", risk.strategy, 1)
    yield field("rationale", risk.strategy_rationale, 1)
    if not risk.actions:
        yield from comment(catalogue.word("authoring.note.actions", owner=risk.owner), 1)
    yield field("actions", depth=1)
    for number, action in enumerate(risk.actions, 1):
        fields = (("id", f"A{number}"), ("what", action.what), ("owner", action.owner))
        cost = (("cost", action.cost),) if action.cost else ()
        yield from entry((*fields, ("due", action.due), ("status", "open"), *cost), 2)


def _plan(plan: NewPlan, catalogue: Catalogue) -> Iterator[str]:
    yield from _head(plan.id, plan.language, plan.title)
    yield field("owner", plan.owner)
    if not plan.deputy:
        yield from comment(catalogue.word("authoring.note.deputy"))
    yield field("deputy", plan.deputy)
    if not plan.triggers:
        yield from comment(catalogue.word("authoring.note.trigger"))
    yield field("trigger")
    for number, trigger in enumerate(plan.triggers, 1):
        fields = (("id", f"T{number}"), ("when", trigger.when))
        yield from entry((*fields, ("observed_by", trigger.observed_by)), 1)
    if not plan.steps:
        yield from comment(catalogue.word("authoring.note.steps", owner=plan.owner))
    yield field("steps")
    for number, step in enumerate(plan.steps, 1):
        fields = (("id", f"S{number}"), ("do", step.do))
        yield from entry((*fields, ("who", step.who), ("within", step.within)), 1)
    yield from comment(catalogue.word("authoring.note.communication"))
    yield field("communication")
    yield from comment(catalogue.word("authoring.note.resources"))
    yield from words("resources", ())
    if not plan.stop_when:
        yield from comment(catalogue.word("authoring.note.stop-when"))
    yield field("stop_when", plan.stop_when)
    yield field("exercise_every", plan.exercise_every)
    yield from comment(catalogue.word("authoring.note.cost"))
    yield field("cost")


def _control(control: NewControl, catalogue: Catalogue) -> Iterator[str]:
    yield from _head(control.id, control.language, control.title)
    yield field("owner", control.owner)
    yield field("kind", control.kind)
    yield field("status", control.status)
    yield field("since", control.since)
    yield from comment(catalogue.word("authoring.note.last-tested"))
    yield field("last_tested")

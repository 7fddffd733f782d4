"""RB3xx: whether an assessment is complete and does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from riskbook.findings import Finding
from riskbook.model.criteria import Criteria, ScaleStep
from riskbook.model.records import Control, Risk, Stage
from riskbook.model.terms import ActionStatus, ControlStatus, Status
from riskbook.rules.evidence import (
    Evidence,
    Rule,
    axis_name,
    fault,
    in_risk,
    living,
    stage_name,
    step_of,
)
from riskbook.wording import Fact, Saying, say


def unassessed(view: Evidence) -> Iterator[Finding]:
    """RB301: an open risk without its current or its inherent assessment."""
    for risk in view.book.risks.values():
        if risk.status is not Status.OPEN:
            continue
        if risk.assessment.current is None:
            yield fault(
                "RB301",
                in_risk(risk, "assessment/current"),
                say("finding.RB301", risk=risk.id),
                say("hint.RB301"),
            )
        elif risk.assessment.inherent is None:
            yield fault(
                "RB301",
                in_risk(risk, "assessment/inherent"),
                say("finding.RB301.inherent", risk=risk.id),
                say("hint.RB301.inherent"),
            )


def current_above_inherent(view: Evidence) -> Iterator[Finding]:
    """RB302: a coordinate that is higher with today's controls than without any."""
    for risk in living(view.book):
        inherent, current = risk.assessment.inherent, risk.assessment.current
        if inherent and current:
            for gap in _rising(view.book.criteria, inherent, current):
                yield fault(
                    "RB302",
                    in_risk(risk, f"assessment/current/{gap.pointer}"),
                    say("finding.RB302", **gap.facts()),
                    say("hint.RB302"),
                )


def lowered_without_control(view: Evidence) -> Iterator[Finding]:
    """RB303: a current coordinate below the inherent one, and no control in force that does it."""
    controls = view.book.controls
    for risk in living(view.book):
        inherent, current = risk.assessment.inherent, risk.assessment.current
        if not inherent or not current or not view.book.unread.isdisjoint(risk.controls):
            continue
        named = [controls[key] for key in risk.controls if key in controls]
        if any(_in_force(control, view.today) for control in named):
            continue
        gaps = _gaps(view.book.criteria, inherent, current)
        gap = next((gap for gap in gaps if not gap.rises), None)
        if gap is None:
            continue
        facts = gap.facts()
        place = in_risk(risk, f"assessment/current/{gap.pointer}")
        if named:
            states = tuple(_state(control) for control in named)
            yield fault(
                "RB303",
                place,
                say("finding.RB303.not-in-force", **facts, controls=states, today=view.today),
                say("hint.RB303.not-in-force"),
            )
        else:
            yield fault("RB303", place, say("finding.RB303", **facts), say("hint.RB303"))


def target_above_current(view: Evidence) -> Iterator[Finding]:
    """RB304: a target that is higher than what is there today."""
    for risk in living(view.book):
        current, target = risk.assessment.current, risk.assessment.target
        if current and target:
            for gap in _rising(view.book.criteria, current, target):
                yield fault(
                    "RB304",
                    in_risk(risk, f"assessment/target/{gap.pointer}"),
                    say("finding.RB304", **gap.facts()),
                    say("hint.RB304"),
                )


def rationale_missing(view: Evidence) -> Iterator[Finding]:
    """RB305: a stage that nobody could check, since it gives no reason.

    The reason of a target may be the treatment: its rationale, or an action that is not dropped.
    """
    for risk in view.book.risks.values():
        if risk.status is not Status.OPEN:
            continue
        treatment = risk.treatment
        acted = any(each.status is not ActionStatus.DROPPED for each in treatment.actions)
        for name, stage in _stages(risk).items():
            if stage.rationale or (name == "target" and (acted or treatment.rationale)):
                continue
            yield fault(
                "RB305",
                in_risk(risk, f"assessment/{name}/rationale"),
                say("finding.RB305", risk=risk.id, stage=stage_name(name)),
                say("hint.RB305.target") if name == "target" else say("hint.RB305"),
            )


def dimensions_differ(view: Evidence) -> Iterator[Finding]:
    """RB306: stages scored in other dimensions than the first of them, so they do not compare."""
    criteria = view.book.criteria
    for risk in living(view.book):
        stages = _stages(risk)
        if len({tuple([key for key, _ in stage.impact]) for stage in stages.values()}) < 2:
            continue
        (first, base), *others = stages.items() or (("", None),)
        expected = {key for key, _ in base.impact} if base else set()
        for name, stage in others:
            if {key for key, _ in stage.impact} != expected:
                facts: dict[str, Fact] = {
                    "stage": stage_name(name),
                    "dimensions": _dimensions(criteria, stage),
                    "first": stage_name(first),
                    "expected": _dimensions(criteria, stages[first]),
                }
                yield fault(
                    "RB306",
                    in_risk(risk, f"assessment/{name}/impact"),
                    say("finding.RB306", **facts),
                    say("hint.RB306", **facts),
                )


def score_changed_rationale_not(view: Evidence) -> Iterator[Finding]:
    """RB309: other scores than before the change, for the same reason word for word.

    Scores on a scale with another number of steps changed with the criteria, not with the risk.
    """
    if view.base is None:
        return
    criteria, before = view.book.criteria, view.base.book
    if _sizes(criteria) != _sizes(before.criteria):
        return
    for risk in living(view.book):
        earlier = before.risks.get(risk.id)
        if earlier is None or earlier.assessment == risk.assessment:
            continue
        was = _stages(earlier)
        for name, stage in _stages(risk).items():
            if name not in was or not stage.rationale or stage.rationale != was[name].rationale:
                continue
            moved = tuple(
                say("finding.RB309.coordinate", **gap.facts())
                for gap in _gaps(criteria, was[name], stage)
            )
            if moved:
                yield fault(
                    "RB309",
                    in_risk(risk, f"assessment/{name}/rationale"),
                    say("finding.RB309", stage=stage_name(name), moved=moved),
                    say("hint.RB309"),
                )


RULES: tuple[Rule, ...] = (
    ("RB301", unassessed),
    ("RB302", current_above_inherent),
    ("RB303", lowered_without_control),
    ("RB304", target_above_current),
    ("RB305", rationale_missing),
    ("RB306", dimensions_differ),
    ("RB309", score_changed_rationale_not),
)


class Gap(NamedTuple):
    """One coordinate at two stages; ``pointer`` is below the stage."""

    pointer: str
    axis: Saying
    steps: Sequence[ScaleStep]
    before: int
    after: int

    @property
    def rises(self) -> bool:
        """Whether the second stage is the higher one."""
        return self.after > self.before

    def facts(self) -> dict[str, Fact]:
        """The gap as a sentence tells it."""
        return {
            "axis": self.axis,
            "before": step_of(self.steps, self.before).name,
            "before_value": self.before,
            "after": step_of(self.steps, self.after).name,
            "after_value": self.after,
        }


def _rising(criteria: Criteria, before: Stage, after: Stage) -> list[Gap]:
    """The coordinates that are higher at the second stage; of sound risks there are none."""
    if after.likelihood <= before.likelihood:
        if after.impact == before.impact:
            return []
        earlier = dict(before.impact)
        if all(score <= earlier.get(key, score) for key, score in after.impact):
            return []
    return [gap for gap in _gaps(criteria, before, after) if gap.rises]


def _gaps(criteria: Criteria, before: Stage, after: Stage) -> Iterator[Gap]:
    """The coordinates that differ; impact by dimension, where both stages have it."""
    if before.likelihood != after.likelihood:
        steps = criteria.likelihood.steps
        axis = say("finding.axis.likelihood")
        yield Gap("likelihood", axis, steps, before.likelihood, after.likelihood)
    if before.impact == after.impact:
        return
    earlier = dict(before.impact)
    for key, score in after.impact:
        if earlier.get(key, score) != score:
            pointer = f"impact/{key}" if key else "impact"
            axis = axis_name(criteria, key)
            yield Gap(pointer, axis, criteria.impact.steps, earlier[key], score)


def _sizes(criteria: Criteria) -> tuple[int, int]:
    """How many steps the two scales have."""
    return len(criteria.likelihood.steps), len(criteria.impact.steps)


def _in_force(control: Control, today: date) -> bool:
    """In force since today or earlier; without a date nobody can say since when."""
    since = control.since
    return control.status is ControlStatus.IN_FORCE and since is not None and since <= today


def _state(control: Control) -> Saying:
    """Why a control is not in force."""
    if control.status is ControlStatus.PLANNED:
        return say("finding.control.planned", control=control.id)
    if control.status is ControlStatus.RETIRED:
        return say("finding.control.retired", control=control.id)
    if control.since is None:
        return say("finding.control.undated", control=control.id)
    return say("finding.control.later", control=control.id, since=control.since)


def _stages(risk: Risk) -> dict[str, Stage]:
    """The stages that are assessed, by name, in their order."""
    assessment = risk.assessment
    every = (
        ("inherent", assessment.inherent),
        ("current", assessment.current),
        ("target", assessment.target),
    )
    return {name: stage for name, stage in every if stage}


def _dimensions(criteria: Criteria, stage: Stage) -> tuple[Fact, ...]:
    names = {each.key: each.name for each in criteria.impact.dimensions}
    one_score = say("finding.one-score")
    return tuple(names.get(key, key) if key else one_score for key, _ in stage.impact)

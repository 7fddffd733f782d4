"""What a change asks of somebody whose risk rests on it: what turned, and two questions that fit.

The words stand in the catalogues: ``checklist.what.<kind>`` tells the turn and
``checklist.ask.<kind>`` asks. They are given what the turn is about and what the risk says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from riskbook.wording import Fact, Saying

Facts: TypeAlias = tuple[tuple[str, Fact], ...]
"""What fills the blanks of words."""


class Kind(Enum):
    """How something that a risk rests on has turned."""

    NODE_INPUTS = "node-inputs"
    NODE_OUTPUTS = "node-outputs"
    NODE_DEPENDENCIES = "node-dependencies"
    NODE_LANE = "node-lane"
    NODE_CRITICAL = "node-critical"
    NODE_NOT_CRITICAL = "node-not-critical"
    NODE_EDGES = "node-edges"
    NODE_REMOVED = "node-removed"
    PROCESS_CHANGED = "process-changed"
    PROCESS_REMOVED = "process-removed"
    CONTROL_RETIRED = "control-retired"
    CONTROL_PLANNED = "control-planned"
    CONTROL_IN_FORCE = "control-in-force"
    CONTROL_CHANGED = "control-changed"
    CONTROL_REMOVED = "control-removed"
    IMPORTANCE_RAISED = "importance-raised"
    IMPORTANCE_LOWERED = "importance-lowered"
    SERVICE_DEPARTMENT = "service-department"
    SERVICE_REMOVED = "service-removed"
    PLAN_CHANGED = "plan-changed"
    PLAN_REMOVED = "plan-removed"
    LIKELIHOOD_STEP = "likelihood-step"
    IMPACT_STEP = "impact-step"
    CELL = "cell"
    APPETITE = "appetite"
    DEMANDS = "demands"  # what the level asks for: plan, actions, approval
    PATH_CHANGED = "path-changed"
    PATH_EMPTY = "path-empty"  # nothing is left that the pattern matches
    APPEARED = "appeared"  # a link that led to nothing leads to something now


@dataclass(frozen=True, slots=True)
class Turn:
    """One way in which a thing has turned.

    ``facts`` fill the words. ``base`` and ``head`` are pointers in the file of the thing at each
    state (``nodes/triage/outputs``): what is quoted. ``files`` are those of a pattern of paths,
    each with ``+`` for one that came, ``-`` for one that went, ``~`` for one with other content.
    """

    kind: Kind
    facts: Facts
    base: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def told(turn: Turn) -> Saying:
    """What has turned, in one sentence."""
    return Saying(f"checklist.what.{turn.kind.value}", turn.facts)


def asked(turn: Turn, statement: Facts) -> tuple[Saying, Saying]:
    """What whoever looks at a risk again should ask themselves.

    ``statement`` is what the risk says of its cause, event and consequence.
    """
    facts = (*turn.facts, *statement)
    kind = turn.kind.value
    return Saying(f"checklist.ask.{kind}.a", facts), Saying(f"checklist.ask.{kind}.b", facts)

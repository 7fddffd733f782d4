"""What a change of a book consists of: one value for each thing that is another than before.

A change says what happened and to what, with what stood there before and what stands there now in
the terms of JSON. How it is told to a person is for reporters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from riskbook.model.digests import Value


class Thing(Enum):
    """What a change is a change of."""

    RISK = "risk"
    PLAN = "plan"
    CONTROL = "control"
    PROCESS = "process"
    SERVICES = "services"
    CRITERIA = "criteria"
    ORGANIZATION = "organization"
    SETTINGS = "settings"
    REGISTER = "register"


class Kind(Enum):
    """What happened. The order is that in which the changes of one thing are told."""

    ADDED = "added"
    REMOVED = "removed"
    READABLE = "readable"  # the file was there, and could not be read
    UNREADABLE = "unreadable"  # the file is there, and cannot be read
    OPENED = "opened"
    DRAFTED = "drafted"
    CLOSED = "closed"
    MOVED = "moved"  # another place on the matrix
    RELEVELLED = "relevelled"  # another level, by a move or by other criteria
    RERANKED = "reranked"  # by something of its own, not because others moved
    RESCORED = "rescored"
    REESTIMATED = "reestimated"  # another expected loss
    RECATEGORISED = "recategorised"
    SERVICE_CHANGED = "service-changed"
    REOWNED = "reowned"
    STRATEGY_CHANGED = "strategy-changed"
    ACTION_ADDED = "action-added"
    ACTION_REMOVED = "action-removed"
    ACTION_CHANGED = "action-changed"
    ACTION_FINISHED = "action-finished"
    ACTION_DROPPED = "action-dropped"
    ACTION_REOPENED = "action-reopened"
    PATHWAY_CHANGED = "pathway-changed"  # a cause or a consequence with its barriers
    RELINKED = "relinked"  # controls, plan, nodes, what else it rests on, related risks
    PLAN_CHANGED = "plan-changed"  # its triggers, steps, messages, resources, limits
    CONTROL_IN_FORCE = "control-in-force"
    CONTROL_RETIRED = "control-retired"
    CONTROL_PLANNED = "control-planned"
    CONTROL_CHANGED = "control-changed"
    NODE_ADDED = "node-added"
    NODE_REMOVED = "node-removed"
    NODE_CHANGED = "node-changed"
    EDGE_ADDED = "edge-added"
    EDGE_REMOVED = "edge-removed"
    EDGE_CHANGED = "edge-changed"
    PROCESS_CHANGED = "process-changed"  # what it receives and delivers
    IMPORTANCE_CHANGED = "importance-changed"
    SERVICES_CHANGED = "services-changed"
    CELL_CHANGED = "cell-changed"
    SCALE_CHANGED = "scale-changed"
    LEVEL_CHANGED = "level-changed"
    AUTHORITY_CHANGED = "authority-changed"
    CADENCE_CHANGED = "cadence-changed"
    APPETITE_CHANGED = "appetite-changed"
    ACCEPTANCE_CHANGED = "acceptance-changed"
    RANKING_CHANGED = "ranking-changed"
    CRITERIA_CHANGED = "criteria-changed"
    JOINED = "joined"
    LEFT = "left"
    ROLE_GRANTED = "role-granted"
    ROLE_ENDED = "role-ended"
    ORGANIZATION_CHANGED = "organization-changed"
    SETTINGS_CHANGED = "settings-changed"
    REGISTER_CHANGED = "register-changed"
    TRANSFERRED = "transferred"  # to another register
    REWORDED = "reworded"
    RECORDED = "recorded"  # dates, languages and other bookkeeping
    TRANSLATED = "translated"
    SIGNED = "signed"
    SIGN_OFF_CHANGED = "sign-off-changed"  # an entry is never edited
    SIGN_OFF_REMOVED = "sign-off-removed"
    EXERCISED = "exercised"
    EXERCISE_CHANGED = "exercise-changed"
    EXERCISE_REMOVED = "exercise-removed"


class Weight(Enum):
    """What a change is to somebody who signed."""

    MATERIAL = "material"  # they would want to be asked again
    EDITORIAL = "editorial"
    BOOKKEEPING = "bookkeeping"
    DERIVED = "derived"  # nobody wrote it: it follows from something else


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file of one of the two states.

    ``pointer`` is that of the data in the file. ``line`` counts from 1; None until the file has
    been looked at.
    """

    path: str
    pointer: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    ``id`` is that of the record, the key of the register, and "" for a file of the framework.
    ``pointer`` is where in it, "" for the whole. ``before`` and ``after`` are None where there was
    or is nothing, and where nobody may see it. ``base`` and ``head`` are where they stand.
    """

    thing: Thing
    id: str
    kind: Kind
    pointer: str = ""
    before: Value = None
    after: Value = None
    weight: Weight = Weight.MATERIAL
    base: Spot | None = None
    head: Spot | None = None

    @property
    def order(self) -> tuple[int, str, int, str, str]:
        """By thing, id, kind and place."""
        kinds, things = list(Kind), list(Thing)
        at = self.head or self.base
        return (
            things.index(self.thing),
            self.id,
            kinds.index(self.kind),
            self.pointer,
            at.path if at else "",
        )


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes in the one order in which they are told."""
    return tuple(sorted(changes, key=lambda change: change.order))

"""The closed sets of words that records are made of, in the terms of the field."""

from __future__ import annotations

from enum import Enum


class Status(Enum):
    """Where a risk is in its life."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Strategy(Enum):
    """What is done about a risk."""

    AVOID = "avoid"
    TRANSFER = "transfer"
    MITIGATE = "mitigate"
    ACCEPT = "accept"


class Confidence(Enum):
    """Strength of the knowledge behind an assessment."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Velocity(Enum):
    """Speed of onset, slowest first: how soon the consequence is felt after the event."""

    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"

    @property
    def speed(self) -> int:
        """1 for the slowest, 5 for the fastest."""
        return list(Velocity).index(self) + 1


class ActionStatus(Enum):
    """Where an action is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ControlKind(Enum):
    """How a control works."""

    PREVENT = "prevent"
    DETECT = "detect"
    RESPOND = "respond"
    CONTRACT = "contract"
    STOPPED_ACTIVITY = "stopped-activity"


class ControlStatus(Enum):
    """Whether a control works today."""

    PLANNED = "planned"
    IN_FORCE = "in_force"
    RETIRED = "retired"


class ExerciseType(Enum):
    """How a plan was exercised (ISO 22301:2019 8.5, ISO 22398), lightest first."""

    WALK_THROUGH = "walk-through"
    TABLETOP = "tabletop"
    CALL_TREE = "call-tree"
    FUNCTIONAL = "functional"
    SIMULATION = "simulation"
    FULL_SCALE = "full-scale"


class ExerciseResult(Enum):
    """How an exercise went."""

    PASSED = "passed"
    PARTLY = "partly"
    FAILED = "failed"


class SignOffKind(Enum):
    """What a person attests."""

    REVIEW = "review"
    APPROVAL = "approval"
    ACCEPTANCE = "acceptance"


class ReviewOutcome(Enum):
    """What a review came to."""

    UNCHANGED = "unchanged"
    RESCORED = "rescored"
    TREATMENT_ADJUSTED = "treatment-adjusted"
    REWORDED = "reworded"
    CLOSED = "closed"


class NodeKind(Enum):
    """What a node of a process is."""

    START = "start"
    TASK = "task"
    DECISION = "decision"
    SUBPROCESS = "subprocess"
    WAIT = "wait"
    END = "end"


class DependencyKind(Enum):
    """What a process node may depend on besides a service of the book."""

    SYSTEM = "system"
    SUPPLIER = "supplier"

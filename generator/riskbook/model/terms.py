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


class DateOrder(Enum):
    """In which order a table writes the parts of a date."""

    YEAR_MONTH_DAY = "year-month-day"
    DAY_MONTH_YEAR = "day-month-year"
    MONTH_DAY_YEAR = "month-day-year"


class Channel(Enum):
    """How feedback came in."""

    SURVEY = "survey"
    INTERVIEW = "interview"
    COMPLAINT = "complaint"
    MEETING = "meeting"
    COMMENT = "comment"


class SessionMethod(Enum):
    """How a session gathers its points."""

    BRAINSTORMING = "brainstorming"
    NOMINAL_GROUP = "nominal-group"


class CauseSet(Enum):
    """A set of categories for the bones of a fishbone; of ``own`` the author names each."""

    FOUR_DIMENSIONS = "four-dimensions"
    SIX_M = "6m"
    EIGHT_P = "8p"
    FOUR_S = "4s"
    OWN = "own"


class Prompt(Enum):
    """A guide word of a structured what-if technique (SWIFT; IEC 31010:2019, B.2.6)."""

    NO = "no"
    MORE = "more"
    LESS = "less"
    AS_WELL_AS = "as-well-as"
    PART_OF = "part-of"
    REVERSE = "reverse"
    OTHER_THAN = "other-than"
    EARLY = "early"
    LATE = "late"
    BEFORE = "before"
    AFTER = "after"


class Answer(Enum):
    """The answer to a question of a checklist; "yes" is the good one."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"


class Direction(Enum):
    """Which way an indicator gets worse."""

    HIGHER = "higher-is-worse"
    LOWER = "lower-is-worse"


class Timing(Enum):
    """Whether an indicator moves before the event (lead) or after it (lag)."""

    LEAD = "lead"
    LAG = "lag"


class Trouble(Enum):
    """The state of an indicator that sets something off."""

    AMBER = "amber"
    RED = "red"

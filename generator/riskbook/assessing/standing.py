"""Where a risk stands: its place on the matrix at each stage, its rank and the reason for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from riskbook.model.records import SignOff
from riskbook.wording.saying import Saying


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the matrix.

    ``impact`` is the worst over the dimensions and ``deciding`` names the dimensions that have it
    (empty where one score stands for all). ``level`` is an index into the criteria's levels,
    lowest 0. ``score`` orders risks within a level and never makes one.
    """

    likelihood: int
    impact: int
    deciding: tuple[str, ...]
    level: int
    score: int


@dataclass(frozen=True, slots=True)
class Stages:
    """A risk on the matrix: without controls, today, and as planned.

    None is not assessed, or on a cell to which the matrix gives no level.
    """

    inherent: Position | None
    current: Position | None
    target: Position | None


STAGES = ("inherent", "current", "target")


def at(stages: Stages, stage: str) -> Position | None:
    """The position at ``inherent``, ``current`` or ``target``."""
    match stage:
        case "inherent":
            return stages.inherent
        case "current":
            return stages.current
        case _:
            return stages.target


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in the ranking of the whole book and what can be said about it.

    ``place`` counts from 1 and is shared by equals ("=2, =2, 4"): ``sharing`` says how many hold
    it, 1 for one alone. ``reason`` says why it stands here: like its equals, as the first of its
    level against the next one down, else against the next one up. ``margin`` says what separates
    it from the next lower place; None on the last. ``best`` and ``worst`` are the best and the
    worst place, this one among them, that it takes when one of its own coordinates moves by one
    step and all else stays; a place shared with equals counts as that place. ``robust`` is
    ``worst <= 10``.
    """

    place: int
    sharing: int
    reason: Saying
    margin: Saying | None
    best: int
    worst: int
    robust: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """A current level above the category's appetite, without a valid acceptance."""

    category: str
    level: int
    limit: int


@dataclass(frozen=True, slots=True)
class ToleranceBreach:
    """More risks of a category at a level or above than its tolerance allows."""

    category: str
    level: int
    at_most: int
    risks: tuple[str, ...]


class Treated(Enum):
    """Whether a risk's treatment holds today."""

    TREATED = "treated"
    UNTREATED = "untreated"  # no strategy
    UNACCEPTED = "unaccepted"  # to be accepted, but no acceptance in force
    LAPSED = "lapsed"  # was accepted, and the acceptance has ended


class Approval(Enum):
    """Whether a plan or a treatment, as it stands, has been approved."""

    DRAFT = "draft"  # nobody has approved it
    APPROVED = "approved"
    CHANGED = "changed"
    UNAUTHORISED = "unauthorised"  # whoever approved it could not


class Doubt(Enum):
    """Why a sign-off does not count, whatever it was given for."""

    NO_ROLE = "no-role"  # the person did not hold the role that day
    NOT_ENOUGH = "not-enough"  # the role may not sign this
    OWN_CHANGE = "own-change"  # the person made the change


class SignOffState(Enum):
    """What a sign-off is worth today."""

    NEVER = "never"
    CURRENT = "current"
    CHANGED = "changed"
    BASIS_CHANGED = "basis-changed"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    WITHOUT_AUTHORITY = "without-authority"


@dataclass(frozen=True, slots=True)
class Held:
    """A sign-off held against the record of today.

    ``changed`` and ``basis_changed`` are pointers, sorted; both are empty for an entry that binds
    no content. ``doubt`` is None for one that counts.
    """

    entry: SignOff
    changed: tuple[str, ...]
    basis_changed: tuple[str, ...]
    doubt: Doubt | None

    @property
    def bound(self) -> bool:
        """Whether the entry says what was signed."""
        return bool(self.entry.content)

    @property
    def stands(self) -> bool:
        """Whether somebody who could sign has signed what stands there now."""
        return self.doubt is None and not self.changed


@dataclass(frozen=True, slots=True)
class Attested:
    """What sign-offs say of one risk on a day.

    ``last_review`` is the day of the last review; ``due`` that day, or the day the risk was
    identified, plus the period of its level now (None for closed risks, drafts, and risks with
    neither day nor level). ``days_late`` is above 0 once due has passed. ``accepted_until`` is the
    end of the acceptance in force, ``lapsed_on`` that of the last one that has ended.

    ``review``, ``approval`` and ``acceptance`` are the entries that count, or, where none does,
    the last ones; None where there is none. ``treatment`` says whether the treatment is approved.
    ``approval_due`` says that the level asks for an approval.
    """

    last_review: date | None
    due: date | None
    days_late: int
    accepted_until: date | None
    lapsed_on: date | None
    review: Held | None = None
    approval: Held | None = None
    acceptance: Held | None = None
    treatment: Approval = Approval.DRAFT
    approval_due: bool = False

    @property
    def review_state(self) -> SignOffState:
        """What the last review is worth; a risk that nobody reviewed is never late as well."""
        held = self.review
        if held is None:
            return SignOffState.NEVER
        if held.doubt is not None:
            return SignOffState.WITHOUT_AUTHORITY
        if held.changed:
            return SignOffState.CHANGED
        if held.basis_changed:
            return SignOffState.BASIS_CHANGED
        return SignOffState.OVERDUE if self.days_late else SignOffState.CURRENT

    @property
    def approval_state(self) -> SignOffState:
        """What the last approval is worth."""
        held = self.approval
        if held is None:
            return SignOffState.NEVER
        if held.doubt is not None:
            return SignOffState.WITHOUT_AUTHORITY
        if held.changed:
            return SignOffState.CHANGED
        return SignOffState.BASIS_CHANGED if held.basis_changed else SignOffState.CURRENT

    @property
    def acceptance_state(self) -> SignOffState:
        """What the last acceptance is worth."""
        held = self.acceptance
        if held is None:
            return SignOffState.NEVER
        if held.doubt is not None:
            return SignOffState.WITHOUT_AUTHORITY
        if held.changed:
            return SignOffState.CHANGED
        if self.accepted_until is None:
            return SignOffState.LAPSED
        return SignOffState.BASIS_CHANGED if held.basis_changed else SignOffState.CURRENT


@dataclass(frozen=True, slots=True)
class Standing:
    """One risk today. ``expected_loss`` is a year's, in the book's currency."""

    risk: str
    stages: Stages
    rank: Rank | None
    expected_loss: float | None
    breach: Breach | None
    treated: Treated
    attested: Attested


@dataclass(frozen=True, slots=True)
class BookStanding:
    """All risks today.

    ``risks`` is keyed by id. ``ranked`` are the open, assessed risks in the order of rank and then
    id; ``unassessed`` the open risks without a current assessment, by id.
    """

    risks: Mapping[str, Standing]
    ranked: tuple[str, ...]
    unassessed: tuple[str, ...]
    tolerance: tuple[ToleranceBreach, ...]


class Proof(Enum):
    """Whether a plan, as it stands, has been shown to work."""

    UNPROVEN = "unproven"
    PROVEN = "proven"
    PARTLY = "partly"  # its last exercise was passed only in part
    FAILED = "failed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class PlanState:
    """The two states of a plan, both derived from sign-offs and exercises.

    ``changed_since_approval`` and ``changed_since_exercise`` are pointers (``steps/S2``).
    ``held`` is the approval that counts, or the last one where none does.
    ``exercised_on`` is the day of the exercise that decides the proof: the last one that is more
    than a walk-through. ``proven_until`` is the last day on which the proof holds or,
    when it is stale by age alone, held. ``exercise_due`` is the day by which the next exercise must
    have passed: one period after the last that did, None where none did or the plan has no period.
    ``level`` is the highest current level among the plan's open risks, None
    without any.
    """

    plan: str
    approval: Approval
    approved_on: date | None
    changed_since_approval: tuple[str, ...]
    proof: Proof
    exercised_on: date | None
    proven_until: date | None
    exercise_due: date | None
    changed_since_exercise: tuple[str, ...]
    level: int | None
    held: Held | None = None
    approval_due: bool = False

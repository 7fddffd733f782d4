"""What an author has said of a new record, before it is a file. Empty is left out so far."""

from __future__ import annotations

from dataclasses import dataclass

from riskbook.model.terms import Status

Impact = tuple[tuple[str, str], ...]
"""Steps by dimension, ``""`` where one score stands for all."""


@dataclass(frozen=True, slots=True)
class Measure:
    """An action: what, by whom (a key of organization.yml), by when (ISO 8601), for how much."""

    what: str
    owner: str
    due: str
    cost: str = ""


@dataclass(frozen=True, slots=True)
class NewRisk:
    """A risk. ``language`` is empty where it is the book's; scores are steps, by number.

    ``found_in`` are the fields of what it was found in, ``node`` the process and node where it
    arises.
    """

    id: str
    language: str
    title: str
    category: str
    service: str
    objective: str
    owner: str
    date: str
    source: str
    reference: str
    cause: str
    event: str
    consequence: str
    likelihood: str
    impact: Impact
    rationale: str
    strategy: str
    strategy_rationale: str
    actions: tuple[Measure, ...]
    plan: str
    problem_types: tuple[str, ...] = ()
    found_in: tuple[tuple[str, str], ...] = ()
    node: tuple[str, str] | None = None
    status: Status = Status.OPEN

    @property
    def is_assessed(self) -> bool:
        """Whether it has a place on the matrix."""
        return bool(self.likelihood and self.impact)


@dataclass(frozen=True, slots=True)
class Starter:
    """A trigger of a plan: what is seen, and who or what sees it."""

    when: str
    observed_by: str


@dataclass(frozen=True, slots=True)
class Task:
    """A step of a plan: what to do, who does it, and how soon after the trigger."""

    do: str
    who: str
    within: str


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A contingency plan."""

    id: str
    language: str
    title: str
    owner: str
    deputy: str
    triggers: tuple[Starter, ...]
    steps: tuple[Task, ...]
    stop_when: str
    exercise_every: str


@dataclass(frozen=True, slots=True)
class NewControl:
    """A control."""

    id: str
    language: str
    title: str
    owner: str
    kind: str
    status: str
    since: str


@dataclass(frozen=True, slots=True)
class NewProcess:
    """A process; ``nodes`` are the titles of what is done, in order."""

    id: str
    language: str
    title: str
    owner: str
    service: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewExercise:
    """An exercise; ``proves`` are the digests of what it proves of the plan, by pointer."""

    of: str
    language: str
    date: str
    type: str
    scenario: str
    participants: tuple[str, ...]
    result: str
    findings: tuple[str, ...]
    actions: tuple[Measure, ...]
    proves: tuple[tuple[str, str], ...]

"""The records of a book: one frozen value for each kind of file.

Names are those of ISO 31000/31073 and the work instruction. A record owns its links; what links
to it is derived (:mod:`riskbook.model.links`). Lists keep the order of the file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from riskbook.model.terms import (
    ActionStatus,
    Confidence,
    ControlKind,
    ControlStatus,
    ExerciseResult,
    ExerciseType,
    NodeKind,
    Prompt,
    ReviewOutcome,
    SignOffKind,
    Status,
    Strategy,
    Trouble,
    Velocity,
)
from riskbook.wording.saying import Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read: path from the book's folder, and its register (``""`` above them).

    ``digest`` is the first 16 hexadecimal digits of the SHA-256 of the file's bytes.
    """

    path: str
    register: str
    digest: str


@dataclass(frozen=True, slots=True)
class Identified:
    """When and how a risk was found."""

    date: dt.date
    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A risk in three parts: because of the cause, the event may happen, with the consequence."""

    cause: str
    event: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Pathway:
    """One way to the event or on from it: a cause, or a consequence, and the barriers on the way.

    Barriers are controls, or the plan, of the risk; before the event they prevent it, after it they
    recover. Together the pathways are the risk's bow-tie (IEC 31010:2019, B.4.2).
    """

    id: str
    what: str
    barriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One assessment: steps of the scales, counted from 1.

    ``impact`` is by dimension, in the order of the criteria; the dimension is ``""`` where the
    author gave one score for all.
    """

    likelihood: int
    impact: tuple[tuple[str, int], ...]
    rationale: str
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Inherent (no controls), current (controls in force today), target (planned residual)."""

    inherent: Stage | None
    current: Stage | None
    target: Stage | None
    confidence: Confidence | None
    velocity: Velocity | None


@dataclass(frozen=True, slots=True)
class LossRange:
    """A loss between two amounts in the book's currency, held with the probability ``interval``."""

    low: float
    high: float
    interval: float


@dataclass(frozen=True, slots=True)
class ExpectedLoss:
    """What a risk costs a year: how often (one of the two is given) times how much.

    ``rate`` is events a year; ``probability`` that of at least one event in a year.
    """

    rate: float | None
    probability: float | None
    loss: LossRange
    basis: str


@dataclass(frozen=True, slots=True)
class NodeReference:
    """A node of a process."""

    process: str
    node: str


@dataclass(frozen=True, slots=True)
class Dependence:
    """What else an assessment rests on; exactly one of the fields is given (the others are "")."""

    path: str
    service: str
    control: str
    process: str
    node: str


@dataclass(frozen=True, slots=True)
class Action:
    """A measure with an owner and a date. ``cost`` is in the book's currency."""

    id: str
    what: str
    owner: str
    due: dt.date | None
    status: ActionStatus
    cost: float | None


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done about a risk and why."""

    strategy: Strategy | None
    rationale: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class FoundIn:
    """What a risk was found in: a record, and the item in it.

    ``kind`` is the field that the file gives: ``session``, ``checklist``, ``fishbone``,
    ``feedback``, ``incident`` or ``process``. ``item`` is the id of the point, question, cause,
    answer or prompt; "" for an incident.
    """

    kind: str
    record: str
    item: str


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk. Links are ids; ``body`` is Markdown. A field left out is "" or None or ()."""

    id: str
    source: Source
    language: str
    title: str
    status: Status
    category: str
    service: str
    objective: str
    owner: str
    identified: Identified
    statement: Statement
    causes: tuple[Pathway, ...]
    consequences: tuple[Pathway, ...]
    assessment: Assessment
    expected_loss: ExpectedLoss | None
    controls: tuple[str, ...]
    arises_at: tuple[NodeReference, ...]
    depends_on: tuple[Dependence, ...]
    treatment: Treatment
    plan: str
    related: tuple[str, ...]
    confidential: bool
    body: str
    problem_types: tuple[str, ...] = ()
    found_in: tuple[FoundIn, ...] = ()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """What sets a plan off, and who or what notices it.

    ``indicator`` is one whose ``state`` sets it off, "" for none.
    """

    id: str
    when: str
    observed_by: str
    indicator: str = ""
    state: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan: what to do, who does it, and within which time of the trigger."""

    id: str
    do: str
    who: str
    within: str


@dataclass(frozen=True, slots=True)
class Communication:
    """Who is told what in an emergency, by which channel, and how soon."""

    id: str
    to: str
    say: str
    channel: str
    within: str


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as the calendar counts it, such as 3 months."""

    count: int
    unit: str  # days | weeks | months | years


@dataclass(frozen=True, slots=True)
class Plan:
    """A contingency plan."""

    id: str
    source: Source
    language: str
    title: str
    owner: str
    deputy: str
    trigger: tuple[Trigger, ...]
    steps: tuple[Step, ...]
    communication: tuple[Communication, ...]
    resources: tuple[str, ...]
    stop_when: str
    exercise_every: Period | None
    cost: float | None
    confidential: bool
    body: str


@dataclass(frozen=True, slots=True)
class Control:
    """A measure in place, shared by the risks that name it."""

    id: str
    source: Source
    language: str
    title: str
    owner: str
    kind: ControlKind
    status: ControlStatus
    since: dt.date | None
    last_tested: dt.date | None
    confidential: bool
    body: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A what-if question asked of a node; ``dropped`` is why no risk comes of it."""

    id: str
    prompt: Prompt
    question: Text
    consequence: Text | None
    dropped: Text | None


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a process. ``depends_on`` names services or dependencies of services.yml."""

    id: str
    title: Text
    kind: NodeKind
    lane: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    depends_on: tuple[str, ...]
    critical: bool
    what_if: tuple[WhatIf, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """One node follows another."""

    source: str
    target: str
    when: Text | None


@dataclass(frozen=True, slots=True)
class Process:
    """A service process: nodes in order, with what goes in and comes out of each.

    ``lanes`` and ``items`` name the lanes and what flows; ``receives`` comes in from outside,
    ``delivers`` goes out.
    """

    id: str
    source: Source
    title: Text
    owner: str
    service: str
    lanes: tuple[tuple[str, Text], ...]
    items: tuple[tuple[str, Text], ...]
    receives: tuple[str, ...]
    delivers: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    confidential: bool


@dataclass(frozen=True, slots=True)
class SignOff:
    """One entry of what a person attested. ``of`` is a record's id, or ``criteria``."""

    source: Source
    kind: SignOffKind
    of: str
    by: str
    role: str
    date: dt.date
    outcome: ReviewOutcome | None
    until: dt.date | None
    resources: str
    reason: str
    language: str
    changed_by: tuple[str, ...]
    content: tuple[tuple[str, str], ...]
    basis: tuple[tuple[str, str], ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ExerciseAction:
    """What an exercise found must be done."""

    id: str
    what: Text
    owner: str
    due: dt.date | None
    status: ActionStatus


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of a plan. ``proves`` digests the triggers and steps that were exercised."""

    source: Source
    of: str
    date: dt.date
    type: ExerciseType
    scenario: Text | None
    participants: tuple[str, ...]
    result: ExerciseResult
    findings: tuple[Text, ...]
    actions: tuple[ExerciseAction, ...]
    proves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """The texts of one record in another language, by pointer, with the digests of their sources.

    ``texts`` and ``digests`` are keyed alike (``statement/cause``, ``treatment/actions/A1/what``);
    the pointer of the body is ``body``.
    """

    source: Source
    of: str
    language: str
    texts: tuple[tuple[str, str], ...]
    digests: tuple[tuple[str, str], ...]
    body: str

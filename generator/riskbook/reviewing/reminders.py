"""What waits for whom: all that is overdue, lapsed, changed or due, by the owner who sees to it.

One list for the reminders of a forge, for ``status`` and for the quarter's meeting. It names
records and says no words of theirs: whoever shows it takes those from the book as it may be shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from riskbook.assessing.standing import (
    Approval,
    Attested,
    PlanState,
    Proof,
    SignOffState,
    Standing,
    Treated,
)
from riskbook.model.book import Book
from riskbook.model.records import Plan, Risk
from riskbook.model.terms import ActionStatus, Status, Strategy
from riskbook.reviewing.calendar import MONTHS_A_YEAR
from riskbook.reviewing.judged import Judged

SOON = timedelta(days=30)
"""How far ahead an owner is reminded of what falls due."""

MONTHS_A_QUARTER = 3


class Matter(Enum):
    """What has to be done."""

    REVIEW = "review"
    ACCEPTANCE = "acceptance"
    ASSESSMENT = "assessment"
    STRATEGY = "strategy"  # choose one
    APPROVAL = "approval"  # have the treatment approved
    ACTION = "action"
    LESSON = "lesson"  # an action that an exercise found
    PLAN = "plan"  # have the plan approved
    EXERCISE = "exercise"


_MOVED = (SignOffState.CHANGED, SignOffState.BASIS_CHANGED)


class Urgency(Enum):
    """Why it has to be done now, the most pressing first."""

    OVERDUE = "overdue"
    LAPSED = "lapsed"
    CHANGED = "changed"  # since it was signed or exercised
    DUE = "due"
    OPEN = "open"  # it never was done, and no date is set


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do about one record.

    ``item`` is the id of an action, and ``of`` the day of the exercise that found it. ``day`` is
    when it is due or lapsed; ``changed`` are the pointers that changed since it was signed or
    exercised.
    """

    owner: str
    matter: Matter
    urgency: Urgency
    record: str
    day: date | None = None
    item: str = ""
    of: date | None = None
    changed: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, date, str, int, str, str]:
        """The most pressing first, then by date, the undated last."""
        return (
            list(Urgency).index(self.urgency),
            self.day or date.max,
            self.record,
            list(Matter).index(self.matter),
            self.of.isoformat() if self.of else "",
            self.item,
        )


@dataclass(frozen=True, slots=True)
class Reminder:
    """What waits for one person or role; of what is confidential only how many they are."""

    owner: str
    duties: tuple[Duty, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a quarter's review has to work through, by owner. ``name`` is ``2026-Q4``."""

    name: str
    reminders: tuple[Reminder, ...]


class Agenda:
    """What waits in a book, looked for once however many pages ask."""

    def __init__(self, judged: Judged) -> None:
        self._judged = judged

    @cached_property
    def soon(self) -> tuple[Duty, ...]:
        """What waits now and falls due within :data:`SOON`, the most pressing first."""
        return self._until(self._judged.today + SOON)

    @cached_property
    def quarter(self) -> Quarter:
        """What waits now and falls due until the end of the quarter, by owner."""
        today = self._judged.today
        return Quarter(
            quarter_of(today), _by_owner(self._judged.book, self._until(quarter_end(today)))
        )

    @cached_property
    def _found(self) -> tuple[Duty, ...]:
        today = self._judged.today
        return duties(self._judged, max(today + SOON, quarter_end(today)))

    def _until(self, day: date) -> tuple[Duty, ...]:
        return tuple(duty for duty in self._found if duty.day is None or duty.day <= day)


def reminders(judged: Judged) -> tuple[Reminder, ...]:
    """What waits for each owner now and falls due within :data:`SOON`, by owner."""
    return _by_owner(judged.book, duties(judged, judged.today + SOON))


def quarterly_review(judged: Judged) -> Quarter:
    """What waits now and falls due until the end of the quarter, by owner."""
    return Agenda(judged).quarter


def quarter_of(day: date) -> str:
    """``2026-Q4``."""
    return f"{day.year}-Q{(day.month - 1) // MONTHS_A_QUARTER + 1}"


def quarter_end(day: date) -> date:
    """The last day of the quarter of ``day``."""
    last_month = day.month + (-day.month % MONTHS_A_QUARTER)
    if last_month == MONTHS_A_YEAR:
        return date(day.year, last_month, 31)
    return date(day.year, last_month + 1, 1) - timedelta(days=1)


def duties(judged: Judged, until: date) -> tuple[Duty, ...]:
    """All that waits for somebody now or falls due until a day, the most pressing first."""
    found = [*_of_risks(judged, until), *_of_plans(judged, until), *_of_exercises(judged, until)]
    return tuple(sorted(found, key=lambda duty: (duty.order, duty.owner)))


def _by_owner(book: Book, found: Iterable[Duty]) -> tuple[Reminder, ...]:
    listed: dict[str, list[Duty]] = defaultdict(list)
    withheld: dict[str, int] = defaultdict(int)
    for duty in found:
        if _is_confidential(book, duty.record):
            withheld[duty.owner] += 1
        else:
            listed[duty.owner].append(duty)
    return tuple(
        Reminder(owner, tuple(listed.get(owner, ())), withheld.get(owner, 0))
        for owner in sorted({*listed, *withheld})
    )


def _is_confidential(book: Book, key: str) -> bool:
    record = book.risks.get(key) or book.plans[key]
    return record.confidential


def _of_risks(judged: Judged, until: date) -> Iterator[Duty]:
    for risk in judged.book.risks.values():
        if risk.status is not Status.OPEN:
            continue
        standing = judged.standing.risks[risk.id]
        if standing.stages.current is None:
            yield Duty(risk.owner, Matter.ASSESSMENT, Urgency.OPEN, risk.id)
        yield from _review(risk, standing.attested, until)
        if standing.treated is not Treated.TREATED or risk.treatment.strategy is Strategy.ACCEPT:
            yield from _treatment(risk, standing, until)
        if standing.attested.approval_due:
            yield from _approval(risk, standing.attested)
        for action in risk.treatment.actions:
            if action.status is ActionStatus.OPEN and action.due and action.due <= until:
                urgency = _by_date(action.due, judged.today)
                yield Duty(action.owner, Matter.ACTION, urgency, risk.id, action.due, action.id)


def _review(risk: Risk, attested: Attested, until: date) -> Iterator[Duty]:
    if attested.days_late:
        yield Duty(risk.owner, Matter.REVIEW, Urgency.OVERDUE, risk.id, attested.due)
    elif attested.review and attested.review_state in _MOVED:
        changed = (*attested.review.changed, *attested.review.basis_changed)
        yield Duty(risk.owner, Matter.REVIEW, Urgency.CHANGED, risk.id, changed=changed)
    elif attested.due and attested.due <= until:
        yield Duty(risk.owner, Matter.REVIEW, Urgency.DUE, risk.id, attested.due)


def _treatment(risk: Risk, standing: Standing, until: date) -> Iterator[Duty]:
    """The strategy that is to be chosen, or the acceptance that is to be given again."""
    attested = standing.attested
    held, end = attested.acceptance, attested.accepted_until
    match standing.treated:
        case Treated.UNTREATED:
            yield Duty(risk.owner, Matter.STRATEGY, Urgency.OPEN, risk.id)
        case Treated.LAPSED:
            yield Duty(risk.owner, Matter.ACCEPTANCE, Urgency.LAPSED, risk.id, attested.lapsed_on)
        case Treated.UNACCEPTED if held and attested.acceptance_state is SignOffState.CHANGED:
            yield Duty(
                risk.owner, Matter.ACCEPTANCE, Urgency.CHANGED, risk.id, changed=held.changed
            )
        case Treated.UNACCEPTED:
            yield Duty(risk.owner, Matter.ACCEPTANCE, Urgency.OPEN, risk.id)
        case Treated.TREATED if end and end <= until:
            yield Duty(risk.owner, Matter.ACCEPTANCE, Urgency.DUE, risk.id, end)


def _approval(risk: Risk, attested: Attested) -> Iterator[Duty]:
    if attested.treatment is Approval.APPROVED:
        return
    if attested.treatment is Approval.CHANGED and attested.approval:
        changed = attested.approval.changed
        yield Duty(risk.owner, Matter.APPROVAL, Urgency.CHANGED, risk.id, changed=changed)
    else:
        yield Duty(risk.owner, Matter.APPROVAL, Urgency.OPEN, risk.id)


def _of_plans(judged: Judged, until: date) -> Iterator[Duty]:
    for key, state in judged.plan_states.items():
        plan = judged.book.plans[key]
        if state.approval is Approval.CHANGED:
            changed = state.changed_since_approval
            yield Duty(plan.owner, Matter.PLAN, Urgency.CHANGED, key, changed=changed)
        elif state.approval is not Approval.APPROVED:
            yield Duty(plan.owner, Matter.PLAN, Urgency.OPEN, key)
        yield from _exercise(plan, state, until, judged.today)


def _exercise(plan: Plan, state: PlanState, until: date, today: date) -> Iterator[Duty]:
    """The exercise that a plan waits for: its proof has ended or was broken, or never was."""
    due = state.exercise_due
    if due is not None and due < today:
        yield Duty(plan.owner, Matter.EXERCISE, Urgency.OVERDUE, plan.id, due)
    elif state.proof is Proof.STALE:
        changed = state.changed_since_exercise
        yield Duty(plan.owner, Matter.EXERCISE, Urgency.CHANGED, plan.id, changed=changed)
    elif state.proof is not Proof.PROVEN:
        yield Duty(plan.owner, Matter.EXERCISE, Urgency.OPEN, plan.id)
    elif due is not None and due <= until:
        yield Duty(plan.owner, Matter.EXERCISE, Urgency.DUE, plan.id, due)


def _of_exercises(judged: Judged, until: date) -> Iterator[Duty]:
    for exercise in judged.book.exercises:
        if exercise.of not in judged.book.plans:
            continue
        for action in exercise.actions:
            if action.status is ActionStatus.OPEN and action.due and action.due <= until:
                yield Duty(
                    action.owner,
                    Matter.LESSON,
                    _by_date(action.due, judged.today),
                    exercise.of,
                    action.due,
                    action.id,
                    exercise.date,
                )


def _by_date(due: date, today: date) -> Urgency:
    return Urgency.OVERDUE if due < today else Urgency.DUE

"""What is left to do once a record is written: what the book's own rules and levels ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from riskbook.assessing.standing import PlanState, Position, Proof, Standing
from riskbook.findings import Finding, Severity
from riskbook.model.book import Book, Service
from riskbook.model.criteria import Authority, Level
from riskbook.model.records import Exercise, Plan, Risk
from riskbook.model.terms import ExerciseResult, ExerciseType
from riskbook.reviewing.content import plan_digests
from riskbook.wording import Fact, Saying, say

_UNASSESSED = "RB301"
_UNDECIDED = "RB401"
_WITHOUT_PLAN = "RB402"
_OTHERWISE_SAID = frozenset({"RB209"})
"""Codes that :func:`translations` says in its own way."""


def keeps_a_draft(risk: Risk, findings: Iterable[Finding]) -> bool:
    """Whether a risk, judged as open, lacks what an open one must have."""
    codes = {found.code for found in findings}
    errors = any(found.severity is Severity.ERROR for found in findings)
    return risk.assessment.current is None or bool(codes & {_UNASSESSED, _UNDECIDED}) or errors


def to_do(findings: Iterable[Finding]) -> tuple[Saying, ...]:
    """What the check asks for, as advice; each only once."""
    advice: dict[Saying, None] = {}
    for found in findings:
        if found.code == _UNASSESSED:
            advice[say("authoring.todo.assess")] = None
        elif found.code == _WITHOUT_PLAN:
            advice[say("authoring.todo.plan")] = None
        elif found.code not in _OTHERWISE_SAID:
            advice[found.hint or found.message] = None
    return tuple(advice)


def standing_of(risk: Risk, standing: Standing, book: Book, ranked: int) -> tuple[Saying, ...]:
    """The level of a risk that is assessed, its place in the ranking, and its first review."""
    position = standing.stages.current
    if position is None:
        return ()
    facts = _coordinates(position, book)
    level = book.criteria.levels[position.level]
    said = [say("authoring.level", id=risk.id, level=level.name, **facts)]
    if standing.rank is not None:
        said.append(say("authoring.place", place=standing.rank.place, total=ranked))
    if standing.attested.due is not None:
        said.append(say("authoring.review", due=standing.attested.due))
    return tuple(said)


def _coordinates(position: Position, book: Book) -> dict[str, Fact]:
    likelihood = book.criteria.likelihood.steps[position.likelihood - 1]
    impact = book.criteria.impact.steps[position.impact - 1]
    return {
        "likelihood": say("authoring.step", value=likelihood.value, name=likelihood.name),
        "impact": say("authoring.step", value=impact.value, name=impact.name),
    }


def approval(level: Level, service: Service | None, book: Book, today: date) -> Saying:
    """Who approves a risk of this level, by role, with those who hold the role today."""
    if level.approval is None:
        return say("authoring.todo.no-approval", level=level.name)
    roles = tuple(book.organization.roles.get(role) or role for role in level.approval.any_of)
    people = _holders(level.approval, service, book, today)
    if not people:
        return say("authoring.todo.approval", level=level.name, roles=roles, count=len(roles))
    return say(
        "authoring.todo.approval-by",
        level=level.name,
        roles=roles,
        people=people,
        count=len(roles),
    )


def _holders(
    authority: Authority, service: Service | None, book: Book, today: date
) -> tuple[Fact, ...]:
    department = service.department if service else ""
    departments = {""} if authority.whole_book else {"", department}
    return tuple(
        person.name
        for person in book.organization.people.values()
        if any(
            held.role in authority.any_of and held.department in departments and held.held_on(today)
            for held in person.roles
        )
    )


def translations(identity: str, language: str, book: Book) -> tuple[Saying, ...]:
    """The languages of the book that a record is still to be translated into."""
    return tuple(
        say("authoring.todo.translate", id=identity, language=other)
        for other in book.settings.languages
        if other != language
    )


def proven_by(plan: Plan, kind: str, result: str) -> tuple[tuple[str, str], ...]:
    """What an exercise proves of a plan, by pointer and digest; nothing unless it was passed."""
    if kind == ExerciseType.WALK_THROUGH.value or result != ExerciseResult.PASSED.value:
        return ()
    return tuple(plan_digests(plan).items())


def proof(exercise: Exercise, state: PlanState) -> Saying:
    """What an exercise did for its plan."""
    if exercise.type is ExerciseType.WALK_THROUGH:
        return say("authoring.proof.walk-through", plan=exercise.of)
    if exercise.result is not ExerciseResult.PASSED:
        return say("authoring.proof.not-passed", plan=exercise.of)
    if state.proof is not Proof.PROVEN:
        return say("authoring.proof.later", plan=exercise.of)
    if state.proven_until is None:
        return say("authoring.proof.proven", plan=exercise.of)
    return say("authoring.proof.until", plan=exercise.of, until=state.proven_until)

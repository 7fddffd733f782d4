"""What stands against an entry: why it may not be signed, in a sentence for who wanted to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskbook.assessing.standing import Held
from riskbook.authoring.signers import held_roles, level_of, roles_for, signers
from riskbook.findings import CODES, Finding, Severity
from riskbook.findings.codes import Sight
from riskbook.model.book import Book
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import ReviewOutcome, SignOffKind, Status, Strategy
from riskbook.reviewing.authority import authorities_from, within_bounds
from riskbook.reviewing.calendar import after
from riskbook.reviewing.content import changed_pointers
from riskbook.reviewing.framework import FRAMEWORK
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.naming import called
from riskbook.reviewing.pointers import pointers_words
from riskbook.wording import Fact, Saying, say

MOST_NAMED = 3
"""Faults of a file that are told; the check tells all."""

MOST_PEOPLE = 6
"""People who could sign that are named."""

_OF_FILES = frozenset({Sight.PLAIN, Sight.CLOCK})
_OF_SIGN_OFFS = "RB5"
"""How the codes begin of what sign-offs settle by being given."""

_SCORES = ("assessment/", "expected_loss/")
_TREATMENT = ("treatment/", "controls", "plan")


def objection_to_kind(book: Book, entry: SignOff) -> Saying | None:
    """Why an entry of this kind is of no record of this kind; None where it is."""
    framework_or_plan = entry.of in FRAMEWORK or entry.of in book.plans
    if entry.of in book.risks or (entry.kind is SignOffKind.APPROVAL and framework_or_plan):
        return None
    return say(f"signing.refused.kind.{entry.kind.value}")


def objection_to_matter(judged: Judged, entry: SignOff) -> Saying | None:
    """Why nobody can sign this now, whoever they are; None where somebody can.

    What the entry does not say yet (its outcome, its end) is not objected to.
    """
    book = judged.book
    risk = book.risks.get(entry.of)
    if risk is None:
        return None
    match entry.kind:
        case SignOffKind.REVIEW:
            return _to_review(risk, entry, judged.standing.risks[risk.id].attested.review)
        case SignOffKind.APPROVAL:
            return _to_approval(judged, risk)
        case SignOffKind.ACCEPTANCE:
            return _to_acceptance(book, risk, level_of(judged, risk.id), entry)


def objection_to_signer(judged: Judged, entry: SignOff) -> Saying | None:
    """Why this person may not sign in this role; a role of ``""`` is that they have none."""
    organization = judged.book.organization
    may = roles_for(judged, entry)
    if entry.role in may:
        return _to_author(judged, entry)
    facts: dict[str, Fact] = {
        "person": called(organization, entry.by),
        "date": entry.date,
        "who": _who_may(judged, entry),
    }
    if not entry.role:
        return say("signing.refused.nobody", **facts)
    facts["role"] = called(organization, entry.role)
    if entry.role not in held_roles(organization, entry):
        return say("signing.refused.no-role", **facts)
    return say("signing.refused.not-enough", **facts)


def objection_to_file(path: str, findings: Iterable[Finding]) -> Saying | None:
    """Why a file should be corrected before it is signed; ``findings`` are those of its book.

    What only a sign-off settles is no reason not to sign.
    """
    faults = [found for found in findings if found.location.path == path and _is_of_file(found)]
    if not faults:
        return None
    told = tuple(found.message for found in faults[:MOST_NAMED])
    return say("signing.refused.errors", count=len(faults), path=path, errors=told)


def _is_of_file(found: Finding) -> bool:
    return (
        found.severity is Severity.ERROR
        and CODES[found.code].sight in _OF_FILES
        and not found.code.startswith(_OF_SIGN_OFFS)
    )


def _to_review(risk: Risk, entry: SignOff, last: Held | None) -> Saying | None:
    outcome = entry.outcome
    if risk.status is Status.DRAFT:
        return say("signing.refused.draft")
    if risk.status is Status.CLOSED and outcome not in (None, ReviewOutcome.CLOSED):
        return say("signing.refused.closed")
    if outcome is ReviewOutcome.CLOSED and risk.status is not Status.CLOSED:
        return say("signing.refused.not-closed")
    if last is None or not last.bound:
        return None
    changed = changed_pointers(last.entry.content, dict(entry.content))
    day = last.entry.date
    if outcome is ReviewOutcome.UNCHANGED and changed:
        fits = _fitting(changed)
        pointers = pointers_words(changed)
        return say("signing.refused.unchanged", date=day, pointers=pointers, outcome=fits.value)
    if outcome is ReviewOutcome.RESCORED and not any(
        pointer.startswith(_SCORES) for pointer in changed
    ):
        fits = _fitting(changed) if changed else ReviewOutcome.UNCHANGED
        return say("signing.refused.not-rescored", date=day, outcome=fits.value)
    return None


def _fitting(changed: Sequence[str]) -> ReviewOutcome:
    """The outcome that says best what has changed."""
    if any(pointer.startswith(_SCORES) for pointer in changed):
        return ReviewOutcome.RESCORED
    if any(pointer.startswith(_TREATMENT) for pointer in changed):
        return ReviewOutcome.TREATMENT_ADJUSTED
    return ReviewOutcome.REWORDED


def _to_approval(judged: Judged, risk: Risk) -> Saying | None:
    """A draft that nobody ever signed is no treatment yet; closing a risk is approved like one."""
    signed = judged.links.sign_offs_of.get(risk.id, ())
    return say("signing.refused.draft") if risk.status is Status.DRAFT and not signed else None


def _to_acceptance(book: Book, risk: Risk, level: int | None, entry: SignOff) -> Saying | None:
    if risk.status is not Status.OPEN:
        return say(f"signing.refused.{risk.status.value}")
    if level is None:
        return say("signing.refused.unassessed")
    strategy = risk.treatment.strategy
    if strategy is None:
        return say("signing.refused.no-strategy")
    if strategy is not Strategy.ACCEPT:
        named = say(f"cli.strategy.{strategy.value}")
        return say("signing.refused.other-strategy", strategy=named)
    if entry.until is not None and entry.until < entry.date:
        return say("signing.refused.past", until=entry.until, date=entry.date)
    bounds = book.criteria.acceptance
    latest = after(entry.date, bounds.longest) if bounds else None
    if latest is not None and entry.until is not None and entry.until > latest:
        return say("signing.refused.too-long", until=entry.until, latest=latest)
    return None


def _to_author(judged: Judged, entry: SignOff) -> Saying | None:
    """Nobody approves their own change, nor accepts it beyond the bounds of an owner.

    Where a level asks for no approval, there is nothing in which somebody else must concur.
    """
    if entry.kind is SignOffKind.REVIEW or entry.by not in entry.changed_by:
        return None
    book = judged.book
    if entry.kind is SignOffKind.APPROVAL and entry.of not in FRAMEWORK:
        level = level_of(judged, entry.of)
        if not authorities_from(book.criteria, level):
            return None
    if entry.kind is SignOffKind.ACCEPTANCE:
        stages = judged.levels.get(entry.of)
        if within_bounds(book.criteria, stages.current if stages else None):
            return None
    person = called(book.organization, entry.by)
    others = "signing.who.nobody-else"
    return say("signing.refused.own-change", person=person, who=_who_may(judged, entry, others))


def _who_may(judged: Judged, entry: SignOff, nobody: str = "signing.who.nobody") -> Saying:
    organization = judged.book.organization
    people = tuple(_named(judged, person, role) for person, role in signers(judged, entry))
    if not people:
        return say(nobody, file=organization.path)
    if len(people) > MOST_PEOPLE:
        others = len(people) - MOST_PEOPLE
        return say("signing.who.many", people=people[:MOST_PEOPLE], count=others)
    return say("signing.who.people", people=people)


def _named(judged: Judged, person: str, role: str) -> Saying:
    organization = judged.book.organization
    return say(
        "signing.who.person",
        person=called(organization, person),
        role=called(organization, role),
        key=person,
    )

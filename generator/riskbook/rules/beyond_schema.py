"""RB101, RB108, RB111, RB112 where no schema sees them: repeated ids, what a kind asks for.

These codes belong to the reading of single files; here they are found in what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.findings import Finding
from riskbook.model.book import Book
from riskbook.model.discovery import Discovery
from riskbook.model.terms import SignOffKind
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import say
from riskbook.wording.nearest import nearest


def repeated(view: Evidence) -> Iterator[Finding]:
    """RB111: two entries of one list with the same id: a pointer could not tell them apart."""
    for path, record, field, names in _named_lists(view.book):
        if len(names) == len(set(names)):
            continue
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                place = Place(path, record, field.format(index))
                message = say("finding.RB111.id", id=name, field=field.split("/")[-3])
                yield fault("RB111", place, message, say("hint.RB111.id"))
            seen.add(name)


def _named_lists(book: Book) -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """Every list whose entries have names: file, record, pointer of the name, the names."""
    for risk in book.risks.values():
        if risk.treatment.actions:
            names = [action.id for action in risk.treatment.actions]
            yield risk.source.path, risk.id, "treatment/actions/{}/id", names
        if risk.causes or risk.consequences:
            for side, pathways in (("causes", risk.causes), ("consequences", risk.consequences)):
                yield risk.source.path, risk.id, f"{side}/{{}}/id", [way.id for way in pathways]
    for plan in book.plans.values():
        for part in ("trigger", "steps", "communication"):
            names = [entry.id for entry in getattr(plan, part)]
            yield plan.source.path, plan.id, f"{part}/{{}}/id", names
    for process in book.processes.values():
        yield process.source.path, process.id, "nodes/{}/id", [node.id for node in process.nodes]
    for exercise in book.exercises:
        names = [action.id for action in exercise.actions]
        yield exercise.source.path, exercise.of, "actions/{}/id", names
    criteria = book.criteria
    yield criteria.path, "", "levels/{}/key", [level.key for level in criteria.levels]
    for axis, steps in (
        ("likelihood", criteria.likelihood.steps),
        ("impact", criteria.impact.steps),
    ):
        yield criteria.path, "", f"{axis}/steps/{{}}/key", [step.key for step in steps]
    yield criteria.path, "", "appetite/{}/category", [entry.category for entry in criteria.appetite]
    yield from _gathered_lists(book.discovery)


def _gathered_lists(found: Discovery) -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """The same of the records that gather what people say."""
    for session in found.sessions.values():
        yield session.source.path, session.id, "points/{}/id", [one.id for one in session.points]
    for feedback in found.feedback.values():
        names = [answer.id for answer in feedback.answers]
        yield feedback.source.path, feedback.id, "answers/{}/id", names


def ends_before_it_starts(view: Evidence) -> Iterator[Finding]:
    """RB112: a role that is held until a day before it begins, and so never."""
    organization = view.book.organization
    for person in organization.people.values():
        for index, held in enumerate(person.roles):
            if held.end is not None and held.end < held.start:
                place = Place(organization.path, "", f"people/{person.key}/roles/{index}/until")
                message = say("finding.RB112.before", until=held.end, start=held.start)
                yield fault("RB112", place, message, say("hint.RB112.before"))


def sign_off_incomplete(view: Evidence) -> Iterator[Finding]:
    """RB101: a review without an outcome, or an acceptance without an end."""
    for entry in view.book.sign_offs:
        wanted = {
            SignOffKind.REVIEW: ("outcome", entry.outcome is not None),
            SignOffKind.ACCEPTANCE: ("until", entry.until is not None),
            SignOffKind.APPROVAL: ("resources", bool(entry.resources)),
        }
        field, given = wanted[entry.kind]
        if not given:
            place = Place(entry.source.path, entry.of, "kind")
            kind = say(f"finding.sign-off.{entry.kind.value}")
            message = say("finding.RB101.sign-off", kind=kind, field=field)
            yield fault("RB101", place, message, say(f"hint.RB101.{field}"))


def unknown_level(view: Evidence) -> Iterator[Finding]:
    """RB108: a gate that starts at a level which the criteria do not have."""
    settings = view.book.settings
    named = settings.gate.rereview_from
    known = tuple(level.key for level in view.book.criteria.levels)
    if named and named not in known:
        near = nearest(named, known)
        yield fault(
            "RB108",
            Place(settings.path, "", "gate/rereview_from"),
            say("finding.RB108", field="rereview_from", value=named),
            say("hint.RB108.near", near=near) if near else say("hint.RB108", known=known),
        )


RULES: tuple[Rule, ...] = (
    ("RB101", sign_off_incomplete),
    ("RB108", unknown_level),
    ("RB111", repeated),
    ("RB112", ends_before_it_starts),
)

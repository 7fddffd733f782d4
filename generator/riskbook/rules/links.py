"""RB202, RB203, RB204, RB210: whether what a file names is there, and is what it should be."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from riskbook.findings import Finding
from riskbook.model.book import Book
from riskbook.model.discovery import (
    ChecklistAnswers,
    Discovery,
    Feedback,
    Fishbone,
    Session,
)
from riskbook.model.records import Risk
from riskbook.model.terms import ControlStatus, Status
from riskbook.reading.placing import PROBLEM_TYPES
from riskbook.reviewing.framework import FRAMEWORK
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.rules.references import RECORDS, Reference, Target, namings, targets
from riskbook.wording import Saying, say
from riskbook.wording.nearest import Lexicon, lexicon, nearest

FEW = 8
"""Up to so many choices are all listed in a hint."""

SOME = 5
"""So many of more are listed."""

_DECLARED_IN_SERVICES = frozenset({Target.SERVICE, Target.OBJECTIVE})
_FOLDERS = {
    Target.RISK: "risks/",
    Target.PLAN: "plans/",
    Target.CONTROL: "controls/",
    Target.BARRIER: "controls/",
    Target.PROCESS: "processes/",
    Target.SESSION: "sessions/",
    Target.FISHBONE: "fishbones/",
    Target.FEEDBACK: "feedback/",
    Target.CHECKED: "checklists/",
    Target.INCIDENT: "incidents/",
    Target.INDICATOR: "indicators/",
}


_ITEMS: Mapping[
    Target, Callable[[Discovery], Mapping[str, Session | Fishbone | Feedback | ChecklistAnswers]]
] = {
    Target.POINT: lambda found: found.sessions,
    Target.CAUSE: lambda found: found.fishbones,
    Target.ANSWER: lambda found: found.feedback,
    Target.QUESTION: lambda found: found.answers,
}
"""Where the records lie that have items of a kind."""


def unknown_target(view: Evidence) -> Iterator[Finding]:
    """RB202: a word that names nothing in the book, or something of another kind."""
    there = targets(view.book)
    sound = {risk.source.path for risk in _plainly_sound(view.book, there)}
    lexicons: dict[tuple[Target, str], Lexicon] = {}
    hints: dict[Reference, Saying] = {}
    for path, record, references in namings(view.book):
        if path in sound:
            continue
        for reference in references:
            pointer, word, target, whole = reference
            if not word:
                continue
            known = there.get((target, whole))
            if known is None or word in known:
                continue
            if target in RECORDS and word in view.book.unread:
                continue
            same = reference._replace(pointer="")
            if same not in hints:
                if (target, whole) not in lexicons:
                    lexicons[target, whole] = lexicon(known)
                meant = lexicons[target, whole].nearest(word)
                hints[same] = _unknown_hint(view.book, same, known, meant)
            yield fault(
                "RB202", Place(path, record, pointer), _unknown(view.book, same), hints[same]
            )


def _plainly_sound(
    book: Book, there: Mapping[tuple[Target, str], Container[str]]
) -> Iterator[Risk]:
    """The risks of which a quick look shows that all that they name is there; not every such one.

    Most risks are: of these no list of what they name has to be made.
    """
    holders, services = there[Target.HOLDER, ""], there[Target.SERVICE, ""]
    is_plan = there[Target.PLAN, ""].__contains__
    is_control = there[Target.CONTROL, ""].__contains__
    is_risk = there[Target.RISK, ""].__contains__
    for risk in book.risks.values():
        if (
            risk.service not in services
            or risk.owner not in holders
            or risk.objective
            or risk.arises_at
            or risk.depends_on
            or risk.causes
            or risk.consequences
            or risk.indicators
            or risk.problem_types
            or risk.found_in
            or (risk.plan and not is_plan(risk.plan))
            or not all(map(is_control, risk.controls))
            or not all(map(is_risk, risk.related))
        ):
            continue
        for action in risk.treatment.actions:
            if action.owner not in holders:
                break
        else:
            yield risk


def retired_target(view: Evidence) -> Iterator[Finding]:
    """RB203: a risk that still counts on a control that is no longer in force."""
    retired = {
        control.id
        for control in view.book.controls.values()
        if control.status is ControlStatus.RETIRED
    }
    for risk in view.book.risks.values() if retired else ():
        if risk.status is Status.CLOSED:
            continue
        named = [(f"controls/{index}", key) for index, key in enumerate(risk.controls)]
        named += [(f"depends_on/{i}/control", on.control) for i, on in enumerate(risk.depends_on)]
        for pointer, key in named:
            if key in retired:
                yield fault(
                    "RB203",
                    Place(risk.source.path, risk.id, pointer),
                    say("finding.RB203", risk=risk.id, control=key),
                    say("hint.RB203", control=key),
                )


def orphan(view: Evidence) -> Iterator[Finding]:
    """RB204: a sign-off or an exercise of a record that does not exist."""
    book = view.book
    signable = {*FRAMEWORK, *book.risks, *book.plans, *book.controls, *book.processes}
    for entry in book.sign_offs:
        if entry.of not in signable and entry.of not in book.unread:
            yield fault(
                "RB204",
                Place(entry.source.path, entry.of, "of"),
                say("finding.RB204.sign-off", word=entry.of),
                _orphan_hint(entry.of, signable),
            )
    for exercise in book.exercises:
        if exercise.of not in book.plans and exercise.of not in book.unread:
            yield fault(
                "RB204",
                Place(exercise.source.path, exercise.of, "of"),
                say("finding.RB204.exercise", word=exercise.of),
                _orphan_hint(exercise.of, book.plans),
            )


def linked_to_itself(view: Evidence) -> Iterator[Finding]:
    """RB210: a risk related to itself."""
    for risk in view.book.risks.values():
        if risk.id in risk.related:
            index = risk.related.index(risk.id)
            yield fault(
                "RB210",
                Place(risk.source.path, risk.id, f"related/{index}"),
                say("finding.RB210", risk=risk.id),
                say("hint.RB210"),
            )


RULES: tuple[Rule, ...] = (
    ("RB202", unknown_target),
    ("RB203", retired_target),
    ("RB204", orphan),
    ("RB210", linked_to_itself),
)


def _unknown(book: Book, reference: Reference) -> Saying:
    _, word, target, whole = reference
    kind = _name(target)
    if whole:
        return say("finding.RB202.part", word=word, kind=kind, whole=whole)
    actual = _kind_of(book, word) if target in RECORDS else None
    if actual:
        return say("finding.RB202.kind", word=word, kind=kind, actual=_name(actual))
    return say("finding.RB202", word=word, kind=kind)


def _unknown_hint(
    book: Book, reference: Reference, known: Iterable[str], meant: str | None
) -> Saying:
    _, word, target, _ = reference
    if meant:
        return say("hint.meant", meant=meant)
    there = tuple(sorted(known))
    some = there if len(there) <= FEW else there[:SOME]
    if target in RECORDS:
        folder = _FOLDERS[target]
        if not there:
            return say("hint.RB202.record.first", folder=folder)
        return say("hint.RB202.record", choices=some, folder=folder)
    if 0 < len(there) <= FEW:
        return say("hint.RB202.choice", choices=there)
    file = _declared_in(book, reference)
    if not there:
        return say("hint.RB202.declare.first", word=word, file=file)
    return say("hint.RB202.declare", choices=some, word=word, file=file)


def _declared_in(book: Book, reference: Reference) -> str:
    target = reference.target
    if target in _DECLARED_IN_SERVICES:
        return book.services.path
    if target in (Target.NODE, Target.LANE, Target.PROMPT):
        return book.processes[reference.whole].source.path
    if target in _ITEMS:
        return _ITEMS[target](book.discovery)[reference.whole].source.path
    if target is Target.PROBLEM_TYPE:
        return PROBLEM_TYPES
    return book.organization.path


def _orphan_hint(word: str, known: Iterable[str]) -> Saying:
    meant = nearest(word, known)
    return say("hint.meant", meant=meant) if meant else say("hint.RB204")


def _kind_of(book: Book, word: str) -> Target | None:
    """What kind of record has this id."""
    for target, records in (
        (Target.RISK, book.risks),
        (Target.PLAN, book.plans),
        (Target.CONTROL, book.controls),
        (Target.PROCESS, book.processes),
        (Target.SESSION, book.discovery.sessions),
        (Target.FISHBONE, book.discovery.fishbones),
        (Target.FEEDBACK, book.discovery.feedback),
        (Target.CHECKED, book.discovery.answers),
        (Target.INCIDENT, book.discovery.incidents),
        (Target.INDICATOR, book.discovery.indicators),
    ):
        if word in records:
            return target
    return None


def _name(target: Target) -> Saying:
    return say(f"finding.kind.{target.value}")

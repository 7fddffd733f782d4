"""RB501 to RB504: whether each open risk has been looked at in time, and as it stands now."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.assessing.standing import Held, SignOffState
from riskbook.findings import Finding
from riskbook.model.records import Risk
from riskbook.reviewing.basis import CRITERIA, rests_on
from riskbook.rules.evidence import (
    Evidence,
    Place,
    Rule,
    attested_risks,
    fault,
    in_risk,
    level_of,
)
from riskbook.rules.parts import basis_parts, content_parts
from riskbook.wording import Fact, say


def never_reviewed(view: Evidence) -> Iterator[Finding]:
    """RB501: an open risk that nobody has reviewed, once its first review was due."""
    for risk, attested in attested_risks(view):
        if attested.due and attested.days_late and not attested.review:
            yield fault(
                "RB501",
                in_risk(risk, "id"),
                say("finding.RB501", risk=risk.id, due=attested.due, count=attested.days_late),
                say("hint.RB501", risk=risk.id),
            )


def review_overdue(view: Evidence) -> Iterator[Finding]:
    """RB502: an open risk whose last review is longer ago than its level allows.

    Of a risk that has changed as well, RB503 or RB504 speaks: one review settles both. Of a review
    that does not count, RB506 does.
    """
    for risk, attested in attested_risks(view):
        last, due, level = attested.last_review, attested.due, level_of(view, risk)
        if last and due and level and attested.review_state is SignOffState.OVERDUE:
            facts: dict[str, Fact] = {"risk": risk.id, "level": level.name, "last": last}
            yield fault(
                "RB502",
                in_risk(risk, "id"),
                say("finding.RB502", due=due, count=attested.days_late, **facts),
                say("hint.RB502", risk=risk.id),
            )


def changed_since_review(view: Evidence) -> Iterator[Finding]:
    """RB503: an open risk that is no longer what was reviewed; the parts that differ by name.

    What it rests on is named with them where that has changed as well.
    """
    for risk, attested in attested_risks(view):
        held = attested.review
        if held and attested.review_state is SignOffState.CHANGED:
            facts = _of_review(risk, held)
            facts["parts"] = content_parts(held.changed)
            beside = tuple(_of_its_own_accord(risk, held))
            message = (
                say("finding.RB503.both", **facts, basis=basis_parts(beside))
                if beside
                else say("finding.RB503", **facts)
            )
            place = in_risk(risk, held.changed[0])
            yield fault("RB503", place, message, say("hint.RB503", risk=risk.id))


def basis_changed(view: Evidence) -> Iterator[Finding]:
    """RB504: an open risk that is what was reviewed, while something that it rests on is not."""
    for risk, attested in attested_risks(view):
        held = attested.review
        if held and attested.review_state is SignOffState.BASIS_CHANGED:
            facts = _of_review(risk, held)
            facts["basis"] = basis_parts(held.basis_changed)
            yield fault(
                "RB504",
                _at_link(risk, held.basis_changed[0]),
                say("finding.RB504", **facts),
                say("hint.RB504", risk=risk.id),
            )


RULES: tuple[Rule, ...] = (
    ("RB501", never_reviewed),
    ("RB502", review_overdue),
    ("RB503", changed_since_review),
    ("RB504", basis_changed),
)


def _of_its_own_accord(risk: Risk, held: Held) -> Iterator[str]:
    """What the risk rests on and has changed, but for what follows from a change of the risk.

    Another link rests on something else, and another score on other steps of the criteria.
    """
    judged_anew = any(
        pointer == "category" or pointer.startswith("assessment/") for pointer in held.changed
    )
    still_named = {pointer for pointer, _ in held.entry.basis}.intersection(rests_on(risk))
    for pointer in held.basis_changed:
        if pointer in still_named and not (judged_anew and pointer == CRITERIA):
            yield pointer


def _of_review(risk: Risk, held: Held) -> dict[str, Fact]:
    return {"risk": risk.id, "by": held.entry.by, "date": held.entry.date}


def _at_link(risk: Risk, pointer: str) -> Place:
    """Where a risk names what it rests on; the criteria it names by its scores."""
    kind, _, name = pointer.partition("/")
    process, _, node = name.partition("/")
    if kind == "criteria":
        return in_risk(risk, "assessment/current")
    if kind in ("plan", "service") and name == getattr(risk, kind):
        return in_risk(risk, kind)
    if name in risk.controls:
        return in_risk(risk, f"controls/{risk.controls.index(name)}")
    for index, place in enumerate(risk.arises_at):
        if (place.process, place.node) == (process, node):
            return in_risk(risk, f"arises_at/{index}/node")
    for index, on in enumerate(risk.depends_on):
        if name in (on.path, on.service, on.control, on.process, f"{on.process}/{on.node}"):
            return in_risk(risk, f"depends_on/{index}")
    return in_risk(risk, "id")

"""RB411, RB412, RB416, RB505: what is accepted or above the appetite, by whom and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from riskbook.assessing.standing import Attested, Position, SignOffState
from riskbook.findings import Finding, Severity
from riskbook.model.records import Risk
from riskbook.model.terms import Strategy
from riskbook.reviewing.authority import within_bounds
from riskbook.rules.evidence import Evidence, Rule, attested_risks, fault, in_entry, in_risk
from riskbook.rules.parts import content_parts, roles_of
from riskbook.rules.signing import told_at_entry
from riskbook.wording import Fact, say

SOON = timedelta(days=30)
"""An acceptance is spoken of so long before it ends."""


def accepted_beyond_bounds(view: Evidence) -> Iterator[Finding]:
    """RB411: a risk to be accepted beyond the owner's bounds, with no acceptance in force.

    Where the person could not sign, the entry itself is reported (RB506, RB507).
    """
    bounds = view.book.criteria.acceptance
    for risk, attested, position in _to_be_accepted(view):
        if bounds is None or within_bounds(view.book.criteria, position):
            continue
        facts: dict[str, Fact] = {
            "risk": risk.id,
            "likelihood": position.likelihood,
            "impact": position.impact,
            "most_likelihood": bounds.likelihood,
            "most_impact": bounds.impact,
        }
        hint = (
            say("hint.RB411", risk=risk.id, roles=roles_of(bounds.beyond))
            if bounds.beyond
            else say("hint.RB411.nobody")
        )
        message = say("finding.RB411", **facts, state=_state(attested))
        yield fault("RB411", in_risk(risk, "treatment/strategy"), message, hint)


def appetite_exceeded_too_long(view: Evidence) -> Iterator[Finding]:
    """RB412: a risk above its category's appetite for more days than there are to act."""
    if view.history is None:
        return
    criteria, since_when = view.book.criteria, view.history.above_since
    limits = {each.category: each for each in criteria.appetite}
    names = dict(criteria.categories)
    for risk, _ in attested_risks(view):
        breach, since = view.standing.risks[risk.id].breach, since_when.get(risk.id)
        if breach is None or since is None:
            continue
        days = limits[breach.category].days_to_act
        above = (view.today - since).days
        if days is not None and above > days:
            facts: dict[str, Fact] = {
                "risk": risk.id,
                "level": criteria.levels[breach.level].name,
                "limit": criteria.levels[breach.limit].name,
                "category": names[breach.category],
                "since": since,
                "days": days,
                "count": above,
            }
            yield fault(
                "RB412",
                in_risk(risk, "assessment/current"),
                say("finding.RB412", **facts),
                say("hint.RB412", risk=risk.id),
            )


def acceptance_missing(view: Evidence) -> Iterator[Finding]:
    """RB416: a risk to be accepted within the bounds, with no acceptance in force.

    Of one that has ended RB505 speaks.
    """
    for risk, attested, position in _to_be_accepted(view):
        lapsed = attested.acceptance_state is SignOffState.LAPSED
        if not lapsed and within_bounds(view.book.criteria, position):
            yield fault(
                "RB416",
                in_risk(risk, "treatment/strategy"),
                say("finding.RB416", risk=risk.id, state=_state(attested)),
                say("hint.RB416", risk=risk.id),
            )


def acceptance_lapsing(view: Evidence) -> Iterator[Finding]:
    """RB505: an acceptance that has ended while the risk relies on it, or that ends soon."""
    for risk, attested in attested_risks(view):
        held = attested.acceptance
        if held is None:
            continue
        end = attested.accepted_until
        if end is not None and end - view.today <= SOON:
            yield fault(
                "RB505",
                in_entry(held.entry, "until"),
                say(
                    "finding.RB505.soon",
                    risk=risk.id,
                    until=end,
                    count=(end - view.today).days,
                ),
                say("hint.RB505", risk=risk.id),
                Severity.NOTE,
            )
        elif attested.lapsed_on and _relies(view, risk, attested):
            yield fault(
                "RB505",
                in_entry(held.entry, "until"),
                say("finding.RB505", risk=risk.id, until=attested.lapsed_on),
                say("hint.RB505.lapsed", risk=risk.id),
            )


RULES: tuple[Rule, ...] = (
    ("RB411", accepted_beyond_bounds),
    ("RB412", appetite_exceeded_too_long),
    ("RB416", acceptance_missing),
    ("RB505", acceptance_lapsing),
)


def _to_be_accepted(view: Evidence) -> Iterator[tuple[Risk, Attested, Position]]:
    """The assessed risks whose strategy is to accept, and that no acceptance covers today."""
    for risk, attested in attested_risks(view):
        if risk.treatment.strategy is not Strategy.ACCEPT or attested.accepted_until is not None:
            continue
        position = view.standing.risks[risk.id].stages.current
        held = attested.acceptance
        if position is not None and not (held and told_at_entry(held)):
            yield risk, attested, position


def _state(attested: Attested) -> Fact:
    """Why no acceptance is in force, as the end of a sentence."""
    held = attested.acceptance
    if held is None:
        return say("finding.acceptance.never")
    entry = held.entry
    match attested.acceptance_state:
        case SignOffState.CHANGED:
            parts = content_parts(held.changed)
            return say("finding.acceptance.changed", by=entry.by, date=entry.date, parts=parts)
        case SignOffState.WITHOUT_AUTHORITY:
            return say(
                "finding.acceptance.unauthorised", by=entry.by, role=entry.role, date=entry.date
            )
        case _:
            return say("finding.acceptance.lapsed", by=entry.by, until=attested.lapsed_on or "")


def _relies(view: Evidence, risk: Risk, attested: Attested) -> bool:
    """Whether a risk still needs the acceptance that has ended, and RB411 does not say so."""
    if attested.acceptance_state is not SignOffState.LAPSED:
        return False
    standing = view.standing.risks[risk.id]
    if risk.treatment.strategy is not Strategy.ACCEPT:
        return standing.breach is not None
    return within_bounds(view.book.criteria, standing.stages.current)

"""The reviews that a change owes: of the risks that rest on what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import SignOffKind
from riskbook.reviewing.authority import RISK_DEPARTMENT, holds
from riskbook.reviewing.binding import entries_of, may_clear_review, owner_of, reviews_of
from riskbook.reviewing.checklist import outcome_of, resting_on_what_changed
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.fingerprints import fingerprint
from riskbook.reviewing.grounds import is_withheld
from riskbook.reviewing.heights import heights_of_risk
from riskbook.reviewing.naming import called, title_of
from riskbook.reviewing.owing import (
    Demand,
    DoubtOf,
    Duty,
    Refusal,
    given_since,
    level_name,
    outdated,
)
from riskbook.reviewing.people import somebody
from riskbook.reviewing.pointers import basis_words
from riskbook.reviewing.states import States
from riskbook.wording import Fact, Saying, say


def reviews_owed(states: States) -> Iterator[Demand]:
    """The reviews of the risks that rest on what changed, from the level that the base sets."""
    base, head, today = states.base.book, states.head.book, states.head.today
    lowest = _lowest(states)
    for key, grounds in resting_on_what_changed(states).items():
        risk, before = head.risks[key], base.risks.get(key)
        heights = heights_of_risk(before, risk, states)
        if lowest and (heights[0].level is None or heights[0].level < lowest):
            continue
        level, gravity = level_name(heights)
        rested_on = [each.pointer for each in grounds]
        changed = changed_pointers(content_of(before).items(), content_of(risk)) if before else ()
        yield Demand(
            duty=Duty.REVIEW,
            of=key,
            title=title_of(head, risk),
            level=level,
            why=(say("gate.why.rests-on", bases=_bases(rested_on, states)),),
            who=tuple(
                somebody(each, base.organization, today)
                for each in dict.fromkeys((owner_of(risk, base), RISK_DEPARTMENT))
            ),
            command=f"riskbook review {key} --outcome {outcome_of(changed).value}",
            bound=reviews_of(risk, states),
            outdated=_outdated(risk, states),
            doubt=given_since(_doubt(risk, states), states),
            confidential=risk.confidential,
            gravity=gravity,
        )


def _lowest(states: States) -> int:
    """The lowest level whose risks must be reviewed; 0 is every risk, assessed or not."""
    wanted = states.base.book.settings.gate.rereview_from
    keys = [level.key for level in states.base.book.criteria.levels]
    return keys.index(wanted) if wanted in keys else 0


def _doubt(risk: Risk, states: States) -> DoubtOf:
    organization = states.base.book.organization

    def doubt(entry: SignOff) -> Saying | None:
        if may_clear_review(risk, entry, states):
            return None
        by, role = called(organization, entry.by), called(organization, entry.role)
        if not holds(organization, entry.by, entry.role, entry.date, None):
            return say("gate.doubt.no-role", by=by, role=role)
        return say("gate.doubt.not-enough", by=by, role=role)

    return doubt


def _outdated(risk: Risk, states: States) -> tuple[Refusal, ...]:
    """The newest review, where none binds the content and the basis of now; what has changed."""
    entries = entries_of(states, risk.id, SignOffKind.REVIEW)
    if not entries or reviews_of(risk, states):
        return ()
    now = fingerprint(risk, states.head.book, states.head_paths())
    found = outdated(entries, now)
    changed = changed_pointers(entries[0].basis, now.basis)
    if found or not changed:
        return found
    return (Refusal(entries[0], say("gate.doubt.basis-changed", bases=_bases(changed, states))),)


def _bases(pointers: Iterable[str], states: States) -> tuple[Fact, ...]:
    """What a risk rests on in words; a record that is withheld is not named."""
    names = states.names
    return tuple(
        dict.fromkeys(
            say("gate.why.withheld") if is_withheld(each, states) else basis_words(each, names)
            for each in pointers
        )
    )

"""What a change means, in sentences: one headline, and one line for each thing that follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from riskbook.reporting.delta_words import DeltaWords
from riskbook.reviewing.changes import Change, Kind, Thing, Weight
from riskbook.reviewing.delta import Delta
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.meaning import (
    ApprovalNeeded,
    Attestation,
    BreachChange,
    Fate,
    Meaning,
    ToleranceChange,
    Voided,
)
from riskbook.reviewing.pointers import basis_words, pointers_words
from riskbook.reviewing.withholding_delta import WITHHELD
from riskbook.wording import Fact, Saying, say

_TOLD = frozenset({Kind.ADDED, Kind.REMOVED, Kind.OPENED, Kind.CLOSED, Kind.MOVED})
"""What the headline tells of risks in another clause."""

MOST_NAMED = 6
"""Records that the headline names; what is more is counted."""


class Grade(Enum):
    """How bad news is, worst first."""

    BAD = "bad"
    OPEN = "open"  # somebody has to do something
    GOOD = "good"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class News:
    """One sentence of what the change means."""

    grade: Grade
    sentence: str


def headline(delta: Delta, base: Judged, head: Judged, words: DeltaWords) -> str:
    """One sentence: what moved, what came and went, and what is asked of whom."""
    if delta.is_empty:
        return words.word("delta.nothing")
    clauses = [words.sentence(one) for one in _clauses(delta, base, head, words)]
    text = words.word("delta.clauses").join(clauses)
    return words.word("delta.headline", clauses=text[:1].upper() + text[1:])


def news(delta: Delta, words: DeltaWords) -> tuple[News, ...]:
    """Each consequence, worst first."""
    meaning = delta.meaning

    def of(fate: Fate) -> Iterator[str]:
        breaches = sorted(meaning.breaches, key=lambda one: -words.height(one.level))
        yield from (_breach(one, words) for one in breaches if one.fate is fate)
        yield from (_tolerance(one, words) for one in meaning.tolerance if one.fate is fate)

    approvals = sorted(meaning.approvals, key=lambda one: -words.height(one.level))
    asked = (
        *(_approval(one, words) for one in approvals),
        *(_voided(one, words) for one in meaning.voided),
    )
    return (
        *(News(Grade.BAD, sentence) for sentence in of(Fate.OPENED)),
        *(News(Grade.OPEN, sentence) for sentence in asked),
        *(News(Grade.GOOD, sentence) for sentence in of(Fate.CLOSED)),
    )


def _clauses(delta: Delta, base: Judged, head: Judged, words: DeltaWords) -> Iterator[Saying]:
    """What moved, what it opens and voids, who must approve, what else changed, what was signed."""
    found = [
        *_counted(_of_risks(delta, base, head)),
        *_counted(_of_meaning(delta.meaning)),
        *_approve(delta.meaning.approvals, words),
        *_counted(_of_others(delta.changes)),
        *_counted(_of_entries(delta.changes)),
    ]
    yield from found
    if not found and delta.changes:
        places = len({(change.thing, change.id) for change in delta.changes})
        yield say("delta.clause.minor", count=places)
    elif not found:
        yield say("delta.clause.withheld", count=delta.withheld)


def _counted(counts: Mapping[str, int]) -> Iterator[Saying]:
    yield from (say(f"delta.clause.{name}", count=count) for name, count in counts.items() if count)


def _of_risks(delta: Delta, base: Judged, head: Judged) -> dict[str, int]:
    up, down = _moves(delta.changes, base, head)
    kinds = Counter(change.kind for change in delta.changes if change.thing is Thing.RISK)
    return {
        "up": up,
        "down": down,
        "added": kinds[Kind.ADDED],
        "opened": kinds[Kind.OPENED],
        "closed": kinds[Kind.CLOSED],
        "removed": kinds[Kind.REMOVED],
    }


def _of_meaning(meaning: Meaning) -> dict[str, int]:
    breaches = Counter(one.fate for one in meaning.breaches)
    voided = Counter(one.attestation for one in meaning.voided)
    return {
        "breaches-opened": breaches[Fate.OPENED],
        "breaches-closed": breaches[Fate.CLOSED],
        "tolerance-opened": sum(one.fate is Fate.OPENED for one in meaning.tolerance),
        "reviews": voided[Attestation.REVIEW],
        "acceptances": voided[Attestation.ACCEPTANCE],
        "proofs": voided[Attestation.EXERCISE],
    }


def _of_others(changes: Sequence[Change]) -> dict[str, int]:
    """What was changed materially, thing by thing, and is told in no other clause."""
    told = {(change.thing, change.id) for change in changes if change.kind in _TOLD}
    touched = {
        (change.thing, change.id) for change in changes if change.weight is Weight.MATERIAL
    } - {(thing, key) for thing, key in told if thing is Thing.RISK}
    things = Counter(thing for thing, _ in touched)
    return {f"of-{thing.value}": things[thing] for thing in Thing}


def _of_entries(changes: Iterable[Change]) -> dict[str, int]:
    kinds = Counter(change.kind for change in changes)
    return {
        "edited": kinds[Kind.SIGN_OFF_CHANGED] + kinds[Kind.SIGN_OFF_REMOVED],
        "signed": kinds[Kind.SIGNED],
        "exercised": kinds[Kind.EXERCISED],
    }


def _approve(approvals: Iterable[ApprovalNeeded], words: DeltaWords) -> Iterator[Saying]:
    """The records that wait for each authority."""
    by_roles: dict[tuple[str, ...], list[str]] = {}
    for one in approvals:
        by_roles.setdefault(one.any_of, []).append(one.id)
    for roles, ids in sorted(by_roles.items()):
        records: list[Fact] = [*ids[:MOST_NAMED]]
        if len(ids) > MOST_NAMED:
            records.append(say("delta.more", count=len(ids) - MOST_NAMED))
        yield say("delta.clause.approve", roles=_roles(roles, words), records=tuple(records))


def _moves(changes: Iterable[Change], base: Judged, head: Judged) -> tuple[int, int]:
    """How many risks rose on the matrix and how many fell, by level or else by their steps."""
    moved = {
        change.id
        for change in changes
        if change.kind in (Kind.MOVED, Kind.RELEVELLED) and change.pointer == "assessment/current"
    }
    up = down = 0
    for key in moved:
        was, now = (
            (stages.current.level, stages.current.likelihood + stages.current.impact)
            if (stages := one.levels.get(key)) and stages.current
            else None
            for one in (base, head)
        )
        if was is not None and now is not None:
            up, down = up + (now > was), down + (now < was)
    return up, down


def _breach(breach: BreachChange, words: DeltaWords) -> str:
    return words.word(
        f"delta.breach.{breach.fate.value}",
        risk=breach.risk,
        category=words.category(breach.category),
        level=words.level(breach.level),
        limit=words.level(breach.limit),
    )


def _tolerance(tolerance: ToleranceChange, words: DeltaWords) -> str:
    return words.sentence(
        say(
            f"delta.tolerance.{tolerance.fate.value}",
            category=words.category(tolerance.category),
            level=words.level(tolerance.level),
            count=len(tolerance.risks),
            most=tolerance.at_most,
        )
    )


def _approval(needed: ApprovalNeeded, words: DeltaWords) -> str:
    roles = _roles(needed.any_of, words)
    people = words.names(needed.people) if needed.people else words.word("delta.nobody")
    what = "plan" if needed.thing is Thing.PLAN else "treatment"
    return words.word(
        f"delta.approval.{what}",
        roles=roles,
        id=needed.id,
        level=words.level(needed.level),
        people=people,
    )


def _voided(voided: Voided, words: DeltaWords) -> str:
    if voided.doubt is not None:
        why = words.word(f"delta.why.{voided.doubt.value}")
    elif voided.changed:
        why = words.word("delta.why.changed", parts=pointers_words(voided.changed))
    elif voided.basis:
        parts = tuple(map(_basis, voided.basis))
        why = words.word("delta.why.basis", parts=parts)
    else:
        why = words.word("delta.why.other")
    return words.word(
        f"delta.voided.{voided.attestation.value}", id=voided.id, day=voided.day, why=why
    )


def _basis(pointer: str) -> Saying:
    withheld = pointer.partition("/")[2] == WITHHELD
    return say("delta.withheld-record") if withheld else basis_words(pointer)


def _roles(roles: tuple[str, ...], words: DeltaWords) -> str:
    return words.word("delta.or").join(words.name(role) for role in roles)

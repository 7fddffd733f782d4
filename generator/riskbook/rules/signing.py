"""RB506 to RB508, RB511, RB512: whether the entries that count were given as they should be.

An entry is never edited, so what is wrong with one is mended by the next: only entries on which a
state rests, or those newer than the last that was given in order, are spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from riskbook.assessing.standing import Doubt, Held
from riskbook.findings import Finding, Severity
from riskbook.model.book import Book, Organization
from riskbook.model.criteria import Authority
from riskbook.model.records import SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.authority import RISK_DEPARTMENT, holds, may_review, within_bounds
from riskbook.reviewing.basis import CRITERIA
from riskbook.reviewing.fingerprints import overall
from riskbook.reviewing.framework import FRAMEWORK
from riskbook.rules.evidence import Evidence, Rule, fault, in_entry
from riskbook.rules.parts import roles_of
from riskbook.wording import Fact, Saying, say

LATE = timedelta(days=14)
"""An entry may come into the book so long after its date."""


def signer_without_role(view: Evidence) -> Iterator[Finding]:
    """RB506: a signer who did not hold the role that day, or whose role may not sign this."""
    for entry in _newest_entries(view):
        if not _has_role(view.book.organization, entry):
            yield _without_role(view.book.organization, entry)
        elif entry.of in FRAMEWORK and entry.role != RISK_DEPARTMENT:
            yield fault(
                "RB506",
                in_entry(entry, "role"),
                say("finding.RB506.framework", of=entry.of, role=entry.role),
                say("hint.RB506.framework", of=entry.of, needed=RISK_DEPARTMENT),
            )
    for held in _held_entries(view):
        if held.doubt is Doubt.NOT_ENOUGH and told_at_entry(held):
            yield _not_enough(view, held.entry)
        elif _is_by_a_stranger(view.book, held):
            entry = held.entry
            yield fault(
                "RB506",
                in_entry(entry, "by"),
                say("finding.RB506.stranger", by=entry.by, of=entry.of),
                say("hint.RB506.stranger", of=entry.of),
            )


def signer_made_the_change(view: Evidence) -> Iterator[Finding]:
    """RB507: somebody who approves, or accepts beyond the bounds, what they changed themselves."""
    for held in _held_entries(view):
        if held.doubt is Doubt.OWN_CHANGE:
            entry = held.entry
            yield fault(
                "RB507",
                in_entry(entry, "by"),
                say("finding.RB507", by=entry.by, of=entry.of, act=_act(entry)),
                say("hint.RB507", of=entry.of, command=_COMMANDS[entry.kind]),
            )


def dated_wrongly(view: Evidence) -> Iterator[Finding]:
    """RB508: an entry dated after today, after it came into the book, or long before."""
    for entry in view.book.sign_offs:
        if entry.date > view.today:
            yield _dated(entry, say("finding.RB508", date=entry.date, today=view.today))
    if view.history is None:
        return
    for held in _held_entries(view):
        entry = held.entry
        committed = view.history.committed.get(entry.source.path)
        if committed is None or entry.date > view.today:
            continue
        facts: dict[str, Fact] = {"date": entry.date, "committed": committed}
        if entry.date > committed:
            yield _dated(entry, say("finding.RB508.after", **facts))
        elif committed - entry.date > LATE:
            late = (committed - entry.date).days
            message = say("finding.RB508.late", **facts, count=late)
            yield _dated(entry, message, Severity.WARNING)


def fingerprint_broken(view: Evidence) -> Iterator[Finding]:
    """RB511: an entry that is not what was signed: its fingerprint says otherwise."""
    for entry in view.book.sign_offs:
        if not is_whole(entry):
            message = (
                say("finding.RB511", of=entry.of, by=entry.by)
                if entry.fingerprint
                else say("finding.RB511.missing")
            )
            pointer = "fingerprint" if entry.fingerprint else "#content"
            yield fault("RB511", in_entry(entry, pointer), message, say("hint.RB511", of=entry.of))


def entry_binds_nothing(view: Evidence) -> Iterator[Finding]:
    """RB512: an entry that counts and does not say what was signed, so no change is noticed."""
    for held in _held_entries(view):
        entry = held.entry
        if held.doubt is None and not held.bound:
            yield fault(
                "RB512",
                in_entry(entry, "of"),
                say("finding.RB512", of=entry.of, act=_act(entry)),
                say("hint.RB512", of=entry.of, command=_COMMANDS[entry.kind]),
            )


RULES: tuple[Rule, ...] = (
    ("RB506", signer_without_role),
    ("RB507", signer_made_the_change),
    ("RB508", dated_wrongly),
    ("RB511", fingerprint_broken),
    ("RB512", entry_binds_nothing),
)


def told_at_entry(held: Held) -> bool:
    """Whether RB506 or RB507 says of the entry itself why it does not count.

    That a role is not enough is the signer's fault only where what was signed is what stands there
    now: a level that has risen since asks somebody else, and the entry was right in its day.
    """
    match held.doubt:
        case Doubt.NO_ROLE | Doubt.OWN_CHANGE:
            return True
        case Doubt.NOT_ENOUGH:
            same = not held.changed and CRITERIA not in held.basis_changed
            return same and CRITERIA in dict(held.entry.basis)
        case None:
            return False


def is_whole(entry: SignOff) -> bool:
    """Whether an entry is what its fingerprint says; one that binds nothing has none."""
    if not (entry.content or entry.basis or entry.fingerprint):
        return True
    return entry.fingerprint == overall(dict(entry.content), dict(entry.basis))


_COMMANDS = {
    SignOffKind.REVIEW: "review",
    SignOffKind.APPROVAL: "approve",
    SignOffKind.ACCEPTANCE: "accept",
}


def _act(entry: SignOff) -> Saying:
    """``review``, ``approval`` or ``acceptance`` in words."""
    return say(f"finding.act.{entry.kind.value}")


def _held_entries(view: Evidence) -> Iterator[Held]:
    """The entries on which a state of an open risk or of a plan rests."""
    risks, plans = view.book.risks, view.plan_states
    for key in view.links.sign_offs_of:
        if key in plans:
            held = plans[key].held
            if held is not None:
                yield held
        elif key in view.standing.risks and risks[key].status is Status.OPEN:
            attested = view.standing.risks[key].attested
            for each in (attested.review, attested.approval, attested.acceptance):
                if each is not None:
                    yield each


def _newest_entries(view: Evidence) -> Iterator[SignOff]:
    """Of each record and kind the last entry that was signed in a role held, and all newer ones.

    Those that name nobody, or no role of the book, are for RB202.
    """
    organization = view.book.organization
    for entries in view.links.sign_offs_of.values():
        settled: set[SignOffKind] = set()
        for entry in reversed(entries):
            if entry.kind in settled:
                continue
            if _has_role(organization, entry):
                settled.add(entry.kind)
                yield entry
            elif entry.by in organization.people and entry.role in organization.roles:
                yield entry


def _has_role(organization: Organization, entry: SignOff) -> bool:
    return holds(organization, entry.by, entry.role, entry.date, None)


def _is_by_a_stranger(book: Book, held: Held) -> bool:
    """Whether a review was given by neither the owner nor the risk department.

    Who owned the risk then is known where the review binds its owner and that one is still there.
    """
    entry = held.entry
    return (
        entry.kind is SignOffKind.REVIEW
        and held.doubt is None
        and held.bound
        and "owner" not in held.changed
        and not may_review(book, entry.by, book.risks[entry.of].owner, entry.date)
    )


def _without_role(organization: Organization, entry: SignOff) -> Finding:
    held = tuple(
        sorted(
            {each.role for each in organization.people[entry.by].roles if each.held_on(entry.date)}
        )
    )
    facts: dict[str, Fact] = {"by": entry.by, "role": entry.role, "date": entry.date}
    return fault(
        "RB506",
        in_entry(entry, "role"),
        say("finding.RB506.other", **facts, held=held) if held else say("finding.RB506", **facts),
        say("hint.RB506", role=entry.role, of=entry.of, command=_COMMANDS[entry.kind]),
    )


def _not_enough(view: Evidence, entry: SignOff) -> Finding:
    place, command = in_entry(entry, "role"), _COMMANDS[entry.kind]
    authority, within = _authority(view, entry)
    if authority is None:
        hint = say("hint.RB506.nobody", of=entry.of, file=view.book.criteria.path)
        return fault("RB506", place, say("finding.RB506.nobody", of=entry.of), hint)
    roles = roles_of(authority)
    if within:
        roles = say("finding.roles.or-owner", roles=roles)
    facts: dict[str, Fact] = {"role": entry.role, "of": entry.of, "act": _act(entry)}
    message = (
        say("finding.RB506.scope", by=entry.by, roles=roles, **facts)
        if entry.role in authority.any_of
        else say("finding.RB506.authority", roles=roles, **facts)
    )
    hint = say("hint.RB506.authority", of=entry.of, command=command, roles=roles)
    return fault("RB506", place, message, hint)


def _authority(view: Evidence, entry: SignOff) -> tuple[Authority | None, bool]:
    """Who may give an entry like this one of a risk, and whether its owner may as well."""
    criteria, stages = view.book.criteria, view.levels.get(entry.of)
    position = stages.current if stages else None
    if entry.kind is SignOffKind.ACCEPTANCE:
        bounds = criteria.acceptance
        return bounds.beyond if bounds else None, within_bounds(criteria, position)
    return (criteria.levels[position.level].approval if position else None), False


def _dated(entry: SignOff, message: Saying, severity: Severity | None = None) -> Finding:
    hint = say("hint.RB508", of=entry.of, command=_COMMANDS[entry.kind])
    return fault("RB508", in_entry(entry, "date"), message, hint, severity)

"""What a change owes besides: the framework's approval, entries that are kept, files that are read.

An entry of a sign-off is never edited and never removed: what somebody attested stays on record,
and a new entry stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from riskbook.model.book import Book
from riskbook.model.records import Plan, Risk, SignOff, Source
from riskbook.model.terms import SignOffKind
from riskbook.reviewing.authority import RISK_DEPARTMENT, holds
from riskbook.reviewing.binding import binds_content, entries_of
from riskbook.reviewing.content import changed_pointers
from riskbook.reviewing.fingerprints import Fingerprint
from riskbook.reviewing.framework import FRAMEWORK, framework_content
from riskbook.reviewing.naming import called, title_of
from riskbook.reviewing.owing import Demand, Duty, outdated
from riskbook.reviewing.people import Somebody
from riskbook.reviewing.pointers import pointers_words
from riskbook.reviewing.states import States
from riskbook.wording import Saying, say

_NOWHERE = Source("", "", "")


def framework_owed(states: States, authors: Sequence[str]) -> Iterator[Demand]:
    """The approvals by the risk department of each part of the framework that a change alters."""
    organization, today = states.base.book.organization, states.head.today
    holders = tuple(
        (person.key, person.name)
        for person in organization.people.values()
        if person.key not in authors
        and holds(organization, person.key, RISK_DEPARTMENT, today, None)
    )
    department = Somebody(RISK_DEPARTMENT, called(organization, RISK_DEPARTMENT), holders)

    def doubt(entry: SignOff) -> Saying | None:
        by, role = called(organization, entry.by), called(organization, entry.role)
        if not holds(organization, entry.by, entry.role, entry.date, None):
            return say("gate.doubt.no-role", by=by, role=role)
        if entry.role != RISK_DEPARTMENT:
            return say("gate.doubt.not-enough", by=by, role=role)
        if entry.by in (*authors, *entry.changed_by):
            return say("gate.doubt.own-change", by=by, role=role)
        return None

    for part in FRAMEWORK:
        then = framework_content(part, states.base.book)
        now = framework_content(part, states.head.book)
        changed = changed_pointers(then.items(), now)
        if not changed:
            continue
        entries = entries_of(states, part, SignOffKind.APPROVAL)
        yield Demand(
            duty=Duty.FRAMEWORK,
            of=part,
            title="",
            level=None,
            why=(say("gate.why.changed", parts=pointers_words(changed, states.names)),),
            who=(department,),
            command=f"riskbook approve {part}",
            bound=tuple(each for each in entries if binds_content(each, now)),
            outdated=outdated(entries, Fingerprint(now, {})),
            doubt=doubt,
        )


def entries_owed(states: States) -> Iterator[Demand]:
    """The entries of the base that a change edited or removed.

    One that lies elsewhere now, since its register was renamed, is the same entry.
    """
    there = {entry.source.path: _bare(entry) for entry in states.head.book.sign_offs}
    anywhere = list(there.values())
    for entry in states.base.book.sign_offs:
        if there.get(entry.source.path) == _bare(entry) or _bare(entry) in anywhere:
            continue
        edited = entry.source.path in there
        why = say("gate.why.entry-edited") if edited else say("gate.why.entry-removed")
        yield Demand(
            duty=Duty.ENTRY,
            of=entry.source.path,
            title=_title(entry.of, states.base.book),
            level=None,
            why=(why,),
            who=(),
            command="",
            bound=(),
            outdated=(),
            doubt=_never,
            confidential=_is_confidential(entry.of, states),
        )


def unreadable_owed(states: States) -> Iterator[Demand]:
    """The risks and plans of the base that a change left unreadable: nobody can judge them."""
    base, head = states.base.book, states.head.book
    records: tuple[Risk | Plan, ...] = (*base.risks.values(), *base.plans.values())
    for record in records:
        if record.id in head.unread and record.id not in head.risks and record.id not in head.plans:
            yield Demand(
                duty=Duty.UNREADABLE,
                of=record.id,
                title=title_of(base, record),
                level=None,
                why=(say("gate.why.unreadable"),),
                who=(),
                command="",
                bound=(),
                outdated=(),
                doubt=_never,
                confidential=record.confidential,
            )


def _never(entry: SignOff) -> Saying:
    """Only a correction meets these demands, no entry does."""
    return say("gate.doubt.not-enough", by=entry.by, role=entry.role)


def _bare(entry: SignOff) -> SignOff:
    return replace(entry, source=_NOWHERE)


def _title(of: str, book: Book) -> str:
    record = book.risks.get(of) or book.plans.get(of)
    return f"{of} {record.title}" if record else of


def _is_confidential(of: str, states: States) -> bool:
    for book in (states.head.book, states.base.book):
        record = book.risks.get(of) or book.plans.get(of)
        if record is not None:
            return record.confidential
    return False

"""What a change owes before it may be merged: which entry of whom, and why.

A demand is met by an entry of the head that binds what stands there, from somebody whom the base
lets sign it. Whether that person gave it is another matter (:mod:`riskbook.reviewing.identity`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from riskbook.assessing.standing import Doubt
from riskbook.model.book import Organization
from riskbook.model.records import SignOff
from riskbook.reviewing.authority import doubt_of
from riskbook.reviewing.binding import binds_content, is_older
from riskbook.reviewing.content import changed_pointers
from riskbook.reviewing.fingerprints import Fingerprint
from riskbook.reviewing.heights import Height
from riskbook.reviewing.naming import called
from riskbook.reviewing.people import Somebody, holders
from riskbook.reviewing.pointers import pointers_words
from riskbook.reviewing.states import States
from riskbook.wording import Saying, say
from riskbook.wording.saying import Text

DoubtOf = Callable[[SignOff], Saying | None]
"""Why an entry does not count; None for one that does."""


class Duty(Enum):
    """What is owed, in the order in which it is shown."""

    ENTRY = "entry"  # an entry of the base was edited or removed
    UNREADABLE = "unreadable"  # a record of the base can no longer be read
    FRAMEWORK = "framework"
    REVIEW = "review"
    APPROVAL = "approval"  # of a risk's treatment
    PLAN = "plan"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that does not count, and why."""

    entry: SignOff
    why: Saying


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is owed.

    ``of`` is a record, a part of the framework, or the path of an entry. ``level`` is the name of
    the level that asks for it, None where none does. ``why`` says what brought it about, ``who``
    can meet it. ``command`` is what they run, "" where no entry can meet it. ``bound`` are the
    entries that bind what stands there, newest first; where there is none, ``outdated`` is the
    newest of all.
    """

    duty: Duty
    of: str
    title: Text | str
    level: Text | None
    why: tuple[Saying, ...]
    who: tuple[Somebody, ...]
    command: str
    bound: tuple[SignOff, ...]
    outdated: tuple[Refusal, ...]
    doubt: DoubtOf
    confidential: bool = False
    gravity: int = -1
    """The height of the level, for the order; -1 without one."""


def said(doubt: Doubt | None, entry: SignOff, organization: Organization) -> Saying | None:
    """A doubt in words."""
    if doubt is None:
        return None
    by, role = called(organization, entry.by), called(organization, entry.role)
    return say(f"gate.doubt.{doubt.value}", by=by, role=role)


def outdated(entries: Sequence[SignOff], now: Fingerprint) -> tuple[Refusal, ...]:
    """The newest of some entries, newest first, where none binds what stands there, and why."""
    if not entries or any(binds_content(each, now.content) for each in entries):
        return ()
    entry = entries[0]
    if not entry.content:
        return (Refusal(entry, say("gate.doubt.unbound")),)
    changed = changed_pointers(entry.content, now.content)
    return (Refusal(entry, say("gate.doubt.changed", parts=pointers_words(changed))),)


def doubt_at(
    heights: Iterable[Height],
    departments: tuple[str, ...],
    states: States,
    authors: Sequence[str],
) -> DoubtOf:
    """What doubts an approval: it must do for every height that asks for one."""
    organization = states.base.book.organization
    asking = tuple(height.authorities for height in heights if height.authorities)

    def doubt(entry: SignOff) -> Saying | None:
        signed = among_authors(entry, authors)
        doubts = (doubt_of(organization, each, signed, departments) for each in asking)
        return said(next((each for each in doubts if each is not None), None), entry, organization)

    return doubt


def given_since(doubt: DoubtOf, states: States) -> DoubtOf:
    """The same, but of what the change altered: an entry of before was given for something else.

    That holds where the change brings back what had been signed once, too.
    """

    def doubted(entry: SignOff) -> Saying | None:
        return say("gate.doubt.earlier") if is_older(entry, states) else doubt(entry)

    return doubted


def among_authors(entry: SignOff, authors: Sequence[str]) -> SignOff:
    """The entry, with the authors of the change among those whose change it signs."""
    return replace(entry, changed_by=(*entry.changed_by, *authors))


def approvers(
    heights: Iterable[Height],
    departments: tuple[str, ...],
    states: States,
    authors: Sequence[str],
) -> tuple[Somebody, ...]:
    """The roles that may approve at the strictest height, and who can use them now."""
    asking = [height.authorities for height in heights if height.authorities]
    return holders(
        asking[-1] if asking else (),
        departments,
        states.base.book.organization,
        states.head.today,
        authors,
    )


def level_name(heights: Iterable[Height]) -> tuple[Text | None, int]:
    """The name and the height of the level that asks: by the last criteria that have one."""
    for height in reversed(tuple(heights)):
        if height.level is not None:
            return height.criteria.levels[height.level].name, height.level
    return None, -1

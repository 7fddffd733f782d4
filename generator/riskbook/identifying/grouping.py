"""Groups of tickets with similar texts, from which a person makes problem types.

A group is one way of putting a problem into words, not yet a problem type: the same problem may be
told in several ways, and it is for a person to say which belong together and what they are called.
What a group does give is that its texts are alike (measured: 97 of 100 are of the same problem).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from riskbook.identifying.masking import masked
from riskbook.model.tickets import Tickets

ALIKE = 0.3
"""How like its leader a text must be, as a cosine, to be of its group."""

EXAMPLES = 5
"""How many tickets stand for a group."""


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One ticket of a group: when it was opened, its export, its id, and what was written."""

    opened: datetime
    export: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Tickets with similar texts, in order of opening, and some that stand for them.

    ``examples`` differ from one another where the group has different texts; the wording that
    most of its tickets have comes first.
    """

    members: tuple[Member, ...]
    examples: tuple[Member, ...]

    @property
    def count(self) -> int:
        """How many tickets it has."""
        return len(self.members)


def groups(tables: Iterable[Tickets], alike: float = ALIKE) -> tuple[Group, ...]:
    """The groups of the tickets of one language, the largest first, then the earliest.

    The order of the tables and of their rows does not matter: texts gather in the order of
    opening, by export and id where that is the same. Tickets with the same words, but for what
    only one ticket has, are always in the same group; one without a letter is in none.
    """
    wordings: dict[str, list[Member]] = defaultdict(list)
    once: dict[str, str] = {}
    for member in _in_order(tables):
        if member.text not in once:
            once[member.text] = masked(member.text)
        if words := once[member.text]:
            wordings[words].append(member)
    gathered: dict[int, list[int]] = defaultdict(list)
    for wording, leader in enumerate(_leaders(tuple(wordings), alike)):
        gathered[leader].append(wording)
    alike_members = tuple(wordings.values())
    found = [_group([alike_members[wording] for wording in of]) for of in gathered.values()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.members[0])))


def some_of(table: Tickets, places: Sequence[int]) -> Tickets:
    """The tickets that stand at some places of a table."""
    return replace(
        table,
        ids=tuple(table.ids[place] for place in places),
        opened=tuple(table.opened[place] for place in places),
        resolved=tuple(table.resolved[place] for place in places),
        hours=tuple(table.hours[place] for place in places),
        categories=tuple(table.categories[place] for place in places),
        texts=tuple(table.texts[place] for place in places),
        lines=tuple(table.lines[place] for place in places),
    )


def _in_order(tables: Iterable[Tickets]) -> list[Member]:
    return sorted(
        Member(opened, table.of, key, text)
        for table in tables
        for opened, key, text in zip(table.opened, table.ids, table.texts, strict=True)
    )


def _leaders(wordings: Sequence[str], alike: float) -> list[int]:
    if not wordings:
        return []
    from riskbook.identifying.gathering import leaders
    from riskbook.identifying.grams import vectors

    return [int(leader) for leader in leaders(vectors(wordings), alike)]


def _group(wordings: Sequence[Sequence[Member]]) -> Group:
    members = sorted(one for alike in wordings for one in alike)
    usual = Counter({index: len(alike) for index, alike in enumerate(wordings)})
    examples = [wordings[index][0] for index, _ in usual.most_common(EXAMPLES)]
    if len(examples) < EXAMPLES:
        told = set(examples)
        more = (one for one in members if one not in told)
        examples += [one for one, _ in zip(more, range(EXAMPLES - len(examples)), strict=False)]
    return Group(tuple(members), tuple(examples))

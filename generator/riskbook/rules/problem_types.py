"""RB81x: whether problem types have names, recognise tickets, and do not take them from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from riskbook.findings import Finding
from riskbook.identifying.working_names import is_named
from riskbook.model.tickets import ProblemType
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import say

MANY = 0.5
"""The part of the tickets of an export above which too many are of no type."""

FEW = 10
"""Tickets below which no share is judged."""

OVERLAPPING = 5
"""Tickets that two types must both recognise before it is said."""


def type_unnamed(view: Evidence) -> Iterator[Finding]:
    """RB810: a proposed type whose working name nobody has replaced."""
    for kind in _live(view):
        if not is_named(kind):
            message = say("finding.RB810", type=kind.id, name=kind.name)
            yield fault("RB810", _in(view, kind, "name"), message, say("hint.RB810"))


def example_of_no_export(view: Evidence) -> Iterator[Finding]:
    """RB811: examples that are tickets of no export, when every export could be read."""
    found = view.book.discovery
    if not found.exports or len(found.tickets) < len(found.exports):
        return
    known = {key for table in found.tickets.values() for key in table.ids}
    for kind in _live(view):
        missing = tuple(key for key in kind.examples if key not in known)
        if missing:
            message = say("finding.RB811", type=kind.id, tickets=missing, count=len(missing))
            yield fault("RB811", _in(view, kind, "examples"), message, say("hint.RB811"))


def type_without_tickets(view: Evidence) -> Iterator[Finding]:
    """RB812: a type of which there was no ticket in six months, though tickets there were."""
    if not view.book.discovery.tickets:
        return
    from riskbook.identifying.coverage import half_a_year  # few books have tickets

    span = half_a_year(view.today)
    counted = view.sorting.count(span.start, span.end)
    total = view.sorting.total(span.start, span.end)
    for kind in _live(view):
        if total and kind.id not in counted:
            message = say("finding.RB812", type=kind.id, name=kind.name)
            yield fault("RB812", _in(view, kind, "id"), message, say("hint.RB812"))


def types_alike(view: Evidence) -> Iterator[Finding]:
    """RB813: a type most of whose tickets another takes, because that recognises them first."""
    if not view.book.discovery.tickets:
        return
    from riskbook.identifying.classifying import claimants

    live = _live(view)
    alone: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for table in view.book.discovery.tickets.values():
        for found, count in claimants(table, live).items():
            for place, later in enumerate(found):
                alone[later] += count
                if place:
                    both[found[0], later] += count
    for (first, later), count in sorted(both.items()):
        if count >= OVERLAPPING and count >= MANY * alone[later]:
            kind = next(one for one in live if one.id == later)
            yield fault(
                "RB813",
                _in(view, kind, "id"),
                say("finding.RB813", type=later, other=first, count=count, of=alone[later]),
                say("hint.RB813", other=first),
            )


def many_unassigned(view: Evidence) -> Iterator[Finding]:
    """RB814: an export more than half of whose tickets of six months are of no type."""
    if not view.book.discovery.tickets:
        return
    from riskbook.identifying.coverage import half_a_year

    span = half_a_year(view.today)
    for key, kinds in view.sorting.by_export.items():
        table, export = view.book.discovery.tickets[key], view.book.discovery.exports[key]
        recent = [
            kind for opened, kind in zip(table.opened, kinds, strict=True) if opened.date() in span
        ]
        left = recent.count(None)
        if len(recent) >= FEW and left > MANY * len(recent):
            yield fault(
                "RB814",
                Place(export.source.path, export.id, "file"),
                say("finding.RB814", left=left, tickets=len(recent)),
                say("hint.RB814"),
            )


RULES: tuple[Rule, ...] = (
    ("RB810", type_unnamed),
    ("RB811", example_of_no_export),
    ("RB812", type_without_tickets),
    ("RB813", types_alike),
    ("RB814", many_unassigned),
)


def _live(view: Evidence) -> tuple[ProblemType, ...]:
    types = view.book.discovery.problem_types
    return tuple(one for one in types.types if not one.retired) if types is not None else ()


def _in(view: Evidence, kind: ProblemType, field: str) -> Place:
    types = view.book.discovery.problem_types
    path = types.source.path if types is not None else ""
    return Place(path, "", f"types/{kind.id}/{field}")

"""The other side of every link: what the risks name, seen from what they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from riskbook.model.book import Book
from riskbook.model.records import (
    Control,
    Exercise,
    FoundIn,
    Plan,
    Process,
    Risk,
    SignOff,
    Translation,
)

Linking = Risk | Plan | Control | Process | SignOff | Exercise | Translation
"""What may link to other records."""


@dataclass(frozen=True, slots=True)
class Links:
    """Ids of risks, sorted, by what they link to; exercises and sign-offs by date, oldest first."""

    risks_of_plan: Mapping[str, tuple[str, ...]]
    risks_of_control: Mapping[str, tuple[str, ...]]
    risks_of_service: Mapping[str, tuple[str, ...]]
    risks_of_register: Mapping[str, tuple[str, ...]]
    risks_of_owner: Mapping[str, tuple[str, ...]]
    risks_at: Mapping[tuple[str, str], tuple[str, ...]]  # (process, node)
    related: Mapping[str, tuple[str, ...]]  # both directions
    exercises_of: Mapping[str, tuple[Exercise, ...]]
    sign_offs_of: Mapping[str, tuple[SignOff, ...]]
    risks_of_problem_type: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    risks_of_indicator: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    risks_found_in: Mapping[FoundIn, tuple[str, ...]] = field(default_factory=dict)
    incidents_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by risk


def link(book: Book) -> Links:
    """The link graph of a book, derived from what its risks own."""
    plan: dict[str, list[str]] = defaultdict(list)
    control: dict[str, list[str]] = defaultdict(list)
    service: dict[str, list[str]] = defaultdict(list)
    register: dict[str, list[str]] = defaultdict(list)
    owner: dict[str, list[str]] = defaultdict(list)
    node: dict[tuple[str, str], list[str]] = defaultdict(list)
    related: dict[str, set[str]] = defaultdict(set)
    exercises: dict[str, list[Exercise]] = defaultdict(list)
    sign_offs: dict[str, list[SignOff]] = defaultdict(list)
    for risk in book.risks.values():
        key = risk.id
        if risk.plan:
            plan[risk.plan].append(key)
        for named in risk.controls:
            control[named].append(key)
        service[risk.service].append(key)
        register[risk.source.register].append(key)
        owner[risk.owner].append(key)
        for place in risk.arises_at:
            node[place.process, place.node].append(key)
        if risk.related:
            related[key].update(risk.related)
            for other in risk.related:
                related[other].add(key)
    for exercise in sorted(book.exercises, key=lambda entry: (entry.date, entry.source.path)):
        exercises[exercise.of].append(exercise)
    for entry in sorted(book.sign_offs, key=lambda entry: (entry.date, entry.source.path)):
        sign_offs[entry.of].append(entry)
    return Links(
        _frozen(plan),
        _frozen(control),
        _frozen(service),
        _frozen(register),
        _frozen(owner),
        {key: tuple(sorted(set(ids))) for key, ids in sorted(node.items())},
        {key: tuple(sorted(ids)) for key, ids in sorted(related.items())},
        {key: tuple(entries) for key, entries in sorted(exercises.items())},
        {key: tuple(entries) for key, entries in sorted(sign_offs.items())},
        _frozen(_by((risk.id, risk.problem_types) for risk in book.risks.values())),
        _frozen(_by((risk.id, risk.indicators) for risk in book.risks.values())),
        _found(book),
        _incidents(book),
    )


def _by(risks: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for risk, named in risks:
        for key in named:
            found[key].append(risk)
    return found


def _found(book: Book) -> dict[FoundIn, tuple[str, ...]]:
    """The risks that each record, or item of one, led to."""
    found: dict[FoundIn, set[str]] = defaultdict(set)
    for risk in book.risks.values():
        for origin in risk.found_in:
            found[origin].add(risk.id)
    ordered = sorted(found, key=lambda origin: (origin.kind, origin.record, origin.item))
    return {origin: tuple(sorted(found[origin])) for origin in ordered}


def _incidents(book: Book) -> dict[str, tuple[str, ...]]:
    """The incidents that realised each risk, oldest first."""
    incidents: dict[str, list[str]] = defaultdict(list)
    for incident in sorted(book.discovery.incidents.values(), key=lambda one: (one.date, one.id)):
        for key in incident.risks:
            incidents[key].append(incident.id)
    return {key: tuple(ids) for key, ids in sorted(incidents.items())}


def named_by(record: Linking) -> set[str]:
    """The ids of the records that a record names in its fields, not in its prose."""
    if not isinstance(record, Risk):
        return set()
    named = {record.plan, *record.controls, *record.related, *barriers_of(record)}
    named |= {place.process for place in record.arises_at}
    named |= {origin.record for origin in record.found_in} | set(record.indicators)
    for item in record.depends_on:
        named |= {item.control, item.process}
    named.discard("")
    return named


def barriers_of(risk: Risk) -> Iterator[str]:
    """The ids of the barriers of a bow-tie, causes first, as often as they are named."""
    for pathway in (*risk.causes, *risk.consequences):
        yield from pathway.barriers


def names_any(risk: Risk, ids: AbstractSet[str]) -> bool:
    """Whether a risk names any of these records."""
    is_none = ids.isdisjoint
    return (
        risk.plan in ids
        or not is_none(risk.controls)
        or not is_none(risk.related)
        # Few risks name anything of these; asking costs less than going through nothing.
        or (bool(risk.causes or risk.consequences) and not is_none(barriers_of(risk)))
        or (bool(risk.arises_at) and not is_none(place.process for place in risk.arises_at))
        or (bool(risk.found_in) and not is_none(origin.record for origin in risk.found_in))
        or (bool(risk.indicators) and not is_none(risk.indicators))
        or (bool(risk.depends_on) and not is_none(_depended_on(risk)))
    )


def _depended_on(risk: Risk) -> Iterator[str]:
    for item in risk.depends_on:
        yield item.control
        yield item.process


def _frozen(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    # Ids come sorted as a rule, and a dict, unlike a set, leaves them so for the sorting.
    return {key: tuple(sorted(dict.fromkeys(ids))) for key, ids in sorted(lists.items())}

"""Systems and suppliers, what depends on them, and what a service depends on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from riskbook.model.records import Node, Process
from riskbook.site import elements
from riskbook.site.edition import UP, Edition
from riskbook.site.homes import dependency_home, service_homes
from riskbook.site.views.plan import PlanRisk

LISTED = 3
"""Risks beside a dependency before the rest are only counted."""

Uses = Mapping[str, tuple[tuple[Process, Node], ...]]
"""The nodes that depend on something, by its key."""


class DependencyView(NamedTuple):
    """A system or supplier: what depends on it, and the risks that arise there, worst first."""

    key: str
    name: str
    kind: str
    services: str
    dependents: tuple[str, ...]
    risks: tuple[PlanRisk, ...]
    more: str


class Need(NamedTuple):
    """Something that a service depends on, and the nodes of its processes that do."""

    name: str
    kind: str
    nodes: str


def dependencies(edition: Edition) -> tuple[DependencyView, ...]:
    """All systems and suppliers."""
    book, standing = edition.site.book, edition.site.standing
    used = uses(book.processes.values())
    place = {key: at for at, key in enumerate((*standing.unassessed, *standing.ranked))}
    return tuple(
        _dependency(edition, key, used.get(key, ()), place) for key in book.services.dependencies
    )


def needs(edition: Edition, processes: Iterable[Process]) -> tuple[Need, ...]:
    """What some processes depend on, by name: systems, suppliers, and services of the book."""
    found = [
        Need(dependency_home(edition, key), _kind(edition, key), _nodes(edition, nodes, UP))
        for key, nodes in uses(processes).items()
    ]
    return tuple(sorted(found, key=lambda need: edition.words.alphabetical(need.name)))


def dependents(
    edition: Edition, using: Iterable[tuple[Process, Node]], base: str
) -> tuple[str, ...]:
    """The nodes that depend on something, process by process."""
    found: dict[str, list[tuple[Process, Node]]] = defaultdict(list)
    for process, node in using:
        found[process.id].append((process, node))
    return tuple(
        edition.words.fill(
            "process.node-of",
            process=edition.names.processes[key],
            node=_nodes(edition, nodes, base),
        )
        for key, nodes in found.items()
    )


def uses(processes: Iterable[Process]) -> Uses:
    """What the nodes of some processes depend on."""
    found: dict[str, list[tuple[Process, Node]]] = defaultdict(list)
    for process in processes:
        for node in process.nodes:
            for key in dict.fromkeys(node.depends_on):
                found[key].append((process, node))
    return {key: tuple(nodes) for key, nodes in found.items()}


def _dependency(
    edition: Edition, key: str, using: tuple[tuple[Process, Node], ...], place: Mapping[str, int]
) -> DependencyView:
    risks = {
        risk
        for process, node in using
        for risk in edition.site.links.risks_at.get((process.id, node.id), ())
        if risk in place
    }
    ranked = sorted(risks, key=place.__getitem__)
    rest = len(ranked) - LISTED
    return DependencyView(
        key=key,
        name=edition.names.dependencies[key],
        kind=_kind(edition, key),
        services=service_homes(
            edition, dict.fromkeys(process.service for process, _ in using if process.service), ""
        ),
        dependents=dependents(edition, using, ""),
        risks=tuple(
            PlanRisk(edition.risk(risk, ""), edition.names.chip(edition.stages(risk).current))
            for risk in ranked[:LISTED]
        ),
        more=edition.words.say("attention.rest", count=rest) if rest > 0 else "",
    )


def _kind(edition: Edition, key: str) -> str:
    dependency = edition.site.book.services.dependencies.get(key)
    return (
        edition.words.named("dependency", dependency.kind)
        if dependency
        else edition.words.say("basis.service")
    )


def _nodes(edition: Edition, nodes: Iterable[tuple[Process, Node]], base: str) -> str:
    return edition.words.listing(
        elements.link(
            f"{base}processes/{process.id}.html#{node.id}",
            edition.names.nodes[process.id, node.id],
        )
        for process, node in nodes
    )

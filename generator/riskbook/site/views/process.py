"""Processes: the list, and one process as a table of its nodes with the risks on them."""

from __future__ import annotations

from dataclasses import dataclass

from riskbook.model.records import Node, Process
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.record import Foot, foot


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process of the list. ``bare`` counts its nodes without a risk."""

    record: RecordLink
    service: str
    owner: str
    nodes: int
    risks: int
    bare: int


@dataclass(frozen=True, slots=True)
class ProcessesView:
    """The list of processes."""

    lead: str
    rows: tuple[ProcessRow, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a node: where to, and when."""

    node: str
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class NodeView:
    """One node with what goes in and out of it, what it needs, and the risks that arise there."""

    id: str
    number: int
    title: str
    kind: str
    lane: str
    inputs: str
    outputs: str
    needs: str
    critical: bool
    ways: tuple[Way, ...]
    risks: tuple[PlanRisk, ...]


@dataclass(frozen=True, slots=True)
class ProcessView:
    """A process's page."""

    id: str
    title: str
    edit: str
    citation: str
    owner: str
    service: str
    receives: str
    delivers: str
    nodes: tuple[NodeView, ...]
    bare: str
    foot: Foot


def processes_view(edition: Edition) -> ProcessesView:
    """All processes."""
    book, names, links = edition.site.book, edition.names, edition.site.links
    return ProcessesView(
        edition.words.say("processes.lead", count=len(book.processes)),
        tuple(
            ProcessRow(
                record=edition.process(key, ""),
                service=names.services.get(process.service, process.service),
                owner=names.holder(process.owner) if process.owner else "",
                nodes=len(process.nodes),
                risks=len(
                    {
                        risk
                        for node in process.nodes
                        for risk in links.risks_at.get((key, node.id), ())
                    }
                ),
                bare=len(_bare(edition, process)),
            )
            for key, process in book.processes.items()
        ),
    )


def process_view(edition: Edition, process_id: str) -> ProcessView:
    """The page of one process."""
    words, names = edition.words, edition.names
    process = edition.site.book.processes[process_id]
    bare = len(_bare(edition, process))
    return ProcessView(
        id=process_id,
        title=names.processes[process_id],
        edit=edition.edit(process.source.path),
        citation=f"{process_id}: {words.plain(process.title)}",
        owner=names.holder(process.owner) if process.owner else "",
        service=names.services.get(process.service, process.service),
        receives=_items(edition, process, process.receives),
        delivers=_items(edition, process, process.delivers),
        nodes=tuple(
            _node(edition, process, number, node)
            for number, node in enumerate(process.nodes, start=1)
        ),
        bare=words.say("process.bare", count=bare) if bare else "",
        foot=foot(edition, process.source.path),
    )


def _bare(edition: Edition, process: Process) -> tuple[str, ...]:
    risks_at = edition.site.links.risks_at
    return tuple(node.id for node in process.nodes if not risks_at.get((process.id, node.id)))


def _node(edition: Edition, process: Process, number: int, node: Node) -> NodeView:
    site, words, names = edition.site, edition.words, edition.names
    lanes = dict(process.lanes)
    return NodeView(
        id=node.id,
        number=number,
        title=words.text(node.title),
        kind=words.named("node", node.kind),
        lane=words.text(lanes[node.lane]) if node.lane in lanes else node.lane,
        inputs=_items(edition, process, node.inputs),
        outputs=_items(edition, process, node.outputs),
        needs=words.listing(
            names.services.get(key) or names.dependencies.get(key, key) for key in node.depends_on
        ),
        critical=node.critical,
        ways=tuple(
            Way(
                edge.target,
                names.nodes.get((process.id, edge.target), edge.target),
                words.text(edge.when),
            )
            for edge in process.edges
            if edge.source == node.id
        ),
        risks=tuple(
            PlanRisk(edition.risk(key, UP), names.chip(edition.stages(key).current))
            for key in site.links.risks_at.get((process.id, node.id), ())
        ),
    )


def _items(edition: Edition, process: Process, keys: tuple[str, ...]) -> str:
    named = dict(process.items)
    return edition.words.listing(
        edition.words.text(named[key]) if key in named else key for key in keys
    )

"""The list of processes."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.identifying.unconsidered import bare_nodes
from riskbook.model.records import Process
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import owner_home, service_home


class ProcessRow(NamedTuple):
    """One process of the list. ``bare`` counts the nodes of work without a risk."""

    record: RecordLink
    service: str
    owner: str
    nodes: int
    risks: int
    bare: int


class ProcessesView(NamedTuple):
    """The list of processes."""

    lead: str
    rows: tuple[ProcessRow, ...]


def processes_view(edition: Edition) -> ProcessesView:
    """All processes."""
    book, links = edition.site.book, edition.site.links
    return ProcessesView(
        edition.words.say("processes.lead", count=len(book.processes)),
        tuple(
            ProcessRow(
                record=edition.process(key, ""),
                service=service_home(edition, process.service, ""),
                owner=owner_home(edition, process.owner, "") if process.owner else "",
                nodes=len(process.nodes),
                risks=len(
                    {
                        risk
                        for node in process.nodes
                        for risk in links.risks_at.get((key, node.id), ())
                    }
                ),
                bare=len(bare_of(edition, process)),
            )
            for key, process in book.processes.items()
        ),
    )


def bare_of(edition: Edition, process: Process) -> frozenset[str]:
    """The nodes at which something is done and no risk arises, as RB703 has it."""
    return frozenset(node.id for node in bare_nodes(process, edition.site.links))

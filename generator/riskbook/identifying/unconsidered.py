"""The nodes of a process at which nobody has looked for risks."""

from __future__ import annotations

from riskbook.model.links import Links
from riskbook.model.records import Node, Process
from riskbook.model.terms import NodeKind

WORKING = frozenset({NodeKind.TASK, NodeKind.DECISION, NodeKind.SUBPROCESS})
"""The kinds of node at which something is done, so that something can go wrong."""


def bare_nodes(process: Process, links: Links) -> tuple[Node, ...]:
    """The nodes at which something is done, no risk arises and nothing was asked what if.

    In the order of the process. What was asked there and has come to nothing yet is a gap of its
    own (:mod:`riskbook.identifying.coverage`).
    """
    return tuple(
        node
        for node in process.nodes
        if node.kind in WORKING
        and not node.what_if
        and not links.risks_at.get((process.id, node.id))
    )

"""What a flow is drawn from: plain words and links, in the language of the page."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.model.terms import NodeKind


class FlowRisk(NamedTuple):
    """A risk on a node. ``label`` says all of it; ``level`` counts from 0, None unassessed."""

    text: str
    label: str
    href: str
    level: int | None


class FlowNode(NamedTuple):
    """A node: where it is told (``href``), what it is called there (``label``), and its risks.

    ``caption`` stands small above the title, ``mark`` after it where the node is critical.
    ``language`` is that of the title, "" for the page's. ``bare`` says that no risk is known where
    one was to be looked for. Where there are too many to show, ``more`` counts the rest, and
    ``more_label`` says so in words.
    """

    id: str
    kind: NodeKind
    lane: str
    href: str
    label: str
    title: str
    language: str
    caption: str
    mark: str
    bare: bool
    risks: tuple[FlowRisk, ...]
    more: str
    more_label: str


class FlowEdge(NamedTuple):
    """One node follows another; ``when`` is "" where nothing decides it."""

    source: str
    target: str
    when: str
    language: str


class Flow(NamedTuple):
    """A process to draw. Lanes are keys and names, in their order; nodes in the author's."""

    title: str
    description: str
    lanes: tuple[tuple[str, str], ...]
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]

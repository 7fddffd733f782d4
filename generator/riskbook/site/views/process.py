"""One process drawn, with its nodes and the risks on them told below."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from riskbook.identifying.what_if import risks_of_prompt
from riskbook.model.records import Node, Process, WhatIf
from riskbook.model.terms import NodeKind
from riskbook.picturing.flow import legend, narrow_flow, wide_flow
from riskbook.picturing.flow_parts import Flow, FlowEdge, FlowNode, FlowRisk
from riskbook.site.edition import UP, Edition
from riskbook.site.homes import dependency_home, owner_home, service_home
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.processes import bare_of
from riskbook.site.views.record import Foot, foot
from riskbook.site.words import Words
from riskbook.wording import Text

ON_A_NODE = 3
"""Risks that a node shows in the picture; the list has all of them."""


class Way(NamedTuple):
    """A way out of a node: where to, and when."""

    node: str
    title: str
    when: str


class WhatIfView(NamedTuple):
    """A what-if question and what became of it: risks, or why there are none, or neither yet."""

    id: str
    prompt: str
    question: str
    consequence: str
    risks: tuple[PlanRisk, ...]
    dropped: str


class NodeView(NamedTuple):
    """One node with what goes in and out of it, what it needs, and the risks that arise there.

    ``bare`` says that something is done there and no risk is known.
    """

    id: str
    number: int
    title: str
    kind: str
    lane: str
    inputs: str
    outputs: str
    needs: str
    critical: bool
    bare: bool
    ways: tuple[Way, ...]
    risks: tuple[PlanRisk, ...]
    what_if: tuple[WhatIfView, ...]


class FlowView(NamedTuple):
    """A process drawn, for wide pages and for narrow ones, and what its marks mean."""

    heading: str
    wide: Markup
    narrow: Markup
    legend: tuple[tuple[Markup, str], ...]


class ProcessView(NamedTuple):
    """A process's page."""

    id: str
    title: str
    edit: str
    citation: str
    owner: str
    service: str
    receives: str
    delivers: str
    flow: FlowView | None
    nodes: tuple[NodeView, ...]
    bare: str
    foot: Foot


def process_view(edition: Edition, process_id: str) -> ProcessView:
    """The page of one process."""
    words, names = edition.words, edition.names
    process = edition.site.book.processes[process_id]
    bare = len(bare_of(edition, process))
    return ProcessView(
        id=process_id,
        title=names.processes[process_id],
        edit=edition.edit(process.source.path),
        citation=f"{process_id}: {words.plain(process.title)}",
        owner=owner_home(edition, process.owner) if process.owner else "",
        service=service_home(edition, process.service),
        receives=_items(edition, process, process.receives),
        delivers=_items(edition, process, process.delivers),
        flow=_flow_view(edition, process),
        nodes=tuple(
            _node(edition, process, number, node)
            for number, node in enumerate(process.nodes, start=1)
        ),
        bare=words.say("process.bare", count=bare) if bare else "",
        foot=foot(edition, process.source.path),
    )


def _risks(edition: Edition, process: Process, node: Node) -> list[str]:
    """The risks at a node: those that nobody assessed, then the gravest, as the ranking has it."""

    def order(key: str) -> tuple[int, str]:
        current = edition.stages(key).current
        return (-current.level if current else -len(edition.names.levels), key)

    return sorted(edition.site.links.risks_at.get((process.id, node.id), ()), key=order)


def _flow_view(edition: Edition, process: Process) -> FlowView | None:
    if not process.nodes:
        return None
    words, bare = edition.words, bare_of(edition, process)
    meanings = []
    if any(node.critical for node in process.nodes):
        icon = legend(NodeKind.TASK, "critical")
        meanings.append((Markup(icon), words.say("flow.legend-critical")))  # noqa: S704 ours
    if bare:
        icon = legend(NodeKind.TASK, "bare")
        meanings.append((Markup(icon), words.say("flow.legend-bare")))  # noqa: S704 ours
    return FlowView(
        heading=words.say("flow.scroll", process=words.plain(process.title)),
        wide=Markup(wide_flow(_flow(edition, process, "flow.caption"))),  # noqa: S704 ours
        narrow=Markup(  # noqa: S704 ours
            narrow_flow(_flow(edition, process, "flow.caption-in-lane"))
        ),
        legend=tuple(meanings),
    )


def _flow(edition: Edition, process: Process, caption: str) -> Flow:
    words = edition.words
    return Flow(
        title=words.say("flow.title", process=words.plain(process.title)),
        description=words.say("flow.about"),
        lanes=tuple((key, words.plain(name)) for key, name in process.lanes),
        nodes=tuple(
            _flow_node(edition, process, number, node, caption)
            for number, node in enumerate(process.nodes, start=1)
        ),
        edges=tuple(
            FlowEdge(
                edge.source,
                edge.target,
                words.plain(edge.when) if edge.when else "",
                _foreign(words, edge.when) if edge.when else "",
            )
            for edge in process.edges
        ),
    )


def _flow_node(
    edition: Edition, process: Process, number: int, node: Node, caption: str
) -> FlowNode:
    words, bare = edition.words, node.id in bare_of(edition, process)
    lanes, kind = dict(process.lanes), words.named("node", node.kind)
    lane = words.plain(lanes[node.lane]) if node.lane in lanes else node.lane
    mark = words.say("flow.critical") if node.critical else ""
    shown = words.say(caption if lane else "flow.caption", number=number, kind=kind, lane=lane)
    head = words.say("flow.node-critical", caption=shown, mark=mark) if mark else shown
    label = words.say("flow.node", head=head, title=words.plain(node.title))
    if bare:
        label = words.say("flow.node-bare", node=label)
    risks = _risks(edition, process, node)
    more = len(risks) - ON_A_NODE
    return FlowNode(
        id=node.id,
        kind=node.kind,
        lane=node.lane,
        href=f"#{node.id}",
        label=label,
        title=words.plain(node.title),
        language=_foreign(words, node.title),
        caption=shown,
        mark=mark,
        bare=bare,
        risks=tuple(risk_chip(edition, key) for key in risks[:ON_A_NODE]),
        more=words.say("flow.more", count=more) if more > 0 else "",
        more_label=words.say("flow.more-label", count=more) if more > 0 else "",
    )


def risk_chip(edition: Edition, key: str) -> FlowRisk:
    """A risk as a drawing shows it: its id on the colour of its level."""
    words, levels = edition.words, edition.names.levels
    current = edition.stages(key).current
    level = current.level if current and 0 <= current.level < len(levels) else None
    named = levels[level].name if level is not None else words.say("rank.unassessed")
    text = words.say("flow.risk", id=key, level=named)
    title = edition.risks[key].title
    return FlowRisk(
        text=text,
        label=words.say("flow.risk-label", risk=text, title=title),
        href=edition.risk(key, UP).href,
        level=level,
    )


def _foreign(words: Words, text: Text) -> str:
    """The language that a text is read in, "" for that of the page."""
    read = text.language_read(words.language)
    return "" if read == words.language else read


def _node(edition: Edition, process: Process, number: int, node: Node) -> NodeView:
    words, names = edition.words, edition.names
    lanes = dict(process.lanes)
    return NodeView(
        id=node.id,
        number=number,
        title=words.text(node.title),
        kind=words.named("node", node.kind),
        lane=words.text(lanes[node.lane]) if node.lane in lanes else node.lane,
        inputs=_items(edition, process, node.inputs),
        outputs=_items(edition, process, node.outputs),
        needs=words.listing(dependency_home(edition, key) for key in node.depends_on),
        critical=node.critical,
        bare=node.id in bare_of(edition, process),
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
            PlanRisk(edition.risk(key, UP), standing_of(edition, key))
            for key in _risks(edition, process, node)
        ),
        what_if=tuple(_what_if(edition, process, asked) for asked in node.what_if),
    )


def _what_if(edition: Edition, process: Process, asked: WhatIf) -> WhatIfView:
    words = edition.words
    return WhatIfView(
        id=asked.id,
        prompt=words.named("what-if", asked.prompt),
        question=words.text(asked.question),
        consequence=words.text(asked.consequence),
        risks=tuple(
            PlanRisk(edition.risk(key, UP), standing_of(edition, key))
            for key in risks_of_prompt(process, asked, edition.site.links)
        ),
        dropped=words.text(asked.dropped),
    )


def standing_of(edition: Edition, key: str) -> str:
    """The level of a risk on its colour, or that it has none."""
    words = edition.words.say("rank.unassessed")
    chip = edition.names.chip(edition.stages(key).current)
    return chip or Markup('<span class="tag">{}</span>').format(words)


def _items(edition: Edition, process: Process, keys: tuple[str, ...]) -> str:
    named = dict(process.items)
    return edition.words.listing(
        edition.words.text(named[key]) if key in named else key for key in keys
    )

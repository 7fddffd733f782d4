"""RB7xx: whether a process hangs together, and whether its risks were looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from riskbook.findings import Finding
from riskbook.identifying.unconsidered import bare_nodes
from riskbook.model.records import Process
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import Saying, Text, say
from riskbook.wording.nearest import nearest


def input_nobody_produces(view: Evidence) -> Iterator[Finding]:
    """RB701: an input that no node puts out and that does not come from outside."""
    for process in view.book.processes.values():
        produced = {item for node in process.nodes for item in node.outputs}
        available = produced.union(process.receives)
        for node in process.nodes:
            for index, item in enumerate(node.inputs):
                if item not in available:
                    yield fault(
                        "RB701",
                        _in_process(process, f"nodes/{node.id}/inputs/{index}"),
                        say("finding.RB701", node=node.title, item=item),
                        _hint(item, available, say("hint.RB701", item=item)),
                    )


def output_nobody_uses(view: Evidence) -> Iterator[Finding]:
    """RB702: an output that no node takes in and that is not delivered to anybody."""
    for process in view.book.processes.values():
        used = {item for node in process.nodes for item in node.inputs}
        wanted = used.union(process.delivers)
        for node in process.nodes:
            for index, item in enumerate(node.outputs):
                if item not in wanted:
                    yield fault(
                        "RB702",
                        _in_process(process, f"nodes/{node.id}/outputs/{index}"),
                        say("finding.RB702", node=node.title, item=item),
                        _hint(item, wanted, say("hint.RB702", item=item)),
                    )


def node_nobody_considered(view: Evidence) -> Iterator[Finding]:
    """RB703: a node where something is done, no risk says that it arises there, nobody asked.

    Silent while a record cannot be read: it may be the one that does.
    """
    if view.book.unread:
        return
    for process in view.book.processes.values():
        for node in bare_nodes(process, view.links):
            yield fault(
                "RB703",
                _in_process(process, f"nodes/{node.id}"),
                say("finding.RB703", node=node.title),
                say("hint.RB703", process=process.id, node=node.id),
            )


def unknown_dependency(view: Evidence) -> Iterator[Finding]:
    """RB704: a node that depends on a service, system or supplier that services.yml lacks."""
    services = view.book.services
    known = services.services.keys() | services.dependencies.keys()
    for process in view.book.processes.values():
        for node in process.nodes:
            for index, word in enumerate(node.depends_on):
                if word not in known:
                    yield fault(
                        "RB704",
                        _in_process(process, f"nodes/{node.id}/depends_on/{index}"),
                        say("finding.RB704", node=node.title, word=word, file=services.path),
                        _hint(word, known, say("hint.RB704", word=word, file=services.path)),
                    )


def single_point(view: Evidence) -> Iterator[Finding]:
    """RB705: one system or supplier on which several critical nodes of the book depend."""
    services = view.book.services
    resting: dict[str, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    for process in view.book.processes.values():
        for node in process.nodes:
            for key in node.depends_on if node.critical else ():
                resting[key][process.id].append(node.title)
    for key, places in sorted(resting.items()):
        dependency = services.dependencies.get(key)
        count = sum(map(len, places.values()))
        if dependency and count > 1:
            nodes = tuple(
                say("finding.nodes-of", process=view.book.processes[of].title, nodes=tuple(titles))
                for of, titles in places.items()
            )
            yield fault(
                "RB705",
                Place(services.path, "", f"#dependencies/{key}"),
                say("finding.RB705", dependency=dependency.name, nodes=nodes, count=count),
                say("hint.RB705", dependency=dependency.name),
            )


def edge_to_nowhere(view: Evidence) -> Iterator[Finding]:
    """RB706: an edge that starts or ends at a node that the process does not have."""
    for process in view.book.processes.values():
        known = {node.id for node in process.nodes}
        for index, edge in enumerate(process.edges):
            for end, word in (("from", edge.source), ("to", edge.target)):
                if word not in known:
                    yield fault(
                        "RB706",
                        _in_process(process, f"edges/{index}/{end}"),
                        say("finding.RB706.from", word=word)
                        if end == "from"
                        else say("finding.RB706.to", word=word),
                        _hint(word, known, say("hint.RB706", word=word)),
                    )


RULES: tuple[Rule, ...] = (
    ("RB701", input_nobody_produces),
    ("RB702", output_nobody_uses),
    ("RB703", node_nobody_considered),
    ("RB704", unknown_dependency),
    ("RB705", single_point),
    ("RB706", edge_to_nowhere),
)


def _hint(word: str, known: Iterable[str], otherwise: Saying) -> Saying:
    meant = nearest(word, known)
    return say("hint.meant", meant=meant) if meant else otherwise


def _in_process(process: Process, pointer: str) -> Place:
    return Place(process.source.path, process.id, pointer)

"""How a node of a process has turned: what goes in and comes out, what it needs, who does it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from riskbook.model.book import Book
from riskbook.model.records import Edge, Node, Process
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.pointers import pointers_words
from riskbook.reviewing.questions import Kind, Turn
from riskbook.wording import Fact, Saying, say
from riskbook.wording.saying import Text


def node_turns(process: str, node: str, base: Book, head: Book) -> Iterator[Turn]:
    """How one node has turned; nothing that concerns other nodes of the process alone."""
    before, after = base.processes.get(process), head.processes.get(process)
    then, now = _node(before, node), _node(after, node)
    if before and then and not now:
        facts = (("thing", then.title), ("place", before.title))
        yield Turn(Kind.NODE_REMOVED, facts, (f"nodes/{node}",))
    elif after and now and not then:
        yield Turn(Kind.APPEARED, (("thing", now.title),), (), (f"nodes/{node}",))
    elif before and after and then and now:
        yield from _inside(before, then, after, now, _needs(base) | _needs(head))


def process_turns(
    process: str, base: Book, head: Book, named: Container[str] = ()
) -> Iterator[Turn]:
    """How a process has turned as a whole, but for the nodes ``named``, which are told apart."""
    before, after = base.processes.get(process), head.processes.get(process)
    if before and not after:
        yield Turn(Kind.PROCESS_REMOVED, (("thing", before.title),), ("title",))
    elif after and not before:
        yield Turn(Kind.APPEARED, (("thing", after.title),), (), ("title",))
    elif before and after:
        changed = tuple(
            pointer
            for pointer in changed_pointers(content_of(before).items(), content_of(after))
            if pointer.removeprefix("nodes/") not in named
        )
        if not changed:
            return
        others = tuple(pointer for pointer in changed if pointer != "edges")
        gone, new = _edges_apart(before.edges, after.edges)
        facts = (("thing", after.title), ("parts", _parts(changed, after)))
        yield Turn(Kind.PROCESS_CHANGED, facts, (*others, *gone), (*others, *new))


def _inside(
    before: Process, then: Node, after: Process, now: Node, needs: Mapping[str, Text]
) -> Iterator[Turn]:
    facts: tuple[tuple[str, Fact], ...] = (("thing", now.title), ("place", after.title))
    items = dict((*before.items, *after.items))
    lanes = dict((*before.lanes, *after.lanes))

    def turn(kind: Kind, field: str, *more: tuple[str, Fact]) -> Turn:
        spots = (f"nodes/{now.id}/id", f"nodes/{now.id}/{field}")
        return Turn(kind, (*facts, *more), spots, spots)

    if set(then.inputs) != set(now.inputs):
        yield turn(Kind.NODE_INPUTS, "inputs", _moved(then.inputs, now.inputs, items))
    if set(then.outputs) != set(now.outputs):
        yield turn(Kind.NODE_OUTPUTS, "outputs", _moved(then.outputs, now.outputs, items))
    if set(then.depends_on) != set(now.depends_on):
        moved = _moved(then.depends_on, now.depends_on, needs)
        yield turn(Kind.NODE_DEPENDENCIES, "depends_on", moved)
    if then.lane != now.lane:
        was, comes = lanes.get(then.lane, then.lane), lanes.get(now.lane, now.lane)
        yield turn(Kind.NODE_LANE, "lane", ("then", was or "—"), ("now", comes or "—"))
    if then.critical != now.critical:
        yield turn(Kind.NODE_CRITICAL if now.critical else Kind.NODE_NOT_CRITICAL, "critical")
    gone, new = _edges_apart(before.edges, after.edges, now.id)
    if gone or new:
        yield Turn(Kind.NODE_EDGES, facts, gone, new)


def _parts(changed: Sequence[str], process: Process) -> tuple[Fact, ...]:
    """What changed of a process in words; its nodes by their titles."""
    return pointers_words(changed, {f"nodes/{node.id}": node.title for node in process.nodes})


def _moved(
    then: Sequence[str], now: Sequence[str], names: Mapping[str, Text]
) -> tuple[str, Saying]:
    """What is new of two lists and what is gone, in words."""
    new: tuple[Fact, ...] = tuple(names.get(key, key) for key in now if key not in then)
    gone: tuple[Fact, ...] = tuple(names.get(key, key) for key in then if key not in now)
    if new and gone:
        return "items", say("checklist.moved.both", new=new, gone=gone)
    if new:
        return "items", say("checklist.moved.new", new=new)
    return "items", say("checklist.moved.gone", gone=gone)


def _edges_apart(
    then: Sequence[Edge], now: Sequence[Edge], node: str = ""
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pointers of the edges of either list that the other lacks: all, or those of a node."""
    return _edges_only(then, now, node), _edges_only(now, then, node)


def _edges_only(these: Sequence[Edge], others: Sequence[Edge], node: str) -> tuple[str, ...]:
    return tuple(
        f"edges/{place}"
        for place, edge in enumerate(these)
        if edge not in others and node in ("", edge.source, edge.target)
    )


def _node(process: Process | None, key: str) -> Node | None:
    nodes = process.nodes if process else ()
    return next((node for node in nodes if node.id == key), None)


def _needs(book: Book) -> dict[str, Text]:
    """The names of what a node may depend on."""
    services = {key: service.name for key, service in book.services.services.items()}
    return services | {key: need.name for key, need in book.services.dependencies.items()}

"""How a node of a process has turned: what goes in and comes out, what it needs, who does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.model.book import Book
from riskbook.model.digests import digest_value
from riskbook.model.records import Edge, Node, Process
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.questions import Kind, Turn
from riskbook.wording import Fact, Saying, say
from riskbook.wording.saying import Text


def node_turns(process: str, node: str, base: Book, head: Book) -> Iterator[Turn]:
    """How one node has turned; nothing that concerns other nodes of the process alone."""
    before, after = base.processes.get(process), head.processes.get(process)
    then, now = _node(before, node), _node(after, node)
    if before is not None and then is not None and (after is None or now is None):
        facts = (("thing", then.title), ("place", before.title))
        yield Turn(Kind.NODE_REMOVED, facts, _whole(before, then))
    elif after is not None and now is not None and (before is None or then is None):
        yield Turn(Kind.APPEARED, (("thing", now.title),), (), _whole(after, now))
    elif before is not None and after is not None and then is not None and now is not None:
        yield from _inside(before, then, after, now, head)


def process_turns(process: str, base: Book, head: Book) -> Iterator[Turn]:
    """How a process has turned as a whole."""
    before, after = base.processes.get(process), head.processes.get(process)
    if before is not None and after is None:
        yield Turn(Kind.PROCESS_REMOVED, (("thing", before.title),), ("title",))
    elif after is not None and before is None:
        yield Turn(Kind.APPEARED, (("thing", after.title),), (), ("title",))
    elif before is not None and after is not None:
        changed = changed_pointers(content_of(before).items(), content_of(after))
        facts = (("thing", after.title), ("parts", changed))
        gone, come = _edges_apart(before.edges, after.edges)
        others = tuple(pointer for pointer in changed if pointer != "edges")
        yield Turn(Kind.PROCESS_CHANGED, facts, (*others, *gone), (*others, *come))


def _inside(before: Process, then: Node, after: Process, now: Node, head: Book) -> Iterator[Turn]:
    at = f"nodes/{now.id}"
    facts: tuple[tuple[str, Fact], ...] = (("thing", now.title), ("place", after.title))

    def turn(kind: Kind, field: str, *more: tuple[str, Fact]) -> Turn:
        spots = (f"{at}/id", f"{at}/{field}")
        return Turn(kind, (*facts, *more), spots, spots)

    for kind, field, was, come in (
        (Kind.NODE_INPUTS, "inputs", then.inputs, now.inputs),
        (Kind.NODE_OUTPUTS, "outputs", then.outputs, now.outputs),
        (Kind.NODE_DEPENDENCIES, "depends_on", then.depends_on, now.depends_on),
    ):
        if set(was) != set(come):
            names = {**dict(before.items), **dict(after.items)} if field != "depends_on" else {}
            moved = _moved(was, come, names or _needs(head))
            yield turn(kind, field, ("items", moved))
    if then.lane != now.lane:
        lanes = {**dict(before.lanes), **dict(after.lanes)}
        of_both = (lanes.get(key, key) for key in (then.lane, now.lane))
        yield turn(Kind.NODE_LANE, "lane", *zip(("then", "now"), of_both, strict=True))
    if then.critical != now.critical:
        yield turn(Kind.NODE_CRITICAL if now.critical else Kind.NODE_NOT_CRITICAL, "critical")
    gone, come_edges = _edges_apart(_edges_at(before, then.id), _edges_at(after, now.id), before, after)
    if gone or come_edges:
        yield Turn(Kind.NODE_EDGES, facts, gone, come_edges)

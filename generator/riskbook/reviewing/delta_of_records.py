"""The changes of the records that are signed, by their pointers: risks, plans, controls, processes.

What is material comes from :func:`riskbook.reviewing.content.values_of`, so that no change that
voids a sign-off is left out. A record is the same as long as its id is: where its file lies means
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from riskbook.model.digests import Value
from riskbook.model.records import Action, Control, Edge, Plan, Process, Risk
from riskbook.model.terms import ActionStatus, ControlStatus, Status
from riskbook.model.texts import texts_of
from riskbook.reviewing.changes import Change, Kind, Thing, Weight
from riskbook.reviewing.content import Signed, values_of
from riskbook.reviewing.differing import Ends, differing, lines_apart
from riskbook.wording.saying import Text

Record = TypeVar("Record", Risk, Plan, Control, Process)

_KINDS: Mapping[Thing, Mapping[str, Kind]] = MappingProxyType(
    {
        Thing.RISK: {
            "category": Kind.RECATEGORISED,
            "service": Kind.SERVICE_CHANGED,
            "objective": Kind.SERVICE_CHANGED,
            "owner": Kind.REOWNED,
            "statement": Kind.REWORDED,
            "causes": Kind.PATHWAY_CHANGED,
            "consequences": Kind.PATHWAY_CHANGED,
            "assessment": Kind.RESCORED,
            "expected_loss": Kind.REESTIMATED,
            "treatment/strategy": Kind.STRATEGY_CHANGED,
            "treatment/actions": Kind.ACTION_CHANGED,
            "controls": Kind.RELINKED,
            "arises_at": Kind.RELINKED,
            "depends_on": Kind.RELINKED,
            "plan": Kind.RELINKED,
        },
        Thing.PLAN: {"owner": Kind.REOWNED, "deputy": Kind.REOWNED, "": Kind.PLAN_CHANGED},
        Thing.CONTROL: {"owner": Kind.REOWNED, "": Kind.CONTROL_CHANGED},
        Thing.PROCESS: {
            "service": Kind.SERVICE_CHANGED,
            "nodes": Kind.NODE_CHANGED,
            "": Kind.PROCESS_CHANGED,
        },
    }
)
"""What a material change at a pointer is called, by the beginning of the pointer."""

_COME_AND_GONE = MappingProxyType(
    {
        Kind.ACTION_CHANGED: (Kind.ACTION_ADDED, Kind.ACTION_REMOVED),
        Kind.NODE_CHANGED: (Kind.NODE_ADDED, Kind.NODE_REMOVED),
    }
)
_STATUS = MappingProxyType(
    {Status.OPEN: Kind.OPENED, Status.DRAFT: Kind.DRAFTED, Status.CLOSED: Kind.CLOSED}
)
_ACTION = MappingProxyType(
    {
        ActionStatus.OPEN: Kind.ACTION_REOPENED,
        ActionStatus.DONE: Kind.ACTION_FINISHED,
        ActionStatus.DROPPED: Kind.ACTION_DROPPED,
    }
)
_CONTROL = MappingProxyType(
    {
        ControlStatus.IN_FORCE: Kind.CONTROL_IN_FORCE,
        ControlStatus.RETIRED: Kind.CONTROL_RETIRED,
        ControlStatus.PLANNED: Kind.CONTROL_PLANNED,
    }
)
_ORDERED = ("steps",)
_ITEMS = (
    *("causes/", "consequences/", "treatment/actions/"),
    *("trigger/", "steps/", "communication/", "nodes/"),
)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Record]):
    """The records of one kind at one state, and the ids of all that could not be read there."""

    records: Mapping[str, Record]
    unread: AbstractSet[str]


def changes_of_records(
    thing: Thing,
    before: Shelf[Record],
    after: Shelf[Record],
    compare: Callable[[Ends, Record, Record], Iterator[Change]],
) -> Iterator[Change]:
    """The changes of all records of a kind; one that came or went is a single change."""
    for key in sorted({*before.records, *after.records}):
        was, now = before.records.get(key), after.records.get(key)
        ends = Ends(thing, key, was.source.path if was else "", now.source.path if now else "")
        if was is None:
            kind = Kind.READABLE if key in before.unread else Kind.ADDED
            yield ends.change(kind, "", None, _name(now))
        elif now is None:
            kind = Kind.UNREADABLE if key in after.unread else Kind.REMOVED
            yield ends.change(kind, "", _name(was), None)
        elif was != now:
            if was.source.register != now.source.register:
                registers = was.source.register, now.source.register
                yield ends.change(Kind.TRANSFERRED, "", *registers, Weight.BOOKKEEPING)
            yield from compare(ends, was, now)


def changes_of_risk(ends: Ends, was: Risk, now: Risk) -> Iterator[Change]:
    """The changes of one risk."""
    if was.status is not now.status:
        yield ends.change(_STATUS[now.status], "status", was.status.value, now.status.value)
    yield from _material(ends, was, now, passing_by={"status"})
    yield from _texts(ends, was, now, lambda pointer: pointer.startswith("statement/"))
    yield from _actions(ends, was.treatment.actions, now.treatment.actions)
    if set(was.related) != set(now.related):
        related = list(was.related), list(now.related)
        yield ends.change(Kind.RELINKED, "related", *related, Weight.BOOKKEEPING)
    found = was.identified, now.identified
    yield from _recorded(
        ends,
        {
            "identified/date": tuple(one.date.isoformat() for one in found),
            "identified/source": tuple(one.source for one in found),
            "language": (was.language, now.language),
            "confidential": (was.confidential, now.confidential),
        },
    )


def changes_of_plan(ends: Ends, was: Plan, now: Plan) -> Iterator[Change]:
    """The changes of one plan."""
    yield from _material(ends, was, now)
    yield from _texts(ends, was, now, lambda pointer: pointer not in ("title", "body"))
    yield from _recorded(
        ends,
        {
            "language": (was.language, now.language),
            "confidential": (was.confidential, now.confidential),
        },
    )


def changes_of_control(ends: Ends, was: Control, now: Control) -> Iterator[Change]:
    """The changes of one control."""
    if was.status is not now.status:
        yield ends.change(_CONTROL[now.status], "status", was.status.value, now.status.value)
    yield from _material(ends, was, now, passing_by={"status"})
    yield from _texts(ends, was, now, lambda _: False)
    yield from _recorded(
        ends,
        {
            "last_tested": tuple(
                one.last_tested.isoformat() if one.last_tested else None for one in (was, now)
            ),
            "language": (was.language, now.language),
            "confidential": (was.confidential, now.confidential),
        },
    )


def changes_of_process(ends: Ends, was: Process, now: Process) -> Iterator[Change]:
    """The changes of one process. What its nodes and lanes are called is wording."""
    yield from _material(ends, was, now, passing_by={"edges"})
    yield from _edges(ends, was.edges, now.edges)
    if was.owner != now.owner:
        yield ends.change(Kind.REOWNED, "owner", was.owner, now.owner, Weight.EDITORIAL)
    for pointer, before, after in differing(_names(was), _names(now)):
        # What a node, a lane or an item is called that came or went is no change of wording.
        if before is not None and after is not None:
            yield ends.change(Kind.REWORDED, pointer, before, after, Weight.EDITORIAL)
    kinds = ({f"nodes/{node.id}/kind": node.kind.value for node in one.nodes} for one in (was, now))
    for pointer, before, after in differing(*kinds):
        if before is not None and after is not None:
            yield ends.change(Kind.NODE_CHANGED, pointer, before, after, Weight.EDITORIAL)
    yield from _recorded(ends, {"confidential": (was.confidential, now.confidential)})


def _material(
    ends: Ends, was: Signed, now: Signed, passing_by: frozenset[str] | set[str] = frozenset()
) -> Iterator[Change]:
    """The changes at material pointers; those of an item are told field by field."""
    then, there = values_of(was), values_of(now)
    for pointer, before, after in differing(then, there):
        if pointer in passing_by:
            continue
        kind = _kind(ends.thing, pointer)
        if not pointer.startswith(_ITEMS):
            # The order of items is not told beside those that came or went.
            items = pointer in _ORDERED and any(
                other.startswith(f"{pointer}/") for other in then.keys() ^ there.keys()
            )
            if not items:
                yield ends.change(kind, pointer, before, after)
        elif before is None or after is None:
            come, gone = _COME_AND_GONE.get(kind, (kind, kind))
            yield ends.change(come if before is None else gone, pointer, before, after)
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            for field, old, new in differing(before, after):
                yield ends.change(kind, f"{pointer}/{field}", old, new)


def _kind(thing: Thing, pointer: str) -> Kind:
    kinds = _KINDS[thing]
    parts = pointer.split("/")
    beginnings = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((kinds[start] for start in beginnings if start in kinds), kinds.get("", Kind.ADDED))


def _texts(
    ends: Ends,
    was: Risk | Plan | Control,
    now: Risk | Plan | Control,
    is_material: Callable[[str], bool],
) -> Iterator[Change]:
    """The changes of texts that no sign-off binds."""
    pairs = differing(dict(texts_of(was)), dict(texts_of(now)))
    for pointer, before, after in pairs:
        if is_material(pointer) or pointer.startswith(_ITEMS):
            continue
        shown = lines_apart(before, after) if pointer == "body" else (before, after)
        yield ends.change(Kind.REWORDED, pointer, *shown, Weight.EDITORIAL)


def _actions(ends: Ends, was: tuple[Action, ...], now: tuple[Action, ...]) -> Iterator[Change]:
    """What became of the actions; that one was done is no change of what was approved."""
    then = {action.id: action.status for action in was}
    for action in now:
        before = then.get(action.id, action.status)
        if before is not action.status:
            yield ends.change(
                _ACTION[action.status],
                f"treatment/actions/{action.id}/status",
                before.value,
                action.status.value,
                Weight.BOOKKEEPING,
            )


def _edges(ends: Ends, was: tuple[Edge, ...], now: tuple[Edge, ...]) -> Iterator[Change]:
    """Edges that came, went, or are taken on another condition."""
    gone = list((Counter(was) - Counter(now)).elements())
    come = list((Counter(now) - Counter(was)).elements())
    for edge in gone:
        same = (new for new in come if (new.source, new.target) == (edge.source, edge.target))
        new = next(same, None)
        pointer = f"edges/{edge.source}/{edge.target}"
        lies_at = f"edges/{was.index(edge)}", "edges"
        if new is None:
            yield ends.change(Kind.EDGE_REMOVED, pointer, _edge(edge), None, lies_at=lies_at)
            continue
        come.remove(new)
        lies_at = lies_at[0], f"edges/{now.index(new)}"
        yield ends.change(
            Kind.EDGE_CHANGED, f"{pointer}/when", _text(edge.when), _text(new.when), lies_at=lies_at
        )
    for edge in come:
        pointer, lies_at = (
            f"edges/{edge.source}/{edge.target}",
            ("edges", f"edges/{now.index(edge)}"),
        )
        yield ends.change(Kind.EDGE_ADDED, pointer, None, _edge(edge), lies_at=lies_at)


def _recorded(ends: Ends, fields: Mapping[str, tuple[Value, ...]]) -> Iterator[Change]:
    for pointer, (before, after) in fields.items():
        if before != after:
            yield ends.change(Kind.RECORDED, pointer, before, after, Weight.BOOKKEEPING)


def _names(process: Process) -> dict[str, Value]:
    return {
        "title": _text(process.title),
        **{f"lanes/{key}": _text(name) for key, name in process.lanes},
        **{f"items/{key}": _text(name) for key, name in process.items},
        **{f"nodes/{node.id}/title": _text(node.title) for node in process.nodes},
    }


def _edge(edge: Edge) -> Value:
    return {"from": edge.source, "to": edge.target, "when": _text(edge.when)}


def _text(text: Text | None) -> Value:
    return dict(text.by_language) if text is not None else None


def _name(record: Signed | None) -> Value:
    if record is None:
        return None
    return _text(record.title) if isinstance(record, Process) else record.title

"""The content that a sign-off or an exercise binds: a digest for each material pointer.

Material is what somebody who signed would want to be asked about again; the schemas mark it
(``x-review``), and :data:`MATERIAL` holds the same pointers for the records as they are in memory.
A title, a rationale or an id is not. What stands at no pointer, null or empty, is left out.

An item that has an id is one pointer over its material fields (``treatment/actions/A1``), so that
a later change is named as a person would name it. Where the order of items matters, the list has a
pointer of its own over the ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from riskbook.model.digests import Value, digest_value
from riskbook.model.records import (
    Control,
    Dependence,
    Edge,
    NodeReference,
    Period,
    Plan,
    Process,
    Risk,
)
from riskbook.wording.saying import Text

Signed: TypeAlias = Risk | Plan | Control | Process
"""The records that can be signed."""


class Items(NamedTuple):
    """A list of items with ids: their material fields, and whether their order matters."""

    fields: tuple[str, ...]
    ordered: bool


Pointers: TypeAlias = Mapping[str, Items | None]

_STAGE = ("likelihood", "impact")
MATERIAL: Mapping[type, Pointers] = MappingProxyType(
    {
        Risk: {
            "status": None,
            "category": None,
            "service": None,
            "objective": None,
            "owner": None,
            "statement/cause": None,
            "statement/event": None,
            "statement/consequence": None,
            "causes": Items(("what", "barriers"), ordered=False),
            "consequences": Items(("what", "barriers"), ordered=False),
            **{f"assessment/inherent/{field}": None for field in _STAGE},
            **{f"assessment/current/{field}": None for field in _STAGE},
            **{f"assessment/target/{field}": None for field in (*_STAGE, "due")},
            "assessment/confidence": None,
            "assessment/velocity": None,
            "expected_loss/rate": None,
            "expected_loss/probability": None,
            "expected_loss/loss/low": None,
            "expected_loss/loss/high": None,
            "expected_loss/loss/interval": None,
            "controls": None,
            "arises_at": None,
            "depends_on": None,
            "treatment/strategy": None,
            "treatment/actions": Items(("what", "owner", "due", "cost"), ordered=False),
            "plan": None,
        },
        Plan: {
            "owner": None,
            "deputy": None,
            "trigger": Items(("when", "observed_by", "indicator", "state"), ordered=False),
            "steps": Items(("do", "who", "within"), ordered=True),
            "communication": Items(("to", "say", "channel", "within"), ordered=False),
            "resources": None,
            "stop_when": None,
            "exercise_every": None,
            "cost": None,
        },
        Control: {"owner": None, "kind": None, "status": None, "since": None},
        Process: {
            "service": None,
            "receives": None,
            "delivers": None,
            "nodes": Items(("lane", "inputs", "outputs", "depends_on", "critical"), ordered=False),
            "edges": None,
        },
    }
)
"""The material pointers of each kind of record."""

SETS = frozenset(
    {
        *("controls", "barriers", "arises_at", "depends_on"),
        *("receives", "delivers", "inputs", "outputs", "edges"),
    }
)
"""The lists whose order means nothing; they are sorted before they are digested."""


def content_of(record: Signed) -> dict[str, str]:
    """The digest of every material pointer of a record that holds anything, in the fields' order.

    The digests are those of :func:`riskbook.model.digests.digest_value`.
    """
    return {pointer: digest_value(value) for pointer, value in values_of(record).items()}


def values_of(record: Signed) -> dict[str, Value]:
    """What stands at every material pointer of a record, as it is digested; empty ones left out."""
    found: dict[str, Value] = {}
    for pointer, items in MATERIAL[type(record)].items():
        value = _at(record, pointer)
        if not value and value is not False and value != 0:
            continue
        if pointer.endswith("/impact"):
            found.update(_impact(pointer, value))
        elif items is None:
            found[pointer] = _plain(value, pointer)
        else:
            found.update(_items(pointer, value, items))
    return found


def plan_digests(plan: Plan) -> dict[str, str]:
    """The digests that an exercise of a plan proves: its triggers and steps, ``steps/S2``."""
    proved = ("trigger/", "steps/")
    return {
        pointer: digest
        for pointer, digest in content_of(plan).items()
        if pointer.startswith(proved)
    }


def changed_pointers(then: Iterable[tuple[str, str]], now: Mapping[str, str]) -> tuple[str, ...]:
    """The pointers, sorted, whose digest is another now, or that came or went since ``then``.

    A list that is ordered is not named beside its items that came or went.
    """
    before = dict(then)
    changed = {pointer for pointer in {*before, *now} if before.get(pointer) != now.get(pointer)}
    moved = {pointer.rpartition("/")[0] for pointer in changed if pointer in before.keys() ^ now}
    return tuple(sorted(changed - moved))


def _at(record: object, pointer: str) -> Any:
    value: Any = record
    for field in pointer.split("/"):
        if value is None:
            return None
        value = getattr(value, field)
    return value


def _impact(pointer: str, steps: Iterable[tuple[str, int]]) -> dict[str, Value]:
    return {f"{pointer}/{key}" if key else pointer: step for key, step in steps}


def _items(pointer: str, items: Iterable[Any], shape: Items) -> dict[str, Value]:
    found: dict[str, Value] = {
        f"{pointer}/{item.id}": {
            field: _plain(getattr(item, field), field) for field in shape.fields
        }
        for item in items
    }
    if shape.ordered:
        found[pointer] = [item.id for item in items]
    return found


def _plain(value: Any, pointer: str) -> Value:
    """A value in the terms of JSON; what is a set is in a settled order."""
    match value:
        case None | str() | bool() | int() | float():
            return value
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case Period():
            return {"count": value.count, "unit": value.unit}
        case Text():
            return dict(value.by_language)
        case NodeReference():
            return {"process": value.process, "node": value.node}
        case Dependence():
            return {field: getattr(value, field) for field in Dependence.__slots__}
        case tuple():
            plain = [_plain(part, "") for part in value]
            return sorted(plain, key=digest_value) if pointer in SETS else plain
        case Edge():
            return {"from": value.source, "to": value.target, "when": _plain(value.when, "")}
        case _:
            message = f"no digest of a {type(value).__name__}"
            raise TypeError(message)

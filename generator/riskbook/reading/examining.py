"""One unsound file, read slowly: every fault in it, each with its place."""

from __future__ import annotations

from typing import Any, NamedTuple

from riskbook.reading.composing import Composed, examine
from riskbook.reading.faults import Fault
from riskbook.reading.front_matter import LARGEST, Split, decode, split
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Shape
from riskbook.reading.yaml_traps import cut_short
from riskbook.wording import say


class Examined(NamedTuple):
    """What can be made of a file: its data where they are sound all the same, and its faults."""

    data: dict[str, Any] | None
    raw: dict[str, Any]
    body: str
    faults: tuple[Fault, ...]


def examine_file(kind: Kind, content: bytes | None, shape: Shape) -> Examined:
    """Every fault of a file. Warnings (a value cut short by ``#``) leave the data sound."""
    if content is None:
        return _broken(Fault("RB016", say("finding.RB016"), None, say("hint.RB016")))
    if len(content) > LARGEST:
        facts = {"size": f"{len(content):,}", "largest": f"{LARGEST:,}"}
        return _broken(Fault("RB008", say("finding.RB008", **facts), None, say("hint.RB008")))
    text = decode(content)
    if isinstance(text, Fault):
        return _broken(text)
    parts = split(text) if kind.has_front_matter else Split(text, 0, "")
    if isinstance(parts, Fault):
        return _broken(parts)
    composed = examine(parts.yaml, parts.line)
    cut = tuple(cut_short(parts.yaml, parts.line))
    if any(fault.code in _UNREADABLE for fault in composed.faults):
        return Examined(None, composed.data, parts.body, (*composed.faults, *cut))
    data = shape.cast(composed.data) or {}
    complaints: tuple[Fault, ...] = ()
    if not shape.fits(data):
        from riskbook.reading.explaining import Subject, explain

        complaints = explain(shape.schema, Subject(data, composed, text.split("\n")))
        if not complaints:  # the gate is the stricter one: what it turns away is never let pass
            problem = say("finding.RB114.other", field="", problem=shape.refusal(data)[:200])
            complaints = (Fault("RB114", problem),)
    sound = not composed.faults and not complaints
    faults = (*composed.faults, *cut, *complaints)
    return Examined(data if sound else None, data, parts.body, faults)


_UNREADABLE = frozenset({"RB004", "RB013", "RB014"})
"""Faults after which the data are not worth a second complaint."""


def compose_file(kind: Kind, content: bytes) -> Composed | None:
    """The data and positions of a file, or None where it has no YAML to speak of."""
    text = decode(content)
    if isinstance(text, Fault):
        return None
    parts = split(text) if kind.has_front_matter else Split(text, 0, "")
    return None if isinstance(parts, Fault) else examine(parts.yaml, parts.line)


def _broken(fault: Fault) -> Examined:
    return Examined(None, {}, "", (fault,))

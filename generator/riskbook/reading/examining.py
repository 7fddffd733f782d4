"""One unsound file, read slowly: every fault in it, each with its place."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from riskbook.reading.composing import Composed, examine
from riskbook.reading.faults import MOST, Fault, brief
from riskbook.reading.front_matter import LARGEST, Split, decode, split
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Shape
from riskbook.reading.yaml_traps import cut_short
from riskbook.wording import Saying, say


class Examined(NamedTuple):
    """What can be made of a file: its data where they are sound all the same, and its faults."""

    data: dict[str, Any] | None
    raw: dict[str, Any]
    body: str
    faults: tuple[Fault, ...]


def examine_file(kind: Kind, content: bytes | None, shape: Shape) -> Examined:
    """Every fault of a file, up to :data:`MOST`. Warnings (RB015) leave the data sound."""
    found = _examined(kind, content, shape)
    faults = tuple(map(_sayable, found.faults[:MOST]))
    if len(found.faults) <= MOST:
        return found._replace(faults=faults)
    many = Fault("RB016", say("finding.RB016.many", most=MOST), None, say("hint.RB016.many"))
    return found._replace(data=None, faults=(*faults, many))


def _sayable(fault: Fault) -> Fault:
    """The fault without texts from the file that are too long to stand in a sentence."""
    hint = _shortened(fault.hint) if fault.hint else None
    return replace(
        fault, message=_shortened(fault.message), hint=hint, pointer=brief(fault.pointer)
    )


def _shortened(saying: Saying) -> Saying:
    facts = ((name, brief(fact) if isinstance(fact, str) else fact) for name, fact in saying.facts)
    return Saying(saying.key, tuple(facts))


def _examined(kind: Kind, content: bytes | None, shape: Shape) -> Examined:
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
    cut = tuple(islice(cut_short(parts.yaml, parts.line), MOST + 1))
    unreadable = any(fault.code in _UNREADABLE for fault in composed.faults)
    if unreadable or len(composed.faults) > MOST:
        return Examined(None, composed.data, parts.body, (*composed.faults, *cut))
    data = shape.cast(composed.data) or {}
    complaints: tuple[Fault, ...] = ()
    if not shape.fits(data):
        from riskbook.reading.explaining import Subject, explain

        subject = Subject(data, composed, text.split("\n"), shape.known)
        complaints = explain(shape.schema, subject)
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

"""Pointers of content and basis in words: what a person reads where a digest differs."""

from __future__ import annotations

from collections.abc import Iterable

from riskbook.wording import Saying, say
from riskbook.wording.saying import Fact

_ITEMS = {
    "treatment/actions": "action",
    "steps": "step",
    "trigger": "trigger",
    "communication": "communication",
    "nodes": "node",
    "levels": "level",
    "likelihood/steps": "likelihood-step",
    "impact/steps": "impact-step",
    "impact/dimensions": "dimension",
    "categories": "category-of",
    "appetite": "appetite-of",
    "people": "person",
    "services": "service-of",
    "severities": "severity",
}
"""Lists whose items are named by their key or id."""

_PLAIN = frozenset(
    {
        *("status", "category", "service", "objective", "owner", "controls", "arises_at"),
        *("statement/cause", "statement/event", "statement/consequence", "depends_on", "plan"),
        *("assessment/confidence", "assessment/velocity", "treatment/strategy", "deputy", "steps"),
        *("resources", "stop_when", "exercise_every", "cost", "kind", "since", "receives"),
        *("delivers", "edges", "likelihood/kind", "matrix", "ranking", "score", "acceptance"),
        *("currency", "fail_on", "gate/rereview_from", "gate/identity", "withheld"),
    }
)
"""Pointers with words of their own."""

_STAGES = ("inherent", "current", "target")


def pointer_words(pointer: str) -> Saying:
    """A pointer of a record's or the framework's content: *step S2*, *current likelihood*."""
    parent, _, key = pointer.rpartition("/")
    if parent in _ITEMS:
        return say(f"pointer.{_ITEMS[parent]}", id=key)
    match pointer.split("/"):
        case ["assessment", stage, "impact", dimension] if stage in _STAGES:
            return say("pointer.impact-in", stage=say(f"pointer.stage.{stage}"), id=dimension)
        case ["assessment", stage, ("likelihood" | "impact" | "due") as field] if stage in _STAGES:
            return say(f"pointer.of-stage.{field}", stage=say(f"pointer.stage.{stage}"))
        case ["expected_loss", *_]:
            return say("pointer.expected_loss")
        case _ if pointer in _PLAIN:
            return say(f"pointer.{pointer.replace('/', '.')}")
        case _:
            return say("pointer.other", id=pointer)


def pointers_words(pointers: Iterable[str]) -> tuple[Fact, ...]:
    """Several pointers, each named once, as a fact of a saying: its words stand in a list."""
    return tuple(dict.fromkeys(pointer_words(pointer) for pointer in pointers))


def basis_words(pointer: str) -> Saying:
    """A pointer of a basis: *node triage of the process ticket-intake*, *control C003*."""
    kind, _, name = pointer.partition("/")
    if kind == "process" and "/" in name:
        process, _, node = name.partition("/")
        return say("pointer.basis.node", process=process, node=node)
    if kind not in _BASIS and kind != "criteria":
        return pointer_words(pointer)
    return say(f"pointer.basis.{kind}", id=name) if name else say(f"pointer.basis.{kind}")


def either_words(pointer: str) -> Saying:
    """A pointer of a content or of a basis, whichever it is: they never look alike."""
    kind, _, name = pointer.partition("/")
    is_basis = kind in _BASIS and bool(name)
    return basis_words(pointer) if is_basis or kind == "criteria" else pointer_words(pointer)


_BASIS = frozenset({"process", "control", "plan", "service", "path"})

"""Pointers of content and basis in words: what a person reads where a digest differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from riskbook.model.book import Book
from riskbook.wording import Saying, Text, say
from riskbook.wording.saying import Fact

_ITEMS = {
    "causes": "cause",
    "consequences": "consequence",
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

PointerNames = Mapping[str, Text]
"""What the book calls the things that pointers name, by pointer: ``impact/dimensions/financial``.

A process and its nodes are there by their pointers of a basis: ``process/ticket-intake/triage``.
"""

NAMELESS: PointerNames = MappingProxyType({})
"""For whoever shows pointers to people who know the keys."""


def pointer_names(book: Book) -> PointerNames:
    """The names of all that a pointer can name by its key."""
    criteria, processes = book.criteria, book.processes
    named: dict[str, Text] = {
        f"impact/dimensions/{one.key}": one.name for one in criteria.impact.dimensions
    }
    named |= {f"levels/{level.key}": level.name for level in criteria.levels}
    for key, name in criteria.categories:
        named |= {f"categories/{key}": name, f"appetite/{key}": name}
    named |= {f"people/{key}": one.name for key, one in book.organization.people.items()}
    named |= {f"services/{key}": one.name for key, one in book.services.services.items()}
    for key, process in processes.items():
        named[f"process/{key}"] = process.title
        named |= {f"process/{key}/{node.id}": node.title for node in process.nodes}
    return named


def pointer_words(pointer: str, names: PointerNames = NAMELESS) -> Saying:
    """A pointer of a record's or the framework's content: *step S2*, *current likelihood*.

    What ``names`` does not know is named by its key.
    """
    parent, _, key = pointer.rpartition("/")
    if parent in _ITEMS:
        return say(f"pointer.{_ITEMS[parent]}", id=names.get(pointer, key))
    match pointer.split("/"):
        case ["assessment", stage, "impact", dimension] if stage in _STAGES:
            name = names.get(f"impact/dimensions/{dimension}", dimension)
            return say("pointer.impact-in", stage=say(f"pointer.stage.{stage}"), id=name)
        case ["assessment", stage, ("likelihood" | "impact" | "due") as field] if stage in _STAGES:
            return say(f"pointer.of-stage.{field}", stage=say(f"pointer.stage.{stage}"))
        case ["expected_loss", *_]:
            return say("pointer.expected_loss")
        case _ if pointer in _PLAIN:
            return say(f"pointer.{pointer.replace('/', '-')}")
        case _:
            return say("pointer.other", id=pointer)


def pointers_words(pointers: Iterable[str], names: PointerNames = NAMELESS) -> tuple[Fact, ...]:
    """Several pointers, each named once, as a fact of a saying: its words stand in a list."""
    return tuple(dict.fromkeys(pointer_words(pointer, names) for pointer in pointers))


def basis_words(pointer: str, names: PointerNames = NAMELESS) -> Saying:
    """A pointer of a basis: *node triage of the process ticket-intake*, *control C003*."""
    kind, _, name = pointer.partition("/")
    if kind == "process" and "/" in name:
        process, _, node = name.partition("/")
        return say(
            "pointer.basis.node",
            process=names.get(f"process/{process}", process),
            node=names.get(pointer, node),
        )
    if kind not in _BASIS and kind != "criteria":
        return pointer_words(pointer, names)
    if not name:
        return say(f"pointer.basis.{kind}")
    known = names.get(f"services/{name}" if kind == "service" else pointer, name)
    return say(f"pointer.basis.{kind}", id=known)


def either_words(pointer: str, names: PointerNames = NAMELESS) -> Saying:
    """A pointer of a content or of a basis, whichever it is: they never look alike."""
    kind, _, name = pointer.partition("/")
    is_basis = kind in _BASIS and bool(name)
    if is_basis or kind == "criteria":
        return basis_words(pointer, names)
    return pointer_words(pointer, names)


_BASIS = frozenset({"process", "control", "plan", "service", "path"})

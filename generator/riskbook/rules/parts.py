"""The pointers of a sign-off in words: what has changed of a record, and of what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from riskbook.model.book import Book
from riskbook.model.criteria import Authority
from riskbook.reviewing.basis import CRITERIA
from riskbook.rules.evidence import axis_name, stage_name
from riskbook.wording import Fact, Saying, say

FEW = 6
"""Up to so many parts are all named."""

SOME = 5
"""So many of more are named."""

_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "status": "finding.part.status",
        "category": "finding.part.category",
        "service": "finding.part.service",
        "objective": "finding.part.objective",
        "owner": "finding.part.owner",
        "statement/cause": "finding.part.cause",
        "statement/event": "finding.part.event",
        "statement/consequence": "finding.part.consequence",
        "assessment/target/due": "finding.part.target-due",
        "assessment/confidence": "finding.part.confidence",
        "assessment/velocity": "finding.part.velocity",
        "controls": "finding.part.controls",
        "arises_at": "finding.part.arises-at",
        "depends_on": "finding.part.depends-on",
        "treatment/strategy": "finding.part.strategy",
        "plan": "finding.part.plan",
        "deputy": "finding.part.deputy",
        "steps": "finding.part.order-of-steps",
        "resources": "finding.part.resources",
        "stop_when": "finding.part.stop-when",
        "exercise_every": "finding.part.exercise-every",
        "cost": "finding.part.cost",
    }
)

_ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "treatment/actions": "finding.part.action",
        "trigger": "finding.part.trigger",
        "steps": "finding.part.step",
        "communication": "finding.part.message",
    }
)
"""What is a list of items with ids."""


def content_parts(pointers: Iterable[str], book: Book) -> Fact:
    """What has changed of a risk or a plan, each part once: ``action A1, current likelihood``."""
    return _listed(_content_part(pointer, book) for pointer in pointers)


def basis_parts(pointers: Iterable[str], book: Book) -> Fact:
    """What has changed of what a risk rests on: ``the node Triage of Ticket intake``."""
    return _listed(_basis_part(pointer, book) for pointer in pointers)


def roles_of(authority: Authority) -> Fact:
    """The roles of an authority, and that they must be held for the whole book where they must."""
    roles: Fact = authority.any_of[0] if len(authority.any_of) == 1 else authority.any_of
    if len(authority.any_of) > 1:
        roles = say("finding.roles.any", roles=roles)
    return say("finding.roles.whole-book", roles=roles) if authority.whole_book else roles


def _content_part(pointer: str, book: Book) -> Fact:
    known = _FIELDS.get(pointer)
    if known:
        return say(known)
    if pointer.startswith("expected_loss/"):
        return say("finding.part.expected-loss")
    field, _, item = pointer.rpartition("/")
    if field in _ITEMS:
        return say(_ITEMS[field], id=item)
    match pointer.split("/"):
        case ["assessment", stage, "likelihood"]:
            return _coordinate(stage, say("finding.axis.likelihood"))
        case ["assessment", stage, "impact", *dimension]:
            return _coordinate(stage, axis_name(book.criteria, "".join(dimension)))
        case _:
            return pointer


def _coordinate(stage: str, axis: Saying) -> Saying:
    return say("finding.part.coordinate", stage=stage_name(stage), axis=axis)


def _basis_part(pointer: str, book: Book) -> Fact:
    if pointer == CRITERIA:
        return say("finding.rest.criteria")
    kind, _, name = pointer.partition("/")
    match kind:
        case "process":
            return _in_process(name, book)
        case "control":
            return say("finding.rest.control", control=name)
        case "plan":
            return say("finding.rest.plan", plan=name)
        case "service":
            service = book.services.services.get(name)
            return say("finding.rest.service", service=service.name if service else name)
        case "path":
            return say("finding.rest.path", pattern=name)
        case _:
            return pointer


def _in_process(name: str, book: Book) -> Saying:
    key, _, node = name.partition("/")
    process = book.processes.get(key)
    title: Fact = process.title if process else key
    if not node:
        return say("finding.rest.process", process=title)
    nodes = {each.id: each.title for each in process.nodes} if process else {}
    return say("finding.rest.node", node=nodes.get(node, node), process=title)


def _listed(parts: Iterable[Fact]) -> Fact:
    every = tuple(dict.fromkeys(parts))
    if len(every) <= FEW:
        return every
    return say("finding.parts.more", parts=every[:SOME], more=len(every) - SOME)

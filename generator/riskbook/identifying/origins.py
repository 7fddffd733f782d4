"""What a risk may be found in, as people refer to it: ``tickets:PT-07``, ``session:q3/P4``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from riskbook.model.book import Book
from riskbook.model.discovery import ChecklistAnswers, Discovery
from riskbook.model.records import FoundIn, Process, Source, WhatIf
from riskbook.wording.saying import Text


class OriginKind(StrEnum):
    """A kind of thing that a risk is found in. The value is how people refer to it."""

    TICKETS = "tickets"  # of one problem type
    INCIDENT = "incident"
    SESSION = "session"  # one point of it
    CHECKLIST = "checklist"  # one question of an answered one
    FEEDBACK = "feedback"  # one answer
    FISHBONE = "fishbone"  # one cause on it
    PROMPT = "prompt"  # one what-if question at a node of a process
    NODE = "node"  # a node of a process, where nobody has looked so far


@dataclass(frozen=True, slots=True)
class Origin:
    """One such thing: a record, and the item in it; "" where the record has none."""

    kind: OriginKind
    record: str
    item: str = ""

    def __str__(self) -> str:
        """``session:network-2026-q3/P4``."""
        return f"{self.kind}:{self.record}{'/' if self.item else ''}{self.item}"


def origin_of(found: FoundIn) -> Origin:
    """What a risk says that it was found in."""
    kind = OriginKind.PROMPT if found.kind == "process" else OriginKind(found.kind)
    return Origin(kind, found.record, found.item)


def records_with(kind: OriginKind, book: Book) -> Mapping[str, tuple[str, ...]]:
    """Every record of a kind in a book, with the ids of its items."""
    found = book.discovery
    match kind:
        case OriginKind.TICKETS:
            types = found.problem_types.types if found.problem_types else ()
            return {one.id: () for one in types if not one.retired}
        case OriginKind.INCIDENT:
            return dict.fromkeys(found.incidents, ())
        case OriginKind.SESSION:
            return {key: tuple(p.id for p in one.points) for key, one in found.sessions.items()}
        case OriginKind.CHECKLIST:
            return {
                key: tuple(answered.question for answered in one.answers)
                for key, one in found.answers.items()
            }
        case OriginKind.FEEDBACK:
            return {key: tuple(a.id for a in one.answers) for key, one in found.feedback.items()}
        case OriginKind.FISHBONE:
            return {
                key: tuple(cause.id for bone in one.categories for cause in bone.causes)
                for key, one in found.fishbones.items()
            }
        case OriginKind.PROMPT:
            return {
                key: tuple(prompt.id for node in one.nodes for prompt in node.what_if)
                for key, one in book.processes.items()
            }
        case OriginKind.NODE:
            return {
                key: tuple(node.id for node in one.nodes) for key, one in book.processes.items()
            }


def said(origin: Origin, book: Book) -> Text | None:
    """What was said there: a point, a question, a cause. None for what the book does not have."""
    found, record, item = book.discovery, origin.record, origin.item
    match origin.kind:
        case OriginKind.TICKETS:
            types = found.problem_types.types if found.problem_types else ()
            return next((one.name for one in types if one.id == record), None)
        case OriginKind.INCIDENT:
            return found.incidents[record].title if record in found.incidents else None
        case OriginKind.SESSION:
            session = found.sessions.get(record)
            points = session.points if session else ()
            return next((point.text for point in points if point.id == item), None)
        case OriginKind.CHECKLIST:
            return _asked(found.answers.get(record), item, found)
        case OriginKind.FEEDBACK:
            feedback = found.feedback.get(record)
            answers = feedback.answers if feedback else ()
            return next((a.answer or a.question for a in answers if a.id == item), None)
        case OriginKind.FISHBONE:
            fishbone = found.fishbones.get(record)
            bones = fishbone.categories if fishbone else ()
            causes = (cause for bone in bones for cause in bone.causes)
            return next((cause.text for cause in causes if cause.id == item), None)
        case OriginKind.PROMPT:
            prompt = _prompt(book.processes.get(record), item)
            return prompt.question if prompt else None
        case OriginKind.NODE:
            process = book.processes.get(record)
            nodes = process.nodes if process else ()
            return next((node.title for node in nodes if node.id == item), None)


def titled(origin: Origin, book: Book) -> Text | None:
    """What the record is called that the item is in; None where it is the item itself."""
    found, record = book.discovery, origin.record
    match origin.kind:
        case OriginKind.SESSION:
            return found.sessions[record].topic if record in found.sessions else None
        case OriginKind.CHECKLIST:
            checked = found.answers.get(record)
            definition = found.checklists.get(checked.checklist) if checked else None
            return definition.title if definition else None
        case OriginKind.FEEDBACK:
            return found.feedback[record].title if record in found.feedback else None
        case OriginKind.FISHBONE:
            return found.fishbones[record].effect if record in found.fishbones else None
        case OriginKind.PROMPT | OriginKind.NODE:
            return book.processes[record].title if record in book.processes else None
        case _:
            return None


def service_of(origin: Origin, book: Book) -> str:
    """The service that it is about, by key; "" where it is about none in particular."""
    found, record = book.discovery, origin.record
    match origin.kind:
        case OriginKind.INCIDENT if record in found.incidents:
            return found.incidents[record].service
        case OriginKind.CHECKLIST if record in found.answers:
            return found.answers[record].service
        case OriginKind.FEEDBACK if record in found.feedback:
            return found.feedback[record].service
        case OriginKind.FISHBONE if record in found.fishbones:
            return found.fishbones[record].service
        case OriginKind.PROMPT | OriginKind.NODE if record in book.processes:
            return book.processes[record].service
        case _:
            return ""


def register_of(origin: Origin, book: Book) -> str:
    """The register that the record lies in, by key; "" for one above them."""
    found = book.discovery
    shelves: Mapping[OriginKind, Mapping[str, _Filed]] = {
        OriginKind.INCIDENT: found.incidents,
        OriginKind.SESSION: found.sessions,
        OriginKind.CHECKLIST: found.answers,
        OriginKind.FEEDBACK: found.feedback,
        OriginKind.FISHBONE: found.fishbones,
        OriginKind.PROMPT: book.processes,
        OriginKind.NODE: book.processes,
    }
    record = shelves.get(origin.kind, {}).get(origin.record)
    return record.source.register if record else ""


def node_of(origin: Origin, book: Book) -> str:
    """The node at which a what-if question was asked, or the node itself."""
    if origin.kind is OriginKind.NODE:
        return origin.item
    process = book.processes.get(origin.record)
    nodes = process.nodes if process and origin.kind is OriginKind.PROMPT else ()
    return next((one.id for one in nodes for prompt in one.what_if if prompt.id == origin.item), "")


class _Filed(Protocol):
    """A record that lies in a file."""

    @property
    def source(self) -> Source:
        """Where."""
        ...


def _asked(checked: ChecklistAnswers | None, question: str, found: Discovery) -> Text | None:
    definition = found.checklists.get(checked.checklist) if checked else None
    questions = definition.questions if definition else ()
    return next((one.text for one in questions if one.id == question), None)


def _prompt(process: Process | None, item: str) -> WhatIf | None:
    nodes = process.nodes if process else ()
    return next((one for node in nodes for one in node.what_if if one.id == item), None)

"""What changed of the things that a risk rests on, one hop away, and where the change can be seen.

A ground is one pointer of a risk's basis (``process/ticket-intake/triage``) that holds another
value after a change than before. It is told as turns, each a kind of change with questions of its
own. What changed elsewhere in the same file is no ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskbook.model.book import Book, Service
from riskbook.model.digests import digest_value
from riskbook.model.records import Control, Plan, Process, Risk
from riskbook.model.terms import ControlStatus
from riskbook.reviewing.basis import CRITERIA, criteria_value, rests_on, value_at
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.criteria_grounds import criteria_turns
from riskbook.reviewing.naming import title_of
from riskbook.reviewing.pointers import pointers_words
from riskbook.reviewing.process_grounds import node_turns, process_turns
from riskbook.reviewing.questions import Kind, Turn
from riskbook.reviewing.states import States


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a risk rests on and that changed.

    ``base`` and ``head`` are the files of the book in which it stood and stands, "" for none.
    ``confidential`` says that the record it speaks of is withheld from what is published.
    """

    pointer: str
    turns: tuple[Turn, ...]
    base: str
    head: str
    confidential: bool


def grounds_of(risk: Risk, states: States) -> tuple[Ground, ...]:
    """What changed of all that a risk of the head rests on, by pointer.

    Where the risk is in the base too, what its links named there counts as well.
    """
    before = states.base.book.risks.get(risk.id)
    pointers = {*rests_on(risk), *(rests_on(before) if before else ())}
    found = []
    for pointer in sorted(pointers):
        named = frozenset(
            each.removeprefix(f"{pointer}/") for each in pointers if each.startswith(f"{pointer}/")
        )
        turns = tuple(_turns(pointer, risk, before, states, named))
        if turns:
            base, head = _file(pointer, states.base.book), _file(pointer, states.head.book)
            found.append(Ground(pointer, turns, base, head, is_withheld(pointer, states)))
    return tuple(found)


def is_withheld(pointer: str, states: States) -> bool:
    """Whether a thing to rest on is a confidential record: as the head has it, else the base."""
    kind, _, name = pointer.partition("/")
    key = name.partition("/")[0]
    record = _record(kind, key, states.head.book) or _record(kind, key, states.base.book)
    return record is not None and record.confidential


def _turns(
    pointer: str, risk: Risk, before: Risk | None, states: States, named: frozenset[str]
) -> Iterator[Turn]:
    """The turns of one ground; ``named`` are the nodes of a process that are grounds themselves."""
    base, head = states.base.book, states.head.book
    if pointer == CRITERIA:
        yield from _of_criteria(risk, before, base, head)
        return
    kind, _, name = pointer.partition("/")
    process, _, node = name.partition("/")
    if kind == "path":
        yield from _path(name, states)
        return
    then, now = value_at(pointer, base, None), value_at(pointer, head, None)
    if digest_value([then]) == digest_value([now]):
        return
    match kind:
        case "service":
            yield from _service(name, base.services.services.get(name), head)
        case "control":
            yield from _control(name, base, head)
        case "plan":
            yield from _plan(name, base, head)
        case "process" if node:
            yield from node_turns(process, node, base, head)
        case _:
            yield from process_turns(process, base, head, named)


def _of_criteria(risk: Risk, before: Risk | None, base: Book, head: Book) -> Iterator[Turn]:
    """A risk that was scored anew is held against the criteria by its score of then, too."""
    if base.criteria == head.criteria:
        return
    said: set[Turn] = set()
    for each in (risk, before):
        if each is None:
            continue
        then, now = criteria_value(each, base.criteria), criteria_value(each, head.criteria)
        if digest_value(then) == digest_value(now):
            continue
        for turn in criteria_turns(each, base.criteria, head.criteria):
            if turn not in said:
                said.add(turn)
                yield turn


def _path(pattern: str, states: States) -> Iterator[Turn]:
    then, now = states.base_files[pattern], states.head_files[pattern]
    if sorted(then.values()) == sorted(now.values()):  # files that only moved are the same
        return
    files = tuple(
        (path, "+" if path not in then else "~" if path in now else "-")
        for path in sorted({*then, *now})
        if then.get(path) != now.get(path)
    )
    kind = Kind.PATH_CHANGED if now else Kind.PATH_EMPTY
    yield Turn(kind, (("thing", pattern), ("count", len(files))), files=files)


def _service(key: str, then: Service | None, head: Book) -> Iterator[Turn]:
    now = head.services.services.get(key)
    at = f"services/{key}"
    if now is None:
        if then is not None:
            yield Turn(Kind.SERVICE_REMOVED, (("thing", then.name),), (at,))
        return
    if then is None:
        yield Turn(Kind.APPEARED, (("thing", now.name),), (), (at,))
        return
    if then.importance != now.importance:
        rose = now.importance > then.importance
        kind = Kind.IMPORTANCE_RAISED if rose else Kind.IMPORTANCE_LOWERED
        facts = (("thing", now.name), ("then", then.importance), ("now", now.importance))
        spots = (f"#{at}", f"{at}/importance")
        yield Turn(kind, facts, spots, spots)
    if then.department != now.department:
        known = head.organization.departments
        of_now = known[now.department].name if now.department in known else now.department
        of_then = known[then.department].name if then.department in known else then.department
        spots = (f"#{at}", f"{at}/department")
        facts_of_both = (("thing", now.name), ("then", of_then), ("now", of_now))
        yield Turn(Kind.SERVICE_DEPARTMENT, facts_of_both, spots, spots)


_STATUS_TURN = {
    ControlStatus.RETIRED: Kind.CONTROL_RETIRED,
    ControlStatus.PLANNED: Kind.CONTROL_PLANNED,
    ControlStatus.IN_FORCE: Kind.CONTROL_IN_FORCE,
}


def _control(key: str, base: Book, head: Book) -> Iterator[Turn]:
    then, now = base.controls.get(key), head.controls.get(key)
    whole = _appeared_or_gone(key, then, now, base, head, Kind.CONTROL_REMOVED)
    if whole is not None:
        yield whole
    if then is None or now is None:
        return
    facts = (("id", key), ("thing", title_of(head, now)))
    changed = changed_pointers(content_of(then).items(), content_of(now))
    if "status" in changed:
        spots = tuple(each for each in ("status", "since") if each in changed)
        yield Turn(_STATUS_TURN[now.status], facts, spots, spots)
        changed = tuple(each for each in changed if each not in spots)
    if changed:
        yield Turn(
            Kind.CONTROL_CHANGED,
            (*facts, ("parts", pointers_words(changed))),
            changed,
            changed,
        )


def _plan(key: str, base: Book, head: Book) -> Iterator[Turn]:
    then, now = base.plans.get(key), head.plans.get(key)
    whole = _appeared_or_gone(key, then, now, base, head, Kind.PLAN_REMOVED)
    if whole is not None:
        yield whole
    if then is None or now is None:
        return
    changed = changed_pointers(content_of(then).items(), content_of(now))
    facts = (
        ("id", key),
        ("thing", title_of(head, now)),
        ("parts", pointers_words(changed)),
    )
    yield Turn(Kind.PLAN_CHANGED, facts, changed, changed)


def _appeared_or_gone(
    key: str,
    then: Control | Plan | None,
    now: Control | Plan | None,
    base: Book,
    head: Book,
    removed: Kind,
) -> Turn | None:
    if then is not None and now is None:
        return Turn(removed, (("id", key), ("thing", title_of(base, then))), ("title",))
    if now is not None and then is None:
        return Turn(Kind.APPEARED, (("thing", title_of(head, now)),), (), ("title",))
    return None


def _file(pointer: str, book: Book) -> str:
    """The file of the book in which a thing stands; "" for paths, which lie beside the book."""
    kind, _, name = pointer.partition("/")
    match kind:
        case "criteria":
            return book.criteria.path
        case "service":
            return book.services.path
        case "path":
            return ""
        case _:
            record = _record(kind, name.partition("/")[0], book)
            return record.source.path if record else ""


def _record(kind: str, key: str, book: Book) -> Control | Plan | Process | None:
    match kind:
        case "control":
            return book.controls.get(key)
        case "plan":
            return book.plans.get(key)
        case "process":
            return book.processes.get(key)
        case _:
            return None

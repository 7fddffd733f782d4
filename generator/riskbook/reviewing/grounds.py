"""What changed of the things that a risk rests on, one hop away, and where the change can be seen.

A ground is one pointer of a risk's basis (``process/ticket-intake/triage``) that holds another
value after a change than before. It is told as turns, each a kind of change with a question of its
own; what did not change of the same file is no ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from riskbook.model.book import Book
from riskbook.model.digests import Value, digest_value
from riskbook.model.records import Control, Edge, Node, Process, Risk
from riskbook.model.terms import ControlStatus
from riskbook.reviewing.basis import CRITERIA, criteria_value, rests_on, value_at
from riskbook.reviewing.content import content_of
from riskbook.reviewing.criteria_grounds import criteria_turns
from riskbook.reviewing.naming import item_name, lane_name, name_of, need_name
from riskbook.reviewing.states import States, files_matching
from riskbook.reviewing.turns import Kind, Sign, Touched, Turn, fact_items
from riskbook.wording import Fact


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a risk rests on and that changed.

    ``base`` and ``head`` are the files in which it stood and stands, "" for none. ``confidential``
    says that the record it speaks of is withheld from what is published.
    """

    pointer: str
    turns: tuple[Turn, ...]
    base: str
    head: str
    confidential: bool


def grounds_of(key: str, states: States) -> tuple[Ground, ...]:
    """What changed of all that a risk rested on before and rests on now, by pointer.

    The risk is in the head; where it is in the base too, its links of then count as well.
    """
    found: dict[str, Ground] = {}
    risk = states.head.book.risks[key]
    before = states.base.book.risks.get(key)
    pointers = {*rests_on(risk), *(rests_on(before) if before else ())}
    for pointer in sorted(pointers):
        turns = tuple(_turns(pointer, risk, before, states))
        if turns:
            base, head = _files(pointer, states)
            hidden = _is_withheld(pointer, states)
            found[pointer] = Ground(pointer, turns, base, head, hidden)
    return tuple(found.values())


def _turns(pointer: str, risk: Risk, before: Risk | None, states: States) -> Iterator[Turn]:
    base, head = states.base.book, states.head.book
    if pointer == CRITERIA:
        judged = {digest_value(criteria_value(each, base.criteria)): each for each in (before, risk) if each}
        for each in judged.values():
            yield from criteria_turns(each, base.criteria, head.criteria)
        return
    then = value_at(pointer, base, states.base_paths)
    now = value_at(pointer, head, states.head_paths)
    if digest_value([then]) == digest_value([now]):
        return
    kind, _, name = pointer.partition("/")
    match kind:
        case "path":
            yield from _path(name, states)
        case "service":
            yield from _service(name, then, now, base, head)
        case "control":
            yield from _control(base.controls.get(name), head.controls.get(name))
        case "plan":
            yield from _plan(name, base, head)
        case "process" if "/" in name:
            yield from _node(*name.split("/", 1), base, head)
        case _:
            yield from _process(name, base, head)

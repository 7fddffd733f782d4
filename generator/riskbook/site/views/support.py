"""Plans, controls and processes as a page beside them lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from riskbook.assessing.standing import Approval, Proof
from riskbook.rules.process import bare_nodes
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.homes import owner_home
from riskbook.site.plan_states import approval, proof

LISTED = 12
"""Entries of a list before it refers to the page of them all."""


@dataclass(frozen=True, slots=True)
class State:
    """Something to know of a record; ``amiss`` where somebody must act."""

    words: str
    amiss: bool


@dataclass(frozen=True, slots=True)
class Support:
    """One record, what to know of it, and its owner or ``""``."""

    record: RecordLink
    states: tuple[State, ...]
    owner: str

    @property
    def amiss(self) -> bool:
        """Whether somebody must act."""
        return any(state.amiss for state in self.states)


@dataclass(frozen=True, slots=True)
class SupportList:
    """Records of one sort. ``more`` says how many are left out, ``href`` leads to all of them."""

    title: str
    entries: tuple[Support, ...]
    more: str
    href: str


def supports(
    edition: Edition, plans: Iterable[str], controls: Iterable[str], processes: Iterable[str]
) -> tuple[SupportList, ...]:
    """The plans, controls and processes of these ids that the book has; no list without any."""
    book = edition.site.book
    lists = (
        _list(edition, "plans", [_plan(edition, key) for key in plans if key in edition.plans]),
        _list(
            edition,
            "controls",
            [_control(edition, key) for key in controls if key in edition.controls],
        ),
        _list(
            edition,
            "processes",
            [_process(edition, key) for key in processes if key in book.processes],
        ),
    )
    return tuple(one for one in lists if one.entries)


def _list(edition: Edition, kind: str, entries: list[Support]) -> SupportList:
    entries.sort(key=lambda entry: not entry.amiss)
    rest = len(entries) - LISTED
    return SupportList(
        edition.words.say(f"{kind}.title"),
        tuple(entries[:LISTED]),
        edition.words.say("attention.rest", count=rest) if rest > 0 else "",
        f"{UP}{kind}.html",
    )


def _plan(edition: Edition, key: str) -> Support:
    state, owner = edition.site.plan_states.get(key), edition.plans[key].owner
    return Support(
        edition.plan(key),
        ()
        if state is None
        else (
            State(approval(edition, state), amiss=state.approval is not Approval.APPROVED),
            State(proof(edition, state), amiss=state.proof is not Proof.PROVEN),
        ),
        owner_home(edition, owner) if owner else "",
    )


def _control(edition: Edition, key: str) -> Support:
    control, words = edition.controls[key], edition.words
    return Support(
        edition.control(key),
        (
            State(words.named("control-kind", control.kind), amiss=False),
            State(words.named("control-status", control.status), amiss=False),
        ),
        "",
    )


def _process(edition: Edition, key: str) -> Support:
    process, words = edition.site.book.processes[key], edition.words
    bare = len(bare_nodes(process, edition.site.links))
    states = [words.say("rollup.nodes", count=len(process.nodes))]
    if bare:
        states.append(words.say("rollup.bare", count=bare))
    return Support(edition.process(key), tuple(State(one, amiss=False) for one in states), "")

"""Plans, controls and processes as a page beside them lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from riskbook.identifying.unconsidered import bare_nodes
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.homes import owner_home
from riskbook.site.plan_states import State, is_well, plan_states

LISTED = 12
"""Entries of a list before it refers to the page of them all."""


class Support(NamedTuple):
    """One record, what to know of it, and its owner or ``""``."""

    record: RecordLink
    states: tuple[State, ...]
    owner: str


class SupportList(NamedTuple):
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
        _list(edition, "plans", _amiss_first(edition, plans), _plan),
        _list(edition, "controls", [key for key in controls if key in edition.controls], _control),
        _list(edition, "processes", [key for key in processes if key in book.processes], _process),
    )
    return tuple(one for one in lists if one.entries)


def _amiss_first(edition: Edition, plans: Iterable[str]) -> list[str]:
    """The plans that the book has, those first about which somebody must act."""
    known = (key for key in plans if key in edition.plans)
    return sorted(known, key=lambda key: is_well(edition, key))


def _list(
    edition: Edition, kind: str, keys: list[str], entry: Callable[[Edition, str], Support]
) -> SupportList:
    rest = len(keys) - LISTED
    return SupportList(
        edition.words.say(f"{kind}.title"),
        tuple(entry(edition, key) for key in keys[:LISTED]),
        edition.words.say("attention.rest", count=rest) if rest > 0 else "",
        f"{UP}{kind}.html",
    )


def _plan(edition: Edition, key: str) -> Support:
    owner = edition.plans[key].owner
    return Support(
        edition.plan(key),
        plan_states(edition, key),
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

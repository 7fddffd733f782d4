"""A fishbone and what-if questions for tests, each whole and with nothing wrong in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.model.book import Book
from riskbook.model.discovery import Cause, CauseCategory, Discovery, Fishbone
from riskbook.model.records import FoundIn, Process, Source, WhatIf
from riskbook.model.terms import CauseSet, Prompt
from riskbook.wording import Text
from samples import sample_book, sample_process, sample_risk


def text(words: str, chinese: str = "") -> Text:
    return Text((("en", words), ("zh", chinese))) if chinese else Text.of("en", words)


ROOT = Cause(
    id="C1",
    text=text("Tickets wait for one specialist", "工单都等同一位专家"),
    whys=(text("Nobody else has learned the gateway"), text("There was no time for it")),
    evidence=text("38 of 61 late tickets waited for the same person"),
    is_root=True,
    ruled_out=None,
)
RULED_OUT = Cause(
    id="C2",
    text=text("The ticket system is slow"),
    whys=(),
    evidence=None,
    is_root=False,
    ruled_out=text("It answered within two seconds all through April"),
)
POSSIBLE = Cause("C3", text("Calls drown out the alert"), (), None, is_root=False, ruled_out=None)
FOUND = FoundIn("fishbone", "slow-tickets", "C1")
ASKED = FoundIn("process", "ticket-intake", "W1")


def sample_fishbone(**changes: Any) -> Fishbone:
    """Three causes in two categories: a root cause, one ruled out, one nobody has looked at."""
    whole = Fishbone(
        id="slow-tickets",
        source=Source("registers/desk/fishbones/slow-tickets.yml", "desk", ""),
        effect=text("One ticket in four is answered late", "四分之一的工单响应超时"),
        date=date(2026, 10, 5),
        owner="service-desk-lead",
        set=CauseSet.FOUR_DIMENSIONS,
        service="",
        process="ticket-intake",
        problem_type="",
        incident="",
        categories=(
            CauseCategory("organizations-and-people", None, (ROOT,)),
            CauseCategory("information-and-technology", None, (RULED_OUT, POSSIBLE)),
        ),
        confidential=False,
    )
    return replace(whole, **changes)


def fishbone_book(*found: FoundIn, **changes: Any) -> Book:
    """A book with the fishbone, and a risk that was found in these things."""
    fishbone = sample_fishbone(**changes)
    return sample_book(
        [sample_risk(found_in=found)], discovery=Discovery(fishbones={fishbone.id: fishbone})
    )


def sample_question(**changes: Any) -> WhatIf:
    whole = WhatIf(
        id="W1",
        prompt=Prompt.NO,
        question=text("What if nobody answers?", "如果无人接听，会怎样？"),
        consequence=text("The caller gives up"),
        dropped=None,
    )
    return replace(whole, **changes)


def asked_of(*questions: WhatIf) -> Process:
    """The sample process with these questions at its first node."""
    process = sample_process()
    first, *others = process.nodes
    return replace(process, nodes=(replace(first, what_if=questions), *others))

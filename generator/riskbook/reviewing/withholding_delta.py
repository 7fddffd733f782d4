"""A change as it may be told in comments and summaries: nothing of it names what is confidential.

Ranks and counts run over what is published. What the change means was found with all records, so
that an authority is not overlooked, and only then is what names a withheld record taken out.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from riskbook.assessing.stand import stand
from riskbook.model.book import Book
from riskbook.model.links import link
from riskbook.reviewing.delta import Delta, compare
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.meaning import Meaning

WITHHELD = "withheld"
"""Stands for the id of a record in what is told."""


def confidential(base: Book, head: Book) -> frozenset[str]:
    """The ids that may not be named: judged at the head, and at the base what the head lacks."""
    now, then = _flags(head), _flags(base)
    return frozenset(key for key, hidden in (then | now).items() if hidden)


def as_published(judged: Judged, published: Book) -> Judged:
    """A judged book as far as it is published: levels and ranks of the records that are shown."""
    levels = {key: stages for key, stages in judged.levels.items() if key in published.risks}
    attested = {key: judged.standing.risks[key].attested for key in published.risks}
    return replace(
        judged,
        book=published,
        links=link(published),
        levels=levels,
        standing=stand(published, levels, attested),
        plan_states={
            key: state for key, state in judged.plan_states.items() if key in published.plans
        },
    )


def compare_published(whole: Delta, base: Judged, head: Judged, hidden: AbstractSet[str]) -> Delta:
    """The change between two published books, of which ``whole`` is the change in full."""
    told = compare(base, head)
    touched = {change.id for change in whole.changes} & hidden
    meaning = replace(_without(whole.meaning, hidden), tolerance=told.meaning.tolerance)
    return replace(told, meaning=meaning, withheld=len(touched))


def _without(meaning: Meaning, hidden: AbstractSet[str]) -> Meaning:
    """What a change means to the records that are shown; of tolerance nothing, which counts."""
    return Meaning(
        tuple(one for one in meaning.breaches if one.risk not in hidden),
        (),
        tuple(one for one in meaning.approvals if one.id not in hidden),
        tuple(
            replace(one, basis=tuple(_covered(pointer, hidden) for pointer in one.basis))
            for one in meaning.voided
            if one.id not in hidden
        ),
        tuple(one for one in meaning.lapses if one.risk not in hidden),
    )


def _covered(pointer: str, hidden: AbstractSet[str]) -> str:
    kind, _, name = pointer.partition("/")
    return f"{kind}/{WITHHELD}" if name.partition("/")[0] in hidden else pointer


def _flags(book: Book) -> dict[str, bool]:
    shelves = (book.risks, book.plans, book.controls, book.processes)
    return {key: record.confidential for shelf in shelves for key, record in shelf.items()}

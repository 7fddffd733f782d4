"""Fishbones: which categories their bones have, and what became of their causes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType

from riskbook.model.book import Book
from riskbook.model.discovery import Cause, Fishbone
from riskbook.model.links import Links
from riskbook.model.records import FoundIn
from riskbook.model.terms import CauseSet

CATEGORIES: Mapping[CauseSet, tuple[str, ...]] = MappingProxyType(
    {
        CauseSet.FOUR_DIMENSIONS: (
            "organizations-and-people",
            "information-and-technology",
            "partners-and-suppliers",
            "value-streams-and-processes",
            "external-factors",
        ),
        CauseSet.SIX_M: ("people", "machine", "method", "material", "measurement", "milieu"),
        CauseSet.EIGHT_P: (
            "product",
            "price",
            "place",
            "promotion",
            "people",
            "process",
            "physical-evidence",
            "productivity",
        ),
        CauseSet.FOUR_S: ("surroundings", "suppliers", "systems", "skills"),
        CauseSet.OWN: (),
    }
)
"""The keys of the categories of each set, in the order in which they are asked about.

The four dimensions are those of service management in ITIL 4, with the factors outside of them.
"""


class CauseState(Enum):
    """What is known of a cause."""

    POSSIBLE = "possible"
    SHOWN = "shown"
    ROOT = "root"
    RULED_OUT = "ruled-out"


def state_of(cause: Cause) -> CauseState:
    """What is known of a cause: one that is ruled out is no root, whatever else is said of it."""
    if cause.ruled_out is not None:
        return CauseState.RULED_OUT
    if cause.is_root:
        return CauseState.ROOT
    return CauseState.SHOWN if cause.evidence is not None else CauseState.POSSIBLE


def causes_of(fishbone: Fishbone) -> Iterator[Cause]:
    """All causes of a fishbone, bone by bone."""
    for category in fishbone.categories:
        yield from category.causes


def risks_of_cause(fishbone: Fishbone, cause: Cause, links: Links) -> tuple[str, ...]:
    """The risks that were found in a cause, sorted."""
    return links.risks_found_in.get(FoundIn("fishbone", fishbone.id, cause.id), ())


def roots_without_risk(fishbone: Fishbone, links: Links) -> tuple[Cause, ...]:
    """The root causes of which no risk has come yet, in the order of the fishbone."""
    return tuple(
        cause
        for cause in causes_of(fishbone)
        if state_of(cause) is CauseState.ROOT and not risks_of_cause(fishbone, cause, links)
    )


def open_causes(book: Book, links: Links) -> tuple[FoundIn, ...]:
    """The root causes of which no risk has come yet, as a risk would name them.

    Sorted by the date of the fishbone, then by its id and the cause's.
    """
    dated = sorted(book.discovery.fishbones.values(), key=lambda one: (one.date, one.id))
    return tuple(
        FoundIn("fishbone", fishbone.id, key)
        for fishbone in dated
        for key in sorted(cause.id for cause in roots_without_risk(fishbone, links))
    )

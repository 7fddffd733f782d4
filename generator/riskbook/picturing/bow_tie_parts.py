"""What a bow-tie is drawn from: plain words and links, in the language of the page."""

from __future__ import annotations

from typing import NamedTuple

SOUND = "sound"
"""The state of a barrier that is simply there: a control in force, a proven plan."""


class Barrier(NamedTuple):
    """What stands in the way.

    ``state`` is :data:`SOUND`, ``planned``, ``retired``, ``unproven`` or ``failed``, and ``""``
    where nothing is known of it.
    ``caption`` stands small above the title; without ``href`` there is nothing to open.
    ``language`` is that of the title, "" for the page's.
    """

    caption: str
    title: str
    language: str
    href: str
    state: str


class Way(NamedTuple):
    """A cause or a consequence with its barriers, in the order in which they are met."""

    id: str
    what: str
    language: str
    barriers: tuple[Barrier, ...]


class Headings(NamedTuple):
    """What the columns are called; ``none`` stands where a way has no barrier."""

    causes: str
    prevent: str
    event: str
    recover: str
    consequences: str
    none: str


class BowTie(NamedTuple):
    """A risk to draw; at least one of the sides has a way."""

    title: str
    description: str
    headings: Headings
    event: str
    language: str
    causes: tuple[Way, ...]
    consequences: tuple[Way, ...]

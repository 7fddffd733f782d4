"""What a fishbone is drawn from: plain words and links, in the language of the page."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from riskbook.picturing.flow_parts import FlowRisk


class Look(Enum):
    """How a cause is drawn."""

    PLAIN = "plain"
    ROOT = "root"
    RULED_OUT = "ruled-out"


class Phrase(NamedTuple):
    """Words and their language, "" for that of the page."""

    words: str
    language: str


class Rib(NamedTuple):
    """A cause with its whys, each explaining the one before, and the risks that came of it.

    ``caption`` stands small above the cause and says in words what its look shows.
    """

    caption: str
    cause: Phrase
    look: Look
    whys: tuple[Phrase, ...]
    risks: tuple[FlowRisk, ...]


class Bone(NamedTuple):
    """A category with its causes."""

    name: Phrase
    ribs: tuple[Rib, ...]


class Fish(NamedTuple):
    """A fishbone to draw: ``head`` stands small above the effect, ``none`` on a bare bone."""

    title: str
    description: str
    head: str
    effect: Phrase
    none: str
    bones: tuple[Bone, ...]

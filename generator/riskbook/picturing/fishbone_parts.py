"""What a fishbone is drawn from: plain words and links, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from riskbook.picturing.flow_parts import FlowRisk


class Look(Enum):
    """How a cause is drawn."""

    PLAIN = "plain"
    ROOT = "root"
    RULED_OUT = "ruled-out"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and their language, "" for that of the page."""

    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Rib:
    """A cause with its whys, each explaining the one before, and the risks that came of it.

    ``caption`` stands small above the cause and says in words what its look shows.
    """

    caption: str
    cause: Phrase
    look: Look
    whys: tuple[Phrase, ...]
    risks: tuple[FlowRisk, ...]


@dataclass(frozen=True, slots=True)
class Bone:
    """A category with its causes."""

    name: Phrase
    ribs: tuple[Rib, ...]


@dataclass(frozen=True, slots=True)
class Fish:
    """A fishbone to draw: ``head`` stands small above the effect, ``none`` on a bare bone."""

    title: str
    description: str
    head: str
    effect: Phrase
    none: str
    bones: tuple[Bone, ...]

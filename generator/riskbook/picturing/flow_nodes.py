"""One node of a flow: its outline, and what is written in it."""

from __future__ import annotations

from enum import Enum
from math import ceil, sqrt
from types import MappingProxyType
from typing import NamedTuple

from riskbook.model.terms import NodeKind
from riskbook.picturing.flow_parts import FlowNode, FlowRisk
from riskbook.picturing.flow_text import Type, block, longest_word, short, tidy, width

PAD = 9
"""Pixels between the outline and what is written, above and below."""

SIDES = MappingProxyType(
    {
        NodeKind.DECISION: (16, 14),
        NodeKind.SUBPROCESS: (16, 15),
        NodeKind.START: (14, 12),
        NodeKind.END: (14, 12),
        NodeKind.WAIT: (12, 16),
    }
)
"""The same to the left and to the right, by kind of node."""

PLAIN = (11, 11)
"""The same for a task."""

BOLD = 1.15
"""How much wider a mark is for being set in bold."""

TIP = 10.0
"""How far the tips of a decision stand out."""

ROUND = 18.0
"""Radius of the corners of a start and an end, and of the right-hand ones of a wait."""

CORNER = 5.0
"""Radius of all other corners."""

CHIP_HEIGHT = 20
CHIP_PAD = 7
CHIP_GAP = 6
"""Pixels between two risks: half of it on each side is still the link."""

TITLE_LINES = 4
CAPTION_LINES = 3


class Side(Enum):
    """A side of a node's box."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


class Written(NamedTuple):
    """A line in a node, at the left end of its baseline, from the box's corner."""

    x: float
    y: float
    text: str
    kind: Type


class Chip(NamedTuple):
    """A risk on a node, or what leads to the rest of them (``risk`` is None)."""

    x: float
    y: float
    width: float
    text: str
    risk: FlowRisk | None


class Card(NamedTuple):
    """All that is written in a node, and how high its box must be for it.

    ``mark`` tells whether the last caption is the mark, or has it at its end, or there is none.
    """

    width: float
    height: float
    captions: tuple[Written, ...]
    mark: Written | None
    title: tuple[Written, ...]
    chips: tuple[Chip, ...]


def least_width(node: FlowNode, most: float) -> float:
    """How wide a node must be that no word of it is broken and no risk cut; at most ``most``."""
    left, right = SIDES.get(node.kind, PLAIN)
    needed = max(
        longest_word(node.caption, Type.CAPTION),
        width(tidy(node.mark), Type.CAPTION) * BOLD,
        longest_word(node.title, Type.TITLE),
        *(width(tidy(risk.text), Type.CHIP) + 2 * CHIP_PAD for risk in node.risks),
    )
    return min(ceil(needed + left + right), most)


def card(node: FlowNode, across: float) -> Card:
    """What is written in a node that is ``across`` pixels wide."""
    left, right = SIDES.get(node.kind, PLAIN)
    room = across - left - right
    y = float(PAD)
    captions: list[Written] = []
    for line in block(node.caption, Type.CAPTION, room, CAPTION_LINES).lines:
        captions.append(Written(left, y + Type.CAPTION.baseline, line, Type.CAPTION))
        y += Type.CAPTION.pitch
    mark = None
    if node.mark:
        after = width(captions[-1].text + "  ", Type.CAPTION) if captions else 0.0
        needed = width(tidy(node.mark), Type.CAPTION) * BOLD
        if not captions or after + needed > room:
            y += Type.CAPTION.pitch
            after = 0.0
        text = short(node.mark, Type.CAPTION, (room - after) / BOLD)
        baseline = y - Type.CAPTION.pitch + Type.CAPTION.baseline
        mark = Written(left + after, baseline, text, Type.CAPTION)
    title: list[Written] = []
    for line in block(node.title, Type.TITLE, room, TITLE_LINES).lines:
        title.append(Written(left, y + Type.TITLE.baseline, line, Type.TITLE))
        y += Type.TITLE.pitch
    chips, y = _chips(node, left, y + 5, room)
    height = y + PAD if chips else y - 5 + PAD
    return Card(across, height, tuple(captions), mark, tuple(title), chips)


def _chips(node: FlowNode, left: float, top: float, room: float) -> tuple[tuple[Chip, ...], float]:
    """The risks side by side as far as they fit, and where they end."""
    asked: list[tuple[str, FlowRisk | None]] = [(risk.text, risk) for risk in node.risks]
    if node.more:
        asked.append((node.more, None))
    found: list[Chip] = []
    x, y = left, top
    for words, risk in asked:
        text = short(words, Type.CHIP, room - 2 * CHIP_PAD)
        across = min(width(text, Type.CHIP) + 2 * CHIP_PAD, room)
        if found and x + across > left + room:
            x, y = left, y + CHIP_HEIGHT + CHIP_GAP
        found.append(Chip(x, y, across, text, risk))
        x += across + CHIP_GAP
    return tuple(found), y + CHIP_HEIGHT if found else top


def inset(kind: NodeKind, side: Side, offset: float, across: float, high: float) -> float:
    """How far the outline lies within the box's side, ``offset`` pixels from the side's middle."""
    upright = side in (Side.LEFT, Side.RIGHT)
    half = (high if upright else across) / 2
    if kind is NodeKind.DECISION:
        if upright:
            return TIP * abs(offset) / half
        return max(0.0, abs(offset) - half + TIP) / TIP * high / 2
    if kind in (NodeKind.START, NodeKind.END):
        return _rounded(abs(offset), half, min(ROUND, across / 2, high / 2))
    if kind is NodeKind.WAIT:
        far = side is Side.RIGHT or (not upright and offset > 0)
        return _rounded(abs(offset), half, min(ROUND, high / 2) if far else CORNER)
    return _rounded(abs(offset), half, CORNER)


def _rounded(offset: float, half: float, radius: float) -> float:
    into = min(offset - (half - radius), radius)
    return radius - sqrt(radius * radius - into * into) if into > 0 else 0.0


def outline(kind: NodeKind, x: float, y: float, across: float, high: float) -> str:
    """The outline as the data of an SVG path."""
    right = across - TIP
    match kind:
        case NodeKind.DECISION:
            tip, slope = n(TIP), n(high / 2)
            return (
                f"M{n(x + TIP)} {n(y)}h{n(right - TIP)}l{tip} {slope}l-{tip} {slope}"
                f"h-{n(right - TIP)}l-{tip}-{slope}z"
            )
        case NodeKind.START | NodeKind.END:
            radius = min(ROUND, across / 2, high / 2)
            return _box(x, y, across, high, radius, radius)
        case NodeKind.WAIT:
            return _box(x, y, across, high, CORNER, min(ROUND, high / 2))
        case _:
            return _box(x, y, across, high, CORNER, CORNER)


def bars(kind: NodeKind, x: float, y: float, across: float, high: float) -> str:
    """The upright lines within a subprocess, as the data of an SVG path; "" for other nodes."""
    if kind is not NodeKind.SUBPROCESS:
        return ""
    return f"M{n(x + 6)} {n(y)}v{n(high)}M{n(x + across - 6)} {n(y)}v{n(high)}"


def n(number: float) -> str:
    """At most one decimal, without trailing noughts."""
    return f"{number:.1f}".removesuffix(".0").replace("-0", "0") if number else "0"


def _box(x: float, y: float, across: float, high: float, left: float, right: float) -> str:
    """A box whose corners are rounded, to the left and to the right by their own radius."""
    near, far, flat = n(left), n(right), n(across - left - right)
    return (
        f"M{n(x)} {n(y + left)}q0-{near} {near}-{near}h{flat}q{far} 0 {far} {far}"
        f"v{n(high - 2 * right)}q0 {far}-{far} {far}h-{flat}q-{near} 0-{near}-{near}z"
    )

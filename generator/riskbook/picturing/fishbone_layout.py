"""Where everything of a fishbone stands: bones that lean alike, and text between them.

Bones stand in pairs, one above the spine and one below it. All lean by :data:`LEAN`, so that
between two of them there is the same room at every height: as much as the text and the lean of the
highest text need. So nothing can stand upon another, however long the words are.

Lengths are in CSS pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from riskbook.picturing.fishbone_parts import Bone, Fish, Look, Rib
from riskbook.picturing.flow_parts import FlowRisk
from riskbook.picturing.flow_text import Type, block, short, width

LEAN = 0.24
"""How far a bone goes to the right for every pixel that it comes nearer to the spine."""

TEXT = (256.0, 232.0, 208.0, 188.0, 168.0, 148.0)
"""How wide the text of a cause may be: the first with which the drawing is no wider than a page."""

PAGE = 1200.0
"""The room across a page."""

BESIDE = 9.0
"""From a text to the bones at its left and right."""

HEAD = 176.0
"""How wide the head is."""

NECK = 34.0
"""From the last bone to the head."""

TAIL = 26.0
"""From the first bone to the end of the spine."""

MARGIN = 3.0
"""Around everything, for lines that are broader than a pixel."""

APART = 14.0
"""From a cause to the next, to the spine and to the name of the category."""

LEAST = 70.0
"""The least length of a bone, from top to bottom."""

INSIDE = 7.0
"""Between a box and its words, above and below."""

PADDING = 10.0
"""The same left and right."""

RIB = 5.0
"""From a cause down to its rib, and from there to what stands below."""

INDENT = 13.0
"""How far the first why stands in from its cause, and each why from the one that it explains."""

DEEPEST = 4
"""So many whys stand in, each deeper; those after it stand as deep as the last of them."""

STEP = 2.0
"""From why to why."""

CORNER = 4.0
"""How far the box of a category reaches beyond the end of its bone."""

BOLD = 1.15
"""How much wider words are in bold."""

CHIP_HEIGHT = 20.0
CHIP_PAD = 7.0
CHIP_GAP = 6.0
"""Between two risks: half of it on each side is still the link."""

_ALL = 999
"""More lines than a text can have: nothing is cut, the drawing grows."""


class Lines(NamedTuple):
    """Lines of text: where they begin, and the top of the first."""

    x: float
    y: float
    lines: tuple[str, ...]
    kind: Type
    language: str

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return float(len(self.lines) * self.kind.pitch)


class Chip(NamedTuple):
    """A risk that came of a cause."""

    x: float
    y: float
    width: float
    text: str
    risk: FlowRisk


class Spot(NamedTuple):
    """A cause in its place. All heights and breadths within it count from ``x`` and ``y``.

    Its rib runs at ``rib`` from there to ``end``, a point of the bone.
    """

    x: float
    y: float
    height: float
    look: Look
    caption: Lines
    cause: Lines
    rib: float
    end: float
    whys: tuple[Lines, ...]
    chips: tuple[Chip, ...]


class Box(NamedTuple):
    """A box and what is written in it: small words first."""

    x: float
    y: float
    width: float
    height: float
    small: Lines
    large: Lines


class Limb(NamedTuple):
    """A bone in its place: from its name at (``x``, ``y``) to ``joint`` on the spine.

    ``bare`` is said where it has no cause.
    """

    bone: Bone
    name: Box
    x: float
    y: float
    joint: float
    spots: tuple[Spot, ...]
    bare: Lines | None


class FishLayout(NamedTuple):
    """Everything in its place. The spine runs at ``spine`` from ``tail`` to the head."""

    width: float
    height: float
    spine: float
    tail: float
    head: Box
    limbs: tuple[Limb, ...]


def lay_out(fish: Fish) -> FishLayout:
    """The places of everything."""
    for room in TEXT:
        shape = _Shape.of(fish, room)
        if shape.width <= PAGE:
            break
    return _placed(fish, shape)


class _Measured(NamedTuple):
    """A bone with its causes as they stand at (0, 0), the lines of its name, and how long it is."""

    bone: Bone
    name: Lines
    spots: tuple[Spot, ...]
    bare: Lines | None
    length: float

    @property
    def title(self) -> float:
        """How high the box of its name is."""
        return self.name.height + 2 * INSIDE


class _Shape(NamedTuple):
    """A fishbone with text of one breadth: what follows from that for all of it.

    ``pitch`` is from bone to bone, ``above`` and ``below`` how long the bones of a side are.
    """

    room: float
    bones: tuple[_Measured, ...]
    pitch: float
    above: float
    below: float

    @classmethod
    def of(cls, fish: Fish, room: float) -> _Shape:
        bones = tuple(_measured(bone, fish.none, room) for bone in fish.bones)
        texts = [spot.height for bone in bones for spot in bone.spots]
        texts += [bone.bare.height for bone in bones if bone.bare]
        return cls(
            room,
            bones,
            pitch=room + 2 * BESIDE + LEAN * max(texts, default=0.0),
            above=max((bone.length for bone in bones[::2]), default=0.0),
            below=max((bone.length for bone in bones[1::2]), default=0.0),
        )

    @property
    def first(self) -> float:
        """Where the first pair of bones meets the spine."""
        return MARGIN + self.room + BESIDE + LEAN * max(self.above, self.below)

    @property
    def last(self) -> float:
        """Where the last pair does."""
        return self.first + self.pitch * ((len(self.bones) - 1) // 2)

    @property
    def width(self) -> float:
        return self.last + NECK + HEAD + MARGIN


def _measured(bone: Bone, none: str, room: float) -> _Measured:
    spots = tuple(_spot(rib, room) for rib in bone.ribs)
    bare = None if spots else _lines(none, "", Type.LABEL, room)
    content = sum(spot.height for spot in spots) + (bare.height if bare else 0.0)
    length = max(LEAST, content + APART * (max(1, len(spots)) + 1))
    name = _lines(bone.name.words, bone.name.language, Type.LANE, room - 2 * PADDING)
    return _Measured(bone, name, spots, bare, length)


def _spot(rib: Rib, room: float) -> Spot:
    """A cause at (0, 0): caption, cause and rib, and below it whys and risks."""
    bold = BOLD if rib.look is Look.ROOT else 1.0
    caption = _lines(rib.caption, "", Type.CAPTION, room / bold)
    cause = _lines(rib.cause.words, rib.cause.language, Type.TITLE, room, y=caption.height)
    line = cause.y + cause.height + RIB
    y = line + RIB
    whys: list[Lines] = []
    for depth, why in enumerate(rib.whys):
        x = INDENT * (min(depth, DEEPEST - 1) + 1)
        said = _lines(why.words, why.language, Type.LABEL, room - x, x, y)
        whys.append(said)
        y += said.height + STEP
    chips, y = _chips(rib.risks, y, room)
    return Spot(0.0, 0.0, y, rib.look, caption, cause, line, 0.0, tuple(whys), chips)


def _chips(risks: Sequence[FlowRisk], y: float, room: float) -> tuple[tuple[Chip, ...], float]:
    """The risks side by side as far as they fit, and where they end."""
    found: list[Chip] = []
    x, y = 0.0, y + CHIP_GAP / 2
    for risk in risks:
        text = short(risk.text, Type.CHIP, room - 2 * CHIP_PAD)
        across = min(width(text, Type.CHIP) + 2 * CHIP_PAD, room)
        if found and x + across > room:
            x, y = 0.0, y + CHIP_HEIGHT + CHIP_GAP
        found.append(Chip(x, y, across, text, risk))
        x += across + CHIP_GAP
    return tuple(found), y + CHIP_HEIGHT + CHIP_GAP / 2 if found else y - CHIP_GAP / 2


def _placed(fish: Fish, shape: _Shape) -> FishLayout:
    head = _head(fish)
    names = [bone.title for bone in shape.bones]
    up = max(shape.above + max(names[::2], default=0.0), head.height / 2)
    down = max(shape.below + max(names[1::2], default=0.0), head.height / 2)
    spine = MARGIN + up
    limbs = tuple(_limb(bone, shape, index, spine) for index, bone in enumerate(shape.bones))
    x, y = shape.last + NECK, spine - head.height / 2
    return FishLayout(
        width=shape.width,
        height=spine + down + MARGIN,
        spine=spine,
        tail=shape.first - TAIL,
        head=Box(
            x,
            y,
            HEAD,
            head.height,
            _moved(head.small, x + PADDING, y + INSIDE),
            _moved(head.large, x + PADDING, y + INSIDE),
        ),
        limbs=limbs,
    )


def _head(fish: Fish) -> Box:
    room = HEAD - 2 * PADDING
    small = _lines(fish.head, "", Type.CAPTION, room)
    large = _lines(fish.effect.words, fish.effect.language, Type.TITLE, room, y=small.height)
    return Box(0.0, 0.0, HEAD, small.height + large.height + 2 * INSIDE, small, large)


def _limb(measured: _Measured, shape: _Shape, index: int, spine: float) -> Limb:
    joint = shape.first + shape.pitch * (index // 2)
    length, tip = (shape.below, 1) if index % 2 else (shape.above, -1)
    top = min(spine, spine + tip * length)

    def bone_at(y: float) -> float:
        return joint - LEAN * abs(spine - y)

    def beside(y: float, high: float) -> float:
        """Where a text begins that ends left of the bone along all of its height."""
        return min(bone_at(y), bone_at(y + high)) - BESIDE - shape.room

    heights = [spot.height for spot in measured.spots] or [_height(measured.bare)]
    gap = (length - sum(heights)) / (len(heights) + 1)
    spots, y = [], top + gap
    for spot in measured.spots:
        x = beside(y, spot.height)
        spots.append(spot._replace(x=x, y=y, end=bone_at(y + spot.rib) - x))
        y += spot.height + gap
    bare = measured.bare and _moved(measured.bare, beside(y, heights[0]), y)
    x, y = bone_at(spine + tip * length), spine + tip * length
    name = _name(measured, shape.room, x, min(y, y + tip * measured.title))
    return Limb(measured.bone, name, x, y, joint, tuple(spots), bare)


def _name(measured: _Measured, room: float, end: float, top: float) -> Box:
    """The box of a category, as broad as the texts of its causes and the end of its bone."""
    left = end - BESIDE - room
    words = _moved(measured.name, left + PADDING, top + INSIDE)
    nothing = Lines(left, top, (), Type.CAPTION, "")
    return Box(left, top, room + BESIDE + CORNER, measured.title, nothing, words)


def _height(lines: Lines | None) -> float:
    return lines.height if lines else 0.0


def _moved(lines: Lines, x: float, y: float) -> Lines:
    return lines._replace(x=lines.x + x, y=lines.y + y)


def _lines(
    words: str, language: str, kind: Type, room: float, x: float = 0.0, y: float = 0.0
) -> Lines:
    return Lines(x, y, block(words, kind, room, _ALL).lines, kind, language)

"""What holds for every fishbone drawn: nothing overlaps, leaves its place, or is lost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from fishbones import CAUSES, LOOKS, WHYS, a_risk
from riskbook.picturing.fishbone import fishbone
from riskbook.picturing.fishbone_layout import (
    BOLD,
    CHIP_HEIGHT,
    LEAN,
    FishLayout,
    Limb,
    Lines,
    lay_out,
)
from riskbook.picturing.fishbone_parts import Bone, Fish, Look, Phrase, Rib
from riskbook.picturing.flow_text import tidy, width

WORDS = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text("网点交换机固件版本不一，升级窗口排不上。（）AI", min_size=1, max_size=120),
    st.sampled_from((*CAUSES, *WHYS)),
)
PHRASES = st.builds(Phrase, words=WORDS, language=st.sampled_from(("", "zh")))
RIBS = st.builds(
    Rib,
    caption=st.one_of(st.just("C1 · Root cause"), WORDS),
    cause=PHRASES,
    look=st.sampled_from(LOOKS),
    whys=st.lists(PHRASES, max_size=7).map(tuple),
    risks=st.lists(st.integers(0, 30).map(a_risk), max_size=4).map(tuple),
)
BONES = st.builds(Bone, name=PHRASES, ribs=st.lists(RIBS, max_size=5).map(tuple))
FISHES = st.builds(
    Fish,
    title=st.just("title"),
    description=st.just("about"),
    head=st.just("Effect"),
    effect=PHRASES,
    none=st.just("No cause named"),
    bones=st.lists(BONES, min_size=1, max_size=8).map(tuple),
)


class Place(NamedTuple):
    """Where something is drawn."""

    x: float
    y: float
    right: float
    bottom: float


def place(lines: Lines, x: float = 0.0, y: float = 0.0, wider: float = 1.0) -> Place:
    across = max((width(line, lines.kind) for line in lines.lines), default=0.0) * wider
    top = lines.y + y
    return Place(lines.x + x, top, lines.x + x + across, top + lines.height)


def labels(limb: Limb) -> Iterator[Place]:
    """Where the texts beside a bone stand."""
    if limb.bare:
        yield place(limb.bare)
    for spot in limb.spots:
        yield place(spot.caption, spot.x, spot.y, BOLD if spot.look is Look.ROOT else 1.0)
        for lines in (spot.cause, *spot.whys):
            yield place(lines, spot.x, spot.y)
        for chip in spot.chips:
            x, y = spot.x + chip.x, spot.y + chip.y
            yield Place(x, y, x + chip.width, y + CHIP_HEIGHT)


def everything(layout: FishLayout) -> Iterator[Place]:
    for box in (layout.head, *(limb.name for limb in layout.limbs)):
        yield Place(box.x, box.y, box.x + box.width, box.y + box.height)
    for limb in layout.limbs:
        yield from labels(limb)


def overlap(one: Place, other: Place) -> bool:
    """A pixel of each may be shared: coordinates are rounded to a tenth."""
    return (
        one.x + 1 < other.right
        and other.x + 1 < one.right
        and one.y + 1 < other.bottom
        and other.y + 1 < one.bottom
    )


@settings(deadline=None, max_examples=20)
@given(FISHES)
def test_labels_stand_apart_and_within(fish: Fish) -> None:
    layout = lay_out(fish)
    every = [one for one in everything(layout) if one.bottom > one.y]
    for one in every:
        assert one.x >= 0
        assert one.y >= 0
        assert one.right <= layout.width
        assert one.bottom <= layout.height
    assert not [pair for pair in combinations(every, 2) if overlap(*pair)]


@settings(deadline=None, max_examples=20)
@given(FISHES)
def test_no_bone_and_no_spine_runs_through_a_label(fish: Fish) -> None:
    layout = lay_out(fish)
    for one in (label for limb in layout.limbs for label in labels(limb)):
        assert not one.y < layout.spine < one.bottom
        for limb in layout.limbs:
            if (limb.y < layout.spine) == (one.y < layout.spine):
                for y in (one.y, one.bottom):
                    bone = limb.joint - LEAN * abs(layout.spine - y)
                    assert not one.x < bone < one.right


@settings(deadline=None, max_examples=20)
@given(FISHES)
def test_words_stay_in_their_boxes(fish: Fish) -> None:
    layout = lay_out(fish)
    for box in (layout.head, *(limb.name for limb in layout.limbs)):
        for lines in (box.small, box.large):
            for line in lines.lines:
                assert lines.x + width(line, lines.kind) <= box.x + box.width or len(line) == 1
            assert lines.y + lines.height <= box.y + box.height


@settings(deadline=None, max_examples=20)
@given(FISHES)
def test_nothing_is_lost(fish: Fish) -> None:
    svg = ET.fromstring(fishbone(fish))  # noqa: S314  # our own
    drawn = "".join("".join(svg.itertext()).split())
    phrases = [fish.effect, *(bone.name for bone in fish.bones)]
    for rib in (rib for bone in fish.bones for rib in bone.ribs):
        phrases += (Phrase(rib.caption, ""), rib.cause, *rib.whys)
        for risk in rib.risks:
            assert "".join(risk.text.split()) in drawn
    for phrase in phrases:
        assert "".join(tidy(phrase.words).split()) in drawn


@settings(deadline=None, max_examples=15)
@given(FISHES)
def test_the_same_fishbone_is_the_same_bytes(fish: Fish) -> None:
    assert fishbone(fish) == fishbone(fish)

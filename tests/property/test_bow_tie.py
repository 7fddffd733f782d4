"""What holds for every bow-tie drawn: nothing overlaps, leaves its place, or is lost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from bow_ties import HEADINGS, STATES, TITLES
from riskbook.picturing.bow_tie import bow_tie
from riskbook.picturing.bow_tie_layout import PADDING, BowTieLayout, Box, lay_out
from riskbook.picturing.bow_tie_parts import Barrier, BowTie, Way
from riskbook.picturing.flow_text import Type, tidy, width

WORDS = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text("值班人员将工单升级至二线服务台，并通知客户。（）AI", min_size=1, max_size=120),
    st.sampled_from(TITLES),
)
BARRIERS = st.builds(
    Barrier,
    caption=st.one_of(st.just(""), st.just("C001 · In force"), WORDS),
    title=WORDS,
    language=st.sampled_from(("", "zh")),
    href=st.sampled_from(("", "../controls/C001.html")),
    state=st.sampled_from(STATES),
)
WAYS = st.lists(
    st.builds(
        Way,
        id=st.sampled_from(("CA1", "Very-long-id-of-a-cause-or-other")),
        what=WORDS,
        language=st.sampled_from(("", "en")),
        barriers=st.lists(BARRIERS, max_size=6).map(tuple),
    ),
    max_size=12,
).map(tuple)


@st.composite
def bow_ties(draw: st.DrawFn) -> BowTie:
    """Up to 12 causes and consequences with up to 6 barriers each, at least one of them."""
    causes = draw(WAYS)
    consequences = draw(WAYS if causes else WAYS.filter(bool))
    return BowTie("title", "about", HEADINGS, draw(WORDS), "", causes, consequences)


def boxes(layout: BowTieLayout) -> Iterator[Box]:
    yield layout.knot
    for side in (layout.causes, layout.consequences):
        for row in side.rows:
            yield row.end
            yield from (brick.box for brick in row.bricks)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@settings(deadline=None, max_examples=40)
@given(bow_ties())
def test_boxes_stand_apart_and_within(tie: BowTie) -> None:
    layout = lay_out(tie)
    every = list(boxes(layout))
    for box in every:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= layout.width
        assert box.y + box.height <= layout.height
    assert not [pair for pair in combinations(every, 2) if overlap(*pair)]


@settings(deadline=None, max_examples=40)
@given(bow_ties())
def test_words_stay_in_their_boxes(tie: BowTie) -> None:
    for box in boxes(lay_out(tie)):
        room = box.width - 2 * PADDING
        for line in box.words.small:
            assert len(line) == 1 or width(line, Type.CAPTION) <= room
        for line in box.words.large:
            assert len(line) == 1 or width(line, Type.TITLE) <= room
        assert box.words.height < box.height


@settings(deadline=None, max_examples=40)
@given(bow_ties())
def test_no_line_touches_a_box_that_it_does_not_end_at(tie: BowTie) -> None:
    """Between ends and walls, and between walls and the event, there is nothing but lines."""
    layout = lay_out(tie)
    for side in (layout.causes, layout.consequences):
        for row in side.rows:
            others = [other for other in side.rows if other is not row]
            for other in others:
                inner = [other.end, *(brick.box for brick in other.bricks)]
                assert not any(box.y < row.middle < box.y + box.height for box in inner)


@settings(deadline=None, max_examples=40)
@given(bow_ties())
def test_nothing_is_lost(tie: BowTie) -> None:
    svg = ET.fromstring(bow_tie(tie))  # noqa: S314  # our own
    drawn = "".join("".join(svg.itertext()).split())
    for way in (*tie.causes, *tie.consequences):
        for words in (way.id, way.what, *(barrier.title for barrier in way.barriers)):
            assert "".join(tidy(words).split()) in drawn


@settings(deadline=None, max_examples=40)
@given(bow_ties())
def test_the_same_bow_tie_is_the_same_bytes(tie: BowTie) -> None:
    assert bow_tie(tie) == bow_tie(tie)

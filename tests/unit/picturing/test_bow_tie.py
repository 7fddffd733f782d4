"""The drawing of a bow-tie: what stands where, what is a link, what shows a barrier's state."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from bow_ties import HEADINGS, a_barrier, a_bow_tie
from riskbook.picturing.bow_tie import bow_tie
from riskbook.picturing.bow_tie_layout import lay_out
from riskbook.picturing.bow_tie_parts import SOUND, BowTie, Way

SVG = "{http://www.w3.org/2000/svg}"


def drawn(tie: BowTie) -> ET.Element:
    return ET.fromstring(bow_tie(tie))  # noqa: S314  # our own


def one(state: str, **changes: str) -> BowTie:
    """A bow-tie with a single barrier, of this state."""
    way = Way("CA1", "No staff", "", (a_barrier(5, state=state, **changes),))
    return a_bow_tie((0,), ())._replace(causes=(way,))


def bar_of(state: str) -> str:
    """The path of the bars, ``""`` where there is none."""
    found = [
        path.get("d", "")
        for path in drawn(one(state)).iter(f"{SVG}path")
        if path.get("pointer-events") == "none"
    ]
    return found[0] if found else ""


def test_it_stands_from_left_to_right() -> None:
    layout = lay_out(a_bow_tie((1, 2), (1,)))
    (first, _), (last,) = layout.causes.rows, layout.consequences.rows
    edges = [
        first.end.x,
        layout.causes.wall,
        layout.knot.x,
        layout.consequences.wall,
        last.end.x,
    ]
    assert edges == sorted(edges)
    assert last.end.x + last.end.width < layout.width


def test_the_sides_are_centred_on_the_event() -> None:
    layout = lay_out(a_bow_tie((1, 2, 3), (1,)))
    middle = layout.knot.y + layout.knot.height / 2
    assert layout.consequences.rows[0].middle == pytest.approx(middle)


@pytest.mark.parametrize(
    ("causes", "consequences", "shown"),
    [
        ((1,), (), {"Causes", "Prevented by"}),
        ((), (1,), {"Recovered by", "Consequences"}),
        ((1,), (1,), {"Causes", "Prevented by", "Recovered by", "Consequences"}),
    ],
)
def test_a_side_without_ways_takes_no_room(
    causes: tuple[int, ...], consequences: tuple[int, ...], shown: set[str]
) -> None:
    tie = a_bow_tie(causes, consequences)
    texts = {text.text for text in drawn(tie).iter(f"{SVG}text")}
    columns = {HEADINGS.causes, HEADINGS.prevent, HEADINGS.recover, HEADINGS.consequences}
    assert texts & columns == shown
    whole = lay_out(a_bow_tie((1,), (1,))).width
    assert (lay_out(tie).width < whole) is (len(shown) < 4)


def test_it_says_what_it_is() -> None:
    svg = drawn(a_bow_tie((1,), (1,)))
    told = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    assert told[svg.get("aria-labelledby")] == "Bow-tie of R001 <b>"
    assert told[svg.get("aria-describedby")] == "Causes & consequences"


def test_barriers_are_links_and_nothing_else_is() -> None:
    svg = drawn(a_bow_tie((3,), (1,)))
    links = [link.get("href") for link in svg.iter(f"{SVG}a")]
    barriers = [
        *a_bow_tie((3,), ()).causes[0].barriers,
        *a_bow_tie((), (1,)).consequences[0].barriers,
    ]
    assert links == [barrier.href for barrier in barriers if barrier.href]


def test_what_cannot_be_opened_is_no_link() -> None:
    svg = drawn(one("", href="", caption="", title="A withheld record"))
    assert not list(svg.iter(f"{SVG}a"))
    assert "A withheld record" in {text.text for text in svg.iter(f"{SVG}text")}


def test_each_state_has_a_shape_of_its_own() -> None:
    """Whoever sees no colours tells them apart by the frame or by the bar."""
    looks = set()
    for state in (SOUND, "planned", "retired", "unproven", "failed"):
        frames = {
            path.get("stroke-dasharray", "whole")
            for path in drawn(one(state)).iter(f"{SVG}path")
            if path.get("class") == "flow-box"
        }
        pieces = bar_of(state).count("v")
        looks.add((frozenset(frames), pieces, "m-" in bar_of(state)))
    assert len(looks) == 5


def test_the_title_of_a_retired_barrier_is_struck_out() -> None:
    struck = [
        "".join(group.itertext())
        for group in drawn(one("retired")).iter(f"{SVG}g")
        if group.get("text-decoration") == "line-through"
    ]
    assert struck == ["On-call phone"]


def test_a_way_without_a_barrier_says_so_and_looks_it() -> None:
    svg = drawn(a_bow_tie((0, 1), (0,)))
    said = [text.text for text in svg.iter(f"{SVG}text") if text.get("class") == "past"]
    assert said == [HEADINGS.none, HEADINGS.none]
    assert len([path for path in svg.iter(f"{SVG}path") if path.get("class") == "past"]) == 1


def test_a_text_in_another_language_says_so() -> None:
    svg = drawn(one(SOUND, title="值班电话", language="zh"))
    assert ["".join(part.itertext()) for part in svg.iter() if part.get("lang") == "zh"] == [
        "值班电话"
    ]


def test_nothing_that_is_written_can_run() -> None:
    hostile = '"><script>alert(1)</script>'
    tie = one(SOUND, title=hostile, caption=hostile, href=hostile, language=hostile)._replace(
        title=hostile,
        event=hostile,
    )
    svg = bow_tie(tie)
    assert "<script" not in svg
    names = {element.tag.removeprefix(SVG) for element in drawn(tie).iter()}
    assert names == {"svg", "title", "desc", "path", "g", "text", "a"}


def test_it_keeps_the_content_security_policy() -> None:
    svg = drawn(a_bow_tie((3, 0), (6,)))
    assert not [element for element in svg.iter() if element.get("style")]
    assert not list(svg.iter(f"{SVG}style"))


def test_it_is_light() -> None:
    """The page of a risk may weigh 25 kB with everything."""
    assert len(bow_tie(a_bow_tie((1, 1, 2), (1, 2, 1))).encode()) < 7_000

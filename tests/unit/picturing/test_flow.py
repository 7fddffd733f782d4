"""A process drawn: what is in the picture, what it is marked with, where it leads."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from riskbook.model.terms import NodeKind
from riskbook.picturing.flow import (
    ACROSS,
    DOWN,
    FILE,
    NARROW,
    WIDE,
    draw,
    legend,
    narrow_flow,
    wide_flow,
)
from riskbook.picturing.flow_layout import FlowLayout, lay_out
from riskbook.picturing.flow_parts import Flow, FlowEdge, FlowNode, FlowRisk
from riskbook.picturing.flow_sheets import sheets

HIGH = FlowRisk("R001 High", "R001 High: Nobody answers", "../risks/R001.html", 2)
UNASSESSED = FlowRisk("R002 Not assessed", "R002", "../risks/R002.html", None)


def node(key: str, lane: str = "desk", **changes: object) -> FlowNode:
    plain = FlowNode(
        id=key,
        kind=NodeKind.TASK,
        lane=lane,
        href=f"#{key}",
        label=f"1, Task: {key}",
        title=key,
        language="",
        caption="1 · Task",
        mark="",
        bare=False,
        risks=(),
        more="",
        more_label="",
    )
    return plain._replace(**changes)  # type: ignore[arg-type]


def flow(*nodes: FlowNode, edges: tuple[tuple[str, str, str], ...] = ()) -> Flow:
    lanes = (("desk", "Service desk"), ("empty", "Empty"), ("网络", "网络与系统专业组"))
    return Flow("A flow", "About it", lanes, nodes, tuple(FlowEdge(*edge, "") for edge in edges))


def parts(drawing: str, name: str) -> list[ET.Element]:
    root = ET.fromstring(f"<all>{drawing}</all>")  # noqa: S314 our own
    return [part for part in root.iter() if name in (part.get("class") or "").split()]


def words(part: ET.Element) -> str:
    return " ".join("".join(part.itertext()).split())


def box(layout: FlowLayout, number: int) -> tuple[float, float, float, float]:
    found = layout.boxes[number]
    return found.x, found.y, found.width, found.height


def test_a_node_links_to_its_entry_in_the_list_and_says_all_of_it() -> None:
    (drawn,) = parts(wide_flow(flow(node("triage"))), "flow-node")
    assert drawn[0].attrib == {"href": "#triage", "aria-label": "1, Task: triage"}
    assert "triage" in "".join(drawn.itertext())


def test_risks_are_links_on_the_colour_of_their_level() -> None:
    drawing = wide_flow(flow(node("a", risks=(HIGH, UNASSESSED), more="+2", more_label="2 more")))
    first, second = parts(drawing, "flow-risk")
    assert first.attrib == {
        "class": "flow-risk level-2",
        "href": "../risks/R001.html",
        "aria-label": "R001 High: Nobody answers",
    }
    assert words(first) == "R001 High"
    assert second.get("class") == "flow-risk level-none"
    (more,) = parts(drawing, "flow-more")
    assert (more.get("href"), more.get("aria-label"), words(more)) == ("#a", "2 more", "+2")


def test_critical_and_bare_nodes_are_marked_apart_from_colour() -> None:
    drawing = wide_flow(flow(node("a", mark="Critical"), node("b", bare=True), node("c")))
    classes = [part.get("class") for part in parts(drawing, "flow-node")]
    assert classes == ["flow-node task critical", "flow-node task bare", "flow-node task"]
    assert [words(part) for part in parts(drawing, "flow-mark")] == ["Critical"]


@pytest.mark.parametrize("kind", NodeKind)
def test_every_kind_has_a_shape_and_a_key(kind: NodeKind) -> None:
    drawing = wide_flow(flow(node("a", kind=kind)))
    assert len(parts(drawing, "flow-box")) == 1
    assert len(parts(drawing, "flow-bars")) == (kind is NodeKind.SUBPROCESS)
    assert (
        parts(legend(kind, "bare"), "flow-node")[0].get("class") == f"flow-node {kind.value} bare"
    )


def test_shapes_differ_where_kinds_do() -> None:
    shapes = {
        parts(wide_flow(flow(node("a", kind=kind))), "flow-box")[0].get("d")
        for kind in (NodeKind.START, NodeKind.TASK, NodeKind.DECISION, NodeKind.WAIT)
    }
    assert len(shapes) == 4


def test_the_whole_is_named_and_told() -> None:
    root = ET.fromstring(wide_flow(flow(node("a"))))  # noqa: S314 our own
    assert root.get("role") == "group"
    named = {part.get("id"): part.text for part in root}
    assert named[root.get("aria-labelledby")] == "A flow"
    assert named[root.get("aria-describedby")] == "About it"


def test_two_drawings_of_a_page_share_no_id() -> None:
    one = flow(node("a"))
    ids = re.findall(r' id="([^"]+)"', wide_flow(one) + narrow_flow(one))
    assert len(ids) == len(set(ids)) == 6


def test_what_authors_write_stays_text() -> None:
    hostile = '<script>alert(1)</script>" onclick="x'
    drawing = wide_flow(
        Flow(
            hostile,
            hostile,
            (("desk", hostile),),
            (node("a", title=hostile, label=hostile, href=f"#{hostile}", caption=hostile),),
            (FlowEdge("a", "a", hostile, hostile),),
        )
    )
    root = ET.fromstring(drawing)  # noqa: S314 our own
    assert not any(part.tag.endswith("script") for part in root.iter())
    assert not any("onclick" in part.attrib for part in root.iter())


def test_lanes_that_nothing_stands_in_are_left_out_and_unknown_ones_are_last() -> None:
    drawing = wide_flow(flow(node("a"), node("b", lane="other"), node("c", lane="网络")))
    lanes = [words(part).replace(" ", "") for part in parts(drawing, "flow-lane-name")]
    assert lanes == ["Servicedesk", "网络与系统专业组", "other"]


def test_chinese_lanes_stand_upright_and_english_ones_are_turned() -> None:
    drawing = wide_flow(flow(node("a"), node("c", lane="网络")))
    english, chinese = parts(drawing, "flow-lane-name")
    assert all("rotate(-90)" in line.get("transform", "") for line in english)
    assert all(line.get("writing-mode") == "vertical-rl" for line in chinese)


def test_without_lanes_there_are_no_bands() -> None:
    assert lay_out(flow(node("a", lane="")), ACROSS[0]).bands == ()
    assert lay_out(flow(node("a")), FILE[0]).bands == ()


def test_across_it_goes_to_the_right_with_lanes_as_rows() -> None:
    layout = lay_out(flow(node("a"), node("b", lane="网络"), edges=(("a", "b", ""),)), ACROSS[0])
    (left, top, _, _), (right, below, _, _) = box(layout, 0), box(layout, 1)
    assert right > left
    assert below > top
    first, second = layout.bands
    assert first.y + first.height == second.y


def test_down_it_goes_down_with_lanes_as_columns() -> None:
    layout = lay_out(flow(node("a"), node("b", lane="网络"), edges=(("a", "b", ""),)), DOWN[0])
    (left, top, _, _), (right, below, _, _) = box(layout, 0), box(layout, 1)
    assert right > left
    assert below > top
    first, second = layout.bands
    assert first.x + first.width == second.x


def chain(count: int, lanes: int = 1, **changes: object) -> Flow:
    nodes = [node(f"n{number}", lane=f"l{number % lanes}", **changes) for number in range(count)]
    edges = tuple((one.id, other.id, "") for one, other in pairwise(nodes))
    return flow(*nodes, edges=edges)._replace(lanes=tuple((f"l{n}", f"L{n}") for n in range(lanes)))


@pytest.mark.parametrize(("count", "name"), [(6, "flow-right"), (20, "flow-down")])
def test_what_is_too_long_to_stand_across_stands_down(count: int, name: str) -> None:
    (drawn,) = parts(wide_flow(chain(count)), "flow")
    assert name in (drawn.get("class") or "")
    assert float(drawn.attrib["width"]) <= WIDE


def test_a_telephone_shows_all_nodes_under_one_another() -> None:
    (drawn,) = parts(narrow_flow(chain(12, lanes=4)), "flow")
    assert float(drawn.attrib["width"]) <= NARROW
    assert not parts(narrow_flow(chain(12, lanes=4)), "flow-lane")


def test_straight_on_is_drawn_straight() -> None:
    layout = lay_out(chain(5), ACROSS[0])
    assert [len(line.points) for line in layout.lines] == [2, 2, 2, 2]


def test_what_goes_back_enters_at_a_side() -> None:
    layout = lay_out(
        flow(node("a"), node("b"), edges=(("a", "b", ""), ("b", "a", "Again"))), ACROSS[0]
    )
    x, y, across, _ = box(layout, 0)
    end = layout.lines[1].points[-1]
    assert x < end[0] < x + across
    assert end[1] == pytest.approx(y, abs=0.1)


def test_a_node_may_follow_itself() -> None:
    layout = lay_out(flow(node("a"), edges=(("a", "a", "Again"),)), ACROSS[0])
    (line,) = layout.lines
    assert len(line.points) == 5


def test_edges_to_nowhere_are_left_out() -> None:
    drawing = wide_flow(flow(node("a"), edges=(("a", "gone", ""), ("gone", "a", "Never"))))
    assert not parts(drawing, "flow-line")
    assert "Never" not in drawing


def test_of_two_nodes_with_one_id_both_are_drawn() -> None:
    assert len(lay_out(flow(node("a"), node("a")), ACROSS[0]).boxes) == 2


def test_no_word_of_a_node_is_broken_while_there_is_room() -> None:
    layout = lay_out(flow(node("a", title="Wait for confirmation", risks=(HIGH,))), ACROSS[-1])
    card = layout.boxes[0].card
    assert [line.text for line in card.title] == ["Wait for", "confirmation"]
    assert [chip.text for chip in card.chips] == ["R001 High"]


def test_a_label_stands_by_its_line() -> None:
    layout = lay_out(flow(node("a"), node("b"), edges=(("a", "b", "When it rains"),)), ACROSS[0])
    (label,), (line,) = layout.labels, layout.lines
    assert label.lines == ("When it rains",)
    assert 0 < line.points[0][1] - label.y - label.height < 6
    assert label.x > line.points[0][0]


def test_short_flows_are_on_one_sheet_and_tall_ones_cut_between_nodes() -> None:
    assert sheets(lay_out(chain(3), DOWN[0])) == ()
    layout = lay_out(chain(30), DOWN[0])
    found = sheets(layout)
    assert found[0][0] == 0
    assert sum(high for _, high in found) == pytest.approx(layout.height)
    cuts = [top for top, _ in found[1:]]
    assert cuts
    for cut in cuts:
        assert not any(one.y < cut < one.y + one.height for one in layout.boxes)
    drawing = wide_flow(chain(30))
    assert len(parts(drawing, "flow-sheet")) == len(sheets(lay_out(chain(30), DOWN[0])))


def test_words_on_its_exits_do_not_stretch_a_node() -> None:
    exits = [("a", key, "One of the branches reports it again " * 2) for key in "bcdefg"]
    made = flow(*map(node, "abcdefg"), edges=tuple(exits))
    across = lay_out(made, ACROSS[0])
    assert across.width < WIDE
    assert across.boxes[0].height > 2 * across.boxes[0].width
    assert 'class="flow flow-down"' in wide_flow(made)
    short = flow(*map(node, "abcdefg"), edges=tuple((*edge[:2], "Again") for edge in exits))
    assert 'class="flow flow-right"' in wide_flow(short)


def test_the_name_of_a_link_is_the_text_in_it() -> None:
    drawing = wide_flow(
        flow(
            node("a", mark="Critical", title="Answer the first contact of the whole day"),
            node("b", title="受理客户报修并判定优先级及影响范围"),
        )
    )
    first, second = (words(part[0]) for part in parts(drawing, "flow-node"))
    assert first == "1 · Task Critical Answer the first contact of the whole day"
    assert second == "1 · Task 受理客户报修并判定优先级及影响范围"


def test_twelve_nodes_are_light() -> None:
    made = chain(12, 3, risks=(HIGH, HIGH), mark="Critical", title="Tell the customer why")
    assert len((wide_flow(made) + narrow_flow(made)).encode()) < 25_000


def test_two_hundred_nodes_are_laid_out_within_a_second() -> None:
    made = chain(200, 5)
    loops = tuple(FlowEdge(f"n{k}", f"n{(k * 37) % 200}", "Again", "") for k in range(0, 200, 3))
    busy = made._replace(edges=made.edges + loops)
    for form in (ACROSS[0], DOWN[0], FILE[0]):
        start = time.process_time()
        lay_out(busy, form)
        assert time.process_time() - start < 1


def test_the_size_is_the_layouts_unless_it_is_scaled() -> None:
    one = flow(node("a"))
    layout = lay_out(one, ACROSS[0])
    plain, small = (ET.fromstring(draw(one, layout, "x", scale)) for scale in (1.0, 0.95))  # noqa: S314
    assert plain.get("viewBox") == small.get("viewBox")
    assert float(small.attrib["width"]) < float(plain.attrib["width"])

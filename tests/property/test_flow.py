"""What holds for every process drawn: nothing overlaps, leaves its place, or is lost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from riskbook.model.terms import NodeKind
from riskbook.picturing.flow import ACROSS, DOWN, FILE, narrow_flow, wide_flow
from riskbook.picturing.flow_layout import Box, FlowLayout, Label, lay_out
from riskbook.picturing.flow_nodes import CHIP_HEIGHT
from riskbook.picturing.flow_parts import Flow, FlowEdge, FlowNode, FlowRisk
from riskbook.picturing.flow_plan import Direction, Form
from riskbook.picturing.flow_text import Type, width

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""

FORMS = (ACROSS[0], ACROSS[-1], DOWN[0], DOWN[-1], FILE[0], FILE[-1])

WORDS = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text("值班人员将工单升级至二线服务台，并通知客户。（）AI", min_size=1, max_size=80),
    st.sampled_from(
        (
            "Close",
            "结单",
            "Escalate the case to the second-line service desk and tell the customer why",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung",
            "将升级工单移交给二线服务台并在十五分钟内向客户说明原因、预计时间和后续联系人",
        )
    ),
)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Up to 40 nodes in up to 5 lanes; any edges, of which some lead from or to nothing."""
    count = draw(st.integers(1, 40))
    lanes = draw(st.integers(0, 5))
    keys = [f"lane-{number}" for number in range(lanes)]
    nodes = tuple(
        FlowNode(
            id=f"node-{number}",
            kind=draw(st.sampled_from(NodeKind)),
            lane=draw(st.sampled_from((*keys, ""))),
            href=f"#node-{number}",
            label=f"node {number}",
            title=draw(WORDS),
            language=draw(st.sampled_from(("", "en"))),
            caption=draw(st.one_of(st.just("12 · Task"), WORDS)),
            mark=draw(st.sampled_from(("", "Critical", "关键"))),
            bare=draw(st.booleans()),
            risks=tuple(
                FlowRisk(text, text, f"../risks/{text[:4]}.html", level)
                for text, level in draw(
                    st.lists(
                        st.sampled_from(
                            (
                                ("R001 High", 2),
                                ("R002 严重", 3),
                                ("OPS-2026-0012 Unacceptable", None),
                            )
                        ),
                        max_size=3,
                    )
                )
            ),
            more=draw(st.sampled_from(("", "+12"))),
            more_label="more",
        )
        for number in range(count)
    )
    ends = st.integers(-1, count)
    edges = tuple(
        FlowEdge(f"node-{source}", f"node-{target}", when, "")
        for source, target, when in draw(
            st.lists(
                st.tuples(ends, ends, st.one_of(st.just(""), WORDS)), max_size=min(60, count * 3)
            )
        )
    )
    return Flow("title", "about", tuple((key, draw(WORDS)) for key in keys), nodes, edges)


def rectangle(part: Box | Label) -> Rectangle:
    return part.x, part.y, part.x + part.width, part.y + part.height


def inside(inner: Rectangle, outer: Rectangle) -> bool:
    within = 0.06  # what rounding to a tenth of a pixel may add
    return (
        inner[0] >= outer[0] - within
        and inner[1] >= outer[1] - within
        and inner[2] <= outer[2] + within
        and inner[3] <= outer[3] + within
    )


def overlap(one: Rectangle, other: Rectangle) -> bool:
    within = 0.06
    return (
        one[0] < other[2] - within
        and other[0] < one[2] - within
        and one[1] < other[3] - within
        and other[1] < one[3] - within
    )


def stretches(layout: FlowLayout) -> Iterator[tuple[int, Rectangle]]:
    """Every straight part of every line, as a rectangle without breadth, with its edge."""
    for line in layout.lines:
        for (x, y), (right, bottom) in pairwise(line.points):
            yield line.edge, (min(x, right), min(y, bottom), max(x, right), max(y, bottom))


@settings(max_examples=60, deadline=None)
@given(flows(), st.sampled_from(FORMS))
def test_boxes_and_labels_keep_apart_and_within_the_picture(flow: Flow, form: Form) -> None:
    layout = lay_out(flow, form)
    picture = 0.0, 0.0, layout.width, layout.height
    areas = [*map(rectangle, layout.boxes), *map(rectangle, layout.labels)]
    assert len(layout.boxes) == len(flow.nodes)
    assert all(inside(area, picture) for area in areas)
    assert not [pair for pair in combinations(areas, 2) if overlap(*pair)]


@settings(max_examples=60, deadline=None)
@given(flows(), st.sampled_from(FORMS))
def test_what_is_written_in_a_box_stays_in_it(flow: Flow, form: Form) -> None:
    layout = lay_out(flow, form)
    for box in layout.boxes:
        card = box.card
        marks = (card.mark,) if card.mark else ()
        for line in (*card.captions, *marks, *card.title):
            top = box.y + box.inside + line.y - line.kind.size
            left = box.x + line.x
            across = width(line.text, line.kind) * (1.15 if line is card.mark else 1)
            words = left, top, left + across, top + line.kind.size * 1.25
            assert inside(words, rectangle(box)), line.text
        for chip in card.chips:
            x, y = box.x + chip.x, box.y + box.inside + chip.y
            assert inside((x, y, x + chip.width, y + CHIP_HEIGHT), rectangle(box))
            assert width(chip.text, Type.CHIP) <= chip.width
    for label in layout.labels:
        assert all(width(line, Type.LABEL) <= label.width + 0.01 for line in label.lines)
    for band in layout.bands:
        room = band.width if form.direction is Direction.DOWN else band.height
        assert all(width(line, Type.LANE) <= room for line in band.lines)


@settings(max_examples=60, deadline=None)
@given(flows(), st.sampled_from(FORMS))
def test_no_line_runs_through_a_box_or_a_label(flow: Flow, form: Form) -> None:
    layout = lay_out(flow, form)
    boxes = {flow.nodes[box.node].id: rectangle(box) for box in layout.boxes}
    labels = [rectangle(label) for label in layout.labels]
    for line in layout.lines:
        ends = flow.edges[line.edge].source, flow.edges[line.edge].target
        parts = list(pairwise(line.points))
        for number, (start, end) in enumerate(parts):
            assert start[0] == end[0] or start[1] == end[1]
            crossed = {key for key, box in boxes.items() if runs_through(start, end, box)}
            # An outline may lie within its box: there the line goes on, but no farther.
            if number == 0:
                crossed.discard(ends[0])
            if number == len(parts) - 1:
                crossed.discard(ends[1])
            assert not crossed
            assert not any(runs_through(start, end, label) for label in labels)
        for key, point in zip(ends, (line.points[0], line.points[-1]), strict=True):
            assert touches(point, boxes[key])


def runs_through(start: Point, end: Point, area: Rectangle) -> bool:
    """Whether a straight part of a line lies within an area, its border not counted."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return (
        left < area[2] - 0.1
        and right > area[0] + 0.1
        and top < area[3] - 0.1
        and bottom > area[1] + 0.1
    )


def touches(point: Point, area: Rectangle) -> bool:
    """Whether a point lies at the border of a box, or as far within as outlines are inset."""
    x, y = point
    deep = min(x - area[0], area[2] - x, y - area[1], area[3] - y)
    return -0.1 <= deep <= 18.1


@settings(max_examples=60, deadline=None)
@given(flows(), st.sampled_from(FORMS))
def test_two_edges_share_a_line_only_with_a_common_end(flow: Flow, form: Form) -> None:
    layout = lay_out(flow, form)
    for (one, first), (other, second) in combinations(stretches(layout), 2):
        if one == other or not alongside(first, second):
            continue
        mine, theirs = flow.edges[one], flow.edges[other]
        assert mine.source == theirs.source or mine.target == theirs.target


def alongside(one: Rectangle, other: Rectangle) -> bool:
    """Whether two parts lie on each other for more than a point."""
    for axis in (0, 1):
        across = 1 - axis
        same = one[across] == one[across + 2] == other[across] == other[across + 2]
        shared = min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])
        if same and shared > 0.2:
            return True
    return False


@settings(max_examples=40, deadline=None)
@given(flows())
def test_every_known_edge_is_drawn_and_no_other(flow: Flow) -> None:
    ids = {node.id for node in flow.nodes}
    known = [
        number
        for number, edge in enumerate(flow.edges)
        if edge.source in ids and edge.target in ids
    ]
    for form in FORMS:
        assert sorted(line.edge for line in lay_out(flow, form).lines) == known


@settings(max_examples=40, deadline=None)
@given(flows())
def test_the_drawing_is_sound_and_the_same_each_time(flow: Flow) -> None:
    for made in (wide_flow, narrow_flow):
        drawing = made(flow)
        assert drawing == made(flow._replace())
        root = ET.fromstring(f"<all>{drawing}</all>")  # noqa: S314 our own
        links = [element.get("href") for element in root.iter() if element.tag.endswith("}a")]
        for node in flow.nodes:
            assert links.count(node.href) == 1 + bool(node.more)
        assert not any({"style", "onclick"} & element.attrib.keys() for element in root.iter())

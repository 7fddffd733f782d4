"""A process drawn: its flow as SVG, with the risks on the nodes as links.

The SVG stands within the page, so that it takes the colours of the theme by class and its links
are links. It has neither style nor script, as a strict content security policy asks; type has its
size as an attribute, because the layout counts on it. The page tells the same as a list, to which
each node links; lines and the words on them are for the eye only.

``flow``                            the whole, with ``flow-right`` or ``flow-down``
``flow-sheet``                      a part of the whole on paper
``flow-lane``, ``flow-lane-name``   a lane, and what it is called
``flow-line``, ``flow-head``        all edges as one path, all arrowheads as another
``flow-when``                       when an edge is taken
``flow-node``                       a node: also its kind, ``critical``, ``bare``
``flow-box``, ``flow-bars``         its outline, and the inner lines of a subprocess
``flow-caption``, ``flow-mark``     what stands small above the title, and that it is critical
``flow-risks``                      all risks of a node
``flow-risk``, ``flow-more``        a risk, also ``level-0`` … or ``level-none``; the rest of them
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import hypot

from riskbook.model.terms import NodeKind
from riskbook.picturing.flow_layout import Band, Box, FlowLayout, lay_out
from riskbook.picturing.flow_nodes import CHIP_GAP, CHIP_HEIGHT, Written, bars, n, outline
from riskbook.picturing.flow_parts import Flow, FlowNode
from riskbook.picturing.flow_plan import Arrangement, Direction, Form
from riskbook.picturing.flow_sheets import sheets
from riskbook.picturing.flow_text import Type, tidy, upright

WIDE = 1240.0
"""Pixels that a page has for a picture on a wide screen."""

LEAST_SCALE = 0.93
"""How much smaller a flow may be drawn to fit: its links stay 24 pixels high."""

NARROW = 328.0
"""The same on a telephone."""

TALLEST = 2.0
"""How many times as high as wide a node may be for the words on its exits to stand beside it."""

ACROSS = tuple(
    Form(Direction.RIGHT, Arrangement.LANES, node, label)
    for node, label in ((168.0, 96.0), (152.0, 90.0), (136.0, 84.0), (122.0, 78.0), (108.0, 72.0))
)
"""Lanes as rows, ever narrower."""

DOWN = tuple(
    Form(Direction.DOWN, Arrangement.LANES, node, label)
    for node, label in (
        (232.0, 104.0),
        (208.0, 104.0),
        (184.0, 104.0),
        (160.0, 96.0),
        (146.0, 84.0),
        (132.0, 72.0),
        (118.0, 60.0),
    )
)
"""Lanes as columns: for what is too long to stand across."""

FILE = tuple(
    Form(Direction.DOWN, Arrangement.FILE, node, label)
    for node, label in ((272.0, 72.0), (248.0, 68.0), (224.0, 64.0), (200.0, 60.0), (180.0, 54.0))
)
"""One node under the other, for narrow screens."""

BEND = 6.0
"""Radius at which a line turns."""

HEAD = (7.0, 3.5)
"""Length and half the breadth of an arrowhead."""


def wide_flow(flow: Flow) -> str:
    """The flow for a wide page: across it where it fits, if need be a little smaller; else down.

    It also goes down where the words on its exits would stretch a node. For paper, one that is
    tall follows once more in sheets.
    """
    layout = _fitting(flow, ACROSS, WIDE)
    if layout.width > WIDE / LEAST_SCALE or _stretched(layout):
        layout = _fitting(flow, DOWN, WIDE / LEAST_SCALE)
    return draw(flow, layout, "wide", _scale(layout, WIDE)) + _sheets(layout, "wide")


def narrow_flow(flow: Flow) -> str:
    """The flow for a narrow page: all its nodes in one file."""
    layout = _fitting(flow, FILE, NARROW)
    return draw(flow, layout, "narrow", _scale(layout, NARROW))


def _stretched(layout: FlowLayout) -> bool:
    """Whether a node is much higher than what is written in it, and than it is wide."""
    return any(box.height > max(box.card.height + 1, TALLEST * box.width) for box in layout.boxes)


def _scale(layout: FlowLayout, room: float) -> float:
    return max(LEAST_SCALE, min(1.0, room / layout.width))


def _fitting(flow: Flow, forms: Sequence[Form], room: float) -> FlowLayout:
    """The layout in the widest form that fits, or in the narrowest, which is the last."""
    narrowest = lay_out(flow, forms[-1])
    if narrowest.width > room:
        return narrowest
    layouts = (lay_out(flow, form) for form in forms[:-1])
    return next((layout for layout in layouts if layout.width <= room), narrowest)


def draw(flow: Flow, layout: FlowLayout, name: str, scale: float = 1.0) -> str:
    """A layout of the flow as an SVG element; ``name`` sets its ids apart from another's."""
    size = f'viewBox="0 0 {n(layout.width)} {n(layout.height)}"'
    size += f' width="{n(layout.width * scale)}" height="{n(layout.height * scale)}"'
    told = f"flow-{name}-title", f"flow-{name}-about"
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="flow flow-{layout.direction.value}"',
            f' {size} role="group" aria-labelledby="{told[0]}" aria-describedby="{told[1]}"',
            f' font-size="{n(Type.TITLE.size)}" fill="currentColor">',
            f'<title id="{told[0]}">{_said(flow.title)}</title>',
            f'<desc id="{told[1]}">{_said(flow.description)}</desc>',
            f'<g id="flow-{name}-all"><g aria-hidden="true">',
            *(_band(band, layout.direction) for band in layout.bands),
            _lines(layout),
            *_labels(flow, layout),
            "</g>",
            *(_node(flow.nodes[box.node], box) for box in layout.boxes),
            "</g></svg>",
        )
    )


def _sheets(layout: FlowLayout, name: str) -> str:
    across = n(layout.width)
    return "".join(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow-sheet" aria-hidden="true"'
        f' viewBox="0 {n(top)} {across} {n(high)}" width="{across}" height="{n(high)}"'
        f' font-size="{n(Type.TITLE.size)}">'
        f'<use href="#flow-{name}-all"/></svg>'
        for top, high in sheets(layout)
    )


def legend(kind: NodeKind, *classes: str) -> str:
    """A node of a kind as small as a word, for the legend."""
    across, high = 26.0, 16.0
    body = f'<path class="flow-box" d="{_small(kind, across - 2, high - 2)}"/>'
    names = " ".join(("flow-node", kind.value, *classes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow-key" viewBox="0 0 {n(across)}'
        f' {n(high)}" width="{n(across)}" height="{n(high)}" aria-hidden="true">'
        f'<g class="{names}">{body}</g></svg>'
    )


def _small(kind: NodeKind, across: float, high: float) -> str:
    inner = f"M5 1v{n(high)}M{n(across - 3)} 1v{n(high)}" if kind is NodeKind.SUBPROCESS else ""
    if kind is NodeKind.DECISION:
        tip, half = 6.0, n(high / 2)
        flat = n(across - 2 * tip)
        return f"M{n(1 + tip)} 1h{flat}l{n(tip)} {half}l-{n(tip)} {half}h-{flat}l-{n(tip)}-{half}z"
    return outline(kind, 1, 1, across, high) + inner


def _band(band: Band, direction: Direction) -> str:
    """A lane's frame and its name, in the middle of its head."""
    down = direction is Direction.DOWN
    middle = (band.width if down else band.height) / 2
    first = (band.head - len(band.lines) * Type.LANE.pitch) / 2
    words = "".join(
        _text(band.x + middle, band.y + first + number * Type.LANE.pitch + Type.LANE.baseline, line)
        if down
        else _turned(band.x + first, band.y + middle, number, band.lines)
        for number, line in enumerate(band.lines)
    )
    frame = (
        f'<rect class="flow-lane" x="{n(band.x)}" y="{n(band.y)}" width="{n(band.width)}"'
        f' height="{n(band.height)}" fill="none" stroke="currentColor"/>'
    )
    return (
        f'{frame}<g class="flow-lane-name" font-size="{n(Type.LANE.size)}"'
        f' font-weight="{Type.LANE.weight}" text-anchor="middle">{words}</g>'
    )


def _turned(x: float, y: float, number: int, lines: Sequence[str]) -> str:
    """A line that reads upwards; Chinese stands upright, its columns from right to left."""
    if any(map(upright, "".join(lines))):
        across = n(x + (len(lines) - number - 0.5) * Type.LANE.pitch)
        words = escape(lines[number])
        return f'<text x="{across}" y="{n(y)}" writing-mode="vertical-rl">{words}</text>'
    across = n(x + number * Type.LANE.pitch + Type.LANE.baseline)
    words = escape(lines[number])
    return f'<text transform="translate({across} {n(y)})rotate(-90)">{words}</text>'


def _lines(layout: FlowLayout) -> str:
    if not layout.lines:
        return ""
    ways = "".join(dict.fromkeys(_way(line.points) for line in layout.lines))
    heads = "".join(dict.fromkeys(_head(line.points[-2], line.points[-1]) for line in layout.lines))
    return (
        f'<path class="flow-line" fill="none" stroke="currentColor" d="{ways}"/>'
        f'<path class="flow-head" d="{heads}"/>'
    )


def _way(points: Sequence[tuple[float, float]]) -> str:
    """A line with rounded bends, up to where its head begins."""
    ends = (*points[:-1], _short_of(points[-2], points[-1], HEAD[0] - 1))
    here, data = ends[0], f"M{n(ends[0][0])} {n(ends[0][1])}"
    for before, corner, after in zip(ends, ends[1:], ends[2:], strict=False):
        radius = min(BEND, _distance(before, corner) / 2, _distance(corner, after) / 2)
        start, end = _short_of(before, corner, radius), _short_of(after, corner, radius)
        data += _straight(here, start)
        data += f"Q{n(corner[0])} {n(corner[1])} {n(end[0])} {n(end[1])}"
        here = end
    return data + _straight(here, ends[-1])


def _straight(start: tuple[float, float], end: tuple[float, float]) -> str:
    """The shortest path command from here to there: nearly all lines are level or upright."""
    (x, y), (to_x, to_y) = map(n, start), map(n, end)
    return f"V{to_y}" if x == to_x else f"H{to_x}" if y == to_y else f"L{to_x} {to_y}"


def _head(before: tuple[float, float], point: tuple[float, float]) -> str:
    length, half = HEAD
    right, down = _direction(before, point)
    x, y = point[0] - right * length, point[1] - down * length
    return (
        f"M{n(point[0])} {n(point[1])}L{n(x - down * half)} {n(y + right * half)}"
        f"L{n(x + down * half)} {n(y - right * half)}z"
    )


def _labels(flow: Flow, layout: FlowLayout) -> Iterator[str]:
    if not layout.labels:
        return
    down = layout.direction is Direction.DOWN
    anchor = ' text-anchor="end"' if down else ""
    yield f'<g class="flow-when" font-size="{n(Type.LABEL.size)}"{anchor}>'
    for label in layout.labels:
        x = label.x + label.width if down else label.x
        for number, line in enumerate(label.lines):
            y = label.y + number * Type.LABEL.pitch + Type.LABEL.baseline
            yield _text(x, y, line, flow.edges[label.edge].language)
    yield "</g>"


def _node(node: FlowNode, box: Box) -> str:
    names = ["flow-node", node.kind.value]
    names += ["critical"] if node.mark else []
    names += ["bare"] if node.bare else []
    size = box.x, box.y, box.width, box.height
    inner = bars(node.kind, *size)
    one = box.card
    frame = f'd="{outline(node.kind, *size)}"'
    caption = " ".join(_written(line, box) for line in one.captions)
    if one.mark:
        mark = 'class="flow-mark" font-weight="600"'
        if one.captions and one.mark.y == one.captions[-1].y:  # it follows, however wide that is
            words = f'<tspan {mark} dx="4"> {escape(one.mark.text)}</tspan></text>'
            caption = caption.removesuffix("</text>") + words
        else:
            caption += f" <g {mark}>{_written(one.mark, box)}</g>"
    title = "".join(_lines_of_title(node, box))
    return (
        f'<g class="{" ".join(names)}">{_link(node.href, node.label)}'
        f'<path class="flow-box" {frame}/>'
        + (f'<path class="flow-bars" d="{inner}"/>' * bool(inner))
        + f'<g class="flow-caption" font-size="{n(Type.CAPTION.size)}">{caption}</g> {title}</a>'
        + "".join(_chips(node, box))
        + "</g>"
    )


def _lines_of_title(node: FlowNode, box: Box) -> Iterator[str]:
    """Between lines stands the space that a reader of the whole hears; Chinese needs none."""
    last = ""
    for line in box.card.title:
        yield " " * bool(last and not (upright(last) and upright(line.text[0])))
        yield _written(line, box, node.language)
        last = line.text[-1]


def _chips(node: FlowNode, box: Box) -> Iterator[str]:
    if not box.card.chips:
        return
    yield f'<g class="flow-risks" font-size="{n(Type.CHIP.size)}">'
    for chip in box.card.chips:
        if chip.risk is None:
            start = _link(node.href, node.more_label, "flow-more")
        else:
            level = "none" if chip.risk.level is None else str(chip.risk.level)
            start = _link(chip.risk.href, chip.risk.label, f"flow-risk level-{level}")
        x, y = box.x + chip.x, box.y + box.inside + chip.y
        frame = (
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(chip.width)}" height="{CHIP_HEIGHT}"'
            f' rx="{CHIP_HEIGHT // 2}"/>'
        )
        # Half the gap above and below belongs to the link, so that it is big enough to touch.
        frame += (
            f'<path d="M{n(x)} {n(y - CHIP_GAP / 2)}h{n(chip.width)}'
            f'v{CHIP_HEIGHT + CHIP_GAP}h-{n(chip.width)}z"/>'
        )
        baseline = y + (CHIP_HEIGHT - Type.CHIP.pitch) / 2 + Type.CHIP.baseline
        yield f"{start}{frame}{_text(x + chip.width / 2, baseline, chip.text)}</a>"
    yield "</g>"


def _link(href: str, label: str, name: str = "") -> str:
    named = f' class="{name}"' if name else ""
    return f'<a{named} href="{escape(href)}" aria-label="{_said(label)}">'


def _written(line: Written, box: Box, language: str = "") -> str:
    return _text(box.x + line.x, box.y + box.inside + line.y, line.text, language)


def _text(x: float, y: float, words: str, language: str = "") -> str:
    tongue = f' lang="{escape(language)}"' if language else ""
    return f'<text x="{n(x)}" y="{n(y)}"{tongue}>{escape(words)}</text>'


def _said(words: str) -> str:
    return escape(tidy(words))


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _direction(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    length = _distance(start, end) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _short_of(
    start: tuple[float, float], end: tuple[float, float], distance: float
) -> tuple[float, float]:
    """The point on the way to ``end`` that is ``distance`` pixels before it."""
    right, down = _direction(start, end)
    return end[0] - right * distance, end[1] - down * distance

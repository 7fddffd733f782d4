"""A flow in pixels: boxes, lines, labels and lanes, ready to be drawn.

All is worked out along the flow and across it, and turned at the end: to the right with lanes as
rows, or down with lanes as columns. Lines run in channels between the boxes, so none meets a box
that is not its own, and labels stand where only their own line goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from riskbook.model.terms import NodeKind
from riskbook.picturing.flow_nodes import Card, Side, inset
from riskbook.picturing.flow_parts import Flow
from riskbook.picturing.flow_plan import Direction, Form, Plan, planned
from riskbook.picturing.flow_routes import Entry, Route
from riskbook.picturing.flow_text import Block, Type, block, longest_word, width
from riskbook.picturing.flow_tracks import Channel

TRACK = 10.0
"""Pixels between lines that run side by side."""

CLEAR = 4.0
"""Pixels between a label and its line."""

GAP = 24.0
"""Pixels between columns without lines or labels."""

BEND = 9.0
"""Pixels from a box or a label to the first line that turns."""

HEAD = 13.0
"""Pixels that are kept for arrowheads."""

RAIL = 12.0
"""Pixels from a row to the first line beside it."""

ASIDE = 12.0
"""Pixels from the middle of a node to where what goes back enters its side."""

LANE_LINES = 3
LANE_ROOM = 112.0
"""Pixels along which a lane's name is set before it takes another line."""

LANE_PAD = 14.0
"""Pixels that the name of a lane keeps from its frame, both sides together."""

EDGE = 1.0
"""Pixels left free around everything, for the width of the lines."""


class Box(NamedTuple):
    """A node's place. ``inside`` is how far its text is moved down to stand in the middle."""

    node: int
    x: float
    y: float
    width: float
    height: float
    card: Card
    inside: float


class Line(NamedTuple):
    """The corners of an edge, from its source to the point of its arrow."""

    edge: int
    points: tuple[tuple[float, float], ...]


class Label(NamedTuple):
    """When an edge is taken: lines in a box; against its right-hand side in a flow downwards."""

    edge: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


class Band(NamedTuple):
    """A lane: its place, and its name in lines at its beginning (``head`` pixels of it)."""

    x: float
    y: float
    width: float
    height: float
    head: float
    lines: tuple[str, ...]


class FlowLayout(NamedTuple):
    """Where everything is, in pixels from the upper left corner."""

    direction: Direction
    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    bands: tuple[Band, ...]


def lay_out(flow: Flow, form: Form) -> FlowLayout:
    """The layout of a flow. Edges from or to nodes that it does not have are left out."""
    return _placed(planned(flow, form))


def _placed(plan: Plan) -> FlowLayout:
    turn = plan.form.direction
    down, known = turn is Direction.DOWN, plan.known
    across = _across(plan)
    heads = _heads(plan.lanes, across)
    head = max((one.height for one in heads), default=0.0)
    head += LANE_PAD if head else 0.0
    along = _along(plan, EDGE + head + (RAIL if head else 0.0))
    length, breadth = along.end + EDGE, across.end + EDGE
    boxes = tuple(_box(plan, along, across, node) for node in range(len(plan.cards)))
    bands = tuple(
        Band(*_turned(turn, EDGE, start, length - 2 * EDGE, end - start), head, one.lines)
        for one, (start, end) in zip(heads, across.lanes, strict=False)
    )
    return FlowLayout(
        plan.form.direction,
        breadth if down else length,
        length if down else breadth,
        boxes,
        tuple(
            Line(known[route.edge], _points(plan, along, across, boxes, route))
            for route in plan.ways
        ),
        tuple(
            _label(plan, along, across, route, known[route.edge])
            for route in plan.ways
            if plan.labels[route.edge].lines
        ),
        bands,
    )


class _Axis(NamedTuple):
    """Places along the flow, or across it: of the middle of columns or rows, and of tracks."""

    middle: Sequence[float]
    size: Sequence[float]  # of each column or row
    first: Sequence[float]  # the first track of each channel
    lanes: Sequence[tuple[float, float]]
    end: float

    def track(self, channel: int, number: int) -> float:
        return self.first[channel] + number * TRACK


def _along(plan: Plan, start: float) -> _Axis:
    """Columns and the gaps between them: labels first, then tracks, then arrowheads."""
    grid, counts = plan.grid, plan.tracks.gaps
    down = plan.form.direction is Direction.DOWN
    sizes = [0.0] * grid.columns
    for node, column in enumerate(grid.column):
        sizes[column] = max(sizes[column], plan.length[node])
    zones = [0.0] * (grid.columns + 1)
    for route in plan.ways:
        label = plan.labels[route.edge]
        if label.lines:
            gap = grid.column[route.source] + 1
            zones[gap] = max(zones[gap], CLEAR + (label.height if down else label.width))
    middle, first, here = [], [start], start
    for column, size in enumerate(sizes):
        middle.append(here + size / 2)
        here += size
        gap = column + 1
        first.append(here + zones[gap] + BEND)
        needed = zones[gap] + (BEND + (counts[gap] - 1) * TRACK if counts[gap] else 0.0)
        if gap < grid.columns:
            needed = max(needed + HEAD, GAP)
        else:
            needed = max(needed + CLEAR if needed else 0.0, RAIL if start > EDGE else 0.0)
        here += needed
    return _Axis(middle, sizes, first, (), here)


def _across(plan: Plan) -> _Axis:
    """Rows and the rails between them; where a lane ends its border lies after the tracks."""
    grid, counts = plan.grid, plan.tracks.rails
    sizes = [0.0] * grid.rows
    for node, row in enumerate(grid.row):
        sizes[row] = max(sizes[row], plan.breadth[node])
    framed = any(plan.lanes)
    for lane, name in enumerate(plan.lanes):
        rows = [row for row, own in enumerate(grid.lane_of) if own == lane]
        needed = min(width(name, Type.LANE), max(longest_word(name, Type.LANE), LANE_ROOM))
        lacking = needed - sum(sizes[row] for row in rows)
        for row in rows:
            sizes[row] += max(0.0, lacking / len(rows))
    middle, first, borders = [], [EDGE + RAIL], [EDGE]
    here = EDGE + (RAIL if framed or counts[0] else 0.0) + counts[0] * TRACK
    for row, size in enumerate(sizes):
        middle.append(here + size / 2)
        here += size
        first.append(here + RAIL)
        tracks_end = here + counts[row + 1] * TRACK
        last = row + 1 == grid.rows
        if last and not framed:
            here = tracks_end + (CLEAR if counts[row + 1] else 0.0)
            borders.append(here)
        elif last or (framed and grid.lane_of[row] != grid.lane_of[row + 1]):
            borders.append(tracks_end + RAIL)
            here = borders[-1] + (0.0 if last else RAIL)
        else:
            here = tracks_end + RAIL + CLEAR
    lanes = tuple(pairwise(borders)) if framed else ()
    return _Axis(middle, sizes, first, lanes, here)


def _heads(names: Sequence[str], across: _Axis) -> tuple[Block, ...]:
    """The names of the lanes in lines along their ends; beside a row they are turned upright."""
    return tuple(
        block(name, Type.LANE, end - start - 2 * CLEAR, LANE_LINES)
        for name, (start, end) in zip(names, across.lanes, strict=False)
    )


def _box(plan: Plan, along: _Axis, across: _Axis, node: int) -> Box:
    grid, one = plan.grid, plan.cards[node]
    length, breadth = plan.length[node], plan.breadth[node]
    start = along.middle[grid.column[node]] - length / 2
    top = across.middle[grid.row[node]] - breadth / 2
    place = _turned(plan.form.direction, start, top, length, breadth)
    return Box(node, *place, one, (place[3] - one.height) / 2)


def _points(
    plan: Plan, along: _Axis, across: _Axis, boxes: Sequence[Box], route: Route
) -> tuple[tuple[float, float], ...]:
    grid, used = plan.grid, plan.tracks.track
    source, target = route.source, route.target
    out = across.middle[grid.row[source]] + plan.leaves[route.edge]
    end = across.middle[grid.row[target]] + plan.enters[target]
    front = along.middle[grid.column[target]] - plan.length[target] / 2
    points = [(along.middle[grid.column[source]] + plan.length[source] / 2, out)]
    if route.gap is not None:
        x = along.track(route.gap, used[Channel.GAP, route.gap, target])
        points.append((x, out))
        if route.rail is not None:
            y = across.track(route.rail, used[Channel.RAIL, route.rail, target])
            points.append((x, y))
            if route.last is not None:
                x = along.track(route.last, used[Channel.GAP, route.last, target])
            else:
                x = along.middle[grid.column[target]] + route.entry.value * ASIDE
            points.append((x, y))
        if route.entry is Entry.FRONT:
            points.append((x, end))
    if route.entry is Entry.FRONT:
        points.append((front, end))
    else:
        half = route.entry.value * plan.breadth[target] / 2
        points.append((points[-1][0], across.middle[grid.row[target]] + half))
    if plan.form.direction is Direction.DOWN:
        points = [(y, x) for x, y in points]
    kinds = plan.flow.nodes[source].kind, plan.flow.nodes[target].kind
    points[0] = _on_outline(boxes[source], kinds[0], points[0])
    points[-1] = _on_outline(boxes[target], kinds[1], points[-1])
    return _corners(points)


def _label(plan: Plan, along: _Axis, across: _Axis, route: Route, edge: int) -> Label:
    down = plan.form.direction is Direction.DOWN
    text, column = plan.labels[route.edge], plan.grid.column[route.source]
    start = along.middle[column] + along.size[column] / 2 + CLEAR
    line = across.middle[plan.grid.row[route.source]] + plan.leaves[route.edge] - CLEAR
    if down:
        return Label(edge, line - text.width, start, text.width, text.height, text.lines)
    return Label(edge, start, line - text.height, text.width, text.height, text.lines)


def _on_outline(box: Box, kind: NodeKind, point: tuple[float, float]) -> tuple[float, float]:
    """A point on a side of the box, moved in to where the outline is."""
    x, y = point
    off_x, off_y = x - box.x - box.width / 2, y - box.y - box.height / 2
    size = box.width, box.height
    if abs(abs(off_x) - box.width / 2) < 0.01:
        side = Side.LEFT if off_x < 0 else Side.RIGHT
        into = inset(kind, side, off_y, *size)
        return (x + into if side is Side.LEFT else x - into), y
    side = Side.TOP if off_y < 0 else Side.BOTTOM
    into = inset(kind, side, off_x, *size)
    return x, (y + into if side is Side.TOP else y - into)


def _corners(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The points at which a line turns, with both its ends, to a tenth of a pixel."""
    kept: list[tuple[float, float]] = []
    for x, y in points:
        point = (round(x, 1), round(y, 1))
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and any(
            kept[-1][axis] == kept[-2][axis] == point[axis] for axis in (0, 1)
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _turned(
    direction: Direction, along: float, across: float, length: float, breadth: float
) -> tuple[float, float, float, float]:
    """x, y, width and height."""
    if direction is Direction.DOWN:
        return across, along, breadth, length
    return along, across, length, breadth

"""A flow measured: what stands where in its grid, how its edges go, how big everything is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from riskbook.picturing import flow_ports
from riskbook.picturing.flow_nodes import Card, card, least_width
from riskbook.picturing.flow_order import Grid, in_file, in_lanes
from riskbook.picturing.flow_parts import Flow
from riskbook.picturing.flow_routes import Port, Route, ports, routes
from riskbook.picturing.flow_text import Block, Type, block, longest_word
from riskbook.picturing.flow_tracks import Tracks, tracks

LABEL_LINES = 6
LABEL_WIDEST = 110.0
"""Pixels across a label that is widened for a word."""

WIDEST = 190.0
"""Pixels across a node that is widened for a word or a risk."""


class Direction(Enum):
    """Where the flow goes."""

    RIGHT = "right"
    DOWN = "down"


class Arrangement(Enum):
    """Nodes in the lanes of the process, or all in one file."""

    LANES = "lanes"
    FILE = "file"


class Form(NamedTuple):
    """How to lay out: where to, in what arrangement, pixels of a node and of a label across."""

    direction: Direction
    arrangement: Arrangement
    node: float
    label: float


class Plan(NamedTuple):
    """All that has a size, before it has a place."""

    flow: Flow
    form: Form
    lanes: tuple[str, ...]  # their names, none where the nodes stand in one file
    known: tuple[int, ...]  # the edges that are drawn, by their place in the flow
    grid: Grid
    ways: tuple[Route, ...]
    labels: Sequence[Block]
    leaves: Sequence[float]  # by edge
    enters: Sequence[float]  # by node
    tracks: Tracks
    cards: Sequence[Card]
    length: Sequence[float]  # of each node, along the flow
    breadth: Sequence[float]  # and across it


def planned(flow: Flow, form: Form) -> Plan:
    """A flow measured for a form. Edges from or to nodes that it does not have are left out."""
    numbers = {node.id: number for number, node in reversed(list(enumerate(flow.nodes)))}
    known = tuple(
        number
        for number, edge in enumerate(flow.edges)
        if edge.source in numbers and edge.target in numbers
    )
    edges = [(numbers[flow.edges[k].source], numbers[flow.edges[k].target]) for k in known]
    lanes, names = _lanes(flow)
    file = form.arrangement is Arrangement.FILE
    grid = in_file(len(flow.nodes), edges) if file else in_lanes(lanes, edges)
    labels = [_when(flow.edges[k].when, form.label) for k in known]
    down = form.direction is Direction.DOWN
    breadths = [label.width if down else label.height for label in labels]
    ways = routes(grid, edges)
    exits = ports(grid, ways, [bool(label.lines) for label in labels])
    offsets = {node: flow_ports.leaving(here, breadths) for node, here in exits.items()}
    enters = flow_ports.entering(grid, ways, exits, offsets)
    leaves = _leaves(exits, offsets, len(edges))
    least = [
        max(
            flow_ports.least_breadth(exits.get(node, ()), offsets.get(node, ()), breadths),
            2 * (abs(enters[node]) + flow_ports.MARGIN),
        )
        for node in range(len(flow.nodes))
    ]
    widths = [max(form.node, least_width(node, WIDEST)) for node in flow.nodes]
    cards = [
        card(node, max(across, room) if down else across)
        for node, across, room in zip(flow.nodes, widths, least, strict=True)
    ]
    highs = [max(one.height, room) for one, room in zip(cards, least, strict=True)]
    return Plan(
        flow,
        form,
        () if file else names,
        known,
        grid,
        ways,
        labels,
        leaves,
        enters,
        tracks(grid, ways, leaves, enters),
        cards,
        [one.height if down else one.width for one in cards],
        [one.width for one in cards] if down else highs,
    )


def _when(words: str, room: float) -> Block:
    """The lines of a label, wide enough for its longest word."""
    needed = min(longest_word(words, Type.LABEL), LABEL_WIDEST)
    return block(words, Type.LABEL, max(room, needed), LABEL_LINES)


def _lanes(flow: Flow) -> tuple[list[int], tuple[str, ...]]:
    """The lane of each node, and the names of the lanes that are used, in their order."""
    used = dict.fromkeys(node.lane for node in flow.nodes)
    order = [key for key, _ in flow.lanes if key in used]
    order += [key for key in used if key not in order]
    names = dict(flow.lanes)
    place = {key: number for number, key in enumerate(order)}
    return [place[node.lane] for node in flow.nodes], tuple(names.get(key, key) for key in order)


def _leaves(
    exits: dict[int, list[Port]], offsets: dict[int, tuple[float, ...]], count: int
) -> list[float]:
    found = [0.0] * count
    for node, here in exits.items():
        for port, offset in zip(here, offsets[node], strict=True):
            for route in port.routes:
                found[route.edge] = offset
    return found

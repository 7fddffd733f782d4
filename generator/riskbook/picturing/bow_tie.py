"""A bow-tie drawn: causes, barriers, event, barriers, consequences, from left to right, as SVG.

It stands within the page as the drawing of a process does (:mod:`riskbook.picturing.flow`): colours
by class, barriers as links, neither style nor script. The page tells the same as a list.

It has the classes of that drawing too: ``flow`` the whole, ``flow-line``, ``flow-head`` and
``flow-box`` as there; a ``flow-node`` is a wall of barriers, also all causes and consequences
(``start``) and the event (``critical``). Of its own are ``tie-small``, what stands small above a
title, and ``past``, the ways in which nothing stands.

The frame of a planned barrier is dashed, that of a retired one dotted and its title struck out; the
bar of the others is whole, in pieces where one may not hold, or broken where it has failed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from types import MappingProxyType

from riskbook.picturing.bow_tie_layout import (
    END,
    HEAD,
    INSIDE,
    PADDING,
    WALL,
    BowTieLayout,
    Box,
    Brick,
    Row,
    Side,
    lay_out,
)
from riskbook.picturing.bow_tie_parts import SOUND, BowTie
from riskbook.picturing.flow_nodes import n
from riskbook.picturing.flow_text import Type, tidy, upright

ARROW = (7.0, 3.5)
"""Length and half the breadth of an arrowhead."""

BAR = 5.0
"""How broad the bar of a barrier is."""

GAP = 6.0
"""Between the pieces of a bar that is not whole."""


def bow_tie(tie: BowTie) -> str:
    """The bow-tie as an SVG element."""
    return draw(tie, lay_out(tie))


def draw(tie: BowTie, layout: BowTieLayout) -> str:
    """A layout of the bow-tie as an SVG element."""
    size = f'viewBox="0 0 {n(layout.width)} {n(layout.height)}"'
    size += f' width="{n(layout.width)}" height="{n(layout.height)}"'
    knot, sides = layout.knot, (layout.causes, layout.consequences)
    before, after = ("".join(_row(tie, row, side) for row in side.rows) for side in sides)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="flow" {size} role="group"',
            ' aria-labelledby="tie-title" aria-describedby="tie-about"',
            f' font-size="{n(Type.TITLE.size)}" fill="currentColor">',
            f'<title id="tie-title">{escape(tidy(tie.title))}</title>',
            f'<desc id="tie-about">{escape(tidy(tie.description))}</desc>',
            *_paths(layout),
            *_headings(tie, layout),
            before,
            f'<g class="flow-node critical"><path class="flow-box" d="{_outline(knot)}"/></g>',
            f'<g transform="translate({n(knot.x + knot.width / 2)})" text-anchor="middle">',
            f"{_words(knot, tie.language)}</g>",
            after,
            _bars(layout),
            "</svg>",
        )
    )


def _paths(layout: BowTieLayout) -> Iterator[str]:
    """All lines and the boxes at their ends, each kind as one path."""
    lines, bare, heads = "", "", ""
    knot = layout.knot
    level = knot.y + knot.height / 2
    for row in layout.causes.rows:
        wall, far = layout.causes.wall, layout.causes.wall + WALL
        bend = _bend(far, row.middle, knot.x - ARROW[0] + 1, level)
        way = f"M{n(row.end.x + END)} {n(row.middle)}H"
        if row.bricks:
            lines += f"{way}{n(wall)}{_edge(wall, row)}{_edge(far, row)}{bend}"
        else:
            bare += f"{way}{n(far)}{bend}"
    if layout.causes.rows:
        heads += _head(knot.x, level)
    for row in layout.consequences.rows:
        wall, far = layout.consequences.wall, layout.consequences.wall + WALL
        bend = _bend(knot.x + knot.width, level, wall, row.middle)
        end = row.end.x - ARROW[0] + 1
        if row.bricks:
            way = f"M{n(far)} {n(row.middle)}H{n(end)}"
            lines += f"{bend}{_edge(wall, row)}{_edge(far, row)}{way}"
        else:
            bare += f"{bend}H{n(end)}"
        heads += _head(row.end.x, row.middle)
    ends = "".join(
        _outline(row.end) for side in (layout.causes, layout.consequences) for row in side.rows
    )
    if lines:
        yield f'<path class="flow-line" fill="none" d="{lines}"/>'
    if bare:
        open_way = 'class="past" fill="none" stroke="currentColor" stroke-width="2"'
        yield f'<path {open_way} d="{bare}"/>'
    yield f'<path class="flow-head" d="{heads}"/>'
    yield f'<g class="flow-node start"><path class="flow-box" d="{ends}"/></g>'


def _edge(x: float, row: Row) -> str:
    """The edge of a wall, which its line ends at."""
    return f"M{n(x)} {n(row.top)}V{n(row.bottom)}"


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    """A line that is level at both of its ends."""
    middle = n((x + to_x) / 2)
    return f"M{n(x)} {n(y)}C{middle} {n(y)} {middle} {n(to_y)} {n(to_x)} {n(to_y)}"


def _head(x: float, y: float) -> str:
    length, half = map(n, ARROW)
    return f"M{n(x)} {n(y)}l-{length}-{half}v{n(2 * ARROW[1])}z"


def _headings(tie: BowTie, layout: BowTieLayout) -> Iterator[str]:
    """What the columns are; the group of the page says it to those who hear the drawing."""
    named, left, right = tie.headings, layout.causes, layout.consequences
    columns = (
        *((left.end, named.causes), (left.wall, named.prevent)) * bool(left.rows),
        *((right.wall, named.recover), (right.end, named.consequences)) * bool(right.rows),
    )
    for x, words in columns:
        yield f'<text class="tie-small" x="{n(x)}" y="{n(HEAD - 12)}">{escape(tidy(words))}</text>'


def _row(tie: BowTie, row: Row, side: Side) -> str:
    """A cause or consequence, and what stands between it and the event."""
    told = (
        f'<g transform="translate({n(side.end + PADDING)})">{_words(row.end, row.way.language)}</g>'
    )
    if row.bricks:
        wall = "".join(map(_brick, row.bricks))
        at = f"translate({n(side.wall + PADDING)})"
        return f'{told}<g class="flow-node" transform="{at}">{wall}</g>'
    middle, above = n(side.wall + WALL / 2), n(row.middle - 6)
    none = escape(tidy(tie.headings.none))
    at = f'x="{middle}" y="{above}" text-anchor="middle" font-size="{n(Type.CAPTION.size)}"'
    return f'{told}<text class="past" fill="currentColor" {at}>{none}</text>'


def _brick(brick: Brick) -> str:
    """A barrier, from the left of its words, where the group that it stands in begins."""
    box, barrier = brick.box, brick.barrier
    at = Box(-PADDING, box.y, box.width, box.height, box.words)
    dashes = _DASHES.get(barrier.state, "")
    frame = f'<path class="flow-box"{dashes} d="{_outline(at)}"/>'
    words = _words(box, barrier.language, "line-through" * (barrier.state == "retired"))
    if barrier.href:
        return f'<a href="{escape(barrier.href)}">{frame}{words}</a>'
    return frame + words


_DASHES = MappingProxyType(
    {"planned": ' stroke-dasharray="5 4"', "retired": ' stroke-dasharray="2 3"'}
)


def _bars(layout: BowTieLayout) -> str:
    """The bars of all barriers, upon their boxes."""
    bricks = [
        brick
        for side in (layout.causes, layout.consequences)
        for row in side.rows
        for brick in row.bricks
    ]
    data = "".join(_bar(brick.box, brick.barrier.state) for brick in bricks)
    look = f'fill="none" stroke="currentColor" stroke-width="{n(BAR)}" pointer-events="none"'
    return f'<path {look} d="{data}"/>' if data else ""


def _bar(box: Box, state: str) -> str:
    start = f"M{n(box.x + BAR / 2)} {n(box.y)}v"
    if state == SOUND:
        return f"{start}{n(box.height)}"
    if state == "unproven":
        piece = (box.height - 2 * GAP) / 3
        return f"{start}{n(piece)}m0 {n(GAP)}v{n(piece)}m0 {n(GAP)}v{n(piece)}"
    if state == "failed":
        half = n((box.height - GAP) / 2)
        return f"{start}{half}m{n(-BAR)} {n(GAP)}v{half}"
    return ""


def _outline(box: Box) -> str:
    return f"M{n(box.x)} {n(box.y)}h{n(box.width)}v{n(box.height)}h{n(-box.width)}z"


def _words(box: Box, language: str, decoration: str = "") -> str:
    """The words of a box, at the left (or the middle) of the group that they stand in."""
    words, y = box.words, box.y + INSIDE
    small = []
    for line in words.small:
        small.append(f'<text class="tie-small" y="{y + _CAPTION:.0f}">{escape(line)}</text> ')
        y += Type.CAPTION.pitch
    large, last = "", ""
    for line in words.large:
        # Between lines stands the space that a reader of the whole hears; Chinese needs none.
        large += " " * bool(last and not (upright(last) and upright(line[0])))
        large += f'<text y="{y + _TITLE:.0f}">{escape(line)}</text>'
        last = line[-1]
        y += Type.TITLE.pitch
    marks = f' lang="{escape(language)}"' if language else ""
    marks += f' text-decoration="{decoration}"' if decoration else ""
    large = f"<g{marks}>{large}</g>" if marks else large
    return "".join(small) + large


_CAPTION, _TITLE = Type.CAPTION.baseline, Type.TITLE.baseline

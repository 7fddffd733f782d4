"""A fishbone drawn as SVG: the effect at the right, bones of causes above and below a spine.

It stands within the page as the drawing of a bow-tie does (:mod:`riskbook.picturing.bow_tie`), in
the same classes: colours by class, risks as links, neither style nor script. The page tells the
same as a list.

Nothing is shown by colour alone. The rib of a root cause is thick and ends in a knot, the words of
a cause that is ruled out are struck through, and the caption of each says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from riskbook.picturing.fishbone_layout import (
    CHIP_GAP,
    CHIP_HEIGHT,
    Box,
    Chip,
    FishLayout,
    Limb,
    Lines,
    Spot,
    lay_out,
)
from riskbook.picturing.fishbone_parts import Fish, Look
from riskbook.picturing.flow_nodes import n
from riskbook.picturing.flow_text import Type, tidy, upright

ARROW = (12.0, 6.0)
"""Length and half the breadth of the point that leads into the head."""

KNOT = 3.5
"""Radius of the knot at the end of a root cause's rib."""

TICK = 9.0
"""How far before a why the line begins that leads to it."""


def fishbone(fish: Fish) -> str:
    """The fishbone as an SVG element."""
    return draw(fish, lay_out(fish))


def draw(fish: Fish, layout: FishLayout) -> str:
    """A layout of the fishbone as an SVG element."""
    size = f'viewBox="0 0 {n(layout.width)} {n(layout.height)}"'
    size += f' width="{n(layout.width)}" height="{n(layout.height)}"'
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="flow" {size} role="group"',
            ' aria-labelledby="fish-title" aria-describedby="fish-about"',
            f' font-size="{n(Type.TITLE.size)}" fill="currentColor">',
            f'<title id="fish-title">{escape(tidy(fish.title))}</title>',
            f'<desc id="fish-about">{escape(tidy(fish.description))}</desc>',
            *_lines(layout),
            f'<g class="flow-node critical">{_box(layout.head)}</g>',
            _text(layout.head.small, 'class="tie-small"'),
            _text(layout.head.large),
            *(part for limb in layout.limbs for part in _limb(limb)),
            "</svg>",
        )
    )


def _lines(layout: FishLayout) -> Iterator[str]:
    """The spine, all bones and all ribs, each kind as one path."""
    spots = [spot for limb in layout.limbs for spot in limb.spots]
    bones = "".join(
        f"M{n(limb.x)} {n(limb.y)}L{n(limb.joint)} {n(layout.spine)}" for limb in layout.limbs
    )
    yield f'<path fill="none" stroke="currentColor" stroke-width="1.5" d="{bones}"/>'
    spine = f"M{n(layout.tail)} {n(layout.spine)}H{n(layout.head.x - ARROW[0] + 1)}"
    yield f'<path fill="none" stroke="currentColor" stroke-width="3" d="{spine}"/>'
    length, half = map(n, ARROW)
    point = f"M{n(layout.head.x)} {n(layout.spine)}l-{length}-{half}v{n(2 * ARROW[1])}z"
    yield f'<path d="{point}"/>'
    ribs = "".join(
        f"M{n(spot.x)} {n(spot.y + spot.rib)}h{n(spot.end)}"
        for spot in spots
        if spot.look is not Look.ROOT
    )
    if twigs := ribs + "".join(map(_twigs, spots)):
        yield f'<path class="flow-line" fill="none" d="{twigs}"/>'
    roots = [spot for spot in spots if spot.look is Look.ROOT]
    if roots:
        thick = "".join(f"M{n(spot.x)} {n(spot.y + spot.rib)}h{n(spot.end)}" for spot in roots)
        yield f'<path fill="none" stroke="currentColor" stroke-width="3" d="{thick}"/>'
        knots = "".join(_knot(spot.x + spot.end, spot.y + spot.rib) for spot in roots)
        yield f'<path d="{knots}"/>'


def _twigs(spot: Spot) -> str:
    """The lines from a rib to the first why, and from each why to the one that explains it."""
    found, above = "", spot.y + spot.rib
    for why in spot.whys:
        x, y = spot.x + why.x, spot.y + why.y
        level = y + why.kind.pitch / 2
        found += f"M{n(x - TICK)} {n(above)}V{n(level)}H{n(x - 2)}"
        above = y + why.height
    return found


def _knot(x: float, y: float) -> str:
    radii, across = f"{n(KNOT)} {n(KNOT)}", n(2 * KNOT)
    return f"M{n(x - KNOT)} {n(y)}a{radii} 0 1 0 {across} 0a{radii} 0 1 0-{across} 0"


def _limb(limb: Limb) -> Iterator[str]:
    """A category and its causes."""
    yield f'<g class="flow-node start">{_box(limb.name)}</g>'
    yield _text(limb.name.large, f'font-weight="{Type.LANE.weight}"')
    if limb.bare:
        yield _text(limb.bare, 'class="flow-caption"')
    for spot in limb.spots:
        yield f'<g transform="translate({n(spot.x)} {n(spot.y)})">{_spot(spot)}</g>'


def _spot(spot: Spot) -> str:
    small = 'font-weight="600"' if spot.look is Look.ROOT else 'class="flow-caption"'
    dim = 'class="flow-caption"' if spot.look is Look.RULED_OUT else ""
    return "".join(
        (
            _text(spot.caption, small),
            _text(spot.cause, f'{dim} text-decoration="line-through"' if dim else ""),
            *(_text(why, dim) for why in spot.whys),
            *map(_chip, spot.chips),
        )
    )


def _chip(chip: Chip) -> str:
    level = "none" if chip.risk.level is None else str(chip.risk.level)
    x, y, across = n(chip.x), n(chip.y), n(chip.width)
    # Half the gap above and below belongs to the link, so that it is big enough to touch.
    touched = f"M{x} {n(chip.y - CHIP_GAP / 2)}h{across}v{n(CHIP_HEIGHT + CHIP_GAP)}h-{across}z"
    baseline = chip.y + (CHIP_HEIGHT - Type.CHIP.pitch) / 2 + Type.CHIP.baseline
    return (
        f'<g class="flow-risks" font-size="{n(Type.CHIP.size)}">'
        f'<a class="flow-risk level-{level}" href="{escape(chip.risk.href)}"'
        f' aria-label="{escape(tidy(chip.risk.label))}">'
        f'<rect x="{x}" y="{y}" width="{across}" height="{n(CHIP_HEIGHT)}"'
        f' rx="{n(CHIP_HEIGHT / 2)}"/><path d="{touched}"/>'
        f'<text x="{n(chip.x + chip.width / 2)}" y="{n(baseline)}">{escape(chip.text)}</text>'
        "</a></g>"
    )


def _box(box: Box) -> str:
    outline = f"M{n(box.x)} {n(box.y)}h{n(box.width)}v{n(box.height)}h{n(-box.width)}z"
    return f'<path class="flow-box" d="{outline}"/>'


def _text(lines: Lines, look: str = "") -> str:
    """Lines of text, with the space between two that a reader of the whole hears."""
    if not lines.lines:
        return ""
    marks = f' font-size="{n(lines.kind.size)}"' if lines.kind is not Type.TITLE else ""
    marks += f' lang="{escape(lines.language)}"' if lines.language else ""
    marks += f" {look}" if look else ""
    found, last, y = "", "", lines.y + lines.kind.baseline
    for line in lines.lines:
        # Chinese needs no space.
        found += " " * bool(last and not (upright(last) and upright(line[0])))
        found += f'<text x="{n(lines.x)}" y="{n(y)}">{escape(line)}</text>'
        last, y = line[-1], y + lines.kind.pitch
    return f"<g{marks}>{found}</g>"

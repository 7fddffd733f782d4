"""Several maps of the matrix on one sheet, as an SVG file of our own: light enough for every part.

Letters are the reader's: widths are those of the widest of the usual fonts, so that nothing
overlaps (:mod:`riskbook.picturing.flow_text`).
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from riskbook.assessing.palettes import colours
from riskbook.picturing.flow_text import Type, block, width
from riskbook.picturing.matrix_map import INK, PAPER, MatrixMap

MARGIN, ACROSS, BETWEEN = 24, 36, 30
TITLE, TEXT = 19, 12
FAMILY = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei',"
    " 'Noto Sans CJK SC', sans-serif"
)


class Panel(NamedTuple):
    """A map with its content as it is drawn, and what stands above it."""

    heading: str
    map: MatrixMap
    content: str


class SheetLevel(NamedTuple):
    """A level in the legend: the letter that marks it, and its name."""

    mark: str
    name: str


class MatrixSheet(NamedTuple):
    """All that stands on a sheet; ``levels`` lowest first.

    All maps are of the same criteria; ``alt`` is the sheet in words.
    """

    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    levels: tuple[SheetLevel, ...]
    alt: str
    language: str


def matrix_sheet(sheet: MatrixSheet) -> str:
    """The sheet as a file of its own, two maps in a row."""
    across, down = sheet.panels[0].map.size
    full = 2 * MARGIN + 2 * across + ACROSS
    lines: list[str] = []
    y: float = MARGIN
    for words, size, kind in ((sheet.title, TITLE, Type.TITLE), (sheet.subtitle, TEXT, Type.LANE)):
        # The kinds are those of labels; a line of another size has room in proportion.
        room = (full - 2 * MARGIN) * kind.size / size
        y += 4 if lines else 0
        for line in block(words, kind, room, 3).lines:
            y += size * 1.4
            weight = ' font-weight="600"' if size == TITLE else ' fill-opacity=".75"'
            lines.append(
                f'<text x="{MARGIN}" y="{y:.0f}" font-size="{size}"{weight}>{escape(line)}</text>'
            )
    y += BETWEEN - 8
    for first in range(0, len(sheet.panels), 2):
        row = sheet.panels[first : first + 2]
        headings = [block(panel.heading, Type.TITLE, across, 2).lines for panel in row]
        tall = max(map(len, headings)) * Type.TITLE.pitch
        for index, (panel, heading) in enumerate(zip(row, headings, strict=True)):
            x = MARGIN + index * (across + ACROSS)
            for number, line in enumerate(heading):
                top = y + number * Type.TITLE.pitch + Type.TITLE.baseline
                lines.append(
                    f'<text x="{x}" y="{top:.0f}" font-size="{Type.TITLE.size:.0f}"'
                    f' font-weight="600">{escape(line)}</text>'
                )
            lines.append(f'<g transform="translate({x} {y + tall + 4:.0f})">{panel.content}</g>')
        y += tall + 4 + down + BETWEEN
    legend, y = _legend(sheet, full, y)
    lines += legend
    height = y + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {height:.0f}"'
        f' width="{full}" height="{height:.0f}" role="img" xml:lang="{sheet.language}"'
        f' color="{INK}" fill="{INK}" font-family="{FAMILY}">'
        f"<title>{escape(sheet.title)}</title><desc>{escape(sheet.alt)}</desc>"
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(lines)}</svg>\n'
    )


def _legend(sheet: MatrixSheet, full: float, y: float) -> tuple[list[str], float]:
    """Letter, colour and name of each level, highest first, and where they end."""
    shades = [colour.background for colour in colours(sheet.panels[0].map.criteria)]
    lines: list[str] = []
    x: float = MARGIN
    for level, shade in reversed(list(zip(sheet.levels, shades, strict=True))):
        words = level.name if level.mark == level.name else f"{level.mark}  {level.name}"
        wide = 18 + width(words, Type.LANE) + 20
        if x > MARGIN and x + wide > full - MARGIN:
            x, y = MARGIN, y + 22
        lines.append(
            f'<rect x="{x:.0f}" y="{y - 11:.0f}" width="13" height="13" rx="3" fill="{shade}"/>'
            f'<text x="{x + 18:.0f}" y="{y:.0f}" font-size="{TEXT}" xml:space="preserve">'
            f"{escape(words)}</text>"
        )
        x += wide
    return lines, y

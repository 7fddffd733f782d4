"""The matrix as an image, by matplotlib: likelihood to the right, impact upwards."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from riskbook.assessing.palettes import LevelColour, Pattern, blend, text_on
from riskbook.picturing.board import Board, Style, Words, rounded
from riskbook.picturing.fonts import Fonts, fonts_for
from riskbook.picturing.letters import TypeCase
from riskbook.picturing.matrix_arrows import count_size, draw_arrows
from riskbook.picturing.matrix_layout import Layout, id_lines, lay_out
from riskbook.picturing.matrix_picture import MatrixPicture, PicturedCell
from riskbook.picturing.painting import paint
from riskbook.picturing.sheet import INK, MUTED, PAPER, Images, missing

BARE = LevelColour("#f7f8fa", MUTED, Pattern.PLAIN)
"""A cell without a level."""

HATCHES: Mapping[Pattern, str] = MappingProxyType(
    {
        Pattern.PLAIN: "",
        Pattern.DOTS: "..",
        Pattern.RISING: "//",
        Pattern.CROSSED: "xx",
        Pattern.FALLING: "\\\\",
        Pattern.LEVEL_LINES: "--",
        Pattern.UPRIGHT_LINES: "||",
        Pattern.GRID: "++",
        Pattern.RINGS: "oo",
        Pattern.STARS: "**",
    }
)
"""Patterns as matplotlib spells them."""


def draw_matrix(picture: MatrixPicture, case: TypeCase | None = None) -> Images:
    """The picture as PNG, 160 dots an inch, and as SVG with its letters as outlines.

    ``case`` is for several images in a row, to set what they say alike once.
    """
    fonts = fonts_for(picture.texts())
    layout = lay_out(picture, fonts)
    board = Board(layout.width, layout.height)
    _Pen(board, fonts, layout, picture).draw()
    return paint(
        board,
        fonts,
        picture.title,
        picture.alt,
        missing(picture.texts(), fonts),
        case or TypeCase(),
    )


class _Pen(NamedTuple):
    """Draws a layout: everything in inches from the lower left corner, type in points."""

    board: Board
    fonts: Fonts
    layout: Layout
    picture: MatrixPicture

    def draw(self) -> None:
        for line in self.layout.lines:
            colour = MUTED if line.muted else INK
            self.write(line.text, line.x, line.y, line.size, colour, line.align)
        draw = self.crossed_cell if self.picture.moves else self.cell
        for impact, row in enumerate(self.picture.cells):
            for likelihood, cell in enumerate(row):
                draw(cell, *self.layout.corner(likelihood, impact))
        if self.picture.moves:
            draw_arrows(self.board, self.fonts, self.layout, self.picture)
        for swatch in self.layout.swatches:
            side = swatch.side
            self.box(swatch.x, swatch.y, side, side, self.picture.levels[swatch.level].colour)

    def cell(self, cell: PicturedCell, x: float, y: float) -> None:
        sizes, width, height = self.layout.type, self.layout.cell_width, self.layout.cell_height
        levels = self.picture.levels
        known = 0 <= cell.level < len(levels)
        colour = levels[cell.level].colour if known else BARE
        if not cell.count:
            pale = blend(colour.background, PAPER, 0.62)
            colour = LevelColour(pale, blend(text_on(pale), pale, 0.2), colour.pattern)
        self.box(x, y, width, height, colour)
        name = self.layout.level_names[cell.level] if known else ""
        room = (width - 0.14) * 72
        ids = id_lines(
            tuple(self.fonts.drawable(entry) for entry in cell.ids),
            cell.count,
            room,
            self.layout.id_lines,
            lambda text: self.fonts.width(text, sizes.id),
        )
        stack = [
            *([(str(cell.count), sizes.count, 1.2)] if cell.count else []),
            *([(name, sizes.level, 1.5)] if name else []),
            *((line, sizes.id, 1.35) for line in ids),
        ]
        # From the top of the first line's capitals (0.73 of the size) to the last baseline.
        tall = sum(size * leading for _, size, leading in stack[1:])
        tall += 0.73 * stack[0][1] if stack else 0.0
        baseline = y + (height + tall / 72) / 2
        for index, (words, size, leading) in enumerate(stack):
            baseline -= (leading if index else 0.73) * size / 72
            self.write(words, x + width / 2, baseline, size, colour.text, "center")

    def crossed_cell(self, cell: PicturedCell, x: float, y: float) -> None:
        """A cell that leaves room for arrows: pale, its count and its level in the corners."""
        sizes, levels = self.layout.type, self.picture.levels
        known = 0 <= cell.level < len(levels)
        colour = levels[cell.level].colour if known else BARE
        pale = blend(colour.background, PAPER, 0.55)
        self.box(
            *(x, y, self.layout.cell_width, self.layout.cell_height),
            LevelColour(pale, INK, colour.pattern),
        )
        if known:
            right = x + self.layout.cell_width - 0.06
            self.write(
                self.layout.level_names[cell.level], right, y + 0.07, sizes.level, INK, "right"
            )
        if cell.count:
            top = y + self.layout.cell_height - 0.07
            size = count_size(sizes)
            self.write(str(cell.count), x + 0.08, top - 0.73 * size / 72, size, INK, "left")

    def box(self, x: float, y: float, width: float, height: float, colour: LevelColour) -> None:
        style = Style(
            fill=colour.background,
            hatch=HATCHES[colour.pattern],
            hatch_ink=blend(colour.background, colour.text, 0.14),
        )
        self.board.tile(style, rounded(x, y, width, height, 0.055))

    def write(self, text: str, x: float, y: float, size: float, colour: str, align: str) -> None:
        self.board.write(Words(text, x, y, size, colour, align))

"""The card as an image, by matplotlib: 1200 by 630 dots, the size that links are shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskbook.assessing.palettes import LevelColour, Pattern, blend, text_on
from riskbook.picturing.card_picture import CardCell, CardPicture
from riskbook.picturing.fonts import Fonts, fonts_for
from riskbook.picturing.matrix import BARE, HATCHES
from riskbook.picturing.sheet import (
    DOTS_PER_INCH,
    INK,
    MUTED,
    PAPER,
    Images,
    images,
    missing,
    sheet,
)
from riskbook.picturing.wrapping import shorten, wrap

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 1200 / DOTS_PER_INCH, 630 / DOTS_PER_INCH

_MARGIN = 0.5
_COLUMN = 3.3
"""Width of what is written, beside the matrix."""

_TITLE, _SMALL, _COUNT, _LEVEL = 21.0, 11.0, 19.0, 12.5
_MOST_TITLE_LINES = 3
_SIDE = HEIGHT - 2 * _MARGIN - 0.24


def draw_card(picture: CardPicture) -> Images:
    """The picture as PNG and as SVG."""
    fonts = fonts_for(picture.texts())
    with sheet(WIDTH, HEIGHT) as figure:
        _Pen(figure, fonts, picture).draw()
        return images(figure, picture.title, picture.alt, missing(picture.texts(), fonts))


class _Pen:
    """Everything in inches from the lower left corner, type in points."""

    def __init__(self, figure: Figure, fonts: Fonts, picture: CardPicture) -> None:
        self._figure = figure
        self._fonts = fonts
        self._picture = picture

    def draw(self) -> None:
        below = self._words()
        self._levels(below)
        self._matrix()

    def _words(self) -> float:
        """Title and subtitle; where the next line may begin."""
        fonts, picture = self._fonts, self._picture
        y = HEIGHT - _MARGIN - 0.73 * _TITLE / 72
        for line in wrap(
            fonts.drawable(picture.title),
            _COLUMN * 72,
            _MOST_TITLE_LINES,
            lambda text: fonts.width(text, _TITLE),
        ):
            self._write(line, _MARGIN, y, _TITLE, INK)
            y -= 1.28 * _TITLE / 72
        y -= 0.02
        for line in wrap(
            fonts.drawable(picture.subtitle),
            _COLUMN * 72,
            2,
            lambda text: fonts.width(text, _SMALL),
        ):
            self._write(line, _MARGIN, y, _SMALL, MUTED)
            y -= 1.45 * _SMALL / 72
        return y

    def _levels(self, below: float) -> None:
        """The count of each level on its colour, the highest first, as tall as there is room."""
        levels = tuple(reversed(self._picture.levels))
        room = below + 0.1 - _MARGIN
        step = min(0.47, room / len(levels))
        height, width = 0.84 * step, 0.78
        scale = min(1.0, step / 0.47)
        for index, level in enumerate(levels):
            y = _MARGIN + (len(levels) - 1 - index) * step
            self._box(_MARGIN, y, width, height, level.colour)
            middle = y + height / 2 - 0.36 * _COUNT * scale / 72
            self._write(
                str(level.count),
                _MARGIN + width / 2,
                middle,
                _COUNT * scale,
                level.colour.text,
                "center",
            )
            name = shorten(
                self._fonts.drawable(level.name),
                (_COLUMN - width - 0.16) * 72,
                lambda text: self._fonts.width(text, _LEVEL * scale),
            )
            self._write(
                name,
                _MARGIN + width + 0.16,
                y + height / 2 - 0.36 * _LEVEL * scale / 72,
                _LEVEL * scale,
                INK,
            )

    def _matrix(self) -> None:
        rows, picture = self._picture.cells, self._picture
        left, bottom = WIDTH - _MARGIN - _SIDE, _MARGIN + 0.24
        gap = 0.045
        height = (_SIDE + gap) / len(rows) - gap
        for impact, row in enumerate(rows):
            width = (_SIDE + gap) / len(row) - gap
            for likelihood, cell in enumerate(row):
                x, y = left + likelihood * (width + gap), bottom + impact * (height + gap)
                self._cell(cell, x, y, width, height)
        self._write(picture.likelihood, left + _SIDE, _MARGIN, _SMALL, MUTED, "right")
        self._write(picture.impact, left - 0.1, bottom + _SIDE, _SMALL, MUTED, "right", "top")

    def _cell(self, cell: CardCell, x: float, y: float, width: float, height: float) -> None:
        colour = cell.colour or BARE
        if not cell.count:
            pale = blend(colour.background, PAPER, 0.62)
            colour = LevelColour(
                pale, text_on(pale), colour.pattern if cell.colour else Pattern.PLAIN
            )
        self._box(x, y, width, height, colour)
        if cell.count:
            size = min(_COUNT, 30 * height)
            baseline = y + height / 2 - 0.36 * size / 72
            self._write(str(cell.count), x + width / 2, baseline, size, colour.text, "center")

    def _box(self, x: float, y: float, width: float, height: float, colour: LevelColour) -> None:
        from matplotlib.patches import FancyBboxPatch

        self._figure.add_artist(
            FancyBboxPatch(
                (x, y),
                width,
                height,
                boxstyle="round,pad=0,rounding_size=0.055",
                facecolor=colour.background,
                edgecolor=blend(colour.background, colour.text, 0.14),
                linewidth=0,
                hatch=HATCHES[colour.pattern],
                transform=self._figure.dpi_scale_trans,
            )
        )

    def _write(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        across: str = "left",
        upright: str = "baseline",
    ) -> None:
        self._figure.text(
            x,
            y,
            self._fonts.drawable(text),
            transform=self._figure.dpi_scale_trans,
            fontfamily=list(self._fonts.families),
            fontsize=size,
            color=colour,
            horizontalalignment=across,
            verticalalignment=upright,
            parse_math=False,
        )

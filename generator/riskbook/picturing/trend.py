"""The trend as an image, by matplotlib: risks by level, stacked, the lowest below.

Counts stand until the day of the next, so the picture is made of steps and never of slopes.
"""

from __future__ import annotations

from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from riskbook.assessing.palettes import blend
from riskbook.picturing.fonts import Fonts, fonts_for
from riskbook.picturing.matrix import HATCHES
from riskbook.picturing.sheet import INK, LINE, MUTED, PAPER, Images, images, missing, sheet
from riskbook.picturing.trend_picture import TrendPicture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 9.2, 4.3
LEFT, RIGHT, BOTTOM, TOP = 0.055, 0.845, 0.12, 0.77
TITLE, SMALL, LABEL = 15.0, 9.5, 10.5
LEAST_GAP = 0.055
"""Of the height of the plot: labels of levels never stand closer than this."""


def draw_trend(picture: TrendPicture) -> Images:
    """The picture as PNG, 160 dots an inch, and as SVG with its letters as outlines."""
    fonts = fonts_for(picture.texts())
    with sheet(WIDTH, HEIGHT) as figure:
        _Pen(figure, fonts, picture).draw()
        return images(figure, picture.title, picture.alt, missing(picture.texts(), fonts))


class _Pen:
    def __init__(self, figure: Figure, fonts: Fonts, picture: TrendPicture) -> None:
        self._figure = figure
        self._fonts = fonts
        self._picture = picture
        self._tops = [tuple(accumulate(counts)) for counts in picture.counts]
        self._most = max(max((tops[-1] for tops in self._tops), default=0), 1)

    def draw(self) -> None:
        figure, picture = self._figure, self._picture
        self._write(0.02, 0.925, picture.title, TITLE, INK)
        self._write(0.02, 0.865, picture.subtitle, SMALL, MUTED)
        axes = figure.add_axes((LEFT, BOTTOM, RIGHT - LEFT, TOP - BOTTOM), facecolor=PAPER)
        self._areas(axes)
        self._events(axes)
        self._scales(axes)
        self._labels(axes)

    def _areas(self, axes: Axes) -> None:
        days = [_number(day) for day in self._picture.days]
        below = [0] * len(days)
        for index, level in enumerate(self._picture.levels):
            above = [tops[index] for tops in self._tops]
            axes.fill_between(
                days,
                below,
                above,
                step="post",
                facecolor=level.colour.background,
                edgecolor=blend(level.colour.background, level.colour.text, 0.25),
                linewidth=0.6,
                hatch=HATCHES[level.colour.pattern],
            )
            below = above

    def _events(self, axes: Axes) -> None:
        for event in self._picture.events:
            axes.axvline(_number(event.day), color=INK, linewidth=0.8, linestyle=(0, (3, 2)))
            axes.text(
                _number(event.day),
                1.02,
                self._fonts.drawable(event.label),
                transform=axes.get_xaxis_transform(),
                fontfamily=list(self._fonts.families),
                fontsize=SMALL,
                color=MUTED,
                horizontalalignment="center",
                parse_math=False,
            )

    def _scales(self, axes: Axes) -> None:
        picture = self._picture
        axes.set_xlim(_number(picture.days[0]), _number(picture.days[-1]))
        axes.set_ylim(0, self._most * 1.04)
        step = _step(self._most)
        figures = list(range(0, self._most + 1, step))
        axes.set_yticks(figures, [str(figure) for figure in figures])
        axes.set_xticks(
            [_number(mark.day) for mark in picture.marks],
            [self._fonts.drawable(mark.label) for mark in picture.marks],
        )
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontfamily(list(self._fonts.families))
            label.set_fontsize(SMALL)
            label.set_color(MUTED)
        axes.tick_params(length=0, pad=6)
        axes.set_axisbelow(False)
        axes.grid(visible=True, axis="y", color=LINE, linewidth=0.7, alpha=0.55)
        for name, spine in axes.spines.items():
            spine.set_visible(name == "bottom")
            spine.set_color(MUTED)

    def _labels(self, axes: Axes) -> None:
        """Each level at the right end of its area, with the number of risks that it has now."""
        last = (0, *self._tops[-1])
        shown = [index for index, level in enumerate(self._picture.levels) if level.count]
        middles = [(last[index] + last[index + 1]) / 2 / (self._most * 1.04) for index in shown]
        for place in range(1, len(middles)):
            middles[place] = max(middles[place], middles[place - 1] + LEAST_GAP)
        for index, middle in zip(shown, middles, strict=True):
            level = self._picture.levels[index]
            axes.text(
                1.012,
                middle,
                self._fonts.drawable(f"{level.count} {level.name}"),
                transform=axes.transAxes,
                fontfamily=list(self._fonts.families),
                fontsize=LABEL,
                color=INK,
                verticalalignment="center",
                parse_math=False,
            )

    def _write(self, x: float, y: float, text: str, size: float, colour: str) -> None:
        self._figure.text(
            x,
            y,
            self._fonts.drawable(text),
            fontfamily=list(self._fonts.families),
            fontsize=size,
            color=colour,
            parse_math=False,
        )


def _number(day: date) -> float:
    return float(day.toordinal())


def _step(most: int) -> int:
    """The distance of the figures on the scale: 1, 2 or 5 times a power of ten, five at most."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if most <= 5 * factor * size:
                return factor * size
        size *= 10

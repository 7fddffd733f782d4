"""The arrows of a matrix image, by matplotlib, on a layout whose cells are drawn already."""

from __future__ import annotations

from math import hypot

from riskbook.picturing.board import (
    BEND,
    LINE,
    MOVE,
    Board,
    Outline,
    Style,
    Words,
    disc,
    polygon,
    rounded,
)
from riskbook.picturing.fonts import Fonts
from riskbook.picturing.matrix_layout import GAP, Layout, TypeSizes
from riskbook.picturing.matrix_map import arrow_breadth
from riskbook.picturing.matrix_picture import MatrixPicture
from riskbook.picturing.matrix_routes import Point, Room, Route, Spot, routes
from riskbook.picturing.sheet import INK, PAPER

RISE = "#b3261e"
PIXEL = 1.1
"""Points for a pixel of :func:`arrow_breadth`: an image is looked at from farther off."""


def count_size(sizes: TypeSizes) -> float:
    """The size of a count that stands in the corner of its cell, in points."""
    return sizes.count * 0.72


def draw_arrows(board: Board, fonts: Fonts, layout: Layout, picture: MatrixPicture) -> None:
    """Draw all moves of the picture, the largest on top, and then their numbers."""
    counts = {
        Spot(likelihood, impact): cell.count
        for impact, row in enumerate(picture.cells, start=1)
        for likelihood, cell in enumerate(row, start=1)
        if cell.count
    }
    pen = _Pen(board, fonts, layout, picture)
    size = len(picture.likelihood.steps), len(picture.impact.steps)
    laid = routes(picture.moves, size, counts, pen.room(max(counts.values(), default=0)))
    most = max(bundle.count for bundle in picture.moves)
    for route in reversed(laid):
        pen.arrow(route, PIXEL * arrow_breadth(route.bundle.count, most))
    for route in laid:
        if route.label is not None:
            pen.label(route.label, str(route.bundle.count))


class _Pen:
    def __init__(self, board: Board, fonts: Fonts, layout: Layout, picture: MatrixPicture) -> None:
        self._board = board
        self._fonts = fonts
        self._layout = layout
        self._picture = picture
        self._size = layout.type.numbers

    def room(self, widest: int) -> Room:
        """What counts and numbers take of a cell, measured in the fonts that draw them."""
        across = (self._layout.cell_width + GAP) * 72
        down = (self._layout.cell_height + GAP) * 72
        size = count_size(self._layout.type)
        sizes = self._layout.type
        name = max(self._fonts.width(each, sizes.level) for each in self._layout.level_names)
        label = str(max(bundle.count for bundle in self._picture.moves))
        return Room(
            min(0.7, (self._fonts.width(str(widest), size) + 10) / across),
            (0.73 * size + 9) / down,
            ((self._fonts.width(label, self._size) + 9) / across, (self._size + 5) / down),
            ((name + 7) / across, (sizes.level + 7) / down),
        )

    def arrow(self, route: Route, breadth: float) -> None:
        """A line with a halo, a dot where it begins and a head where it ends."""
        tip, bend = self._at(route.curves[-1][1]), self._at(route.curves[-1][0])
        far = hypot(tip[0] - bend[0], tip[1] - bend[1]) or 1.0
        right, up = (tip[0] - bend[0]) / far, (tip[1] - bend[1]) / far
        long, wide = (5 + 1.3 * breadth) / 72, (2.6 + 0.85 * breadth) / 72
        neck = tip[0] - right * long, tip[1] - up * long
        start = self._at(route.start)
        places, steps = [start], [MOVE]
        for index, (control, end) in enumerate(route.curves):
            last = index == len(route.curves) - 1
            places += [self._at(control), neck if last else self._at(end)]
            steps += [BEND, BEND]
        ink = RISE if self._rises(route) else INK
        line = Outline(tuple(places), tuple(steps))
        halo = Outline((*places, tip), (*steps, LINE))
        corners = (
            tip,
            (neck[0] - up * wide, neck[1] + right * wide),
            (neck[0] + up * wide, neck[1] - right * wide),
        )
        self._board.shape(Style(ink=PAPER, breadth=breadth + 3), halo)
        self._board.shape(Style(ink=ink, breadth=breadth), line)
        self._board.shape(Style(fill=ink), polygon(corners))
        self._board.shape(Style(fill=ink), disc(*start, (1.2 + breadth / 2) / 72))

    def label(self, place: Point, words: str) -> None:
        """A number on a pill."""
        x, y = self._at(place)
        width = (self._fonts.width(words, self._size) + 7) / 72
        height = (self._size + 4) / 72
        pill = rounded(x - width / 2, y - height / 2, width, height, height / 2)
        self._board.shape(Style(fill=PAPER), pill)
        self._board.write(
            Words(words, x, y - 0.36 * self._size / 72, self._size, INK, align="center")
        )

    def _at(self, point: Point) -> tuple[float, float]:
        """A place on the grid in inches of the image."""
        layout = self._layout
        return (
            layout.left + point.x * (layout.cell_width + GAP),
            layout.bottom + point.y * (layout.cell_height + GAP),
        )

    def _rises(self, route: Route) -> bool:
        start, end = (
            self._picture.cells[spot.impact - 1][spot.likelihood - 1].level
            for spot in (route.bundle.start, route.bundle.end)
        )
        return end > start

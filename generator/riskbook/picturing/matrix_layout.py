"""Where everything in a matrix image stands. Lengths are inches from the lower left corner,
sizes of type points; widths of text are measured in the fonts that will draw it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from riskbook.picturing.fonts import Fonts
from riskbook.picturing.matrix_picture import MatrixPicture, PicturedAxis
from riskbook.picturing.wrapping import shorten, wrap

MARGIN = 0.34
GAP = 0.045
LEADING = 1.32
"""Distance of two baselines, in parts of the size."""


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Sizes of type in points."""

    title: float
    subtitle: float
    step: float
    numbers: float
    count: float
    level: float
    id: float


class Line(NamedTuple):
    """A line of text on its baseline; ``align`` is matplotlib's word for where ``x`` is."""

    text: str
    x: float
    y: float
    size: float
    muted: bool
    align: str = "left"


class Swatch(NamedTuple):
    """A square in the legend."""

    level: int
    x: float
    y: float
    side: float


class Layout(NamedTuple):
    """A whole image. ``left`` and ``bottom`` are the corner of the grid."""

    width: float
    height: float
    left: float
    bottom: float
    cell_width: float
    cell_height: float
    type: TypeSizes
    id_lines: int
    level_names: tuple[str, ...]
    lines: tuple[Line, ...]
    swatches: tuple[Swatch, ...]

    def corner(self, likelihood: int, impact: int) -> tuple[float, float]:
        """The lower left corner of a cell, counted from 0."""
        return (
            self.left + likelihood * (self.cell_width + GAP),
            self.bottom + impact * (self.cell_height + GAP),
        )


def lay_out(picture: MatrixPicture, fonts: Fonts) -> Layout:
    """The layout of a picture: as wide as its grid needs, as high as its labels ask."""
    columns, rows = len(picture.likelihood.steps), len(picture.impact.steps)
    sizes, least_width, least_height, most_ids = _scale(max(columns, rows))
    across = max(least_width, 4.7 / columns)
    row_labels, label_width = _row_labels(picture.impact, sizes, fonts)
    down = max(least_height, max(_height(label) for label in row_labels) + 0.08)
    grid = columns * across + (columns - 1) * GAP
    content = label_width + grid
    left = MARGIN + label_width

    page = _Page(fonts)
    page.paragraph(picture.title, sizes.title, content, 2, muted=False)
    page.down(0.05)
    page.paragraph(picture.subtitle, sizes.subtitle, content, 3, muted=True)
    page.down(0.24)
    page.paragraph(picture.impact.name, sizes.numbers, content, 2, muted=True)
    page.down(0.08)
    top = page.y
    for index, label in enumerate(reversed(row_labels)):
        middle = top + index * (down + GAP) + down / 2
        page.stack(label, left - 0.12, middle - _height(label) / 2, "right")
    page.y = top + rows * down + (rows - 1) * GAP
    bottom = page.y
    page.down(0.09)
    page.row_of_stacks(
        [
            _label(step.name, step.numbers, sizes, fonts, across - 0.04)
            for step in picture.likelihood.steps
        ],
        left + across / 2,
        across + GAP,
    )
    page.down(0.06)
    page.paragraph(picture.likelihood.name, sizes.numbers, content, 1, muted=True, align="right")
    page.down(0.2)
    page.legend(picture, sizes, content)
    if picture.note:
        page.down(0.1)
        page.paragraph(picture.note, sizes.subtitle, content, 3, muted=True)
    height = page.y + MARGIN * 0.85
    room = (across - 0.12) * 72
    return Layout(
        width=content + 2 * MARGIN,
        height=height,
        left=left,
        bottom=height - bottom,
        cell_width=across,
        cell_height=down,
        type=sizes,
        id_lines=most_ids,
        level_names=tuple(
            shorten(fonts.drawable(level.name), room, lambda text: fonts.width(text, sizes.level))
            for level in picture.levels
        ),
        lines=tuple(line._replace(y=height - line.y) for line in page.lines),
        swatches=tuple(
            swatch._replace(y=height - swatch.y - swatch.side) for swatch in page.swatches
        ),
    )


def id_lines(
    ids: Sequence[str], count: int, width: float, most: int, measure: Callable[[str], float]
) -> tuple[str, ...]:
    """As many ids as fit in ``most`` lines of ``width``, then ``+3`` for the rest; whole ids only.

    Nothing where not even one fits: the count stands above.
    """
    for shown in range(len(ids), 0, -1):
        rest = (f"+{count - shown}",) if count > shown else ()
        lines = _filled((*ids[:shown], *rest), width, measure)
        if lines is not None and len(lines) <= most:
            return lines
    return ()


def _filled(
    words: Sequence[str], width: float, measure: Callable[[str], float]
) -> tuple[str, ...] | None:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]}  {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        elif measure(word) <= width:
            lines.append(word)
        else:
            return None
    return tuple(lines)


def _scale(steps: int) -> tuple[TypeSizes, float, float, int]:
    """Sizes of type, least width and height of a cell, and lines of ids, by the longer side."""
    if steps <= 5:
        return TypeSizes(16, 10, 11, 9.5, 20, 9.5, 8), 1.1, 0.9, 2
    if steps <= 7:
        return TypeSizes(15.5, 9.5, 10, 8.5, 17, 8, 7), 1.0, 0.76, 2
    return TypeSizes(18, 11, 10.5, 9, 16, 8, 7), 0.94, 0.68, 1


_Label = tuple[tuple[str, float, bool], ...]
"""Lines of a label: text, size, whether muted."""


def _row_labels(axis: PicturedAxis, sizes: TypeSizes, fonts: Fonts) -> tuple[list[_Label], float]:
    widest = max(
        max(fonts.width(step.name, sizes.step), fonts.width(step.numbers, sizes.numbers))
        for step in axis.steps
    )
    width = min(1.6, widest / 72 + 0.02)
    labels = [_label(step.name, step.numbers, sizes, fonts, width) for step in axis.steps]
    return labels, width + 0.12


def _label(name: str, numbers: str, sizes: TypeSizes, fonts: Fonts, width: float) -> _Label:
    def lines(text: str, size: float, most: int) -> tuple[str, ...]:
        plain = fonts.drawable(text)
        return wrap(plain, width * 72, most, lambda part: fonts.width(part, size))

    return (
        *((line, sizes.step, False) for line in lines(name, sizes.step, 4)),
        *((line, sizes.numbers, True) for line in lines(numbers, sizes.numbers, 2)),
    )


def _height(label: _Label) -> float:
    return sum(size for _, size, _ in label) * LEADING / 72


@dataclass(slots=True)
class _Page:
    """Lines and swatches as they are set, ``y`` counted downwards from the top of the image."""

    fonts: Fonts
    y: float = MARGIN
    lines: list[Line] = field(default_factory=list)
    swatches: list[Swatch] = field(default_factory=list)

    def down(self, length: float) -> None:
        self.y += length

    def paragraph(
        self, text: str, size: float, width: float, most: int, *, muted: bool, align: str = "left"
    ) -> None:
        plain = self.fonts.drawable(text)
        x = MARGIN + width if align == "right" else MARGIN
        for line in wrap(plain, width * 72, most, lambda part: self.fonts.width(part, size)):
            self.lines.append(Line(line, x, self.y + size / 72, size, muted, align))
            self.down(size * LEADING / 72)

    def stack(self, label: _Label, x: float, y: float, align: str) -> float:
        """Set a label from ``y`` down; where it ends."""
        for text, size, muted in label:
            self.lines.append(Line(text, x, y + size / 72, size, muted, align))
            y += size * LEADING / 72
        return y

    def row_of_stacks(self, labels: Sequence[_Label], x: float, step: float) -> None:
        ends = [
            self.stack(label, x + index * step, self.y, "center")
            for index, label in enumerate(labels)
        ]
        self.y = max(ends)

    def legend(self, picture: MatrixPicture, sizes: TypeSizes, width: float) -> None:
        """Swatch, name and number of each level, highest first, in as many rows as it takes."""
        side, size, x = 0.17, sizes.step, MARGIN
        for index in reversed(range(len(picture.levels))):
            level = picture.levels[index]
            number = str(level.count)
            after = self.fonts.width(number, size) / 72 + 0.09
            room = (width - side - 0.09 - after) * 72
            name = self.fonts.drawable(level.name)
            name = shorten(name, room, lambda part: self.fonts.width(part, size))
            start = side + 0.09
            end = start + self.fonts.width(name, size) / 72 + after
            if x > MARGIN and x + end > MARGIN + width:
                x = MARGIN
                self.down(0.28)
            baseline = self.y + 0.137
            self.swatches.append(Swatch(index, x, self.y, side))
            self.lines.append(Line(name, x + start, baseline, size, muted=False))
            self.lines.append(Line(number, x + end, baseline, size, muted=True, align="right"))
            x += end + 0.34
        self.down(0.22)

"""A board as PNG and as SVG, drawn by the renderers of matplotlib.

They are asked directly. A figure would lay out every text twice and keep books about what moved,
which takes longer than to draw. Nothing of a user's ``matplotlibrc`` or of the clock reaches the
image: equal boards are equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from io import StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from riskbook.picturing.board import BEND, CLOSE, CURVE, LINE, MOVE, Board, Outline, Style, joined
from riskbook.picturing.fonts import Fonts
from riskbook.picturing.letters import EM, Glyph, TypeCase
from riskbook.picturing.letters import Line as SetLine
from riskbook.picturing.png import png
from riskbook.picturing.sheet import DOTS_PER_INCH, PAPER, Images, MissingGlyph

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

_UNITS = 64
"""Parts of a point, as fonts count them: outlines have whole numbers in them."""

_SHARES = MappingProxyType({"left": 0.0, "center": 0.5, "right": 1.0})

_COMMANDS = MappingProxyType({MOVE: "M", LINE: "L", BEND: "Q", CURVE: "C"})
_PLACES = MappingProxyType({MOVE: 1, LINE: 1, BEND: 2, CURVE: 3})


def paint(
    board: Board,
    fonts: Fonts,
    title: str,
    alt: str,
    missing: tuple[MissingGlyph, ...],
    case: TypeCase,
) -> Images:
    """The board in both formats."""
    letters = case.letters(fonts.families)
    lines = [letters.line(words.text, fonts) for words in board.words]
    with _settings():
        return Images(
            png=_png(board, lines, {"Title": title, "Description": alt}),
            svg=_svg(board, lines, letters.glyphs, {"Title": title, "Description": alt}),
            missing=missing,
        )


@contextmanager
def _settings() -> Iterator[None]:
    """Matplotlib's defaults for all that a renderer reads, and our few."""
    import matplotlib as mpl

    with mpl.rc_context():
        for key in mpl.rcParamsDefault:
            if key.startswith(("agg.", "path.", "svg.")):
                mpl.rcParams[key] = mpl.rcParamsDefault[key]
        mpl.rcParams["svg.hashsalt"] = "riskbook"
        mpl.rcParams["hatch.linewidth"] = 0.7
        yield


def _png(board: Board, lines: list[SetLine], facts: dict[str, str]) -> bytes:
    from matplotlib.backends.backend_agg import RendererAgg

    width, height = int(board.width * DOTS_PER_INCH), int(board.height * DOTS_PER_INCH)
    renderer = RendererAgg(width, height, DOTS_PER_INCH)  # type: ignore[no-untyped-call]
    _draw(renderer, board, DOTS_PER_INCH)
    _type(renderer, board, lines)
    dots = renderer.buffer_rgba()  # type: ignore[no-untyped-call]
    return png(dots, DOTS_PER_INCH, facts)


def _svg(
    board: Board, lines: list[SetLine], glyphs: Mapping[str, Glyph], facts: dict[str, str]
) -> bytes:
    from matplotlib.backends.backend_svg import RendererSVG

    stream = StringIO()
    renderer = RendererSVG(  # type: ignore[no-untyped-call]
        board.width * 72,
        board.height * 72,
        stream,
        metadata={**facts, "Date": None, "Creator": None},
    )
    _draw(renderer, board, 72)
    renderer.finalize()  # type: ignore[no-untyped-call]
    drawn = stream.getvalue().rstrip().removesuffix("</svg>")
    return f"{drawn}{''.join(_uses(board, lines, glyphs))}</svg>\n".encode()


def _draw(renderer: RendererBase, board: Board, scale: float) -> None:
    """Paper, tiles and shapes."""
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    transform = Affine2D().scale(scale)

    def draw(style: Style, outline: Outline) -> None:
        context = renderer.new_gc()
        context.set_linewidth(style.breadth)
        context.set_foreground(_colour(style.ink or style.hatch_ink), isRGBA=True)
        context.set_joinstyle("miter")
        if style.hatch:
            context.set_hatch(style.hatch)
            context.set_hatch_color(_colour(style.hatch_ink))
        face = _colour(style.fill) if style.fill else None
        renderer.draw_path(context, Path(outline.places, outline.steps), transform, face)
        context.restore()

    paper = ((0.0, 0.0), (0.0, board.height), (board.width, board.height), (board.width, 0.0))
    draw(Style(PAPER), Outline((*paper, paper[0]), (MOVE, LINE, LINE, LINE, CLOSE)))
    for style, outlines in board.tiles.items():
        draw(style, joined(outlines))
    for style, outline in board.shapes:
        draw(style, outline)


def _type(renderer: RendererBase, board: Board, lines: list[SetLine]) -> None:
    """The words, each line as one path."""
    from matplotlib.transforms import Affine2D

    context = renderer.new_gc()
    context.set_linewidth(0)
    context.set_snap(False)
    inch = DOTS_PER_INCH
    for words, line in zip(board.words, lines, strict=True):
        if line.letters:
            scale = words.size / EM * inch / 72
            left = words.x * inch - _SHARES[words.align] * line.width * scale
            place = Affine2D.from_values(scale, 0, 0, scale, left, words.y * inch)
            renderer.draw_path(context, line.path, place, _colour(words.colour))
    context.restore()


def _uses(board: Board, lines: list[SetLine], glyphs: Mapping[str, Glyph]) -> Iterator[str]:
    """The words: each glyph drawn once, and shown wherever it stands."""
    yield "<defs>\n"
    for glyph in dict.fromkeys(letter.glyph for line in lines for letter in line.letters):
        yield f'<path id="{escape(glyph)}" d="{_outline(glyphs[glyph])}"/>\n'
    yield "</defs>\n"
    for words, line in zip(board.words, lines, strict=True):
        scale = words.size / EM
        left = words.x * 72 - _SHARES[words.align] * line.width * scale
        low = (board.height - words.y) * 72
        yield f"<!-- {re.sub('-(?=-)', '- ', escape(words.text))} -->\n"
        size = f"{scale / _UNITS:.7f}"
        yield f'<g fill="{words.colour}" transform="translate({left:.3f} {low:.3f})'
        yield f' scale({size} -{size})">\n'
        for letter in line.letters:
            across, up = round(letter.x * _UNITS), round(letter.y * _UNITS)
            y = f' y="{up}"' if up else ""
            yield f'<use xlink:href="#{escape(letter.glyph)}" x="{across}"{y}/>\n'
        yield "</g>\n"


def _outline(glyph: Glyph) -> str:
    """The outline of a glyph in the words of SVG."""
    places, steps = (glyph[0] * _UNITS).round().astype(int).tolist(), glyph[1].tolist()
    said: list[str] = []
    index = 0
    while index < len(steps):
        step = steps[index]
        if step == CLOSE:
            said.append("z")
            index += 1
            continue
        count = _PLACES[step]
        pairs = " ".join(f"{x} {y}" for x, y in places[index : index + count])
        said.append(f"{_COMMANDS[step]}{pairs}")
        index += count
    return "".join(said)


def _colour(colour: str) -> tuple[float, float, float, float]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255, 1.0

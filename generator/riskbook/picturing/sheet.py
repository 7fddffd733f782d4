"""A sheet for matplotlib to draw on, and the images that are made of it.

Nothing of matplotlib's global state is left changed, and nothing of a user's ``matplotlibrc`` or
of the clock reaches the image: equal pictures are equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from riskbook.picturing.fonts import Fonts, make_known

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = 160
PAPER, INK, MUTED, LINE = "#ffffff", "#1a1d21", "#5b636e", "#dfe3e8"


class MissingGlyph(NamedTuple):
    """A character that no font on this machine has, and the label that it stands in."""

    character: str
    label: str


class Images(NamedTuple):
    """One picture in two formats. ``missing`` is drawn as a box."""

    png: bytes
    svg: bytes
    missing: tuple[MissingGlyph, ...]


@contextmanager
def sheet(width: float, height: float) -> Iterator[Figure]:
    """An empty figure of so many inches; within, matplotlib has its defaults and our few."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    make_known()
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["svg.hashsalt"] = "riskbook"
        mpl.rcParams["svg.fonttype"] = "path"
        mpl.rcParams["hatch.linewidth"] = 0.7
        figure = Figure(figsize=(width, height), dpi=DOTS_PER_INCH, facecolor=PAPER)
        FigureCanvasAgg(figure)
        yield figure


def images(figure: Figure, title: str, alt: str, missing: tuple[MissingGlyph, ...]) -> Images:
    """The figure in both formats; call it inside :func:`sheet`."""
    facts = {"Title": title, "Description": alt}
    return Images(
        png=_saved(figure, "png", {**facts, "Software": None}),
        svg=_saved(figure, "svg", {**facts, "Date": None, "Creator": None}),
        missing=missing,
    )


def missing(texts: Iterable[str], fonts: Fonts) -> tuple[MissingGlyph, ...]:
    """What of the texts no font can draw."""
    return tuple(
        MissingGlyph(character, label)
        for label in sorted(set(texts))
        for character in sorted(set(label))
        if not character.isspace() and not fonts.cover(character)
    )


def _saved(figure: Figure, kind: str, metadata: dict[str, str | None]) -> bytes:
    stream = BytesIO()
    figure.savefig(stream, format=kind, dpi=DOTS_PER_INCH, facecolor=PAPER, metadata=metadata)
    return stream.getvalue()

"""Lines of type as outlines: matplotlib sets each once, for every size, colour and format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from riskbook.picturing.fonts import Fonts, faces

if TYPE_CHECKING:
    from matplotlib.path import Path

Glyph: TypeAlias = tuple[Any, Any]
"""Places and steps of an outline, as arrays of numpy's."""

EM = 100
"""The size in points that lines are set at."""


class Letter(NamedTuple):
    """A glyph in a line, by its name, and where it stands, at the size :data:`EM`."""

    glyph: str
    x: float
    y: float


class Line(NamedTuple):
    """A line of text at the size :data:`EM`: its letters without the spaces, and its width.

    ``path`` is all of them as one.
    """

    letters: tuple[Letter, ...]
    width: float
    path: Path


class TypeCase:
    """The letters of several images that are drawn one after the other, for they say much alike.

    What an image looks like does not depend on what was drawn before.
    """

    def __init__(self) -> None:
        self._letters: dict[tuple[str, ...], Letters] = {}

    def letters(self, families: tuple[str, ...]) -> Letters:
        """The letters of these families."""
        found = self._letters.get(families)
        if found is None:
            found = self._letters[families] = Letters(families)
        return found


class Letters:
    """Lines in certain fonts. ``glyphs`` are the outlines of those set so far."""

    def __init__(self, families: tuple[str, ...]) -> None:
        self._face = faces(families)
        self._lines: dict[str, Line] = {}
        self._glyphs: dict[str, Glyph] = {}

    @property
    def glyphs(self) -> Mapping[str, Glyph]:
        """Each outline by its name, at the size :data:`EM`."""
        return self._glyphs

    def line(self, text: str, fonts: Fonts) -> Line:
        """A drawable text as a line. ``fonts`` are of these families, and know its characters."""
        found = self._lines.get(text)
        if found is None:
            found = self._lines[text] = self._set(text, fonts)
        return found

    def _set(self, text: str, fonts: Fonts) -> Line:
        from matplotlib.path import Path
        from matplotlib.textpath import text_to_path

        self._face.set_size(EM, 72)
        placed, _, _ = text_to_path.get_glyphs_with_font(self._face, text, self._glyphs)
        letters = tuple(
            Letter(glyph, x, y) for glyph, x, y, _ in placed if len(self._glyphs[glyph][0])
        )
        paths = []
        for letter in letters:
            places, steps = self._glyphs[letter.glyph]
            paths.append(Path(places + (letter.x, letter.y), steps))  # noqa: RUF005  # a sum
        return Line(letters, _width(text, placed, fonts), Path.make_compound_path(*paths))


def _width(text: str, placed: list[tuple[str, float, float, float]], fonts: Fonts) -> float:
    """Up to where the next letter would begin; kerning has moved the last one."""
    if not text or len(placed) != len(text):
        return fonts.width(text, EM)
    return placed[-1][1] + fonts.width(text[-1], EM)

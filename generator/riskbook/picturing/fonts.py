"""The fonts of the images: which are there, what they cover, how wide a text is in them.

First comes Riskbook's own subset of Noto Sans CJK SC (Latin, signs and GB 2312; made by
``scripts/subset_font.py``), so that both languages look alike and images are the same everywhere;
then DejaVu Sans, which matplotlib brings; then, for characters that neither has, whatever Chinese
font is installed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from riskbook.reading.resources import resource

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FILE = "RiskbookSansSC-Regular.otf"
OWN = "Riskbook Sans SC"
LATIN = "DejaVu Sans"
INSTALLED = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
)
"""Families asked for, in this order, when a character is in neither font of ours."""

UNKNOWN = "□"
"""Drawn for a character that no font has."""

ALWAYS = " 0123456789+…" + UNKNOWN
"""Characters that the layout itself may need."""


class Fonts(NamedTuple):
    """Font families for matplotlib, first choice first, and the advance of each character there is.

    ``advances`` are widths in parts of the size of type.
    """

    families: tuple[str, ...]
    advances: Mapping[str, float]

    def cover(self, character: str) -> bool:
        """Whether one of the fonts has the character."""
        return character in self.advances

    def width(self, text: str, size: float) -> float:
        """The width of a drawable text in points, set at ``size`` points."""
        advances = self.advances
        return (
            sum([advances[" " if character.isspace() else character] for character in text]) * size
        )

    def drawable(self, text: str) -> str:
        """The text with :data:`UNKNOWN` for what no font has, and without control characters."""
        plain = (" " if character.isspace() else character for character in text)
        return "".join(
            character if self.cover(character) else UNKNOWN
            for character in plain
            if _visible(character)
        )


def fonts_for(texts: Iterable[str]) -> Fonts:
    """The fonts that these texts need: our two, and installed ones only where those fall short."""
    from matplotlib.font_manager import fontManager, get_font

    installed = {OWN, *(entry.name for entry in fontManager.ttflist)}
    wanted = _characters(texts) | set(ALWAYS)
    families: list[str] = []
    advances: dict[str, float] = {}
    for family in (OWN, LATIN, *INSTALLED):
        lacking = sorted(wanted - advances.keys())
        if family not in installed or (family in INSTALLED and not lacking):
            continue
        if not lacking:
            families.append(family)
            continue
        face = get_font([_file(family)])
        face.set_size(100, 72)
        found = {
            character: _advance(face, character)
            for character in lacking
            if face.get_char_index(ord(character))
        }
        if found or family not in INSTALLED:
            families.append(family)
            advances |= found
    return Fonts(tuple(families), advances)


def faces(families: Iterable[str]) -> FT2Font:
    """The font of the first family, with the others to fall back on."""
    from matplotlib.font_manager import get_font

    return get_font([_file(family) for family in families])


def make_known() -> None:
    """Let matplotlib find our own font by its name, as its figures do."""
    from matplotlib.font_manager import fontManager

    if all(entry.fname != _own() for entry in fontManager.ttflist):
        # The manager is matplotlib's and lives as long as the process; a name of our own that is
        # added to it once is seen by nobody else.
        fontManager.addfont(_own())


def _own() -> str:
    return str(resource("site_templates") / "fonts" / FILE)


def _file(family: str) -> str:
    from matplotlib.font_manager import FontProperties, fontManager

    if family == OWN:
        return _own()
    return fontManager.findfont(FontProperties(family=[family]))


def _advance(face: FT2Font, character: str) -> float:
    from matplotlib.ft2font import LoadFlags

    glyph = face.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / (100 * 65536)


def _characters(texts: Iterable[str]) -> set[str]:
    return {
        character
        for text in texts
        for character in text
        if not character.isspace() and _visible(character)
    }


def _visible(character: str) -> bool:
    return not unicodedata.category(character).startswith("C") or _private(character)


def _private(character: str) -> bool:
    """Private and unassigned characters show as missing instead of vanishing."""
    return unicodedata.category(character) in ("Co", "Cn")

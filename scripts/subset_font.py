#!/usr/bin/env python3
"""Make the font of the matrix images: a subset of Noto Sans CJK SC, named Riskbook Sans SC.

    python scripts/subset_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

The source is Debian's ``fonts-noto-cjk`` (or any copy of NotoSansCJK-Regular.ttc). Same source and
same fontTools, same bytes: no clock, no random number, no order of a set reaches the file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FACE = "Noto Sans CJK SC"
LATIN_FACE = "Noto Sans CJK JP"
LATIN_FORMS = "·•‘’“”"
"""Marks that are as wide as a hanzi in the Chinese face; the Japanese one has their Latin form,
which suits both languages in a label.
"""
NAME = "Riskbook Sans SC"
POSTSCRIPT_NAME = "RiskbookSansSC-Regular"
OUTPUT = Path(__file__).parents[1] / "site_templates" / "fonts" / f"{POSTSCRIPT_NAME}.otf"

BLOCKS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A
    (0x2010, 0x2049),  # general punctuation
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # letterlike: ℃ № ™
    (0x2150, 0x218F),  # number forms
    (0x2190, 0x2199),  # arrows
    (0x21D0, 0x21D5),  # double arrows
    (0x2200, 0x22FF),  # mathematics: √ ≈ ≠ ≤ ≥
    (0x2460, 0x2473),  # ① to ⑳
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2605, 0x2606),  # stars
    (0x2713, 0x2717),  # ticks and crosses
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF01, 0xFFEE),  # full and half width forms
)
"""Taken as far as the source has them, beside all of GB 2312."""


def main() -> int:
    """Read the source font, write the subset, say what was written."""
    parser = argparse.ArgumentParser(description=f"Make {OUTPUT.name} from {FACE}.")
    parser.add_argument("source", type=Path, help="path of NotoSansCJK-Regular.ttc")
    parser.add_argument("--output", type=Path, default=OUTPUT, help=f"default: {OUTPUT.name}")
    arguments = parser.parse_args()
    if not arguments.source.is_file():
        parser.error(
            f"no font at {arguments.source}: install Debian's fonts-noto-cjk, or give the path"
            " of a NotoSansCJK-Regular.ttc"
        )
    faces = open_faces(arguments.source)
    if not {FACE, LATIN_FACE} <= faces.keys():
        parser.error(f"{arguments.source} is not the collection with {FACE} and {LATIN_FACE}")
    font = faces[FACE]
    take_latin_forms(font, faces[LATIN_FACE])
    subset(font)
    rename(font)
    font.save(arguments.output)
    characters = len(font.getBestCmap())
    size = arguments.output.stat().st_size
    sys.stdout.write(f"{arguments.output}: {characters} characters, {size:,} bytes\n")
    return 0


def open_faces(path: Path) -> dict[str, Any]:
    """The faces of a font collection by name; none of a file that is no collection."""
    from fontTools.ttLib import TTCollection

    with path.open("rb") as stream:
        if stream.read(4) != b"ttcf":
            return {}
    return {font["name"].getDebugName(4): font for font in TTCollection(path, lazy=True).fonts}


def take_latin_forms(font: Any, latin: Any) -> None:
    """Point the marks at their Latin glyphs; all faces share one set of glyphs."""
    glyphs = latin.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            for mark in LATIN_FORMS:
                table.cmap[ord(mark)] = glyphs[ord(mark)]


def subset(font: Any) -> None:
    """Leave only the characters wanted, without hints, layout rules and vertical metrics."""
    from fontTools.subset import Options, Subsetter

    options = Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(set(wanted())))
    subsetter.subset(font)
    font.recalcTimestamp = False


def wanted() -> Iterator[int]:
    """Code points: all of GB 2312 (6,763 hanzi and its signs), and the blocks above."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            character = bytes((row, cell)).decode("gb2312", errors="ignore")
            if character:
                yield ord(character)
    for first, last in BLOCKS:
        yield from range(first, last + 1)


def rename(font: Any) -> None:
    """Give the subset its own name in every place that programs read one from."""
    version = font["name"].getDebugName(5).split(";")[0].removeprefix("Version ")
    names = {
        1: NAME,
        3: f"{version};Riskbook;{POSTSCRIPT_NAME}",
        4: NAME,
        5: f"Version {version}; subset",
        6: POSTSCRIPT_NAME,
        16: NAME,
    }
    for number, words in names.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    font["name"].names.sort()
    table = font["CFF "].cff
    table.fontNames = [POSTSCRIPT_NAME]
    top = table.topDictIndex[0]
    top.FullName = NAME
    top.FamilyName = NAME


if __name__ == "__main__":
    sys.exit(main())

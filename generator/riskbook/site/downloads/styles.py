"""The looks of cells in a workbook (ECMA-376 part 1, 18.8): each that is used is written once."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

DAY = "yyyy-mm-dd"
AMOUNT = "#,##0"
COUNT = "0"
UNLESS_NONE = "0;-0;;@"
"""A number that is not shown where it is 0."""

TEXT = "@"

_BUILT_IN = {"": 0, COUNT: 1, AMOUNT: 3, TEXT: 49}
_FIRST_OF_OUR_OWN = 164
"""Numbers of formats below this belong to the standard."""


class Across(Enum):
    """Where in its cell a value stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class Face(Enum):
    """How the letters look."""

    PLAIN = "plain"
    STRONG = "strong"
    LARGE = "large"
    LINK = "link"
    MUTED = "muted"


class Style(NamedTuple):
    """How a cell looks. Colours are ``#rrggbb``, ``""`` for those of the program.

    Where it ``wraps``, a text breaks at the end of its cell instead of running over the next.
    """

    face: Face = Face.PLAIN
    number: str = ""
    across: Across = Across.LEFT
    background: str = ""
    ink: str = ""
    boxed: str = ""
    wraps: bool = True


PLAIN = Style()


class Styles:
    """The looks that a workbook uses, by their place in its list; 0 is the plain one."""

    def __init__(self, font: str) -> None:
        self._font = font
        self._known: dict[Style, int] = {PLAIN: 0}

    def place(self, style: Style) -> int:
        """The number by which cells name a look."""
        return self._known.setdefault(style, len(self._known))

    def xml(self) -> str:
        """``xl/styles.xml``."""
        fonts, fills, borders = [self._font_xml(PLAIN)], [_fill(""), _PATTERN], [_border("")]
        formats: list[str] = []
        cells = []
        for style in self._known:
            parts = (
                _among(fonts, self._font_xml(style)),
                _among(fills, _fill(style.background)),
                _among(borders, _border(style.boxed)),
            )
            cells.append(_cell(style, _number(formats, style.number), *parts))
        own = "".join(
            f'<numFmt numFmtId="{_FIRST_OF_OUR_OWN + index}" formatCode="{code}"/>'
            for index, code in enumerate(formats)
        )
        return (
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            + (f'<numFmts count="{len(formats)}">{own}</numFmts>' if formats else "")
            + _list("fonts", fonts)
            + _list("fills", fills)
            + _list("borders", borders)
            + _list("cellStyleXfs", ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'])
            + _list("cellXfs", cells)
            + _list("cellStyles", ['<cellStyle name="Normal" xfId="0" builtinId="0"/>'])
            + "</styleSheet>"
        )

    def _font_xml(self, style: Style) -> str:
        strong = "<b/>" if style.face in (Face.STRONG, Face.LARGE) else ""
        size = 16 if style.face is Face.LARGE else 11
        ink = style.ink or _INKS.get(style.face, "")
        colour = f'<color rgb="{_argb(ink)}"/>' if ink else '<color indexed="8"/>'
        return f'<font>{strong}<sz val="{size}"/>{colour}<name val="{self._font}"/></font>'


_PATTERN = '<fill><patternFill patternType="gray125"/></fill>'  # the standard wants it second
_INKS = {Face.LINK: "#0b57a4", Face.MUTED: "#5b636e"}


def _cell(style: Style, number: int, font: int, fill: int, border: int) -> str:
    across = "" if style.across is Across.LEFT else f' horizontal="{style.across.value}"'
    applied = "".join(
        f' apply{what}="1"'
        for what, is_own in (
            ("NumberFormat", number), ("Font", font), ("Fill", fill), ("Border", border),
        )
        if is_own
    )  # fmt: skip
    upright = "center" if style.across is Across.CENTRE else "top"
    wrapped = ' wrapText="1"' if style.wraps else ""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        f'{applied} applyAlignment="1"><alignment{across} vertical="{upright}"{wrapped}/></xf>'
    )


def _number(formats: list[str], code: str) -> int:
    if code in _BUILT_IN:
        return _BUILT_IN[code]
    return _FIRST_OF_OUR_OWN + _among(formats, code)


def _among(known: list[str], one: str) -> int:
    if one not in known:
        known.append(one)
    return known.index(one)


def _fill(colour: str) -> str:
    if not colour:
        return '<fill><patternFill patternType="none"/></fill>'
    return (
        '<fill><patternFill patternType="solid">'
        f'<fgColor rgb="{_argb(colour)}"/><bgColor indexed="64"/></patternFill></fill>'
    )


def _border(colour: str) -> str:
    sides = ("left", "right", "top", "bottom")
    if not colour:
        return f"<border>{''.join(f'<{side}/>' for side in sides)}<diagonal/></border>"
    line = f'<color rgb="{_argb(colour)}"/>'
    drawn = "".join(f'<{side} style="thin">{line}</{side}>' for side in sides)
    return f"<border>{drawn}<diagonal/></border>"


def _argb(colour: str) -> str:
    return f"FF{colour.lstrip('#').upper()}"


def _list(name: str, entries: list[str]) -> str:
    return f'<{name} count="{len(entries)}">{"".join(entries)}</{name}>'

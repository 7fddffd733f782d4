"""Badges: one figure of the book each, as SVG for a README or another page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from riskbook.assessing.palettes import LevelColour, Pattern, colours
from riskbook.site.downloads.head_figures import HeadFigures
from riskbook.site.edition import Edition

BADGES = ("worst-level", "open-risks", "overdue", "breaches")
"""The badges; each is a file of its name in :data:`FOLDER`."""

FOLDER = "badges/"

_LABEL = LevelColour("#3d4650", "#ffffff", Pattern.PLAIN)
_PLAIN = LevelColour("#0b57a4", "#ffffff", Pattern.PLAIN)
_GOOD = LevelColour("#1a7037", "#ffffff", Pattern.PLAIN)

_HEIGHT, _PADDING, _TYPE = 20, 6, 11
_NARROW, _WIDE = "fijlrtI.,:;'|!() -", "mwMW%@—…"


class Badge(NamedTuple):
    """What a badge says, and on which colour."""

    label: str
    value: str
    colour: LevelColour


def badge_files(edition: Edition, figures: HeadFigures) -> Iterator[tuple[str, bytes]]:
    """Path and content of each badge, from the root of the language's site."""
    words, day = edition.words, edition.words.day(edition.site.today)
    for name in BADGES:
        badge = _badge(edition, figures, name)
        title = words.say("downloads.badge.title", label=badge.label, value=badge.value, day=day)
        yield f"{FOLDER}{name}.svg", draw(badge, title).encode()


def draw(badge: Badge, title: str) -> str:
    """A badge as SVG. Each text is fitted to its room, whatever font the reader's system takes."""
    left, right = (_width(text) + 2 * _PADDING for text in (badge.label, badge.value))
    named = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}"'
        f' viewBox="0 0 {left + right} {_HEIGHT}" role="img" aria-label="{named}">'
        f"<title>{named}</title>"
        f'<clipPath id="r"><rect width="{left + right}" height="{_HEIGHT}" rx="3"/></clipPath>'
        '<g clip-path="url(#r)" font-size="11" text-anchor="middle"'
        ' font-family="Verdana,DejaVu Sans,Noto Sans CJK SC,Microsoft YaHei,sans-serif">'
        f"{_half(badge.label, 0, left, _LABEL)}{_half(badge.value, left, right, badge.colour)}"
        "</g></svg>\n"
    )


def _badge(edition: Edition, figures: HeadFigures, name: str) -> Badge:
    label = edition.words.say(f"downloads.badge.{name}")
    shades, worst = colours(edition.site.book.criteria), figures.worst
    if name == "worst-level":
        if worst is None:
            return Badge(label, edition.words.say("downloads.badge.none"), _GOOD)
        return Badge(label, edition.names.levels[worst].name, shades[worst])
    if name == "open-risks":
        return Badge(label, str(figures.open), _PLAIN)
    count = figures.overdue if name == "overdue" else figures.above
    return Badge(label, str(count), shades[-1] if count else _GOOD)


def _half(text: str, start: int, width: int, colour: LevelColour) -> str:
    return (
        f'<rect x="{start}" width="{width}" height="{_HEIGHT}" fill="{colour.background}"/>'
        f'<text x="{start + width / 2:g}" y="14" fill="{colour.text}"'
        f' textLength="{width - 2 * _PADDING}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(text)}</text>"
    )


def _width(text: str) -> int:
    """About how wide a text is set in 11 pixels of Verdana, in pixels."""
    return round(sum(map(_advance, text))) or 1


def _advance(mark: str) -> float:
    if unicodedata.east_asian_width(mark) in "WF" or mark in _WIDE:
        return _TYPE
    if mark in _NARROW:
        return 0.4 * _TYPE
    return 0.76 * _TYPE if mark.isupper() else 0.63 * _TYPE

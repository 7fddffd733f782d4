"""A pack as one HTML document that needs nothing from anywhere, ready to be set on pages.

Links lead to where a record stands in the pack, else to the published site, else nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from riskbook.assessing.palettes import colours
from riskbook.site.edition import Edition
from riskbook.site.pack import Pack
from riskbook.site.palette import palette_css
from riskbook.site.rendering import page_environment

FONT = "riskbook:font"
"""The address of the font that comes with Riskbook, which is all that a pack asks for."""

_HREF = re.compile(r' href="([^"]*)"')
_RECORD = re.compile(r"(?:risks|plans)/([^/.#?]+)\.html(?:#.*)?")
_ABSOLUTE = re.compile(r"(?:https?|mailto):")
_BLANK = re.compile(r"\{(\w+)\}")


def pack_html(edition: Edition, pack: Pack, templates: Path) -> str:
    """The document; its language, title and day are in its head, for the PDF's own description."""
    words = edition.words
    environment = page_environment(templates / "pages", words.say)
    css = (templates / "pages" / "pack" / "pack.css").read_text(encoding="utf-8")
    style = css + palette_css(colours(edition.site.book.criteria)) + _page_words(edition, pack)
    html = environment.get_template("pack/pack.html").render(pack=pack)
    targets = frozenset(_targets(pack))
    lead = _lead_to(edition, targets)
    body = _HREF.sub(lambda match: lead(match[1]), html)
    return (
        f'<!doctype html><html lang="{escape(pack.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(pack.title)}</title>"
        f'<meta name="generator" content="Riskbook {escape(pack.version)}">'
        f'<meta name="dcterms.created" content="{edition.site.today.isoformat()}">'
        f'<meta name="dcterms.modified" content="{edition.site.today.isoformat()}">'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )


def _targets(pack: Pack) -> Iterator[str]:
    """Every place in the pack that a link may lead to."""
    if pack.register:
        yield from (f"row-{row.record.id}" for row in pack.register.rows)
    yield from (f"sheet-{sheet.view.id}" for sheet in pack.sheets)
    yield from (f"sheet-{plan.view.id}" for plan in pack.plans)


def _lead_to(edition: Edition, targets: frozenset[str]) -> Callable[[str], str]:
    """What gives the attribute of a link, from where it leads on the site."""
    site = edition.site
    url = site.book.settings.site.url.rstrip("/")
    folder = f"{site.language}/" if site.language in site.languages[1:] else ""

    def lead(href: str) -> str:
        if href.startswith("#") or _ABSOLUTE.match(href):
            return f' href="{href}"'
        path = href
        while path.startswith("../"):
            path = path[3:]
        record = _RECORD.fullmatch(path)
        for place in ("sheet", "row") if record else ():
            if record and f"{place}-{record[1]}" in targets:
                return f' href="#{place}-{record[1]}"'
        return f' href="{escape(f"{url}/{folder}")}{path}"' if url and path else ""

    return lead


def _page_words(edition: Edition, pack: Pack) -> str:
    """What stands in the margins of every page, as CSS."""
    words = edition.words
    parts = [words.say("pack.as-of", day=words.day(edition.site.today))]
    if pack.commit:
        parts.append(words.say("pack.commit", commit=pack.commit))
    parts.append(words.say("stamp.criteria", version=pack.criteria))
    stamp = words.say("dot-separator").join(parts)
    numbered = _BLANK.sub(
        lambda blank: f'" counter({blank[1]}) "',
        _string(words.say("pack.page", page="{page}", pages="{pages}")),
    )
    return (
        f"@page{{@top-left{{content:{_string(pack.title)}}}"
        f"@bottom-left{{content:{_string(stamp)}}}@bottom-right{{content:{numbered}}}}}"
    )


def _string(text: str) -> str:
    """A text as a CSS string; nothing in it ends the string, the rule or the style element."""
    safe = "".join(
        mark if mark.isalnum() or mark in " .,:;·-–—()（），。：；、{}" else f"\\{ord(mark):x} "
        for mark in text
    )
    return f'"{safe}"'

"""The register as part of another site: its pages without a frame, and all that they load.

What a page says is what ``riskbook build`` says on it. Around it stand its styles and scripts, a
line of links to the register's other pages, and the stamp of the build; everything else is the
other site's. Which engine makes that site is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from riskbook.model.records import Control, Plan, Process, Risk
from riskbook.site.addresses import SUMMARY_PAGES, record_path
from riskbook.site.embedded_style import classes_in, embedded_palette, embedded_style
from riskbook.site.frame import Item, frame
from riskbook.site.input import Page, SiteInput
from riskbook.site.lean import lean
from riskbook.site.rendering import Press

OVERVIEW = "index.html"

FRAME_PAGES = frozenset({"search"})
"""Pages of our own frame: the other site searches our pages together with its own."""

FRAME_SCRIPTS = frozenset({"search.js", "theme.js"})
"""Scripts of our own frame: light or dark is the other theme's to choose."""

_ANCHOR = re.compile(r'\sid="([^"]+)"')
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_LINK = re.compile(r"(<(?:a|use)\b[^>]*?\s)href=")


class Place(NamedTuple):
    """A page of the register. ``path`` is from the register's folder; ``make`` makes the page.

    ``source`` is the path of the record that it shows, ``""`` for a page about many.
    """

    path: str
    source: str
    make: Callable[[], Page]


class Embedding:
    """The register in one language, for another site. ``templates`` is ``site_templates``."""

    def __init__(self, site: SiteInput, templates: Path) -> None:
        self.catalogue = site.catalogue
        self._frame = frame(site)
        self._press = Press(site, templates)
        self._templates = templates

    def places(self) -> Iterator[Place]:
        """Every page: those about many records first. What searches is the other site's own."""
        press = self._press
        for page in (*press.summaries(), *press.discoveries(), *press.rollups()):
            if page.kind not in FRAME_PAGES:
                yield Place(page.path, "", partial(_made, page))
        for kind, key in self._press.records():
            make = partial(self._press.record, kind, key)
            yield Place(record_path(kind, key), self._record(kind, key).source.path, make)

    @property
    def nav(self) -> tuple[Item, ...]:
        """The entries of our own navigation whose pages are among the places."""
        return tuple(item for item in self._frame.nav if item.path in SUMMARY_PAGES)

    def edit(self, path: str) -> str:
        """Where a record's file is edited, as the pages link to it; ``""`` where nowhere."""
        return self._press.edition.edit(path)

    def around(self, page: Page, nav: tuple[Item, ...]) -> str:
        """A page with what stands around it; ``nav`` is the line of links, or empty for none."""
        return self._around.render(
            language=self._frame.language,
            label=self._frame.nav_label,
            stamp=self._frame.stamp_elsewhere,
            navigation=nav,
            base="../" * page.path.count("/"),
            path=page.path,
            nav=page.nav,
            main=Markup(_DRAWING.sub(_linked_apart, page.main)),  # noqa: S704  ours
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of every file that the pages load, but for the images."""
        assets = self._templates / "theme" / "assets"
        for script in sorted(assets.glob("*.js")):
            if script.name not in FRAME_SCRIPTS:
                yield f"assets/{script.name}", lean(script.name, script.read_bytes())
        yield "assets/riskbook.css", lean("riskbook.css", self._style().encode())
        for path, text in (*self._press.data_files(), *self._press.drawings()):
            content = embedded_palette(text) if path.endswith(".css") else text
            yield path, content.encode()

    def _record(self, kind: str, key: str) -> Risk | Plan | Control | Process:
        book = self._press.site.book
        shelves: Mapping[str, Mapping[str, Risk | Plan | Control | Process]] = {
            "risk": book.risks,
            "plan": book.plans,
            "control": book.controls,
            "process": book.processes,
        }
        return shelves[kind][key]

    def _style(self) -> str:
        return embedded_style(
            (self._templates / "theme" / "assets" / "riskbook.css").read_text(encoding="utf-8"),
            (self._templates / "embedded" / "around.css").read_text(encoding="utf-8"),
            frame_classes(self._templates),
        )

    @cached_property
    def _around(self) -> Template:
        environment = Environment(
            loader=FileSystemLoader(self._templates / "embedded"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        return environment.get_template("around.html")


def anchors_in(main: str) -> frozenset[str]:
    """What a link may lead to within a page."""
    return frozenset(_ANCHOR.findall(main))


def frame_classes(templates: Path) -> frozenset[str]:
    """The classes of our own frame, which no page uses within it."""
    ours = classes_in((templates / "theme" / "main.html").read_text(encoding="utf-8"))
    pages = sorted((templates / "pages").glob("*.html"))
    return ours.difference(*(classes_in(page.read_text(encoding="utf-8")) for page in pages))


def _linked_apart(drawing: re.Match[str]) -> str:
    """A drawing whose links are spelt the older way.

    Material's instant navigation assigns to whatever has an ``href``, and stops at a drawing's.
    """
    return _LINK.sub(r"\1xlink:href=", drawing[0])


def _made(page: Page) -> Page:
    return page

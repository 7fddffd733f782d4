"""What the frame of every page says: title, navigation, languages, security policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from riskbook.site.addresses import DISCOVERY_LISTS
from riskbook.site.input import SiteInput
from riskbook.site.wing import sections

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
"""The content security policy: nothing but the site's own scripts, styles and images."""

PAGES = (
    ("overview", "index.html"),
    ("register", "register.html"),
    ("matrix", "matrix.html"),
    ("plans", "plans.html"),
    ("controls", "controls.html"),
    ("processes", "processes.html"),
    ("reviews", "reviews.html"),
    ("changes", "changes.html"),
    ("discovery", "coverage.html"),
    ("responsibility", "services.html"),
    ("method", "method.html"),
    ("guide", "guide/index.html"),
)
"""The entries of the navigation, read from left to right; what explains the site stands last."""

CARD = "images/card.png"
"""What other sites show for a link to a page about many records; it lies with the other images."""

PARTS = {
    "reviews": (
        ("reviews", "reviews.html"),
        ("actions", "actions.html"),
        ("quarter", "quarter.html"),
    ),
    "discovery": tuple(DISCOVERY_LISTS.items()),
    "responsibility": (
        ("services", "services.html"),
        ("departments", "departments.html"),
        ("owners", "owners.html"),
        ("registers", "registers.html"),
    ),
}
"""Entries that stand for several pages: these have a line of their own, below the navigation."""


class Item(NamedTuple):
    """One entry of the navigation; ``path`` is from the root of the language's site.

    ``parts`` are the pages that an entry stands for, where it stands for several.
    """

    key: str
    title: str
    path: str
    parts: tuple[Item, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What a page may name as its place for this entry to be the current one."""
        return (self.key, *(part.key for part in self.parts))


class Alternative(NamedTuple):
    """The site in one language. ``root`` leads from this language's root to that one's."""

    tag: str
    name: str
    root: str
    current: bool


class Frame(NamedTuple):
    """What the theme's ``main.html`` reads as ``config.extra.riskbook``.

    Nothing in it changes from one build to the next unless the book or its criteria do: the stamp
    of the build comes from a data file.
    """

    title: str
    language: str
    csp: str
    nav: tuple[Item, ...]
    languages: tuple[Alternative, ...]
    skip: str
    nav_label: str
    menu: str
    search: str
    stamp_elsewhere: str
    not_found: str
    downloads: str
    address: str
    card: str
    card_alt: str


def frame(site: SiteInput) -> Frame:
    """The frame of the site in its language."""

    def word(key: str) -> str:
        return site.catalogue.word(f"site.{key}")

    there = sections(site.book)

    def items(pages: Iterable[tuple[str, str]]) -> tuple[Item, ...]:
        return tuple(
            Item(key, word(f"{key}.title"), path)
            for key, path in pages
            if key not in DISCOVERY_LISTS or key in there
        )

    return Frame(
        title=site.book.settings.title.read(site.language),
        language=site.language,
        csp=POLICY,
        nav=tuple(
            Item(key, word(f"{key}.title"), path, items(PARTS.get(key, ())))
            for key, path in PAGES
            if there or key != "discovery"
        ),
        languages=tuple(
            Alternative(
                tag, word(f"endonym.{tag}"), root_of(site, tag), current=tag == site.language
            )
            for tag in site.languages
        )
        if len(site.languages) > 1
        else (),
        skip=word("frame.skip"),
        nav_label=word("frame.nav"),
        menu=word("frame.menu"),
        search=word("frame.search"),
        stamp_elsewhere=word("frame.stamp-elsewhere"),
        not_found=word("frame.not-found"),
        downloads=word("downloads.title"),
        address=site.address,
        card=CARD,
        card_alt=site.catalogue.word(
            "site.downloads.card.alt", title=site.book.settings.title.read(site.language)
        ),
    )


def root_of(site: SiteInput, tag: str) -> str:
    """From the root of this language's site to that of another's.

    The default language lies at the root, every other in a folder of its own.
    """
    default = site.languages[0]
    up = "" if site.language == default else "../"
    down = "" if tag == default else f"{tag}/"
    return "" if tag == site.language else f"{up}{down}"

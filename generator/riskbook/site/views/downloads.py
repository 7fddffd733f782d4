"""The downloads: every file that a reader may take, what it is and how to use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from riskbook.assessing.standing import STAGES
from riskbook.site.addresses import CALENDAR, FEED
from riskbook.site.downloads.api import FOLDER as API
from riskbook.site.downloads.badges import BADGES
from riskbook.site.downloads.badges import FOLDER as BADGE_FOLDER
from riskbook.site.downloads.files import CSV, WORKBOOK
from riskbook.site.edition import Edition
from riskbook.site.frame import root_of
from riskbook.site.journeys import IMAGES, Way, first_days
from riskbook.site.manifest import NAME as MANIFEST
from riskbook.site.one_language import TREND

KILO, MEGA = 1000, 1_000_000


class Address(NamedTuple):
    """Where a file lies, and what it is called: its name, or its format beside others."""

    href: str
    name: str


class Offer(NamedTuple):
    """One thing to take, in one format or several; ``size`` is ``""`` where it is not known yet."""

    files: tuple[Address, ...]
    what: str
    size: str


class Group(NamedTuple):
    """Files for one purpose, and an ``example`` of their use or ``""``."""

    key: str
    title: str
    lead: str
    offers: tuple[Offer, ...]
    example: str

    @property
    def sized(self) -> bool:
        """Whether sizes are known."""
        return any(offer.size for offer in self.offers)


class BadgeOffer(NamedTuple):
    """A badge, what it shows, and the line of Markdown that shows it elsewhere."""

    href: str
    label: str
    markdown: str


class DownloadsView(NamedTuple):
    """The page. ``advice`` is ``""`` where the book says at which address it is published."""

    lead: str
    groups: tuple[Group, ...]
    badges: tuple[BadgeOffer, ...]
    advice: str
    guide: str


def downloads_view(edition: Edition, sizes: Mapping[str, int]) -> DownloadsView:
    """The page; ``sizes`` are those in bytes of files that are there, by their addresses on it."""
    words, root = edition.words, edition.site.address
    offers = {
        "sheets": _files(edition, sizes, (WORKBOOK, CSV)),
        "subscribe": _files(edition, sizes, (CALENDAR, FEED)),
        "data": _files(edition, sizes, data_paths(edition)),
        "images": tuple(_images(edition)),
        "proof": _files(edition, sizes, (f"{root_of(edition.site, _first(edition))}{MANIFEST}",)),
    }
    return DownloadsView(
        lead=words.say("downloads.lead", day=words.day(edition.site.today)),
        groups=tuple(
            Group(
                key,
                words.say(f"downloads.group.{key}"),
                words.say(f"downloads.group.{key}-lead"),
                found,
                _example(edition) if key == "data" else "",
            )
            for key, found in offers.items()
        ),
        badges=tuple(
            BadgeOffer(
                f"{BADGE_FOLDER}{name}.svg",
                (label := words.say(f"downloads.badge.{name}")),
                f"[![{label}]({root}{BADGE_FOLDER}{name}.svg)]({root}index.html)",
            )
            for name in BADGES
        ),
        advice="" if root else words.say("downloads.badges-elsewhere"),
        guide="guide/use-the-data.html",
    )


def data_paths(edition: Edition) -> tuple[str, ...]:
    """Where the data lie that all languages share, from the root of this one."""
    up = root_of(edition.site, _first(edition))
    names = ("register", "summary", "actions", "plans", "controls", "criteria", "schema")
    return tuple(f"{up}{API}{name}.json" for name in names)


def _first(edition: Edition) -> str:
    return edition.site.languages[0]


def _files(edition: Edition, sizes: Mapping[str, int], paths: Iterable[str]) -> tuple[Offer, ...]:
    say = edition.words.say
    offers = []
    for path in paths:
        name = path.rpartition("/")[2]
        size = _size(edition, sizes[path]) if path in sizes else ""
        what = say(f"downloads.file.{name.replace('.', '-')}")
        offers.append(Offer((Address(path, name),), what, size))
    return tuple(offers)


def _images(edition: Edition) -> Iterator[Offer]:
    say, site = edition.words.say, edition.site
    told = site.timeline
    paths = [f"images/matrix-{stage}" for stage in STAGES]
    paths += [IMAGES[way] for way in (Way.CONTROLS, Way.PLAN)]
    (_, quarter), *_ = first_days(site.today)
    if told is not None and told.begins is not None and told.begins < quarter:
        paths.append(IMAGES[Way.QUARTER])
    if site.trend_alt:
        paths.append(TREND)
    for path in paths:
        files = (Address(f"{path}.png", "PNG"), Address(f"{path}.svg", "SVG"))
        yield Offer(files, say(f"downloads.file.{path.rpartition('/')[2]}"), "")


def _size(edition: Edition, size: int) -> str:
    """``84 kB``, ``1.2 MB``: a thousand bytes are a kilobyte."""
    words = edition.words
    if size < MEGA:
        return words.say("downloads.kilobytes", number=words.number(max(1, round(size / KILO))))
    return words.say("downloads.megabytes", number=words.number(round(size / MEGA, 1)))


def _example(edition: Edition) -> str:
    """A line for a terminal."""
    url = edition.site.book.settings.site.url.rstrip("/") or "https://example.org/risks"
    top = edition.site.book.criteria.levels[-1].key
    language = edition.site.language
    return (
        f"curl -s {url}/{API}register.json |\n"
        f"  jq -r '.risks[] | select(.current.level == \"{top}\") | .title.{language}'"
    )

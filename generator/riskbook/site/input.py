"""What the site is made from: one book on one day in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from riskbook.assessing.standing import BookStanding, PlanState, Stages
from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.timeline import Timeline
from riskbook.wording.catalogue import Catalogue


class Change(NamedTuple):
    """The last change of a file: the commit, shortened, its day, and its address or ``""``."""

    commit: str
    date: date
    url: str


class Stamp(NamedTuple):
    """What a build was made of. ``commit`` is shortened and ``""`` outside a repository."""

    commit: str
    commit_url: str
    version: str


@dataclass(frozen=True, slots=True)
class SiteInput:
    """One book on one day in one language.

    ``book`` and everything derived from it are the published ones (see
    :func:`riskbook.site.withholding.publish`); ``withheld`` counts the records left out.
    ``languages`` are those the site is built in, the default first. ``changes`` is keyed by the
    path of the record's file. ``timeline`` is how the published risks moved, None where git cannot
    tell; ``trend_alt`` is the picture of the levels over time in words, "" where there is none.
    """

    book: Book
    links: Links
    levels: Mapping[str, Stages]
    standing: BookStanding
    plan_states: Mapping[str, PlanState]
    today: date
    language: str
    catalogue: Catalogue
    languages: tuple[str, ...]
    withheld: int
    stamp: Stamp
    changes: Mapping[str, Change] = field(default_factory=dict)
    timeline: Timeline | None = None
    trend_alt: str = ""

    @property
    def judged(self) -> Judged:
        """The published book and what follows from it."""
        return Judged(
            self.book, self.links, self.levels, self.standing, self.plan_states, self.today
        )

    @property
    def address(self) -> str:
        """Where the pages of this language are published; ``""`` where the book does not say."""
        url = self.book.settings.site.url.rstrip("/")
        folder = "" if self.language == self.languages[0] else f"{self.language}/"
        return f"{url}/{folder}" if url else ""

    def commit_url(self, commit: str) -> str:
        """Where a forge shows a commit; ``""`` for none, and for a tree that is not a commit."""
        return commit_url(self.book.settings.repository, commit)


def commit_url(repository: str, commit: str) -> str:
    """Where a forge shows a commit; ``""`` for none, and for a tree that is not just a commit."""
    if not repository or not commit or commit.endswith("+"):
        return ""
    return f"{repository.rstrip('/').removesuffix('.git')}/commit/{commit}"


class Page(NamedTuple):
    """One page without its frame.

    ``path`` is from the root of the language's site; ``title`` and ``description`` are plain text;
    ``main`` is the inner HTML of ``<main>``; ``nav`` is the entry of the navigation it belongs to.
    ``source`` is the path of the record it shows, ``""`` for a page about many. A ``summary`` page
    changes with any record or day; any other only with its own record and those it names.
    """

    path: str
    kind: str
    title: str
    description: str
    main: str
    nav: str
    source: str
    summary: bool

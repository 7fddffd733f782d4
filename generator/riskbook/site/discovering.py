"""The pages about how risks are found: which there are, and what makes each.

A book without any such record has none of them, and no entry for them in the navigation. All are
about many records or depend on the day, so they are made whenever more than prose has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskbook.model.book import Book
from riskbook.site.edition import Edition


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page to be made. ``kind`` names its template and its words.

    ``title`` is plain; "" stands for that of the kind. ``source`` is the file of the record that
    the page is about, "" for a page about many.
    """

    kind: str
    path: str
    view: object
    nav: str
    title: str = ""
    source: str = ""


def sections(book: Book) -> tuple[str, ...]:
    """The kinds of lists that the book has something for, in the order of the navigation."""
    found = book.discovery
    has = {
        "coverage": bool(found),
        "tickets": bool(found.exports) or found.problem_types is not None,
        "feedback": bool(found.feedback),
        "sessions": bool(found.sessions),
        "fishbones": bool(found.fishbones),
        "checklists": bool(found.answers) or bool(found.checklists),
        "incidents": bool(found.incidents),
        "indicators": bool(found.indicators),
    }
    return tuple(kind for kind, there in has.items() if there)


def discovery_pages(edition: Edition) -> Iterator[Leaf]:
    """Every page about how risks are found."""
    if not edition.site.book.discovery:
        return
    yield from ()

"""The wing of the pages about how risks are found: which lists a book has, and what a page is."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.model.book import Book


class Leaf(NamedTuple):
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

"""The past of a book as the public may see it: how the published risks moved, from git."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from riskbook import __version__
from riskbook.reading.unusable import UnusableTreeError
from riskbook.reviewing.timeline import of_trace, without
from riskbook.site.remembering import remembered
from riskbook.site.withholding import Published


class Telling(Enum):
    """How much of the past a site tells: all of it, or nothing, as where a clone has no past."""

    WHOLE = "whole"
    NOTHING = "none"


def with_past(published: Published, root: Path, kept: Path, until: str = "HEAD") -> Published:
    """What is published of the book in a folder, with its past up to a commit.

    ``kept`` is a folder for what is kept between builds. What is confidential now is withheld for
    all of its past. Where git cannot tell the past, there is none.
    """
    book = published.book
    try:
        found = remembered(root, until, book.settings.time_zone, kept, __version__)
    except UnusableTreeError:
        return published
    told = of_trace(found, book.organization)
    return published._replace(told=without(told, published.hidden) if published.hidden else told)

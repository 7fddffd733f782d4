"""The past of a book as the public may see it: how the published risks moved, from git."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from riskbook.reading.past import past
from riskbook.reading.placing import Kind
from riskbook.reading.unusable import UnusableTreeError
from riskbook.reviewing.timeline import timeline, without
from riskbook.site.withholding import Published


def with_past(published: Published, root: Path, until: str = "HEAD") -> Published:
    """What is published of the book in a folder, with its past up to a commit.

    What is confidential now is withheld for all of its past.
    """
    book = published.book
    try:
        states = past(root, until, frozenset({Kind.RISK}))
        found = timeline(states, book.organization, book.settings.time_zone)
    except UnusableTreeError:
        return published
    told = without(found, published.hidden) if published.hidden else found
    return replace(published, told=told)

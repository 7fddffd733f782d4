"""The two states of a book that a change lies between, and the files of the repository at each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from riskbook.reading.paths import matching
from riskbook.reviewing.basis import Paths, patterns_in
from riskbook.reviewing.judged import Judged

Blobs = Mapping[str, str]
"""Every file of a repository: its path from the top, and the id of its content."""


@dataclass(frozen=True, slots=True)
class States:
    """A book before and after a change, judged on one day.

    ``base_paths`` and ``head_paths`` hold what matches each pattern of either state, so that a
    pattern that is new is held against what matched it before.
    """

    base: Judged
    head: Judged
    base_blobs: Blobs
    head_blobs: Blobs
    base_paths: Paths
    head_paths: Paths


def states_of(base: Judged, head: Judged, base_blobs: Blobs, head_blobs: Blobs) -> States:
    """Two judged books with the files that lie beside them."""
    patterns = {*patterns_in(base.book), *patterns_in(head.book)}
    return States(
        base,
        head,
        base_blobs,
        head_blobs,
        matching(patterns, base_blobs) if patterns else {},
        matching(patterns, head_blobs) if patterns else {},
    )


def files_matching(pattern: str, blobs: Blobs) -> Mapping[str, str]:
    """The files that a pattern matches, and the ids of their contents."""
    names = matching([pattern], {path: path for path in blobs})
    return {path: blobs[path] for path in names[pattern]}

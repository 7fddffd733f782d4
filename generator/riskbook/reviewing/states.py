"""The two states of a book that a change lies between, and the files of the repository at each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from riskbook.reading.paths import matching
from riskbook.reviewing.basis import Paths, patterns_in
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.pointers import PointerNames, pointer_names

Blobs = Mapping[str, str]
"""Every file of a repository: its path from the top, and the id of its content."""


@dataclass(frozen=True, slots=True)
class States:
    """A book before and after a change, judged on one day.

    ``base_files`` and ``head_files`` hold what matches each pattern of either state, so that a
    pattern that is new is held against what it would have matched before. ``names`` is what
    pointers are called, by the head and, of what it lacks, by the base.
    """

    base: Judged
    head: Judged
    base_files: Mapping[str, Blobs]
    head_files: Mapping[str, Blobs]
    names: PointerNames

    def head_paths(self) -> Paths:
        """The ids of the files that match each pattern now."""
        return _ids(self.head_files)


def states_of(base: Judged, head: Judged, base_blobs: Blobs, head_blobs: Blobs) -> States:
    """Two judged books with the files that lie beside them."""
    patterns = {*patterns_in(base.book), *patterns_in(head.book)}
    return States(
        base,
        head,
        _matching(patterns, base_blobs),
        _matching(patterns, head_blobs),
        {**pointer_names(base.book), **pointer_names(head.book)},
    )


def _matching(patterns: Collection[str], blobs: Blobs) -> dict[str, Blobs]:
    if not patterns:
        return {}
    named = matching(patterns, {path: path for path in blobs})
    return {pattern: {path: blobs[path] for path in paths} for pattern, paths in named.items()}


def _ids(files: Mapping[str, Blobs]) -> Paths:
    return {pattern: sorted(found.values()) for pattern, found in files.items()}

"""What lies at the paths that a risk rests on: the blobs of a repository, by gitignore patterns.

These paths may lie anywhere in the repository, outside the book too. Where there is no repository
there is nothing to say (:func:`blobs_at` gives None), which is not the same as nothing found.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path

from riskbook.reading.git import ask
from riskbook.reading.repository import Repository, find_repository
from riskbook.reading.unusable import UnusableTreeError

_LITERAL = re.compile(r"[^*?\[\\!#\s]*/")


def blobs_at(root: Path, revision: str | None = None) -> Mapping[str, str] | None:
    """The blob at every path, by path from the top of the repository, sorted.

    ``revision`` is a resolved commit; None is the index: what the next commit would have. A path
    with an unsolved conflict is in no index. A submodule stands with its commit. None where there
    is no git or no repository. Raises :class:`UnusableTreeError` where the commit cannot be read.
    """
    try:
        repository = find_repository(root)
    except UnusableTreeError:
        return None
    if revision is None:
        return _in_index(repository)
    listed = ask(repository.top, "ls-tree", "-r", "-z", "--full-tree", revision)
    found: dict[str, str] = {}
    for line in listed.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        found[os.fsdecode(path)] = head.split()[2].decode()
    return dict(sorted(found.items()))


def matching(patterns: Iterable[str], listing: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The blobs at the paths that each pattern matches, sorted by id; one that is at two, twice.

    Patterns are gitignore's, read from the top of the repository: ``services/ivr/**``, ``*.conf``
    anywhere, ``/deploy/``. One that is none matches nothing, and so does one that begins with
    ``!``: by itself it has nothing to leave out.
    """
    from pathspec import GitIgnoreSpec

    paths = sorted(listing)
    found: dict[str, tuple[str, ...]] = {}
    for pattern in sorted(set(patterns)):
        try:
            spec = GitIgnoreSpec.from_lines([pattern])
        except ValueError:
            found[pattern] = ()
            continue
        among = _below(_certain(pattern), paths)
        found[pattern] = tuple(sorted(listing[path] for path in spec.match_files(among)))
    return found


def _in_index(repository: Repository) -> Mapping[str, str]:
    listed = ask(
        repository.top, "ls-files", "--stage", "-z", "--full-name", index=_index_of(repository)
    )
    found: dict[str, str] = {}
    for line in listed.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        _, blob, stage = head.decode().split()
        if stage == "0":
            found[os.fsdecode(path)] = blob
    return dict(sorted(found.items()))


def _index_of(repository: Repository) -> Path | None:
    """The index that a hook is called with, where it is one of this very repository.

    ``git commit --all`` and ``git commit PATH`` call the hook with another one than the usual.
    """
    named = os.environ.get("GIT_INDEX_FILE")
    if not named:
        return None
    index = Path(named).resolve()
    return index if index.is_relative_to(repository.git_folder.resolve()) else None


def _certain(pattern: str) -> str:
    """The folder that everything a pattern matches must lie in, ``""`` where it may be any."""
    begin = _LITERAL.match(pattern)
    found = begin[0] if begin else ""
    anchored = "/" in pattern.rstrip("/ ") or pattern.startswith("/")
    return found.lstrip("/") if anchored else ""


def _below(folder: str, paths: list[str]) -> list[str]:
    """Those of the sorted paths that begin with ``folder``."""
    if not folder:
        return paths
    return paths[bisect_left(paths, folder) : bisect_left(paths, folder[:-1] + "0")]

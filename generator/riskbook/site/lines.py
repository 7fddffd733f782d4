"""What a build has said of each record in a file, kept for the next build.

A file about thousands of records says of nearly all of them what it said before, but for their
places in the ranking, which are put in when the file is made. So the next build makes anew what is
said of the records that a change reached, and takes the rest from here.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, AnyStr, TypeVar

from riskbook.site.runs import Run, merged

Said = TypeVar("Said")
"""What is said of one record: bytes, numbers and texts, and tuples of them."""

_ENOUGH = 8
"""What is new lies in a file of its own until it is one in so many of all."""

_MADE_WITH = f"{sys.implementation.cache_tag} {zlib.ZLIB_RUNTIME_VERSION}"
"""Another interpreter writes another format; another zlib packs the same into other bytes."""


class Lines:
    """What is kept of one site, in a ``folder`` that nobody else may write to; None for none.

    ``again`` are the ids of the records of which something else may be said than by the build
    before; where it is None nothing of that build can be relied on. Whoever gives a folder sees to
    it that what lies in it is of just that build.
    """

    def __init__(self, folder: Path | None = None, again: frozenset[str] | None = None) -> None:
        self._folder = folder
        self._newer: dict[str, dict[str, Any]] = {}
        self.again = again

    def of(
        self,
        name: str,
        ids: Collection[str],
        make: Callable[[Sequence[str]], Iterable[Said]],
    ) -> dict[str, Said]:
        """What the file of this name says of each record, and keep it.

        ``make`` gives what is to be said of some of them, one after the other.
        """
        known: Mapping[str, Said] = self.before(name)
        again = self.again or frozenset()
        wanted = [key for key in ids if key not in known or key in again]
        made = dict(zip(wanted, make(wanted), strict=True))
        said = {key: made[key] if key in made else known[key] for key in ids}
        self.keep(name, said, made)
        return said

    def runs(
        self,
        name: str,
        runs: Sequence[Run],
        make: Callable[[Sequence[str]], Iterable[Sequence[AnyStr]]],
    ) -> Iterator[tuple[Run, Sequence[AnyStr]]]:
        """What the file of this name says of each run of risks, in parts, and keep it.

        ``make`` gives the parts of what is to be said of some risks, one after the other.
        """
        known, again = self.before(name), self.again or frozenset()
        said: dict[str, tuple[str, Sequence[AnyStr]]] = {}
        wanted = []
        for run in runs:
            first = run.ids[0]
            found = known.get(first)
            if found is None or found[0] != run.told or not again.isdisjoint(run.ids):
                wanted.append(run)
            else:
                said[first] = found
        parts = iter(make([key for run in wanted for key in run.ids]))
        for run in wanted:
            said[run.ids[0]] = (run.told, merged(islice(parts, len(run.ids))))
        self.keep(name, said, [run.ids[0] for run in wanted])
        for run in runs:
            yield run, said[run.ids[0]][1]

    def before(self, name: str, rests_on: object = None) -> dict[str, Any]:
        """What was kept under a name; empty where it rested on anything else than now.

        Some of it may be about records that there are no more.
        """
        self._newer.pop(name, None)
        if self._folder is None or self.again is None:
            return {}
        path = self._folder / name
        try:
            mark = _mark(path)
            made_with, rested_on, said = _read(path)
            if (made_with, rested_on) != (_MADE_WITH, rests_on):
                return {}
            newer: dict[str, Any] = {}
            if _beside(path).exists():
                of, newer = _read(_beside(path))
                if of != mark:
                    return {}
            found: dict[str, Any] = said | newer
        except (OSError, ValueError, TypeError, EOFError):
            return {}
        self._newer[name] = newer
        return found

    def keep(
        self, name: str, said: Mapping[str, Any], made: Iterable[str], rests_on: object = None
    ) -> None:
        """Keep what is said now; ``made`` names all of it that :meth:`before` did not give.

        A folder that cannot be written only costs the next build its speed.
        """
        if self._folder is None:
            return
        path = self._folder / name
        newer = self._newer.get(name)
        try:
            if newer is not None:
                newer |= {key: said[key] for key in made}
                if len(newer) * _ENOUGH <= len(said):
                    _write(_beside(path), (_mark(path), newer))
                    return
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _beside(path).unlink(missing_ok=True)
            _write(path, (_MADE_WITH, rests_on, dict(said)))
        except OSError:
            return


def _beside(path: Path) -> Path:
    """Where what is newer than a file lies."""
    return path.with_name(f"{path.name}.newer")


def _mark(path: Path) -> str:
    """Tells a file from what lay there before."""
    found = path.stat()
    return f"{found.st_mtime_ns}-{found.st_size}"


def _read(path: Path) -> Any:
    """What :func:`_write` wrote; mapped, since many megabytes need not be copied before."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return marshal.loads(content)  # noqa: S302  # our own


def _write(path: Path, value: Any) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.write_bytes(marshal.dumps(value))
    aside.replace(path)

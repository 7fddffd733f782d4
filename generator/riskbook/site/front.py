"""Is there anything to build, and how much of it? Answered from file dates, before much is read.

After a build the state of all that it read and wrote is kept in the person's cache folder: for
every file its size and time, the commit, the day, the templates in use. When all of it is as it
was, the site is up to date. When only some records' files are another, only the pages that they
reach are made again (see :mod:`riskbook.site.reach`).

Nothing is kept in the book's own folder: what a build takes on trust must not be anything that a
pull request can bring along.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from riskbook.clock import today_in
from riskbook.reading.own_cache import cache_folder, is_ours, made_ours, shared_folder
from riskbook.reading.shelved import Shelf, put_back, take
from riskbook.reading.trees import Tree, WorkTree
from riskbook.site.inputs import Inputs, framework_among, inputs_of
from riskbook.site.manifest import NAME as MANIFEST

if TYPE_CHECKING:
    from riskbook.reading.loading import Loaded

KEPT = frozenset(
    {
        *("time_zone", "today", "inputs", "outputs", "said", "hidden", "changes", "lasting"),
        *("frames", "theme", "paths", "lines", "plans"),
    }
)
"""What is kept of a build; a state with other parts is as good as none."""


class UpToDate(NamedTuple):
    """There is nothing to do. ``said`` is what to say of it, by language."""

    said: Mapping[str, str]


class Past(NamedTuple):
    """What is known of the last build, ``before`` being empty where it cannot be relied on."""

    front: Front
    inputs: Inputs
    before: Mapping[str, Any]


def look(root: Path, out: Path, today: date | None) -> UpToDate | Past:
    """Whether there is anything to build of the book in a folder, and what may be relied on.

    ``today`` is the date now in the book's time zone unless given.
    """
    front = Front(root, out)
    inputs = front.inputs(WorkTree(root))  # before anything is read: a later edit shows next time
    before = front.state_before()
    same_day = bool(before) and before["today"] == str(today or today_in(before["time_zone"]))
    if not (same_day and front.has(before["outputs"])) or _rest_moved(root, before["paths"]):
        return Past(front, inputs, {})
    if inputs.state == before["inputs"] and inputs.settled == inputs.paths:
        return UpToDate(before["said"])
    return Past(front, inputs, before)


def _rest_moved(root: Path, paths: Mapping[str, Sequence[str]]) -> bool:
    """Whether files of the repository that risks rest on are others than they were."""
    if not paths:
        return False
    from riskbook.reading.paths import blobs_at, matching

    blobs = blobs_at(root)
    now = matching(paths, blobs) if blobs is not None else {}
    return {name: list(found) for name, found in now.items()} != paths


class Workplace(NamedTuple):
    """Where a build keeps what the next may use: of this book, of all books of a person, and, in
    ``lines``, what the files of this site say of each record.

    What books share is known by all that it depends on: images by what they show, compiled
    templates by their text and words.
    """

    own: Path
    shared: Path
    lines: Path

    @property
    def images(self) -> Path:
        """Where images are kept."""
        return self.shared / "images"

    @property
    def templates(self) -> Path:
        """Where compiled templates are kept."""
        return self.shared / "templates"


@dataclass(frozen=True)
class Front:
    """One book and one output folder."""

    root: Path
    out: Path

    @cached_property
    def kept(self) -> Path:
        """The folder for what is kept between builds; safe to delete at any time."""
        return cache_folder() / _short_hash(str(self.root.resolve()))

    @contextmanager
    def workplace(self) -> Iterator[Workplace]:
        """The folders for what is kept, for this person's eyes only; where there can be none,
        folders for this run.
        """
        shared = shared_folder()
        if made_ours(self.kept) and made_ours(shared):
            yield Workplace(self.kept, shared, self._lines())
        else:
            with TemporaryDirectory(prefix="riskbook-") as folder:
                here = Path(folder)
                yield Workplace(here, here, here)

    def state_before(self) -> Mapping[str, Any]:
        """What the last build kept; empty where there was none, or another version kept it."""
        try:
            kept = json.loads(self._file().read_bytes()) if self._is_ours() else None
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) and kept.keys() == KEPT else {}

    def inputs(self, tree: Tree) -> Inputs:
        """The state of everything that a build reads. The day is kept beside it."""
        return inputs_of(self.root, tree)

    def outputs(self) -> dict[str, int]:
        """When each folder of the site last gained or lost a file, and the manifest's time."""
        found: dict[str, int] = {}
        waiting = [""] if self.out.is_dir() else []
        while waiting:
            below = waiting.pop()
            here = self.out / below
            found[below] = here.stat().st_mtime_ns
            with suppress(OSError), os.scandir(here) as listing:
                waiting += [
                    f"{below}/{item.name}" if below else item.name
                    for item in listing
                    if item.is_dir(follow_symlinks=False) and not item.name.startswith(".")
                ]
        manifest = self.out / MANIFEST
        if manifest.is_file():
            found[MANIFEST] = manifest.stat().st_mtime_ns
        return found

    def has(self, outputs: Mapping[str, int]) -> bool:
        """Whether the site is as it was when ``outputs`` were all.

        A folder cannot come or go without another time of the one that it lies in, so that only
        those that there were are looked at, and no list is made of thousands of files.
        """
        return MANIFEST in outputs and all(
            _last_change(f"{self.out}/{name}") == then for name, then in outputs.items()
        )

    def lines(self) -> dict[str, str]:
        """The marks of what is kept of the files of the site; empty where that may be anybody's."""
        try:
            entries = list(os.scandir(self._lines())) if self._is_ours() else []
        except OSError:
            return {}
        return {
            entry.name: f"{stat.st_mtime_ns}-{stat.st_size}"
            for entry in sorted(entries, key=lambda entry: entry.name)
            if entry.name != _NAMED
            for stat in (entry.stat(follow_symlinks=False),)
        }

    def records(self, inputs: Inputs) -> Shelf:
        """The records that an earlier build read under the same framework."""
        return take(self.kept, inputs.made_for) if self._is_ours() else Shelf(inputs.made_for)

    def keep_records(self, inputs: Inputs, shelf: Shelf, loaded: Loaded) -> None:
        """Keep the records of this build, but for files that may yet change unseen.

        None are kept while that is so of a file that they all depend on.
        """
        if not framework_among(inputs.paths) <= inputs.settled:
            return
        if self.kept.exists() and not self._is_ours():
            return
        now = {path: kept for path, kept in loaded.sound.items() if path in inputs.settled}
        try:
            put_back(self.kept, shelf, loaded.foundation, now)
        except OSError:
            return

    def keep(self, state: Mapping[str, Any]) -> None:
        """Remember a build. A folder that cannot be written only costs the next run its speed."""
        if not self._is_ours():
            return
        try:
            (self.kept / "book").write_text(str(self.root.resolve()), encoding="utf-8")
            aside = self._file().with_suffix(f".{os.getpid()}")
            aside.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
            aside.replace(self._file())
            if self._lines().is_dir():
                (self._lines() / _NAMED).write_text(str(self.out.resolve()), encoding="utf-8")
            _forget_sites_that_are_gone(self.kept)
            _forget_books_that_are_gone(self.kept.parent)
        except OSError:
            return

    def forget(self) -> None:
        """Forget the last build, before the site is touched."""
        if self._is_ours():
            self._file().unlink(missing_ok=True)

    def _is_ours(self) -> bool:
        return is_ours(self.kept)

    def _file(self) -> Path:
        return self.kept / f"build-{self._name}.json"

    def _lines(self) -> Path:
        return self.kept / f"{_LINES}{self._name}"

    @cached_property
    def _name(self) -> str:
        return _short_hash(str(self.out.resolve()))


_LINES = "lines-"
"""What a folder begins with that has what the files of a site say of each record."""

_NAMED = "site"
"""The file in it that has the path of the site."""


def _last_change(path: str) -> int | None:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116  # asked of every folder of the site
    except OSError:
        return None


def _forget_books_that_are_gone(cache: Path) -> None:
    """Free what is kept for folders that no longer hold a book."""
    import shutil

    for named in _books(cache):
        if not Path(named.read_text(encoding="utf-8")).is_dir():
            shutil.rmtree(named.parent, ignore_errors=True)


def _forget_sites_that_are_gone(kept: Path) -> None:
    """Free what is kept for output folders that are no more."""
    import shutil

    for named in kept.glob(f"{_LINES}*/{_NAMED}"):
        if not Path(named.read_text(encoding="utf-8")).is_dir():
            shutil.rmtree(named.parent, ignore_errors=True)


def _books(cache: Path) -> Iterator[Path]:
    for folder in sorted(cache.iterdir()):
        if (folder / "book").is_file():
            yield folder / "book"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]

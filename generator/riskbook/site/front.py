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
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from riskbook import __version__
from riskbook.clock import today_in
from riskbook.reading.history import head
from riskbook.reading.placing import DISCOVERY, FRAMEWORK, Kind, is_table, place
from riskbook.reading.resources import resource
from riskbook.reading.shelved import Shelf, put_back, settled, take
from riskbook.reading.trees import Entry, Tree, WorkTree
from riskbook.site.manifest import NAME as MANIFEST

if TYPE_CHECKING:
    from riskbook.reading.loading import Loaded

KEPT = frozenset(
    {
        *("time_zone", "today", "inputs", "outputs", "said", "hidden", "changes", "lasting"),
        *("frames", "theme", "paths"),
    }
)
"""What is kept of a build; a state with other parts is as good as none."""


@dataclass(frozen=True, slots=True)
class UpToDate:
    """There is nothing to do. ``said`` is what to say of it, by language."""

    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Past:
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
    if not same_day or front.outputs() != before["outputs"] or _rest_moved(root, before["paths"]):
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
    """Where a build keeps what the next may use: of this book, and of all books of a person.

    What books share is known by all that it depends on: images by what they show, compiled
    templates by their text and words.
    """

    own: Path
    shared: Path

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
        return _cache() / _short_hash(str(self.root.resolve()))

    @contextmanager
    def workplace(self) -> Iterator[Workplace]:
        """The folders for what is kept, for this person's eyes only; where there can be none,
        folders for this run.
        """
        shared = _cache() / _SHARED
        if _made_ours(self.kept) and _made_ours(shared):
            yield Workplace(self.kept, shared)
        else:
            with TemporaryDirectory(prefix="riskbook-") as folder:
                yield Workplace(Path(folder), Path(folder))

    def state_before(self) -> Mapping[str, Any]:
        """What the last build kept; empty where there was none, or another version kept it."""
        try:
            kept = json.loads(self._file().read_bytes()) if self._is_ours() else None
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) and kept.keys() == KEPT else {}

    def inputs(self, tree: Tree) -> Inputs:
        """The state of everything that a build reads. The day is kept beside it."""
        now = time.time_ns()
        entries = tree.entries()
        return Inputs(
            entries=entries,
            settled=frozenset(entry.path for entry in entries if settled(entry, now)),
            commit=head(self.root),
            resources=_resources(),
        )

    def outputs(self) -> dict[str, int]:
        """When each folder of the site last gained or lost a file, and the manifest's time."""
        found: dict[str, int] = {}
        for here, folders, _ in os.walk(self.out):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found[os.path.relpath(here, self.out)] = os.stat(here).st_mtime_ns  # noqa: PTH116
        manifest = self.out / MANIFEST
        if manifest.is_file():
            found[manifest.name] = manifest.stat().st_mtime_ns
        return found

    def records(self, inputs: Inputs) -> Shelf:
        """The records that an earlier build read under the same framework."""
        return take(self.kept, inputs.made_for) if self._is_ours() else Shelf(inputs.made_for)

    def keep_records(self, inputs: Inputs, shelf: Shelf, loaded: Loaded) -> None:
        """Keep the records of this build, but for files that may yet change unseen.

        None are kept while that is so of a file that they all depend on.
        """
        if not _framework(dict.fromkeys(inputs.paths, "")).keys() <= inputs.settled:
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
            _forget_books_that_are_gone(self.kept.parent)
        except OSError:
            return

    def forget(self) -> None:
        """Forget the last build, before the site is touched."""
        if self._is_ours():
            self._file().unlink(missing_ok=True)

    def _is_ours(self) -> bool:
        return _is_ours(self.kept)

    def _file(self) -> Path:
        return self.kept / f"build-{_short_hash(str(self.out.resolve()))}.json"


@dataclass(frozen=True)
class Inputs:
    """Everything that a build reads. ``settled`` are the files whose marks can be relied on."""

    entries: Sequence[Entry]
    settled: frozenset[str]
    commit: str
    resources: Mapping[str, int]

    @cached_property
    def state(self) -> dict[str, Any]:
        """As it is kept and compared. A file that has just been written equals nothing."""
        return {
            "version": __version__,
            "commit": self.commit,
            "book": self.marks,
            "resources": self.resources,
        }

    @cached_property
    def marks(self) -> dict[str, str]:
        """The mark of every file of the book that can be relied on."""
        return {entry.path: entry.mark for entry in self.entries if entry.path in self.settled}

    @cached_property
    def paths(self) -> frozenset[str]:
        """The path of every file of the book."""
        return frozenset(entry.path for entry in self.entries)

    @cached_property
    def made_for(self) -> str:
        """Tells apart all that records depend on beside their files.

        That is the program, the framework, and the registers, whose language is their records'.
        """
        around = sorted(_framework(self.marks).items())
        return hashlib.sha256(repr((__version__, self.resources, around)).encode()).hexdigest()

    def is_same_frame(self, before: Mapping[str, Any]) -> bool:
        """Whether all that reaches every page is as it was: program, framework, registers."""
        then = before["inputs"]
        return (
            then["version"] == __version__
            and then["resources"] == self.resources
            and _framework(then["book"]) == _framework(self.marks)
            and not any(map(_is_discovery, _differing(then["book"], self.marks)))
        )

    def changed(self, before: Mapping[str, Any]) -> frozenset[str]:
        """The paths of records' files that are new, gone, or another than they were."""
        written = self.paths - self.settled
        differing = _differing(before["inputs"]["book"], self.marks)
        return frozenset(path for path in written | differing if _is_of_a_record(path))


_SHARED = "shared"
"""The folder of what books share; those of single books are called by a digest."""


def _made_ours(folder: Path) -> bool:
    """Make a folder that only this person can read and write; whether there is one now."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError:
        pass  # somebody else's, or none: it is not used
    return _is_ours(folder)


def _is_ours(folder: Path) -> bool:
    """Whether there is a folder, and nobody else can have put there what a build believes."""
    try:
        return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    except OSError:
        return False


def _cache() -> Path:
    """Where the person's cache lies, or where ``RISKBOOK_CACHE_DIR`` says."""
    own = os.environ.get("RISKBOOK_CACHE_DIR")
    if own:
        return Path(own)
    from platformdirs import user_cache_path

    return user_cache_path("riskbook", appauthor=False)


def _framework(marks: Mapping[str, str]) -> dict[str, str]:
    """The files that any page may depend on; all others are records, or about one record."""
    return {
        path: mark
        for path, mark in marks.items()
        if path.endswith("/register.yml") or path in FRAMEWORK
    }


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """The paths of files that are new, gone, or another than they were."""
    return {path for path, mark in now.items() if then.get(path) != mark} | (then.keys() - now)


def _is_discovery(path: str) -> bool:
    """Whether a file is of what risks are found in; pages of risks and others show of that."""
    at = place(path)
    return is_table(path) or (at is not None and at.kind in DISCOVERY)


def _is_of_a_record(path: str) -> bool:
    at = place(path)
    return at is not None and path not in FRAMEWORK and at.kind is not Kind.REGISTER


def _forget_books_that_are_gone(cache: Path) -> None:
    """Free what is kept for folders that no longer hold a book."""
    import shutil

    for named in _books(cache):
        if not Path(named.read_text(encoding="utf-8")).is_dir():
            shutil.rmtree(named.parent, ignore_errors=True)


def _books(cache: Path) -> Iterator[Path]:
    for folder in sorted(cache.iterdir()):
        if (folder / "book").is_file():
            yield folder / "book"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _resources() -> dict[str, int]:
    """The dates of what comes with Riskbook; they move only where someone works on Riskbook."""
    package = Path(__file__).resolve().parent.parent
    found = {}
    told = (resource(name) for name in ("schemas", "site_templates", "docs/guide", "docs/rules"))
    for folder in (*told, package):
        for here, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if not name.startswith(("_", "."))]
            for name in names:
                if not name.endswith(".pyc"):
                    path = f"{here}/{name}"
                    found[path] = os.stat(path).st_mtime_ns  # noqa: PTH116
    return found

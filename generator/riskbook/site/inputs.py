"""What a build reads, by the dates of files: what is new since the last, what can be trusted."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from riskbook import __version__
from riskbook.reading.history import head
from riskbook.reading.placing import DISCOVERY, FRAMEWORK, Kind, is_table, place
from riskbook.reading.resources import resource
from riskbook.reading.shelved import settled
from riskbook.reading.trees import Entry, Tree


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
        return {path: mark for path, _, mark, _ in self.entries if path in self.settled}

    @cached_property
    def paths(self) -> frozenset[str]:
        """The path of every file of the book."""
        return frozenset([entry.path for entry in self.entries])

    @cached_property
    def made_for(self) -> str:
        """Tells apart all that records depend on beside their files.

        That is the program, the framework, and the registers, whose language is their records'.
        """
        around = [(path, self.marks[path]) for path in sorted(framework_among(self.marks))]
        return hashlib.sha256(repr((__version__, self.resources, around)).encode()).hexdigest()

    def changed(self, before: Mapping[str, Any]) -> frozenset[str] | None:
        """The paths of records' files that are new, gone, or another than they were.

        None where anything has changed that may reach every page: the program, the framework, a
        register, or what risks are found in.
        """
        then = before["inputs"]
        if then["version"] != __version__ or then["resources"] != self.resources:
            return None
        moved = _differing(then["book"], self.marks) | (self.paths - self.settled)
        if framework_among(moved) or any(map(_is_discovery, moved)):
            return None
        return frozenset(filter(_is_of_a_record, moved))


def inputs_of(root: Path, tree: Tree) -> Inputs:
    """The state of everything that a build of the book in a folder reads, as it is now."""
    now = time.time_ns()
    entries = tree.entries()
    return Inputs(entries, settled(entries, now), head(root), _resources())


def framework_among(paths: Iterable[str]) -> frozenset[str]:
    """The files that any page may depend on; all others are records, or about one record."""
    return frozenset(path for path in paths if path in FRAMEWORK or path.endswith("/register.yml"))


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """The paths of files that are new, gone, or another than they were."""
    return {path for path, _ in now.items() ^ then.items()}


def _is_discovery(path: str) -> bool:
    """Whether a file is of what risks are found in; pages of risks and others show of that."""
    at = place(path)
    return is_table(path) or (at is not None and at.kind in DISCOVERY)


def _is_of_a_record(path: str) -> bool:
    at = place(path)
    return at is not None and path not in FRAMEWORK and at.kind is not Kind.REGISTER


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

"""What other programs call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from riskbook.clock import today_in
from riskbook.findings import Finding
from riskbook.reading.loading import Loaded, load
from riskbook.reading.paths import blobs_at
from riskbook.reading.trees import Tree, WorkTree
from riskbook.run import Judged, fails, find_faults, find_paths, judge


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check.

    ``judged`` is None while the framework files are not sound. ``failed`` says whether a finding
    is as grave as the book's ``fail_on`` or graver.
    """

    loaded: Loaded
    judged: Judged | None
    findings: tuple[Finding, ...]
    failed: bool


def check(book: Path | Tree, today: date | None = None) -> Checked:
    """Everything that is wrong with a book: a folder, or any tree.

    ``today`` is the day for rules of time; without it, the date now in the book's time zone.
    Raises :class:`riskbook.UnusableTreeError` where there is no book.
    """
    tree = WorkTree(book) if isinstance(book, Path) else book
    loaded = load(tree)
    judged = None
    if loaded.book is not None:
        day = today or today_in(loaded.book.settings.time_zone)
        blobs = partial(blobs_at, book) if isinstance(book, Path) else _nowhere
        judged = judge(loaded.book, day, find_paths(loaded.book, blobs))
    findings = find_faults(loaded, judged, tree)
    return Checked(loaded, judged, findings, fails(findings, loaded.foundation.fail_on))


def _nowhere() -> None:
    """What a tree that is no folder has around it."""

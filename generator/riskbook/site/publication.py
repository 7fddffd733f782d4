"""One build from end to end: what has changed since the last, the book and its faults, the site.

This is what ``build`` does and ``serve`` does again at every change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from riskbook.clock import today_in
from riskbook.findings import Finding
from riskbook.reading.forking import Child, begin, may_fork
from riskbook.reading.history import History, history
from riskbook.reading.loading import Loaded, load
from riskbook.reading.resources import catalogue, languages
from riskbook.reading.shelved import Shelf
from riskbook.reading.trees import WorkTree
from riskbook.run import Judged, fails, find_faults, judge
from riskbook.site.framing import Frame, Theme
from riskbook.site.front import Past
from riskbook.site.manifest import read_manifest
from riskbook.site.reach import Earlier, is_rewording, own_records, reached
from riskbook.site.withholding import Published, publish
from riskbook.site.writing import hold_for_site

if TYPE_CHECKING:
    from riskbook.site.building import Built

WORTH_A_FORK = 1000
"""Files: below that a process of its own for the rules costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A book read and judged, and what is known of the build before."""

    tree: WorkTree
    loaded: Loaded
    judged: Judged | None
    past: Past
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Refused:
    """The book has findings that stop a build; the site is as it was."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The site is published. ``findings`` counts those that did not stop the build."""

    built: Built
    findings: int


def prepare(past: Past, today: date | None) -> Prepared:
    """Read the book for a build, and judge it.

    ``today`` is the date now in the book's time zone unless given. Raises
    :class:`riskbook.reading.trees.UnusableTreeError` where there is no book.
    """
    tree = WorkTree(past.front.root)
    shelf = past.front.records(past.inputs)
    loaded = load(tree, past.inputs.entries, shelf)
    judged = None
    if loaded.book is not None:
        judged = judge(loaded.book, today or today_in(loaded.book.settings.time_zone))
    return Prepared(tree, loaded, judged, past, shelf)


def publish_prepared(ready: Prepared) -> Refused | Done:
    """Make of the site what has to be made again, unless the book has findings that stop it.

    Raises :class:`riskbook.site.writing.UnusableFolderError` for a folder that is somebody else's,
    :class:`riskbook.site.framing.EngineError` where MkDocs refuses, and ``OSError`` where the
    site cannot be written. In each of these cases the site is as it was.
    """
    tree, loaded, judged, past = ready.tree, ready.loaded, ready.judged, ready.past
    front = past.front
    hold_for_site(front.out, front.root)
    if judged is None:
        return Refused(find_faults(loaded, None, tree))
    verdict = _Verdict(ready, judged)
    from riskbook.site.building import build_site  # while the rules are at work

    published = publish(judged.book)
    known = history(front.root)
    earlier = _earlier(ready, judged, published, known)
    front.forget()
    try:
        with front.workplace() as kept:
            built = build_site(judged, published, known, front.out, kept, earlier, verdict.confirm)
    except _FaultyError:
        return Refused(find_faults(loaded, judged, tree))
    front.keep(
        {
            "time_zone": judged.book.settings.time_zone,
            "today": judged.today.isoformat(),
            "inputs": past.inputs.state,
            "outputs": front.outputs(),
            "said": past.before.get("said") or _up_to_date(front.out),
            "hidden": sorted(published.hidden),
            "changes": _changes(known),
            "frames": {key: frame.pieces for key, frame in built.theme.frames.items()},
            "theme": dict(built.theme.files),
        }
    )
    return Done(built, verdict.confirm())


class _FaultyError(Exception):
    """The book turned out to have findings that stop a build."""


class _Verdict:
    """The findings of a book, looked for in a process of its own while the pages are made.

    That process also keeps the records for the next run.
    """

    def __init__(self, ready: Prepared, judged: Judged) -> None:
        self._ready = ready
        self._judged = judged
        self._child: Child | None = None
        if ready.loaded.files >= WORTH_A_FORK and may_fork():
            self._child = begin(self._find)
        self._found: tuple[bool, int] | None = None if self._child else self._find()

    def confirm(self) -> int:
        """How many findings there are; raises where they stop the build."""
        if self._found is None:
            self._found = (self._child.result() if self._child else None) or self._find()
        faulty, count = self._found
        if faulty:
            raise _FaultyError
        return count

    def _find(self) -> tuple[bool, int]:
        loaded, past = self._ready.loaded, self._ready.past
        findings = find_faults(loaded, self._judged, self._ready.tree)
        past.front.keep_records(past.inputs, self._ready.shelf, loaded)
        return fails(findings, loaded.foundation.fail_on), len(findings)


def _earlier(
    ready: Prepared, judged: Judged, published: Published, known: History
) -> Earlier | None:
    """What may stay as it lies; None where every page has to be made."""
    past, loaded, shelf = ready.past, ready.loaded, ready.shelf
    before = past.before
    if not before or not past.inputs.is_same_frame(before):
        return None
    manifest = read_manifest(past.front.out)
    if manifest is None or before["hidden"] != sorted(published.hidden):
        return None
    then = before["inputs"]["book"]
    was, now = {}, {}
    for path in past.inputs.changed(before):
        if path in then:
            kept = shelf.records.get(path)
            if kept is None or kept.mark != then[path]:
                return None  # what it linked to is not known any more
            was[path] = kept.record
        if path in past.inputs.paths:
            if path not in loaded.sound:
                return None
            now[path] = loaded.sound[path].record
    alone = (
        past.inputs.commit == before["inputs"]["commit"]  # the stamp is on many pages
        and was.keys() == now.keys()
        and all(is_rewording(was[path], now[path]) for path in was)
    )
    again = own_records(now.values()) if alone else reached(judged.book, was.values(), now.values())
    theme = Theme(
        {key: Frame(tuple(pieces)) for key, pieces in before["frames"].items()}, before["theme"]
    )
    moved = _committed(judged, before["changes"], _changes(known))
    return Earlier(manifest.files, theme, again | moved, alone)


def _committed(judged: Judged, then: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """The records whose file has another last change: a commit since, or an edit taken back."""
    if then == now:
        return frozenset()
    book = judged.book
    return frozenset(
        record.id
        for shelf in (book.risks, book.plans, book.controls, book.processes)
        for record in shelf.values()
        if then.get(record.source.path) != now.get(record.source.path)
    )


def _changes(known: History) -> dict[str, str]:
    return {path: f"{one.commit} {one.date}" for path, one in known.changes.items()}


def _up_to_date(out: Path) -> dict[str, str]:
    """What the next build says when there is nothing to do, in every language: it reads nothing."""
    return {
        language: catalogue(language).word("cli.build.unchanged", out=str(out))
        for language in languages()
    }

"""One build from end to end: what has changed since the last, the book and its faults, the site.

This is what ``build`` does and ``serve`` does again at every change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from riskbook.clock import today_in
from riskbook.findings import Finding
from riskbook.reading.forking import Child, begin, may_fork
from riskbook.reading.history import History, history
from riskbook.reading.loading import Loaded, load
from riskbook.reading.paths import blobs_at
from riskbook.reading.resources import catalogue, languages
from riskbook.reading.shelved import Shelf
from riskbook.reading.trees import WorkTree
from riskbook.run import Judged, count_faults, fails, find_faults, find_paths, judge
from riskbook.site.edited import Edited, changed_since, edited_since, may_move_figures
from riskbook.site.framing import Frame, Theme
from riskbook.site.front import Past
from riskbook.site.manifest import Manifest
from riskbook.site.pictures import Studio, open_studio
from riskbook.site.reach import Earlier, own_records, reached, unreached
from riskbook.site.telling import with_past
from riskbook.site.withholding import Published, publish
from riskbook.site.writing import hold_for_site

if TYPE_CHECKING:
    from riskbook.site.building import Built

WORTH_A_FORK = 1000
"""Files: below that a process of its own for the rules costs more than it saves."""


class Prepared(NamedTuple):
    """A book read and judged, and what is known of the build before.

    ``edited`` is None where anything may have changed, ``studio`` where no image has to be drawn,
    as far as can be told yet.
    """

    tree: WorkTree
    loaded: Loaded
    judged: Judged | None
    past: Past
    shelf: Shelf
    edited: Edited | None = None
    studio: Studio | None = None


class Refused(NamedTuple):
    """The book has findings that stop a build; the site is as it was."""

    findings: tuple[Finding, ...]


class Done(NamedTuple):
    """The site is published. ``findings`` counts those that did not stop the build."""

    built: Built
    findings: int


def prepare(past: Past, today: date | None) -> Prepared:
    """Read the book for a build, and judge it.

    ``today`` is the date now in the book's time zone unless given. Raises
    :class:`riskbook.reading.trees.UnusableTreeError` where there is no book.
    """
    front = past.front
    tree = WorkTree(front.root)
    changed = changed_since(past)
    # Getting ready takes a while: it begins before it is clear whether there is anything to draw.
    studio = open_studio() if may_move_figures(past, changed) else None
    shelf = front.records(past.inputs)
    loaded = load(tree, past.inputs.entries, shelf)
    edited = edited_since(past, changed, loaded, shelf)
    if studio is not None and not (edited and edited.moves_figures):
        studio.close()
        studio = None
    judged = None
    if loaded.book is not None:
        day = today or today_in(loaded.book.settings.time_zone)
        judged = judge(loaded.book, day, find_paths(loaded.book, lambda: blobs_at(front.root)))
    return Prepared(tree, loaded, judged, past, shelf, edited, studio)


def publish_prepared(ready: Prepared) -> Refused | Done:
    """Make of the site what has to be made again, unless the book has findings that stop it.

    Raises :class:`riskbook.site.writing.UnusableFolderError` for a folder that is somebody else's,
    :class:`riskbook.site.framing.EngineError` where MkDocs refuses, and ``OSError`` where the
    site cannot be written. In each of these cases the site is as it was.
    """
    try:
        return _publish(ready)
    finally:
        if ready.studio is not None:
            ready.studio.close()


def _publish(ready: Prepared) -> Refused | Done:
    tree, loaded, judged, past = ready.tree, ready.loaded, ready.judged, ready.past
    front = past.front
    manifest = hold_for_site(front.out, front.root)
    if judged is None:
        return Refused(find_faults(loaded, None, tree))
    verdict = _Verdict(ready, judged)
    from riskbook.site.building import build_site  # while the rules are at work

    published = publish(judged.book)
    known = history(front.root)
    earlier = _earlier(ready, judged, published, known, manifest)
    front.forget()
    try:
        with front.workplace() as kept:
            told = with_past(published, front.root, kept.own)
            built = build_site(judged, told, known, front.out, kept, earlier, verdict.confirm)
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
            "lasting": verdict.found().lasting,
            "frames": {key: frame.pieces for key, frame in built.theme.frames.items()},
            "theme": dict(built.theme.files),
            "lines": front.lines(),
            "plans": _standing_of_plans(judged),
            "paths": {name: list(blobs) for name, blobs in (judged.paths or {}).items()},
        }
    )
    return Done(built, verdict.found().number)


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
            self._child = begin(lambda: tuple(self._find()))
        self._found: _Found | None = None if self._child else self._find()

    def confirm(self) -> None:
        """Raise where there are findings that stop the build."""
        if self.found().faulty:
            raise _FaultyError

    def found(self) -> _Found:
        """What the rules say, once they are done."""
        if self._found is None:
            answer = self._child.result() if self._child else None
            self._found = _Found(*answer) if answer else self._find()
        return self._found

    def _find(self) -> _Found:
        from riskbook.rules.again import lasting

        ready, past = self._ready, self._ready.past
        loaded = ready.loaded
        risks = ready.edited.risks if ready.edited else None
        standing: list[tuple[str, ...]] = []  # none of these stopped the build before
        if risks is None:
            findings = count_faults(loaded, self._judged, ready.tree)
        else:
            findings = count_faults(loaded, self._judged, ready.tree, set(risks.values()))
            standing = [tuple(kept) for kept in past.before["lasting"] if kept[1] not in risks]
        past.front.keep_records(past.inputs, ready.shelf, loaded)
        return _Found(
            fails(findings, loaded.foundation.fail_on),
            len(findings) + len(standing),
            [*standing, *map(tuple, lasting(findings))],
        )


class _Found(NamedTuple):
    """Whether findings stop the build, how many there are, and which will last till next time."""

    faulty: bool
    number: int
    lasting: list[tuple[str, ...]]


def _earlier(
    ready: Prepared,
    judged: Judged,
    published: Published,
    known: History,
    manifest: Manifest | None,
) -> Earlier | None:
    """What may stay as it lies; None where every page has to be made."""
    before, edited = ready.past.before, ready.edited
    if edited is None or before["hidden"] != sorted(published.hidden) or manifest is None:
        return None
    was, now = edited.was.values(), edited.now.values()
    alone = edited.is_rewording(judged.links)
    own = own_records((*was, *now))
    again = own if alone else reached(judged.book, judged.links, was, now)
    theme = Theme(
        {key: Frame(tuple(pieces)) for key, pieces in before["frames"].items()}, before["theme"]
    )
    moved = _committed(judged, before["changes"], _changes(known))
    plans_stand = not published.hidden and before["plans"] == _standing_of_plans(judged)
    still = unreached(judged.book, was, now, again, plans_stand=plans_stand)
    return Earlier(
        files=manifest.files,
        theme=theme,
        own=own,
        again=again | moved,
        alone=alone,
        restated=edited.restates,
        told=ready.past.front.lines() == before["lines"],
        still=frozenset() if edited.is_committed else still,
        studio=ready.studio,
    )


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


def _standing_of_plans(judged: Judged) -> str:
    """Tells one standing of all plans from another."""
    return hashlib.sha256(repr(judged.plan_states).encode()).hexdigest()


def _changes(known: History) -> dict[str, str]:
    return {path: f"{one.commit} {one.date}" for path, one in known.changes.items()}


def _up_to_date(out: Path) -> dict[str, str]:
    """What the next build says when there is nothing to do, in every language: it reads nothing."""
    return {
        language: catalogue(language).word("cli.build.unchanged", out=str(out))
        for language in languages()
    }

"""The site as it would have been at a commit or on a day, under the criteria of then.

Git is the history, so there are no snapshots to keep: the book is read from the commit. What is
confidential today is withheld however public it was. A past state cannot be mended any more, so
findings do not stop it; only a framework that cannot be read does.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zoneinfo import ZoneInfo

from riskbook.reading.history import History, history
from riskbook.reading.loading import Loaded, load
from riskbook.reading.paths import blobs_at
from riskbook.reading.repository import day_named, day_of, resolve
from riskbook.reading.trees import GitTree, WorkTree
from riskbook.run import Judged, find_faults, find_paths, judge
from riskbook.site.building import build_site
from riskbook.site.front import Workplace
from riskbook.site.publication import Done, Refused
from riskbook.site.telling import Telling, with_past
from riskbook.site.withholding import publish
from riskbook.site.writing import hold_for_site


class BackIssue(NamedTuple):
    """The book at a commit, judged on the day that counts as today."""

    root: Path
    commit: str
    tree: GitTree
    loaded: Loaded
    judged: Judged | None
    hidden_now: frozenset[str]


def back_issue(root: Path, name: str, today: date | None) -> BackIssue:
    """The book in a folder at a commit, tag, branch or date.

    ``today`` is the date that was named, else the day of the commit in the time zone of the book.
    Raises :class:`riskbook.reading.unusable.UnusableTreeError` where there is no such commit or no
    book in it.
    """
    now = load(WorkTree(root)).book
    zone = now.settings.time_zone if now else "UTC"
    commit = resolve(root, name, zone)
    tree = GitTree(root, commit)
    loaded = load(tree)
    book = loaded.book
    judged = None
    if book is not None:
        day = today or day_named(name) or day_of(root, commit, ZoneInfo(book.settings.time_zone))
        judged = judge(book, day, find_paths(book, lambda: blobs_at(root, commit)))
    shelves = (now.risks, now.plans, now.controls, now.processes) if now else ()
    hidden = frozenset(
        record.id for shelf in shelves for record in shelf.values() if record.confidential
    )
    return BackIssue(root, commit, tree, loaded, judged, hidden)


def publish_back_issue(
    issue: BackIssue, out: Path, telling: Telling = Telling.WHOLE
) -> Refused | Done:
    """Make the site of a back issue. Raises as :func:`publication.publish_prepared` does."""
    hold_for_site(out, issue.root)
    if issue.judged is None:
        return Refused(find_faults(issue.loaded, None, issue.tree))
    with TemporaryDirectory(prefix="riskbook-") as folder:
        here = Path(folder)
        kept = Workplace(here, here, here)
        published = publish(issue.judged.book, issue.hidden_now)
        told, known = published, History(issue.commit)
        if telling is Telling.WHOLE:
            told = with_past(published, issue.root, kept.own, issue.commit)
            known = history(issue.root, issue.commit)
        return Done(build_site(issue.judged, told, known, out, kept), findings=0)

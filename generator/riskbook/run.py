"""The whole run on one screen: a tree is read, judged on a day, and found right or wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING

from riskbook.assessing.levels import level
from riskbook.assessing.stand import stand
from riskbook.findings import Finding, Severity, in_order
from riskbook.model.book import Book
from riskbook.model.links import link
from riskbook.reading.loading import Loaded
from riskbook.reading.paths import matching
from riskbook.reading.trees import Tree
from riskbook.reviewing.basis import Paths, patterns_in
from riskbook.reviewing.due import attest
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.plans import plan_states

if TYPE_CHECKING:
    from riskbook.rules import Evidence, Past

__all__ = ["Judged", "fails", "find_faults", "find_faults_again", "find_paths", "judge"]


def judge(book: Book, today: date, paths: Paths | None = None) -> Judged:
    """Levels, sign-offs, ranks, plans: all that the site shows and the rules look at.

    ``paths`` holds the files of the repository that match each pattern that risks rest on; None
    where nobody can tell.
    """
    links = link(book)
    levels = level(book)
    attested = attest(book, links, levels, today, paths)
    standing = stand(book, levels, attested)
    plans = plan_states(book, links, levels, today)
    return Judged(book, links, levels, standing, plans, today, paths)


def find_paths(book: Book, blobs: Callable[[], Mapping[str, str] | None]) -> Paths | None:
    """The files that match each pattern that risks of the book rest on; None without git.

    ``blobs`` gives every file of the repository, and is asked only where there is a pattern.
    """
    patterns = patterns_in(book)
    if not patterns:
        return {}
    found = blobs()
    return matching(patterns, found) if found is not None else None


def find_faults(
    loaded: Loaded,
    judged: Judged | None,
    tree: Tree,
    base: Judged | None = None,
    history: Past | None = None,
) -> tuple[Finding, ...]:
    """Every finding with its place, in order, as gravely as the book takes it.

    ``base`` is the book before the change, for the rules that compare; ``history`` what only the
    repository tells.
    """
    from riskbook.rules import inspect

    found = inspect(_evidence(judged, base, history)) if judged else ()
    return _with_places(loaded, found, tree)


def find_faults_again(
    loaded: Loaded, judged: Judged, tree: Tree, changed: AbstractSet[str]
) -> tuple[Finding, ...]:
    """The same, but for what still stands of all other risks than those ``changed`` since.

    :func:`riskbook.rules.again.inspect_again` says when this may be asked.
    """
    from riskbook.rules.again import inspect_again

    return _with_places(loaded, inspect_again(_evidence(judged), changed), tree)


def _evidence(judged: Judged, base: Judged | None = None, history: Past | None = None) -> Evidence:
    from riskbook.rules import Evidence

    return Evidence(
        judged.book,
        judged.links,
        judged.levels,
        judged.standing,
        judged.plan_states,
        judged.today,
        base,
        history,
    )


def _with_places(loaded: Loaded, found: Iterable[Finding], tree: Tree) -> tuple[Finding, ...]:
    """What reading found and what rules did, each at its place in the file."""
    from riskbook.reading.pinpointing import pinpoint
    from riskbook.rules import weigh

    read = weigh(loaded.findings, loaded.foundation.severities)
    return in_order(pinpoint((*read, *found), tree))


def fails(findings: tuple[Finding, ...], threshold: Severity) -> bool:
    """Whether any finding is at the threshold or worse."""
    return any(found.severity.gravity <= threshold.gravity for found in findings)

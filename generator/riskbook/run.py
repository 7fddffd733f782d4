"""The whole run on one screen: a tree is read, judged on a day, and found right or wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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

__all__ = ["Judged", "count_faults", "fails", "find_faults", "find_paths", "judge"]


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
    from riskbook.reading.pinpointing import pinpoint
    from riskbook.rules import inspect, weigh

    read = weigh(loaded.findings, loaded.foundation.severities)
    found = inspect(_evidence(judged, base, history)) if judged else ()
    return in_order(pinpoint((*read, *found), tree))


def count_faults(
    loaded: Loaded, judged: Judged, tree: Tree, changed: AbstractSet[str] | None = None
) -> tuple[Finding, ...]:
    """The same findings for who only counts them: in no order, and most without their places.

    Where ``changed`` is given, without what still stands of all other risks than these ids:
    :func:`riskbook.rules.again.look_again` says when that may be asked.
    """
    from riskbook.rules import look, weigh
    from riskbook.rules.again import look_again

    view = _evidence(judged)
    read = tuple(weigh(loaded.findings, loaded.foundation.severities))
    told = {(found.code, found.location.path) for found in read}
    once: dict[tuple[str, str, str], list[Finding]] = {}
    for found in look(view) if changed is None else look_again(view, changed):
        alike = once.setdefault((found.code, found.location.path, found.pointer), [])
        if found not in alike:
            alike.append(found)
    by_rules = [found for alike in once.values() for found in alike]
    # Rules and reading may find the same fault; then its place must show that it is the same.
    both = [found for found in by_rules if (found.code, found.location.path) in told]
    rest = (found for found in by_rules if (found.code, found.location.path) not in told)
    return (*in_order((*read, *_pinpointed(both, tree))), *rest)


def _pinpointed(findings: Sequence[Finding], tree: Tree) -> Iterable[Finding]:
    if not findings:
        return ()
    from riskbook.reading.pinpointing import pinpoint

    return pinpoint(findings, tree)


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


def fails(findings: tuple[Finding, ...], threshold: Severity) -> bool:
    """Whether any finding is at the threshold or worse."""
    return any(found.severity.gravity <= threshold.gravity for found in findings)

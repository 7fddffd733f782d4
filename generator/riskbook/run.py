"""The whole run on one screen: a tree is read, judged on a day, and found right or wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

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

__all__ = ["Judged", "fails", "find_faults", "find_paths", "judge"]


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
    loaded: Loaded, judged: Judged | None, tree: Tree, base: Judged | None = None
) -> tuple[Finding, ...]:
    """Every finding with its place, in order, as gravely as the book takes it.

    ``base`` is the book before the change, for the rules that compare.
    """
    from riskbook.reading.pinpointing import pinpoint
    from riskbook.rules import Evidence, inspect, weigh

    found = list(weigh(loaded.findings, loaded.foundation.severities))
    if judged is not None:
        found += inspect(
            Evidence(
                judged.book,
                judged.links,
                judged.levels,
                judged.standing,
                judged.plan_states,
                judged.today,
                base,
            )
        )
    return in_order(pinpoint(found, tree))


def fails(findings: tuple[Finding, ...], threshold: Severity) -> bool:
    """Whether any finding is at the threshold or worse."""
    return any(found.severity.gravity <= threshold.gravity for found in findings)

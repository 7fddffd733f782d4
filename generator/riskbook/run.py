"""The whole run on one screen: a tree is read, judged on a day, and found right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from riskbook.assessing.levels import level
from riskbook.assessing.stand import stand
from riskbook.assessing.standing import BookStanding, PlanState, Stages
from riskbook.findings import Finding, Severity, in_order
from riskbook.model.book import Book
from riskbook.model.links import Links, link
from riskbook.reading.loading import Loaded
from riskbook.reading.trees import Tree
from riskbook.reviewing.basis import Paths
from riskbook.reviewing.due import attest
from riskbook.reviewing.plans import plan_states


@dataclass(frozen=True, slots=True)
class Judged:
    """A book and everything that follows from it on a day."""

    book: Book
    links: Links
    levels: Mapping[str, Stages]
    standing: BookStanding
    plan_states: Mapping[str, PlanState]
    today: date
    paths: Paths | None = None


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


def find_faults(loaded: Loaded, judged: Judged | None, tree: Tree) -> tuple[Finding, ...]:
    """Every finding with its place, in order, as gravely as the book takes it."""
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
            )
        )
    return in_order(pinpoint(found, tree))


def fails(findings: tuple[Finding, ...], threshold: Severity) -> bool:
    """Whether any finding is at the threshold or worse."""
    return any(found.severity.gravity <= threshold.gravity for found in findings)

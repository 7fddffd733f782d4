"""The pages about how risks are found: which there are, and what makes each.

A book without any such record has none of them, and no entry for them in the navigation. All are
about many records or depend on the day, so they are made whenever more than prose has changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.site.addresses import DISCOVERY_LISTS
from riskbook.site.edition import Edition
from riskbook.site.views.checklists import checklist_pages
from riskbook.site.views.coverage import coverage_view
from riskbook.site.views.feedback import feedback_pages
from riskbook.site.views.fishbones import fishbone_pages
from riskbook.site.views.incidents import incident_pages
from riskbook.site.views.indicators import indicator_pages
from riskbook.site.views.sessions import session_pages
from riskbook.site.views.tickets import ticket_pages
from riskbook.site.wing import Leaf, sections


def discovery_pages(edition: Edition) -> Iterator[Leaf]:
    """Every page about how risks are found."""
    lists = sections(edition.site.book)
    yield Leaf("coverage", DISCOVERY_LISTS["coverage"], coverage_view(edition, lists), "coverage")
    yield from ticket_pages(edition)
    yield from feedback_pages(edition)
    yield from session_pages(edition)
    yield from fishbone_pages(edition)
    yield from checklist_pages(edition)
    yield from incident_pages(edition)
    yield from indicator_pages(edition)

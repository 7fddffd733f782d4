"""The views of all pages about many records, which a change of one record's prose does not need."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from riskbook.site.addresses import SUMMARIES
from riskbook.site.edition import Edition
from riskbook.site.views.actions import actions_view
from riskbook.site.views.changes import changes_view
from riskbook.site.views.control import controls_view
from riskbook.site.views.matrix import matrix_page
from riskbook.site.views.method import method_view
from riskbook.site.views.overview import overview
from riskbook.site.views.plan import plans_view
from riskbook.site.views.processes import processes_view
from riskbook.site.views.register import register_view
from riskbook.site.views.reviews import quarter_view, reviews_view
from riskbook.site.views.search import search_view

_SUMMARIES: dict[str, Callable[[Edition], object]] = {
    "overview": overview,
    "register": register_view,
    "matrix": matrix_page,
    "plans": plans_view,
    "controls": controls_view,
    "processes": processes_view,
    "reviews": reviews_view,
    "actions": actions_view,
    "quarter": quarter_view,
    "changes": changes_view,
    "method": method_view,
    "search": search_view,
}


def summary_views(edition: Edition, still: Container[str]) -> Iterator[tuple[str, str, object]]:
    """Kind, path and view of each page about many records that is not ``still`` as it lies."""
    for kind, path in SUMMARIES.items():
        if path not in still:
            yield kind, path, _SUMMARIES[kind](edition)

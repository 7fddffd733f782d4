"""The views of all pages about many records, which a change of one record's prose does not need."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Protocol

from riskbook.site.addresses import ROLLUPS, SUMMARIES
from riskbook.site.edition import Edition
from riskbook.site.groups import Groups
from riskbook.site.views.actions import actions_view
from riskbook.site.views.changes import changes_view
from riskbook.site.views.control import controls_view
from riskbook.site.views.department import department_view, departments_view
from riskbook.site.views.matrix import matrix_page
from riskbook.site.views.method import method_view
from riskbook.site.views.overview import overview
from riskbook.site.views.owner import owner_view, owners_view
from riskbook.site.views.plan import plans_view
from riskbook.site.views.process import processes_view
from riskbook.site.views.register import register_view
from riskbook.site.views.register_home import register_home_view, registers_view
from riskbook.site.views.reviews import quarter_view, reviews_view
from riskbook.site.views.search import search_view
from riskbook.site.views.service import service_view, services_view

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
_ROLLUPS: dict[str, Callable[[Edition, Groups], object]] = {
    "services": services_view,
    "departments": departments_view,
    "owners": owners_view,
    "registers": registers_view,
}


class RollupPage(Protocol):
    """What the pages of services, departments, owners and registers are made from."""

    @property
    def title(self) -> str:
        """Whose page it is; may be marked up."""
        ...


def summary_views(edition: Edition, still: Container[str]) -> Iterator[tuple[str, str, object]]:
    """Kind, path and view of each page about many records that is not ``still`` as it lies."""
    for kind, path in SUMMARIES.items():
        if path not in still:
            yield kind, path, _SUMMARIES[kind](edition)


def rollup_lists(edition: Edition, grouped: Groups) -> Iterator[tuple[str, str, object]]:
    """Kind, path and view of each list of what risks roll up to."""
    for kind, path in ROLLUPS.items():
        yield kind, path, _ROLLUPS[kind](edition, grouped)


def rollup_pages(edition: Edition, grouped: Groups) -> Iterator[tuple[str, str, str, RollupPage]]:
    """Kind, folder, key and view of the page of each service, department, owner and register."""
    book = edition.site.book
    makers: tuple[tuple[str, str, Iterable[str], Callable[..., RollupPage]], ...] = (
        ("service", "services", book.services.services, service_view),
        ("department", "departments", book.organization.departments, department_view),
        ("owner", "owners", grouped.duties, owner_view),
        ("register-home", "registers", book.registers, register_home_view),
    )
    for kind, folder, keys, view in makers:
        for key in keys:
            yield kind, folder, key, view(edition, grouped, key)

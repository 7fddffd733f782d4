"""The views of the pages of what risks roll up to: services, departments, owners, registers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from riskbook.site.addresses import ROLLUPS
from riskbook.site.edition import Edition
from riskbook.site.groups import Groups
from riskbook.site.views.department import department_view, departments_view
from riskbook.site.views.owner import owner_view, owners_view
from riskbook.site.views.register_home import register_home_view, registers_view
from riskbook.site.views.service import service_view, services_view

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

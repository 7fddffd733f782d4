"""Services: their list with the systems and suppliers behind them, and the page of one service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from riskbook.site.edition import UP, Edition
from riskbook.site.groups import Groups
from riskbook.site.homes import department_home, register_home, service_home
from riskbook.site.views.dependency import (
    DependencyView,
    Need,
    dependencies,
    dependents,
    needs,
    uses,
)
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.rollup import (
    RiskTable,
    Rollups,
    Where,
    risk_table,
    rollup_row,
    rollups,
    where,
)
from riskbook.site.views.selection import those_of
from riskbook.site.views.support import SupportList, supports
from riskbook.site.views.tally import tally

LISTED = 8
"""Risks beside an objective before the rest are only counted."""


class ServicesView(NamedTuple):
    """The list of services, and of what they depend on."""

    list: Rollups
    dependencies: tuple[DependencyView, ...]


class ObjectiveView(NamedTuple):
    """An objective and the open risks that threaten it, worst first."""

    words: str
    risks: tuple[PlanRisk, ...]
    more: str


class ServiceView(NamedTuple):
    """A service's page. ``dependents`` are nodes of other services that depend on it."""

    title: str
    department: str
    importance: str
    registers: str
    where: Where
    objectives: tuple[ObjectiveView, ...]
    table: RiskTable
    supports: tuple[SupportList, ...]
    needs: tuple[Need, ...]
    dependents: tuple[str, ...]


def services_view(edition: Edition, groups: Groups) -> ServicesView:
    """All services, worst first, then the systems and suppliers that their processes need."""
    words, rows = edition.words, []
    for key, service in edition.site.book.services.services.items():
        selection = those_of("service", key, groups.of_service.get(key, ()), "")
        counted = tally(edition, selection.risks)
        detail = words.fill(
            "rollup.of-department",
            department=department_home(edition, service.department, ""),
            importance=words.say("importance", count=service.importance),
        )
        name = service_home(edition, key, "")
        rows.append((rollup_row(edition, name, detail, counted, selection), counted))
    return ServicesView(rollups(edition, "services", rows), dependencies(edition))


def service_view(edition: Edition, groups: Groups, key: str) -> ServiceView:
    """The page of one service."""
    book, words = edition.site.book, edition.words
    service = book.services.services[key]
    selection = those_of("service", key, groups.of_service.get(key, ()))
    risks = [edition.risks[risk] for risk in selection.risks]
    table = risk_table(edition, selection)
    processes = book.processes.values()
    using = uses(processes).get(key, ())
    return ServiceView(
        title=edition.names.services[key],
        department=department_home(edition, service.department),
        importance=words.say("importance", count=service.importance),
        registers=words.listing(
            register_home(edition, name)
            for name, register in book.registers.items()
            if key in register.services
        ),
        where=where(edition, selection),
        objectives=tuple(
            _objective(
                edition,
                words.text(text),
                [risk.id for risk in risks if risk.objective == objective],
            )
            for objective, text in service.objectives
        ),
        table=table._replace(rows=tuple(row._replace(service="") for row in table.rows)),
        supports=supports(
            edition,
            sorted({risk.plan for risk in risks}),
            sorted({control for risk in risks for control in risk.controls}),
            _own(edition, key),
        ),
        needs=needs(edition, (process for process in processes if process.service == key)),
        dependents=dependents(
            edition, ((process, node) for process, node in using if process.service != key), UP
        ),
    )


def _own(edition: Edition, key: str) -> Iterable[str]:
    return (one.id for one in edition.site.book.processes.values() if one.service == key)


def _objective(edition: Edition, words: str, risks: list[str]) -> ObjectiveView:
    rest = len(risks) - LISTED
    return ObjectiveView(
        words,
        tuple(
            PlanRisk(edition.risk(key), edition.names.chip(edition.stages(key).current))
            for key in risks[:LISTED]
        ),
        edition.words.say("attention.rest", count=rest) if rest > 0 else "",
    )

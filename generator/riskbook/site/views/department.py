"""Departments: their list, and the page of one department."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.model.book import Person
from riskbook.site.edition import UP, Edition
from riskbook.site.groups import Groups
from riskbook.site.homes import department_home, owner_home, register_home, service_home
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
from riskbook.site.views.tally import tally


class ServiceLine(NamedTuple):
    """A service of the department, and how many open risks at which worst level it has."""

    name: str
    importance: str
    chip: str
    risks: str


class RoleHolders(NamedTuple):
    """Who holds a role today."""

    role: str
    people: str


class DepartmentView(NamedTuple):
    """A department's page. The risks are those of its services."""

    title: str
    registers: str
    where: Where
    services: tuple[ServiceLine, ...]
    people: tuple[RoleHolders, ...]
    table: RiskTable


def departments_view(edition: Edition, groups: Groups) -> Rollups:
    """All departments, worst first."""
    rows = []
    for key in edition.site.book.organization.departments:
        selection = those_of("department", key, groups.of_department.get(key, ()), "")
        counted = tally(edition, selection.risks)
        detail = edition.words.listing(service_home(edition, one, "") for one in _own(edition, key))
        name = department_home(edition, key, "")
        rows.append((rollup_row(edition, name, detail, counted, selection), counted))
    return rollups(edition, "departments", rows)


def department_view(edition: Edition, groups: Groups, key: str) -> DepartmentView:
    """The page of one department."""
    selection = those_of("department", key, groups.of_department.get(key, ()))
    return DepartmentView(
        title=edition.names.departments[key],
        registers=edition.words.listing(
            register_home(edition, name)
            for name, register in edition.site.book.registers.items()
            if register.department == key
        ),
        where=where(edition, selection),
        services=tuple(_service(edition, groups, one) for one in _own(edition, key)),
        people=_people(edition, groups, key),
        table=risk_table(edition, selection),
    )


def _own(edition: Edition, key: str) -> tuple[str, ...]:
    services = edition.site.book.services.services.values()
    return tuple(service.key for service in services if service.department == key)


def _service(edition: Edition, groups: Groups, key: str) -> ServiceLine:
    counted = tally(edition, groups.of_service.get(key, ()))
    worst = counted.worst
    return ServiceLine(
        service_home(edition, key, UP),
        edition.words.say("importance", count=edition.site.book.services.services[key].importance),
        "" if worst is None else edition.names.levels[-1 - worst].chip,
        edition.words.say("count.open-risks", count=counted.open),
    )


def _people(edition: Edition, groups: Groups, key: str) -> tuple[RoleHolders, ...]:
    """Who holds which role for the department today, then its people who hold none."""
    people = edition.site.book.organization.people.values()
    held = {person.key: _held(edition, person, key) for person in people}
    lists = [
        (edition.names.holder(role), [one for one in people if role in held[one.key]])
        for role in edition.site.book.organization.roles
    ]
    idle = [one for one in people if one.department == key and not held[one.key]]
    lists.append((edition.words.say("department.others"), idle))
    return tuple(
        RoleHolders(
            role,
            edition.words.listing(
                owner_home(edition, one.key)
                if one.key in groups.duties
                else edition.names.holder(one.key)
                for one in holders
            ),
        )
        for role, holders in lists
        if holders
    )


def _held(edition: Edition, person: Person, department: str) -> frozenset[str]:
    """The roles that a person holds today for a department, or for the whole book from there."""
    return frozenset(
        one.role
        for one in person.roles
        if one.held_on(edition.site.today) and (one.department or person.department) == department
    )

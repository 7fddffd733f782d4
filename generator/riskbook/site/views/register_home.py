"""Registers: their list, and the page of one register, which is the front page of its part."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.site.edition import Edition
from riskbook.site.groups import Groups
from riskbook.site.homes import department_home, register_home, service_homes
from riskbook.site.views.overview import Ranked, ranked
from riskbook.site.views.rollup import Rollups, Where, rollup_row, rollups, where
from riskbook.site.views.selection import those_of
from riskbook.site.views.support import SupportList, supports
from riskbook.site.views.tally import tally

TOP = 10
"""Risks in the list of the worst."""


class RegisterHome(NamedTuple):
    """A register's page. ``onward`` leads to the table of all its risks."""

    title: str
    scope: str
    department: str
    services: str
    where: Where
    top: tuple[Ranked, ...]
    onward: str
    href: str
    supports: tuple[SupportList, ...]


def registers_view(edition: Edition, groups: Groups) -> Rollups:
    """All registers, worst first."""
    rows = []
    for key, register in edition.site.book.registers.items():
        selection = those_of("register", key, groups.of_register.get(key, ()), "")
        counted = tally(edition, selection.risks)
        name, detail = (
            register_home(edition, key, ""),
            department_home(edition, register.department, ""),
        )
        rows.append((rollup_row(edition, name, detail, counted, selection), counted))
    return rollups(edition, "registers", rows)


def register_home_view(edition: Edition, groups: Groups, key: str) -> RegisterHome:
    """The page of one register."""
    book, words = edition.site.book, edition.words
    register = book.registers[key]
    selection = those_of("register", key, groups.of_register.get(key, ()))
    return RegisterHome(
        title=edition.names.registers[key],
        scope=words.text(register.scope),
        department=department_home(edition, register.department),
        services=service_homes(edition, register.services),
        where=where(edition, selection),
        top=tuple(ranked(edition, risk, "../") for risk in selection.risks[:TOP]),
        onward=words.say("rollup.all-risks", count=len(selection.risks)),
        href=selection.href,
        supports=supports(
            edition,
            (one.id for one in edition.plans.values() if one.source.register == key),
            (),
            (one.id for one in book.processes.values() if one.source.register == key),
        ),
    )

"""The pages of registers, services, departments and owners, as other pages name them.

Whoever a record names as answering for something has a page (:mod:`riskbook.site.duties`), so a
record's page may link to it without looking at other records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riskbook.site import elements
from riskbook.site.edition import UP, Edition


def register_home(edition: Edition, key: str, base: str = UP) -> str:
    """A register's name with a link to its page; ``base`` leads from that page to the root."""
    return _home("registers", edition.names.registers, key, base)


def service_home(edition: Edition, key: str, base: str = UP) -> str:
    """A service's name with a link to its page."""
    return _home("services", edition.names.services, key, base)


def department_home(edition: Edition, key: str, base: str = UP) -> str:
    """A department's name with a link to its page."""
    return _home("departments", edition.names.departments, key, base)


def owner_home(edition: Edition, key: str, base: str = UP) -> str:
    """The name of a person or role that answers for something, with a link to its page."""
    return _home("owners", edition.names.holders, key, base)


def dependency_home(edition: Edition, key: str, base: str = UP) -> str:
    """A system or supplier, or a service, that something depends on."""
    if key in edition.names.services or key not in edition.names.dependencies:
        return service_home(edition, key, base)
    return elements.link(f"{base}services.html#{key}", edition.names.dependencies[key])


def service_homes(edition: Edition, keys: Iterable[str], base: str = UP) -> str:
    """Several services in a row."""
    return edition.words.listing([service_home(edition, key, base) for key in keys])


def _home(folder: str, names: Mapping[str, str], key: str, base: str) -> str:
    """The key itself where the book does not know it: then there is no page to lead to."""
    name = names.get(key)
    return key if name is None else elements.link(f"{base}{folder}/{key}.html", name)

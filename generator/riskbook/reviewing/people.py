"""Who somebody is before a reader: a person, or a role and those who hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from riskbook.model.book import Organization
from riskbook.model.criteria import Authority
from riskbook.reviewing.authority import holds
from riskbook.reviewing.naming import called
from riskbook.wording.saying import Text


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person or a role by key and name; ``people`` are those who hold a role, by key."""

    key: str
    name: Text | str
    people: tuple[tuple[str, Text], ...] = ()


def somebody(key: str, organization: Organization, today: date) -> Somebody:
    """A person, or a role and the people who hold it on a day."""
    people = (
        ()
        if key in organization.people
        else tuple(
            (person.key, person.name)
            for person in organization.people.values()
            if holds(organization, person.key, key, today, None)
        )
    )
    return Somebody(key, called(organization, key), people)


def holders(
    authorities: Sequence[Authority],
    departments: tuple[str, ...],
    organization: Organization,
    today: date,
    authors: Sequence[str] = (),
) -> tuple[Somebody, ...]:
    """The roles of some authorities, and the people who may sign in them on a day.

    ``departments`` are those concerned. Whoever is an author of the change is not among them.
    """
    roles = dict.fromkeys(role for authority in authorities for role in authority.any_of)
    return tuple(
        Somebody(
            role,
            called(organization, role),
            tuple(
                (person.key, person.name)
                for person in organization.people.values()
                if person.key not in authors
                and any(
                    role in each.any_of
                    and _acts(organization, each, person.key, role, today, departments)
                    for each in authorities
                )
            ),
        )
        for role in roles
    )


def _acts(
    organization: Organization,
    authority: Authority,
    person: str,
    role: str,
    day: date,
    departments: tuple[str, ...],
) -> bool:
    concerned = ("",) if authority.whole_book else departments or ("",)
    return all(holds(organization, person, role, day, each) for each in concerned)

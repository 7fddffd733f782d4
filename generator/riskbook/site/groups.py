"""What risks roll up to: register, service, department, owner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from riskbook.model.terms import Status
from riskbook.site.duties import Duties, duties
from riskbook.site.edition import Edition
from riskbook.site.views.register import department_of, register_order


class Groups(NamedTuple):
    """Ids of open risks by key, worst first: those not assessed, then by rank.

    ``duties`` is what else each owner answers for; it has all owners, those without a risk too.
    """

    of_register: Mapping[str, tuple[str, ...]]
    of_service: Mapping[str, tuple[str, ...]]
    of_department: Mapping[str, tuple[str, ...]]
    of_owner: Mapping[str, tuple[str, ...]]
    duties: Mapping[str, Duties]


def groups(edition: Edition) -> Groups:
    """The groups of a book, in one walk over its risks."""
    register: dict[str, list[str]] = defaultdict(list)
    service: dict[str, list[str]] = defaultdict(list)
    department: dict[str, list[str]] = defaultdict(list)
    owner: dict[str, list[str]] = defaultdict(list)
    for key in register_order(edition):
        risk = edition.risks[key]
        if risk.status is not Status.OPEN:
            continue
        register[risk.source.register].append(key)
        service[risk.service].append(key)
        department[department_of(edition, risk)].append(key)
        owner[risk.owner].append(key)
    return Groups(
        _frozen(register), _frozen(service), _frozen(department), _frozen(owner), duties(edition)
    )


def _frozen(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(ids) for key, ids in lists.items()}

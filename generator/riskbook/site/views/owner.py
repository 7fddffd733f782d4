"""Owners: everybody who answers for something, and for each the page of what they must do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from riskbook.site import elements
from riskbook.site.duties import Duties, Part
from riskbook.site.edition import Edition
from riskbook.site.groups import Groups
from riskbook.site.homes import department_home, owner_home
from riskbook.site.views.overview import Tile
from riskbook.site.views.rollup import (
    RiskTable,
    Rollups,
    risk_table,
    rollup_row,
    rollups,
)
from riskbook.site.views.selection import Selection, those_of
from riskbook.site.views.support import SupportList, supports
from riskbook.site.views.tally import Count, Tally, level_counts, overdue_tile, tally, worst_tile
from riskbook.site.views.to_do import ToDo, late_tasks, to_do


class PlanPart(NamedTuple):
    """What somebody is in a plan that they do not own: deputy, or who takes these steps."""

    plan: str
    parts: str


class OwnerView(NamedTuple):
    """The page of a person or role: first what they must do, then what they answer for."""

    title: str
    department: str
    roles: str
    as_of: str
    tiles: tuple[Tile, ...]
    to_do: tuple[ToDo, ...]
    levels: tuple[Count, ...]
    supports: tuple[SupportList, ...]
    parts: tuple[PlanPart, ...]
    table: RiskTable


def owners_view(edition: Edition, groups: Groups) -> Rollups:
    """All who answer for something, worst first. Their late actions are those that they owe."""
    rows = []
    for key, owned in groups.duties.items():
        selection = those_of("owner", key, groups.of_owner.get(key, ()), "")
        late = len(late_tasks(edition, owned))
        counted = tally(edition, selection.risks)._replace(late_actions=late)
        row = rollup_row(
            edition, owner_home(edition, key, ""), _department(edition, key, ""), counted, selection
        )
        owed = row.late[-1]._replace(href=f"owners/{key}.html#actions")
        rows.append((row._replace(late=(*row.late[:-1], owed)), counted))
    return rollups(edition, "owners", rows)


def owner_view(edition: Edition, groups: Groups, key: str) -> OwnerView:
    """The page of one person or role."""
    words, owned = edition.words, groups.duties[key]
    selection = those_of("owner", key, groups.of_owner.get(key, ()))
    counted = tally(edition, selection.risks)
    return OwnerView(
        title=edition.names.holder(key),
        department=_department(edition, key, "../"),
        roles=_roles(edition, key),
        as_of=words.fill("overview.as-of", day=words.date(edition.site.today)),
        tiles=_tiles(edition, owned, counted, selection),
        to_do=to_do(edition, owned, selection),
        levels=level_counts(edition, counted, selection),
        supports=supports(
            edition,
            (plan for plan, part in owned.plans if part.owner),
            owned.controls,
            owned.processes,
        ),
        parts=tuple(
            PlanPart(
                elements.link(f"../plans/{plan}.html", edition.title(edition.plans[plan])),
                words.listing(_parts(edition, part)),
            )
            for plan, part in owned.plans
            if part.deputy or part.steps
        ),
        table=risk_table(edition, selection),
    )


def _tiles(
    edition: Edition, owned: Duties, counted: Tally, selection: Selection
) -> tuple[Tile, ...]:
    """The actions and reviews first, which somebody can do something about today."""
    words = edition.words
    late = late_tasks(edition, owned)
    oldest = late[0].action.due if late else None
    return (
        Tile(
            len(owned.tasks),
            words.say("owner.tile-actions"),
            words.fill(
                "owner.tile-late",
                count=str(len(late)),
                late=elements.late(oldest, words.late(oldest, edition.site.today)),
            )
            if oldest
            else "",
            "#actions" if owned.tasks else "#to-do",
            grave=bool(late),
        ),
        overdue_tile(edition, counted, selection),
        Tile(
            counted.above,
            words.say("tile.above"),
            "",
            selection.narrowed("appetite=above"),
            grave=counted.above > 0,
        ),
        worst_tile(edition, counted, selection),
    )


def _department(edition: Edition, key: str, base: str) -> str:
    person = edition.site.book.organization.people.get(key)
    if person is None:
        return edition.words.say("owner.role")
    return department_home(edition, person.department, base) if person.department else ""


def _roles(edition: Edition, key: str) -> str:
    """The roles that a person holds today."""
    person = edition.site.book.organization.people.get(key)
    if person is None:
        return ""
    today = edition.site.today
    held = dict.fromkeys(one.role for one in person.roles if one.held_on(today))
    return edition.names.holder_list(tuple(held))


def _parts(edition: Edition, part: Part) -> Iterator[str]:
    words = edition.words
    if part.deputy:
        yield words.say("plan.deputy")
    if part.steps:
        steps = words.listing(part.steps)
        yield words.say("owner.steps", count=len(part.steps), steps=str(steps))

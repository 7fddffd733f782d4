"""How many of some risks stand where, and what is late about them. Levels are never averaged."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from riskbook.site import elements
from riskbook.site.edition import Edition
from riskbook.site.views.overview import Tile
from riskbook.site.views.selection import Selection


class Tally(NamedTuple):
    """Counts of open risks. ``levels`` are their levels now, highest first.

    ``oldest`` is the day on which the review that is most overdue was due; ``late_actions`` are
    those of these risks, which are ``with_late_actions``.
    """

    open: int
    levels: tuple[int, ...]
    unassessed: int
    above: int
    overdue: int
    oldest: date | None
    late_actions: int
    with_late_actions: int

    @property
    def worst(self) -> int | None:
        """The place of the highest level in ``levels``, None where nothing is assessed."""
        return next((place for place, count in enumerate(self.levels) if count), None)

    @property
    def gravity(self) -> tuple[int, ...]:
        """Orders worst first: by risks at the highest level, then at the next one down."""
        return tuple(-count for count in (*self.levels, self.unassessed, self.above, self.open))


class Count(NamedTuple):
    """One figure of a tally, with the view of the register that shows what it counts.

    ``level`` counts from 0, the lowest; None for a figure that is not about a level.
    """

    label: str
    level: int | None
    number: int
    href: str
    grave: bool


def tally(edition: Edition, risks: tuple[str, ...]) -> Tally:
    """The tally of open risks."""
    levels = [0] * len(edition.names.levels)
    unassessed = above = overdue = late_actions = with_late_actions = 0
    oldest: date | None = None
    for facet, count in edition.facets.counted(risks):
        if facet.level is None:
            unassessed += count
        elif facet.level >= 0:
            levels[facet.level] += count
        if facet.above:
            above += count
        if facet.overdue is not None:
            overdue += count
            oldest = facet.overdue if oldest is None else min(oldest, facet.overdue)
        if facet.late_actions:
            late_actions += facet.late_actions * count
            with_late_actions += count
    return Tally(
        open=len(risks),
        levels=tuple(reversed(levels)),
        unassessed=unassessed,
        above=above,
        overdue=overdue,
        oldest=oldest,
        late_actions=late_actions,
        with_late_actions=with_late_actions,
    )


def level_counts(edition: Edition, counted: Tally, selection: Selection) -> tuple[Count, ...]:
    """The risks at each level, highest first, then those not assessed."""
    return (
        *(
            Count(
                level.name,
                level.index,
                number,
                selection.narrowed(f"level={level.key}"),
                grave=False,
            )
            for level, number in zip(reversed(edition.names.levels), counted.levels, strict=True)
        ),
        Count(
            edition.words.say("rank.unassessed"),
            None,
            counted.unassessed,
            selection.narrowed("level=unassessed"),
            grave=True,
        ),
    )


def late_counts(edition: Edition, counted: Tally, selection: Selection) -> tuple[Count, ...]:
    """What is above appetite and what is late."""
    return tuple(
        Count(
            edition.words.say(f"rollup.{key}"), None, number, selection.narrowed(query), grave=True
        )
        for key, number, query in (
            ("above", counted.above, "appetite=above"),
            ("overdue", counted.overdue, "due=overdue"),
            ("late-actions", counted.late_actions, "actions=late"),
        )
    )


def tiles(edition: Edition, counted: Tally, selection: Selection) -> tuple[Tile, ...]:
    """The head line of a page: the worst level, appetite, reviews, actions."""
    words = edition.words
    return (
        worst_tile(edition, counted, selection),
        Tile(
            counted.above,
            words.say("tile.above"),
            "",
            selection.narrowed("appetite=above"),
            grave=counted.above > 0,
        ),
        overdue_tile(edition, counted, selection),
        Tile(
            counted.late_actions,
            words.say("rollup.tile-actions"),
            words.say("rollup.in-risks", count=counted.with_late_actions)
            if counted.late_actions
            else "",
            selection.narrowed("actions=late"),
            grave=counted.late_actions > 0,
        ),
    )


def worst_tile(edition: Edition, counted: Tally, selection: Selection) -> Tile:
    """How many risks stand at the highest level that any of them has."""
    words, worst = edition.words, counted.worst
    if worst is None:
        key = "rollup.tile-unassessed" if counted.unassessed else "rollup.tile-none"
        return Tile(counted.unassessed, words.say(key), "", selection.href, grave=counted.open > 0)
    level = edition.names.levels[-1 - worst]
    return Tile(
        counted.levels[worst],
        level.chip,
        words.say("rollup.tile-worst", count=counted.open),
        selection.narrowed(f"level={level.key}"),
        grave=level.index == len(edition.names.levels) - 1,
    )


def overdue_tile(edition: Edition, counted: Tally, selection: Selection) -> Tile:
    """How many reviews are overdue, and how long the oldest."""
    words, oldest = edition.words, counted.oldest
    return Tile(
        counted.overdue,
        words.say("tile.overdue"),
        words.fill(
            "tile.oldest", late=elements.late(oldest, words.late(oldest, edition.site.today))
        )
        if oldest
        else "",
        selection.narrowed("due=overdue"),
        grave=counted.overdue > 0,
    )

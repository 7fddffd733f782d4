"""riskbook new indicator: a key risk indicator from answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.new_desk import (
    Sitting,
    desk_options,
    judge_with,
    own_options,
    put_down,
    report,
    shared_options,
    sit_down,
)

if TYPE_CHECKING:
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.indicator_sheet import NewIndicator

_OPTIONS = (
    ("definition", "TEXT", "What is measured and how."),
    ("unit", "TEXT", "What a reading counts, as it is written behind the number."),
    ("direction", "WORD", "higher-is-worse or lower-is-worse."),
    ("every", "PERIOD", 'How often it is read.  [default: "1 week"]'),
    ("amber", "NUMBER", "The value at which it turns amber."),
    ("red", "NUMBER", "The value at which it turns red."),
    ("consecutive", "NUMBER", "Readings in a row before the state turns worse.  [default: 1]"),
    ("clear-at", "NUMBER", "The value at which it is green again.  [default: amber]"),
    ("reason", "TEXT", "Why the thresholds are where they are."),
    ("on-amber", "TEXT", "What is done when it turns amber."),
    ("on-red", "TEXT", "What is done when it turns red."),
)


@click.command()
@shared_options("register", "language", "id", "title", "owner")
@own_options(_OPTIONS)
@desk_options
def indicator(**given: Any) -> None:
    """Write a new indicator. On a terminal it asks for what no option gave.

    Its ID is the file's name. The table of its readings is begun beside it, unless it is there
    already.
    """
    from riskbook.authoring.amended import AmendedTree
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.indicator_sheet import TABLE, indicator_sheet
    from riskbook.authoring.remaining import to_do
    from riskbook.reading.placing import Kind
    from riskbook.wording import say

    sitting, made = sit_down(given, _asked)
    path = path_of(Kind.INDICATOR, sitting.register, made.id, "")
    table = f"{path.rpartition('/')[0]}/{made.file}"
    content = indicator_sheet(made, sitting.comments_in(made.language))
    tree = sitting.desk.tree
    is_there = table in {entry.path for entry in tree.entries()}
    with_table = tree if is_there else AmendedTree(tree, table, TABLE)
    desk = replace(sitting.desk, tree=with_table)
    _, findings = judge_with(replace(sitting, desk=desk), path, content)
    put_down(sitting, path, content)
    if not is_there:
        put_down(sitting, table, TABLE.decode())
    asked = to_do(tuple(found for found in findings if found.code not in _SAID_BELOW))
    if asked:
        report(sitting, say("authoring.indicator.unfinished", id=made.id), asked)
    items = (
        say("authoring.indicator.read", file=made.file),
        say("authoring.indicator.risk", id=made.id),
        say("authoring.todo.check"),
    )
    report(sitting, say("authoring.then"), items)


_SAID_BELOW = frozenset({"RB863", "RB866"})
"""No reading and no risk yet: what comes next says it."""


def _asked(sitting: Sitting) -> NewIndicator:
    from riskbook.authoring import choices
    from riskbook.authoring.answers import period
    from riskbook.authoring.indicator_sheet import NewIndicator, beyond, number
    from riskbook.authoring.questions import LATER, NONE
    from riskbook.model.terms import Direction

    title = sitting.text("title", "indicator-title")
    identity = _identity(sitting, title)
    definition = sitting.text("definition", "indicator-definition")
    unit = sitting.text("unit", "indicator-unit", skip=NONE)
    way = Direction(sitting.choose("direction", _directions(sitting), "indicator-direction"))
    amber = sitting.put("amber", number, "indicator-amber")
    red = sitting.put("red", beyond(amber, way), "indicator-red")
    every = sitting.put("every", period, "indicator-every", default="1 week")
    people = choices.owners(sitting.book, None, sitting.words.language)
    return NewIndicator(
        id=identity,
        title=title,
        definition=definition,
        unit=unit,
        direction=way,
        every=every,
        owner=sitting.person("owner", people, "indicator-owner"),
        amber=amber,
        red=red,
        consecutive=_only_by_option(sitting, "consecutive"),
        clear_at=_only_by_option(sitting, "clear-at"),
        reason=sitting.text("reason", "indicator-reason", skip=LATER),
        on_amber=sitting.option("on-amber") or "",
        on_red=sitting.text("on-red", "indicator-on-red", skip=LATER),
        file=f"{identity}.csv",
        language=sitting.language(),
    )


def _only_by_option(sitting: Sitting, name: str) -> str:
    """A number that nobody is asked for: most indicators do without."""
    from riskbook.authoring.indicator_sheet import number

    if sitting.option(name) is None:
        return ""
    return sitting.put(name, number, "indicator-number")


def _identity(sitting: Sitting, title: str) -> str:
    from riskbook.authoring.answers import identity
    from riskbook.authoring.file_names import slug, taken_ids

    taken = taken_ids(sitting.book, (entry.path for entry in sitting.desk.tree.entries()))
    free = slug(title)
    return sitting.put(
        "id",
        identity(r"^[a-z0-9][a-z0-9-]*$", taken),
        "indicator-id",
        default="" if free in taken else free,
    )


def _directions(sitting: Sitting) -> tuple[Choice, ...]:
    from riskbook.authoring.answers import Choice
    from riskbook.model.terms import Direction

    return tuple(
        Choice(each.value, sitting.words.word(f"site.indicator-direction.{each.value}"))
        for each in Direction
    )

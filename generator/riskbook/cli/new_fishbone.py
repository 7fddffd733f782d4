"""riskbook new fishbone: a fishbone from answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.new_desk import (
    TITLE,
    Sitting,
    desk_options,
    judge_with,
    own_options,
    put_down,
    question,
    report,
    several_option,
    shared_options,
    sit_down,
)

if TYPE_CHECKING:
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.fishbone_sheet import NewFishbone
    from riskbook.model.terms import CauseSet

_OPTIONS = (
    ("effect", "TEXT", "What is observed and is to be explained, one line."),
    ("set", "WORD", "The set of categories: four-dimensions, 6m, 8p or 4s."),
    ("service", "KEY", "The service in which the effect occurs."),
)


@click.command()
@shared_options("register", "language", "id", "owner")
@own_options(_OPTIONS)
@several_option("cause", "CATEGORY TEXT", "A cause, and the category that it belongs to")
@desk_options
def fishbone(**given: Any) -> None:
    """Write a new fishbone. On a terminal it asks for what no option gave.

    Its ID is the file's name. The file has every category of the set; a fishbone with categories
    of your own is written by hand.
    """
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.fishbone_sheet import fishbone_sheet
    from riskbook.reading.placing import Kind
    from riskbook.wording import say

    sitting, made = sit_down(given, _asked)
    path = path_of(Kind.FISHBONE, sitting.register, made.id, "")
    content = fishbone_sheet(made, sitting.comments_in(made.language))
    judge_with(sitting, path, content)
    put_down(sitting, path, content)
    items = (
        say("authoring.fishbone.whys"),
        say("authoring.fishbone.root"),
        say("authoring.fishbone.risk", fishbone=made.id),
        say("authoring.todo.check"),
    )
    report(sitting, say("authoring.then"), items)


def _asked(sitting: Sitting) -> NewFishbone:
    from riskbook.authoring import choices
    from riskbook.authoring.fishbone_sheet import NewFishbone
    from riskbook.authoring.questions import NONE
    from riskbook.model.terms import CauseSet

    book, speaks = sitting.book, sitting.words.language
    effect = sitting.text("effect", "fishbone-effect")
    identity = _identity(sitting, effect)
    chosen = CauseSet(
        sitting.choose("set", _sets(sitting), "fishbone-set", default="four-dimensions")
    )
    services = choices.services(book, sitting.register, speaks)
    service = sitting.choose("service", services, "fishbone-service", skip=NONE)
    known = book.services.services.get(service)
    owner = sitting.person("owner", choices.owners(book, known, speaks), "fishbone-owner")
    return NewFishbone(
        id=identity,
        language=sitting.language(),
        effect=effect,
        date=sitting.judged.today.isoformat(),
        owner=owner,
        set=chosen,
        service=service,
        causes=_causes(sitting, _categories(sitting, chosen)),
    )


def _identity(sitting: Sitting, effect: str) -> str:
    from riskbook.authoring.answers import identity
    from riskbook.authoring.file_names import slug, taken_ids

    taken = taken_ids(sitting.book, (entry.path for entry in sitting.desk.tree.entries()))
    free = slug(effect)
    return sitting.put(
        "id",
        identity(r"^[a-z0-9][a-z0-9-]*$", taken),
        "fishbone-id",
        default="" if free in taken else free,
    )


def _sets(sitting: Sitting) -> tuple[Choice, ...]:
    """The sets that come with their categories, with these in a line each."""
    from riskbook.authoring.answers import Choice
    from riskbook.identifying.fishbones import CATEGORIES

    words = sitting.words
    comma = words.word("site.list-separator")
    return tuple(
        Choice(
            each.value,
            words.word(f"fishbone.set.{each.value}"),
            comma.join(choice.name for choice in _categories(sitting, each)),
        )
        for each, keys in CATEGORIES.items()
        if keys
    )


def _categories(sitting: Sitting, chosen: CauseSet) -> tuple[Choice, ...]:
    from riskbook.authoring.answers import Choice
    from riskbook.identifying.fishbones import CATEGORIES

    return tuple(
        Choice(key, sitting.words.word(f"fishbone.category.{key}")) for key in CATEGORIES[chosen]
    )


def _causes(sitting: Sitting, categories: tuple[Choice, ...]) -> tuple[tuple[str, str], ...]:
    """The causes by category: those of the options, else those that are asked for one by one."""
    from riskbook.authoring.answers import key_of, text
    from riskbook.authoring.questions import NONE

    room, words = sitting.room, sitting.words
    where = question(words, "cause", "fishbone-category", key_of(categories), choices=categories)
    what = question(words, "cause", "fishbone-cause", text(TITLE), {"category": ""})
    found = [
        (answer(room, where, key), answer(room, what, said))
        for key, said in sitting.option("cause")
    ]
    if found or not room.more():
        return tuple(found)
    for category in categories:
        facts = {"category": category.name}
        asked = question(words, "cause", "fishbone-cause", text(TITLE), facts, skip=NONE)
        while said := room.ask(asked):
            found.append((category.key, said))
    return tuple(found)

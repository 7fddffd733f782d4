"""riskbook history: how one risk came to stand where it stands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.completing import risk_ids
from riskbook.cli.desk import (
    book_option,
    colour_option,
    language_option,
    open_desk,
    screen,
    stop,
    today_option,
    write,
)

if TYPE_CHECKING:
    from riskbook.model.book import Book
    from riskbook.reporting import Screen
    from riskbook.reviewing.turns import Turn, Value
    from riskbook.wording import Catalogue


@click.command()
@click.argument("identity", metavar="ID", shell_complete=risk_ids)
@book_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for a person, or JSON for a program.",
)
@language_option
@colour_option
def history(  # click shows the docstring below
    identity: str,
    folder: Path,
    today: date | None,
    form: str,
    language: str | None,
    colour: str,
) -> None:
    """Show how the risk ID moved: level, scores, owner and strategy, by whom, in which commit.

    Levels are those that the criteria of then gave. A file that was renamed is the same risk. It
    needs the whole history: in a shallow clone, fetch the rest with git fetch --unshallow.
    """
    from riskbook.reading.past import past
    from riskbook.reading.placing import Kind
    from riskbook.reading.unusable import UnusableTreeError
    from riskbook.reviewing.timeline import timeline
    from riskbook.wording import say
    from riskbook.wording.nearest import nearest

    desk = open_desk(folder, today, language)
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    book = desk.judged.book
    try:
        states = past(desk.root, kinds=frozenset({Kind.RISK}))
        found = timeline(states, book.organization, book.settings.time_zone)
    except UnusableTreeError as error:
        stop(desk.catalogue, error.saying)
    wanted = identity if found.of(identity) else identity.upper()
    turns = tuple(turn for turn in found.of(wanted) if turn.since <= desk.judged.today)
    if not turns:
        if wanted in book.risks:
            stop(desk.catalogue, say("history.not-committed", id=wanted))
        near = nearest(identity, {*book.risks, *found.by_risk})
        known = say("cli.near", near=near) if near else say("cli.see-list")
        stop(desk.catalogue, say("cli.unknown-risk", id=identity, known=known))
    if form == "json":
        facts = [_facts(turn, desk.catalogue, book) for turn in turns]
        write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
    else:
        write(_text(turns, book, desk.catalogue, screen(colour)))


def _text(turns: tuple[Turn, ...], book: Book, words: Catalogue, on: Screen) -> str:
    from riskbook.reporting import Tone
    from riskbook.reporting.cells import one_line
    from riskbook.reporting.tables import Cell, Column, Kind, table
    from riskbook.reviewing.naming import title_of
    from riskbook.reviewing.turn_words import turn_words

    risk = book.risks.get(turns[0].risk)
    then = turns[-1].after or turns[-1].before
    title = title_of(book, risk).read(words.language) if risk else then.title if then else ""
    separator = words.word("history.separator")
    rows = [
        [
            Cell(turn.since.isoformat()),
            Cell(turn.commit[:7]),
            Cell(_author(turn, book, words)),
            Cell(separator.join(words.say(saying) for saying in turn_words(turn, book))),
        ]
        for turn in turns
    ]
    columns = [
        Column(words.word("history.column.date"), Kind.WORD),
        Column(words.word("history.column.commit"), Kind.WORD),
        Column(words.word("history.column.by")),
        Column(words.word("history.column.what")),
    ]
    head = on.paint(one_line(f"{turns[0].risk} · {title}"), Tone.STRONG)
    return f"{head}\n\n{table(columns, rows, on)}"


def _author(turn: Turn, book: Book, words: Catalogue) -> str:
    person = book.organization.people.get(turn.author)
    return person.name.read(words.language) if person else words.word("history.contributor")


def _facts(turn: Turn, words: Catalogue, book: Book) -> dict[str, Any]:
    from riskbook.reviewing.turn_words import turn_words

    return {
        "date": turn.since.isoformat(),
        "commit": turn.commit,
        "by": turn.author or None,
        "event": turn.event.value,
        "cause": turn.cause.value,
        "moves": [
            {
                "aspect": move.aspect.value,
                "before": _plain(move.before),
                "after": _plain(move.after),
            }
            for move in turn.moves
        ],
        "says": [words.say(saying) for saying in turn_words(turn, book)],
    }


def _plain(value: Value) -> str | int | bool | None:
    from riskbook.model.terms import Status, Strategy
    from riskbook.reviewing.turns import LevelThen

    match value:
        case LevelThen():
            return value.key
        case Status() | Strategy():
            return str(value.value)
        case _:
            return value

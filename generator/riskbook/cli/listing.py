"""riskbook list: the risks, ranked, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.desk import (
    Desk,
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
    from riskbook.model.records import Risk
    from riskbook.reporting import Screen
    from riskbook.run import Judged

FILTERS = ("level", "category", "service", "department", "owner", "status", "strategy", "register")


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for name in reversed(FILTERS):
        text = f"Only risks with this {name}; may be given more than once."
        command = click.option(f"--{name}", multiple=True, help=text)(command)
    return command


@click.command("list")
@book_option
@today_option
@_filters
@click.option("--text", default="", help="Only risks whose id or title contains this.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table for a terminal, or JSON for a program.",
)
@language_option
@colour_option
def listing(
    folder: Path,
    today: date | None,
    text: str,
    form: str,
    language: str | None,
    colour: str,
    **filters: tuple[str, ...],
) -> None:
    """List the risks in the order of their rank: unassessed ones first, closed ones last."""
    from riskbook.cli.facts import risk_facts
    from riskbook.wording import say

    desk = open_desk(folder, today, language)
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    _hold_to_known(desk, desk.judged.book, filters)
    chosen = [
        risk
        for risk in in_rank(desk.judged)
        if _fits(desk.judged, risk, filters, text.casefold(), desk.catalogue.language)
    ]
    if form == "json":
        facts = [risk_facts(desk.judged, risk.id, desk.catalogue) for risk in chosen]
        write(json.dumps({"format": 1, "risks": facts}, ensure_ascii=False, indent=2) + "\n")
    else:
        write(_table(desk, desk.judged, chosen, screen(colour)))


def in_rank(judged: Judged) -> Iterator[Risk]:
    """Open risks without an assessment, then by rank, then drafts, then closed ones."""
    from riskbook.model.terms import Status

    risks = judged.book.risks
    first = (*judged.standing.unassessed, *judged.standing.ranked)
    yield from (risks[key] for key in first)
    others = [risk for key, risk in risks.items() if key not in set(first)]
    yield from sorted(others, key=lambda risk: (risk.status is Status.CLOSED, risk.id))


def _values(judged: Judged, risk: Risk) -> Mapping[str, str]:
    """What each filter looks at."""
    book = judged.book
    service = book.services.services.get(risk.service)
    current = judged.standing.risks[risk.id].stages.current
    return {
        "level": book.criteria.levels[current.level].key if current else "",
        "category": risk.category,
        "service": risk.service,
        "department": service.department if service else "",
        "owner": risk.owner,
        "status": risk.status.value,
        "strategy": risk.treatment.strategy.value if risk.treatment.strategy else "",
        "register": risk.source.register,
    }


def _fits(
    judged: Judged, risk: Risk, filters: Mapping[str, tuple[str, ...]], text: str, language: str
) -> bool:
    values = _values(judged, risk)
    if not all(values[name] in wanted for name, wanted in filters.items() if wanted):
        return False
    titles = (risk.id, risk.title, title_in(judged.book, risk, language))
    return any(text in title.casefold() for title in titles)


def title_in(book: Book, risk: Risk, language: str) -> str:
    """A risk's title in a language, where it is translated."""
    translation = book.translations.get((risk.id, language))
    return dict(translation.texts).get("title", risk.title) if translation else risk.title


def _hold_to_known(desk: Desk, book: Book, filters: Mapping[str, tuple[str, ...]]) -> None:
    """End the process where a filter asks for something that the book does not have."""
    from riskbook.model.terms import Status, Strategy
    from riskbook.wording import say
    from riskbook.wording.nearest import nearest

    known = {
        "level": [level.key for level in book.criteria.levels],
        "category": [key for key, _ in book.criteria.categories],
        "service": list(book.services.services),
        "department": list(book.organization.departments),
        "owner": [*book.organization.people, *book.organization.roles],
        "status": [status.value for status in Status],
        "strategy": [strategy.value for strategy in Strategy],
        "register": list(book.registers),
    }
    for name, wanted in filters.items():
        for word in wanted:
            if word not in known[name]:
                near = nearest(word, known[name])
                allowed = (near,) if near else tuple(known[name])
                stop(desk.catalogue, say("cli.unknown-word", option=name, word=word, known=allowed))


def _table(desk: Desk, judged: Judged, risks: list[Risk], on: Screen) -> str:
    from riskbook.cli.facts import level_name, place_in_ranking, state_of_review
    from riskbook.reporting import Cell, Column, Kind, Tone, table
    from riskbook.wording import say

    words = desk.catalogue
    columns = [
        Column(words.word("cli.column.rank"), Kind.FIGURE),
        Column(words.word("cli.column.id"), Kind.WORD),
        Column(words.word("cli.column.title")),
        Column(words.word("cli.column.level"), Kind.WORD),
        Column(words.word("cli.column.strategy"), Kind.WORD),
        Column(words.word("cli.column.owner")),
        Column(words.word("cli.column.review")),
    ]
    rows = []
    for risk in risks:
        standing = judged.standing.risks[risk.id]
        late = standing.attested.days_late > 0
        strategy = risk.treatment.strategy
        rows.append(
            [
                Cell(place_in_ranking(standing, words)),
                Cell(risk.id, Tone.STRONG),
                Cell(title_in(judged.book, risk, words.language)),
                Cell(level_name(judged, standing.stages.current, words)),
                Cell(words.word(f"cli.strategy.{strategy.value}") if strategy else ""),
                Cell(_owner(judged.book, risk.owner, words.language)),
                Cell(state_of_review(standing, words), Tone.ERROR if late else None),
            ]
        )
    summary = words.say(say("cli.risks-listed", count=len(risks), total=len(judged.book.risks)))
    return (table(columns, rows, on) + "\n" if rows else "") + summary + "\n"


def _owner(book: Book, key: str, language: str) -> str:
    person = book.organization.people.get(key)
    role = book.organization.roles.get(key)
    return person.name.read(language) if person else role.read(language) if role else key

"""riskbook show: one record and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.completing import risk_ids
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
    from riskbook.assessing.standing import Position, Rank
    from riskbook.model.records import Risk, Stage
    from riskbook.reporting import Screen
    from riskbook.run import Judged
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
def show(  # click shows the docstring below
    identity: str,
    folder: Path,
    today: date | None,
    form: str,
    language: str | None,
    colour: str,
) -> None:
    """Show the risk ID: level and rank with the reason, statement, assessment, treatment."""
    from riskbook.cli.facts import risk_facts
    from riskbook.wording import say
    from riskbook.wording.nearest import nearest

    desk = open_desk(folder, today, language)
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    risks = desk.judged.book.risks
    wanted = identity if identity in risks else identity.upper()
    if wanted not in risks:
        if wanted in desk.judged.book.unread:
            stop(desk.catalogue, say("cli.unread-risk", id=wanted))
        near = nearest(identity, risks)
        known = say("cli.near", near=near) if near else say("cli.see-list")
        stop(desk.catalogue, say("cli.unknown-risk", id=identity, known=known))
    if form == "json":
        facts = risk_facts(desk.judged, wanted, desk.catalogue)
        write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
    else:
        write(_text(desk, desk.judged, risks[wanted], screen(colour)))


def _text(desk: Desk, judged: Judged, risk: Risk, on: Screen) -> str:
    from riskbook.model.texts import with_texts

    words = desk.catalogue
    translation = judged.book.translations.get((risk.id, words.language))
    if translation is not None:
        risk = with_texts(risk, words.language, dict(translation.texts))
    return (
        "\n".join(
            [
                *_head(judged, risk, words, on),
                *_statement(risk, words, on),
                *_bow_tie(judged, risk, words, on),
                *_assessment(judged, risk, words, on),
                *_treatment(judged, risk, words, on),
            ]
        )
        + "\n"
    )


def _head(judged: Judged, risk: Risk, words: Catalogue, on: Screen) -> Iterator[str]:
    from riskbook.assessing.rank_words import margin_beside_reason
    from riskbook.cli.facts import level_name, place_in_ranking, state_of_review
    from riskbook.reporting import Tone
    from riskbook.reporting.cells import one_line

    standing = judged.standing.risks[risk.id]
    yield on.paint(one_line(f"{risk.id} · {risk.title}"), Tone.STRONG)
    level = level_name(judged, standing.stages.current, words)
    if standing.rank is not None:
        place = place_in_ranking(standing, words)
        total = len(judged.standing.ranked)
        yield one_line(words.word("cli.show.rank", level=level, place=place, total=total))
        yield from _folded(words.say(standing.rank.reason), on, "")
        margin = margin_beside_reason(words.say, standing.rank)
        yield from _folded(margin, on, "")
        if total > 1:
            yield from _folded(_firm(standing.rank, words), on, "")
    else:
        yield one_line(level)
    yield ""
    person = judged.book.organization.people.get(risk.owner)
    service = judged.book.services.services.get(risk.service)
    yield from _fields(
        [
            ("owner", person.name.read(words.language) if person else risk.owner),
            ("service", service.name.read(words.language) if service else risk.service),
            ("status", words.word(f"cli.status.{risk.status.value}")),
            ("review", state_of_review(standing, words)),
            ("plan", risk.plan),
            ("file", risk.source.path),
        ],
        words,
    )


def _firm(rank: Rank, words: Catalogue) -> str:
    """How far the rank moves with one step of the risk's own scores."""
    if rank.best == rank.worst:
        return words.word("cli.show.firm", place=rank.place)
    moves = "robust" if rank.robust else "moves"
    return words.word(f"cli.show.{moves}", best=rank.best, worst=rank.worst)


def _statement(risk: Risk, words: Catalogue, on: Screen) -> Iterator[str]:
    yield from _heading("statement", words, on)
    for part in ("cause", "event", "consequence"):
        label = words.word(f"cli.show.{part}")
        yield from _folded(f"{label} {getattr(risk.statement, part)}", on, "  ")


def _bow_tie(judged: Judged, risk: Risk, words: Catalogue, on: Screen) -> Iterator[str]:
    """Causes and consequences with their barriers, where the risk has any."""
    if not (risk.causes or risk.consequences):
        return
    yield from _heading("bow-tie", words, on)
    for side, pathways in (("cause", risk.causes), ("consequence", risk.consequences)):
        for pathway in pathways:
            told = words.word(f"cli.show.{side}-of", id=pathway.id, what=pathway.what)
            yield from _folded(told, on, "  ")
            barriers = tuple(_barrier(judged, key, words) for key in pathway.barriers)
            yield from _folded(
                words.word(f"cli.show.{side}-barriers", barriers=barriers)
                if barriers
                else words.word("cli.show.no-barrier"),
                on,
                "    ",
            )


def _barrier(judged: Judged, key: str, words: Catalogue) -> str:
    """A barrier by its id, title and state; by its id alone where the book does not have it."""
    from riskbook.assessing.barriers import barrier_state
    from riskbook.reviewing.naming import title_of

    book = judged.book
    record = book.controls.get(key) or book.plans.get(key)
    state = barrier_state(key, book, judged.plan_states, judged.today)
    if record is None or state is None:
        return key
    title = title_of(book, record).read(words.language)
    said = words.word(f"cli.barrier.{state.value}")
    return words.word("cli.show.barrier", id=key, title=title, state=said)


def _assessment(judged: Judged, risk: Risk, words: Catalogue, on: Screen) -> Iterator[str]:
    from riskbook.reporting.cells import one_line

    stages = judged.standing.risks[risk.id].stages
    yield from _heading("assessment", words, on)
    for name in ("inherent", "current", "target"):
        stage: Stage | None = getattr(risk.assessment, name)
        position: Position | None = getattr(stages, name)
        if stage is None or position is None:
            continue
        criteria = judged.book.criteria
        likelihood = criteria.likelihood.steps[position.likelihood - 1]
        impact = criteria.impact.steps[position.impact - 1]
        line = words.word(
            "cli.show.stage",
            stage=words.word(f"cli.show.{name}"),
            level=criteria.levels[position.level].name.read(words.language),
            likelihood=f"{likelihood.value} · {likelihood.name.read(words.language)}",
            impact=f"{impact.value} · {impact.name.read(words.language)}",
        )
        yield f"  {one_line(line)}"
        yield from _folded(stage.rationale, on, "    ")


def _treatment(judged: Judged, risk: Risk, words: Catalogue, on: Screen) -> Iterator[str]:
    from riskbook.reporting import Cell, Column, Kind, table

    treatment = risk.treatment
    if treatment.strategy is None:
        return
    yield from _heading("treatment", words, on)
    strategy = words.word(f"cli.strategy.{treatment.strategy.value}")
    yield from _folded(
        words.word("cli.show.strategy", strategy=strategy, rationale=treatment.rationale)
        if treatment.rationale
        else strategy,
        on,
        "  ",
    )
    if not treatment.actions:
        return
    columns = [
        Column(words.word("cli.column.id"), Kind.WORD),
        Column(words.word("cli.column.action")),
        Column(words.word("cli.column.owner")),
        Column(words.word("cli.column.due"), Kind.WORD),
        Column(words.word("cli.column.state"), Kind.WORD),
    ]
    people = judged.book.organization.people
    rows = [
        [
            Cell(action.id),
            Cell(action.what),
            Cell(
                people[action.owner].name.read(words.language)
                if action.owner in people
                else action.owner
            ),
            Cell(action.due.isoformat() if action.due else ""),
            Cell(words.word(f"cli.action.{action.status.value}")),
        ]
        for action in treatment.actions
    ]
    yield ""
    yield table(columns, rows, on).rstrip("\n")


def _heading(name: str, words: Catalogue, on: Screen) -> Iterator[str]:
    from riskbook.reporting import Tone

    yield ""
    yield on.paint(words.word(f"cli.show.{name}"), Tone.STRONG)


def _fields(fields: list[tuple[str, str]], words: Catalogue) -> Iterator[str]:
    from riskbook.reporting.cells import cells, one_line

    labels = [words.word(f"cli.column.{name}") for name, _ in fields]
    widest = max(map(cells, labels))
    for label, (_, value) in zip(labels, fields, strict=True):
        if value:
            yield f"{label}{' ' * (widest - cells(label))}  {one_line(value)}"


def _folded(text: str, on: Screen, margin: str) -> Iterator[str]:
    from riskbook.reporting.cells import one_line, wrap

    for line in wrap(one_line(text), on.width - len(margin)) if text else ():
        yield f"{margin}{line}"

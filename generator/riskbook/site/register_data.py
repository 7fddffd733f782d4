"""The register as one data file: what the table's script sorts, filters and shows.

Rows are arrays, and whatever recurs (owners, services) is an index into a list, so that 10,000
risks stay small enough to be loaded from disk at once. ``COLUMNS`` is the order, which the script
reads from the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from riskbook.assessing.standing import Position
from riskbook.model.terms import Status, Strategy
from riskbook.site.edition import Edition
from riskbook.site.standing_data import place
from riskbook.site.views.register import department_of, plain, register_order, state

PATH = "assets/register-data.js"

COLUMNS = (  # act: the day on which the first open action is due; actors: who has open ones
    *("id", "title", "lang", "rank", "why", "state", "level"),
    *("inherent", "current", "target", "status", "strategy", "category", "register"),
    *("department", "service", "owner", "due", "above", "act", "actors"),
)

Cell = str | int | list[int]


def register_data(edition: Edition) -> str:
    """The content of the data file: ``window.riskbookRegister``."""
    names, words = edition.names, edition.words
    lists: dict[str, Mapping[str, str]] = {
        "level": {level.key: level.name for level in names.levels},
        "status": {status.value: words.named("status", status) for status in Status},
        "strategy": {one.value: words.named("strategy", one) for one in Strategy},
        "category": names.categories,
        "register": names.registers,
        "department": names.departments,
        "service": names.services,
        "owner": names.holders,
    }
    data = {
        "today": edition.site.today.isoformat(),
        "columns": COLUMNS,
        "likelihood": [step.short for step in names.likelihood],
        "impact": [step.short for step in names.impact],
        "lists": {
            name: [[key, plain(label)] for key, label in named.items()]
            for name, named in lists.items()
        },
        "rows": _rows(edition, {name: list(named) for name, named in lists.items()}),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.riskbookRegister={text};\n"


def _rows(edition: Edition, keys: Mapping[str, list[str]]) -> list[list[Cell]]:
    index = {
        name: {key: number for number, key in enumerate(known)} for name, known in keys.items()
    }
    say = edition.words.sentence
    language = edition.site.language
    rows: list[list[Cell]] = []
    for key in register_order(edition):
        risk, standing = edition.risks[key], edition.site.standing.risks[key]
        rank, stages, due = standing.rank, standing.stages, standing.attested.due
        actions = edition.waiting.get(key, ())
        marked = risk.language != language and edition.title(risk) is not risk.title
        rows.append(
            [
                key,
                risk.title,
                risk.language if marked else "",
                place(edition, rank) if rank else "",
                say(rank.reason) if rank else "",
                state(edition, risk, standing),
                stages.current.level if stages.current else -1,
                _at(stages.inherent),
                _at(stages.current),
                _at(stages.target),
                index["status"][risk.status.value],
                index["strategy"][risk.treatment.strategy.value] if risk.treatment.strategy else -1,
                index["category"].get(risk.category, -1),
                index["register"].get(risk.source.register, -1),
                index["department"].get(department_of(edition, risk), -1),
                index["service"].get(risk.service, -1),
                index["owner"].get(risk.owner, -1),
                due.isoformat() if due else "",
                int(standing.breach is not None),
                min((one.due.isoformat() for one in actions if one.due), default=""),
                sorted(
                    {index["owner"][one.owner] for one in actions if one.owner in index["owner"]}
                ),
            ]
        )
    return rows


def _at(position: Position | None) -> list[int]:
    return [position.likelihood, position.impact] if position else []

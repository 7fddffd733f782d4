"""The register as one data file: what the table's script sorts, filters and shows.

Rows are arrays, and whatever recurs (owners, services) is an index into a list, so that 10,000
risks stay small enough to be loaded from disk at once. ``COLUMNS`` is the order, which the script
reads from the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from json.encoder import encode_basestring as quoted

from riskbook.assessing.standing import Position, Stages, Standing
from riskbook.model.records import Action, Risk
from riskbook.model.terms import Status, Strategy
from riskbook.site.edition import Edition
from riskbook.site.lines import Lines
from riskbook.site.standing_data import place
from riskbook.site.views.register import plain, state

PATH = "assets/register-data.js"

COLUMNS = (  # act: the day on which the first open action is due; actors: who has open ones
    *("id", "title", "lang", "ranked", "level"),
    *("inherent", "current", "target", "status", "strategy", "category", "register"),
    *("department", "service", "owner", "due", "above", "act", "actors"),
)

_NONE = '""'
_NOTHING = '"",[]'

Cell = str | int | list[int]


def register_data(edition: Edition, lines: Lines) -> str:
    """The content of the data file: ``window.riskbookRegister``.

    ``lines`` is what the build before said of each risk.
    """
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
    data: dict[str, object] = {
        "today": edition.site.today.isoformat(),
        "columns": COLUMNS,
        "likelihood": [step.short for step in names.likelihood],
        "impact": [step.short for step in names.impact],
        "grid": edition.site.book.criteria.matrix,  # by impact, then by likelihood
        "lists": {
            name: [[key, plain(label)] for key, label in named.items()]
            for name, named in lists.items()
        },
    }
    keys = {name: list(named) for name, named in lists.items()}
    name, make = f"register-data-{edition.site.language}", partial(_rows, edition, keys)
    ranks: list[list[str]] = []
    numbers: dict[tuple[object, ...], str] = {}
    rows: list[str] = []
    for run, parts in lines.runs(name, edition.runs.all, make):
        key = run.ids[0]
        standing, status = edition.site.standing.risks[key], edition.risks[key].status
        rank = standing.rank
        ranked = (
            rank and (rank.place, rank.sharing, id(rank.reason)),  # equals share a reason
            *(id(status), standing.stages.current is None),
        )
        number = numbers.get(ranked)
        if number is None:
            number = numbers[ranked] = str(len(ranks))
            ranks.append(_ranked(edition, edition.risks[key], standing))
        rows.append(number.join(parts))
    data["ranks"] = ranks
    return f'window.riskbookRegister={_json(data)[:-1]},"rows":[{"".join(rows)[:-1]}]}};\n'


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _rows(
    edition: Edition, lists: Mapping[str, list[str]], keys: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """The rows of some risks as JSON, each before a comma.

    They come in two parts: between them belongs what tells of the rank.
    What follows from a place is that of hundreds, and made once.
    """
    index = {
        name: {key: number for number, key in enumerate(known)} for name, known in lists.items()
    }
    language, owners, home = edition.site.language, index["owner"], _homes(edition, index)
    places: dict[tuple[int, ...], str] = {}
    homes: dict[tuple[object, ...], str] = {}
    for key in keys:
        risk, standing = edition.risks[key], edition.site.standing.risks[key]
        stages, due = standing.stages, standing.attested.due
        marked = risk.language != language and edition.title(risk) is not risk.title
        placed = (id(stages.inherent), id(stages.current), id(stages.target))
        if placed not in places:
            places[placed] = _json(_placed(stages))[1:-1]
        homed = (
            *(id(risk.status), id(risk.treatment.strategy), risk.category, risk.source.register),
            *(risk.service, risk.owner),
        )
        if homed not in homes:
            homes[homed] = home(risk)
        todo = edition.waiting.get(key)
        above = "0" if standing.breach is None else "1"
        before = (
            f"[{quoted(key)},{quoted(risk.title)},{quoted(risk.language) if marked else _NONE},"
        )
        after = (
            f',{places[placed]},{homes[homed]},"{due or ""}",{above},'
            f"{_to_do(todo, owners) if todo else _NOTHING}],"
        )
        yield before, after


def _to_do(actions: Sequence[Action], owners: Mapping[str, int]) -> str:
    """The cells ``act`` and ``actors``."""
    if len(actions) == 1:
        (only,) = actions
        return f'"{only.due or ""}",[{owners.get(only.owner, "")}]'
    act = min([one.due for one in actions if one.due], default="")
    actors = sorted({owners[one.owner] for one in actions if one.owner in owners})
    return f'"{act}",[{",".join(map(str, actors))}]'


def _ranked(edition: Edition, risk: Risk, standing: Standing) -> list[str]:
    """The rank, why, and what to know of the risk beside its level."""
    rank = standing.rank
    return [
        place(edition, rank) if rank else "",
        edition.words.sentence(rank.reason) if rank else "",
        state(edition, risk, standing),
    ]


def _placed(stages: Stages) -> list[Cell]:
    """From ``level`` to ``target``."""
    return [
        stages.current.level if stages.current else -1,
        _at(stages.inherent),
        _at(stages.current),
        _at(stages.target),
    ]


def _homes(edition: Edition, index: Mapping[str, Mapping[str, int]]) -> Callable[[Risk], str]:
    """What gives a risk's cells from ``status`` to ``owner``."""
    statuses = {status: index["status"][status.value] for status in Status}
    strategies: dict[Strategy | None, int] = {None: -1}
    strategies.update((one, index["strategy"][one.value]) for one in Strategy)
    departments = {
        key: index["department"].get(service.department, -1)
        for key, service in edition.site.book.services.services.items()
    }
    categories, registers = index["category"], index["register"]
    services, owners = index["service"], index["owner"]

    def home(risk: Risk) -> str:
        return (
            f"{statuses[risk.status]},{strategies[risk.treatment.strategy]},"
            f"{categories.get(risk.category, -1)},{registers.get(risk.source.register, -1)},"
            f"{departments.get(risk.service, -1)},{services.get(risk.service, -1)},"
            f"{owners.get(risk.owner, -1)}"
        )

    return home


def _at(position: Position | None) -> list[int]:
    return [position.likelihood, position.impact] if position else []

"""The register: every risk in a row, in the order of rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from riskbook.assessing.standing import Standing
from riskbook.model.records import Risk
from riskbook.model.terms import Status
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import owner_home, service_home
from riskbook.site.standing_data import place

SERVED = 100
"""Rows in the page itself; the rest come from the data file when a script asks for them."""


class RegisterRow(NamedTuple):
    """One risk. ``state`` is set for what is not open, or not assessed."""

    record: RecordLink
    rank: str
    why: str
    state: str
    chip: str
    likelihood: str
    impact: str
    strategy: str
    owner: str
    service: str
    due: str
    due_day: str
    late: str


class Option(NamedTuple):
    """One choice of a filter."""

    key: str
    name: str


class Filter(NamedTuple):
    """A list to choose from. ``main`` ones are shown at once, the others on demand."""

    name: str
    label: str
    everything: str
    options: tuple[Option, ...]


class Column(NamedTuple):
    """A column that a reader may choose."""

    name: str
    label: str


class RegisterView(NamedTuple):
    """The register's page. ``blank`` is the row that the script fills.

    ``columns`` are those to choose from, ``more_columns`` the ones that are shown only when chosen.
    """

    lead: str
    caption: str
    rows: tuple[RegisterRow, ...]
    blank: RegisterRow
    columns: tuple[Column, ...]
    more_columns: tuple[Column, ...]
    total: int
    beyond: str
    main_filters: tuple[Filter, ...]
    more_filters: tuple[Filter, ...]


def register_view(edition: Edition) -> RegisterView:
    """The register in order of rank: unassessed first, then ranked, then drafts and closed."""
    words, total = edition.words, len(edition.risks)
    order = register_order(edition)
    more = _more_columns(edition)
    return RegisterView(
        lead=words.say("register.lead"),
        caption=words.say("register.caption", day=words.day(edition.site.today)),
        rows=tuple(register_row(edition, key, "") for key in order[:SERVED]),
        blank=RegisterRow(RecordLink("", "#", ""), *[""] * 12),
        columns=(*_first_columns(edition), *more, *_last_columns(edition)),
        more_columns=more,
        total=total,
        beyond=words.say("register.beyond", shown=SERVED, total=total) if total > SERVED else "",
        main_filters=_main_filters(edition),
        more_filters=_more_filters(edition),
    )


def register_order(edition: Edition) -> tuple[str, ...]:
    """The ids in the order in which the register lists them."""
    return edition.runs.order


def register_row(edition: Edition, key: str, base: str) -> RegisterRow:
    """A risk as tables list it; ``base`` leads from their page to the root."""
    words, names = edition.words, edition.names
    risk, standing = edition.risks[key], edition.site.standing.risks[key]
    current, due = standing.stages.current, standing.attested.due
    return RegisterRow(
        record=edition.risk(key, base),
        rank=place(edition, standing.rank) if standing.rank else "",
        why=words.sentence(standing.rank.reason) if standing.rank else "",
        state=state(edition, risk, standing),
        chip=names.chip(current),
        likelihood=names.likelihood[current.likelihood - 1].short if current else "",
        impact=names.short(current.impact) if current else "",
        strategy=words.named("strategy", risk.treatment.strategy)
        if risk.treatment.strategy
        else "",
        owner=owner_home(edition, risk.owner, base),
        service=service_home(edition, risk.service, base),
        due=words.date(due),
        due_day=due.isoformat() if due else "",
        late=words.late(due, edition.site.today) if due and due < edition.site.today else "",
    )


def department_of(edition: Edition, risk: Risk) -> str:
    """The key of the department that answers for a risk: that of its service."""
    service = edition.site.book.services.services.get(risk.service)
    return service.department if service else ""


def state(edition: Edition, risk: Risk, standing: Standing) -> str:
    """What to know of a risk that is not simply open: draft, closed, not assessed."""
    if risk.status is not Status.OPEN:
        return edition.words.named("status", risk.status)
    return "" if standing.stages.current else edition.words.say("rank.unassessed")


def _columns(edition: Edition, *labels: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, edition.words.say(label)) for name, label in labels)


def _first_columns(edition: Edition) -> tuple[Column, ...]:
    return _columns(
        edition,
        ("rank", "col.rank"),
        ("level", "col.level"),
        ("likelihood", "likelihood"),
        ("impact", "impact"),
        ("strategy", "col.strategy"),
    )


def _more_columns(edition: Edition) -> tuple[Column, ...]:
    return _columns(
        edition,
        ("inherent", "stage.inherent"),
        ("target", "stage.target"),
        ("status", "filter.status"),
        ("category", "filter.category"),
        ("department", "filter.department"),
        ("service", "filter.service"),
        ("register", "filter.register"),
    )


def _last_columns(edition: Edition) -> tuple[Column, ...]:
    return _columns(edition, ("owner", "col.owner"), ("due", "col.review"))


def _main_filters(edition: Edition) -> tuple[Filter, ...]:
    words, names = edition.words, edition.names
    return (
        _filter(
            edition,
            "level",
            [
                *((level.key, level.name) for level in reversed(names.levels)),
                ("unassessed", words.say("rank.unassessed")),
            ],
        ),
        _filter(edition, "status", [(s.value, words.named("status", s)) for s in Status]),
        _filter(
            edition,
            "due",
            [(key, words.say(f"due.{key}")) for key in ("overdue", "month", "quarter")],
        ),
    )


def _more_filters(edition: Edition) -> tuple[Filter, ...]:
    names, words, risks = edition.names, edition.words, edition.risks.values()
    strategies = {risk.treatment.strategy for risk in risks if risk.treatment.strategy}
    used = {
        "category": ({risk.category for risk in risks}, names.categories),
        "register": ({risk.source.register for risk in risks}, names.registers),
        "department": ({department_of(edition, risk) for risk in risks}, names.departments),
        "service": ({risk.service for risk in risks}, names.services),
        "owner": ({risk.owner for risk in risks}, names.holders),
    }
    return (
        _filter(
            edition,
            "strategy",
            [
                (strategy.value, words.named("strategy", strategy))
                for strategy in sorted(strategies, key=lambda one: one.value)
            ],
        ),
        *(
            _filter(edition, name, _alphabetical(edition, keys, named))
            for name, (keys, named) in used.items()
        ),
        _filter(edition, "appetite", [("above", words.say("appetite.above"))]),
        _filter(edition, "actions", [("late", words.say("due.overdue"))]),
        _filter(edition, "actor", _actors(edition)),
    )


def _actors(edition: Edition) -> Iterable[tuple[str, str]]:
    keys = {action.owner for todo in edition.waiting.values() for action in todo if action.owner}
    return _alphabetical(edition, keys, edition.names.holders)


def _alphabetical(
    edition: Edition, keys: Iterable[str], named: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Keys and names, as names follow each other in the language of the page."""
    pairs = [(key, named.get(key, key)) for key in sorted(keys) if key]
    return sorted(pairs, key=lambda pair: edition.words.alphabetical(pair[1]))


def _filter(edition: Edition, name: str, options: Iterable[tuple[str, str]]) -> Filter:
    words = edition.words
    return Filter(
        name,
        words.say(f"filter.{name}"),
        words.say("filter.any"),
        tuple(Option(key, plain(label)) for key, label in options),
    )


def plain(words: str) -> str:
    """Words without markup, for an ``<option>``, which takes none."""
    striptags = getattr(words, "striptags", None)
    return str(striptags()) if striptags else words

"""The Tickets page: which problems recur, how much of all they are, and which are on the rise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from riskbook.identifying.counting import head
from riskbook.identifying.coverage import half_a_year
from riskbook.identifying.rising import Trend
from riskbook.model.tickets import ProblemType, TicketExport
from riskbook.site.addresses import DISCOVERY_LISTS
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import register_home, service_home
from riskbook.site.views.problem_type import problem_type_leaves
from riskbook.site.views.ticket_counts import (
    Desk,
    Figures,
    desks,
    figures,
    lasting,
    ninetieth,
    percent,
    trend_words,
    type_link,
)
from riskbook.site.wing import Leaf
from riskbook.wording.saying import Text

CATEGORIES = 20
"""Categories that are listed; a column with more of them is no classification."""

_PARETO = 0.8


class ExportRow(NamedTuple):
    """An export: what it covers, and how many tickets it has in how many rows."""

    title: str
    service: str
    days: str
    rows: str


class SortRow(NamedTuple):
    """A problem type or a category with its figures. ``risks`` are those registered for it.

    ``trend`` says how it has become more; ``is_rising`` tells that from what is to be watched.
    """

    record: RecordLink
    figures: Figures
    risks: tuple[RecordLink, ...]
    trend: str
    is_rising: bool


class SortTable(NamedTuple):
    """Sorts of ticket, the most frequent first; ``unsorted`` are those of ``none``."""

    rows: tuple[SortRow, ...]
    none: str
    unsorted: Figures | None
    rest: str


class DeskView(NamedTuple):
    """One register's tickets. ``pareto`` says how few types hold most of them."""

    key: str
    title: str
    exports: tuple[ExportRow, ...]
    tickets: str
    unassigned: str
    took: str
    took_more: str
    pareto: str
    types: SortTable
    categories: SortTable


class TicketsView(NamedTuple):
    """The page. ``unseen`` are the types without a ticket in the time that is looked at."""

    span: str
    desks: tuple[DeskView, ...]
    unseen: tuple[RecordLink, ...]
    untyped: bool


def ticket_pages(edition: Edition) -> Iterator[Leaf]:
    """The Tickets page, and the page of each problem type."""
    found = edition.site.book.discovery
    if not found.exports and found.problem_types is None:
        return
    counted = desks(edition)
    yield Leaf("tickets", DISCOVERY_LISTS["tickets"], tickets_view(edition, counted), "tickets")
    yield from problem_type_leaves(edition, counted)


def tickets_view(edition: Edition, counted: tuple[Desk, ...]) -> TicketsView:
    """The tickets of the last six months, register by register."""
    words = edition.words
    types = edition.site.book.discovery.problem_types
    kinds = {one.id: one for one in types.types} if types is not None else {}
    span = half_a_year(edition.site.today)
    seen = {entry.key for desk in counted for entry in desk.types.entries}
    return TicketsView(
        span=words.fill("tickets.span", start=words.date(span.start), end=words.date(span.end)),
        desks=tuple(_desk(edition, desk, kinds) for desk in counted),
        unseen=tuple(
            type_link(edition, one, "")
            for one in kinds.values()
            if one.id not in seen and not one.retired
        ),
        untyped=not any(not one.retired for one in kinds.values()),
    )


def _desk(edition: Edition, desk: Desk, kinds: dict[str, ProblemType]) -> DeskView:
    words, counted = edition.words, desk.types
    few = head(counted.entries, _PARETO)
    held = few[-1].cumulated if few else 0.0
    return DeskView(
        key=desk.register,
        title=register_home(edition, desk.register, ""),
        exports=tuple(_export(edition, one) for one in desk.exports),
        tickets=words.number(counted.total),
        unassigned=percent(words, counted.unsorted_share) if counted.total else "",
        took=lasting(words, counted.took.median) if counted.took else "",
        took_more=ninetieth(words, counted.took),
        pareto=words.say("tickets.pareto", count=len(few), percent=round(100 * held))
        if few
        else "",
        types=_types(edition, desk, kinds),
        categories=_categories(edition, desk),
    )


def _export(edition: Edition, export: TicketExport) -> ExportRow:
    words, table = edition.words, edition.site.book.discovery.tickets.get(export.id)
    return ExportRow(
        title=words.text(export.title),
        service=service_home(edition, export.service, "") if export.service else "",
        days=words.fill(
            "tickets.days-covered", start=words.date(export.start), end=words.date(export.end)
        ),
        rows=words.say("tickets.rows", tickets=words.number(len(table.ids)), count=table.rows)
        if table
        else words.say("tickets.unread"),
    )


def _types(edition: Edition, desk: Desk, kinds: dict[str, ProblemType]) -> SortTable:
    counted, links = desk.types, edition.site.links.risks_of_problem_type
    return SortTable(
        rows=tuple(
            SortRow(
                record=type_link(edition, kinds[entry.key], ""),
                figures=figures(edition.words, counted, entry),
                risks=tuple(edition.risk(key, "") for key in links.get(entry.key, ())),
                trend=trend_words(edition.words, desk.rises.get(entry.key)),
                is_rising=entry.key in desk.rises and desk.rises[entry.key].trend is Trend.RISING,
            )
            for entry in counted.entries
        ),
        none=edition.words.say("tickets.unsorted"),
        unsorted=figures(edition.words, counted, counted.unsorted) if counted.unsorted else None,
        rest="",
    )


def _categories(edition: Edition, desk: Desk) -> SortTable:
    """The categories in the words of the export, which are not the page's."""
    counted = desk.categories
    language = desk.exports[0].language or edition.site.book.settings.language
    rest = len(counted.entries) - CATEGORIES
    return SortTable(
        rows=tuple(
            SortRow(
                record=RecordLink("", "", edition.words.text(Text.of(language, entry.key))),
                figures=figures(edition.words, counted, entry),
                risks=(),
                trend="",
                is_rising=False,
            )
            for entry in counted.entries[:CATEGORIES]
        ),
        none=edition.words.say("tickets.uncategorised"),
        unsorted=figures(edition.words, counted, counted.unsorted) if counted.unsorted else None,
        rest=edition.words.say("tickets.more-categories", count=rest) if rest > 0 else "",
    )

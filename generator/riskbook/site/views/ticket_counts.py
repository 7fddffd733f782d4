"""Tickets counted for the pages about them: by register, by sort, by month."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date, format_skeleton
from markupsafe import Markup

from riskbook.identifying.counting import Count, Entry, Spread, categories, count
from riskbook.identifying.coverage import Span, half_a_year
from riskbook.identifying.rising import Rise, Trend, rises
from riskbook.identifying.working_names import is_named
from riskbook.model.book import TicketTexts
from riskbook.model.tickets import ProblemType, TicketExport
from riskbook.picturing.counts import Column, draw_share, draw_small_columns
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.words import Words

DAYS_FROM = 48
"""Hours from which a length of time is told in days."""


class Desk(NamedTuple):
    """The exports of one register, and the tickets of the last six months in them.

    ``rises`` are of the types that have become more, or may have, by their ids.
    """

    register: str
    exports: tuple[TicketExport, ...]
    types: Count
    categories: Count
    rises: dict[str, Rise]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of one sort of ticket: how many, what part of all, how long, by month."""

    count: str
    share: str
    cumulated: str
    bar: Markup
    took: str
    took_more: str
    months: Markup
    by_month: str


def desks(edition: Edition) -> tuple[Desk, ...]:
    """The registers that have exports, in the order of the book."""
    discovery = edition.site.book.discovery
    kinds = categories(discovery)
    span = half_a_year(edition.site.today)
    found = []
    for register in edition.site.book.registers:
        exports = tuple(
            one for one in discovery.exports.values() if one.source.register == register
        )
        read = [one.id for one in exports if one.id in discovery.tickets]
        if exports:
            types = {key: edition.sorting.by_export[key] for key in read}
            found.append(
                Desk(
                    register,
                    exports,
                    count(discovery, types, span.start, span.end),
                    count(discovery, {key: kinds[key] for key in read}, span.start, span.end),
                    {
                        one.key: one
                        for one in rises(discovery, types, span.end)
                        if one.trend is not Trend.STEADY
                    },
                )
            )
    return tuple(found)


def type_name(edition: Edition, kind: ProblemType) -> str:
    """The name of a problem type; of one that nobody has named, that it has none.

    A working name is made of what customers wrote, and is shown only where that may be.
    """
    published = edition.site.book.settings.tickets.texts is TicketTexts.PUBLISHED
    if is_named(kind) or published:
        return edition.words.text(kind.name)
    return edition.words.say("tickets.unnamed")


def type_link(edition: Edition, kind: ProblemType, base: str = UP) -> RecordLink:
    """A problem type as other pages name it."""
    return RecordLink(kind.id, f"{base}problem-types/{kind.id}.html", type_name(edition, kind))


def figures(words: Words, counted: Count, entry: Entry) -> Figures:
    """What is told of one sort of a count."""
    span = Span(counted.start, counted.end)
    columns = month_columns(words, span, counted.months, entry.by_month)
    return Figures(
        count=words.number(entry.count),
        share=percent(words, entry.share),
        cumulated=words.say("tickets.cumulated", percent=round(100 * entry.cumulated))
        if entry.key
        else "",
        bar=Markup(draw_share(entry.cumulated - entry.share, entry.share)),  # noqa: S704  # ours
        took=lasting(words, entry.took.median) if entry.took else "",
        took_more=ninetieth(words, entry.took),
        months=Markup(draw_small_columns(columns)),  # noqa: S704  # ours
        by_month=month_list(words, columns),
    )


def trend_words(words: Words, rise: Rise | None) -> str:
    """How a sort has become more of late; "" where it has not."""
    if rise is None:
        return ""
    kind = rise.trend.value
    if rise.ratio is None:
        return words.say(f"tickets.{kind}.new", count=rise.recent)
    if rise.trend is Trend.WATCH and rise.in_bursts:
        kind = "bursts"
    times = words.number(round(rise.ratio, 1))
    return words.say(f"tickets.{kind}", count=rise.recent, times=times)


def percent(words: Words, share: float) -> str:
    """A part of all, from 0 to 1, in whole percent."""
    return words.say("tickets.percent", percent=round(100 * share))


def lasting(words: Words, hours: float) -> str:
    """A length of time in hours, or from two days in days."""
    if hours >= DAYS_FROM:
        return words.say("tickets.days", number=words.number(round(hours / 24, 1)))
    return words.say("tickets.hours", number=words.number(round(hours, 1)))


def ninetieth(words: Words, took: Spread | None) -> str:
    """Within what time nine of ten tickets are resolved; "" where none is."""
    return words.say("tickets.ninetieth", time=lasting(words, took.ninetieth)) if took else ""


def month_columns(
    words: Words, span: Span, months: Sequence[date], numbers: Sequence[int]
) -> tuple[Column, ...]:
    """The months to be drawn; the year stands below the first and each January."""
    return tuple(
        Column(
            month,
            number,
            (_month(words, month), words.say("timeline.year", year=month.year))
            if month == months[0] or month.month == 1
            else (_month(words, month),),
            span.start <= month and _last_day(month) <= span.end,
        )
        for month, number in zip(months, numbers, strict=True)
    )


def month_list(words: Words, columns: Iterable[Column]) -> str:
    """The months with their numbers in a row, for those who do not see the columns."""
    return words.listing(
        words.say("tickets.month-count", month=_month(words, one.month), number=one.count)
        for one in columns
    )


def month_name(words: Words, month: date) -> str:
    """``November 2026``, ``2026年11月``."""
    return format_skeleton("yMMMM", month, locale=words.locale)


def opened_by_month(edition: Edition) -> dict[str, Counter[date]]:
    """By the id of each problem type, how many of its tickets were opened in each month."""
    discovery = edition.site.book.discovery
    found: dict[str, Counter[date]] = {}
    seen: set[tuple[str, str]] = set()
    for export, kinds in edition.sorting.by_export.items():
        table = discovery.tickets[export]
        for key, opened, kind in zip(table.ids, table.opened, kinds, strict=True):
            ticket = (table.source.register, key)
            if kind is not None and ticket not in seen:
                seen.add(ticket)
                found.setdefault(kind, Counter())[opened.date().replace(day=1)] += 1
    return found


def covered(edition: Edition) -> Span | None:
    """The days from the first to the last that an export covers, None without any."""
    exports = edition.site.book.discovery.exports.values()
    if not exports:
        return None
    return Span(min(one.start for one in exports), max(one.end for one in exports))


def months_of(span: Span) -> tuple[date, ...]:
    """The first days of the calendar months of a time."""
    months = [span.start.replace(day=1)]
    while (following := _last_day(months[-1]) + timedelta(days=1)) <= span.end:
        months.append(following)
    return tuple(months)


def _month(words: Words, month: date) -> str:
    return format_date(month, "LLL", locale=words.locale)


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])

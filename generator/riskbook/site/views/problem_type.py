"""The page of one problem type: how often it occurs, and what stands against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from riskbook.identifying.counting import count
from riskbook.identifying.coverage import half_a_year
from riskbook.identifying.origins import Origin, OriginKind
from riskbook.identifying.rising import Trend
from riskbook.identifying.working_names import is_named
from riskbook.model.book import TicketTexts
from riskbook.model.tickets import ProblemType
from riskbook.picturing.counts import Column, draw_columns
from riskbook.site import elements
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.homes import register_home
from riskbook.site.views.coverage import command
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.record import Foot, foot
from riskbook.site.views.ticket_counts import (
    Desk,
    covered,
    lasting,
    month_columns,
    month_list,
    month_name,
    months_of,
    ninetieth,
    opened_by_month,
    percent,
    trend_words,
    type_name,
)
from riskbook.site.wing import Leaf
from riskbook.site.words import Words
from riskbook.wording.saying import Text
from riskbook.wording.script import han_share

MONTHS = 12
"""Months that are drawn, at most: the last ones that an export covers."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month in the table below the drawing."""

    month: str
    count: str


@dataclass(frozen=True, slots=True)
class RegisterShare:
    """How many tickets of the type one register had, and what part of all of its tickets."""

    register: str
    count: str
    share: str


class IncidentLine(NamedTuple):
    """An incident of the type."""

    record: RecordLink
    date: str
    more: str


class ExampleView(NamedTuple):
    """A ticket that the type was made from; its text only where texts are published."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ProblemTypeView:
    """A problem type's page.

    ``gap`` is the command that makes a risk of one that has none; ``is_short`` says that not every
    month drawn is covered to its end; ``recognised`` is how a ticket is known to be of the type.
    """

    id: str
    title: str
    citation: str
    edit: str
    notes: tuple[str, ...]
    trend: str
    is_rising: bool
    count: str
    share: str
    took: str
    took_more: str
    effort: str
    registers: tuple[RegisterShare, ...]
    drawing: Markup
    months: tuple[MonthRow, ...]
    is_short: bool
    recognised: tuple[str, ...]
    examples: tuple[ExampleView, ...]
    withheld: bool
    risks: tuple[PlanRisk, ...]
    gap: str
    incidents: tuple[IncidentLine, ...]
    elsewhere: tuple[RecordLink, ...]
    foot: Foot


def problem_type_leaves(edition: Edition, desks: Sequence[Desk]) -> Iterator[Leaf]:
    """The page of each problem type, retired ones too."""
    types = edition.site.book.discovery.problem_types
    if types is None:
        return
    known = _Known(edition, desks)
    for kind in types.types:
        yield Leaf(
            kind="problem-type",
            path=f"problem-types/{kind.id}.html",
            view=known.view(kind, types.source.path),
            nav="tickets",
            title=_plain(type_name(edition, kind)),
        )


class _Known:
    """What the pages of all types share, found once."""

    def __init__(self, edition: Edition, desks: Sequence[Desk]) -> None:
        self.edition = edition
        self.desks = desks
        discovery, span = edition.site.book.discovery, half_a_year(edition.site.today)
        counted = count(discovery, edition.sorting.by_export, span.start, span.end)
        self.entries = {entry.key: entry for entry in counted.entries}
        self.by_month = opened_by_month(edition)
        self.covered = covered(edition)
        self.published = edition.site.book.settings.tickets.texts is TicketTexts.PUBLISHED
        wanted = {key for kind in _types(edition) for key in kind.examples}
        self.texts = {
            key: elements.foreign(text, discovery.exports[table.of].language)
            for table in discovery.tickets.values()
            for key, text in zip(table.ids, table.texts, strict=True)
            if key in wanted
        }

    def view(self, kind: ProblemType, path: str) -> ProblemTypeView:
        """The page of one type."""
        edition, words = self.edition, self.edition.words
        entry, shown = self.entries.get(kind.id), is_named(kind) or self.published
        took = entry.took if entry else None
        title = type_name(edition, kind)
        columns = self._columns(kind.id)
        rise = next((desk.rises[kind.id] for desk in self.desks if kind.id in desk.rises), None)
        risks = edition.site.links.risks_of_problem_type.get(kind.id, ())
        return ProblemTypeView(
            id=kind.id,
            title=title,
            citation=_plain(title),
            edit=edition.edit(path),
            notes=tuple(_notes(words, kind)),
            trend=trend_words(words, rise),
            is_rising=rise is not None and rise.trend is Trend.RISING,
            count=words.number(entry.count if entry else 0),
            share=percent(words, entry.share) if entry else "",
            took=lasting(words, took.median) if took else "",
            took_more=ninetieth(words, took),
            effort=words.say("tickets.hours", number=words.number(round(entry.effort)))
            if entry and entry.effort
            else "",
            registers=tuple(self._registers(kind.id)),
            drawing=self._drawing(columns, _plain(title)),
            months=tuple(
                MonthRow(month_name(words, one.month), words.number(one.count)) for one in columns
            ),
            is_short=not all(one.is_whole for one in columns),
            recognised=tuple(_recognised(words, kind)) if shown else (),
            examples=tuple(
                ExampleView(key, self.texts.get(key, "") if self.published else "")
                for key in kind.examples
            ),
            withheld=bool(kind.examples) and not self.published,
            risks=tuple(
                PlanRisk(edition.risk(key), edition.names.chip(edition.stages(key).current))
                for key in risks
            ),
            gap="" if risks or kind.retired else command(Origin(OriginKind.TICKETS, kind.id)),
            incidents=tuple(_incidents(edition, kind.id)),
            elsewhere=tuple(_elsewhere(edition, kind.id)),
            foot=foot(edition, path),
        )

    def _registers(self, key: str) -> Iterator[RegisterShare]:
        """The registers that had tickets of the type in the last six months."""
        words = self.edition.words
        for desk in self.desks:
            for entry in desk.types.entries:
                if entry.key == key:
                    home = register_home(self.edition, desk.register)
                    yield RegisterShare(
                        home, words.number(entry.count), percent(words, entry.share)
                    )

    def _columns(self, key: str) -> tuple[Column, ...]:
        """The last months that an export covers."""
        if self.covered is None:
            return ()
        months = months_of(self.covered)[-MONTHS:]
        known = self.by_month.get(key, Counter())
        numbers = [known[month] for month in months]
        return month_columns(self.edition.words, self.covered, months, numbers)

    def _drawing(self, columns: Sequence[Column], title: str) -> Markup:
        if not columns:
            return Markup()
        words = self.edition.words
        about = month_list(words, columns)
        return Markup(  # noqa: S704  # our own, all words escaped
            draw_columns(words.say("problem-type.drawing", type=title), about, columns)
        )


def _types(edition: Edition) -> tuple[ProblemType, ...]:
    types = edition.site.book.discovery.problem_types
    return types.types if types is not None else ()


def _notes(words: Words, kind: ProblemType) -> Iterator[str]:
    if not is_named(kind):
        yield words.say("problem-type.unnamed")
    if kind.retired:
        yield words.say("problem-type.retired")


def _recognised(words: Words, kind: ProblemType) -> Iterator[str]:
    """How a ticket is known to be of the type, in the order in which it is looked at."""
    if kind.categories:
        yield words.fill("problem-type.by-category", names=_quoted(words, kind.categories))
    if kind.any_of:
        yield words.fill("problem-type.any-of", words=_quoted(words, kind.any_of))
    if kind.all_of:
        yield words.fill("problem-type.all-of", words=_quoted(words, kind.all_of))
    if kind.none_of:
        yield words.fill("problem-type.none-of", words=_quoted(words, kind.none_of))
    if kind.examples:
        yield words.say("problem-type.like", count=len(kind.examples))


def _quoted(words: Words, parts: Iterable[str]) -> Markup:
    return words.listing(
        words.fill("problem-type.quoted", word=words.text(Text.of(_tongue(part), part)))
        for part in parts
    )


def _tongue(part: str) -> str:
    """The language of a few words from tickets, as far as their script tells."""
    return "zh" if han_share(part) else "en"


def _incidents(edition: Edition, key: str) -> Iterator[IncidentLine]:
    """The incidents of a type, the latest first."""
    words, incidents = edition.words, edition.site.book.discovery.incidents.values()
    for one in sorted(incidents, key=lambda one: (one.date, one.id), reverse=True):
        if one.problem_type == key:
            yield IncidentLine(
                RecordLink(one.id, f"{UP}incidents/{one.id}.html", words.text(one.title)),
                words.date(one.date),
                words.say("problem-type.near-miss") if one.near_miss else "",
            )


def _elsewhere(edition: Edition, key: str) -> Iterator[RecordLink]:
    """The fishbones drawn for a type, and the answers of customers that are about it."""
    words, found = edition.words, edition.site.book.discovery
    for bone in found.fishbones.values():
        if bone.problem_type == key:
            yield RecordLink("", f"{UP}fishbones/{bone.id}.html", words.text(bone.effect))
    for feedback in found.feedback.values():
        for one in feedback.answers:
            if one.problem_type == key:
                href = f"{UP}feedback/{feedback.id}.html#{one.id}"
                yield RecordLink(one.id, href, words.text(one.answer or feedback.title))


def _plain(title: str) -> str:
    return title.striptags() if isinstance(title, Markup) else title

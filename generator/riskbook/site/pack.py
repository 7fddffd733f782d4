"""The pack for a board: what of the book goes onto paper, and in which order.

It says what the site says, from the same views, so that paper and page never differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from markupsafe import Markup

from riskbook.model.terms import Status
from riskbook.picturing.small_matrix import small_matrix
from riskbook.reading.history import History
from riskbook.run import Judged
from riskbook.site.edition import Edition, edition
from riskbook.site.one_language import in_language
from riskbook.site.standing_data import Entry, plan_entry, risk_entry
from riskbook.site.views.method import MethodView, method_view
from riskbook.site.views.overview import OverviewView, overview
from riskbook.site.views.plan import PlanView, plan_view
from riskbook.site.views.register import RegisterRow, register_order, register_row
from riskbook.site.views.reviews import QuarterView, quarter_view
from riskbook.site.views.risk import RiskView, risk_view
from riskbook.site.withholding import Published, judge_published

SHEETS = 40
"""Risks at the highest level that have a sheet where nobody says which: a pack is to be read."""

ROWS = 1000
"""Risks in the table of the register; those ranked below them are only counted."""


class Chapter(Enum):
    """What a pack may hold, in the order in which a board reads it."""

    SUMMARY = "summary"
    TOP = "top"
    QUARTER = "quarter"
    REGISTER = "register"
    SHEETS = "sheets"
    PLANS = "plans"
    METHOD = "method"


class Scope(NamedTuple):
    """What is wanted. ``sheets`` and ``plans`` are ids, in the order in which they are printed.

    ``reader`` is whom a cover names, ``""`` for nobody.
    """

    chapters: frozenset[Chapter]
    sheets: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    reader: str = ""

    @property
    def has_cover(self) -> bool:
        """Whether there is enough of it for a cover and contents."""
        return Chapter.SUMMARY in self.chapters


@dataclass(frozen=True, slots=True)
class LevelCount:
    """The open risks of a level."""

    chip: str
    count: int


class Summary(NamedTuple):
    """The first page after the contents. ``without_place`` counts what is not assessed."""

    overview: OverviewView
    levels: tuple[LevelCount, ...]
    without_place: int


class RiskSheet(NamedTuple):
    """A risk on its sheet, with what moves when others move."""

    view: RiskView
    entry: Entry


class PlanSheet(NamedTuple):
    """A plan on its sheet, with its states of today."""

    view: PlanView
    entry: Entry


class RegisterTable(NamedTuple):
    """The register as a table. ``rest`` says how many risks are ranked below its last row."""

    lead: str
    rows: tuple[RegisterRow, ...]
    rest: str


class Pack(NamedTuple):
    """All that a pack shows, in words; a chapter that is not wanted is None, or empty.

    ``title`` is that of the book, ``day`` as plain text; ``withheld`` is ``""`` for nothing.
    """

    title: str
    language: str
    day: str
    commit: str
    criteria: str
    version: str
    withheld: str
    cover: bool
    reader: str
    summary: Summary | None
    top: OverviewView | None
    quarter: QuarterView | None
    register: RegisterTable | None
    sheets: tuple[RiskSheet, ...]
    plans: tuple[PlanSheet, ...]
    method: MethodView | None


def edition_on_paper(
    judged: Judged, published: Published, known: History, language: str
) -> Edition:
    """The published book in one language, which need not be one that its site has.

    ``judged`` is the whole book, as ``published`` was made of it; ``known`` is its history.
    """
    if published.withheld:  # ranks and counts run over what is published
        judged = judge_published(judged, published)
    spoken = judged.book.settings.languages
    return edition(in_language(judged, language, spoken, published.withheld, known, published.told))


def open_at_or_above(edition: Edition, level: int) -> tuple[str, ...]:
    """The ranked risks whose current level is ``level`` or a higher one, in the order of rank."""
    return tuple(
        key
        for key in edition.site.standing.ranked
        if (current := edition.stages(key).current) and current.level >= level
    )


def highest_level(edition: Edition) -> int:
    """The highest level at which a ranked risk stands now; that of no risk where there is none."""
    levels = [
        current.level
        for key in edition.site.standing.ranked
        if (current := edition.stages(key).current)
    ]
    return max(levels, default=len(edition.names.levels))


def whole_pack(edition: Edition, sheets: Iterable[str], reader: str) -> Scope:
    """Everything, with a sheet for each of these risks and for each plan that one of them names."""
    shown = tuple(sheets)
    plans = {edition.risks[key].plan for key in shown} & edition.plans.keys()
    return Scope(frozenset(Chapter), shown, tuple(sorted(plans)), reader)


def pack_of(edition: Edition, scope: Scope) -> Pack:
    """What of the book the pack shows."""
    site, words = edition.site, edition.words
    wanted = scope.chapters
    first = overview(edition) if wanted & {Chapter.SUMMARY, Chapter.TOP} else None
    return Pack(
        title=words.plain(site.book.settings.title),
        language=site.language,
        day=words.long_day(site.today),
        commit=site.stamp.commit,
        criteria=site.book.criteria.version,
        version=site.stamp.version,
        withheld=words.say("pack.withheld", count=site.withheld) if site.withheld else "",
        cover=scope.has_cover,
        reader=words.say("pack.for", reader=scope.reader) if scope.reader else "",
        summary=_summary(edition, first) if first and Chapter.SUMMARY in wanted else None,
        top=first if Chapter.TOP in wanted else None,
        quarter=quarter_view(edition) if Chapter.QUARTER in wanted else None,
        register=_register(edition) if Chapter.REGISTER in wanted else None,
        sheets=tuple(_sheet(edition, key) for key in scope.sheets),
        plans=tuple(
            PlanSheet(plan_view(edition, key), plan_entry(edition, key)) for key in scope.plans
        ),
        method=method_view(edition) if Chapter.METHOD in wanted else None,
    )


def _summary(edition: Edition, first: OverviewView) -> Summary:
    currents = [
        edition.stages(key).current
        for key, risk in edition.risks.items()
        if risk.status is Status.OPEN
    ]
    return Summary(
        first,
        tuple(
            LevelCount(level.chip, sum(1 for one in currents if one and one.level == level.index))
            for level in reversed(edition.names.levels)
        ),
        currents.count(None),
    )


def _register(edition: Edition) -> RegisterTable:
    order = register_order(edition)
    rest = len(order) - ROWS
    return RegisterTable(
        edition.words.say("register.caption", day=edition.words.day(edition.site.today)),
        tuple(register_row(edition, key, "") for key in order[:ROWS]),
        edition.words.say("pack.register-rest", count=rest) if rest > 0 else "",
    )


def _sheet(edition: Edition, key: str) -> RiskSheet:
    drawn = small_matrix(edition.site.book.criteria, edition.stages(key))
    return RiskSheet(risk_view(edition, key, Markup(drawn)), risk_entry(edition, key))  # noqa: S704 ours

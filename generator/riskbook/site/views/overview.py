"""The overview: where the risks stand, which come first and why, what needs attention."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from riskbook.assessing.standing import Proof
from riskbook.model.terms import Status
from riskbook.site import elements
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import department_home, register_home
from riskbook.site.standing_data import place
from riskbook.site.views.attention import LISTED, NoticeList, attention
from riskbook.site.views.changes import Since, Trend, movement, since_last_quarter, trend
from riskbook.site.views.matrix import MatrixView, counted_matrix
from riskbook.site.views.selection import all_open, open_risks

TOP = 10
"""Risks in the list of the highest ranked."""


class Tile(NamedTuple):
    """One figure of the head line, and the page that shows what it counts."""

    number: int
    label: str
    detail: str
    href: str
    grave: bool


class Ranked(NamedTuple):
    """One of the highest ranked, with the reason.

    ``way`` is how its level moved since the quarter began: ``up``, ``down``, ``new`` or ``""``.
    """

    place: str
    record: RecordLink
    reason: str
    owner: str
    chip: str
    way: str = ""


class AppetiteRow(NamedTuple):
    """A category: what it may hold, and what it holds above that."""

    category: str
    href: str
    limit: str
    above: int
    tolerance: str
    exceeded: str


class RegisterTally(NamedTuple):
    """One register's open risks by level, highest first."""

    title: str
    href: str
    department: str
    counts: tuple[int, ...]
    total: int


class OverviewView(NamedTuple):
    """The first page."""

    title: str
    lead: str
    as_of: str
    tiles: tuple[Tile, ...]
    matrix: MatrixView
    unassessed: tuple[RecordLink, ...]
    unassessed_title: str
    ranked: tuple[Ranked, ...]
    all_ranked: str
    not_counted: str
    attention: tuple[NoticeList, ...]
    since: Since | None
    trend: Trend | None
    appetite: tuple[AppetiteRow, ...]
    level_chips: tuple[str, ...]
    level_names: tuple[str, ...]
    registers: tuple[RegisterTally, ...]
    withheld: str


def overview(edition: Edition) -> OverviewView:
    """The overview of the book on its day."""
    site, words = edition.site, edition.words
    unassessed = site.standing.unassessed
    drafts = _drafts(edition)
    moved = movement(edition)
    return OverviewView(
        title=words.plain(site.book.settings.title),
        lead=words.fill(
            "overview.lead" if len(site.book.registers) > 1 else "overview.lead-one",
            risks=_with_drafts(edition, drafts),
            registers=words.listing(register_home(edition, key, "") for key in site.book.registers),
        ),
        as_of=words.fill("overview.as-of", day=words.date(site.today)),
        tiles=_tiles(edition),
        matrix=counted_matrix(
            edition, "current", words.say("overview.matrix-caption"), all_open(edition)
        ),
        unassessed=tuple(edition.risk(key, "") for key in unassessed[:LISTED]),
        unassessed_title=words.say("overview.unassessed", count=len(unassessed)),
        ranked=tuple(
            ranked(edition, key, "")._replace(way=moved.get(key, ""))
            for key in site.standing.ranked[:TOP]
        ),
        all_ranked=words.say("overview.all-ranked", count=len(site.standing.ranked)),
        not_counted=words.fill("overview.not-counted", drafts=drafts) if drafts else "",
        attention=attention(edition),
        since=since_last_quarter(edition),
        trend=trend(edition),
        appetite=_appetite(edition),
        level_chips=tuple(level.chip for level in reversed(edition.names.levels)),
        level_names=tuple(level.name for level in reversed(edition.names.levels)),
        registers=_registers(edition),
        withheld=words.say("overview.withheld", count=site.withheld) if site.withheld else "",
    )


def _with_drafts(edition: Edition, drafts: str) -> str:
    """How many risks are open and, so that no author takes one for lost, how many are drafts."""
    words = edition.words
    risks = words.say("count.open-risks", count=len(list(open_risks(edition))))
    return words.fill("overview.and-drafts", risks=risks, drafts=drafts) if drafts else risks


def _drafts(edition: Edition) -> str:
    """How many drafts there are, with a link to the register that shows them; ``""`` for none."""
    count = sum(risk.status is Status.DRAFT for risk in edition.risks.values())
    words = edition.words.say("count.drafts", count=count)
    return elements.link("register.html?status=draft", words) if count else ""


def ranked(edition: Edition, key: str, base: str) -> Ranked:
    """A risk as a list of the highest has it; one that is not assessed has no place."""
    standing = edition.site.standing.risks[key]
    rank = standing.rank
    return Ranked(
        place=place(edition, rank) if rank else "",
        record=edition.risk(key, base),
        reason=edition.words.sentence(rank.reason)
        if rank
        else edition.words.say("rank.unassessed"),
        owner=edition.names.holder(edition.risks[key].owner),
        chip=edition.names.chip(standing.stages.current),
    )


def _tiles(edition: Edition) -> tuple[Tile, ...]:
    site, words = edition.site, edition.words
    standing = site.standing.risks.values()
    top = edition.names.levels[-1]
    grave = sum(
        1
        for one in standing
        if one.rank and one.stages.current and one.stages.current.level == top.index
    )
    above = sum(1 for one in standing if one.breach)
    late = sorted(
        one.attested.due for one in standing if one.attested.due and one.attested.days_late > 0
    )
    proofs = Counter(state.proof for state in site.plan_states.values())
    unproven = sum(number for state, number in proofs.items() if state is not Proof.PROVEN)
    lapsed = proofs[Proof.STALE]
    return (
        Tile(
            grave,
            top.name,
            words.say("tile.of-ranked", total=len(site.standing.ranked)),
            f"register.html?status=open&level={top.key}",
            grave=grave > 0,
        ),
        Tile(
            above,
            words.say("tile.above"),
            words.say("tile.above-detail", count=len(site.standing.tolerance))
            if site.standing.tolerance
            else "",
            "register.html?status=open&appetite=above",
            grave=above > 0,
        ),
        Tile(
            len(late),
            words.say("tile.overdue"),
            words.fill("tile.oldest", late=elements.late(late[0], words.late(late[0], site.today)))
            if late
            else "",
            "register.html?status=open&due=overdue",
            grave=bool(late),
        ),
        Tile(
            unproven,
            words.say("tile.unproven"),
            words.say("tile.lapsed", count=lapsed) if lapsed else "",
            "plans.html",
            grave=unproven > 0,
        ),
    )


def _appetite(edition: Edition) -> tuple[AppetiteRow, ...]:
    site, names, words = edition.site, edition.names, edition.words
    above = Counter(one.breach.category for one in site.standing.risks.values() if one.breach)
    broken = {breach.category: breach for breach in site.standing.tolerance}
    rows = []
    for appetite in site.book.criteria.appetite:
        tolerance, breach = appetite.tolerance, broken.get(appetite.category)
        rows.append(
            AppetiteRow(
                category=names.categories.get(appetite.category, appetite.category),
                href=f"register.html?status=open&category={appetite.category}&appetite=above",
                limit=names.levels[appetite.limit].chip,
                above=above[appetite.category],
                tolerance=words.say(
                    "appetite.at-most",
                    count=tolerance.at_most,
                    level=names.levels[tolerance.level].name,
                )
                if tolerance
                else "",
                exceeded=words.say("appetite.exceeded", count=len(breach.risks)) if breach else "",
            )
        )
    return tuple(rows)


def _registers(edition: Edition) -> tuple[RegisterTally, ...]:
    book, names = edition.site.book, edition.names
    tallies: dict[str, Counter[int]] = {key: Counter() for key in book.registers}
    totals: Counter[str] = Counter()
    for key in open_risks(edition):
        register = edition.risks[key].source.register
        totals[register] += 1
        current = edition.stages(key).current
        if current and register in tallies:
            tallies[register][current.level] += 1
    return tuple(
        RegisterTally(
            title=names.registers[key],
            href=f"registers/{key}.html",
            department=department_home(edition, register.department, ""),
            counts=tuple(tallies[key][level.index] for level in reversed(names.levels)),
            total=totals[key],
        )
        for key, register in book.registers.items()
    )

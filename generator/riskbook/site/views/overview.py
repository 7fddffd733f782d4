"""The overview: where the risks stand, which come first and why, what needs attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from riskbook.assessing.standing import Proof
from riskbook.model.terms import Status
from riskbook.reviewing.reminders import Duty, Matter, Urgency
from riskbook.site import elements
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import department_home, owner_home, register_home
from riskbook.site.plan_states import proof
from riskbook.site.signed import changed_parts
from riskbook.site.standing_data import place
from riskbook.site.views.changes import Since, Trend, movement, since_last_quarter, trend
from riskbook.site.views.matrix import MatrixView, counted_matrix
from riskbook.site.views.reviews import record_of
from riskbook.site.views.selection import all_open, open_risks

TOP = 10
"""Risks in the list of the highest ranked."""

LISTED = 8
"""Entries of a list before it refers to the register."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the head line, and the page that shows what it counts."""

    number: int
    label: str
    detail: str
    href: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """One of the highest ranked, with the reason.

    ``way`` is how its level moved since the quarter began: ``up``, ``down``, ``new`` or ``""``.
    """

    place: str
    record: RecordLink
    reason: str
    owner: str
    chip: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that somebody must act on: what is wrong, since when, whose it is.

    ``day`` is set where the reader's browser may count the days anew.
    """

    day: str
    due: str
    words: str
    record: RecordLink
    owner: str


@dataclass(frozen=True, slots=True)
class NoticeList:
    """Notices of one sort. ``rest`` says how many more there are and ``href`` leads to them."""

    title: str
    notices: tuple[Notice, ...]
    rest: str
    href: str


@dataclass(frozen=True, slots=True)
class AppetiteRow:
    """A category: what it may hold, and what it holds above that."""

    category: str
    href: str
    limit: str
    above: int
    tolerance: str
    exceeded: str


@dataclass(frozen=True, slots=True)
class RegisterTally:
    """One register's open risks by level, highest first."""

    title: str
    href: str
    department: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OverviewView:
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
    waiting = edition.agenda.soon
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
            replace(ranked(edition, key, ""), way=moved.get(key, ""))
            for key in site.standing.ranked[:TOP]
        ),
        all_ranked=words.say("overview.all-ranked", count=len(site.standing.ranked)),
        not_counted=words.fill("overview.not-counted", drafts=drafts) if drafts else "",
        attention=tuple(
            notices
            for notices in (
                _overdue(edition, waiting),
                _changed(edition, waiting),
                _acceptances(edition, waiting),
                _actions(edition),
                _plans(edition),
            )
            if notices.notices
        ),
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


def _overdue(edition: Edition, waiting: Iterable[Duty]) -> NoticeList:
    words, today = edition.words, edition.site.today
    return _listed(
        edition,
        "overdue",
        [
            Notice(
                duty.day.isoformat(),
                words.date(duty.day),
                words.late(duty.day, today),
                edition.risk(duty.record, ""),
                owner_home(edition, duty.owner, ""),
            )
            for duty in waiting
            if duty.matter is Matter.REVIEW and duty.urgency is Urgency.OVERDUE and duty.day
        ],
        "register.html?status=open&due=overdue",
    )


def _acceptances(edition: Edition, waiting: Iterable[Duty]) -> NoticeList:
    words, today = edition.words, edition.site.today
    return _listed(
        edition,
        "acceptances",
        [
            Notice(
                "",
                words.date(duty.day),
                words.lapse(duty.day, today),
                edition.risk(duty.record, ""),
                owner_home(edition, duty.owner, ""),
            )
            for duty in waiting
            if duty.matter is Matter.ACCEPTANCE and duty.day
        ],
        "register.html?status=open&strategy=accept",
    )


def _actions(edition: Edition) -> NoticeList:
    today = edition.site.today
    late = sorted(
        (action.due, key, action.id, action)
        for key, todo in edition.waiting.items()
        for action in todo
        if action.due and action.due < today
    )
    return _listed(
        edition,
        "actions",
        [
            Notice(
                day.isoformat(),
                edition.words.date(day),
                edition.words.late(day, today),
                RecordLink(f"{key} {name}", f"risks/{key}.html#{name}", action.what),
                owner_home(edition, action.owner, ""),
            )
            for day, key, name, action in late
        ],
        "",
    )


def _plans(edition: Edition) -> NoticeList:
    states = edition.site.plan_states
    waiting = [
        key
        for key, state in sorted(states.items())
        if key in edition.plans and state.proof is not Proof.PROVEN
    ]
    return _listed(
        edition,
        "plans",
        [
            Notice(
                "",
                "",
                proof(edition, states[key]),
                edition.plan(key, ""),
                owner_home(edition, edition.plans[key].owner, ""),
            )
            for key in waiting
        ],
        "plans.html",
    )


def _changed(edition: Edition, waiting: Iterable[Duty]) -> NoticeList:
    """What was signed or exercised and is not what stands there now, one notice a record."""
    found: dict[str, Duty] = {}
    for duty in waiting:
        if duty.urgency is Urgency.CHANGED:
            found.setdefault(duty.record, duty)
    return _listed(
        edition,
        "changed",
        [
            Notice(
                "",
                "",
                changed_parts(edition, duty.changed),
                record_of(edition, duty, ""),
                owner_home(edition, duty.owner, ""),
            )
            for duty in found.values()
        ],
        "reviews.html#changed",
    )


def _listed(edition: Edition, kind: str, notices: list[Notice], href: str) -> NoticeList:
    rest = len(notices) - LISTED
    return NoticeList(
        edition.words.say(f"attention.{kind}", count=len(notices)),
        tuple(notices[:LISTED]),
        edition.words.say("attention.rest", count=rest) if rest > 0 else "",
        href,
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

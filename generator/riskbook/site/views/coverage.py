"""Coverage: what was found that no registered risk stands for, and what was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from riskbook.identifying.coverage import Coverage, TypeGap, coverage, dated, half_a_year
from riskbook.identifying.origins import Origin, OriginKind, titled
from riskbook.site.addresses import DISCOVERY_LISTS
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.views.origins import origin_link
from riskbook.site.views.plan import PlanRisk

SHOWN = 10
"""Gaps of a kind that are shown at once; the others can be unfolded."""


class GapRow(NamedTuple):
    """One gap: what was found, where or how often, and the command that makes a risk of it."""

    found: RecordLink
    where: str
    command: str


class GapList(NamedTuple):
    """The gaps of one kind. ``shown`` and ``rest`` have their rows, ``risks`` those of risks."""

    key: str
    title: str
    lead: str
    where: str
    shown: tuple[GapRow, ...]
    rest: tuple[GapRow, ...]
    more: str
    risks: tuple[PlanRisk, ...] = ()


class Source(NamedTuple):
    """A list of the wing, and what it shows."""

    href: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The page of the coverage. ``nothing`` is said where there is no gap."""

    span: str
    count: str
    gaps: tuple[GapList, ...]
    nothing: str
    sources: tuple[Source, ...]


def coverage_view(edition: Edition, sections: Sequence[str]) -> CoverageView:
    """The gaps of the last six months. ``sections`` are the lists that the book has."""
    words, judged = edition.words, edition.site.judged
    found = coverage(judged, edition.sorting, half_a_year(judged.today))
    return CoverageView(
        span=words.fill(
            "coverage.span",
            start=words.date(found.span.start),
            end=words.date(found.span.end),
        ),
        count=words.say("coverage.count", count=found.count) if found.count else "",
        gaps=tuple(one for one in _lists(edition, found) if one.shown or one.risks),
        nothing="" if found.count else words.say("coverage.nothing"),
        sources=tuple(
            Source(
                DISCOVERY_LISTS[kind], words.say(f"{kind}.title"), words.say(f"{kind}.description")
            )
            for kind in sections
            if kind != "coverage"
        ),
    )


def _lists(edition: Edition, found: Coverage) -> Iterator[GapList]:
    yield _list(edition, OriginKind.TICKETS, tuple(_type_row(edition, gap) for gap in found.types))
    for kind, origins in found.origins.items():
        yield _list(edition, kind, tuple(_row(edition, origin) for origin in origins))
    risks = tuple(
        PlanRisk(edition.risk(key, ""), edition.names.chip(edition.stages(key).current))
        for key in found.unseen
    )
    yield GapList(
        key="risk",
        title=edition.words.say("coverage.gap.risk", count=len(risks)),
        lead=edition.words.say("coverage.lead.risk"),
        where="",
        shown=(),
        rest=(),
        more=edition.words.say("coverage.all", count=len(risks)),
        risks=risks,
    )


def _list(edition: Edition, kind: OriginKind, rows: tuple[GapRow, ...]) -> GapList:
    words, rest = edition.words, rows[SHOWN:]
    return GapList(
        key=kind.value,
        title=words.say(f"coverage.gap.{kind}", count=len(rows)),
        lead=words.say(f"coverage.lead.{kind}"),
        where=words.say(f"coverage.where.{kind}"),
        shown=rows[:SHOWN],
        rest=rest,
        more=words.say("coverage.more", count=len(rest)) if rest else "",
    )


def _type_row(edition: Edition, gap: TypeGap) -> GapRow:
    key = "coverage.tickets.rising" if gap.rising else "coverage.tickets"
    how_often = edition.words.say(key, count=gap.tickets, percent=round(gap.share * 100))
    return GapRow(origin_link(edition, gap.origin, ""), how_often, command(gap.origin))


def _row(edition: Edition, origin: Origin) -> GapRow:
    title = edition.words.text(titled(origin, edition.site.book))
    day = dated(origin, edition.site.book)
    where = title or edition.words.date(day)
    return GapRow(origin_link(edition, origin, ""), where, command(origin))


def command(origin: Origin) -> str:
    """What begins a risk from what was found."""
    return f"riskbook new risk --from {origin}"

"""A change of criteria as it is told: how many move, which, and what of each is another."""

from __future__ import annotations

from dataclasses import dataclass

from riskbook.model.records import Period
from riskbook.reporting.delta_sentences import Grade
from riskbook.reporting.delta_values import value_words
from riskbook.reporting.delta_words import DeltaWords
from riskbook.reviewing.changes import Thing
from riskbook.reviewing.criteria_impact import CriteriaImpact, Demand, Impact, VoidedByCriteria
from riskbook.reviewing.judged import Judged
from riskbook.wording import Catalogue, say


@dataclass(frozen=True, slots=True)
class ImpactReport:
    """What a change of criteria does, and all that is shown beside it.

    ``base`` and ``head`` are the same risks under both criteria; ``before`` and ``after`` is what
    the reader knows the two criteria by.
    """

    impact: CriteriaImpact
    base: Judged
    head: Judged
    before: str
    after: str
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Pair:
    """One fact of a risk under both criteria."""

    before: str
    after: str

    @property
    def is_same(self) -> bool:
        """Whether the criteria make no difference to it."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Row:
    """One risk: its id and title, and each fact in the order of the columns."""

    risk: str
    title: str
    grade: Grade
    facts: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class ImpactView:
    """A change of criteria in words.

    ``changes`` say what changed in the criteria; ``columns`` name the facts of a row; ``counts``
    are the levels with how many open risks each has before and after.
    """

    headline: str
    between: str
    changes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int, int], ...]
    voided: tuple[str, ...]
    withheld: str


def view(report: ImpactReport) -> ImpactView:
    """The change in the words of the report's language."""
    impact = report.impact
    words = DeltaWords(report.catalogue, report.base.book, report.head.book)
    return ImpactView(
        _headline(impact, words),
        words.word("delta.impact.between", before=report.before, after=report.after),
        tuple(_changes(report, words)),
        (
            words.word("delta.impact.level"),
            words.word("delta.impact.rank"),
            words.word("delta.impact.approval"),
            words.word("delta.impact.review"),
            words.word("delta.impact.due"),
            words.word("delta.impact.breach"),
        ),
        tuple(_row(one, words) for one in impact.impacts),
        tuple(
            (words.level(key) if key else words.word("delta.impact.unassessed"), was, now)
            for key, was, now in impact.counts
        ),
        tuple(_voided(one, words) for one in impact.voided),
        words.sentence(say("delta.withheld", count=impact.withheld)) if impact.withheld else "",
    )


def _headline(impact: CriteriaImpact, words: DeltaWords) -> str:
    if not impact.changes:
        return words.word("delta.impact.same")
    impacts = impact.impacts
    counts = {
        "up": sum(one.rise > 0 for one in impacts),
        "down": sum(one.rise < 0 for one in impacts),
        "approval": sum(one.before.any_of != one.after.any_of for one in impacts),
        "cadence": sum(one.before.review_every != one.after.review_every for one in impacts),
        "breaches-opened": sum(one.after.breach > one.before.breach for one in impacts),
        "breaches-closed": sum(one.after.breach < one.before.breach for one in impacts),
        "reranked": sum(one.is_rank_only for one in impacts),
        "voided": len(impact.voided),
    }
    clauses = [
        words.sentence(say(f"delta.impact.clause.{name}", count=count))
        for name, count in counts.items()
        if count
    ]
    text = words.word("delta.clauses").join(clauses) or words.word("delta.impact.no-risk")
    return words.word("delta.headline", clauses=text[:1].upper() + text[1:])


def _changes(report: ImpactReport, words: DeltaWords) -> list[str]:
    found = []
    for change in report.impact.changes:
        label = words.label(change)
        before = value_words(change, change.before, words.base, words)
        after = value_words(change, change.after, words.head, words)
        told = f"{before} → {after}" if before and after else after and f"+ {after}"
        told = told or (before and f"- {before}")
        found.append(words.word("delta.pair", field=label, value=told) if told else label)
    return found


def _row(impact: Impact, words: DeltaWords) -> Row:
    pairs = zip(_facts(impact.before, words), _facts(impact.after, words), strict=True)
    return Row(
        impact.risk,
        words.title(Thing.RISK, impact.risk),
        _grade(impact),
        tuple(Pair(before, after) for before, after in pairs),
    )


def _grade(impact: Impact) -> Grade:
    if impact.rise > 0 or impact.after.breach > impact.before.breach:
        return Grade.BAD
    if impact.rise < 0 or impact.after.breach < impact.before.breach:
        return Grade.GOOD
    return Grade.PLAIN if impact.is_rank_only else Grade.OPEN


def _facts(demand: Demand, words: DeltaWords) -> tuple[str, ...]:
    none = words.word("delta.none")
    roles = words.word("delta.or").join(words.name(role) for role in demand.any_of)
    if roles and not demand.whole_book:
        roles = words.word("delta.scope.department", roles=roles)
    return (
        words.level(demand.level) if demand.level else words.word("delta.impact.unassessed"),
        f"{'=' if demand.sharing > 1 else ''}{demand.place}" if demand.place else none,
        roles or none,
        _period(demand.review_every, words) if demand.review_every else none,
        demand.due.isoformat() if demand.due else none,
        words.word("delta.yes") if demand.breach else words.word("delta.no"),
    )


def _period(period: Period, words: DeltaWords) -> str:
    return words.word(f"site.period.{period.unit}", count=period.count)


def _voided(voided: VoidedByCriteria, words: DeltaWords) -> str:
    kind = say(f"delta.sign-off.{voided.kind.value}")
    why = voided.doubt.value if voided.doubt else "criteria"
    return words.word(
        "delta.impact.voided",
        kind=kind,
        risk=voided.risk,
        day=voided.day,
        why=say(f"delta.why.{why}"),
    )

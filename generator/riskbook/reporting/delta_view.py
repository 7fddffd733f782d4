"""A change as it is told: a headline, what it means, the matrix, and each thing, worst first.

Plain words in the reader's language; each format marks them up and makes them harmless in its way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskbook.reporting.delta_matrix import MatrixView, matrices
from riskbook.reporting.delta_sentences import Grade, News, headline, news
from riskbook.reporting.delta_values import text_apart, value_words
from riskbook.reporting.delta_words import DeltaWords
from riskbook.reviewing.changes import Change, Kind, Thing, Weight
from riskbook.reviewing.delta import Delta
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.meaning import Fate
from riskbook.wording import Catalogue, say

_ENTRIES = (
    Kind.SIGNED,
    Kind.SIGN_OFF_CHANGED,
    Kind.SIGN_OFF_REMOVED,
    Kind.EXERCISED,
    Kind.EXERCISE_CHANGED,
    Kind.EXERCISE_REMOVED,
)


@dataclass(frozen=True, slots=True)
class DeltaReport:
    """A change and all that is shown beside it.

    ``base`` and ``head`` are what ``delta`` is the change between; ``before`` and ``after`` is what
    the reader knows the two by: a commit, a branch, or that it is the folder on disk.
    """

    delta: Delta
    base: Judged
    head: Judged
    before: str
    after: str
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Line:
    """One change: where or what, before and after ("" for nothing), and the line in the file."""

    label: str
    before: str
    after: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The changes that stand in one file; ``path`` is "" for what follows from others."""

    path: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All changes of one thing, file by file. ``title`` is its id and name."""

    title: str
    grade: Grade
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class DeltaView:
    """The change in words. ``shifted`` and ``withheld`` are "" where there is nothing to say."""

    headline: str
    between: str
    news: tuple[News, ...]
    soon: tuple[str, ...]
    matrices: tuple[MatrixView, MatrixView] | None
    groups: tuple[Group, ...]
    shifted: str
    withheld: str


def view(report: DeltaReport) -> DeltaView:
    """The change in the words of the report's language."""
    delta = report.delta
    words = DeltaWords(report.catalogue, report.base.book, report.head.book)
    groups = sorted(_groups(report, words), key=lambda ranked: ranked[0])
    moved = any(change.kind in (Kind.MOVED, Kind.RELEVELLED) for change in delta.changes)
    return DeltaView(
        headline=headline(delta, report.base, report.head, words),
        between=words.word("delta.between", before=report.before, after=report.after),
        news=news(delta, words),
        soon=tuple(
            words.word(
                "delta.lapses",
                risk=lapse.risk,
                title=words.title(Thing.RISK, lapse.risk),
                day=lapse.until,
            )
            for lapse in delta.meaning.lapses
        ),
        matrices=matrices(report.base, report.head, delta, words) if moved else None,
        groups=tuple(group for _, group in groups),
        shifted=words.sentence(
            say("delta.shifted", count=delta.shifted.risks, furthest=delta.shifted.furthest)
        )
        if delta.shifted.risks
        else "",
        withheld=words.sentence(say("delta.withheld", count=delta.withheld))
        if delta.withheld
        else "",
    )


def _groups(
    report: DeltaReport, words: DeltaWords
) -> Iterator[tuple[tuple[int, int, int, str], Group]]:
    """The changes thing by thing, each with what it is sorted by."""
    things: dict[tuple[Thing, str], list[Change]] = {}
    for change in report.delta.changes:
        things.setdefault((change.thing, change.id), []).append(change)
    for (thing, key), changes in things.items():
        grade = _grade(report, thing, key, changes)
        told = [change for change in changes if not _is_told_already(change, changes)]
        name = words.title(thing, key)
        title = (
            f"{key} · {name}" if key and name else key or words.word(f"delta.thing.{thing.value}")
        )
        order = list(Grade).index(grade), -_height(report, key), list(Thing).index(thing), key
        yield order, Group(title, grade, tuple(_sheets(told, words)))


def _sheets(changes: list[Change], words: DeltaWords) -> Iterator[Sheet]:
    """What follows from the changes, then the files: the record's own before those beside it."""
    by_path: dict[str, list[Change]] = {}
    for change in changes:
        at = None if change.weight is Weight.DERIVED else change.head or change.base
        by_path.setdefault(at.path if at else "", []).append(change)
    beside = (Kind.TRANSLATED, *_ENTRIES)
    for path in sorted(by_path, key=lambda path: (by_path[path][0].kind in beside, path)):
        kinds = list(Kind)
        lines = [(kinds.index(change.kind), _line(change, words)) for change in by_path[path]]
        lines.sort(key=lambda ranked: (ranked[0], ranked[1].number or 0))
        yield Sheet(path, tuple(line for _, line in lines))


def _line(change: Change, words: DeltaWords) -> Line:
    at = change.head or change.base
    before = value_words(change, change.before, words.base, words)
    after = value_words(change, change.after, words.head, words)
    if before == after:  # the reader's language says the same, another does not
        before, after = text_apart(change.before, change.after, words) or (before, after)
    return Line(
        words.label(change),
        before,
        after,
        at.line if at and at.pointer and change.weight is not Weight.DERIVED else None,
    )


def _is_told_already(change: Change, others: list[Change]) -> bool:
    """Whether a crossing of levels stands beside the move that made it, which names both levels."""
    return change.kind is Kind.RELEVELLED and any(
        other.kind is Kind.MOVED and other.pointer == change.pointer for other in others
    )


def _grade(report: DeltaReport, thing: Thing, key: str, changes: list[Change]) -> Grade:
    meaning = report.delta.meaning
    rise = _rise(report, key) if thing is Thing.RISK else 0
    opened = any(one.risk == key and one.fate is Fate.OPENED for one in meaning.breaches)
    removed = (Kind.SIGN_OFF_CHANGED, Kind.SIGN_OFF_REMOVED, Kind.EXERCISE_REMOVED)
    if opened or rise > 0 or any(change.kind in removed for change in changes):
        return Grade.BAD
    asked = {(one.thing, one.id) for one in meaning.approvals}
    if (thing, key) in asked | {(one.thing, one.id) for one in meaning.voided}:
        return Grade.OPEN
    closed = any(one.risk == key and one.fate is Fate.CLOSED for one in meaning.breaches)
    return Grade.GOOD if closed or rise < 0 else Grade.PLAIN


def _rise(report: DeltaReport, key: str) -> int:
    """By how many levels the current level of a risk rose; below 0 where it fell."""
    levels = [
        stages.current.level if (stages := one.levels.get(key)) and stages.current else None
        for one in (report.base, report.head)
    ]
    before, after = levels
    return after - before if before is not None and after is not None else 0


def _height(report: DeltaReport, key: str) -> int:
    stages = report.head.levels.get(key) or report.base.levels.get(key)
    return stages.current.level if stages and stages.current else -1

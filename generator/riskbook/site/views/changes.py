"""What moved, by week, from git: the Changes page, and what it and the overview count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from riskbook.model.records import SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.framework import FRAMEWORK
from riskbook.reviewing.timeline import Timeline
from riskbook.reviewing.turn_words import is_fall, is_rise, turn_words
from riskbook.reviewing.turns import Aspect, CriteriaTurn, Event, LevelThen, Then, Turn
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.one_language import TREND
from riskbook.site.views.record import older_on_paper

WEEKS = 26
"""Weeks with changes that the page shows; git has the others."""

TURNS = 15
"""Moves that the page of a risk shows."""

ENTRIES = 500
"""Entries after which no further week is begun."""

A_WEEK = 100
"""Entries of one week: an import may bring in thousands."""


class ChangeRow(NamedTuple):
    """One thing that moved. ``way`` is ``up``, ``down`` or ``""``; ``chip`` the level after."""

    day: str
    record: RecordLink
    chip: str
    words: str
    way: str
    by: str
    commit: str
    commit_href: str


class RiskHistory(NamedTuple):
    """How one risk moved, newest first.

    ``rest`` says how many moves before that there were, ``paper`` how many a sheet of paper omits.
    """

    rows: tuple[ChangeRow, ...]
    rest: str
    paper: str


class Week(NamedTuple):
    """One week with its changes, newest first; ``key`` is ``2026-W47``.

    ``rest`` says how many more there were in it.
    """

    key: str
    title: str
    rows: tuple[ChangeRow, ...]
    rest: str
    reviews: str


class TrendRow(NamedTuple):
    """The counts at the end of a quarter, highest level first."""

    day: str
    counts: tuple[int, ...]
    total: int


class Trend(NamedTuple):
    """The picture of the levels over time and its twin as a table."""

    image: str
    alt: str
    rows: tuple[TrendRow, ...]
    levels: tuple[str, ...]


class ChangesView(NamedTuple):
    """The Changes page. ``untold`` says why there is no history to show."""

    lead: str
    weeks: tuple[Week, ...]
    older: str
    trend: Trend | None
    untold: str


class Since(NamedTuple):
    """What moved since a day, in figures and by risk."""

    title: str
    figures: tuple[str, ...]
    rows: tuple[ChangeRow, ...]
    rest: str


def changes_view(edition: Edition) -> ChangesView:
    """Everything that moved in the last weeks that moved anything."""
    told, words = edition.site.timeline, edition.words
    if told is None or told.begins is None:
        return ChangesView("", (), "", None, words.say("changes.untold"))
    news = sorted(_news(edition, told), key=_day, reverse=True)
    weeks: list[Week] = []
    shown = 0
    for monday, group in groupby(news, key=lambda one: _monday(_day(one))):
        if len(weeks) == WEEKS or shown >= ENTRIES:
            break
        listed = list(group)
        shown += len(listed)
        weeks.append(_week(edition, monday, listed))
    rest = len(news) - shown
    return ChangesView(
        lead=words.fill("changes.lead", day=words.date(told.begins)),
        weeks=tuple(weeks),
        older=words.say("changes.older", count=rest) if rest else "",
        trend=trend(edition),
        untold="",
    )


def since_last_quarter(edition: Edition) -> Since | None:
    """What moved since the quarter began; None without a history that reaches back to it."""
    told, words = edition.site.timeline, edition.words
    begin = quarter_begin(edition.site.today)
    if told is None or told.begins is None or told.begins >= begin:
        return None
    before = told.at(begin - timedelta(days=1))
    now = told.at(edition.site.today)
    moved = _crossings(before, now)
    turns = {turn.risk: turn for turn in told.within(begin, edition.site.today)}
    rows = [
        _turn_row(edition, turns[key], _between(edition, before.get(key), now.get(key)), "")
        for key in moved
        if key in turns
    ]
    ways = Counter(moved.values())
    return Since(
        title=words.fill("changes.since", day=words.date(begin)),
        figures=tuple(
            words.say(f"changes.figure.{way}", count=ways[way])
            for way in ("up", "down", "new", "gone")
        ),
        rows=tuple(rows[:8]),
        rest=words.say("changes.all"),
    )


def movement(edition: Edition) -> dict[str, str]:
    """``up``, ``down`` or ``new`` for each open risk whose level moved since the quarter began."""
    told = edition.site.timeline
    begin = quarter_begin(edition.site.today)
    if told is None or told.begins is None or told.begins >= begin:
        return {}
    return _crossings(told.at(begin - timedelta(days=1)), told.at(edition.site.today))


def history_of(edition: Edition, risk: str) -> RiskHistory:
    """How one risk moved, newest first."""
    told, words = edition.site.timeline, edition.words
    turns = [turn for turn in told.of(risk) if turn.since <= edition.site.today] if told else []
    rest = len(turns) - TURNS
    return RiskHistory(
        tuple(
            _turn_row(edition, turn, _sentence(edition, turn), "../")
            for turn in turns[: -TURNS - 1 : -1]
        ),
        words.say("record.history-rest", count=rest, id=risk) if rest > 0 else "",
        older_on_paper(edition, len(turns)),
    )


def quarter_begin(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _crossings(before: dict[str, Then], now: dict[str, Then]) -> dict[str, str]:
    """How the level of each open risk moved between two days, by id, the gravest first."""
    found: dict[str, tuple[int, str]] = {}
    for key in before.keys() | now.keys():
        was, is_now = _open_place(before.get(key)), _open_place(now.get(key))
        if was == is_now:
            continue
        if was is None:
            found[key] = (1, "new")
        elif is_now is None:
            found[key] = (3, "gone")
        else:
            found[key] = (0, "up") if is_now > was else (2, "down")
    return {key: way for key, (_, way) in sorted(found.items(), key=lambda one: (one[1], one[0]))}


def _open_place(then: Then | None) -> int | None:
    """The place of the level of an open, assessed risk; None for any other."""
    level = _open_level(then)
    return None if level is None else level.place


def _open_level(then: Then | None) -> LevelThen | None:
    """The level of an open, assessed risk; None for any other."""
    return then.level if then is not None and then.status is Status.OPEN else None


def _between(edition: Edition, before: Then | None, now: Then | None) -> str:
    words = edition.words
    was, level = _open_level(before), _open_level(now)
    if level is None:
        return words.fill("changes.was", level=words.text(was.name if was else None))
    if was is None:
        return words.fill("changes.new-at", level=words.text(level.name))
    return words.fill("changes.from-to", before=words.text(was.name), after=words.text(level.name))


_News = Turn | SignOff | CriteriaTurn


def _news(edition: Edition, told: Timeline) -> Iterator[_News]:
    """What is worth telling everybody, up to today."""
    today, begins = edition.site.today, told.begins
    yield from (turn for turn in told.turns if turn.since <= today and is_news(turn))
    for entry in edition.site.book.sign_offs:
        is_told = begins is not None and begins <= entry.date <= today
        if is_told and entry.kind is not SignOffKind.REVIEW:
            yield entry
    yield from (change for change in told.criteria if change.since <= today)


def _day(news: _News) -> date:
    return news.date if isinstance(news, SignOff) else news.since


def _row(edition: Edition, news: _News) -> ChangeRow:
    match news:
        case Turn():
            return _turn_row(edition, news, _sentence(edition, news), "")
        case SignOff():
            return _sign_off_row(edition, news)
        case CriteriaTurn():
            return _criteria_row(edition, news)


def is_news(turn: Turn) -> bool:
    """Whether a turn is worth telling everybody; a new draft, or a new title alone, is not."""
    if turn.event is Event.ADDED:
        return turn.after is None or turn.after.status is not Status.DRAFT
    return turn.event is not Event.MOVED or any(
        move.aspect is not Aspect.TITLE for move in turn.moves
    )


def _turn_row(edition: Edition, turn: Turn, words: str, base: str) -> ChangeRow:
    ways = [
        "up" if is_rise(move) else "down" for move in turn.moves if is_rise(move) or is_fall(move)
    ]
    after = turn.after
    index = _index(edition, after.level.key) if after and after.level else None
    return ChangeRow(
        day=edition.words.date(turn.since),
        record=_record(edition, turn, base),
        chip=edition.names.levels[index].chip if index is not None else "",
        words=words,
        way=ways[0] if ways else "",
        by=_author(edition, turn.author),
        commit=turn.commit[:7],
        commit_href=edition.site.commit_url(turn.commit),
    )


def _record(edition: Edition, turn: Turn, base: str) -> RecordLink:
    """The risk as it is called now; one that is gone, as it was called."""
    if turn.risk in edition.risks:
        return edition.risk(turn.risk, base)
    then = turn.after or turn.before
    return RecordLink(turn.risk, "", then.title if then else "")


def _index(edition: Edition, key: str) -> int | None:
    """Where a level of then stands among those of now."""
    levels = edition.site.book.criteria.levels
    return next((index for index, level in enumerate(levels) if level.key == key), None)


def _sentence(edition: Edition, turn: Turn) -> str:
    said = [edition.words.sentence(one) for one in turn_words(turn, edition.site.book)]
    return edition.words.say("changes.separator").join(said)


def _sign_off_row(edition: Edition, entry: SignOff) -> ChangeRow:
    words = edition.words
    record, kind = RecordLink(entry.of, "", ""), "framework"
    if entry.of in edition.risks:
        record, kind = edition.risk(entry.of, ""), "risk"
    elif entry.of in edition.plans:
        record, kind = edition.plan(entry.of, ""), "plan"
    elif entry.of in FRAMEWORK:
        record = RecordLink("", "method.html", words.say(f"changes.framework.{entry.of}"))
    if entry.until:
        said: str = words.fill("changes.accepted-until", day=words.date(entry.until))
    elif entry.kind is SignOffKind.ACCEPTANCE:
        said = words.say("changes.acceptance")
    else:
        said = words.say(f"changes.approved.{kind}")
    return ChangeRow(
        words.date(entry.date), record, "", said, "", _author(edition, entry.by), "", ""
    )


def _criteria_row(edition: Edition, change: CriteriaTurn) -> ChangeRow:
    words = edition.words
    return ChangeRow(
        words.date(change.since),
        RecordLink("", "method.html", words.say("changes.criteria")),
        "",
        words.say("changes.criteria-moved", count=len(change.risks)),
        "",
        _author(edition, change.author),
        change.commit[:7],
        edition.site.commit_url(change.commit),
    )


def _author(edition: Edition, key: str) -> str:
    """Who did it. Not everybody who signs or commits answers for something and has a page."""
    return edition.names.holder(key) if key else edition.words.say("changes.contributor")


def _week(edition: Edition, monday: date, news: Sequence[_News]) -> Week:
    words = edition.words
    year, number, _ = monday.isocalendar()
    end, rest = monday + timedelta(days=6), len(news) - A_WEEK
    reviews = sum(
        entry.kind is SignOffKind.REVIEW and monday <= entry.date <= end
        for entry in edition.site.book.sign_offs
    )
    return Week(
        key=f"{year}-W{number:02}",
        title=words.days(monday, end),
        rows=tuple(_row(edition, one) for one in news[:A_WEEK]),
        rest=words.say("attention.rest", count=rest) if rest > 0 else "",
        reviews=words.say("changes.reviews", count=reviews) if reviews else "",
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def trend(edition: Edition) -> Trend | None:
    """The picture of the levels over time; None where there is no past to show."""
    picture, told = edition.site.trend_alt, edition.site.timeline
    if told is None or not picture:
        return None
    levels = list(reversed(edition.site.book.criteria.levels))
    names = list(reversed(edition.names.levels))
    rows = []
    for day in _quarter_ends(told, edition.site.today):
        counts = told.counts_at(day)
        numbers = tuple(counts.get(level.key, 0) for level in levels)
        rows.append(TrendRow(edition.words.date(day), numbers, sum(numbers)))
    return Trend(TREND, picture, tuple(rows), tuple(name.chip for name in names))


def _quarter_ends(told: Timeline, today: date) -> Iterable[date]:
    """The last days of the quarters that the history covers, and today, newest first."""
    yield today
    end = quarter_begin(today) - timedelta(days=1)
    while told.begins is not None and end >= told.begins:
        yield end
        end = quarter_begin(end) - timedelta(days=1)

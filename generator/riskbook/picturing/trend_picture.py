"""What a trend image shows, as plain data: how many risks there were at each level, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from riskbook.assessing.palettes import LevelColour, colours
from riskbook.model.book import Book
from riskbook.picturing.matrix_picture import PicturedLevel
from riskbook.picturing.matrix_picture import Stamp as PictureStamp
from riskbook.wording import Catalogue

MOST_MARKS = 9
"""Marks on the axis of days at most."""


class TrendMark(NamedTuple):
    """A mark on the axis of days."""

    day: date
    label: str


class TrendPicture(NamedTuple):
    """All that is drawn, in words of one language.

    ``counts[i][j]`` is how many open, assessed risks stood at level ``j``, lowest first, from
    ``days[i]`` on; the last day is that of the clock. ``events`` are days on which the criteria
    changed.
    """

    title: str
    subtitle: str
    days: tuple[date, ...]
    counts: tuple[tuple[int, ...], ...]
    levels: tuple[PicturedLevel, ...]
    marks: tuple[TrendMark, ...]
    events: tuple[TrendMark, ...]
    alt: str

    def texts(self) -> Iterator[str]:
        """Every text of the picture, for the fonts."""
        yield from (self.title, self.subtitle)
        for mark in (*self.marks, *self.events):
            yield mark.label
        for level in self.levels:
            yield level.name


def picture_trend(
    book: Book,
    daily: Sequence[tuple[date, Mapping[str, int]]],
    criteria_changes: Sequence[tuple[date, str, str]],
    catalogue: Catalogue,
    stamp: PictureStamp,
) -> TrendPicture | None:
    """The counts by level over time; None where there are fewer than two days to show.

    ``daily`` holds, oldest first, the counts from a day on by the level's key of then; a level that
    the criteria no longer have is left out. ``criteria_changes`` are the days on which the criteria
    changed, with their version before and after.
    """
    keys = [level.key for level in book.criteria.levels]
    rows = [(day, tuple(counts.get(key, 0) for key in keys)) for day, counts in daily]
    rows = [row for row in rows if row[0] <= stamp.today]
    if not rows or rows[0][0] >= stamp.today:
        return None
    if rows[-1][0] < stamp.today:
        rows.append((stamp.today, rows[-1][1]))
    last = rows[-1][1]
    legend = tuple(
        PicturedLevel(level.name.read(catalogue.language), colour, count)
        for level, colour, count in zip(book.criteria.levels, _colours(book), last, strict=True)
    )
    begin = rows[0][0]
    title = catalogue.word("picture.trend.title", title=book.settings.title)
    subtitle = catalogue.word(
        "picture.trend.subtitle",
        first=_month(begin, catalogue),
        last=_day(stamp.today, catalogue),
        commit=stamp.commit or "-",
    )
    return TrendPicture(
        title=title,
        subtitle=subtitle,
        days=tuple(day for day, _ in rows),
        counts=tuple(counts for _, counts in rows),
        levels=legend,
        marks=_marks(begin, stamp.today, catalogue),
        events=tuple(
            TrendMark(day, _event(before, version, catalogue))
            for day, before, version in criteria_changes
            if begin < day <= stamp.today
        ),
        alt=_alt(title, rows[0], rows[-1], legend, catalogue),
    )


def _colours(book: Book) -> tuple[LevelColour, ...]:
    return tuple(colours(book.criteria))


def _event(before: str, after: str, catalogue: Catalogue) -> str:
    if before == after:
        return catalogue.word("picture.trend.criteria-changed")
    return catalogue.word("picture.trend.criteria", version=after)


def _marks(first: date, last: date, catalogue: Catalogue) -> tuple[TrendMark, ...]:
    """The first days of quarters, or of years where there are many."""
    months = {
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in (1, 4, 7, 10)
        if first <= date(year, month, 1) <= last
    }
    if len(months) > MOST_MARKS:
        half = {day for day in months if day.month in (1, 7)}
        months = half if len(half) <= MOST_MARKS else {day for day in months if day.month == 1}
    step = -(-len(months) // MOST_MARKS) or 1
    return tuple(TrendMark(day, _month(day, catalogue)) for day in sorted(months)[::step])


def _month(day: date, catalogue: Catalogue) -> str:
    from babel.dates import format_date

    pattern = catalogue.word("picture.trend.month")
    return format_date(day, format=pattern, locale=catalogue.language)


def _day(day: date, catalogue: Catalogue) -> str:
    from babel.dates import format_date

    return format_date(day, format=catalogue.word("picture.date"), locale=catalogue.language)


def _alt(
    title: str,
    first: tuple[date, tuple[int, ...]],
    last: tuple[date, tuple[int, ...]],
    levels: Sequence[PicturedLevel],
    catalogue: Catalogue,
) -> str:
    """Title, then each level's count at both ends, from the highest down."""
    figures = catalogue.word("picture.alt.separator").join(
        catalogue.word(
            "picture.trend.alt.level", level=level.name, first=first[1][index], last=last[1][index]
        )
        for index, level in reversed(tuple(enumerate(levels)))
    )
    return catalogue.word(
        "picture.trend.alt",
        title=title,
        first=_day(first[0], catalogue),
        last=_day(last[0], catalogue),
        figures=figures,
    )

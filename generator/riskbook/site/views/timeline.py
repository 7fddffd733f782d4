"""Actions drawn over time, as pages show them: what is common to all pages that do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from riskbook.model.records import Risk
from riskbook.picturing.timeline import draw_timeline, legend
from riskbook.picturing.timeline_parts import Mark, MarkState, Row, Tick, Timeline
from riskbook.site.edition import Edition
from riskbook.site.words import Words

WORTH_DRAWING = 2
"""Actions with a day: one alone is told by its date."""

MOST_QUARTERS = 9
"""Quarters that an axis is divided into; what is longer is divided into years."""

MOST_YEARS = 12
"""Years that an axis reaches; what lies beyond stands at its edge."""


class TimelineView(NamedTuple):
    """A timeline drawn, and what its marks mean."""

    picture: Markup
    legend: tuple[tuple[Markup, str], ...]


def risk_timeline(edition: Edition, risk: Risk) -> TimelineView | None:
    """The dated actions of a risk in one row; None where there are too few to draw.

    It is for the eye only: the table above it says the same. The page does not change from day to
    day, so the reader's browser draws the line of the day and tells what is late.
    """
    marks = tuple(
        Mark(
            day=action.due,
            state=MarkState(action.status.value),
            text=edition.words.say(
                "timeline.action", id=action.id, day=edition.words.day(action.due)
            ),
            label="",
            href="",
        )
        for action in risk.treatment.actions
        if action.due
    )
    return timeline(edition.words, "", (Row("", "", marks),), None)


def timeline(
    words: Words, title: str, rows: Sequence[Row], today: date | None
) -> TimelineView | None:
    """Rows of marks as a picture; None where there are too few. ``today`` as in the picture."""
    days = [mark.day for row in rows for mark in row.marks]
    if len(days) < WORTH_DRAWING:
        return None
    ticks, end = axis(words, min(*days, today or days[0]), max(*days, today or days[0]))
    shown = {mark.state for row in rows for mark in row.marks}
    shown |= {MarkState.LATE} if MarkState.OPEN in shown else set()  # some day it may be
    return TimelineView(
        Markup(  # noqa: S704  # our own, all words escaped
            draw_timeline(
                Timeline(
                    title=title,
                    description=words.say("timeline.about"),
                    rows=tuple(rows),
                    ticks=ticks,
                    end=end,
                    today=today,
                    today_word=words.say("timeline.today"),
                )
            )
        ),
        tuple(
            (Markup(legend(state)), words.say(f"timeline.{state.value}"))  # noqa: S704  # ours
            for state in MarkState
            if state in shown
        ),
    )


def axis(words: Words, first: date, last: date) -> tuple[tuple[Tick, ...], date]:
    """The stretches of time that hold two days, and where the next would begin.

    Quarters while there are few of them, else years.
    """
    start = date(first.year, first.month - (first.month - 1) % 3, 1)
    quarters = tuple(_steps(start, last, _next_quarter, MOST_QUARTERS + 1))
    if len(quarters) <= MOST_QUARTERS:
        named = tuple(
            Tick(day, _quarter(words, day, with_year=day == quarters[0] or day.month == 1))
            for day in quarters
        )
        return named, _next_quarter(quarters[-1])
    years = tuple(_steps(date(first.year, 1, 1), last, _next_year, MOST_YEARS))
    named = tuple(Tick(day, (words.say("timeline.year", year=day.year),)) for day in years)
    return named, _next_year(years[-1])


def _quarter(words: Words, day: date, *, with_year: bool) -> tuple[str, ...]:
    """The name of a quarter, and below it that of its year where this is not the year before."""
    name = words.say("timeline.quarter", quarter=(day.month + 2) // 3)
    return (name, words.say("timeline.year", year=day.year)) if with_year else (name,)


def _steps(start: date, last: date, following: Callable[[date], date], most: int) -> Iterator[date]:
    day = start
    for _ in range(most):
        yield day
        day = following(day)
        if day > last or day == date.max:
            return


def _next_quarter(day: date) -> date:
    return date(day.year, day.month + 3, 1) if day.month < 10 else _next_year(day)


def _next_year(day: date) -> date:
    """The first of January after a day; the end of time for the last year that there is."""
    return date(day.year + 1, 1, 1) if day.year < date.max.year else date.max

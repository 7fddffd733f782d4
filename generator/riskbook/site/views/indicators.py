"""Key risk indicators: the list with their states, and the page of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from riskbook.identifying.indicators import State, Watch, plans_of, state_named, watched
from riskbook.model.discovery import Indicator
from riskbook.model.terms import Direction
from riskbook.picturing.readings import (
    Course,
    Level,
    Mark,
    Point,
    Threshold,
    Worse,
    draw_readings,
    levels_between,
    spark,
)
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.homes import owner_home
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.record import Foot, foot
from riskbook.site.views.risk_indicators import (
    IndicatorState,
    indicator_link,
    indicator_state,
    mark_of,
    state_name,
    state_sign,
    value_with_unit,
)
from riskbook.site.views.timeline import axis
from riskbook.site.wing import Leaf
from riskbook.site.words import Words

SPARKED = 26
"""Readings, at most, of the small drawing: half a year of weekly ones."""

DRAWN = 260
"""Readings, at most, of the large drawing and its table: five years of weekly ones."""


class IndicatorRow(NamedTuple):
    """One indicator as lists show it. ``spark`` is its last readings as a small drawing."""

    record: RecordLink
    owner: str
    now: IndicatorState
    spark: Markup
    risks: tuple[RecordLink, ...]


class IndicatorsView(NamedTuple):
    """The list: the worst first, and of those alike the overdue ones."""

    lead: str
    rows: tuple[IndicatorRow, ...]


class Band(NamedTuple):
    """A state of an indicator: from which value, and what is done then."""

    name: str
    start: str
    action: str


class ReadingRow(NamedTuple):
    """One reading."""

    date: str
    value: str
    state: str


class TriggeredPlan(NamedTuple):
    """A plan that the indicator sets off, and when."""

    record: RecordLink
    when: str


class IndicatorView(NamedTuple):
    """An indicator's page. ``fewer`` says that older readings are only in the file."""

    title: str
    edit: str
    citation: str
    now: IndicatorState
    owner: str
    every: str
    direction: str
    timing: str
    definition: str
    origin: str
    drawing: Markup
    readings: tuple[ReadingRow, ...]
    fewer: str
    no_readings: str
    bands: tuple[Band, ...]
    reason: str
    risks: tuple[PlanRisk, ...]
    plans: tuple[TriggeredPlan, ...]
    foot: Foot


def indicator_pages(edition: Edition) -> Iterator[Leaf]:
    """The list of indicators and the page of each; none for a book without."""
    indicators = edition.site.book.discovery.indicators
    if not indicators:
        return
    seen = watched(edition.site.book, edition.site.today)
    yield Leaf("indicators", "indicators.html", indicators_view(edition), "indicators")
    for key, indicator in indicators.items():
        yield Leaf(
            kind="indicator",
            path=f"indicators/{key}.html",
            view=indicator_view(edition, indicator, seen.get(key)),
            nav="indicators",
            title=edition.words.plain(indicator.title),
            source=indicator.source.path,
        )


def indicators_view(edition: Edition) -> IndicatorsView:
    """All indicators."""
    book, today = edition.site.book, edition.site.today
    seen = watched(book, today)
    risks_of = edition.site.links.risks_of_indicator

    def order(key: str) -> tuple[int, bool, str]:
        shown = seen.get(key)
        if shown is None:
            return (-State.AMBER, True, key)  # nobody knows how bad it is
        return (-shown.state, not shown.is_overdue(today), key)

    rows = tuple(
        IndicatorRow(
            record=indicator_link(edition, key, ""),
            owner=_owner(edition, book.discovery.indicators[key].owner, ""),
            now=indicator_state(edition, book.discovery.indicators[key], seen.get(key)),
            spark=_spark(book.discovery.indicators[key], seen.get(key)),
            risks=tuple(edition.risk(risk, "") for risk in risks_of.get(key, ())),
        )
        for key in sorted(book.discovery.indicators, key=order)
    )
    return IndicatorsView(edition.words.say("indicators.lead", count=len(rows)), rows)


def indicator_view(edition: Edition, indicator: Indicator, shown: Watch | None) -> IndicatorView:
    """The page of one indicator; ``shown`` is how it stands today, None without a reading."""
    words = edition.words
    return IndicatorView(
        title=words.text(indicator.title),
        edit=edition.edit(indicator.source.path),
        citation=words.plain(indicator.title),
        now=indicator_state(edition, indicator, shown),
        owner=_owner(edition, indicator.owner, UP),
        every=words.period(indicator.every),
        direction=words.named("indicator-direction", indicator.direction),
        timing=words.named("indicator-timing", indicator.timing) if indicator.timing else "",
        definition=words.text(indicator.definition),
        origin=words.text(indicator.origin),
        drawing=_drawing(edition, indicator, shown) if shown else Markup(),
        readings=_readings(words, indicator, shown) if shown else (),
        fewer=words.say("indicator.fewer", count=DRAWN, file=indicator.file)
        if shown and len(shown.dates) > DRAWN
        else "",
        no_readings=words.say("indicator.no-readings", file=indicator.file),
        bands=_bands(words, indicator),
        reason=words.text(indicator.reason),
        risks=tuple(
            PlanRisk(edition.risk(key), edition.names.chip(edition.stages(key).current))
            for key in edition.site.links.risks_of_indicator.get(indicator.id, ())
        ),
        plans=tuple(
            TriggeredPlan(
                edition.plan(plan.id),
                words.say(
                    "indicator.sets-off",
                    trigger=trigger.id,
                    state=state_name(words, state_named(trigger.state)),
                ),
            )
            for plan, trigger in plans_of(edition.site.book, indicator.id)
        ),
        foot=foot(edition, indicator.source.path),
    )


def _owner(edition: Edition, key: str, base: str) -> str:
    """Who looks after it; with a link where that is to a page that is there for sure."""
    if key in edition.site.links.risks_of_owner:
        return owner_home(edition, key, base)
    return edition.names.holders.get(key, key)


def _points(shown: Watch, most: int) -> tuple[Point, ...]:
    run = zip(shown.dates[-most:], shown.values[-most:], shown.course[-most:], strict=True)
    return tuple(Point(day, value, mark_of(state)) for day, value, state in run)


def _spark(indicator: Indicator, shown: Watch | None) -> Markup:
    if shown is None:
        return Markup()
    thresholds = (
        Threshold(indicator.amber, "", Mark.AMBER),
        Threshold(indicator.red, "", Mark.RED),
    )
    return Markup(spark(_points(shown, SPARKED), thresholds))  # noqa: S704  # our own


def _drawing(edition: Edition, indicator: Indicator, shown: Watch) -> Markup:
    words = edition.words
    points = _points(shown, DRAWN)
    thresholds = [
        Threshold(
            value,
            words.say(
                f"indicator.{key}",
                state=state_name(words, state),
                value=words.number(value),
            ),
            mark_of(state),
        )
        for key, state, value in (
            ("threshold", State.RED, indicator.red),
            ("threshold", State.AMBER, indicator.amber),
            ("cleared", State.GREEN, indicator.clear_at),
        )
        if value is not None
    ]
    shown_values = [*(point.value for point in points), *(one.value for one in thresholds)]
    levels = levels_between(min(shown_values), max(shown_values))
    ticks, end = axis(words, points[0].day, points[-1].day)
    return Markup(  # noqa: S704  # our own, all words escaped
        draw_readings(
            Course(
                title=words.plain(indicator.title),
                description=_description(words, indicator, shown, points),
                points=points,
                thresholds=tuple(thresholds),
                levels=tuple(Level(value, words.number(value)) for value in levels),
                ticks=ticks,
                end=end,
                worse=Worse.UP if indicator.direction is Direction.HIGHER else Worse.DOWN,
            )
        )
    )


def _description(
    words: Words, indicator: Indicator, shown: Watch, points: tuple[Point, ...]
) -> str:
    """The drawing in a sentence: how many readings, between which days and values, and now."""
    values = [point.value for point in points]
    return words.say(
        "indicator.drawn",
        count=len(points),
        first=words.day(points[0].day),
        last=words.day(points[-1].day),
        lowest=value_with_unit(words, indicator, min(values)),
        highest=value_with_unit(words, indicator, max(values)),
        state=state_name(words, shown.state),
    )


def _readings(words: Words, indicator: Indicator, shown: Watch) -> tuple[ReadingRow, ...]:
    """The readings, the newest first."""
    run = zip(shown.dates, shown.values, shown.course, strict=True)
    return tuple(
        ReadingRow(
            words.date(day),
            value_with_unit(words, indicator, value),
            state_name(words, state),
        )
        for day, value, state in list(run)[: -DRAWN - 1 : -1]
    )


def _bands(words: Words, indicator: Indicator) -> tuple[Band, ...]:
    """Red, amber, and from where it is green again."""
    way = "higher" if indicator.direction is Direction.HIGHER else "lower"

    def worse(value: float) -> str:
        said = value_with_unit(words, indicator, value)
        start = words.say(f"indicator.from-{way}", value=said)
        if indicator.consecutive == 1:
            return start
        return words.say("indicator.in-a-row", start=start, count=indicator.consecutive)

    cleared = indicator.clear_at
    if cleared is None:
        said = value_with_unit(words, indicator, indicator.amber)
        green = words.say(f"indicator.green-{way}", value=said)
    else:
        said = value_with_unit(words, indicator, cleared)
        green = words.say(f"indicator.clear-{way}", value=said)
    return (
        Band(state_sign(words, State.RED), worse(indicator.red), words.text(indicator.on_red)),
        Band(
            state_sign(words, State.AMBER), worse(indicator.amber), words.text(indicator.on_amber)
        ),
        Band(state_sign(words, State.GREEN), green, ""),
    )

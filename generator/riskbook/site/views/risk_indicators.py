"""What an indicator shows, in words, and how other pages show it: a risk's, a plan's."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from riskbook.identifying.indicators import State, Trend, Watch, state_named, watch
from riskbook.model.discovery import Indicator
from riskbook.model.records import Risk, Trigger
from riskbook.picturing.readings import Mark, sign
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.words import Words


class IndicatorState(NamedTuple):
    """What an indicator shows today, in words; all but ``state`` are "" without a reading.

    ``overdue`` says how late the next reading is, "" where it is not.
    """

    state: str
    since: str = ""
    value: str = ""
    read_on: str = ""
    trend: str = ""
    due: str = ""
    overdue: str = ""


class IndicatorLine(NamedTuple):
    """An indicator with what it shows; None where it is not there.

    ``met`` says that it sets off the plan whose trigger names it, and since when; "" where not.
    """

    record: RecordLink
    now: IndicatorState | None
    met: str = ""


def risk_indicators(edition: Edition, risk: Risk) -> tuple[IndicatorLine, ...]:
    """The indicators that a risk names, in its order."""
    return tuple(
        IndicatorLine(indicator_link(edition, key), _state(edition, key)) for key in risk.indicators
    )


def trigger_indicator(edition: Edition, trigger: Trigger) -> IndicatorLine | None:
    """The indicator that a trigger names; None for a trigger without."""
    if not trigger.indicator:
        return None
    words = edition.words
    shown = _shown(edition, trigger.indicator)
    since = shown.since_at_least(state_named(trigger.state)) if shown else None
    return IndicatorLine(
        indicator_link(edition, trigger.indicator),
        _state(edition, trigger.indicator),
        words.fill("indicator.met-since", date=words.date(since)) if since else "",
    )


def indicator_link(edition: Edition, key: str, base: str = UP) -> RecordLink:
    """An indicator as other pages name it; ``base`` leads from that page to the root."""
    indicator = edition.site.book.discovery.indicators.get(key)
    if indicator is None:
        return RecordLink("", "", edition.names.withheld)  # a check lets no unknown one pass
    return RecordLink("", f"{base}indicators/{key}.html", edition.words.text(indicator.title))


def indicator_state(edition: Edition, indicator: Indicator, shown: Watch | None) -> IndicatorState:
    """What an indicator shows today."""
    words, today = edition.words, edition.site.today
    if shown is None:
        return IndicatorState(words.say("indicator.no-reading"))
    return IndicatorState(
        state=state_sign(words, shown.state),
        since=words.fill("indicator.since", date=words.date(shown.since)),
        value=value_with_unit(words, indicator, shown.value),
        read_on=words.date(shown.last),
        trend=words.named("indicator-trend", shown.trend)
        if shown.trend is not Trend.UNTOLD
        else "",
        due=words.date(shown.due),
        overdue=words.late(shown.due, today) if shown.is_overdue(today) else "",
    )


def state_sign(words: Words, state: State) -> Markup:
    """The name of a state behind its mark."""
    mark = Markup(sign(mark_of(state)))  # noqa: S704  # our own
    return Markup('<b class="nowrap">{}{}</b>').format(mark, state_name(words, state))


def value_with_unit(words: Words, indicator: Indicator, value: float) -> str:
    """A reading as people say it: ``4.4 %``, ``41 days``."""
    number = words.number(value)
    if indicator.unit is None:
        return number
    unit = words.plain(indicator.unit)
    if unit == "%":
        return words.say("indicator.per-cent", number=number)
    return words.say("indicator.value", number=number, unit=unit)


def state_name(words: Words, state: State) -> str:
    """The name of a state: ``Amber``."""
    return words.catalogue.word(f"finding.indicator-state.{state.name.lower()}")


def mark_of(state: State) -> Mark:
    """How a state is drawn."""
    return Mark(state.name.lower())


def _state(edition: Edition, key: str) -> IndicatorState | None:
    indicator = edition.site.book.discovery.indicators.get(key)
    return indicator_state(edition, indicator, _shown(edition, key)) if indicator else None


def _shown(edition: Edition, key: str) -> Watch | None:
    found = edition.site.book.discovery
    indicator, readings = found.indicators.get(key), found.readings.get(key)
    if indicator is None or readings is None:
        return None
    return watch(indicator, readings, edition.site.today)

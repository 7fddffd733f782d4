"""The pages of indicators, and what the pages of risks and plans show of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from riskbook.model.book import Book
from riskbook.model.terms import Trouble
from riskbook.site.input import SiteInput
from riskbook.site.rendering import Press
from riskbook.site.views import indicators as views
from sample_indicators import CALM, indicator_book, sample_indicator, sample_readings
from samples import TODAY, sample_book

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]


def pages(press: Press) -> dict[str, str]:
    return {
        page.path: page.main for page in press.discoveries() if page.path.startswith("indicators")
    }


def plain(html: str) -> str:
    """What a reader reads, without what is only drawn."""
    return re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL))


def test_a_book_without_indicators_has_no_such_pages(make_press: MakePress) -> None:
    press = make_press(sample_book())
    assert pages(press) == {}
    assert "indicators" not in press.risk("R001").main
    assert "indicators" not in press.plan("P001").main


def test_the_list_and_the_page_say_what_an_indicator_shows(make_press: MakePress) -> None:
    made = pages(make_press(indicator_book((3, 4, 6, 9, 9.5))))
    assert list(made) == ["indicators.html", "indicators/calls-waiting.html"]
    for page in made.values():
        words = plain(page)
        assert "Red since 15 Nov 2026" in words
        assert "9.5 % 22 Nov 2026" in words
        assert "getting worse" in words
        assert "29 Nov 2026" in words
    assert "8 % or more" in plain(made["indicators/calls-waiting.html"])
    assert 'href="indicators/calls-waiting.html"' in made["indicators.html"]
    assert 'href="risks/R001.html"' in made["indicators.html"]
    assert 'href="../risks/R001.html"' in made["indicators/calls-waiting.html"]


def test_in_chinese(make_press: MakePress) -> None:
    made = pages(make_press(indicator_book((3, 6), consecutive=2, clear_at=4), language="zh"))
    words = plain(made["indicators/calls-waiting.html"])
    assert "等待的紧急来电 绿色 自 2026年11月15日 起" in words
    assert "8% 及以上，连续 2 次读数" in words
    assert "降到 4% 及以下时恢复" in words


def test_the_table_has_every_reading_that_is_drawn_the_newest_first(make_press: MakePress) -> None:
    page = pages(make_press(indicator_book((3, 6, 3.25))))["indicators/calls-waiting.html"]
    rows = re.findall(r'<td class="num">([0-9.]+ %)</td><td>(\w+)</td>', page)
    assert rows == [("3.25 %", "Green"), ("6 %", "Amber"), ("3 %", "Green")]
    assert (
        "3 readings from 8 Nov 2026 to 22 Nov 2026, between 3 % and 6 %. State now: Green." in page
    )


def test_of_very_many_readings_the_newest_are_shown(
    make_press: MakePress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "DRAWN", 2)
    page = pages(make_press(indicator_book((7, 6, 3.25))))["indicators/calls-waiting.html"]
    assert re.findall(r'<td class="num">([0-9.]+) %</td>', page) == ["3.25", "6"]
    assert "The last 2 readings are shown; calls-waiting.csv has the earlier ones too." in page


def test_an_overdue_reading_is_said_on_every_page(make_press: MakePress) -> None:
    press = make_press(indicator_book(CALM), today=TODAY + timedelta(days=11))
    for page in (*pages(press).values(), press.risk("R001").main):
        assert '<span class="late' in page
        assert "4 days late" in page


@pytest.mark.parametrize("values", [(), None])
def test_without_a_reading_nothing_is_drawn(
    make_press: MakePress, values: tuple[float, ...] | None
) -> None:
    made = pages(make_press(indicator_book(values)))
    page = made["indicators/calls-waiting.html"]
    assert "No reading yet" in made["indicators.html"]
    assert "There is no reading in calls-waiting.csv that could be drawn." in page
    assert "readings-title" not in page


def test_the_worst_stand_first_and_those_that_nobody_knows_before_the_green(
    make_press: MakePress,
) -> None:
    values = {"calm": CALM, "red": (9,), "amber": (6,), "none": ()}
    book = sample_book()
    found = replace(
        book.discovery,
        indicators={key: sample_indicator(key) for key in sorted(values)},
        readings={key: sample_readings(each, key) for key, each in values.items()},
    )
    page = pages(make_press(replace(book, discovery=found)))["indicators.html"]
    order = re.findall(r'href="indicators/(\w+)\.html"', page)
    assert order == ["red", "amber", "none", "calm"]


def test_a_risk_shows_its_indicators(make_press: MakePress) -> None:
    page = make_press(indicator_book((6,))).risk("R001").main
    assert 'href="../indicators/calls-waiting.html"' in page
    assert "Amber since 22 Nov 2026" in plain(page)


@pytest.mark.parametrize(("values", "met"), [((3, 9), True), ((3, 6), False)])
def test_a_plan_shows_what_its_trigger_waits_for(
    make_press: MakePress, values: tuple[float, ...], *, met: bool
) -> None:
    press = make_press(indicator_book(values, waits_for=Trouble.RED))
    page = press.plan("P001").main
    assert 'href="../indicators/calls-waiting.html"' in page
    assert ("Trigger met since 22 Nov 2026" in plain(page)) is met
    assert "Trigger T1, at “Red”" in plain(pages(press)["indicators/calls-waiting.html"])


def confidential() -> Book:
    return indicator_book((3, 9), waits_for=Trouble.RED, confidential=True)


def test_a_confidential_indicator_leaves_no_byte(make_press: MakePress) -> None:
    press = make_press(confidential())
    whole = press.risk("R001").main + press.plan("P001").main
    assert pages(press) == {}
    assert "calls-waiting" not in whole
    assert "Urgent calls that wait" not in whole
    assert "Trigger met" not in whole

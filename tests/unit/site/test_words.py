"""Numbers stand beside their words, as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest
from markupsafe import Markup

from riskbook.model.criteria import LikelihoodKind, ScaleStep
from riskbook.model.records import Period
from riskbook.reading.resources import catalogue
from riskbook.site.names import names
from riskbook.site.words import Words
from riskbook.wording import Text
from samples import sample_book

EN = Words(catalogue("en"), "CNY")
ZH = Words(catalogue("zh"), "CNY")


@pytest.mark.parametrize(
    ("words", "likelihood", "impact"),
    [
        (EN, "4 · Likely (50–80 % a year)", "4 · Major (CN¥100K–CN¥1M)"),
        (ZH, "4 · 很可能（每年 50%–80%）", "4 · 重大（¥10万–¥100万）"),
    ],
)
def test_a_step_has_word_and_number(words: Words, likelihood: str, impact: str) -> None:
    named = names(sample_book(), words)
    assert named.likelihood_step(4).replace("\xa0", " ") == likelihood
    assert named.impact_step(4).replace("\xa0", " ") == impact


@pytest.mark.parametrize(
    ("start", "end", "kind", "english"),
    [
        (0, 0.05, LikelihoodKind.PROBABILITY, "under 5 % a year"),
        (0.8, 1.0, LikelihoodKind.PROBABILITY, "80 % a year or more"),
        (0.5, 2, LikelihoodKind.RATE, "0.5–2 times a year"),
        (12, None, LikelihoodKind.RATE, "12 times a year or more"),
        (None, None, LikelihoodKind.RATE, ""),
    ],
)
def test_open_ends_read_as_such(
    start: float | None, end: float | None, kind: LikelihoodKind, english: str
) -> None:
    step = ScaleStep(1, "x", Text.of("en", "X"), (), start, end, ())
    assert EN.likelihood_range(step, kind).replace("\xa0", " ") == english


def test_dates_are_shown_as_the_language_has_them() -> None:
    day = date(2026, 11, 2)
    assert EN.date(day) == '<time datetime="2026-11-02">2 Nov 2026</time>'
    assert ZH.date(day) == '<time datetime="2026-11-02">2026年11月2日</time>'
    assert EN.date(None) == ""
    assert "data-due" in EN.due(day)


@pytest.mark.parametrize(
    ("due", "english", "chinese"),
    [
        (date(2026, 11, 2), "20 days late", "逾期 20 天"),
        (date(2026, 11, 21), "1 day late", "逾期 1 天"),
        (date(2026, 11, 22), "today", "今天"),
        (date(2026, 12, 1), "in 9 days", "还有 9 天"),
    ],
)
def test_lateness_is_said_in_words(due: date, english: str, chinese: str) -> None:
    today = date(2026, 11, 22)
    assert EN.late(due, today) == english
    assert ZH.late(due, today) == chinese


def test_money_and_periods() -> None:
    assert EN.money(24000) == "CN¥24,000"
    assert ZH.money(24000.5) == "¥24,000.50"
    assert EN.money(None) == ""
    assert ZH.period(Period(3, "months")) == "3 个月"
    assert EN.period(Period(1, "months")) == "1 month"


def test_words_in_another_language_are_marked_and_escaped() -> None:
    assert EN.text(Text.of("zh", "夜<间")) == '<span lang="zh">夜&lt;间</span>'
    assert EN.text(Text((("zh", "夜间"), ("en", "night")))) == "night"


def test_filled_sentences_escape_what_is_not_markup_even_when_it_looks_alike() -> None:
    marked, plain = Markup("<b>x</b>"), "<b>x</b>"
    assert EN.fill("overview.as-of", day=marked) == "As of <b>x</b>"
    assert EN.fill("overview.as-of", day=plain) == "As of &lt;b&gt;x&lt;/b&gt;"

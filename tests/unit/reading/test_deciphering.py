"""What people write for numbers, dates and lengths of time, and what it means for certain."""

from __future__ import annotations

import pytest

from riskbook.reading.deciphering import (
    day_meant,
    last_day_of_month,
    number_meant,
    span_meant,
)

AMBIGUOUS = ""


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("5万", "50000"),
        ("1.2万", "12000"),
        ("5 万元", "50000"),
        ("3千元", "3000"),
        ("5百", "500"),
        ("2亿", "200000000"),
        ("3千万", "30000000"),
        ("1万亿", "1000000000000"),
        ("3万5千", "35000"),
        ("五万", "50000"),
        ("0.5万", "5000"),
        ("５０００", "5000"),
        ("５万", "50000"),
        ("5k", "5000"),
        ("5K", "5000"),
        ("5,000", "5000"),
        ("¥5,000", "5000"),
        ("￥5,000.50 元", "5000.50"),
        ("RMB 5万", "50000"),
        ("人民币5000元", "5000"),
        ("CNY 24,000", "24000"),
        ("-12 000", "-12000"),
    ],
)
def test_a_number_is_read_whole(written: str, number: str) -> None:
    assert number_meant(written, "CNY") == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "万",
        "a lot",
        "5w",
        "5m",
        "5万8",
        "5千3万",
        "万5",
        "1,5",
        "1:30",
        "5万/年",
        "30%",
        "1 2 3",
    ],
)
def test_a_number_that_may_mean_two_is_left_alone(written: str) -> None:
    assert number_meant(written, "CNY") == AMBIGUOUS


def test_an_amount_in_another_currency_is_another_amount() -> None:
    assert number_meant("€5,000", "EUR") == "5000"
    assert number_meant("¥5,000", "JPY") == "5000"
    for currency in ("CNY", "USD", ""):
        assert number_meant("€5,000", currency) == AMBIGUOUS


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026年5月1日", "2026-05-01"),
        ("2026 年 5 月 1 日", "2026-05-01"),
        ("2026年5月1号", "2026-05-01"),
        ("2026/5/1", "2026-05-01"),
        ("2026.5.1", "2026-05-01"),
        ("2027-3-1", "2027-03-01"),
        ("20260501", "2026-05-01"),
        ("2026-05-01 10:30:00", "2026-05-01"),
        ("2026-05-01T10:30:00+08:00", "2026-05-01"),
        ("1 May 2026", "2026-05-01"),
        ("1st of May", AMBIGUOUS),
        ("May 1, 2026", "2026-05-01"),
        ("1 Sept 2026", "2026-09-01"),
        ("25.12.2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("5/5/2026", "2026-05-05"),
        ("5/1/2026", AMBIGUOUS),
        ("1 Ma 2026", AMBIGUOUS),
        ("5月1日", AMBIGUOUS),
        ("2026年5月", AMBIGUOUS),
        ("2026-111", AMBIGUOUS),
        ("2026年2月30日", AMBIGUOUS),
        ("0026-05-01", AMBIGUOUS),
    ],
)
def test_a_day_is_proposed_where_it_is_certain(written: str, day: str) -> None:
    assert day_meant(written) == day


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2026-02-30", "2026-02-28"),
        ("2028/2/30", "2028-02-29"),
        ("2026年11月31日", "2026-11-30"),
        ("20260431", "2026-04-30"),
        ("2026-11-30", ""),
        ("2026-11-32", ""),
        ("2026-13-31", ""),
        ("soon", ""),
    ],
)
def test_a_day_that_its_month_has_not_leads_to_the_last_that_it_has(
    written: str, last: str
) -> None:
    assert last_day_of_month(written) == last


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("15分钟", "15 minutes"),
        ("3 个月", "3 months"),
        ("1周", "1 week"),
        ("2 Hrs", "2 hours"),
        ("1 days", "1 day"),
        ("半年", AMBIGUOUS),
        ("1.5小时", AMBIGUOUS),
        ("15", AMBIGUOUS),
    ],
)
def test_a_length_of_time_is_put_in_the_words_of_the_format(written: str, span: str) -> None:
    assert span_meant(written) == span

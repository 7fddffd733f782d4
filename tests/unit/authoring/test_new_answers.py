"""What a person answers: taken as it is meant, or explained."""

from __future__ import annotations

from datetime import date

import pytest

from riskbook.authoring.answers import (
    Choice,
    amount,
    counts_places,
    day,
    duration,
    fitting,
    identity,
    key_of,
    many_of,
    one_of,
    past_day,
    period,
    person_of,
    slug_words,
    step_of,
    text,
)
from riskbook.model.criteria import ScaleStep
from riskbook.wording import Saying, Text

TODAY = date(2026, 11, 23)
CHOICES = (
    Choice("operational", "Operational", words=("操作风险",)),
    Choice("technical", "Technical", words=("技术风险",)),
    Choice("service-desk-lead", "Service desk lead", words=("服务台主管",)),
    Choice("hotline-lead", "Hotline lead", words=("热线主管",)),
)


def complaint(verdict: str | Saying) -> str:
    assert isinstance(verdict, Saying)
    return verdict.key


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("Technical", "technical"),
        ("TECHNICAL", "technical"),
        ("技术风险", "technical"),
        ("desk", "service-desk-lead"),
        ("热线", "hotline-lead"),
        ("hotline-lead", "hotline-lead"),
    ],
)
def test_a_choice_is_known_by_key_name_or_a_part(answer: str, key: str) -> None:
    assert one_of(CHOICES)(answer) == key
    assert key_of(CHOICES)(answer) == key


def test_a_number_is_a_place_only_for_who_sees_the_list() -> None:
    assert one_of(CHOICES)("2") == one_of(CHOICES)("２") == "technical"
    assert complaint(key_of(CHOICES)("2")) == "authoring.wrong.none-of"
    steps = (Choice("2", "Low"), Choice("1", "High"))
    assert key_of(steps)("1") == "1"
    assert counts_places("3, 1", CHOICES)
    assert not counts_places("1", steps)


@pytest.mark.parametrize(
    ("answer", "key"),
    [("t", "technical"), ("服", "service-desk-lead"), ("ver", ""), ("主管", ""), ("ead", "")],
)
def test_beginnings_of_words_come_before_the_middle(answer: str, key: str) -> None:
    found = fitting(answer, (*CHOICES, Choice("q", "Overtime"), Choice("r", "Reader")))
    assert (len(found) == 1 and found[0].key == key) or not key
    assert found


@pytest.mark.parametrize("answer", ["er", "热主", "管", "风险x"])
def test_a_short_part_is_not_looked_for_in_the_middle(answer: str) -> None:
    assert fitting(answer, CHOICES) == []


def test_who_is_not_in_the_book_is_told_where_people_are_added() -> None:
    assert complaint(person_of(CHOICES)("Maria Schmidt")) == "authoring.wrong.nobody"
    assert complaint(person_of(CHOICES)("27")) == "authoring.wrong.none"


def test_a_bare_number_is_never_meant_by_what_has_other_letters() -> None:
    steps = tuple(Choice(str(number), f"Step {number}") for number in range(1, 6))
    assert complaint(one_of(steps)("5万")) == "authoring.wrong.none"


STEPS = (
    ScaleStep(1, "slight", Text.of("en", "Slight"), (), 0, 20000, ()),
    ScaleStep(2, "minor", Text.of("en", "Minor"), (), 20000, 100000, ()),
)
BANDS = tuple(Choice(str(step.value), step.key) for step in STEPS)


@pytest.mark.parametrize(
    ("answer", "value"),
    [("5万", "2"), ("20,000 元", "2"), ("1999", "1"), ("2", "2"), ("minor", "2"), ("5 元", "1")],
)
def test_an_amount_of_money_says_its_step(answer: str, value: str) -> None:
    assert step_of(BANDS, STEPS, "CNY")(answer) == value


@pytest.mark.parametrize("answer", ["9", "20万", "much", "-5万"])
def test_what_is_no_amount_of_the_scale_is_explained(answer: str) -> None:
    assert complaint(step_of(BANDS, STEPS, "CNY")(answer)) == "authoring.wrong.none"


def test_a_cost_is_a_number_in_the_file() -> None:
    assert amount("CNY")("1.6万") == "16000"
    assert complaint(amount("CNY")("cheap")) == "authoring.wrong.amount"
    assert complaint(amount("CNY")("-5")) == "authoring.wrong.amount"


def test_a_slip_is_told_what_was_meant_by_number_or_by_key() -> None:
    shown, unseen = one_of(CHOICES)("techncal"), key_of(CHOICES)("techncal")
    assert complaint(shown) == complaint(unseen) == "authoring.wrong.near"
    assert isinstance(shown, Saying)
    assert isinstance(unseen, Saying)
    assert "number" in repr(dict(shown.facts)["meant"])
    assert dict(unseen.facts)["meant"] == "technical"


def test_what_fits_several_or_none_is_explained() -> None:
    assert complaint(one_of(CHOICES)("lead")) == "authoring.wrong.several"
    assert complaint(key_of(CHOICES)("lead")) == "authoring.wrong.several"
    assert complaint(one_of(CHOICES)("9")) == "authoring.wrong.none"
    assert complaint(one_of(CHOICES)("9" * 5000)) == "authoring.wrong.none"
    assert complaint(one_of(CHOICES)("0")) == "authoring.wrong.none"
    assert complaint(key_of(CHOICES)("qqqq")) == "authoring.wrong.none-of"


def test_a_name_that_is_part_of_another_stands_for_itself() -> None:
    assert one_of((Choice("a", "Desk lead"), Choice("b", "Desk")))("desk") == "b"


def test_several_have_commas_of_either_kind_between_them() -> None:
    assert many_of(CHOICES)("1，hotline、1") == "operational hotline-lead"
    assert complaint(many_of(CHOICES)("1, 9")) == "authoring.wrong.none"
    assert complaint(many_of(CHOICES)(" ，")) == "authoring.wrong.nothing"


@pytest.mark.parametrize(
    "answer",
    [
        "2026-11-03",
        "2026/11/3",
        "2026.11.03",
        "2026年11月3日",
        "２０２６－１１－０３",
        "3 Nov 2026",
        "20261103",
    ],
)
def test_a_date_may_be_written_in_several_ways(answer: str) -> None:
    assert day(TODAY)(answer) == "2026-11-03"


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("today", "2026-11-23"),
        ("今天", "2026-11-23"),
        ("Yesterday", "2026-11-22"),
        ("昨天", "2026-11-22"),
    ],
)
def test_today_and_yesterday_are_dates(answer: str, value: str) -> None:
    assert past_day(TODAY)(answer) == value


@pytest.mark.parametrize(
    ("answer", "days", "late"),
    [("2026-11-31", 30, 31), ("31 Nov 2026", 30, 31), ("2026年2月30日", 28, 30)],
)
def test_a_month_that_is_shorter_says_so(answer: str, days: int, late: int) -> None:
    verdict = day(TODAY)(answer)
    assert complaint(verdict) == "authoring.wrong.no-such-day"
    assert isinstance(verdict, Saying)
    assert (dict(verdict.facts)["days"], dict(verdict.facts)["day"]) == (days, late)


@pytest.mark.parametrize("answer", ["03/04/2026", "2026-13-01", "31", "tomorrow", "0001-1-1"])
def test_what_is_no_date_is_explained(answer: str) -> None:
    assert complaint(day(TODAY)(answer)) == "authoring.wrong.date"


def test_a_day_to_come_is_no_day_on_which_something_was_found() -> None:
    judge = past_day(TODAY)
    assert judge("2026-11-23") == "2026-11-23"
    assert complaint(judge("2026-11-24")) == "authoring.wrong.future"


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("15 minutes", "15 minutes"),
        ("15分钟", "15 minutes"),
        ("1 Hour", "1 hour"),
        ("2 天", "2 days"),
        ("2 hrs", "2 hours"),
    ],
)
def test_a_length_of_time_in_either_language(answer: str, value: str) -> None:
    assert duration(answer) == value


def test_a_period_is_of_calendar_time() -> None:
    assert period("6 个月") == "6 months"
    assert period("1 year") == "1 year"
    for answer in ("15 minutes", "0 months", "often"):
        assert complaint(period(answer)) == "authoring.wrong.period"
    assert complaint(duration("soon")) == "authoring.wrong.duration"


def test_a_text_is_one_line_without_control_characters() -> None:
    judge = text(20)
    assert judge(" two\t words　here ") == "two words here"
    assert complaint(judge("\x1b[A")) == "authoring.wrong.characters"
    assert complaint(judge("\ufffd")) == "authoring.wrong.characters"


def test_a_long_text_is_told_how_long_it_is() -> None:
    verdict = text(10)("eleven signs")
    assert complaint(verdict) == "authoring.wrong.long"
    assert isinstance(verdict, Saying)
    assert dict(verdict.facts) == {"most": 10, "length": 12}


def test_words_of_a_file_name_and_ids() -> None:
    assert slug_words("Short staffed") == "short-staffed"
    assert complaint(slug_words("人手不足")) == "authoring.wrong.slug"
    judge = identity("^OPS-[0-9]{4}$", {"OPS-0001"})
    assert judge("OPS-0002") == "OPS-0002"
    assert complaint(judge("ops-0001x")) == "authoring.wrong.id"
    assert complaint(judge("OPS-0001")) == "authoring.wrong.taken"

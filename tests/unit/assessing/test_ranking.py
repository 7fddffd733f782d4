from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from riskbook.assessing.levels import level
from riskbook.assessing.ranking import rank
from riskbook.assessing.standing import Rank
from riskbook.model.criteria import RankingKey
from riskbook.model.records import Assessment, ExpectedLoss, LossRange, Risk
from riskbook.model.terms import Status, Velocity
from riskbook.reading.resources import catalogue
from riskbook.wording import Saying
from samples import grid, sample_book, sample_criteria, sample_risk

EN, ZH = catalogue("en"), catalogue("zh")

CORE, IMPORTANT, MINOR = "customer-hotline", "service-desk", "project-office"


def ranked(risks: Sequence[Risk], **changes: Any) -> dict[str, Rank]:
    book = sample_book(risks, **changes)
    return rank(book, level(book))


def ordered_by(*keys: RankingKey) -> dict[str, Any]:
    return {"criteria": sample_criteria(ranking=keys)}


def felt(risk: Risk, velocity: Velocity | None) -> Risk:
    return replace(risk, assessment=replace(risk.assessment, velocity=velocity))


def costing(risk: Risk, rate: float) -> Risk:
    return replace(risk, expected_loss=ExpectedLoss(rate, None, LossRange(1000, 1000, 0.9), ""))


def words(saying: Saying | None) -> tuple[str, str]:
    assert saying is not None
    return EN.say(saying), ZH.say(saying)


def test_level_before_importance_before_score() -> None:
    ranks = ranked(
        [
            sample_risk("R001", 5, 2, service=CORE),  # high, score 7
            sample_risk("R002", 4, 4, service=MINOR),  # critical
            sample_risk("R003", 3, 5, service=IMPORTANT),  # high, score 8
            sample_risk("R004", 5, 3, service=CORE),  # high, score 8
        ]
    )
    assert list(ranks) == ["R002", "R004", "R001", "R003"]
    assert [entry.place for entry in ranks.values()] == [1, 2, 3, 4]


def test_equals_share_a_place_and_the_next_one_is_counted_on() -> None:
    ranks = ranked(
        [
            sample_risk("R004", 4, 4),
            sample_risk("R001", 3, 3),
            sample_risk("R003", 4, 3),
            sample_risk("R002", 4, 3),
        ]
    )
    assert [(key, one.place, one.sharing) for key, one in ranks.items()] == [
        ("R004", 1, 1),
        ("R002", 2, 2),
        ("R003", 2, 2),
        ("R001", 4, 1),
    ]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_only_open_risks_are_ranked(status: Status) -> None:
    assert list(ranked([sample_risk("R001"), sample_risk("R002", status=status)])) == ["R001"]


def test_only_assessed_risks_are_ranked() -> None:
    unassessed = Assessment(None, None, None, None, None)
    assert list(ranked([sample_risk("R001"), sample_risk("R002", assessment=unassessed)])) == [
        "R001"
    ]


def test_a_book_without_risks_has_no_ranks() -> None:
    assert ranked([]) == {}


def test_what_is_not_stated_ranks_behind_what_is() -> None:
    ranks = ranked([felt(sample_risk("R001"), None), felt(sample_risk("R002"), Velocity.MONTHS)])
    assert list(ranks) == ["R002", "R001"]


def test_the_order_of_the_criteria_counts() -> None:
    risks = [sample_risk("R001", 4, 4, service=MINOR), sample_risk("R002", 1, 1, service=CORE)]
    assert list(ranked(risks)) == ["R001", "R002"]
    by_importance = ordered_by(RankingKey.IMPORTANCE, RankingKey.LEVEL)
    assert list(ranked(risks, **by_importance)) == ["R002", "R001"]


def test_criteria_that_name_no_order_rank_by_level() -> None:
    ranks = ranked([sample_risk("R001", 4, 4), sample_risk("R002", 5, 5)], **ordered_by())
    assert [one.place for one in ranks.values()] == [1, 1]


def test_best_and_worst_are_where_one_own_step_leads() -> None:
    ranks = ranked(
        [
            sample_risk("R001", 4, 4),  # critical, 8
            sample_risk("R002", 4, 3),  # high, 7: one up is critical, 8, equal to R001
            sample_risk("R003", 3, 3),  # medium, 6
            sample_risk("R004", 2, 3),  # medium, 5
        ]
    )
    # Down to likelihood 3: medium, 6, impact 3 like R003. Down to impact 2: medium, 6, behind R003.
    assert (ranks["R002"].place, ranks["R002"].best, ranks["R002"].worst) == (2, 1, 3)


def test_an_equal_place_counts_as_that_place() -> None:
    # Sixteen equals: each stays first, whichever the others are.
    ranks = ranked([sample_risk(f"R{number:03}", 5, 5) for number in range(16)])
    assert {one.place for one in ranks.values()} == {1}
    assert {one.worst for one in ranks.values()} == {16}


def test_a_place_is_robust_while_one_step_keeps_it_in_the_first_ten() -> None:
    ten = ranked([sample_risk(f"R{number:03}", 5, 5) for number in range(10)])
    assert all(one.robust and one.worst == 10 for one in ten.values())
    eleven = ranked([sample_risk(f"R{number:03}", 5, 5) for number in range(11)])
    assert not any(one.robust for one in eleven.values())


def test_a_step_off_the_matrix_or_onto_a_missing_cell_is_no_step() -> None:
    criteria = sample_criteria(matrix=grid("MHHCC", "MMHC.", "LMM.H", "LLMMH", "LLLMM"))
    ranks = ranked(
        [sample_risk("R001", 4, 4), sample_risk("R002", 5, 5), sample_risk("R003", 3, 3)],
        criteria=criteria,
    )
    assert (ranks["R002"].best, ranks["R002"].worst) == (1, 1)


def test_the_first_of_a_level_is_set_against_the_next_one_down() -> None:
    ranks = ranked(
        [
            sample_risk("R001", 4, 4, service=MINOR),
            sample_risk("R002", 4, 3, service=CORE),
            sample_risk("R003", 4, 3, service=IMPORTANT),
        ]
    )
    assert words(ranks["R001"].reason) == ("The only critical risk", "唯一一项“严重”等级风险")
    assert words(ranks["R002"].reason) == (
        (
            "First of two high risks, ahead of R003 because Customer hotline is a core service "
            "(importance 5 against 4)"
        ),
        "2 项高风险之首，排在 R003 之前：“客户热线”是核心服务（业务重要性 5，对方为 4）",
    )
    assert words(ranks["R001"].margin) == (
        "Ahead of R002 because it is critical while R002 is high",
        "排在 R002 之前：其等级为严重，R002 为高",
    )
    assert ranks["R003"].margin is None


def test_everyone_else_is_set_against_the_next_one_up() -> None:
    ranks = ranked(
        [
            sample_risk("R001", 4, 3, service=CORE),
            sample_risk("R002", 4, 3, service=IMPORTANT),
            sample_risk("R003", 5, 2, service=IMPORTANT),
        ]
    )
    assert words(ranks["R002"].reason) == (
        "High like R001, but Service desk matters less to the business (importance 4 against 5)",
        "与 R001 同为高风险，但“服务台”的业务重要性较低（4，对方为 5）",
    )
    assert words(ranks["R003"].reason) == (
        (
            "High like R002 and equal in business importance and score, but its impact is lower "
            "(2 · Minor against 3 · Serious)"
        ),
        "与 R002 同为高风险，业务重要性和评分也相同，但影响程度较低（2 · 较小，对方为 3 · 较大）",
    )


def test_equals_are_told_in_what() -> None:
    two = ranked([sample_risk("R001"), sample_risk("R002")])
    assert words(two["R001"].reason) == (
        "Medium like R002, and equal in business importance, score, impact and speed of onset",
        "与 R002 同为中风险，业务重要性、评分、影响程度和显现速度也相同",
    )
    three = ranked([sample_risk("R001"), sample_risk("R002"), sample_risk("R003")])
    assert words(three["R003"].reason)[0].startswith("Medium like R001 and one other risk, and")
    assert words(three["R003"].reason)[1].startswith("与 R001 等另外 2 项风险同为中风险，")
    assert words(three["R001"].reason)[0].startswith("Medium like R002 and one other risk, and")
    four = ranked([sample_risk(f"R00{number}") for number in range(1, 5)])
    assert words(four["R004"].reason)[0].startswith("Medium like R001 and 2 other risks, and")


@pytest.mark.parametrize(
    ("order", "first", "second", "in_english", "in_chinese"),
    [
        (
            (RankingKey.SCORE,),
            sample_risk("R001", 4, 3),
            sample_risk("R002", 3, 3),
            "Behind R001 because its score is lower (6 against 7)",
            "排在 R001 之后：评分较低（6，对方为 7）",
        ),
        (
            (RankingKey.LIKELIHOOD,),
            sample_risk("R001", 4, 3),
            sample_risk("R002", 3, 5),
            "Behind R001 because it is less likely (3 · Possible against 4 · Likely)",
            "排在 R001 之后：发生概率较低（3 · 可能，对方为 4 · 很可能）",
        ),
        (
            (RankingKey.VELOCITY,),
            felt(sample_risk("R001"), Velocity.HOURS),
            felt(sample_risk("R002"), Velocity.DAYS),
            "Behind R001 because it is felt later (within days, not hours)",
            "排在 R001 之后：后果显现较慢（数日内，对方为数小时内）",
        ),
        (
            (RankingKey.VELOCITY,),
            felt(sample_risk("R001"), Velocity.HOURS),
            felt(sample_risk("R002"), None),
            "Behind R001 because nobody has stated how soon it would be felt",
            "排在 R001 之后：其显现速度未注明",
        ),
        (
            (RankingKey.EXPECTED_LOSS,),
            costing(sample_risk("R001"), 30),
            costing(sample_risk("R002"), 12),
            "Behind R001 because it is expected to cost less (CNY 12,000 a year against 30,000)",
            "排在 R001 之后：期望损失较低（每年 CNY 12,000，对方为 30,000）",
        ),
        (
            (RankingKey.EXPECTED_LOSS,),
            costing(sample_risk("R001"), 30),
            sample_risk("R002"),
            "Behind R001 because nobody has estimated what it costs a year",
            "排在 R001 之后：其期望损失尚未估算",
        ),
        (
            (RankingKey.IMPORTANCE,),
            sample_risk("R001"),
            sample_risk("R002", service="nowhere"),
            "Behind R001 because nobody has stated how much its service matters",
            "排在 R001 之后：其所属服务的业务重要性未注明",
        ),
        (
            (RankingKey.IMPACT, RankingKey.LEVEL),
            sample_risk("R001", 5, 4),
            sample_risk("R002", 1, 4),
            "Behind R001 because it is medium while R001 is critical",
            "排在 R001 之后：其等级为中，R001 为严重",
        ),
    ],
)
def test_every_key_has_its_words(
    order: tuple[RankingKey, ...], first: Risk, second: Risk, in_english: str, in_chinese: str
) -> None:
    ranks = ranked([first, second], **ordered_by(*order))
    assert words(ranks["R002"].reason) == (in_english, in_chinese)
    english, chinese = words(ranks["R001"].reason)
    assert english.startswith("First of all, ahead of R002 because ")
    assert chinese.startswith("排名第一，居 R002 之前：")


def test_one_risk_alone() -> None:
    assert words(ranked([sample_risk()])["R001"].reason)[0] == "The only medium risk"
    by_score = ordered_by(RankingKey.SCORE)
    assert words(ranked([sample_risk()], **by_score)["R001"].reason)[0] == "The only ranked risk"


def test_numbers_above_ten_are_digits() -> None:
    risks = [sample_risk(f"R{number:03}", service=IMPORTANT) for number in range(11)]
    ranks = ranked([sample_risk("R999", service=CORE), *risks])
    assert words(ranks["R999"].reason)[0].startswith("First of 12 medium risks, ahead of R000")

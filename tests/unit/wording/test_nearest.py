"""The word that somebody most likely meant."""

from __future__ import annotations

import pytest

from riskbook.wording.nearest import lexicon, nearest

IDS = [f"R{number:03}" for number in range(1, 200)]


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("triag", ["intake", "triage"], "triage"),
        ("titel", ["title", "tags"], "title"),
        ("customer", ["customer-service", "it-support"], "customer-service"),
        ("操作", ["技术风险", "操作风险"], "操作风险"),
        ("hotline_lead", ["hotline-lead"], "hotline-lead"),
        ("Hotline Lead", ["hotline-lead"], "hotline-lead"),
        ("ｈｉｇｈ", ["high", "hight"], "high"),
        ("r012", IDS, "R012"),
        ("R12", IDS, "R012"),
    ],
)
def test_the_nearest_word_is_found(word: str, candidates: list[str], meant: str) -> None:
    assert nearest(word, candidates) == meant
    assert nearest(word, reversed(candidates)) == meant


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("zzz", ["triage", "intake"]),
        ("R201", IDS),
        ("P012", ["P021", "P013"]),
        ("anything", []),
        ("", ["title"]),
        ("R" + "1" * 5000, IDS),
    ],
)
def test_nothing_is_better_than_a_wrong_word(word: str, candidates: list[str]) -> None:
    assert nearest(word, candidates) is None


def test_equals_are_settled_by_their_names() -> None:
    assert nearest("ab", ["abd", "abc"]) == "abc"


def test_a_lexicon_answers_many_questions() -> None:
    words = lexicon(["triage", "intake", *IDS])
    assert [words.nearest(word) for word in ("triag", "r12", "R900", "intakes")] == [
        "triage",
        "R012",
        None,
        "intake",
    ]

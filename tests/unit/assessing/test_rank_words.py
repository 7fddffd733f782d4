"""The words of this room: every key that code puts together has some, alike in each language."""

from __future__ import annotations

from string import Formatter

import pytest

from riskbook.assessing.enumeration import enumerated, in_sentence
from riskbook.assessing.rank_words import SPELT_OUT
from riskbook.model.criteria import RankingKey
from riskbook.model.terms import Velocity
from riskbook.reading.resources import catalogue
from riskbook.wording import Catalogue, Text, say

EN, ZH = catalogue("en"), catalogue("zh")

UNSTATED = (RankingKey.IMPORTANCE, RankingKey.VELOCITY, RankingKey.EXPECTED_LOSS)

COMPOSED = (
    *(f"rank.number.{number}" for number in SPELT_OUT),
    *(f"rank.velocity.{velocity.value}" for velocity in Velocity),
    *(f"rank.key.{key.value}" for key in RankingKey),
    *(f"rank.why.{key.value}.{way}" for key in RankingKey for way in ("more", "less")),
    *(f"rank.why.{key.value}.{way}" for key in UNSTATED for way in ("only-mine", "only-theirs")),
)


def own(words: Catalogue) -> set[str]:
    return {key for key in words.entries if key.startswith(("rank.", "selftest."))}


def blanks(words: Catalogue, key: str) -> set[str]:
    forms = words.entries[key]
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("key", COMPOSED)
def test_every_composed_key_has_words(key: str) -> None:
    assert EN.entries[key][0]
    assert ZH.entries[key][0]


def test_both_languages_have_the_same_keys() -> None:
    assert own(EN) == own(ZH)


@pytest.mark.parametrize("key", sorted(own(EN)))
def test_both_languages_say_the_same(key: str) -> None:
    # A count is spelt out in an English singular, and Chinese says how many there are in all.
    free = {"count", "others"}
    assert blanks(EN, key) - free == blanks(ZH, key) - free


@pytest.mark.parametrize(
    ("parts", "english", "chinese"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a和b"),
        (["a", "b", "c"], "a, b and c", "a、b和c"),
    ],
)
def test_enumerations(parts: list[str], english: str, chinese: str) -> None:
    said = say("rank.step", value=1, name=enumerated([*parts]))
    assert EN.say(said) == f"1 · {english}"
    assert ZH.say(said) == f"1 · {chinese}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("High", "high"),
        ("Very high", "very high"),
        ("P1", "P1"),
        ("IT risk", "IT risk"),
        ("高", "高"),
    ],
)
def test_names_in_a_sentence(name: str, expected: str) -> None:
    assert in_sentence(Text.of("en", name)) == Text.of("en", expected)

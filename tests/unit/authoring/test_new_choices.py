"""What a person can choose from, in a language that the schemas do not speak."""

from __future__ import annotations

from dataclasses import replace

import pytest

from riskbook.authoring.choices import enumerated
from riskbook.reading.placing import Kind
from riskbook.reading.resources import catalogue


@pytest.mark.parametrize(
    ("kind", "pointer", "first"),
    [
        (Kind.RISK, "treatment/strategy", ("avoid", "规避")),
        (Kind.SIGN_OFF, "outcome", ("unchanged", "无变化")),
        (Kind.EXERCISE, "type", ("walk-through", "预案走查")),
        (Kind.EXERCISE, "result", ("passed", "通过")),
        (Kind.CONTROL, "kind", ("prevent", "预防")),
    ],
)
def test_a_third_language_has_the_words_of_its_catalogue(
    kind: Kind, pointer: str, first: tuple[str, str]
) -> None:
    third = replace(catalogue("zh"), language="xx")  # Chinese words stand for another language's
    choices = enumerated(kind, pointer, third)
    assert (choices[0].key, choices[0].name) == first
    assert len(choices) == len({choice.name for choice in choices})


def test_english_and_chinese_answers_are_understood_even_so() -> None:
    choices = enumerated(Kind.CONTROL, "kind", replace(catalogue("en"), language="xx"))
    assert {"Prevent", "预防"} <= set(choices[0].words)

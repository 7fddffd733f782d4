"""What a change of a bow-tie is, and how it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Pathway
from riskbook.reading.resources import catalogue
from riskbook.reporting.delta_values import value_words
from riskbook.reporting.delta_words import DeltaWords
from riskbook.reviewing.changes import Change, Kind, Weight
from riskbook.reviewing.delta import compare
from riskbook.run import judge
from samples import TODAY, sample_book, sample_risk

CAUSE = Pathway("CA1", "The evening shift is ill", ("C001",))
CONSEQUENCE = Pathway("CO1", "A fault stands all night", ("P001",))


def book(*causes: Pathway, consequences: tuple[Pathway, ...] = (CONSEQUENCE,)) -> Book:
    return sample_book([sample_risk(causes=causes, consequences=consequences)])


def told(base: Book, head: Book, language: str = "en") -> list[tuple[str, str, str, str]]:
    """Place, label, what stood there and what stands there; all of it material, of one kind."""
    words = DeltaWords(catalogue(language), base, head)
    changes = compare(judge(base, TODAY), judge(head, TODAY)).changes
    assert {one.kind for one in changes} <= {Kind.PATHWAY_CHANGED}
    assert {one.weight for one in changes} <= {Weight.MATERIAL}
    return [(one.pointer, words.label(one), *both(one, base, head, words)) for one in changes]


def both(one: Change, base: Book, head: Book, words: DeltaWords) -> tuple[str, str]:
    return value_words(one, one.before, base, words), value_words(one, one.after, head, words)


def test_a_cause_that_came_and_a_consequence_that_went() -> None:
    assert told(book(), book(CAUSE, consequences=())) == [
        ("causes/CA1", "cause CA1", "", "The evening shift is ill · C001"),
        ("consequences/CO1", "consequence CO1", "A fault stands all night · P001", ""),
    ]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["cause CA1, barriers", "cause CA1, what"]),
        ("zh", ["原因 CA1 · 屏障", "原因 CA1 · 内容"]),
    ],
)
def test_another_text_and_another_barrier(language: str, labels: list[str]) -> None:
    changed = replace(CAUSE, what="Two are ill", barriers=("C001", "P001"))
    found = told(book(CAUSE), book(changed), language)
    assert [each[0] for each in found] == ["causes/CA1/barriers", "causes/CA1/what"]
    assert [each[1] for each in found] == labels
    assert found[1][2:] == ("The evening shift is ill", "Two are ill")


def test_the_order_of_causes_and_of_barriers_is_no_change() -> None:
    other = replace(CAUSE, id="CA2", barriers=("C001", "P001"))
    turned = replace(other, barriers=("P001", "C001"))
    assert told(book(CAUSE, other), book(turned, CAUSE)) == []

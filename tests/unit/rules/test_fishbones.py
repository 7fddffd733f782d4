"""RB83x: causes are shown and lead somewhere, and what-if questions are answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.model.discovery import Cause, CauseCategory
from riskbook.model.terms import CauseSet
from sample_fishbones import (
    ASKED,
    FOUND,
    POSSIBLE,
    ROOT,
    RULED_OUT,
    asked_of,
    fishbone_book,
    sample_question,
    text,
)
from samples import sample_book, sample_risk

Told = Callable[..., list[tuple[str, str, str]]]
Hints = Callable[[Book, str], list[str]]


def with_causes(*causes: Cause, key: str = "external-factors", **changes: Any) -> Book:
    bones = (CauseCategory(key, None, causes),)
    return fishbone_book(FOUND, categories=bones, **changes)


def test_a_sound_fishbone_is_left_in_peace(told: Told) -> None:
    assert told(fishbone_book(FOUND)) == []


def test_a_root_cause_needs_evidence(told: Told) -> None:
    bare = replace(ROOT, evidence=None)
    assert told(with_causes(bare)) == [
        (
            "RB830",
            "categories/0/causes/C1/root",
            ("Cause C1 is called a root cause without evidence: Tickets wait for one specialist"),
        )
    ]


def test_a_root_cause_is_not_ruled_out(told: Told) -> None:
    both = replace(ROOT, ruled_out=text("It was not"))
    ((code, pointer, message),) = told(with_causes(both))
    assert (code, pointer) == ("RB830", "categories/0/causes/C1/root")
    assert message.startswith("Cause C1 is called a root cause and is ruled out")


@pytest.mark.parametrize(
    ("category", "name"),
    [
        (CauseCategory("external-factors", None, ()), "External factors"),
        (CauseCategory("external-factors", text("Weather"), ()), "Weather"),
    ],
)
def test_a_category_has_a_cause(told: Told, category: CauseCategory, name: str) -> None:
    bones = (CauseCategory("partners-and-suppliers", None, (ROOT,)), category)
    assert told(fishbone_book(FOUND, categories=bones)) == [
        ("RB831", "categories/1", f'No cause is named under "{name}"')
    ]


def test_a_root_cause_becomes_a_risk(told: Told, hints: Hints) -> None:
    book = fishbone_book()
    assert told(book) == [
        (
            "RB832",
            "categories/0/causes/C1",
            "No risk has come of root cause C1: Tickets wait for one specialist",
        )
    ]
    (hint,) = hints(book, "RB832")
    assert "riskbook new risk --from fishbone:slow-tickets/C1" in hint


def test_nothing_is_missed_while_a_risk_cannot_be_read(told: Told) -> None:
    book = replace(fishbone_book(), unread=frozenset({"R002"}))
    assert [found for found in told(book) if found[0] == "RB832"] == []
    asked = sample_book([sample_risk()], processes=[asked_of(sample_question())])
    assert "RB835" in {code for code, _, _ in told(asked)}
    unread = replace(asked, unread=frozenset({"R002"}))
    assert "RB835" not in {code for code, _, _ in told(unread)}


def test_an_own_category_has_a_name(told: Told) -> None:
    assert told(with_causes(ROOT, key="evening", set=CauseSet.OWN)) == [
        ("RB833", "categories/0/key", 'The category "evening" of your own set has no name')
    ]
    named = (CauseCategory("evening", text("Evening shift"), (ROOT,)),)
    assert told(fishbone_book(FOUND, categories=named, set=CauseSet.OWN)) == []


def test_a_category_is_of_the_set(told: Told, hints: Hints) -> None:
    book = with_causes(ROOT, key="machines", set=CauseSet.SIX_M)
    assert told(book) == [
        ("RB834", "categories/0/key", '"machines" is not a category of the set "6M"')
    ]
    assert hints(book, "RB834") == ['Did you mean "machine"?']
    (hint,) = hints(with_causes(ROOT, key="weather"), "RB834")
    assert hint.startswith("Write one of these: organizations-and-people, ")


def test_a_question_has_an_outcome(told: Told) -> None:
    processes = [asked_of(sample_question())]
    assert told(sample_book([sample_risk()], processes=processes)) == [
        (
            "RB835",
            "nodes/intake/what_if/W1",
            "Nothing has come of question W1 at Intake: What if nobody answers?",
        )
    ]
    assert told(sample_book([sample_risk(found_in=(ASKED,))], processes=processes)) == []
    dropped = [asked_of(sample_question(dropped=text("A machine does")))]
    assert told(sample_book([sample_risk()], processes=dropped)) == []


def test_an_id_stands_once_on_a_fishbone(told: Told, hints: Hints) -> None:
    again = replace(RULED_OUT, id="C1")
    bones = (
        CauseCategory("external-factors", None, (ROOT,)),
        CauseCategory("partners-and-suppliers", None, (POSSIBLE, again)),
    )
    book = fishbone_book(FOUND, categories=bones)
    assert told(book) == [
        ("RB836", "categories/1/causes/1/id", "Two causes of this fishbone have the id C1")
    ]
    assert hints(book, "RB836") == ["Give this one the next free id, such as C4"]


def test_a_category_stands_once_on_a_fishbone(told: Told) -> None:
    bones = (
        CauseCategory("external-factors", None, (ROOT,)),
        CauseCategory("external-factors", None, (POSSIBLE,)),
    )
    assert told(fishbone_book(FOUND, categories=bones)) == [
        ("RB836", "categories/1/key", 'The category "external-factors" is there twice')
    ]


def test_an_id_stands_once_in_a_process(told: Told) -> None:
    process = asked_of(sample_question(), sample_question(dropped=text("Asked already")))
    book = sample_book([sample_risk(found_in=(ASKED,))], processes=[process])
    assert told(book) == [
        (
            "RB836",
            "nodes/intake/what_if/1/id",
            "Two what-if questions of this process have the id W1",
        )
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("owner", "nobody"), ("service", "laundry"), ("process", "none"), ("problem_type", "PT-99"),
     ("incident", "I099")],
)  # fmt: skip
def test_what_a_fishbone_names_is_there(told: Told, field: str, value: str) -> None:
    found = told(fishbone_book(FOUND, **{field: value}))
    assert [(code, pointer) for code, pointer, _ in found] == [("RB202", field)]

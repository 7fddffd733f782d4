"""Laws of groups of tickets and of problem types, whatever the texts."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from riskbook.identifying.classifying import classify
from riskbook.identifying.grouping import groups, some_of
from riskbook.identifying.masking import masked
from riskbook.model.tickets import Tickets
from ticket_tables import FIRST, kind, table, types

WORDS = st.sampled_from(
    [
        "vpn",
        "drops",
        "printer",
        "jams",
        "打印机",
        "卡纸",
        "连不上",
        "404",
        "INC12345",
        "!?",
        "\u3000",
    ]
)
TEXTS = st.lists(st.lists(WORDS, max_size=5).map(" ".join) | st.text(max_size=30), max_size=25)


def crowded(texts: list[str]) -> Tickets:
    """Three tickets an hour, so that ids decide among those opened together."""
    opened = tuple(FIRST + timedelta(hours=number // 3) for number in range(len(texts)))
    return replace(table(texts), opened=opened)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers())
def test_the_order_of_rows_and_tables_does_not_matter(texts: list[str], seed: int) -> None:
    whole = crowded(texts)
    places = list(range(len(texts)))
    random.Random(seed).shuffle(places)  # noqa: S311  # no secret
    cut = len(places) // 2
    mixed = [some_of(whole, places[:cut]), some_of(whole, places[cut:])]
    assert groups([whole]) == groups(mixed)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_ticket_with_a_letter_is_in_one_group_with_its_likes(texts: list[str]) -> None:
    found = groups([crowded(texts)])
    group_of = {one.id: place for place, group in enumerate(found) for one in group.members}
    assert sum(group.count for group in found) == len(group_of)
    assert len(group_of) == sum(1 for text in texts if masked(text))
    wordings: dict[str, set[int]] = {}
    for one in (one for group in found for one in group.members):
        wordings.setdefault(masked(one.text), set()).add(group_of[one.id])
    assert all(len(places) == 1 for places in wordings.values())
    assert all(set(group.examples) <= set(group.members) for group in found)
    assert [group.count for group in found] == sorted((g.count for g in found), reverse=True)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.floats(0, 1))
def test_a_floor_that_rises_never_claims_more(texts: list[str], floor: float) -> None:
    like = kind(examples=("T1", "T4"))
    low = classify(table(texts), types(like, floor=floor / 2))
    high = classify(table(texts), types(like, floor=floor))
    assert all(one is None or other is not None for one, other in zip(high, low, strict=True))

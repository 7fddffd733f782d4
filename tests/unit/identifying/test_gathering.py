"""Texts as vectors, and what they gather around."""

from __future__ import annotations

import numpy as np
import pytest

from riskbook.identifying.gathering import leaders, nearest
from riskbook.identifying.grams import TELLING, vectors

TEXTS = ("vpn drops at home", "打印机卡纸", "", "vpn drops at work", "a", "打印机又卡纸")


def test_every_text_with_a_letter_has_a_vector_of_length_one() -> None:
    found = vectors(TEXTS)
    sizes = np.bincount(found.rows, found.weights**2, len(TEXTS))
    assert sizes == pytest.approx([1, 1, 0, 1, 1, 1])
    assert len(found) == len(TEXTS)


def test_of_a_long_text_only_what_tells_most_is_kept() -> None:
    words = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    found = vectors((words, "short"))
    assert np.diff(found.starts).tolist() == [TELLING, 6 + 5]


def test_vectors_are_chosen_in_the_order_asked_for() -> None:
    found = vectors(TEXTS)
    chosen = found.chosen([3, 2, 0])
    assert np.diff(chosen.starts).tolist() == np.diff(found.starts)[[3, 2, 0]].tolist()
    assert chosen.slots[-3:].tolist() == found.slots[: found.starts[1]][-3:].tolist()


def test_texts_without_letters_lead_and_follow_nobody() -> None:
    assert leaders(vectors(TEXTS), 0.3).tolist() == [0, 1, -1, 0, 4, 1]
    assert leaders(vectors(()), 0.3).tolist() == []
    assert leaders(vectors(("", "")), 0.3).tolist() == [-1, -1]


def test_a_chain_of_neighbours_is_no_group() -> None:
    chain = ("aaaa bbbb", "bbbb cccc", "cccc dddd", "dddd eeee")
    found = leaders(vectors(chain), 0.3).tolist()
    assert found[0] != found[3]
    assert len(set(found)) > 1


def test_of_two_equally_near_the_first_is_taken() -> None:
    assert nearest(("vpn",), (("vpn",), ("vpn",)), 0.3) == [0]
    assert leaders(vectors(("vpn printer", "printer vpn", "vpn printer")), 0.99)[2] == 0


def test_leaders_are_the_same_however_many_are_compared_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(5)
    words = ["vpn", "drops", "printer", "jams", "打印机", "卡纸", "mail", "slow", "login"]
    texts = [" ".join(rng.choice(words, 3)) for _ in range(200)]
    whole = leaders(vectors(texts), 0.6).tolist()
    monkeypatch.setattr("riskbook.identifying.gathering._AT_ONCE", 7)
    monkeypatch.setattr("riskbook.identifying.grams._AT_ONCE", 13)
    assert leaders(vectors(texts), 0.6).tolist() == whole
    assert len(set(whole)) > 3


def test_nothing_is_near_to_models_without_letters() -> None:
    assert nearest(("vpn", ""), (("",), ()), 0.0) == [None, None]
    assert nearest((), (("vpn",),), 0.3) == []

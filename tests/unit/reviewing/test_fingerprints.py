"""What ``rb1`` is, pinned for good: another digest of the same record would void every sign-off."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.reading.loading import load
from riskbook.reading.trees import WorkTree
from riskbook.reviewing.content import Signed
from riskbook.reviewing.fingerprints import (
    Fingerprint,
    fingerprint,
    fingerprint_of,
    overall,
    shown,
)
from riskbook.reviewing.framework import FRAMEWORK
from samples import sample_book, sample_control, sample_plan, sample_process, sample_risk

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "fingerprints"
FROZEN = ("R001", "R005", "R039", "P001", "C001", "C012", "issue-intake", "go-live")
PATHS = {"services/ivr/**": ("3b18e512dba79e4c8300dd08aeb37f8e728b8dad",)}


def pinned(name: str) -> dict[str, Any]:
    """What was written down once. No flag writes it anew: a new algorithm has a new prefix."""
    found: dict[str, Any] = json.loads((GOLDEN / f"{name}.rb1.json").read_text("utf-8"))
    return found


def plain(found: Fingerprint) -> dict[str, Any]:
    return {
        "fingerprint": found.overall,
        "content": dict(found.content),
        "basis": dict(found.basis),
    }


def frozen_book() -> Book:
    book = load(WorkTree(GOLDEN / "book")).book
    assert book is not None
    return book


@pytest.mark.parametrize("name", [*FROZEN, *FRAMEWORK])
def test_records_of_a_real_book_keep_their_digests(name: str) -> None:
    found = fingerprint_of(name, frozen_book(), PATHS)
    assert found is not None
    assert plain(found) == pinned(name)


@pytest.mark.parametrize("name", ["risk", "plan", "control", "process"])
def test_the_sample_records_keep_their_digests(name: str) -> None:
    records: Mapping[str, Signed] = {
        "risk": sample_risk(),
        "plan": sample_plan(),
        "control": sample_control(),
        "process": sample_process(),
    }
    found = fingerprint(records[name], sample_book(), {})
    assert plain(found) == pinned(f"sample-{name}")


def test_anybody_can_repeat_the_overall_digest() -> None:
    text = '{"basis":{"control/C001":"0123456789ab"},"content":{"a":"ab0123456789","b":"ff"}}'
    found = overall({"b": "ff", "a": "ab0123456789"}, {"control/C001": "0123456789ab"})
    assert found == f"rb1:{hashlib.sha256(text.encode()).hexdigest()}"


def test_people_see_twelve_digits() -> None:
    assert shown("rb1:" + "0123456789abcdef" * 4) == "rb1:0123456789ab"


def test_only_a_risk_rests_on_something() -> None:
    book = sample_book()
    assert fingerprint(sample_risk(), book, {}).basis
    for record in (sample_plan(), sample_control(), sample_process()):
        assert fingerprint(record, book, {}).basis == {}


def test_what_the_book_has_not_has_no_fingerprint() -> None:
    assert fingerprint_of("R999", sample_book(), {}) is None


def test_the_name_of_a_record_is_no_part_of_it() -> None:
    book = sample_book()
    moved = replace(sample_risk(), id="R777")
    assert fingerprint(moved, book, {}) == fingerprint(sample_risk(), book, {})

"""RB207: a published record gives no confidential one away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riskbook.model.records import Dependence, Source, Translation
from samples import (
    sample_book,
    sample_control,
    sample_plan,
    sample_process,
    sample_risk,
)

Told = Callable[..., list[tuple[str, str, str]]]

SECRET = sample_risk("R007", confidential=True)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"related": ("R007",)}, "related/0"),
        ({"title": "Worse than R007"}, "title"),
        ({"body": "参见R007的说明"}, "body"),
        ({"body": "see [it](R007-leak.md)"}, "body"),
    ],
)
def test_a_public_risk_names_no_confidential_one(
    told: Told, changes: dict[str, Any], pointer: str
) -> None:
    message = "R001 is published and names R007, which is confidential"
    assert told(sample_book([sample_risk(**changes), SECRET])) == [("RB207", pointer, message)]


@pytest.mark.parametrize("body", ["R0071", "XR007", "R-007", "r007"])
def test_what_only_looks_like_its_id_is_let_pass(told: Told, body: str) -> None:
    assert told(sample_book([sample_risk(body=body), SECRET])) == []


def test_confidential_records_may_name_each_other(told: Told) -> None:
    other = sample_risk(confidential=True, related=("R007",), body="R007")
    assert told(sample_book([other, SECRET])) == []


def test_every_kind_of_record_may_be_withheld(told: Told) -> None:
    risk = sample_risk(depends_on=(Dependence("", "", "", "ticket-intake", ""),))
    book = sample_book(
        [risk],
        plans=[sample_plan(confidential=True)],
        controls=[sample_control(confidential=True)],
        processes=[sample_process(confidential=True)],
    )
    assert [(code, pointer) for code, pointer, _ in told(book)] == [
        ("RB207", "arises_at/0/process"),
        ("RB207", "arises_at/1/process"),
        ("RB207", "controls/0"),
        ("RB207", "depends_on/0/process"),
        ("RB207", "plan"),
    ]


def test_a_translation_gives_nothing_away_either(told: Told) -> None:
    source = Source("registers/customer-service/plans/P001-on-call.zh.md", "customer-service", "0")
    translation = Translation(source, "P001", "zh", (("title", "替代R007"),), (), "R007")
    found = told(sample_book([sample_risk(), SECRET], translations=[translation]))
    assert [(code, pointer) for code, pointer, _ in found if code == "RB207"] == [
        ("RB207", "body"),
        ("RB207", "texts/title"),
    ]

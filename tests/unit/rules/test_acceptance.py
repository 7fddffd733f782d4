"""RB411, RB412, RB416, RB505: what is accepted has a signature, an authority and an end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.findings import Severity
from riskbook.model.records import Risk, SignOff, Treatment
from riskbook.model.terms import SignOffKind, Status, Strategy
from riskbook.reviewing.fingerprints import fingerprint
from riskbook.rules import Past, inspect
from samples import (
    sample_book,
    sample_criteria,
    sample_risk,
    sample_sign_off,
)

Told = Callable[..., list[tuple[str, str, str]]]
CODES = ("RB411", "RB416", "RB505", "RB506", "RB507")
ACCEPT = Treatment(Strategy.ACCEPT, "It is rare", ())
SMALL = sample_risk(likelihood=2, impact=2, treatment=ACCEPT)
LARGE = sample_risk(likelihood=3, impact=2, treatment=ACCEPT)
DAY = date(2026, 6, 1)


def acceptance(risk: Risk, until: date = date(2027, 5, 2), **changes: Any) -> SignOff:
    """An acceptance by management of a risk as it stands in the sample book."""
    signed = fingerprint(risk, sample_book([risk]), {})
    entry = sample_sign_off(
        risk.id,
        SignOffKind.ACCEPTANCE,
        DAY,
        until=until,
        content=tuple(signed.content.items()),
        basis=tuple(signed.basis.items()),
        fingerprint=signed.overall,
    )
    return replace(entry, **changes)


BY_OWNER: dict[str, Any] = {"by": "hotline-lead", "role": "risk-owner"}


@pytest.mark.parametrize("risk", [SMALL, LARGE])
def test_an_acceptance_by_the_authority_is_in_order(attested: Told, risk: Risk) -> None:
    assert attested(sample_book([risk], sign_offs=(acceptance(risk),)), *CODES) == []


def test_the_owner_accepts_what_is_small_and_no_more(attested: Told) -> None:
    small = sample_book([SMALL], sign_offs=(acceptance(SMALL, **BY_OWNER),))
    assert attested(small, *CODES) == []
    large = sample_book([LARGE], sign_offs=(acceptance(LARGE, **BY_OWNER),))
    assert attested(large, *CODES) == [
        (
            "RB506",
            "role",
            (
                "risk-owner is not enough for this acceptance of R001: at its level it takes "
                "management (for the whole book)"
            ),
        )
    ]


def test_what_nobody_has_accepted(attested: Told) -> None:
    assert attested(sample_book([SMALL], sign_offs=()), *CODES) == [
        ("RB416", "treatment/strategy", "R001 is to be accepted, and nobody has accepted it")
    ]
    assert attested(sample_book([LARGE], sign_offs=()), *CODES) == [
        (
            "RB411",
            "treatment/strategy",
            (
                "R001 is to be accepted at likelihood 3 and impact 2, beyond the bounds of 2 and "
                "2, and nobody has accepted it"
            ),
        )
    ]


def test_another_strategy_needs_no_acceptance(attested: Told) -> None:
    for changes in ({"status": Status.CLOSED}, {"treatment": replace(ACCEPT, strategy=None)}):
        assert attested(sample_book([replace(LARGE, **changes)], sign_offs=()), *CODES) == []


def test_an_unassessed_risk_is_left_to_another_rule(attested: Told) -> None:
    bare = replace(LARGE, assessment=replace(LARGE.assessment, current=None))
    assert attested(sample_book([bare], sign_offs=()), *CODES) == []


def test_what_has_changed_since_it_was_accepted(attested: Told) -> None:
    dated = replace(LARGE, objective="")
    (told,) = attested(sample_book([dated], sign_offs=(acceptance(LARGE),)), *CODES)
    assert told[2].endswith(
        "and it has changed since operations-head accepted it on 2026-06-01: objective"
    )


def test_an_acceptance_that_was_enough_until_the_risk_grew(attested: Told) -> None:
    unbound = acceptance(LARGE, **BY_OWNER, content=(), basis=(), fingerprint="")
    (told,) = attested(sample_book([LARGE], sign_offs=(unbound,)), *CODES)
    assert told[0] == "RB411"
    assert told[2].endswith(
        "and hotline-lead accepted it on 2026-06-01 as risk-owner, which is not enough now"
    )


def test_an_acceptance_ends(attested: Told) -> None:
    entry = acceptance(SMALL, date(2026, 12, 20))
    book = sample_book([SMALL], sign_offs=(entry,))
    assert attested(book, *CODES, today=date(2026, 11, 19)) == []
    assert attested(book, *CODES, today=date(2026, 11, 20)) == [
        ("RB505", "until", "The acceptance of R001 ends on 2026-12-20, 30 days from today")
    ]
    assert attested(book, *CODES, today=date(2026, 12, 21)) == [
        (
            "RB505",
            "until",
            (
                "The acceptance of R001 ended on 2026-12-20, so the risk is no longer treated as "
                "accepted"
            ),
        )
    ]


def test_beyond_the_bounds_an_ended_acceptance_is_an_error_and_told_of_once(
    attested: Told,
) -> None:
    book = sample_book([LARGE], sign_offs=(acceptance(LARGE, date(2026, 11, 1)),))
    (told,) = attested(book, *CODES)
    assert told[0] == "RB411"
    assert told[2].endswith("and its acceptance by operations-head ended on 2026-11-01")


def test_the_end_of_an_acceptance_opens_a_breach_again(attested: Told) -> None:
    high = sample_risk(likelihood=4, impact=3)  # mitigated, and above the appetite
    entry = acceptance(high, date(2026, 11, 1))
    assert [code for code, _, _ in attested(sample_book([high], sign_offs=(entry,)), *CODES)] == [
        "RB505"
    ]
    within = sample_risk(likelihood=2, impact=2)
    entry = acceptance(within, date(2026, 11, 1))
    assert attested(sample_book([within], sign_offs=(entry,)), *CODES) == []


def test_before_its_end_it_is_a_note_and_after_it_a_warning(
    judged: Callable[..., Any],
) -> None:
    book = sample_book([SMALL], sign_offs=(acceptance(SMALL, date(2026, 12, 1)),))
    for day, severity in (
        (date(2026, 11, 22), Severity.NOTE),
        (date(2026, 12, 2), Severity.WARNING),
    ):
        found = inspect(judged(book, day))
        assert [each.severity for each in found if each.code == "RB505"] == [severity]


def test_criteria_may_let_nobody_accept_beyond_the_bounds(attested: Told) -> None:
    bounds = sample_criteria().acceptance
    assert bounds is not None
    criteria = sample_criteria(acceptance=replace(bounds, beyond=None))
    book = sample_book([LARGE], criteria=criteria, sign_offs=())
    assert [code for code, _, _ in attested(book, *CODES)] == ["RB411"]
    book = sample_book([LARGE], criteria=criteria, sign_offs=(acceptance(LARGE),))
    assert attested(book, *CODES) == [
        (
            "RB506",
            "role",
            (
                "R001 is beyond the bounds of acceptance, and the criteria let nobody accept "
                "beyond them"
            ),
        )
    ]


HIGH = sample_risk(likelihood=4, impact=3)


def past(since: date) -> Past:
    return Past(above_since={"R001": since}, committed={})


def test_a_risk_above_the_appetite_is_brought_down_in_time(attested: Told) -> None:
    book = sample_book([HIGH])
    assert attested(book, "RB412", history=past(date(2026, 10, 23))) == []  # 30 days ago
    assert attested(book, "RB412", history=past(date(2026, 10, 22))) == [
        (
            "RB412",
            "assessment/current",
            (
                "R001 has been above the appetite for Operational since 2026-10-22, 31 days, and "
                "30 are given to act: High where Medium is the limit"
            ),
        )
    ]


def test_what_is_accepted_or_undated_is_not_above_for_too_long(attested: Told) -> None:
    long_ago = past(date(2025, 1, 1))
    accepted = sample_book([HIGH], sign_offs=(acceptance(HIGH),))
    assert attested(accepted, "RB412", history=long_ago) == []
    assert attested(sample_book([HIGH]), "RB412", history=Past({}, {})) == []
    (appetite,) = sample_criteria().appetite
    unhurried = sample_criteria(appetite=(replace(appetite, days_to_act=None),))
    assert attested(sample_book([HIGH], criteria=unhurried), "RB412", history=long_ago) == []

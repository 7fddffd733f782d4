"""After a change of few risks, the rules say what they say of the whole book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.findings import Finding, Severity, in_order
from riskbook.model.records import ExpectedLoss, LossRange, Risk, SignOff
from riskbook.model.terms import ControlStatus, Strategy
from riskbook.reviewing.fingerprints import fingerprint
from riskbook.rules import Evidence, inspect
from riskbook.rules.again import OF_EACH_RISK, lasting, look_again
from riskbook.run import judge
from samples import (
    TODAY,
    sample_action,
    sample_book,
    sample_control,
    sample_risk,
    sample_settings,
    sample_sign_off,
    sample_stage,
)

PAST = date(2026, 11, 1)


def _scored(risk_id: str, inherent: int, current: int, target: int, **changes: Any) -> Risk:
    risk = sample_risk(risk_id)
    stages = replace(
        risk.assessment,
        inherent=sample_stage(inherent, inherent),
        current=sample_stage(current, {"customer": current}),
        target=sample_stage(target, target, rationale="", due=PAST),
    )
    return replace(risk, assessment=stages, **changes)


def _losing(risk_id: str, rate: float, low: float, high: float) -> Risk:
    loss = LossRange(low, high, 0.9)
    return sample_risk(risk_id, expected_loss=ExpectedLoss(rate, None, loss, ""))


def _reviewed(now: Risk, then: Risk) -> SignOff:
    """A review of a risk as it stood, in a book with no control."""
    signed = fingerprint(then, sample_book([then], controls=()), {})
    return sample_sign_off(
        now.id,
        content=tuple(signed.content.items()),
        basis=tuple(signed.basis.items()),
        fingerprint=signed.overall,
    )


BARE = sample_risk("R001").treatment
ACCEPTED = replace(BARE, strategy=Strategy.ACCEPT)
FAULTY = (
    sample_risk("R001", assessment=replace(sample_risk().assessment, current=None)),
    _scored("R002", 2, 4, 5, treatment=replace(BARE, rationale="", actions=())),
    _scored("R003", 5, 4, 3, controls=(), plan=""),
    sample_risk("R004", 5, 5, plan="", related=("R004",), controls=("C002",)),
    sample_risk("R005", treatment=replace(BARE, strategy=None)),
    sample_risk(
        "R006",
        treatment=replace(
            BARE, actions=(sample_action(owner="", due=PAST), sample_action(id="A2", due=None))
        ),
    ),
    _losing("R007", 5000, 1.0, 2.0),
    _losing("R008", 0.5, 1.0, 1e9),
    sample_risk("R009", 5, 5, treatment=replace(BARE, actions=())),
    sample_risk("R010", 2, 2, treatment=ACCEPTED),
    sample_risk("R011", 4, 4, treatment=ACCEPTED),
    sample_risk("R012", 2, 2),
    sample_risk("R013", 2, 2),
    sample_risk("R014", 2, 2),
)
SIGN_OFFS = (
    sample_sign_off("R012", day=date(2025, 1, 2)),
    _reviewed(FAULTY[12], replace(FAULTY[12], objective="")),
    _reviewed(FAULTY[13], FAULTY[13]),
)


def _judged(**severities: Severity | None) -> Evidence:
    controls = [sample_control(), sample_control("C002", status=ControlStatus.RETIRED)]
    settings = sample_settings(severities=severities)
    book = sample_book(FAULTY, controls=controls, sign_offs=SIGN_OFFS, settings=settings)
    judged = judge(book, TODAY, {})
    parts = (judged.links, judged.levels, judged.standing, judged.plan_states)
    return Evidence(book, *parts, TODAY)


@pytest.fixture(scope="module")
def faulty() -> Evidence:
    """A book in which each of these rules has something to say of one risk or another."""
    return _judged(RB403=None)


def again(view: Evidence, changed: set[str]) -> tuple[Finding, ...]:
    return in_order(look_again(view, changed))


def test_every_rule_of_the_list_has_something_to_say() -> None:
    assert OF_EACH_RISK - {one.code for one in inspect(_judged())} == frozenset()


@pytest.mark.parametrize("changed", [risk.id for risk in FAULTY])
def test_only_what_stands_of_the_other_risks_is_left_out(faulty: Evidence, changed: str) -> None:
    path = faulty.book.risks[changed].source.path
    whole = inspect(faulty)
    expected = [one for one in whole if one.code not in OF_EACH_RISK or one.location.path == path]
    assert list(again(faulty, {changed})) == expected
    assert len(expected) < len(whole)


def test_what_lasts_and_what_is_found_again_are_all_there_is(faulty: Evidence) -> None:
    changed = {"R002", "R006"}
    paths = {faulty.book.risks[key].source.path for key in changed}
    whole = inspect(faulty)
    standing = [one for one in lasting(whole) if one.path not in paths]
    found = again(faulty, changed)
    assert len(standing) + len(found) == len(whole)
    assert sorted([*standing, *lasting(found)]) == sorted(lasting(whole))


def test_a_rule_that_is_off_stays_off(faulty: Evidence) -> None:
    assert "RB403" not in {one.code for one in again(faulty, {"R009"})}

"""After a change of few risks, the rules say what they say of the whole book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from riskbook.model.records import ExpectedLoss, LossRange, Risk
from riskbook.model.terms import ControlStatus
from riskbook.rules import Evidence, inspect
from riskbook.rules.again import OF_EACH_RISK, inspect_again, lasting
from samples import (
    sample_action,
    sample_book,
    sample_control,
    sample_risk,
    sample_settings,
    sample_stage,
)

PAST = date(2026, 11, 1)


def _scored(risk_id: str, inherent: int, current: int, target: int, **changes: object) -> Risk:
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


BARE = sample_risk("R001").treatment
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
)


@pytest.fixture
def faulty(view: Callable[..., Evidence]) -> Evidence:
    """A book in which each of these rules has something to say of one risk or another."""
    controls = [sample_control(), sample_control("C002", status=ControlStatus.RETIRED)]
    settings = sample_settings(severities={"RB403": None})
    return view(sample_book(FAULTY, controls=controls, settings=settings))


def test_every_rule_of_the_list_has_something_to_say(view: Callable[..., Evidence]) -> None:
    controls = [sample_control(), sample_control("C002", status=ControlStatus.RETIRED)]
    found = inspect(view(sample_book(FAULTY, controls=controls)))
    assert OF_EACH_RISK - {one.code for one in found} == frozenset()


@pytest.mark.parametrize("changed", [risk.id for risk in FAULTY])
def test_only_what_stands_of_the_other_risks_is_left_out(faulty: Evidence, changed: str) -> None:
    path = faulty.book.risks[changed].source.path
    whole = inspect(faulty)
    expected = [one for one in whole if one.code not in OF_EACH_RISK or one.location.path == path]
    assert list(inspect_again(faulty, {changed})) == expected
    assert len(expected) < len(whole)


def test_what_lasts_and_what_is_found_again_are_all_there_is(faulty: Evidence) -> None:
    changed = {"R002", "R006"}
    paths = {faulty.book.risks[key].source.path for key in changed}
    whole = inspect(faulty)
    standing = [one for one in lasting(whole) if one.path not in paths]
    again = inspect_again(faulty, changed)
    assert len(standing) + len(again) == len(whole)
    assert sorted([*standing, *lasting(again)]) == sorted(lasting(whole))


def test_a_rule_that_is_off_stays_off(faulty: Evidence) -> None:
    assert "RB403" not in {one.code for one in inspect_again(faulty, {"R009"})}

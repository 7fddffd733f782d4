"""RB101, RB108, RB111, RB112: what only the record as a whole shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from riskbook.model.book import Book, GateSettings, RoleHeld
from riskbook.model.records import ExerciseAction, Treatment
from riskbook.model.terms import ActionStatus, SignOffKind
from riskbook.wording import Text
from samples import (
    sample_action,
    sample_book,
    sample_criteria,
    sample_exercise,
    sample_organization,
    sample_plan,
    sample_process,
    sample_risk,
    sample_settings,
    sample_sign_off,
)

Told = Callable[..., list[tuple[str, str, str]]]


def of(code: str, told: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(pointer, message) for each, pointer, message in told if each == code]


def test_two_actions_with_one_id(told: Told) -> None:
    risk = sample_risk()
    actions = (sample_action(id="A1"), sample_action(id="A2"), sample_action(id="A1"))
    twice = replace(risk, treatment=replace(risk.treatment, actions=actions))
    message = "“A1” is given twice in “actions”"
    assert of("RB111", told(sample_book([twice]))) == [("treatment/actions/2/id", message)]


def test_the_same_id_in_two_risks_is_fine(told: Told) -> None:
    assert of("RB111", told(sample_book([sample_risk("R001"), sample_risk("R002")]))) == []


def test_two_steps_and_two_triggers(told: Told) -> None:
    plan = sample_plan()
    twice = replace(plan, steps=(*plan.steps, plan.steps[0]), trigger=plan.trigger * 2)
    found = [pointer for pointer, _ in of("RB111", told(sample_book(plans=[twice])))]
    assert found == [f"steps/{len(plan.steps)}/id", f"trigger/{len(plan.trigger)}/id"]


def test_two_nodes(told: Told) -> None:
    process = sample_process()
    twice = replace(process, nodes=(*process.nodes, process.nodes[0]))
    found = of("RB111", told(sample_book(processes=[twice])))
    assert [pointer for pointer, _ in found] == [f"nodes/{len(process.nodes)}/id"]


def test_two_levels_of_one_key(told: Told) -> None:
    criteria = sample_criteria()
    first, second, *others = criteria.levels
    twice = replace(criteria, levels=(first, replace(second, key=first.key), *others))
    found = of("RB111", told(sample_book(criteria=twice)))
    assert found[0][0] == "levels/1/key"


def test_two_actions_of_an_exercise(told: Told) -> None:
    action = ExerciseAction("A1", Text.of("en", "Print the list"), "", None, ActionStatus.DONE)
    exercise = sample_exercise(actions=(action, action))
    found = of("RB111", told(sample_book(exercises=[exercise])))
    assert [pointer for pointer, _ in found] == ["actions/1/id"]


def test_a_role_that_ends_before_it_begins(told: Told) -> None:
    organization = sample_organization()
    key, person = next(iter(organization.people.items()))
    never = RoleHeld(person.roles[0].role, "", date(2026, 3, 1), date(2026, 2, 1))
    changed = replace(person, roles=(*person.roles, never))
    people = {**organization.people, key: changed}
    found = of("RB112", told(sample_book(organization=replace(organization, people=people))))
    message = "The role is held until 2026-02-01, before it begins on 2026-03-01"
    assert found == [(f"people/{key}/roles/{len(person.roles)}/until", message)]


@pytest.mark.parametrize(
    ("kind", "lacking", "message"),
    [
        (SignOffKind.REVIEW, {"outcome": None}, "“outcome” is missing: a review needs it"),
        (SignOffKind.ACCEPTANCE, {"until": None}, "“until” is missing: an acceptance needs it"),
        (SignOffKind.APPROVAL, {"resources": ""}, "“resources” is missing: an approval needs it"),
    ],
)
def test_a_sign_off_lacks_what_its_kind_asks_for(
    told: Told, kind: SignOffKind, lacking: dict[str, object], message: str
) -> None:
    entry = replace(sample_sign_off(kind=kind), **lacking)  # type: ignore[arg-type]  # one field
    found = of("RB101", told(sample_book([sample_risk()], sign_offs=[entry])))
    assert found == [("kind", message)]


def test_a_treatment_without_actions_repeats_nothing(told: Told) -> None:
    risk = replace(sample_risk(), treatment=Treatment(None, "", ()))
    assert of("RB111", told(sample_book([risk]))) == []


def test_a_gate_that_starts_at_no_level(told: Told) -> None:
    def book(level: str) -> Book:
        return sample_book(settings=sample_settings(gate=GateSettings(rereview_from=level)))

    assert told(book("higj")) == [
        ("RB108", "gate/rereview_from", "“higj” is not a word that “rereview_from” may have")
    ]
    assert [code for code, _, _ in told(book("terrible"))] == ["RB108"]
    assert told(book("high")) == told(book("")) == []

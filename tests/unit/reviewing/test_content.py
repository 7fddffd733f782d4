from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from riskbook.model.digests import digest_value
from riskbook.model.records import Pathway, Risk, Trigger
from riskbook.model.terms import Trouble
from riskbook.reviewing.content import changed_pointers, content_of, plan_digests
from samples import sample_plan, sample_risk


def test_every_trigger_and_step_has_a_pointer() -> None:
    assert list(plan_digests(sample_plan())) == ["trigger/T1", "steps/S1", "steps/S2"]


@pytest.mark.parametrize(
    ("field", "value"), [("do", "Divert"), ("who", "hotline-lead"), ("within", "5 minutes")]
)
def test_a_step_is_what_is_done_by_whom_and_how_soon(field: str, value: str) -> None:
    plan = sample_plan()
    first, second = plan.steps
    changes: dict[str, Any] = {field: value}
    changed = replace(plan, steps=(replace(first, **changes), second))
    assert changed_pointers(plan_digests(plan).items(), plan_digests(changed)) == ("steps/S1",)


@pytest.mark.parametrize(("field", "value"), [("when", "Never"), ("observed_by", "Nobody")])
def test_a_trigger_is_when_and_seen_by_whom(field: str, value: str) -> None:
    plan = sample_plan()
    changes: dict[str, Any] = {field: value}
    changed = replace(plan, trigger=(replace(plan.trigger[0], **changes),))
    assert changed_pointers(plan_digests(plan).items(), plan_digests(changed)) == ("trigger/T1",)


@pytest.mark.parametrize("state", [None, Trouble.AMBER])
def test_an_indicator_changes_its_own_trigger_alone(state: Trouble | None) -> None:
    plan = sample_plan()
    first, other = plan.trigger[0], replace(plan.trigger[0], id="T2")
    both = replace(plan, trigger=(first, other))
    watched = replace(first, indicator="calls-waiting", state=state)
    changed = replace(plan, trigger=(watched, other))
    assert changed_pointers(content_of(both).items(), content_of(changed)) == ("trigger/T1",)


def test_a_trigger_without_an_indicator_has_the_digest_it_always_had() -> None:
    digest = digest_value({"when": "No urgent call is answered", "observed_by": "Call monitor"})
    trigger = Trigger("T1", "No urgent call is answered", "Call monitor")
    assert plan_digests(sample_plan(trigger=(trigger,), steps=())) == {"trigger/T1": digest}


def test_what_is_not_material_changes_nothing() -> None:
    plan = sample_plan()
    assert plan_digests(plan) == plan_digests(replace(plan, title="Another", owner="x", body="y"))


def test_the_order_of_steps_is_shown_by_none_of_their_digests() -> None:
    plan = sample_plan()
    turned = replace(plan, steps=plan.steps[::-1])
    assert changed_pointers(plan_digests(plan).items(), plan_digests(turned)) == ()


CAUSE = Pathway("CA1", "The evening shift is ill", ("C001", "P001"))


def tied(*causes: Pathway) -> Risk:
    return sample_risk(causes=causes)


@pytest.mark.parametrize(
    "changed", [replace(CAUSE, what="Two are ill"), replace(CAUSE, barriers=("C001",))]
)
def test_a_cause_is_what_it_is_and_what_stands_in_its_way(changed: Pathway) -> None:
    then, now = content_of(tied(CAUSE)), content_of(tied(changed))
    assert changed_pointers(then.items(), now) == ("causes/CA1",)


def test_neither_the_order_of_causes_nor_that_of_barriers_is_signed() -> None:
    other = replace(CAUSE, id="CA2")
    turned = replace(CAUSE, barriers=CAUSE.barriers[::-1])
    assert content_of(tied(CAUSE, other)) == content_of(tied(other, turned))


def test_a_risk_without_a_bow_tie_is_signed_as_ever() -> None:
    pointers = content_of(sample_risk())
    assert not [each for each in pointers if each.startswith(("causes", "consequences"))]


def test_what_came_and_what_went_has_changed_sorted() -> None:
    then = (("steps/S3", "a"), ("steps/S1", "a"), ("steps/S2", "b"))
    now = {"steps/S1": "a", "steps/S2": "c", "steps/S4": "d"}
    assert changed_pointers(then, now) == ("steps/S2", "steps/S3", "steps/S4")

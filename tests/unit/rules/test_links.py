"""RB202, RB203, RB204, RB210: what a file names must be there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from riskbook.model.records import Dependence, NodeReference, Step
from riskbook.model.terms import ControlStatus, Status
from riskbook.reading.resources import catalogue
from riskbook.rules import Evidence, links
from riskbook.wording import say
from samples import (
    sample_action,
    sample_book,
    sample_control,
    sample_criteria,
    sample_exercise,
    sample_organization,
    sample_plan,
    sample_process,
    sample_register,
    sample_risk,
    sample_services,
    sample_sign_off,
)

Told = Callable[..., list[tuple[str, str, str]]]


def test_the_sample_book_is_clean(told: Told) -> None:
    assert told(sample_book()) == []


@pytest.mark.parametrize(
    ("changes", "pointer", "message"),
    [
        ({"plan": "P009"}, "plan", '"P009" is not a contingency plan of this book'),
        (
            {"plan": "C001"},
            "plan",
            "C001 is a control, but a contingency plan is needed here",
        ),
        ({"controls": ("C001", "C7")}, "controls/1", '"C7" is not a control of this book'),
        ({"related": ("R900",)}, "related/0", '"R900" is not a risk of this book'),
        ({"owner": "hotlin-lead"}, "owner", '"hotlin-lead" is not a person or role of this book'),
        (
            {"objective": "response-time"},
            "objective",
            '"response-time" is not an objective of "customer-hotline"',
        ),
        (
            {"arises_at": (NodeReference("ticket-intak", "triage"),)},
            "arises_at/0/process",
            '"ticket-intak" is not a process of this book',
        ),
        (
            {
                "arises_at": (
                    NodeReference("ticket-intake", "intake"),
                    NodeReference("ticket-intake", "triage"),
                    NodeReference("ticket-intake", "close"),
                )
            },
            "arises_at/2/node",
            '"close" is not a node of "ticket-intake"',
        ),
        (
            {"depends_on": (Dependence("", "mail", "", "", ""),)},
            "depends_on/0/service",
            '"mail" is not a service of this book',
        ),
        (
            {"depends_on": (Dependence("a/**", "", "", "", ""), Dependence("", "", "C8", "", ""))},
            "depends_on/1/control",
            '"C8" is not a control of this book',
        ),
        (
            {"depends_on": (Dependence("", "", "", "ticket-intake", "closing"),)},
            "depends_on/0/node",
            '"closing" is not a node of "ticket-intake"',
        ),
    ],
)
def test_a_risk_that_names_what_is_not_there(
    told: Told, changes: dict[str, Any], pointer: str, message: str
) -> None:
    found = told(sample_book([sample_risk(**changes)]))
    assert ("RB202", pointer, message) in found
    assert {code for code, _, _ in found} <= {"RB202", "RB703"}


def test_an_action_of_nobody_known(told: Told) -> None:
    risk = sample_risk()
    treatment = replace(risk.treatment, actions=(sample_action(owner="nobody"),))
    assert told(sample_book([replace(risk, treatment=treatment)])) == [
        ("RB202", "treatment/actions/A1/owner", '"nobody" is not a person or role of this book')
    ]


@pytest.mark.parametrize(
    ("book", "pointer", "message"),
    [
        (
            {"plans": [sample_plan(deputy="x")]},
            "deputy",
            '"x" is not a person or role of this book',
        ),
        (
            {"plans": [sample_plan(steps=(Step("S1", "Divert calls", "x", ""),))]},
            "steps/S1/who",
            '"x" is not a person or role of this book',
        ),
        (
            {"controls": [sample_control(owner="x")]},
            "owner",
            '"x" is not a person or role of this book',
        ),
        (
            {"processes": [sample_process(service="x")]},
            "service",
            '"x" is not a service of this book',
        ),
        (
            {"processes": [sample_process(lanes=())]},
            "nodes/intake/lane",
            '"service-desk" is not a lane of "ticket-intake"',
        ),
        (
            {"exercises": (sample_exercise(participants=("hotline-lead", "x")),)},
            "participants/1",
            '"x" is not a person or role of this book',
        ),
        (
            {"sign_offs": (sample_sign_off(by="x"),)},
            "by",
            '"x" is not a person of this book',
        ),
        (
            {"sign_offs": (sample_sign_off(role="x"),)},
            "role",
            '"x" is not a role of this book',
        ),
        (
            {"registers": {"r": sample_register("r", services=("customer-hotline", "x"))}},
            "services/1",
            '"x" is not a service of this book',
        ),
    ],
)
def test_other_records_that_name_what_is_not_there(
    told: Told, book: dict[str, Any], pointer: str, message: str
) -> None:
    assert ("RB202", pointer, message) in told(sample_book(**book))


def test_the_framework_names_only_its_own_words(told: Told) -> None:
    criteria = sample_criteria()
    top = criteria.levels[3]
    assert top.approval
    levels = (*criteria.levels[:3], replace(top, approval=replace(top.approval, any_of=("board",))))
    services = sample_services()
    hotline = replace(services.services["customer-hotline"], department="sales")
    organization = sample_organization()
    lead = organization.people["hotline-lead"]
    people = {"hotline-lead": replace(lead, department="desk")}
    found = told(
        sample_book(
            criteria=replace(criteria, levels=levels),
            services=replace(services, services={**services.services, hotline.key: hotline}),
            organization=replace(organization, people={**organization.people, **people}),
        )
    )
    assert found == [
        ("RB202", "levels/3/approval/any_of/0", '"board" is not a role of this book'),
        ("RB202", "people/hotline-lead/department", '"desk" is not a department of this book'),
        (
            "RB202",
            "services/customer-hotline/department",
            '"sales" is not a department of this book',
        ),
    ]


def test_a_record_that_could_not_be_read_is_not_unknown(told: Told) -> None:
    book = sample_book([sample_risk(plan="P002", related=("R002",))])
    assert told(replace(book, unread=frozenset({"P002", "R002"}))) == []


def test_the_parts_of_a_process_that_could_not_be_read_are_not_judged(told: Told) -> None:
    risk = sample_risk(arises_at=(NodeReference("closing", "survey"),))
    book = sample_book([risk], processes=[])
    assert told(replace(book, unread=frozenset({"closing"}))) == []


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"owner": "hotline_lead"}, 'Did you mean "hotline-lead"?'),
        ({"plan": "P01"}, 'Did you mean "P001"?'),
        ({"objective": "x"}, "Write one of these: response-target"),
        (
            {"plan": "P777"},
            'Write the id of one that exists, such as P001; or add its file to a "plans/" folder',
        ),
        (
            {"owner": "x"},
            (
                "Write one of these: hotline-lead, management, operations-head, risk-department, "
                "risk-manager, risk-owner, service-desk-lead"
            ),
        ),
    ],
)
def test_the_hint_says_what_to_write(
    view: Callable[..., Evidence], changes: dict[str, Any], hint: str
) -> None:
    (finding,) = links.unknown_target(view(sample_book([sample_risk(**changes)])))
    assert finding.hint
    assert catalogue("en").say(finding.hint) == hint


def test_many_choices_are_not_listed_but_where_to_declare_one(
    view: Callable[..., Evidence],
) -> None:
    organization = sample_organization()
    lead = organization.people["hotline-lead"]
    people = {f"agent-{index}": replace(lead, key=f"agent-{index}") for index in range(9)}
    book = sample_book(
        [sample_risk(owner="zzz")],
        organization=replace(organization, people={**organization.people, **people}),
    )
    (finding,) = links.unknown_target(view(book))
    assert finding.hint == say(
        "hint.RB202.declare",
        choices=tuple(f"agent-{index}" for index in range(5)),
        word="zzz",
        file="registers/organization.yml",
    )


def test_of_what_there_is_nothing_yet_the_first_is_asked_for(
    view: Callable[..., Evidence],
) -> None:
    book = sample_book([sample_risk(plan="P009", controls=())], plans=[], controls=[])
    (finding,) = links.unknown_target(view(book))
    assert finding.hint == say("hint.RB202.record.first", folder="plans/")


def test_a_retired_control_supports_nothing(told: Told) -> None:
    retired = sample_control(status=ControlStatus.RETIRED)
    assert told(sample_book(controls=[retired])) == [
        ("RB203", "controls/0", "R001 counts on the control C001, which is retired")
    ]
    closed = sample_risk(status=Status.CLOSED)
    assert told(sample_book([closed], controls=[retired])) == []
    rests = sample_risk(controls=(), depends_on=(Dependence("", "", "C001", "", ""),))
    assert told(sample_book([rests], controls=[retired])) == [
        ("RB203", "depends_on/0/control", "R001 counts on the control C001, which is retired")
    ]


def test_orphans(told: Told) -> None:
    book = sample_book(
        sign_offs=(
            sample_sign_off("R009"),
            *(
                sample_sign_off(name, by="risk-manager", role="risk-department")
                for name in ("criteria", "organization", "services", "settings")
            ),
            sample_sign_off("C001"),
        ),
        exercises=(sample_exercise(sample_plan("P009")), sample_exercise(of="R001")),
    )
    assert told(book) == [
        ("RB204", "of", "This exercise is of R001, and no contingency plan has that id"),
        ("RB204", "of", "This exercise is of P009, and no contingency plan has that id"),
        ("RB204", "of", "This sign-off is of R009, and no record has that id"),
    ]
    assert told(replace(book, unread=frozenset({"R001", "R009", "P009"}))) == []


def test_a_risk_is_not_related_to_itself(told: Told) -> None:
    others = [sample_risk("R002"), sample_risk("R003")]
    assert told(sample_book([sample_risk(related=("R002", "R001")), *others])) == [
        ("RB210", "related/1", "R001 is listed as related to itself")
    ]
    assert told(sample_book([sample_risk(related=("R002", "R003")), *others])) == []

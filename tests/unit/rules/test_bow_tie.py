"""RB211, RB417, RB418, and what other rules say of the barriers of a bow-tie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from riskbook.assessing.standing import PlanState, Proof
from riskbook.findings import CODES, Severity
from riskbook.model.records import Pathway, Risk
from riskbook.model.terms import ControlStatus, Status
from samples import sample_book, sample_control, sample_plan, sample_risk

Told = Callable[..., list[tuple[str, str, str]]]
Barriers = Sequence[tuple[str, ...]]
"""The barriers of each way of a side."""


def tied(causes: Barriers = (), consequences: Barriers = (), **more: Any) -> Risk:
    """A risk with ways that have these barriers: ``tied(("C001",), ("P001",))``."""
    return sample_risk(
        causes=tuple(Pathway(f"CA{n}", "A cause", each) for n, each in enumerate(causes, 1)),
        consequences=tuple(
            Pathway(f"CO{n}", "A consequence", each) for n, each in enumerate(consequences, 1)
        ),
        **more,
    )


def controls(**status: ControlStatus) -> list[Any]:
    return [sample_control(), *(sample_control(key, status=each) for key, each in status.items())]


def test_a_bow_tie_of_the_risks_own_barriers_is_sound(told: Told) -> None:
    assert told(sample_book([tied([("C001",)], [("C001", "P001")])])) == []


def test_a_barrier_is_one_of_the_risks_own(told: Told) -> None:
    risk = tied([("C001", "C002")], [("P001",), ("P002", "C001")])
    book = sample_book(
        [risk],
        controls=[*controls(), sample_control("C002")],
        plans=[sample_plan(), sample_plan("P002")],
    )
    found = [each for each in told(book) if each[0] == "RB211"]
    assert found == [
        (
            "RB211",
            "causes/CA1/barriers/1",
            (
                "C002 is a barrier at the cause CA1 of R001,"
                " but R001 does not name it among its own controls and plan"
            ),
        ),
        (
            "RB211",
            "consequences/CO2/barriers/0",
            (
                "P002 is a barrier at the consequence CO2 of R001,"
                " but R001 does not name it among its own controls and plan"
            ),
        ),
    ]


def test_a_plan_that_the_risk_could_name_is_told_apart(hints: Callable[..., list[str]]) -> None:
    without = tied([], [("P001",)], plan="")
    assert hints(sample_book([without]), "RB211") == [
        'Write "plan: P001", or take it out of the barriers'
    ]
    other = tied([], [("P002", "C001")])
    book = sample_book([other], plans=[sample_plan(), sample_plan("P002")])
    assert hints(book, "RB211") == [
        "The plan of this risk is P001: name that one, or take P002 out of the barriers"
    ]


def test_what_the_book_does_not_have_is_said_once(told: Told) -> None:
    risk = tied([("C001", "C099")])
    assert told(sample_book([risk])) == [
        (
            "RB202",
            "causes/CA1/barriers/1",
            '"C099" is not a control or a contingency plan of this book',
        )
    ]
    named = tied([("C001", "C099")], controls=("C001", "C099"))
    assert [each[1] for each in told(sample_book([named]))] == ["controls/1"]


def test_a_risk_is_no_barrier(told: Told) -> None:
    ((code, pointer, message),) = told(sample_book([tied([("C001", "R001")])]))
    assert (code, pointer) == ("RB202", "causes/CA1/barriers/1")
    assert "a risk" in message


def test_an_open_way_is_noted(told: Told) -> None:
    risk = tied([(), ("C001",)], [()])
    assert told(sample_book([risk])) == [
        ("RB417", "causes/CA1/barriers", "Nothing stands between the cause CA1 and the event"),
        (
            "RB417",
            "consequences/CO1/barriers",
            "Nothing stands between the event and the consequence CO1",
        ),
    ]
    assert CODES["RB417"].severity is CODES["RB418"].severity is Severity.NOTE


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_open_ways_of_risks_that_are_not_open_harm_nobody(told: Told, status: Status) -> None:
    assert told(sample_book([tied([()], status=status)])) == []


@pytest.mark.parametrize("status", [ControlStatus.PLANNED, ControlStatus.RETIRED])
def test_a_barrier_that_is_not_in_force_stops_nothing(told: Told, status: ControlStatus) -> None:
    risk = tied([("C002",)], controls=("C001", "C002"))
    book = sample_book([risk], controls=controls(C002=status))
    assert [each for each in told(book) if each[0] == "RB417"] == [
        (
            "RB417",
            "causes/CA1/barriers",
            "The only barrier at the cause CA1 does not hold today: C002",
        )
    ]
    held = replace(risk, causes=(replace(risk.causes[0], barriers=("C002", "C001")),))
    assert "RB417" not in {each[0] for each in told(replace(book, risks={"R001": held}))}


def test_a_plan_that_failed_stops_nothing_and_an_unproven_one_may(
    told: Told, state: Callable[..., PlanState]
) -> None:
    book = sample_book([tied([], [("P001",)])])
    failed = {"P001": state("P001", proof=Proof.FAILED)}
    assert "RB417" in {each[0] for each in told(book, plan_states=failed)}
    unproven = {"P001": state("P001", proof=Proof.UNPROVEN)}
    assert "RB417" not in {each[0] for each in told(book, plan_states=unproven)}


def test_one_barrier_for_all_ways_is_noted(told: Told) -> None:
    assert told(sample_book([tied([("C001",), ("C001",)], [("P001",), ("P001",)])])) == [
        (
            "RB418",
            "causes",
            (
                "C001 is all that stands between 2 causes and the event:"
                " if it fails, every one of them gets through"
            ),
        ),
        (
            "RB418",
            "consequences",
            (
                "P001 is all that stands between the event and 2 consequences:"
                " if it fails, all of them follow"
            ),
        ),
    ]


@pytest.mark.parametrize(
    "causes",
    [
        [("C001",)],
        [("C001",), ("C001", "C002")],
        [("C001",), ("C002",)],
        [("C001", "C002"), ("C001", "C002")],
    ],
)
def test_a_second_barrier_is_enough(told: Told, causes: list[tuple[str, ...]]) -> None:
    risk = tied(causes, controls=("C001", "C002"))
    assert told(sample_book([risk], controls=[*controls(), sample_control("C002")])) == []


def test_a_second_barrier_that_is_only_planned_is_none(told: Told) -> None:
    risk = tied([("C001",), ("C001", "C002")], controls=("C001", "C002"))
    book = sample_book([risk], controls=controls(C002=ControlStatus.PLANNED))
    assert [each[:2] for each in told(book)] == [("RB418", "causes")]


def test_two_ways_of_one_side_with_the_same_id_are_told(told: Told) -> None:
    risk = tied([("C001",)], [("C001",)])
    twice = replace(risk, causes=(*risk.causes, replace(risk.causes[0], barriers=("C001", "P001"))))
    found = [each[:2] for each in told(sample_book([twice])) if each[0] == "RB111"]
    assert found == [("RB111", "causes/1/id")]


def test_a_public_bow_tie_gives_no_confidential_text_away(told: Told) -> None:
    secret = sample_control("C002", confidential=True)
    risk = sample_risk(causes=(Pathway("CA1", "C002 is not kept up", ("C001",)),))
    book = sample_book([risk], controls=[*controls(), secret])
    assert ("RB207", "causes/CA1/what") in [each[:2] for each in told(book)]

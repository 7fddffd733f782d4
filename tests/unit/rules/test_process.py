"""RB7xx: a process hangs together, and its risks were looked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from riskbook.model.records import Edge, NodeReference
from riskbook.model.terms import NodeKind
from riskbook.reading.resources import catalogue
from riskbook.rules import Evidence, process
from samples import sample_book, sample_process, sample_risk, sample_services

Told = Callable[..., list[tuple[str, str, str]]]

INTAKE, TRIAGE = sample_process().nodes


def with_nodes(*nodes: Any, **changes: Any) -> Any:
    return sample_book(processes=[sample_process(nodes=nodes, **changes)])


def test_an_input_comes_from_somewhere(told: Told) -> None:
    starved = replace(TRIAGE, inputs=("ticket", "calendar"))
    assert told(with_nodes(INTAKE, starved)) == [
        (
            "RB701",
            "nodes/triage/inputs/1",
            (
                'Triage takes in "calendar", which no node puts out and which does not come from '
                "outside"
            ),
        )
    ]
    assert told(with_nodes(INTAKE, starved, receives=("call", "calendar"))) == []


def test_an_output_goes_somewhere(told: Told) -> None:
    wasteful = replace(TRIAGE, outputs=("priority", "report"))
    assert told(with_nodes(INTAKE, wasteful)) == [
        (
            "RB702",
            "nodes/triage/outputs/1",
            'Triage puts out "report", which no node takes in and which is delivered to nobody',
        )
    ]
    assert told(with_nodes(INTAKE, wasteful, delivers=("priority", "report"))) == []


def test_a_misspelt_item_is_recognised(view: Callable[..., Evidence]) -> None:
    book = with_nodes(INTAKE, replace(TRIAGE, inputs=("tickets",)))
    (finding,) = process.input_nobody_produces(view(book))
    assert finding.hint
    assert catalogue("en").say(finding.hint) == 'Did you mean "ticket"?'


@pytest.mark.parametrize("kind", [NodeKind.TASK, NodeKind.DECISION, NodeKind.SUBPROCESS])
def test_risks_were_looked_for_at_every_node_where_something_is_done(
    told: Told, kind: NodeKind
) -> None:
    risk = sample_risk(arises_at=(NodeReference("ticket-intake", "intake"),))
    nodes = (INTAKE, replace(TRIAGE, kind=kind))
    assert told(sample_book([risk], processes=[sample_process(nodes=nodes)])) == [
        (
            "RB703",
            "nodes/triage",
            "No risk arises at Triage: nobody has looked for what can go wrong there",
        )
    ]


@pytest.mark.parametrize("kind", [NodeKind.START, NodeKind.WAIT, NodeKind.END])
def test_where_nothing_is_done_no_risk_is_asked_for(told: Told, kind: NodeKind) -> None:
    risk = sample_risk(arises_at=(NodeReference("ticket-intake", "intake"),))
    nodes = (INTAKE, replace(TRIAGE, kind=kind))
    assert told(sample_book([risk], processes=[sample_process(nodes=nodes)])) == []


def test_a_node_depends_on_what_services_yml_knows(told: Told) -> None:
    lost = replace(TRIAGE, depends_on=("ticket-system", "service-desk", "exchange"))
    assert told(with_nodes(INTAKE, lost)) == [
        (
            "RB704",
            "nodes/triage/depends_on/2",
            'Triage depends on "exchange", which registers/services.yml does not have',
        )
    ]


def test_several_critical_nodes_on_one_system(told: Told) -> None:
    both = replace(INTAKE, depends_on=("ticket-system",), critical=True)
    assert told(with_nodes(both, TRIAGE)) == [
        (
            "RB705",
            "#dependencies/ticket-system",
            "2 critical nodes depend on Ticket system: Intake, Triage (Ticket intake)",
        )
    ]
    assert told(with_nodes(replace(both, critical=False), TRIAGE)) == []


def test_several_critical_nodes_on_one_service_are_no_single_point(told: Told) -> None:
    nodes = (
        replace(node, depends_on=("service-desk",), critical=True) for node in (INTAKE, TRIAGE)
    )
    assert told(with_nodes(*nodes)) == []


def test_critical_nodes_of_different_processes_count_together(told: Told) -> None:
    other = sample_process("closing", nodes=(TRIAGE,), receives=("ticket",), edges=())
    risk = sample_risk()
    places = (*risk.arises_at, NodeReference("closing", "triage"))
    book = sample_book([replace(risk, arises_at=places)], processes=[sample_process(), other])
    assert [code for code, _, _ in told(book)] == ["RB705"]
    assert told(replace(book, services=sample_services(dependencies={}))) != []


def test_an_edge_joins_two_nodes(told: Told) -> None:
    edges = (Edge("intake", "triage", None), Edge("start", "triaje", None))
    assert told(with_nodes(INTAKE, TRIAGE, edges=edges)) == [
        ("RB706", "edges/1/from", 'This edge starts at "start", which is no node of the process'),
        ("RB706", "edges/1/to", 'This edge leads to "triaje", which is no node of the process'),
    ]

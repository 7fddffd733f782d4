"""The basis: one hop, precisely what the risk names, and of it only what somebody signed for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Dependence, Edge, Node, Process
from riskbook.reviewing.basis import basis_of, patterns_in, rests_on, value_at
from samples import (
    HIGH,
    grid,
    sample_book,
    sample_control,
    sample_criteria,
    sample_plan,
    sample_process,
    sample_risk,
    sample_services,
    text,
)

PATTERN = "services/ivr/**"
FILES = {PATTERN: ("aa", "bb")}


def dependence(**named: str) -> Dependence:
    empty = {"path": "", "service": "", "control": "", "process": "", "node": ""}
    return Dependence(**{**empty, **named})


RISK = sample_risk(depends_on=(dependence(path=PATTERN), dependence(service="service-desk")))


def basis(book: Book, **changes: Any) -> dict[str, str]:
    return basis_of(replace(RISK, **changes), book, FILES)


def moved(changed: Book) -> set[str]:
    """The pointers of the basis that another book changes."""
    before, after = basis(sample_book()), basis(changed)
    return {pointer for pointer in {*before, *after} if before.get(pointer) != after.get(pointer)}


def with_node(key: str, **changes: Any) -> Book:
    process = sample_process()
    nodes = tuple(replace(n, **changes) if n.id == key else n for n in process.nodes)
    return sample_book([RISK], processes=[replace(process, nodes=nodes)])


def with_process(**changes: Any) -> Book:
    return sample_book([RISK], processes=[sample_process(**changes)])


def test_a_risk_rests_on_what_its_links_name_and_on_the_criteria() -> None:
    assert rests_on(RISK) == (
        "control/C001",
        "criteria",
        f"path/{PATTERN}",
        "plan/P001",
        "process/ticket-intake/intake",
        "process/ticket-intake/triage",
        "service/customer-hotline",
        "service/service-desk",
    )
    assert tuple(basis(sample_book())) == rests_on(RISK)


NODE_CHANGES: dict[str, Callable[[], Book]] = {
    "inputs": lambda: with_node("triage", inputs=("call",)),
    "outputs": lambda: with_node("triage", outputs=("priority", "owner")),
    "depends_on": lambda: with_node("triage", depends_on=()),
    "lane": lambda: with_node("triage", lane="front-line"),
    "critical": lambda: with_node("triage", critical=False),
}


@pytest.mark.parametrize("field", NODE_CHANGES)
def test_a_node_is_what_goes_in_and_out_and_who_does_it(field: str) -> None:
    assert moved(NODE_CHANGES[field]()) == {"process/ticket-intake/triage"}


def test_an_edge_belongs_to_the_nodes_at_both_of_its_ends() -> None:
    when = Edge("intake", "triage", text("not solved at once", "未能当场解决"))
    assert moved(with_process(edges=(when,))) == {
        "process/ticket-intake/intake",
        "process/ticket-intake/triage",
    }


@pytest.mark.parametrize(
    "changed",
    [
        with_node("triage", title=text("Sort", "分级处理")),
        with_process(owner="hotline-lead", title=text("Intake of tickets", "受理")),
        with_process(delivers=("priority", "owner")),
        sample_book([RISK], processes=[sample_process(), sample_process("other")]),
        sample_book(
            [RISK], controls=[sample_control(title="Phone", body="Text", last_tested=None)]
        ),
        sample_book([RISK], controls=[sample_control(), sample_control("C002")]),
        sample_book([RISK], plans=[sample_plan(title="Calls"), sample_plan("P002")]),
    ],
    ids=["title", "owner", "delivers", "other-process", "control-title", "control", "plan-title"],
)
def test_what_is_not_rested_on_changes_nothing(changed: Book) -> None:
    assert moved(changed) == set()


def test_another_node_of_the_same_process_changes_nothing() -> None:
    process = sample_process()
    third = Node(
        "close", text("Close", "关闭"), process.nodes[0].kind, "", (), (), (), critical=False
    )
    added: Process = replace(process, nodes=(*process.nodes, third))
    assert moved(sample_book([RISK], processes=[added])) == set()


def test_a_control_a_plan_and_a_service_each_change_their_own_pointer() -> None:
    control = sample_control(owner="service-desk-lead")
    assert moved(sample_book([RISK], controls=[control])) == {"control/C001"}
    plan = sample_plan(stop_when="Never")
    assert moved(sample_book([RISK], plans=[plan])) == {"plan/P001"}
    services = sample_services()
    desk = replace(services.services["service-desk"], importance=5)
    raised = replace(services, services={**services.services, "service-desk": desk})
    assert moved(sample_book([RISK], services=raised)) == {"service/service-desk"}


def test_what_is_linked_and_not_there_is_left_out_and_named_when_it_goes() -> None:
    assert moved(sample_book([RISK], controls=[])) == {"control/C001"}
    assert "control/C001" not in basis(sample_book([RISK], controls=[]))


def test_paths_are_the_files_that_match_and_nothing_where_nobody_can_tell() -> None:
    book = sample_book([RISK])
    pointer = f"path/{PATTERN}"
    assert patterns_in(book) == (PATTERN,)
    assert value_at(pointer, book, FILES) == ["aa", "bb"]
    assert pointer not in basis_of(RISK, book, None)
    none, one = basis_of(RISK, book, {PATTERN: ()}), basis_of(RISK, book, {PATTERN: ("aa",)})
    assert none[pointer] != one[pointer] != basis_of(RISK, book, FILES)[pointer]


def test_the_criteria_are_only_the_slice_that_the_risk_was_judged_by() -> None:
    criteria = sample_criteria()
    likelihood = criteria.likelihood.steps
    used = replace(likelihood[2], name=text("Now and then", "偶尔"))
    unused = replace(likelihood[4], name=text("Always", "总是"))
    for step, asks in ((used, {"criteria"}), (unused, set())):
        steps = tuple(step if each.value == step.value else each for each in likelihood)
        scale = replace(criteria.likelihood, steps=steps)
        changed = sample_book([RISK], criteria=replace(criteria, likelihood=scale))
        assert moved(changed) == asks


def test_its_cell_its_appetite_and_what_its_level_asks_are_part_of_the_slice() -> None:
    criteria = sample_criteria()
    its_cell = replace(criteria, matrix=grid("MHHCC", "MMHCC", "LMHHH", "LLMMH", "LLLMM"))
    other_cell = replace(criteria, matrix=grid("MHHCC", "MMHCC", "LMMHH", "LLMMH", "LLLLM"))
    appetite = replace(criteria, appetite=(replace(criteria.appetite[0], limit=HIGH),))
    levels = tuple(
        replace(each, needs_plan=True) if each.key == "medium" else each for each in criteria.levels
    )
    other_levels = tuple(
        replace(each, needs_plan=False) if each.key == "critical" else each
        for each in criteria.levels
    )
    for changed in (its_cell, appetite, replace(criteria, levels=levels)):
        assert moved(sample_book([RISK], criteria=changed)) == {"criteria"}
    for changed in (other_cell, replace(criteria, levels=other_levels, palette="classic")):
        assert moved(sample_book([RISK], criteria=changed)) == set()

"""The file of a new record: in the order of the schema, sound, and in the author's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from riskbook.authoring.drafts import (
    Measure,
    NewControl,
    NewExercise,
    NewPlan,
    NewProcess,
    NewRisk,
    Starter,
    Task,
)
from riskbook.authoring.sheets import control_sheet, plan_sheet, risk_sheet
from riskbook.authoring.yaml_sheets import exercise_sheet, node_ids, process_sheet
from riskbook.model.terms import Status
from riskbook.reading.examining import examine_file
from riskbook.reading.loading import load
from riskbook.reading.placing import Kind
from riskbook.reading.resources import catalogue
from riskbook.reading.schemas import read_schema, shape_of
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Catalogue
from small_book import small_book

LOADED = load(MemoryTree(small_book()))
assert LOADED.book is not None
CRITERIA = LOADED.book.criteria
SPOKEN = {language: catalogue(language) for language in ("en", "zh")}

RISK = NewRisk(
    id="R004",
    language="",
    title="Backup: the tape is full",
    category="technical",
    service="service-desk",
    objective="",
    owner="desk-lead",
    date="2026-11-23",
    source="interview",
    reference="Ticket #4711",
    cause="*Nobody* changes it",
    event="It is full",
    consequence="No backup",
    likelihood="",
    impact=(),
    rationale="",
    strategy="",
    strategy_rationale="",
    actions=(),
    plan="",
    status=Status.DRAFT,
)
ASSESSED = replace(
    RISK,
    likelihood="3",
    impact=(("customer", "2"), ("financial", "1")),
    rationale="It happened",
    strategy="mitigate",
    actions=(Measure("Change it: weekly", "desk-lead", "2026-12-31", "800"),),
    plan="P001",
    status=Status.OPEN,
)
PLAN = NewPlan("P002", "zh", "中断", "desk-lead", "", (), (), "", "6 months")
FULL_PLAN = replace(
    PLAN,
    deputy="desk-lead",
    triggers=(Starter("15 分钟: 无来电", "大屏"),),
    steps=(Task("切换", "desk-lead", "15 minutes"),),
    stop_when="恢复",
)
EXERCISE = NewExercise(
    of="P001",
    language="zh",
    date="2026-11-23",
    type="tabletop",
    scenario="电话: 中断",
    participants=("desk-lead",),
    result="passed",
    findings=("#1 口令",),
    actions=(Measure("更换口令", "desk-lead", "2026-12-31"),),
    proves=(("steps/S1", "123456789012"),),
)
PROCESS = NewProcess("intake", "", "Intake", "desk-lead", "service-desk", ())

SHEETS: dict[str, tuple[Kind, Callable[[Catalogue], str]]] = {
    "risk-draft": (Kind.RISK, lambda words: risk_sheet(RISK, CRITERIA, words)),
    "risk-open": (Kind.RISK, lambda words: risk_sheet(ASSESSED, CRITERIA, words)),
    "plan-empty": (Kind.PLAN, lambda words: plan_sheet(PLAN, words)),
    "plan-full": (Kind.PLAN, lambda words: plan_sheet(FULL_PLAN, words)),
    "control": (
        Kind.CONTROL,
        lambda words: control_sheet(
            NewControl("C002", "", "Phones", "desk-lead", "detect", "planned", ""), words
        ),
    ),
    "process": (Kind.PROCESS, lambda words: process_sheet(PROCESS, words, SPOKEN)),
    "process-named": (
        Kind.PROCESS,
        lambda words: process_sheet(
            replace(PROCESS, language="zh", nodes=("接听: 来电", "Log it")), words, SPOKEN
        ),
    ),
    "exercise": (Kind.EXERCISE, lambda words: exercise_sheet(EXERCISE, words)),
    "exercise-bare": (
        Kind.EXERCISE,
        lambda words: exercise_sheet(
            replace(EXERCISE, language="", findings=("One: two",), actions=(), proves=()), words
        ),
    ),
}


def read(name: str, language: str = "en") -> dict[str, Any]:
    """The data of a sheet, in which no fault is found."""
    kind, make = SHEETS[name]
    found = examine_file(kind, make(SPOKEN[language]).encode(), shape_of(read_schema(kind)))
    assert found.faults == ()
    assert found.data is not None
    return found.raw


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_sound_and_in_the_order_of_the_schema(name: str, language: str) -> None:
    kind, _ = SHEETS[name]
    fields = list(read(name, language))
    order = list(read_schema(kind)["properties"])
    assert fields == sorted(fields, key=order.index)


def test_what_the_author_said_stands_there_as_said() -> None:
    data = read("risk-open")
    assert data["title"] == "Backup: the tape is full"
    assert data["identified"]["reference"] == "Ticket #4711"
    assert data["statement"]["cause"] == "*Nobody* changes it"
    assert data["assessment"]["inherent"] == data["assessment"]["current"]
    assert data["assessment"]["current"]["impact"] == {"customer": 2, "financial": 1}
    (action,) = data["treatment"]["actions"]
    assert action == {
        "id": "A1",
        "what": "Change it: weekly",
        "owner": "desk-lead",
        "due": "2026-12-31",
        "status": "open",
        "cost": 800,
    }


def test_a_draft_has_room_for_its_scores_and_says_that_it_is_one() -> None:
    _, make = SHEETS["risk-draft"]
    assert "# Draft: not ranked" in make(SPOKEN["en"])
    assert "    impact:\n      customer:\n      financial:\n" in make(SPOKEN["en"])
    assert "assessment" not in read("risk-draft")  # all of it is empty
    _, opened = SHEETS["risk-open"]
    assert "# Draft" not in opened(SPOKEN["en"])


def test_dimensions_without_a_score_have_room_for_one() -> None:
    sheet = risk_sheet(replace(ASSESSED, impact=(("financial", "1"),)), CRITERIA, SPOKEN["en"])
    assert sheet.count("    impact:\n      customer:\n      financial: 1\n    rationale: It") == 2


def test_one_score_for_all_dimensions_leaves_room_for_one() -> None:
    sheet = risk_sheet(replace(ASSESSED, impact=(("", "2"),)), CRITERIA, SPOKEN["en"])
    assert sheet.count("    impact: 2\n") == 2
    assert "    impact:\n    rationale:\n    due:\n" in sheet


def test_an_example_stands_only_where_there_is_nothing_yet() -> None:
    empty, full = (SHEETS[name][1](SPOKEN["en"]) for name in ("plan-empty", "plan-full"))
    assert "#   - id: T1\n" in empty
    assert "#   - id: T1\n" not in full
    assert '  - id: T1\n    when: "15 分钟: 无来电"\n    observed_by: 大屏\n' in full


def test_texts_of_a_process_or_exercise_are_by_language_where_it_is_not_the_books() -> None:
    assert read("exercise")["scenario"] == {"zh": "电话: 中断"}
    assert read("exercise")["findings"] == [{"zh": "#1 口令"}]
    assert read("exercise")["actions"][0]["what"] == {"zh": "更换口令"}
    assert read("exercise-bare")["scenario"] == "电话: 中断"
    assert read("exercise-bare")["findings"] == ["One: two"]
    assert read("process-named")["nodes"][0]["title"] == {"zh": "接听: 来电"}


def test_a_process_without_nodes_gets_three_in_every_language_of_the_book() -> None:
    nodes = read("process")["nodes"]
    assert [node["kind"] for node in nodes] == ["start", "task", "end"]
    assert all(set(node["title"]) == {"en", "zh"} for node in nodes)


def test_nodes_are_named_by_their_titles_where_these_make_ids() -> None:
    assert node_ids(["Take the call", "接听", "Take the call"]) == (
        "take-the-call",
        "node-2",
        "node-3",
    )

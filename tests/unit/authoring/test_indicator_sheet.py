"""The file of a new indicator: in the order of the schema, sound, and thresholds in their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from riskbook.authoring.indicator_sheet import (
    TABLE,
    NewIndicator,
    beyond,
    indicator_sheet,
    number,
)
from riskbook.model.terms import Direction
from riskbook.reading.examining import examine_file
from riskbook.reading.loading import load
from riskbook.reading.placing import Kind
from riskbook.reading.resources import catalogue
from riskbook.reading.schemas import read_schema, shape_of
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Saying
from small_book import small_book

INDICATOR = NewIndicator(
    id="calls-waiting",
    language="",
    title="Calls: those that wait",
    definition="*Share* of a week's calls",
    unit="%",
    direction=Direction.HIGHER,
    every="1 week",
    owner="desk-lead",
    amber="5",
    red="8.5",
    consecutive="",
    clear_at="",
    reason="",
    on_amber="",
    on_red="",
    file="calls-waiting.csv",
)
FULL = replace(
    INDICATOR,
    language="zh",
    consecutive="2",
    clear_at="4",
    reason="合同: 8%",
    on_amber="看",
    on_red="增派一人",
)


@pytest.mark.parametrize("indicator", [INDICATOR, FULL])
def test_it_reads_back_in_the_order_of_the_schema(indicator: NewIndicator) -> None:
    sheet = indicator_sheet(indicator, catalogue(indicator.language or "en"))
    schema = read_schema(Kind.INDICATOR)
    found = examine_file(Kind.INDICATOR, sheet.encode(), shape_of(schema))
    assert found.faults == ()
    order = list(schema["properties"])
    written = list(found.raw)
    assert written == sorted(written, key=order.index)
    path = "registers/desk/indicators/calls-waiting"
    files = {f"{path}.yml": sheet.encode(), f"{path}.csv": TABLE}
    loaded = load(MemoryTree({**small_book(), **files}))
    assert [each for each in loaded.findings if each.location.path.startswith(path)] == []
    assert loaded.book is not None
    made = loaded.book.discovery.indicators["calls-waiting"]
    assert (made.amber, made.red) == (5, 8.5)
    assert made.definition.read("en") == "*Share* of a week's calls"
    assert loaded.book.discovery.readings["calls-waiting"].dates == ()


@pytest.mark.parametrize(
    ("answer", "value"),
    [("5", "5"), ("4.5 %", "4.5"), ("-3", "-3"), ("５％", "5"), ("1,200", "1200")],
)
def test_a_number_may_have_the_sign_of_per_cent(answer: str, value: str) -> None:
    assert number(answer) == value


@pytest.mark.parametrize("answer", ["", "many", "five percent"])
def test_what_is_no_number_is_not_taken(answer: str) -> None:
    found = number(answer)
    assert isinstance(found, Saying)
    assert catalogue("en").say(found) == f"“{answer}” is not a number."


@pytest.mark.parametrize(
    ("direction", "good", "bad"),
    [(Direction.HIGHER, "5.1", "4"), (Direction.LOWER, "4", "5.1")],
)
def test_red_is_beyond_amber(direction: Direction, good: str, bad: str) -> None:
    judge = beyond("5", direction)
    assert judge(good) == good
    for wrong in (bad, "5", "much"):
        assert isinstance(judge(wrong), Saying)

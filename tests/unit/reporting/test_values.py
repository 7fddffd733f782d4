"""A value beside its digest: as people write it, short, and nothing of what is empty."""

from __future__ import annotations

import pytest

from riskbook.model.digests import Value
from riskbook.reporting.cells import cells
from riskbook.reporting.values import LONGEST, short_value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("", ""),
        ("plain", "plain"),
        ("two\nlines", "two lines"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (24000.0, "24000"),
        (0.35, "0.35"),
        (["C001", "C003"], "C001; C003"),
        ({"what": "Buy", "owner": "", "due": None, "cost": 1.5}, "what: Buy, cost: 1.5"),
        ([{"process": "intake", "node": "triage"}], "(process: intake, node: triage)"),
        ({"count": 6, "unit": "months"}, "count: 6, unit: months"),
    ],
)
def test_values_are_shown_as_people_write_them(value: Value, shown: str) -> None:
    assert short_value(value) == shown


@pytest.mark.parametrize("value", ["x" * 500, "审核" * 200, ["word"] * 100])
def test_a_long_value_is_cut(value: Value) -> None:
    assert cells(short_value(value)) <= LONGEST
    assert short_value(value).endswith("…")


def test_no_value_steers_the_terminal() -> None:
    assert "\x1b" not in short_value("\x1b[31mred")

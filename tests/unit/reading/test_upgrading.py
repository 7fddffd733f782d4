"""A book of an older format is read as the newest, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from riskbook.reading.placing import Kind
from riskbook.reading.schemas import read_schemas, shape_of
from riskbook.reading.upgrading import FORMAT, STEPS, Step, from_older, steps_from


def renamed(kind: Kind, data: dict[str, Any]) -> dict[str, Any]:
    """As if format 1 had called the title of a control its name."""
    if kind is not Kind.CONTROL:
        return data
    return {"title" if key == "name" else key: value for key, value in data.items()}


def counted(_: Kind, data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "since": "2026-03-01"}


TWO_STEPS: Mapping[int, Step] = {1: renamed, 2: counted}


def test_every_older_format_has_its_step() -> None:
    assert set(STEPS) == set(range(1, FORMAT))


@pytest.mark.parametrize(
    ("written", "steps"),
    [("1", (renamed, counted)), ("2", (counted,)), ("3", ()), ("4", ()), ("0", ()), (None, ())],
)
def test_the_steps_lead_from_the_books_format_to_the_newest(
    written: str | None, steps: tuple[Step, ...]
) -> None:
    assert steps_from(written, TWO_STEPS, newest=3) == steps


@pytest.mark.parametrize("written", ["one", "１", "-1", "9" * 5000, ["1"], {}])
def test_a_format_that_is_no_number_has_no_steps(written: object) -> None:
    assert steps_from(written, TWO_STEPS, newest=3) == ()


def test_an_old_record_fits_after_its_steps() -> None:
    schema = shape_of(read_schemas()[Kind.CONTROL])
    old = {"id": "C001", "name": "On-call phone", "kind": "respond", "status": "planned"}
    old["owner"] = "hotline-lead"
    assert not schema.fits(schema.cast(old))
    upgraded = from_older(schema, Kind.CONTROL, steps_from("1", TWO_STEPS, newest=3))
    new = upgraded.cast(old)
    assert upgraded.fits(new)
    assert new["title"] == "On-call phone"
    assert new["since"] == "2026-03-01"

"""Records by columns: what is put together again is what was taken apart, to the type."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from riskbook.model.records import Risk
from riskbook.reading.columns import Several, Single, from_table, to_table
from samples import (
    sample_control,
    sample_exercise,
    sample_plan,
    sample_process,
    sample_risk,
    sample_sign_off,
)


@dataclass(frozen=True, slots=True)
class Odd:
    """Fields that no two values fill alike."""

    any: Any
    many: tuple[Any, ...] = ()


def again(values: list[Any]) -> list[Any]:
    """Through a pickle and back."""
    table = pickle.loads(  # noqa: S301  # our own
        pickle.dumps(to_table(type(values[0]), values), protocol=5)
    )
    return from_table(table)


@pytest.mark.parametrize(
    "record",
    [
        sample_risk(),
        sample_plan(),
        sample_control(),
        sample_process(),
        sample_exercise(),
        sample_sign_off(),
    ],
)
def test_every_kind_of_record_comes_back(record: Any) -> None:
    other = replace(record, source=replace(record.source, path="another"))
    found = again([record, other])
    assert found == [record, other]
    assert [repr(one) for one in found] == [repr(record), repr(other)]


def test_what_is_missing_in_some_stays_missing() -> None:
    risk = sample_risk()
    bare = replace(
        risk,
        assessment=replace(risk.assessment, target=None),
        expected_loss=None,
        treatment=replace(risk.treatment, actions=()),
    )
    assert again([risk, bare, risk]) == [risk, bare, risk]
    assert again([bare]) == [bare]


def test_values_of_a_class_lie_in_one_table() -> None:
    table = to_table(Risk, [sample_risk(), sample_risk("R002")])
    columns = {type(column) for column in table.columns}
    assert Single in columns
    assert Several in columns


def test_what_is_equal_but_of_another_type_is_not_exchanged() -> None:
    values = [Odd(any=one) for one in (1, 1.0, True, (1, 2), (1.0, 2), date(2026, 1, 1))]
    assert [repr(one) for one in again(values)] == [repr(one) for one in values]


def test_fields_that_mix_classes_are_kept_as_they_are() -> None:
    mixed = [Odd(Odd("a")), Odd("b"), Odd(None), Odd("c", (Odd(1), "d")), Odd("e", (Odd(2),))]
    assert again(mixed) == mixed
    assert again([Odd(["a", {"b": 1}])]) == [Odd(["a", {"b": 1}])]
    assert again([Odd("", (Odd(1),)), Odd("", ())]) == [Odd("", (Odd(1),)), Odd("", ())]


def test_no_values_are_none() -> None:
    assert from_table(to_table(Odd, [])) == []

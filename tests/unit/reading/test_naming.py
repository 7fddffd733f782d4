"""What a file's name must say, and what it says of a file that cannot be read."""

from __future__ import annotations

from typing import Any

import pytest

from riskbook.reading.naming import id_from_name, id_in, misnamed
from riskbook.reading.placing import Kind, Place, place

DESK = "registers/desk"


def at(path: str) -> Place:
    found = place(path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        (f"{DESK}/risks/R001.md", "R001"),
        (f"{DESK}/risks/R001-a-title.md", "R001"),
        (f"{DESK}/risks/R001-版本-1.2.md", "R001"),
        (f"{DESK}/risks/OPS-0001-a.md", "OPS-0001"),
        (f"{DESK}/risks/R001-a.zh.md", "R001"),
        (f"{DESK}/risks/notes.md", ""),
        (f"{DESK}/processes/ticket-intake.yml", "ticket-intake"),
        (f"{DESK}/sign-offs/R001/2026-10-02-review-9f31.yml", "R001"),
        (f"{DESK}/exercises/P001/2026-09-03-tabletop.yml", "P001"),
        ("registers/sign-offs/criteria/2026-01-15-approval-9a9d.yml", "criteria"),
        (f"{DESK}/register.yml", ""),
    ],
)
def test_a_name_carries_the_id_of_a_file_that_cannot_be_read(path: str, identity: str) -> None:
    assert id_from_name(path, at(path)) == identity


@pytest.mark.parametrize(
    ("kind", "data", "identity"),
    [
        (Kind.RISK, {"id": "R001", "of": "P001"}, "R001"),
        (Kind.PROCESS, {"id": "ticket-intake"}, "ticket-intake"),
        (Kind.TRANSLATION, {"translates": "R001", "id": "R002"}, "R001"),
        (Kind.SIGN_OFF, {"of": "R001"}, "R001"),
        (Kind.EXERCISE, {"of": "P001"}, "P001"),
        (Kind.RISK, {}, ""),
        (Kind.RISK, {"id": ["R001"]}, ""),
    ],
)
def test_the_data_give_the_id_by_their_kind(
    kind: Kind, data: dict[str, Any], identity: str
) -> None:
    assert id_in(data, Place(kind, "desk")) == identity


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (f"{DESK}/risks/R001.md", {"id": "R001"}),
        (f"{DESK}/risks/R001-a.md", {"id": "R001"}),
        (f"{DESK}/risks/R001-夜间来电.md", {"id": "R001"}),
        (f"{DESK}/risks/R001-a.zh.md", {"translates": "R001", "language": "zh"}),
        (f"{DESK}/risks/R001.zh-Hant.md", {"translates": "R001", "language": "zh-Hant"}),
        (f"{DESK}/processes/intake.yml", {"id": "intake"}),
        (f"{DESK}/sign-offs/R001/any-name.yml", {"of": "R001"}),
        (f"{DESK}/register.yml", {"id": "R001"}),
        (f"{DESK}/risks/whatever.md", {}),
    ],
)
def test_a_fitting_name_is_no_fault(path: str, data: dict[str, Any]) -> None:
    assert misnamed(path, at(path), data) is None


@pytest.mark.parametrize(
    ("path", "data", "pointer", "better"),
    [
        (f"{DESK}/risks/R002-a.md", {"id": "R001"}, "id", "R001-a.md"),
        (f"{DESK}/risks/R0011-a.md", {"id": "R001"}, "id", "R001-a.md"),
        (f"{DESK}/risks/R001.md", {"id": "R002"}, "id", "R002.md"),
        (f"{DESK}/risks/night-calls.md", {"id": "R001"}, "id", "R001-night-calls.md"),
        (f"{DESK}/risks/OPS-0001-a.md", {"id": "OPS-0002"}, "id", "OPS-0002-a.md"),
        (f"{DESK}/processes/intake-2.yml", {"id": "intake"}, "id", "intake.yml"),
        (
            f"{DESK}/risks/R002-a.zh.md",
            {"translates": "R001", "language": "zh"},
            "translates",
            "R001-a.zh.md",
        ),
        (
            f"{DESK}/risks/R001-a.fr.md",
            {"translates": "R001", "language": "zh"},
            "language",
            "R001-a.zh.md",
        ),
    ],
)
def test_another_name_is_a_fault_with_a_better_one(
    path: str, data: dict[str, Any], pointer: str, better: str
) -> None:
    fault = misnamed(path, at(path), data)
    assert fault is not None
    assert (fault.code, fault.pointer) == ("RB010", pointer)
    assert fault.hint is not None
    assert dict(fault.hint.facts) == {"name": better}
    assert misnamed(path.rpartition("/")[0] + f"/{better}", at(path), data) is None

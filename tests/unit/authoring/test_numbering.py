"""The next free id, in whatever form a book has its ids."""

from __future__ import annotations

import pytest

from riskbook.authoring.numbering import id_pattern, next_id
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import read_schema

RISKS = "^R[0-9]{3,}$"


@pytest.mark.parametrize(
    ("ids", "pattern", "free"),
    [
        ([], RISKS, "R001"),
        (["R001", "R007", "P090"], RISKS, "R008"),
        (["R999"], RISKS, "R1000"),
        (["R002", "r090", "R3x"], RISKS, "R003"),
        ([], "^OPS-[0-9]{4}$", "OPS-0001"),
        (["OPS-0041"], r"^OPS-\d{4}$", "OPS-0042"),
        (["R2026-017"], "^R2026-[0-9]{3}$", "R2026-018"),
        (["9"], "^[1-9][0-9]*$", "10"),
        ([], "^R[1-9][0-9]{2}$", "R100"),
        (["A.1-x"], r"^A\.[0-9]+-x$", "A.2-x"),
    ],
)
def test_it_counts_on_from_the_highest(ids: list[str], pattern: str, free: str) -> None:
    assert next_id(ids, pattern) == free


@pytest.mark.parametrize(
    ("ids", "pattern"),
    [
        (["OPS-9999"], "^OPS-[0-9]{4}$"),  # used up
        ([], "^(IT|OPS)-[0-9]{3}$"),  # a choice
        ([], "^R[0-9]{4}-[0-9]{3}$"),  # two numbers
        ([], "^[a-z0-9][a-z0-9-]*$"),  # words
        ([], "^R[5-9]{2}$"),
    ],
)
def test_where_there_is_no_one_form_a_person_has_to_name_the_id(
    ids: list[str], pattern: str
) -> None:
    assert next_id(ids, pattern) is None


def test_a_gap_is_not_filled() -> None:
    assert next_id(["R001", "R003"], RISKS) == "R004"


def test_an_endless_number_is_no_id() -> None:
    assert next_id(["R" + "9" * 5000], RISKS) == "R001"


def test_the_pattern_is_the_schemas_unless_the_book_has_its_own() -> None:
    schema = read_schema(Kind.RISK)
    assert id_pattern(schema, {}) == RISKS
    assert id_pattern(schema, {"plan": "^X$"}) == RISKS
    assert id_pattern(schema, {"risk": "^OPS-[0-9]{4}$"}) == "^OPS-[0-9]{4}$"

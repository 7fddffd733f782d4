"""Texts become what the schema's types say, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from riskbook.reading.casting import cast_by

SCHEMA = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "count": {"type": "integer"},
        "cost": {"type": "number"},
        "confidential": {"type": "boolean"},
        "score": {"type": ["integer", "string"]},
        "name": {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {}}]},
        "impact": {
            "anyOf": [
                {"$ref": "#/$defs/score"},
                {"type": "object", "additionalProperties": {"$ref": "#/$defs/score"}},
            ]
        },
        "list": {"type": "array", "items": {"$ref": "#/$defs/item"}},
        "words": {"type": "array", "items": {"type": "string"}},
        "grid": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
        "part": {"$ref": "#/$defs/item"},
        "map": {"type": "object", "additionalProperties": {"type": "number"}},
    },
}
DEFINITIONS: dict[str, dict[str, Any]] = {
    "score": {"type": ["integer", "string"]},
    "item": {"type": "object", "properties": {"id": {"type": "string"}, "n": {"type": "integer"}}},
}


def cast(**fields: Any) -> Any:
    return cast_by(SCHEMA, DEFINITIONS)(fields)


@pytest.mark.parametrize(
    ("text", "integer", "number"),
    [
        ("0", 0, 0),
        ("4", 4, 4),
        ("-12", -12, -12),
        ("123456789012345678", 123456789012345678, 123456789012345678),
        ("2.5", "2.5", 2.5),
        ("4.0", "4.0", 4.0),
        ("1e3", "1e3", 1000.0),
        ("1.5E-2", "1.5E-2", 0.015),
    ],
)
def test_a_number_is_read_where_a_number_is_wanted(text: str, integer: Any, number: Any) -> None:
    assert cast(count=text)["count"] == integer
    assert cast(cost=text)["cost"] == number
    assert type(cast(cost=text)["cost"]) is type(number)
    assert cast(text=text)["text"] == text


NO_NUMBERS = [
    *("007", "-0.", "4.", ".5", "+4", "1:30", "1_000", "1,000", "0x1f", "0o7", "1e", "no"),
    *("1e999", "-1e999", "1e9999", "12345678901234567890123", "２４", "٣", "NaN", "inf", ".inf"),
]


@pytest.mark.parametrize("text", [*NO_NUMBERS, "", "4 ", "4\n"])
def test_what_is_not_plainly_a_number_stays_text(text: str) -> None:
    assert cast(count=text, cost=text, score=text) == dict.fromkeys(
        ("count", "cost", "score"), text
    )


def test_only_true_and_false_are_truth_values() -> None:
    assert cast(confidential="true") == {"confidential": True}
    assert cast(confidential="false") == {"confidential": False}
    for text in ("True", "TRUE", "yes", "no", "on", "1", "是"):
        assert cast(confidential=text) == {"confidential": text}


def test_a_score_is_a_number_or_a_word() -> None:
    assert cast(score="4")["score"] == 4
    assert cast(score="likely")["score"] == "likely"
    assert cast(impact="4") == {"impact": 4}
    assert cast(impact={"customer": "4", "financial": "高"}) == {
        "impact": {"customer": 4, "financial": "高"}
    }


def test_text_by_language_stays_text() -> None:
    assert cast(name={"en": "7", "zh": "七"}) == {"name": {"en": "7", "zh": "七"}}
    assert cast(name="7") == {"name": "7"}
    assert cast(name=["7"]) == {"name": ["7"]}


def test_parts_of_parts_are_cast() -> None:
    assert cast(list=[{"id": "7", "n": "7"}], grid=[["1", "x"]], map={"a": "1.5"}) == {
        "list": [{"id": "7", "n": 7}],
        "grid": [[1, "x"]],
        "map": {"a": 1.5},
    }


def test_a_known_field_that_is_empty_is_left_out() -> None:
    assert cast(text=None, count="1", part={"id": None}, map={"a": None}) == {"count": 1}
    assert cast(text=None) is None


def test_an_unknown_field_stays_even_when_it_is_empty() -> None:
    assert cast(titel=None, other="7") == {"titel": "", "other": "7"}


def test_an_item_of_which_all_is_empty_keeps_its_place() -> None:
    assert cast(list=[{"id": None}, {"id": "A2"}]) == {"list": [{}, {"id": "A2"}]}


def test_what_has_another_shape_is_left_for_the_schema_to_complain_of() -> None:
    assert cast(list="a", part="b", map=["c"], count=["1"], confidential={"a": "true"}) == {
        "list": "a",
        "part": "b",
        "map": ["c"],
        "count": ["1"],
        "confidential": {"a": "true"},
    }

"""Every field that a schema calls a reference is found as one, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from riskbook.authoring.census import RECORDS
from riskbook.authoring.citations import Role, spots
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import read_schemas

SCHEMAS = read_schemas()
WORD = "here-it-is"
Wrap = Callable[[Any], Any]


def references(
    node: Mapping[str, Any], definitions: Mapping[str, Any], wrap: Wrap
) -> Iterator[tuple[Any, str]]:
    """For each reference of a schema the least data that has it, and what it names."""
    if "x-refers" in node:
        yield wrap(WORD), node["x-refers"]
        return
    if "$ref" in node:
        yield from references(definitions[node["$ref"].rpartition("/")[2]], definitions, wrap)
    for name, part in node.get("properties", {}).items():
        yield from references(part, definitions, within(wrap, name))
    if isinstance(node.get("additionalProperties"), dict):
        yield from references(node["additionalProperties"], definitions, within(wrap, "key"))
    if "items" in node:
        yield from references(node["items"], definitions, lambda data: wrap([data]))
    for choice in node.get("anyOf", ()):
        yield from references(choice, definitions, wrap)


def within(wrap: Wrap, name: str) -> Wrap:
    return lambda data: wrap({name: data})


@pytest.mark.parametrize("kind", Kind)
def test_every_reference_of_a_schema_is_found(kind: Kind) -> None:
    schema = SCHEMAS[kind]
    for data, named in references(schema, schema.get("$defs", {}), lambda data: data):
        found = [spot for spot in spots(kind, schema, data) if spot.word == WORD]
        assert [(spot.named, spot.identity, spot.role) for spot in found] == [
            (named, WORD, Role.WORD)
        ]


def test_the_schemas_name_records_of_each_kind() -> None:
    named = {
        target
        for schema in SCHEMAS.values()
        for _, target in references(schema, schema.get("$defs", {}), lambda data: data)
    }
    assert {kind.value for kind in RECORDS} | {"record"} <= named


@pytest.mark.parametrize("kind", RECORDS)
def test_the_id_of_a_record_names_it(kind: Kind) -> None:
    (spot,) = (
        spot for spot in spots(kind, SCHEMAS[kind], {"id": WORD}) if spot.role is not Role.KEY
    )
    assert (spot.named, spot.identity) == (kind.value, WORD)


def test_the_keys_of_a_basis_name_records_and_those_of_other_maps_do_not() -> None:
    data = {
        "content": {"plan/P001": "0" * 12},
        "basis": {"plan/P001": "0" * 12, "process/intake/triage": "0" * 12, "criteria": "0" * 12},
    }
    found = spots(Kind.SIGN_OFF, SCHEMAS[Kind.SIGN_OFF], data)
    assert [(spot.named, spot.identity) for spot in found if spot.identity and spot.named] == [
        ("plan", "P001"),
        ("process", "intake"),
    ]


def test_prose_is_told_from_words() -> None:
    data = {
        "title": "R001",
        "category": "R001",
        "depends_on": [{"path": "R001/**"}],
        "treatment": {"actions": [{"id": "R001", "what": "R001", "owner": "R001"}]},
    }
    roles = {
        "/".join(map(str, spot.path)): spot.role
        for spot in spots(Kind.RISK, SCHEMAS[Kind.RISK], data)
        if spot.role is not Role.KEY
    }
    prose = {path for path, role in roles.items() if role is Role.PROSE}
    assert prose == {"title", "depends_on/0/path", "treatment/actions/0/what"}

"""Where a file names a record, as its schema says (``x-refers``), and where it says something else.

Nothing is known here of any kind of record: a new reference field is found by its annotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from riskbook.reading.composing import Path
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Schema

ANY_RECORD = "record"
"""What ``x-refers`` says of a field that may name a record of any kind."""

BASIS = "basis"
"""The field of a sign-off whose keys are pointers that begin with a kind and an id."""


class Spot(NamedTuple):
    """A key or a value of a file, and what its schema says of it; ``part`` is where an id stands.

    ``named`` is the kind that is named there (``risk``, ``record`` …), ``""`` where none is.
    """

    path: Path
    is_key: bool
    word: str
    part: str
    named: str
    is_material: bool
    is_structure: bool


def spots(kind: Kind, schema: Schema, data: Mapping[str, Any]) -> Iterator[Spot]:
    """Every key and every scalar of a file's data."""
    for path, is_key, word, about in _walk(_Schemas(schema), schema, data, ()):
        material = about.get("x-review") == "material"
        if is_key:
            first, _, rest = word.partition("/")
            in_basis = path[:-1] == (BASIS,) and bool(rest)
            part, named = (rest.partition("/")[0], first) if in_basis else ("", "")
            yield Spot(path, True, word, part, named, material, True)
            continue
        named = str(about.get("x-refers", ""))
        if path == ("id",) and about.get("x-kind") == kind.value:
            named = kind.value
        structure = "x-refers" in about or "x-shape" in about or "enum" in about
        yield Spot(path, False, word, word, named, material, structure)


class _Schemas:
    """A schema with its references followed."""

    def __init__(self, schema: Schema) -> None:
        self._definitions = schema.get("$defs", {})

    def followed(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """The node with what it refers to; its own words win."""
        if "$ref" not in node:
            return node
        target = self.followed(self._definitions[node["$ref"].rpartition("/")[2]])
        return {**target, **{name: part for name, part in node.items() if name != "$ref"}}

    def fitting(self, node: Mapping[str, Any], data: Any) -> Mapping[str, Any]:
        """The branch of a choice that takes data of this type."""
        node = self.followed(node)
        wanted = {dict: "object", list: "array"}.get(type(data), "")
        for choice in map(self.followed, node.get("anyOf", ())):
            if (choice.get("type") if choice.get("type") in ("object", "array") else "") == wanted:
                return {**node, **self.fitting(choice, data)}
        return node


def _walk(
    schemas: _Schemas, node: Mapping[str, Any], data: Any, path: Path
) -> Iterator[tuple[Path, bool, str, Mapping[str, Any]]]:
    about = schemas.fitting(node, data)
    if isinstance(data, dict):
        known, others = about.get("properties", {}), about.get("additionalProperties")
        for key, value in data.items():
            below = known.get(key, others if isinstance(others, dict) else {})
            yield (*path, key), True, key, about
            yield from _walk(schemas, below, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(schemas, about.get("items", {}), value, (*path, index))
    elif isinstance(data, str):
        yield path, False, data, about

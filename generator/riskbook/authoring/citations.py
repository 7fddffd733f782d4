"""Where a file names a record, as its schema says (``x-refers``), and where it says something else.

Nothing is known here of any kind of record: a new reference field is found by its annotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from riskbook.reading.composing import Path
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Schema

ANY_RECORD = "record"
"""What ``x-refers`` says of a field that may name a record of any kind."""

BASIS = "basis"
"""The field of a sign-off whose keys are pointers that begin with a kind and an id."""

_SAID_OF_WORDS = frozenset({"x-refers", "x-words", "enum"})
_SHAPES_OF_WORDS = frozenset({"id", "slug", "pointer"})


class Role(Enum):
    """What a scalar is in its file."""

    KEY = "key"
    WORD = "word"  # a key, an id, one of a set: it means nothing but what its schema says
    PROSE = "prose"  # anything else, which may speak of a record


class Spot(NamedTuple):
    """A scalar of a file, and what its schema says of it.

    ``named`` is the kind of record that is named there (``risk``, or ``record`` for any), ``""``
    where none is, and ``identity`` the part of the word that names it.
    """

    path: Path
    role: Role
    word: str
    identity: str
    named: str
    is_material: bool


def spots(kind: Kind, schema: Schema, data: Mapping[str, Any]) -> Iterator[Spot]:
    """Every key and every scalar of a file's data."""
    for path, role, word, about in _walk(_Schemas(schema), schema, data, ()):
        material = about.get("x-review") == "material"
        if role is Role.KEY:
            first, _, rest = word.partition("/")
            in_basis = path[:-1] == (BASIS,)
            named, identity = (first, rest.partition("/")[0]) if in_basis else ("", "")
        else:
            identity = word
            is_own = path == ("id",) and about.get("x-kind") == kind.value
            named = kind.value if is_own else str(about.get("x-refers", ""))
        yield Spot(path, role, word, identity, named, material)


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
        """The node, with the branch of its choice that takes data of this type."""
        node = self.followed(node)
        wanted = "object" if isinstance(data, dict) else "array" if isinstance(data, list) else ""
        for choice in map(self.followed, node.get("anyOf", ())):
            takes = choice.get("type")
            if (takes if takes in ("object", "array") else "") == wanted:
                return {**node, **self.fitting(choice, data)}
        return node


def _walk(
    schemas: _Schemas, node: Mapping[str, Any], data: Any, path: Path
) -> Iterator[tuple[Path, Role, str, Mapping[str, Any]]]:
    about = schemas.fitting(node, data)
    if isinstance(data, dict):
        known, others = about.get("properties", {}), about.get("additionalProperties")
        for key, value in data.items():
            below = known.get(key, others if isinstance(others, dict) else {})
            yield (*path, key), Role.KEY, key, about
            yield from _walk(schemas, below, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(schemas, about.get("items", {}), value, (*path, index))
    elif isinstance(data, str):
        shape = about.get("x-shape")
        is_word = shape in _SHAPES_OF_WORDS or not _SAID_OF_WORDS.isdisjoint(about)
        yield path, Role.WORD if is_word else Role.PROSE, data, about

"""The schemas of the format, and one gate for each kind of file.

The schemas in ``schemas/`` are the authority. Those that name the book's own words (``x-words``)
get them as enums here, so that what ``riskbook schema KIND`` prints is what files are held to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from riskbook.reading.casting import Cast, cast_by
from riskbook.reading.placing import Kind
from riskbook.reading.resources import resource
from riskbook.reading.suggesting import Known

Schema: TypeAlias = dict[str, Any]
Words: TypeAlias = Mapping[str, tuple["str | int", ...]]
"""The book's own words by what the schemas call them: ``categories``, ``levels`` …"""


@dataclass(frozen=True, slots=True)
class Shape:
    """One schema in use: the cast, whether cast data fit, and the gate's own word for why not.

    ``known`` is what the book calls the words that its files take.
    """

    schema: Schema
    cast: Cast
    fits: Callable[[Any], bool]
    refusal: Callable[[Any], str]
    known: Known = field(default_factory=Known)


def read_schemas() -> dict[Kind, Schema]:
    """Every schema by kind, each whole in itself: shared definitions are copied in."""
    folder = resource("schemas")
    shared = json.loads((folder / "common.schema.json").read_bytes())["$defs"]
    return {kind: _bundled(_read(folder / f"{kind.value}.schema.json"), shared) for kind in Kind}


def read_schema(kind: Kind) -> Schema:
    """The schema of one kind, whole in itself."""
    folder = resource("schemas")
    shared = json.loads((folder / "common.schema.json").read_bytes())["$defs"]
    return _bundled(_read(folder / f"{kind.value}.schema.json"), shared)


def shape_of(schema: Schema, known: Known | None = None) -> Shape:
    """A schema made ready to use, in a book whose words are ``known``."""
    import jsonschema_rs

    gate = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

    def refusal(data: Any) -> str:
        return next((error.message for error in gate.iter_errors(data)), "")

    cast = cast_by(schema, schema.get("$defs", {}))
    return Shape(schema, cast, gate.is_valid, refusal, known or Known())


def is_pattern(pattern: str) -> bool:
    """Whether a text is a pattern that both validators understand."""
    import re

    import jsonschema_rs

    try:
        re.compile(pattern)
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except (re.error, ValueError):
        return False
    return True


def with_words(schema: Schema, words: Words, patterns: Mapping[str, str]) -> Schema:
    """The schema with the book's own words as enums, and its own patterns of ids."""

    def walk(node: Any) -> Any:
        if isinstance(node, list):
            return [walk(part) for part in node]
        if not isinstance(node, dict):
            return node
        changed = {name: walk(part) for name, part in node.items()}
        allowed = words.get(node.get("x-words", ""))
        if allowed:
            changed["enum"] = list(allowed)
        if node.get("x-shape") == "id" and node.get("x-kind") in patterns:
            changed["pattern"] = patterns[node["x-kind"]]
        return changed

    enriched: Schema = walk(schema)
    return enriched


def _read(path: Any) -> Schema:
    schema: Schema = json.loads(path.read_bytes())
    return schema


def _bundled(schema: Schema, shared: Schema) -> Schema:
    """The schema with each shared definition that it needs among its own."""
    definitions: Schema = {}

    def walk(node: Any) -> Any:
        if isinstance(node, list):
            return [walk(part) for part in node]
        if not isinstance(node, dict):
            return node
        changed = {name: walk(part) for name, part in node.items() if name != "$defs"}
        reference = node.get("$ref", "")
        if isinstance(reference, str) and reference:
            name = reference.rpartition("/")[2]
            changed["$ref"] = f"#/$defs/{name}"
            if name not in definitions:
                definitions[name] = {}
                own = schema.get("$defs", {})
                definitions[name] = walk(
                    own[name] if reference.startswith("#") and name in own else shared[name]
                )
        return changed

    whole: Schema = walk(schema)
    if definitions:
        whole["$defs"] = dict(sorted(definitions.items()))
    return whole

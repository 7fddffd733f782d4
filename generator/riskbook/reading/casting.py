"""Texts to numbers, booleans and nothing, as the schema's types say.

YAML resolved nothing, so a schema decides alone: ``007`` stays text where text is wanted and is no
number where a number is. A text that does not fit its type stays, for the schema to complain of.
A known field that is null or empty is left out; an unknown one is kept, to be complained of. So
is a key that cannot be one: ``{en: Follow up, calls}`` has a key ``calls``, and lost half a text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Cast: TypeAlias = Callable[[Any], Any]
Schema: TypeAlias = Mapping[str, Any]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?\Z")
_BOOLEANS = {"true": True, "false": False}


def cast_by(schema: Schema, definitions: Mapping[str, Schema]) -> Cast:
    """The cast of a schema whose references all lead to ``definitions`` (``#/$defs/…``)."""
    return _compile(schema, definitions) or _as_it_is


def _compile(schema: Schema, definitions: Mapping[str, Schema]) -> Cast | None:
    reference = schema.get("$ref")
    if reference is not None:
        return _compile(definitions[reference.rpartition("/")[2]], definitions)
    choices = schema.get("anyOf")
    if choices is not None:
        return _choice([_kinds(choice, definitions) for choice in choices])
    kinds = schema.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    if "object" in kinds or "properties" in schema:
        return _object(schema, definitions)
    if "array" in kinds:
        return _array(_compile(schema.get("items", {}), definitions))
    return _scalar(kinds)


def _scalar(kinds: tuple[str, ...]) -> Cast | None:
    if "integer" in kinds:
        return _integer
    if "number" in kinds:
        return _number
    if "boolean" in kinds:
        return _boolean
    return None


def _kinds(schema: Schema, definitions: Mapping[str, Schema]) -> tuple[type, Cast]:
    """What a branch of a choice takes, and its cast."""
    while "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    kinds = schema.get("type", ())
    takes = dict if kinds == "object" else list if kinds == "array" else str
    return takes, _compile(schema, definitions) or _as_it_is


def _choice(branches: list[tuple[type, Cast]]) -> Cast:
    casts = dict(reversed(branches))

    def choose(value: Any) -> Any:
        return casts.get(value.__class__, _as_it_is)(value)

    return choose


def _object(schema: Schema, definitions: Mapping[str, Schema]) -> Cast:
    known: dict[str, Cast | None] = {
        name: _compile(part, definitions) for name, part in schema.get("properties", {}).items()
    }
    others = schema.get("additionalProperties")
    may_be_key = _key_pattern(schema, definitions) if isinstance(others, Mapping) else _no_key
    other = _compile(others, definitions) if isinstance(others, Mapping) else None

    def cast(value: Any) -> Any:
        if value.__class__ is not dict:
            return value
        data = {}
        for name, part in value.items():
            if name in known:
                if part is not None:
                    act = known[name]
                    part = act(part) if act else part  # noqa: PLW2901  # the same part, typed
                    if part is not None:
                        data[name] = part
            elif part is not None:
                data[name] = other(part) if other else part
            elif not may_be_key(name):
                data[name] = ""
        return data or None

    return cast


def _key_pattern(schema: Schema, definitions: Mapping[str, Schema]) -> Callable[[str], object]:
    """Whether a name may be a key of a map that takes any of some form."""
    form: Schema = schema.get("propertyNames", {})
    if "$ref" in form:
        form = definitions[form["$ref"].rpartition("/")[2]]
    return re.compile(form.get("pattern", "")).search


def _no_key(_name: str) -> None:
    return None


def _array(item: Cast | None) -> Cast | None:
    if item is None:
        return None

    def cast(value: Any) -> Any:
        if value.__class__ is not list:
            return value
        # an item of which every field is empty stays: its place counts, and it is complained of
        return [{} if part is None else part for part in map(item, value)]

    return cast


def _as_it_is(value: Any) -> Any:
    return value


def _integer(value: Any) -> Any:
    return int(value) if value.__class__ is str and _INTEGER.match(value) else value


def _number(value: Any) -> Any:
    if value.__class__ is str and _NUMBER.match(value):
        number = int(value) if _INTEGER.match(value) else float(value)
        if math.isfinite(number):
            return number
    return value


def _boolean(value: Any) -> Any:
    return _BOOLEANS.get(value, value) if value.__class__ is str else value

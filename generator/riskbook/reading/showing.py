"""A value as a finding shows it: short, by its type, or as an example of what is wanted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from riskbook.reading.faults import brief
from riskbook.wording import Saying, say


def shown(value: Any) -> str:
    """A value short enough to stand in a sentence."""
    text = (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict | list)
        else str(value)
    )
    text = " ".join(text.split())
    return brief(text, 60)


def met(value: Any) -> Saying:
    """What kind of value somebody wrote."""
    match value:
        case dict():
            return say("type.object")
        case list():
            return say("type.array")
        case bool():
            return say("type.boolean")
        case int() | float():
            return say("type.number")
        case _:
            return say("type.string")


def example_of(schema: Mapping[str, Any]) -> str:
    """The first example of a schema; "" where it has none that fits into a sentence."""
    examples = schema.get("examples") or []
    return shown(examples[0]) if examples and not isinstance(examples[0], dict | list) else ""


def example_hint(schema: Any) -> Saying | None:
    """The same as a hint."""
    example = example_of(schema) if isinstance(schema, Mapping) else ""
    return say("hint.example", example=example) if example else None

"""A value of a record on one line, short enough to stand beside its digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from riskbook.model.digests import Value
from riskbook.reporting.cells import cut, one_line

LONGEST = 72
"""Cells of what is shown; the digest is over the whole."""


def short_value(value: Value) -> str:
    """What stands there, as people would write it down; what is empty is left out."""
    return cut(one_line(_plain(value)), LONGEST)


def _plain(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case float():
            return f"{value:.10g}"
        case int():
            return str(value)
        case Mapping():
            parts = ((name, _plain(part)) for name, part in value.items())
            return ", ".join(f"{name}: {part}" for name, part in parts if part)
        case Sequence():
            parts_of_list = (
                f"({_plain(part)})" if isinstance(part, Mapping) else _plain(part) for part in value
            )
            return "; ".join(filter(None, parts_of_list))

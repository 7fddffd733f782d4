"""Books of older formats: what each version of the format changed, and the step that follows it.

The format is the contract with users; changes within a version only add. A new version raises
:data:`FORMAT` and adds the step that turns the data of a file as the version before wrote them into
its own. The steps work on what YAML gave, before any schema, so that a past state read from git
goes through the same door as a present one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias

from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Shape

FORMAT = 1
"""The format that this Riskbook reads and writes."""

Data: TypeAlias = dict[str, Any]
Step: TypeAlias = Callable[[Kind, Data], Data]

STEPS: Mapping[int, Step] = MappingProxyType({})
"""By the format it starts from, the step that leads to the next. Format 1 is the first."""


def steps_from(
    written: object, steps: Mapping[int, Step] = STEPS, newest: int = FORMAT
) -> tuple[Step, ...]:
    """The steps from the format that a book's settings name (as YAML gave it) to the newest.

    None for a format that is no older, or that there is no way from: the schema complains then.
    """
    text = str(written)
    start = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else newest
    path = range(start, newest)
    return tuple(steps[version] for version in path) if all(map(steps.get, path)) else ()


def from_older(shape: Shape, kind: Kind, steps: tuple[Step, ...]) -> Shape:
    """The shape for files of an older format: its cast begins with the steps."""
    if not steps:
        return shape

    def cast(data: Any) -> Any:
        if isinstance(data, dict):
            for step in steps:
                data = step(kind, data)
        return shape.cast(data)

    return replace(shape, cast=cast)

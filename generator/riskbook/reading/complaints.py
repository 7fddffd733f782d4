"""What the validator complains of, one complaint for each thing to mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jsonschema.exceptions import ValidationError

from riskbook.reading.composing import Path


class Complaint(NamedTuple):
    """One error of the validator: the keyword that failed, what it wanted, and where.

    ``refers`` is what the field names in another file (``x-refers``), "" for most.
    """

    keyword: str
    wanted: Any
    path: Path
    schema: Mapping[str, Any]
    instance: Any
    message: str
    branches: tuple[tuple[object, Complaint], ...]
    within: int
    refers: str


def complaint_of(error: ValidationError, whole: Mapping[str, Any]) -> Complaint:
    """The validator's error, with what it says of each branch of the ``whole`` schema."""
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    inner = tuple((part.schema_path[0], complaint_of(part, whole)) for part in error.context or ())
    complaint = Complaint(
        str(error.validator),
        error.validator_value,
        tuple(error.absolute_path),
        schema,
        error.instance,
        error.message,
        inner,
        len(error.path),
        _refers(error, whole),
    )
    if "propertyNames" in tuple(error.schema_path)[-4:]:
        return complaint._replace(keyword="propertyNames", branches=((0, complaint),))
    return complaint


def _refers(error: ValidationError, whole: Mapping[str, Any]) -> str:
    """What the field names, which its own schema says and not the shared one that it refers to."""
    node: Any = whole
    refers = ""
    for part in error.absolute_schema_path:
        while isinstance(node, Mapping) and part not in node and "$ref" in node:
            node = whole["$defs"][node["$ref"].rpartition("/")[2]]
        node = node[part]
        refers = node.get("x-refers", refers) if isinstance(node, Mapping) else refers
    return refers if isinstance(refers, str) else ""


def narrowed(error: Complaint) -> Iterator[Complaint]:
    """The errors of the branch that the author most likely meant, where a schema has branches."""
    branches: dict[object, list[Complaint]] = {}
    for branch, inner in error.branches if error.keyword == "anyOf" else ():
        branches.setdefault(branch, []).append(inner)
    fitting = [inner for inner in branches.values() if not any(_is_of_kind(part) for part in inner)]
    if not fitting:
        yield error
        return
    for inner in fitting[0]:
        yield from narrowed(inner)


def _is_of_kind(error: Complaint) -> bool:
    """Whether an error says that the value itself is of another type than the branch's."""
    return error.keyword == "type" and not error.within

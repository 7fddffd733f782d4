"""The translatable texts of a record, by pointer, and a record with other texts in their place.

A pointer is a path of field names; an item of a list is named by its id, else by its index from 0:
``treatment/actions/A1/what``, ``resources/0``. The Markdown below the front matter is ``body``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from riskbook.model.records import Control, Plan, Risk

Translatable = Risk | Plan | Control
Record = TypeVar("Record", Risk, Plan, Control)

_RISK = (
    "title",
    "identified/reference",
    "statement/cause",
    "statement/event",
    "statement/consequence",
    "causes/*/what",
    "consequences/*/what",
    "assessment/inherent/rationale",
    "assessment/current/rationale",
    "assessment/target/rationale",
    "expected_loss/basis",
    "treatment/rationale",
    "treatment/actions/*/what",
    "body",
)
_PLAN = (
    "title",
    "trigger/*/when",
    "trigger/*/observed_by",
    "steps/*/do",
    "communication/*/to",
    "communication/*/say",
    "communication/*/channel",
    "resources/*",
    "stop_when",
    "body",
)
_CONTROL = ("title", "body")


def texts_of(record: Translatable) -> dict[str, str]:
    """Every text of the record that a translation may give, without the empty ones."""
    match record:
        case Risk():
            patterns: tuple[str, ...] = _RISK
        case Plan():
            patterns = _PLAN
        case Control():
            patterns = _CONTROL
    found: dict[str, str] = {}
    for pattern in patterns:
        _collect(record, pattern.split("/"), "", found)
    return found


def with_texts(record: Record, language: str, texts: Mapping[str, str]) -> Record:
    """The record with these texts in place of its own; pointers it does not have are passed by."""
    known = texts_of(record)
    changed: Any = record
    for pointer, text in texts.items():
        if pointer in known:
            changed = _put(changed, pointer.split("/"), text)
    translated: Record = replace(changed, language=language)
    return translated


def _collect(value: Any, parts: list[str], pointer: str, found: dict[str, str]) -> None:
    if value is None:
        return
    if not parts:
        if value:
            found[pointer[1:]] = value
    elif parts[0] == "*":
        for index, item in enumerate(value):
            _collect(item, parts[1:], f"{pointer}/{getattr(item, 'id', index)}", found)
    else:
        _collect(getattr(value, parts[0]), parts[1:], f"{pointer}/{parts[0]}", found)


def _put(value: Any, parts: list[str], text: str) -> Any:
    if not parts:
        return text
    if isinstance(value, tuple):
        return tuple(
            _put(item, parts[1:], text) if str(getattr(item, "id", index)) == parts[0] else item
            for index, item in enumerate(value)
        )
    return replace(value, **{parts[0]: _put(getattr(value, parts[0]), parts[1:], text)})

"""What a file's name must say: the id of the record that it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from riskbook.reading.faults import Fault
from riskbook.reading.placing import DISCOVERY, Kind, Place, named_language
from riskbook.wording import say

_ID_FIELD = {
    Kind.RISK: "id",
    Kind.PLAN: "id",
    Kind.CONTROL: "id",
    Kind.PROCESS: "id",
    Kind.TRANSLATION: "translates",
    **dict.fromkeys(DISCOVERY - {Kind.PROBLEM_TYPES}, "id"),
}
_WHOLE_NAME = (DISCOVERY - {Kind.INCIDENT}) | {Kind.PROCESS}
"""Kinds whose files are called by their id alone."""

_LEADING_ID = re.compile(r"^([A-Za-z]+-?[0-9]+)")


def id_in(data: Mapping[str, Any], at: Place) -> str:
    """The id that a record's data give, ``""`` where they give none."""
    name = data.get(_ID_FIELD.get(at.kind, "of"), "")
    return name if isinstance(name, str) else ""


def id_from_name(path: str, at: Place) -> str:
    """The id that a file's name, or its folder, seems to carry: for data that cannot be read."""
    if at.owner:
        return at.owner
    stem = path.rsplit("/", 1)[-1].partition(".")[0]
    if at.kind in _WHOLE_NAME:
        return stem
    found = _LEADING_ID.match(stem)
    return found.group(1) if found else ""


def misnamed(path: str, at: Place, data: Mapping[str, Any]) -> Fault | None:
    """The fault of a name that does not begin with the record's id, or end in its language."""
    identity = id_in(data, at)
    field = _ID_FIELD.get(at.kind)
    if field is None or not identity:
        return None
    stem = path.rsplit("/", 1)[-1].partition(".")[0]
    if stem == identity or (at.kind not in _WHOLE_NAME and stem.startswith(f"{identity}-")):
        return _in_another_language(path, data) if at.kind is Kind.TRANSLATION else None
    ending = path.rsplit("/", 1)[-1][len(stem) :]
    found = _LEADING_ID.match(stem)
    rest = stem[found.end() :].lstrip("-") if found else stem
    better = identity if at.kind in _WHOLE_NAME else f"{identity}-{rest}" if rest else identity
    message = say("finding.RB010", name=f"{stem}{ending}", id=identity)
    return Fault("RB010", message, None, say("hint.RB010", name=f"{better}{ending}"), field)


def _in_another_language(path: str, data: Mapping[str, Any]) -> Fault | None:
    named, language = named_language(path), data["language"]
    if named == language:
        return None
    message = say("finding.RB010.language", named=named, language=language)
    better = f"{path.rsplit('/', 1)[-1].removesuffix(f'{named}.md')}{language}.md"
    return Fault("RB010", message, None, say("hint.RB010", name=better), "language")
